"""The values that the Turtle of this package becomes: register entries, action types, triggers. Frozen, and nothing but values."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One entry of a register.

    `kind` is a kind of the extraction document (regulator, organization, person, product, legal_basis, instrument,
    jurisdiction, practice); `type` is finer: dpa, competition, consumer, telecom, court, ai, supranational; company,
    platform, ngo; country, group, subdivision … `acronyms` are matched with their case, `aliases` without.
    `adjectives` are the demonyms of a jurisdiction ("Irish"); `owner` is the organization id behind a product;
    `instrument` and `provision` place a legal basis in a law (`gdpr`, `6(1)(f)`).
    """

    id: str
    iri: str
    kind: str
    name: str
    type: str = ""
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    country: str | None = None           # ISO 3166-1 alpha-2, or EU; for a jurisdiction its parent
    region: str | None = None            # of a regulator that is not national: its state or province, such as `DE-HH`
    owner: str | None = None
    parent: str | None = None
    members: tuple[str, ...] = ()        # a group of jurisdictions: EU, EEA
    instrument: str | None = None
    provision: str | None = None
    definition: str = ""


@dataclass(frozen=True, slots=True)
class ActionType:
    """A concept of the action-type scheme. `actor_kind`: regulator, company, civil-society, court, any."""

    id: str
    iri: str
    label: str
    definition: str
    actor_kind: str
    broader: str | None
    contrary: frozenset[str]
    leaf: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that can report an act, with the grammar they need.

    part_of_speech: verb, noun, adjective.  Every non-empty set below is a condition; one member must hold.
    lemmas            lemma of the head word ("fine", "roll")
    particles         verb particle ("out" in "roll out"), auxiliary ("must") or adverb that belongs to the words
    subjects          the noun in front of the verb, where it is a thing that cannot act itself ("complaint" in "the complaint alleges")
    objects           the direct object, or the subject of the passive: "head" or "modifier head" ("regulatory approval")
    complements       head lemma of the clausal complement ("order … to suspend": suspend), its predicate after "be"; "not" in
                      front asks for a denied one ("not breach"); "*" is any clause, "not *" any denied one, "to *" any infinitive
    prepositions      a prepositional phrase of the head ("put … on hold": on)
    preposition_objects   the head noun of that phrase (hold)
    modifiers         adjective or compound of a head noun ("preliminary" ban)
    frame             actor-subject (default) · actor-from ("receive permission from X": X acts on the subject) ·
                      actor-imposer ("X must stop, the authority said": who says so, or nobody named, binds X) ·
                      actor-object ("it pleases X") · actor-reporter ("X breached the law, the authority said": who says so acts on X) ·
                      actor-implied (the same, or the narrator says it of X, and who acts is not named: "the delay cost X €5m") ·
                      actor-speaker ("X said it complied": X acts, and only where X itself says so)
    actor_kinds       who may act: regulator, court, legislator, company, civil-society, person; empty = anyone
    modalities        fires only when the modality found is one of these ("use data" is start-processing when planned)
    polarity          "negated" where the words themselves deny the act
    modality          fixed modality where the words carry it ("set to")
    """

    id: str
    iri: str
    action_type: str
    part_of_speech: str
    lemmas: frozenset[str]
    particles: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    complements: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    preposition_objects: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    frame: str = "actor-subject"
    actor_kinds: frozenset[str] = frozenset()
    modalities: frozenset[str] = frozenset()
    polarity: str | None = None
    modality: str | None = None
    example: str = ""
    counter_example: str = ""


@dataclass(frozen=True, slots=True)
class Ownership:
    """A period in which an organization (`owner`) owned a product or another organization (`thing`); all three are ids.

    `first` and `last` are the first and last possible day; `sure_from` and `sure_through` bound the days that are in it for sure.
    An end of None has not come.
    """

    thing: str
    owner: str
    first: date
    last: date | None
    sure_from: date
    sure_through: date | None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All registers and triggers. `entries` is keyed by id, `types` by action-type id; `ownerships` are in order of thing and time."""

    entries: Mapping[str, RegisterEntry]
    types: Mapping[str, ActionType]
    triggers: tuple[Trigger, ...]
    version: str
    ownerships: tuple[Ownership, ...] = ()

    def of_kind(self, kind: str) -> tuple[RegisterEntry, ...]:
        return tuple(e for e in self.entries.values() if e.kind == kind)

    def owner_on(self, id: str, day: date) -> str | None:
        """The id of the organization that owned a product or organization on a day.

        Where no period is recorded for it, its owner of today counts for all days. None: nobody did, or it is not known who.
        """
        periods = [period for period in self.ownerships if period.thing == id]
        if not periods:
            entry = self.entries.get(id)
            return (entry.owner or entry.parent) if entry else None
        return next((p.owner for p in periods if p.sure_from <= day and (p.sure_through is None or day <= p.sure_through)), None)
