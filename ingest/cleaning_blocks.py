"""The unit that cleaning works on: one paragraph, heading or list item, and small questions about its words."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar

WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?…:;][\"'”’“»)\]]*\Z")
FULL_STOP = re.compile(r"[.!?…][\"'”’“»)\]]*\Z")
NOT_WORD = re.compile(r"[\W_]+")
SHORTEST_WRAP = 40                       # characters of a line that may have been broken in the middle of a sentence


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the text to come; `text` holds no line break."""

    text: str
    kind: Literal["paragraph", "heading", "item"] = "paragraph"
    level: int = 0                       # of a heading: 1 is the title of a page
    linked: bool = False                 # all of its words are the words of links


def listed(text: str) -> frozenset[str]:
    """The words of a table that is written as text."""
    return frozenset(text.split())


Answer = TypeVar("Answer", bound=Callable[..., object])


def remembered(question: Answer) -> Answer:
    """A question about one line whose last answers are kept: every rule asks it, in every pass."""
    return lru_cache(maxsize=1024)(question)  # type: ignore[return-value]


@remembered
def words(text: str) -> int:
    return len(WORD.findall(text))


@remembered
def key(text: str) -> str:
    """Letters and digits only, lower case: two texts with the same key say the same words."""
    return NOT_WORD.sub(" ", text.replace("’", "'").casefold()).strip()


def same(a: str, b: str) -> bool:
    return bool(key(a)) and key(a) == key(b)


def is_prose(block: Block) -> bool:
    """Whether a block is running text, as opposed to a headline, a label, a menu entry, a teaser's link."""
    if block.kind == "heading" or (block.linked and not block.text.rstrip("\"”’'»)").endswith(".")):
        return False
    count = words(block.text)
    return count >= 25 or (count >= 8 and bool(SENTENCE_END.search(block.text)))


def continues(above: str, line: str, width: int | None = None) -> bool:
    """Whether `line` goes on in the middle of the paragraph of the line above it. `width`: of the lines of a hard-wrapped text."""
    if re.match(r"(?:https?://|www\.)", line):
        return False
    if width is not None and SHORTEST_WRAP <= len(above) <= width and len(above) + 1 + len(line.split(" ", 1)[0]) > width:
        return True
    return len(above) >= SHORTEST_WRAP and line[:1].islower() and not FULL_STOP.search(above) and above[-1] not in ":;" and len(above) <= 1000


def join(blocks: Iterable[Block]) -> str:
    return "\n\n".join(block.text for block in blocks)
