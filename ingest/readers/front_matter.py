"""YAML front matter: what stands between two `---` lines at the very start of a text."""
from __future__ import annotations

import datetime
import re
from typing import Any

import yaml

from ingest.readers.fields import field_of, rank

MAX_LINES = 200
ENTRY = re.compile(r"[A-Za-z][\w .-]*:(?:\s|$)")
# `title: Firm fined: what next` is no YAML, yet nobody can misread it. A value that opens a YAML construct is not guessed at.
LITERAL = re.compile(r"([A-Za-z][\w .-]*):[ \t]+([^\s\"'\[{&*!|>%@`#].*)\Z")


class BrokenFrontMatter(ValueError):
    """The front matter cannot be read; the message names the line of the file."""


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases, which a hostile file can nest into gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not read here", self.peek_event().start_mark)
        return super().compose_node(parent, index)


def split(text: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """(metadata pairs, the rest of the text). A text without front matter comes back whole. Raises `BrokenFrontMatter`."""
    start = text.lstrip("\ufeff \t\r\n")
    if not re.match(r"---[ \t]*\r?\n", start):
        return (), text
    skipped = text[:len(text) - len(start)].count("\n")
    lines = start.split("\n", MAX_LINES + 1)
    end = next((i for i, line in enumerate(lines[1:MAX_LINES + 1], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        if ENTRY.match(lines[1]):
            raise BrokenFrontMatter(f"front matter opened on line {skipped + 1} is not closed by a line '---' within {MAX_LINES} lines; close it or remove it")
        return (), text                  # a rule drawn above the text
    if not any(line.strip() for line in lines[1:end]):
        return (), "\n".join(lines[end + 1:])
    return pairs(_load(lines[1:end], skipped + 2)), "\n".join(lines[end + 1:])


def pairs(values: dict[Any, Any]) -> tuple[tuple[str, str], ...]:
    """Metadata under the keys of `RawDocument.meta`; keys that say nothing about the article are left out."""
    found = [("container", "front matter")]
    for key, value in sorted(values.items(), key=lambda pair: rank(str(pair[0]))):
        name = field_of(str(key))
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                item = item.get("name") or item.get("title")
            if isinstance(item, (datetime.date, datetime.datetime)):
                item = item.isoformat()
            if name and isinstance(item, (str, int, float)) and str(item).strip():
                found.append((name, str(item).strip()))
    return tuple(found)


def _load(lines: list[str], first_line: int) -> dict[Any, Any]:
    try:
        values = yaml.load("\n".join(lines), Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as e:     # ValueError: a date such as 2024-02-31
        literal = [LITERAL.match(line.rstrip()) for line in lines if line.strip()]
        if all(literal):
            return {m[1].strip(): m[2] for m in literal if m}
        mark = getattr(e, "problem_mark", None) or getattr(e, "context_mark", None)
        where = f"line {first_line + mark.line}" if mark else f"lines {first_line} to {first_line + len(lines) - 1}"
        raise BrokenFrontMatter(f"front matter is not YAML ({where}: {getattr(e, 'problem', None) or e}); mend it or remove it") from None
    if not isinstance(values, dict):
        raise BrokenFrontMatter(f"front matter at line {first_line} is {type(values).__name__}, expected 'key: value' lines; mend it or remove it")
    return values
