"""Markdown (and plain text, which is Markdown without marks) as blocks of plain text.

Marks go, words stay: a link leaves its text, an image nothing, a heading or list item ends its own paragraph.
The patterns cannot run away on hostile input: every repetition is bounded or cannot be re-entered.
"""
from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import pairwise

from ingest.cleaning_blocks import FULL_STOP, SHORTEST_WRAP, Block, continues, remembered

LINK_START, LINK_END = "\x02", "\x03"    # free to use: `characters.plain` has removed all controls
TARGET = r"\((?:[^()\n]|\([^()\n]*+\))*+\)"
IMAGE = re.compile(r"!\[(?:[^\[\]\n]|\n(?!\n)){0,1000}+\](?:" + TARGET + r"|\[[^\[\]\n]{0,200}+\])")
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]\n]{0,100}+\]){0,1000}+)\]" + TARGET)
REFERENCE_LINK = re.compile(r"\[([^\[\]\n]{1,500}+)\]\[([^\[\]\n]{0,100}+)\]")
REFERENCE = re.compile(r"^\[[^\[\]\n]{1,100}+\]:\s*(?:https?://|/|#|mailto:)\S*(?:[ \t]+[\"'(][^\n]{0,300})?$", re.M)
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
HIDDEN = ((re.compile("<!--"), re.compile("-->")),
          (re.compile(r"<(?:script|style)(?:\s[^<>]{0,300})?>", re.I), re.compile(r"</(?:script|style)>", re.I)))
BREAK_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|tr|table|section|article|blockquote|figure|hr)(?:\s[^<>]{0,500})?/?>", re.I)
INLINE_TAG = re.compile(r"</?(?:a|abbr|b|big|button|center|cite|code|del|em|figcaption|font|i|iframe|img|input|ins|kbd|label|mark|picture|q|s|small|source"
                        r"|span|strike|strong|sub|sup|svg|tbody|td|th|thead|time|tt|u|video|wbr)(?:\s[^<>]{0,2000})?/?>", re.I)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
FENCE = re.compile(r"^(?:`{3,}|~{3,})[\w +-]{0,40}$", re.M)
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")
MARKS = (                                # emphasis; a mark inside a word (snake_case, 5*3) is no mark
    ("**", re.compile(r"(?<!\\)\*\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*\\])\*\*")),
    ("*", re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*\\])\*(?![\w*])")),
    ("__", re.compile(r"(?<![\w\\])__(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_\\])__(?!\w)")),
    ("_", re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_\\])_(?!\w)")),
    ("~~", re.compile(r"~~(?=\S)([^~\n]{1,2000}?)(?<=\S)~~")),
    ("`", re.compile(r"`([^`\n]{1,500})`")),
)
HEADING = re.compile(r"(#{1,6}) +(?=\S)(.*?)(?: +#+)?\Z")
WIKI_HEADING = re.compile(r"(={2,6}) *([^=].{0,200}?[^=]|[^=]) *\1\Z")
BULLET = re.compile(r"(?:[*+•◦▪‣·●○■–-]|\[[ xX]\]) +(?=\S)")
QUOTE = re.compile(r"(?:>(?!\d) ?)+")
UNDERLINE = re.compile(r"(=|-)\1{2,}\Z")
TEMPLATE = re.compile(r"\{\{[\w .|-]{1,80}\}\}")
LONGEST_WRAP = 130                       # characters of a hard-wrapped line: mail programs and editors break at 60 to 120


