"""Which of the provisions that a text cites it is about, and which it only cites in passing.

A decision cites more than it decides on: the article that makes the authority competent, the rights that a person once invoked, the
definition of a term, a whole chapter as a range. Such citations are kept apart. Where a text cites nothing else it is about them.

Rules, and no fitted model: on decision summaries whose editors name the articles decided on, a logistic model over a hundred signals of
place, wording, count and claims gained half a point of F1 at most under cross-validation by document, and boosted trees no more. What is
left over is the editors' own choice, such as the paragraph or its article, or the power that a fine rests on.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ingest.model import Claim, ProvisionRef

WIDE = 3                                 # a longer range ("Articles 15 to 22") cites a chapter, a shorter one each of its provisions
LAWS = ("gdpr", "uk-gdpr")               # the chapters below are theirs
SCOPE = range(1, 4)                      # what the law applies to
POWERS = (58, 83)                        # corrective powers and fines: what an authority does, not how a case comes to it
PROCEDURE = range(51, 85)                # authorities, their cooperation, complaints and courts
RIGHTS = range(12, 23)                   # of the persons concerned
_DECIDING = ("find-infringement", "find-no-infringement", "issue-preliminary-finding")
_BACKGROUND = re.compile(r"^(?:the\s)?(?:facts|background|context|procedure|procedural history)\s*$", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(r"^[A-Z][^\n.;:!?]{2,60}$", re.MULTILINE)
# "health data as defined in Article 9": what kind of data they are, not what was done to them
_KIND_OF_DATA = re.compile(r"\b(?:special\scategor\w+|sensitive|health|biometric|genetic)\b[^.;\n]{0,60}$", re.IGNORECASE)
_BROKEN = re.compile(r"\b(?:violat|infring|breach|contra(?:ry|ven))\w*[^.;\n]{0,60}$", re.IGNORECASE)


def named_itself(ref: ProvisionRef) -> bool:
    """Whether the words name the provision, and not a whole chapter around it."""
    return ref.between <= WIDE


def about(text: str, cited: Sequence[ProvisionRef], claims: Iterable[Claim] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The canonical provisions that the text is about, and those cited in passing; each once, in the order of the text.

    `claims` are those of the text: what a party is said to have broken or kept is never in passing.
    """
    decided = {p for c in claims if c.type in _DECIDING for p in c.provisions}
    every = tuple(dict.fromkeys(p.canonical for p in cited))
    places: dict[str, list[ProvisionRef]] = defaultdict(list)
    articles: dict[str, list[ProvisionRef]] = defaultdict(list)
    for ref in cited:
        places[ref.canonical].append(ref)
        articles[_article(ref.canonical)].append(ref)
    lead = text.find("\n\n")
    background = _background(text)
    whole = Counter(p.canonical for p in cited if "(" not in p.canonical)
    passing = {p for p in every if p not in decided and _in_passing(p, places[p], articles[_article(p)], text, lead, background, whole)}
    kept = tuple(p for p in every if p not in passing)
    return (kept, tuple(p for p in every if p in passing)) if kept else (every, ())


def _in_passing(provision: str, own: Sequence[ProvisionRef], of_article: Sequence[ProvisionRef], text: str, lead: int, background: range,
                whole: Counter[str]) -> bool:
    law, number = _article(provision).split(":")
    starts = [p.span.start for p in of_article if p.span]
    if not any(map(named_itself, own)):
        return True
    if provision != _article(provision) and whole[_article(provision)] > 1 and len(own) == 1:
        return True                        # the text speaks of the article and once of a part of it
    if law not in LAWS or not number.isdigit() or any(start < lead for start in starts):
        return False
    article = int(number)
    if article in SCOPE or (article in PROCEDURE and article not in POWERS):
        return True
    if article in RIGHTS and background and all(start in background for start in starts):
        return True
    said = [text[max(0, start - 100):start] for start in starts]
    return all(_KIND_OF_DATA.search(words) and not _BROKEN.search(words) for words in said)


def _article(provision: str) -> str:
    return provision.partition("(")[0]


def _background(text: str) -> range:
    """The part of the text under a heading such as "Facts", where another part follows it."""
    heading = _BACKGROUND.search(text)
    following = _HEADING.search(text, heading.end()) if heading else None
    return range(heading.end(), following.start()) if heading and following else range(0)
