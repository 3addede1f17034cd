"""Who wrote and who published: the words of by-lines, desks, offices of writers, and names of papers."""
from __future__ import annotations

import re

from ingest.cleaning_blocks import FULL_STOP, listed, words

SMALL_WORDS = listed("and of the for in on at to de la le van von der den bin al & with y du des")
BYLINE = re.compile(
    r"(?:by|written by|words by|posted by|reported by|published by|contributed by|story by|article by|text by|authors?)\s*:?\s+(?P<names>\S.{1,160})\Z", re.I)
DESK = re.compile(
    r"(?:(?:the|our|a|an)\s+)?(?P<name>(?:[\w&’'-]+ ){0,4}(?:news ?desk|desk|newsroom|staff|staff reporters?|staff writers?|reporters?|correspondents?"
    r"|writers?|editors?|editorial (?:team|staff|board)|editorial|team|bureau|agenc(?:y|ies)|web desk|online desk))(?: in [A-Z]\w+(?: [A-Z]\w+)?)?", re.I)
ROLE = re.compile(
    r"(?:[\w&’'-]+ ){0,4}(?:partner|counsel|associate|solicitor|lawyer|attorney|of counsel|trainee|correspondent|reporter|editor|writer|journalist"
    r"|columnist|contributor|analyst|producer|staff|freelance|director|fellow|professor|lecturer|author|researcher|intern|specialist|consultant)", re.I)
PAPER = re.compile(
    r"(?:[\w&’'.-]+ ){1,4}(?:times|post|ledger|herald|gazette|daily|weekly|observer|journal|tribune|chronicle|guardian|telegraph|courier|express|mail"
    r"|star|sun|globe|standard|magazine|mirror|independent|bulletin|dispatch|echo|examiner|inquirer|mercury|monitor|sentinel|advocate|argus|news|today|wire)"
    r"|(?:daily|the|sunday|evening) (?:[\w&’'.-]+ ?){1,3}(?:times|post|news|mail|star|sun|mirror|express|herald|gazette|telegraph)", re.I)
FIRM = re.compile(r"(?:[\w&’'.-]+,? ){1,5}(?:LLP|LLC|Solicitors|Attorneys|Lawyers|Law|Legal|Chambers|Avocats|Advocaten|Advokater|Abogados"
                  r"|Rechtsanwälte|& Partners)")
INITIAL = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|[A-Z])\.")


def names(text: str) -> tuple[str, ...] | None:
    """Names of people or agencies in a by-line, their offices left out; None when the text holds anything else."""
    text = re.sub(r"^by:?\s+", "", text.strip(), flags=re.I).strip(" .,|–—-")
    if desk := DESK.fullmatch(text):
        return (desk["name"],)
    if words(text) > 14 or re.search(r"[.!?]\s|[\"“”]|https?:", INITIAL.sub("", text)):
        return None
    pieces = [piece.strip() for piece in re.split(r"\s*(?:[,;|&/]|\band\b|\s[–—-]\s)\s*", text) if piece.strip()]
    people = [piece for piece in pieces if words(piece) <= 5 and (is_label_like(piece) or ROLE.fullmatch(piece)) and not piece.startswith("@")]
    if not pieces or len(people) != len(pieces):
        return None
    return tuple(piece for piece in people if not ROLE.fullmatch(piece)) or tuple(people)


def is_label_like(text: str) -> bool:
    """Whether all words but the small ones start with a capital or a digit, as in names, places and categories."""
    tokens = re.findall(r"[\w&@#][\w.'’&@-]*", text)
    capitals = all(token[:1].isupper() or token[:1].isdigit() or token.lower().strip(".,") in SMALL_WORDS for token in tokens)
    return capitals and any(c.isalpha() for c in text)


def is_label(text: str) -> bool:
    """Whether a line beside the date may be a name, an office, a place, a paper or a section, and is no sentence."""
    if FULL_STOP.search(text) or not 0 < words(text) <= 7:
        return False
    pieces = [piece for piece in re.split(r"\s*[,;|/•·]\s*|\s[–—-]\s", text) if piece]
    return all(DESK.fullmatch(piece) or ROLE.fullmatch(piece) or PAPER.fullmatch(piece) or (words(piece) <= 3 and is_label_like(piece)) for piece in pieces)


def publisher(text: str) -> str | None:
    """A line or a part of one if it names a paper or a law firm: "Dublin Evening Ledger"."""
    return text if (PAPER.fullmatch(text) or FIRM.fullmatch(text)) and is_label_like(text) else None
