"""Whom the nominals of a parsed text mean: what resolution found, as a value that the later steps ask."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ingest.model import Parse, Voice
from ontology.knowledge import Knowledge

if TYPE_CHECKING:
    from ingest.tokens import Token


@dataclass(frozen=True, slots=True)
class Party:
    """An entity as a party: its kind of party, and for a product or a person whom it stands for."""

    entity: str
    kind: str
    stands_for: str | None = None


def owner_then(known: Knowledge, entity: str, day: date | None) -> str | None:
    """Who owned a registered product or organization on a day; without a day, who owns it today. None: nobody, or it is not known."""
    entry = known.entries.get(entity)
    if entry is None or entry.kind not in ("product", "organization"):
        return None
    return known.owner_on(entity, day) if day else entry.owner or entry.parent


@dataclass(slots=True)
class Referents:
    """Answers "whom does this token mean?". Built once for a document by resolution; token keys are (sentence index, token index)."""

    parties: dict[str, Party]
    posts: dict[str, str]
    defined: Mapping[str, str]
    known: Knowledge
    published: date | None = None
    by_token: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    how: dict[tuple[int, int], str] = field(default_factory=dict)
    places: dict[tuple[int, int], str] = field(default_factory=dict)       # jurisdictions that tokens name
    spoken: list[tuple[int, int, str]] = field(default_factory=list)       # quotations: start, end, the party that speaks
    voices: Mapping[tuple[int, int], Voice] = field(default_factory=dict)  # verbs of saying: who says it, empty for somebody unknown
    writer: tuple[str, ...] = ()           # the house whose text it is, where it writes as "we"
    main_company: tuple[str, ...] = ()     # the company an article is about, where one clearly is

    def of(self, parse: Parse, token: Token) -> tuple[str, ...]:
        """Entities that a token denotes, as named (a product stays a product, a person a person)."""
        return self.by_token.get((parse.sentence.index, token.i), ())

    def acting(self, parse: Parse, token: Token) -> tuple[str, ...]:
        """The same as parties to an act: a platform stands for its owner, a spokesperson for the organization."""
        return tuple(dict.fromkeys(self.stands(e) for e in self.of(parse, token) if e in self.parties))

    def stands(self, entity: str) -> str:
        """Whom a known party stands for when it acts: the owner of a product, the organization of a person, else itself."""
        return self.posts.get(entity) or self.parties[entity].stands_for or entity

    def owner(self, entity: str) -> str | None:
        """The organization that owned a product or an organization when the text was published."""
        return owner_then(self.known, entity, self.published)

    def voice_at(self, parse: Parse, token: Token) -> list[str]:
        """Who speaks the quotation that a token stands in; empty outside quotations."""
        position = parse.sentence.span.start + token.idx
        return next(([v] for start, end, v in self.spoken if start <= position < end), [])

    def bodies(self, place: str | None, *kinds: str) -> tuple[str, ...]:
        """The one party of the text that is of one of `kinds` and, where a place is given, of that place; empty where there are several."""
        found = tuple(p for p, party in self.parties.items() if party.kind in kinds and (place is None or self._country(p) == place))
        return found if len(found) == 1 else ()

    def _country(self, party: str) -> str | None:
        entry = self.known.entries.get(party)
        return entry.country if entry else None

    def kind(self, entity: str) -> str:
        """The kind of party; empty for what is no party."""
        party = self.parties.get(entity)
        return party.kind if party else ""
