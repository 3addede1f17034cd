"""What the commands show to people: a progress bar on stderr, tables and sentences on stdout."""
from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ingest.model import Reading

if TYPE_CHECKING:
    from ingest.publishing import Published

COUNTED = ("articles", "claims", "actions", "conflicts", "statements", "entities")
Item = TypeVar("Item")


def progress(items: Iterable[Item], paths: Iterable[str]) -> Iterator[Item]:
    """The same items, counted in a progress bar with rate and remaining time where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:,.1f} documents/s")

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeElapsedColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=expected(paths))
        for item in items:
            yield item
            bar.advance(task)


def expected(paths: Iterable[str]) -> int | None:
    """How many documents to expect; None when a path can hold many."""
    total = 0
    for path in paths:
        if os.path.isdir(path):
            total += sum(not name.startswith(".") for _, _, names in os.walk(path) for name in names)
        elif os.path.splitext(path)[1] in (".txt", ".md", ".html", ".htm"):
            total += 1
        else:
            return None
    return total


def report(published: Published, before: Mapping[str, int], outcomes: Mapping[str, int], refused: int, data: Path) -> None:
    """What an ingest did: counts before and now, every conflict in its sentence, what became of the documents."""
    manifest = published.manifest
    click.echo(f"release {manifest.id} in {data}")
    table(["", "before", "now"], [[name, f"{before.get(name, 0):,}", f"{manifest.counts[name]:,}"] for name in COUNTED])
    if published.conflicts:
        click.echo(f"{len(published.conflicts)} conflict{'s' if len(published.conflicts) > 1 else ''}:")
        for conflict in sorted(published.conflicts, key=lambda c: (c.kind, c.explanation)):
            click.echo(f"  {conflict.explanation}")
    click.echo(f"{outcomes['added']} articles added, {outcomes['changed']} changed, {outcomes['unchanged']} unchanged, {refused} could not be used")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout; figures are aligned to the right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD)
    for name in header:
        made.add_column(name, justify="left" if name in ("", "release", "program") else "right", no_wrap=True)
    for row in rows:
        made.add_row(*row)
    Console(width=None if sys.stdout.isatty() else 140, highlight=False).print(made)


def as_text(reading: Reading) -> str:
    """An article with its claims and their words, for people."""
    names = {e.id: e.name for e in reading.entities}

    def named(ids: Iterable[str]) -> str:
        return ", ".join(names.get(id, id) for id in ids) or "?"

    article = reading.article
    lines = [article.title or article.source, f"  {article.published or 'undated'}  {article.url or article.source}"]
    for claim in reading.claims:
        where = f" in {named(claim.jurisdiction)}" if claim.jurisdiction else ""
        when = f" ({claim.when.edtf})" if claim.when else ""
        sure = "" if claim.modality == "actual" else f" [{claim.modality}]"
        lines += [f"  {named(claim.actor)} {'not ' if claim.polarity == 'negated' else ''}{claim.type} {named(claim.target)}{where}{when}{sure}",
                  f"    “{claim.evidence.of(article.text)}”"]
    return "\n".join(lines)
