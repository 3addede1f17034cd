"""Page furniture: menus, share bars, sign-ups, cookie notices, teasers, comment forms. What a reader of the article does not read.

Every rule is about words that any site may use; none names a site. A rule for a line must fit the *whole* line, and a line
that reports something (somebody said, fined, ruled …) is never furniture, whatever else it looks like. What ends the article
("Latest articles") ends it only when what follows cannot be the rest of the article.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest import cleaning_phrases as phrases
from ingest.cleaning_blocks import FULL_STOP, Block, is_prose, key, remembered, same, words


def strip(blocks: Sequence[Block], title: str | None, keep: Callable[[Block], bool]) -> list[Block]:
    """The blocks of the article. `title` is its headline if the metadata name one; blocks that `keep` says yes to (dates, by-lines)
    are not taken for furniture above the headline."""
    kept = _without_lines(_without_menu(blocks), title, keep)
    kept = _after_headline(kept, title, keep)
    return _without_repetitions(_without_tail(kept, title, keep), title)


@remembered
def is_furniture(block: Block) -> bool:
    """Whether a line is furniture by its own words."""
    text = block.text.strip()
    count = words(text)
    sentence = count >= 8 and text.rstrip("\"”’'»)").endswith(".")
    if key(text) in phrases.PHRASES or (block.linked and block.kind != "heading" and not sentence) or _is_buttons(text):
        return True
    if len(text) > phrases.MAX_LINE:
        return False
    if phrases.SURELY.match(text) or (any(sign in text for sign in phrases.CAPTION_SIGNS) and phrases.CAPTION.match(text) and not phrases.SPEECH.search(text)):
        return True
    if not sentence and (phrases.TEASER.match(text) or (phrases.LABEL.match(text) and (count <= 6 or not phrases.REPORTS.search(text)))):
        return True
    return bool(phrases.NOTICE.match(text)) and (count <= 6 or not phrases.REPORTS.search(text))


@remembered
def _credit(end: str) -> str:
    """Who took the picture or typed the report, at the end of a line; "" where that is not said."""
    found = phrases.CREDIT.search(end) if "|" in end or "(" in end else None
    return found[0] if found else ""


def _is_buttons(text: str) -> bool:
    """Whether a line is a row of buttons or of links that any site has: "Share Save", "Terms of Service | Privacy Policy"."""
    if any(sign in text for sign in "|·•/"):
        parts = [part for part in re.split(r"\s*[|·•/]\s*", text) if key(part)]
        if len(parts) > 1 and all(key(part) in phrases.PHRASES for part in parts):
            return True
    tokens = text.casefold().split(maxsplit=12)
    return 1 < len(tokens) <= 12 and all(token.strip(".,:;*|·•/()[]") in phrases.CONTROLS or not key(token) for token in tokens)


def _without_lines(blocks: Sequence[Block], title: str | None, keep: Callable[[Block], bool]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        if credit := _credit(block.text[-280:]):
            block = replace(block, text=block.text[:len(block.text) - len(credit)])
        if _is_title(block, title) or keep(block) or not is_furniture(block) or marks_tail(block):
            kept.append(block)
        elif kept and key(block.text) in phrases.AUTHOR_BOX \
                and _is_name(kept[-1].text) and any(map(is_prose, kept)):
            kept.pop()                   # the box about the author: a name and a link to the profile
    return kept


def _after_headline(blocks: list[Block], title: str | None, keep: Callable[[Block], bool]) -> list[Block]:
    """Without what stands above the headline where the headline is known: the last line that repeats it before any running text."""
    first_prose = next((i for i, block in enumerate(blocks) if is_prose(block) and not _is_title(block, title)), len(blocks))
    above = [i for i in range(first_prose) if _is_title(blocks[i], title)]
    if not above and not title:
        above = [i for i in range(first_prose) if blocks[i].level == 1][:1]
    if not above:
        return blocks
    return [block for block in blocks[:above[-1]] if keep(block) and not _is_title(block, title)] + blocks[above[-1]:]


def _without_menu(blocks: Sequence[Block]) -> list[Block]:
    """Without runs of four and more lines of a word or three among which are names of site sections, before the running text."""
    first_prose = next((i for i, block in enumerate(blocks) if is_prose(block)), len(blocks) - 1)
    run: list[int] = []
    drop: set[int] = set()
    for i in range(first_prose + 1):
        if i < first_prose and words(blocks[i].text) <= 3 and not FULL_STOP.search(blocks[i].text):
            run.append(i)
            continue
        if len(run) >= 4 and sum(key(blocks[j].text).lstrip("0123456789 ") in phrases.NAVIGATION for j in run) >= 2:
            drop.update(run)
        run = []
    return [block for i, block in enumerate(blocks) if i not in drop]


def _without_tail(blocks: list[Block], title: str | None, keep: Callable[[Block], bool]) -> list[Block]:
    """Without what follows the article; a mark in the middle of it goes with the teasers under it."""
    prose = [len(block.text) if is_prose(block) else 0 for block in blocks]
    after, before = sum(prose), 0
    kept: list[Block] = []
    in_teasers = False
    for block, length in zip(blocks, prose):
        after -= length
        if not _is_title(block, title) and marks_tail(block):
            text = block.text.strip(" \t:*-–—|»>→#")
            share = next(share for mark, share in phrases.TAIL_MARKS if mark.fullmatch(text))
            if before and after <= before * share:
                return kept
            in_teasers = before > 0
            continue
        in_teasers = in_teasers and not length and not keep(block) and not _is_title(block, title)
        if not in_teasers:
            kept.append(block)
            before += length
    return kept


def _without_repetitions(blocks: list[Block], title: str | None) -> list[Block]:
    """Without the second copy of a headline or paragraph: pages show the standfirst and the caption twice."""
    seen: set[str] = set()
    kept = []
    for block in blocks:
        words_of = key(block.text)
        if words_of in seen and (_is_title(block, title) or words(block.text) >= 8):
            continue
        seen.add(words_of)
        kept.append(block)
    return kept


@remembered
def marks_tail(block: Block) -> bool:
    text = block.text.strip(" \t:*-–—|»>→#")
    return len(text) <= 160 and not is_prose(block) and any(mark.fullmatch(text) for mark, _ in phrases.TAIL_MARKS)


def _is_title(block: Block, title: str | None) -> bool:
    return bool(title) and same(block.text, title or "")


def _is_name(text: str) -> bool:
    tokens = text.split()
    return 2 <= len(tokens) <= 4 and all(token[0].isupper() and re.sub(r"[.’'-]", "", token).isalpha() for token in tokens)