def blocks(text: str) -> list[Block]:
    """The paragraphs, headings and list items of a text that went through `characters.plain`."""
    lines = flatten(text).split("\n")
    width = _wrap_width(lines)
    groups: list[list[Block]] = []       # the lines of each block to be
    open_ended = False                   # whether the next line may belong to the last block
    for raw in lines:
        line = raw.strip()
        if UNDERLINE.match(line) and open_ended:
            groups[-1][0] = replace(groups[-1][0], kind="heading", level=1 if line[0] == "=" else 2)
        block = _block(line)
        if block is None:
            open_ended = False
        elif open_ended and block.kind == "paragraph" and groups[-1][0].kind != "heading" and continues(groups[-1][-1].text, block.text, width):
            groups[-1].append(block)
        else:
            groups.append([block])
            open_ended = True
    return [group[0] if len(group) == 1 else replace(group[0], text=" ".join(part.text for part in group), linked=all(part.linked for part in group))
            for group in groups]


def flatten(text: str) -> str:
    """The words of Markdown with inline HTML; the words of links stand between LINK_START and LINK_END."""
    if "<" in text:
        for start, end in HIDDEN:
            text = _without(text, start, end)
    if "](" in text or "][" in text:
        text = LINK.sub(_linked, IMAGE.sub("", text))
    if "]:" in text and REFERENCE.search(text):      # else [1][2] are two notes, not a link
        text = REFERENCE_LINK.sub(_linked, REFERENCE.sub("", text))
    if "<" in text:
        text = AUTOLINK.sub(_linked, text)
        text = INLINE_TAG.sub("", BREAK_TAG.sub("\n", text))
    if "&" in text:
        text = ENTITY.sub(lambda m: html.unescape(m[0]), text)
    if "{{" in text:
        text = TEMPLATE.sub("", text)
    if "```" in text or "~~~" in text:
        text = FENCE.sub("", text)
    for sign, mark in MARKS:
        if sign in text:
            text = mark.sub(r"\1", text)
    return ESCAPE.sub(r"\1", text) if "\\" in text else text


def _without(text: str, start: re.Pattern[str], end: re.Pattern[str]) -> str:
    """`text` without what stands between two marks; one that is never closed stays. Linear, which one pattern for both is not."""
    parts, at = [], 0
    while (opened := start.search(text, at)) and (closed := end.search(text, opened.end())):
        parts.append(text[at:opened.start()])
        at = closed.end()
    return "".join(parts) + text[at:] if parts or at else text


def _linked(match: re.Match[str]) -> str:
    return LINK_START + match[1].replace("\n", f"{LINK_END}\n{LINK_START}") + LINK_END


@remembered
def _block(line: str) -> Block | None:
    line = QUOTE.sub("", line, count=1) if line.startswith(">") else line
    linked = LINK_START in line or LINK_END in line
    outside = re.sub(f"{LINK_START}[^{LINK_START}{LINK_END}]*+{LINK_END}", "", line) if linked else line
    line = line.replace(LINK_START, "").replace(LINK_END, "").strip()
    if line.startswith("|") and line.endswith("|"):
        line = line.strip("| ")
    kind, level = "paragraph", 0
    if heading := HEADING.match(line) or WIKI_HEADING.match(line):
        kind, level, line = "heading", len(heading[1]), heading[2]
    elif bullet := BULLET.match(line):
        kind, line = "item", line[bullet.end():]
    line = re.sub(r" {2,}", " ", line).strip()
    if not any(c.isalnum() for c in line):
        return None
    return Block(line, kind, level, linked and not any(c.isalnum() for c in outside))   # type: ignore[arg-type]


def _wrap_width(lines: list[str]) -> int | None:
    """The column at which a text was hard-wrapped; None for a text whose lines are its paragraphs."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip() and not BULLET.match(b) and not HEADING.match(a)]
    long = [(a, b) for a, b in pairs if len(a) >= SHORTEST_WRAP]
    if len(long) < 3:
        return None
    width = max(len(line) for pair in long for line in pair)
    if width > LONGEST_WRAP:
        return None
    full = sum(len(a) + 1 + len(b.split(" ", 1)[0]) > width for a, b in long)
    open_ended = sum(not FULL_STOP.search(a) for a, _ in long)
    return width if full >= 0.7 * len(long) and open_ended >= 0.6 * len(long) else None
