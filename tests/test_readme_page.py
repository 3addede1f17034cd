"""The README is under test: its table of settings is made from the settings, its commands exist, its queries run."""
from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from regatlas import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BEGIN, END = re.compile(r"<!-- settings:.*-->\n"), "<!-- /settings -->"


def settings_table() -> str:
    """The table as it must stand in the README; write it there with `python tests/test_readme_page.py`."""
    from graph_api import settings as serving
    from ingest import settings as ingesting

    rows: dict[str, tuple[str, str]] = {}
    for module in (ingesting, serving):
        for name, default, about in (row[:3] for row in module.described()):
            rows.setdefault(name, (str(default) if not Path(str(default)).is_absolute() else "the bundled ones", about))
    lines = ["| setting | variable | default | what it is |", "|---|---|---|---|"]
    lines += [f"| `{name}` | `REGATLAS_{name.upper()}` | `{default}` | {about} |" for name, (default, about) in rows.items()]
    return "\n".join(lines) + "\n"


def test_the_table_of_settings_is_made_from_the_settings() -> None:
    begin = BEGIN.search(README)
    assert begin is not None
    assert README[begin.end():README.index(END)] == settings_table()


@pytest.mark.parametrize("line", re.findall(r"^\| `([a-z]+(?:`, `| )[^|]*)` \|", README.split("## Commands")[1].split("## Settings")[0], re.M))
def test_every_command_of_the_readme_exists(line: str) -> None:
    context = click.Context(main)
    for name in re.findall(r"(?:^|`, `)([a-z]+)", line):
        assert main.get_command(context, name) is not None, name


def test_every_command_is_in_the_readme() -> None:
    for name in main.list_commands(click.Context(main)):
        assert f"`{name}" in README, name


def test_every_folder_of_the_map_exists() -> None:
    for folder in re.findall(r"^\| `([a-z_]+/)`", README, re.M):
        assert (ROOT / folder).is_dir(), folder


if __name__ == "__main__":
    begin = BEGIN.search(README)
    assert begin is not None
    (ROOT / "README.md").write_text(README[:begin.end()] + settings_table() + README[README.index(END):], "utf-8")
