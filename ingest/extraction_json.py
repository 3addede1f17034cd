"""The extraction document (design §4) as values: the inverse of `Reading.to_json`, with its contract checked.

Whoever wrote the document (our pipeline, a language model, a person), the same rules hold: every span is inside the text and
quotes it exactly, ids are declared, words such as polarity come from the lists of `ingest.model`. `reading_from_json` reports
all faults at once, path first. What a document does not need to say (ids of claims, confidence, trigger) gets its default.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite
from typing import Any, TypeVar, cast, get_args

from ingest.model import (
    Amount,
    Article,
    Attribution,
    Claim,
    Entity,
    How,
    InvalidExtraction,
    Kind,
    Mention,
    Modality,
    Polarity,
    Reading,
    Span,
    Statement,
    Voice,
    When,
)
from ontology import iris
from ontology.errors import InvalidIri
from ontology.knowledge import Knowledge

T = TypeVar("T")
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")      # cannot stand in XML 1.0, so in no answer that is XML
ROLES = ("actor", "target", "practice", "jurisdiction", "legal_basis", "instrument")
ACTORS = frozenset({"regulator", "organization", "person", "jurisdiction"})
KINDS_OF_ROLE = {"actor": ACTORS, "target": ACTORS | {"product"}, "person": {"person"}, "organization": {"regulator", "organization"},
                 **{role: {role} for role in ("practice", "jurisdiction", "legal_basis", "instrument")}}
PROVISION = re.compile(r"([^\s:]+):\S+")
CURRENCY = re.compile(r"[A-Z]{3}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def reading_from_json(document: Mapping[str, Any], known: Knowledge) -> Reading:
    """The reading that a document states. Ids are declared in its `entities` or stand in the registers.

    Raises InvalidExtraction with one line for each fault: `claims[2].evidence: …`.
    """
    faults: list[str] = []
    reader = _Reader(faults, known)
    reading = reader.reading(document)
    if faults:
        raise InvalidExtraction(f"{reading.article.source or 'a document'}: {len(faults)} fault{'s' if len(faults) > 1 else ''} "
                                "in the extraction document\n" + "\n".join(f"  {fault}" for fault in faults))
    return reading


class _Reader:
    """Reads one document; every fault goes to `faults` and the reading goes on with a default."""

    def __init__(self, faults: list[str], register: Knowledge) -> None:
        self.faults, self.register = faults, register
        self.text, self.entities = "", dict[str, Entity]()

    def reading(self, document: Any) -> Reading:
        top = self.mapping(document, "document")
        article = self.article(self.mapping(top.get("article"), "article"))
        self.text = article.text
        entities = self.each(top, "entities", self.entity)
        self.entities = {entity.id: entity for entity in entities}
        for id in sorted({e.id for e in entities if sum(other.id == e.id for other in entities) > 1}):
            self.fault("entities", f"the id {id!r} stands for more than one entity; every id must be declared once")
        mentions = self.each(top, "mentions", self.mention)
        claims = self.each(top, "claims", lambda at, value: self.claim(at, value, article.id))
        statements = self.each(top, "statements", self.statement)
        first: dict[str, int] = {}
        for index, claim in enumerate(claims):
            if claim.id and claim.id in first:
                self.fault(f"claims[{index}]", f"says the same as claims[{first[claim.id]}] "
                                               "(same evidence, type, parties, polarity and modality); keep one")
            first.setdefault(claim.id, index)
        for index, claim in enumerate(claims):
            for answered in sorted({*claim.answers} - ({*first} - {claim.id})):
                self.fault(f"claims[{index}].in_response_to", f"{answered!r} is not the id of another claim of the document")
        return Reading(article, entities, mentions, claims, statements)

    # --- parts ---

    def article(self, value: Mapping[str, Any]) -> Article:
        at = "article"
        text = self.string(value, at, "text", "")
        if not text.strip():
            self.fault(f"{at}.text", "is empty; an article needs its clean text")
        url = self.optional(value, at, "url")
        id = self.optional(value, at, "id") or (iris.mint_article(url, text) if text else "")
        self.iri(f"{at}.id", id, "article")
        language = self.string(value, at, "language", "en")
        if not LANGUAGE.fullmatch(language):
            self.fault(f"{at}.language", f"{language!r} is not a BCP 47 language tag such as 'en'")
        dates = [(self.string(d, f"{at}.dates_found[{i}]", "where"), self.day(d.get("date"), f"{at}.dates_found[{i}].date"))
                 for i, d in enumerate(self.items(value, at, "dates_found")) if isinstance(d, Mapping)]
        published = value.get("published")
        return Article(self.string(value, at, "source", id), id, self.string(value, at, "title", ""), text, url,
                       self.optional(value, at, "publisher"), self.strings(value, at, "authors"),
                       None if published is None else self.day(published, f"{at}.published"),
                       tuple((where, day) for where, day in dates if day), language)

    def entity(self, at: str, value: Mapping[str, Any]) -> Entity:
        id, kind = self.string(value, at, "id"), self.word(value, at, "kind", Kind)
        try:
            iri = iris.mint_entity(kind, id) if id else ""
        except InvalidIri as error:
            iri = ""
            self.fault(f"{at}.id", str(error))
        if value.get("iri", iri) != iri and iri:
            self.fault(f"{at}.iri", f"{value['iri']!r} is not the IRI of {kind} {id!r}; expected {iri}")
        name = self.string(value, at, "name")
        if not name.strip():
            self.fault(f"{at}.name", "is empty")
        return Entity(id, iri, cast(Kind, kind), name, self.strings(value, at, "aliases"), self.optional(value, at, "country"),
                      bool(value.get("registered", True)))

    def mention(self, at: str, value: Mapping[str, Any]) -> Mention:
        entity, how = self.known(at, "entity", self.string(value, at, "entity")), self.word(value, at, "how", How)
        return Mention(entity, self.span(at, value), cast(How, how))

    def statement(self, at: str, value: Mapping[str, Any]) -> Statement:
        return Statement(self.span(at, value), self.voice(value, at, "speaker"))

    def claim(self, at: str, value: Mapping[str, Any], article: str) -> Claim:
        type = self.string(value, at, "type")
        if type not in self.register.types:
            self.fault(f"{at}.type", f"{type!r} is not an action type of the ontology")
        evidence = self.span(f"{at}.evidence", self.mapping(value.get("evidence"), f"{at}.evidence"))
        trigger, trigger_at = value.get("trigger_span"), f"{at}.trigger_span"
        roles = {role: self.role(value, at, role) for role in ROLES}
        polarity, modality = self.word(value, at, "polarity", Polarity), self.word(value, at, "modality", Modality)
        amount = self.amount(value.get("amount"), f"{at}.amount")
        id = ""
        if self.text and evidence.end > evidence.start and self.iri(None, article, "article"):
            key = (article, evidence.start, evidence.end, type, roles["actor"], roles["target"], polarity, modality)
            with_sum = iris.mint_claim(*key, amount.value) if amount else ""
            id = with_sum if with_sum and value.get("id") == with_sum else iris.mint_claim(*key)
        if value.get("id") not in (None, "", id):
            self.fault(f"{at}.id", f"{value['id']!r} is not the id of this claim; expected {id}, or none")
        return Claim(
            type=type, evidence=evidence, trigger=self.string(value, at, "trigger", f"{type}:"),
            rule=self.string(value, at, "rule", "unstated"),
            trigger_span=evidence if trigger is None else self.span(trigger_at, self.mapping(trigger, trigger_at)),
            **roles, provisions=self.provisions(value, at), amount=amount,
            when=self.when(value.get("when"), f"{at}.when"), polarity=cast(Polarity, polarity), modality=cast(Modality, modality),
            attribution=cast(Attribution, self.word(value, at, "attribution", Attribution, "narrator")),
            claimant=self.voice(value, at, "claimant"), confidence=self.confidence(value, at),
            answers=self.strings(value, at, "in_response_to"), id=id)

    def role(self, value: Mapping[str, Any], at: str, role: str) -> tuple[str, ...]:
        return tuple(self.known(at, role, id) for id in self.strings(value, at, role))

    def provisions(self, value: Mapping[str, Any], at: str) -> tuple[str, ...]:
        for provision in (found := self.strings(value, at, "provisions")):
            if not PROVISION.fullmatch(provision):
                self.fault(f"{at}.provisions", f"{provision!r} is not canonical; expected INSTRUMENT:PLACE such as 'gdpr:6(1)(f)'")
        return found

    def amount(self, value: Any, at: str) -> Amount | None:
        if value is None:
            return None
        parts = self.mapping(value, at)
        number, currency = parts.get("value"), self.string(parts, at, "currency")
        if isinstance(number, bool) or not isinstance(number, int | float) or not isfinite(number) or number < 0:
            self.fault(f"{at}.value", f"{number!r} is not an amount; expected a number from 0")
            return None
        if not CURRENCY.fullmatch(currency):
            self.fault(f"{at}.currency", f"{currency!r} is not an ISO 4217 code such as 'EUR'")
        return Amount(float(number), currency)

    def when(self, value: Any, at: str) -> When | None:
        if value is None:
            return None
        parts = self.mapping(value, at)
        earliest, latest = self.day(parts.get("earliest"), f"{at}.earliest"), self.day(parts.get("latest"), f"{at}.latest")
        edtf = self.string(parts, at, "edtf")
        if earliest is None or latest is None:
            return None
        if latest < earliest:
            self.fault(at, f"latest {latest} is before earliest {earliest}")
        return When(edtf, earliest, latest, self.string(parts, at, "words", ""))

    def voice(self, value: Mapping[str, Any], at: str, key: str) -> Voice:
        if value.get(key) is None:
            return Voice()
        at, parts = f"{at}.{key}", self.mapping(value[key], f"{at}.{key}")
        ids = {part: self.optional(parts, at, part) for part in ("person", "organization")}
        return Voice(**{part: id and self.known(at, part, id) for part, id in ids.items()})

    def confidence(self, value: Mapping[str, Any], at: str) -> float:
        number = value.get("confidence", 0.5)
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= 1:
            self.fault(f"{at}.confidence", f"{number!r} is not a number from 0 to 1")
            return 0.5
        return float(number)

    def span(self, at: str, value: Mapping[str, Any]) -> Span:
        start, end, quoted = value.get("start"), value.get("end"), value.get("text")
        if isinstance(start, bool) or isinstance(end, bool) or not isinstance(start, int) or not isinstance(end, int):
            self.fault(at, f"start {start!r} and end {end!r} must be whole numbers (code points of article.text)")
            return Span(0, 0)
        if not 0 <= start < end <= len(self.text):
            self.fault(at, f"{start}..{end} is not a span of the text, which has {len(self.text)} code points")
            return Span(0, 0)
        if quoted != self.text[start:end]:
            self.fault(at, f"text {_short(quoted)} is not article.text[{start}:{end}], which is {_short(self.text[start:end])}")
        return Span(start, end)

    # --- pieces ---

    def fault(self, at: str, fault: str) -> None:
        self.faults.append(f"{at}: {fault}")

    def mapping(self, value: Any, at: str) -> Mapping[str, Any]:
        if isinstance(value, Mapping):
            return value
        self.fault(at, f"expected an object, got {_short(value)}")
        return {}

    def items(self, value: Mapping[str, Any], at: str, key: str) -> list[Any]:
        found = value.get(key) or []
        if isinstance(found, list | tuple):
            return list(found)
        self.fault(f"{at}.{key}".removeprefix("."), f"expected a list, got {_short(found)}")
        return []

    def each(self, value: Mapping[str, Any], key: str, read: Callable[[str, Mapping[str, Any]], T]) -> tuple[T, ...]:
        return tuple(read(f"{key}[{i}]", self.mapping(item, f"{key}[{i}]")) for i, item in enumerate(self.items(value, "", key)))

    def string(self, value: Mapping[str, Any], at: str, key: str, default: str | None = None) -> str:
        found = value.get(key)
        if found is None and default is not None:
            return default
        if not isinstance(found, str):
            self.fault(f"{at}.{key}", f"expected a text, got {_short(found)}")
            return ""
        if bad := UNFIT.search(found):
            self.fault(f"{at}.{key}", f"has the character U+{ord(bad[0]):04X} at {bad.start()}, which no answer could carry; clean the text first")
        return found

    def optional(self, value: Mapping[str, Any], at: str, key: str) -> str | None:
        return None if value.get(key) is None else self.string(value, at, key)

    def strings(self, value: Mapping[str, Any], at: str, key: str) -> tuple[str, ...]:
        return tuple(self.string({"": item}, f"{at}.{key}[{i}]", "") for i, item in enumerate(self.items(value, at, key)))

    def word(self, value: Mapping[str, Any], at: str, key: str, words: Any, default: str | None = None) -> str:
        found = value.get(key, default)
        if found not in get_args(words):
            self.fault(f"{at}.{key}", f"{_short(found)} is not one of {', '.join(get_args(words))}")
            return str(get_args(words)[0])
        return str(found)

    def day(self, value: Any, at: str) -> date | None:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.fault(at, f"{_short(value)} is not a day such as '2024-09-17'")
            return None

    def known(self, at: str, key: str, id: str) -> str:
        entity = self.entities.get(id) or self.register.entries.get(id)
        if id and not entity:
            self.fault(f"{at}.{key}", f"{id!r} is neither among the entities of the document nor in the registers")
        elif entity and key in KINDS_OF_ROLE and entity.kind not in KINDS_OF_ROLE[key]:
            self.fault(f"{at}.{key}", f"{id!r} is of the kind {entity.kind}; expected {' or '.join(sorted(KINDS_OF_ROLE[key]))}")
        return id

    def iri(self, at: str | None, iri: str, kind: str) -> bool:
        try:
            found = iris.parse(iri)[0]
        except InvalidIri as error:
            found, reason = "", str(error)
        else:
            reason = f"{iri!r} is the name of a {found}, not of a {kind}"
        if found != kind and at:
            self.fault(at, reason)
        return found == kind


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
