"""Characters: what is invisible, a picture or a way to write a space becomes plain; letters, quotes and dashes stay as written."""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LINE_BREAKS = re.compile("\r\n?|[\u0085\u2028\x0b\x0c\x1c-\x1e]")
UNUSUAL = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")    # all else is looked at one by one
PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"      # icon fonts
ICON = re.compile(rf"(\*{{1,2}}|_{{1,2}}|)[{PRIVATE}][{PRIVATE} ]*+\1")
LOST = re.compile("(?<!\\w)\ufffd+(?!\\w)")    # stands for bytes that were no character; inside a word it keeps the place of a letter
DATA_URI = re.compile(r"\bdata:(?:image|text|application|font|audio|video)/[\w.+-]+[;,][^\s\"'()<>]*")


@lru_cache(maxsize=8)                    # passes over a text that change nothing ask again for the same text
def plain(text: str) -> str:
    """`text` with line feeds as the only control characters, single spaces, and no blank line twice.

    Removed: control, format (zero-width, bidirectional, soft hyphen), private-use and surrogate code points, replacement characters
    between words, data: URIs.
    """
    if UNUSUAL.search(text):
        text = _without_invisible(LINE_BREAKS.sub("\n", text).replace("\u2029", "\n\n"))
    elif "data:" in text:
        text = DATA_URI.sub("", text)
    while "  " in text:
        text = text.replace("  ", " ")
    text = text.replace(" \n", "\n").replace("\n ", "\n")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip(" \n")


def _without_invisible(text: str) -> str:
    text = LOST.sub("", text)
    if "data:" in text:
        text = DATA_URI.sub("", text)
    new = {c: instead for c in set(text) if (instead := _instead(c)) is not None}
    if any(unicodedata.category(c) == "Co" for c in new):
        text = ICON.sub(" ", text)
    return text.translate({ord(c): instead for c, instead in new.items()}) if new else text


@lru_cache(maxsize=4096)                 # every pass over a text asks for the same few dozen
def _instead(character: str) -> str | None:
    """What stands for a character, None for itself."""
    if character == "\n":
        return None
    if character in "\t\u001f":
        return " "
    match unicodedata.category(character):
        case "Zs":
            return " "
        case "Cc" | "Cf" | "Cs" | "Zl" | "Zp":
            return ""
        case "Co":
            return " "
        case "Cn" if (ord(character) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF:
            return ""
    return None
