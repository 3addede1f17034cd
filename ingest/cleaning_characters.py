"""Characters: what is invisible, a picture or a way to write a space becomes plain; letters, quotes and dashes stay as written."""
from __future__ import annotations

import re
import unicodedata

LINE_BREAKS = re.compile("\r\n?|[\u0085\u2028\x0b\x0c\x1c-\x1e]")
PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"      # icon fonts
ICON = re.compile(rf"(\*{{1,2}}|_{{1,2}}|)[{PRIVATE}][{PRIVATE} ]*+\1")
DATA_URI = re.compile(r"\bdata:(?:image|text|application|font|audio|video)/[\w.+-]+[;,][^\s\"'()<>]*", re.I)


def plain(text: str) -> str:
    """`text` with line feeds as the only control characters, single spaces, and no blank line twice.

    Removed: control, format (zero-width, bidirectional, soft hyphen), private-use and surrogate code points, data: URIs.
    """
    text = LINE_BREAKS.sub("\n", text).replace("\u2029", "\n\n")
    text = DATA_URI.sub("", ICON.sub(" ", text))
    text = text.translate({ord(c): new for c in set(text) if (new := _instead(c)) is not None})
    text = re.sub(r" {2,}", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip(" \n")


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
