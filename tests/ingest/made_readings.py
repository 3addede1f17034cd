"""Readings made by hand, so that the writing side is tested without a language model."""
from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from ingest.model import Amount, Article, Claim, Entity, Mention, Reading, Span, Statement, Voice, When
from ontology import iris
from ontology.knowledge import ActionType, Knowledge, RegisterEntry


def _knowledge() -> Knowledge:
    def entry(kind: str, id: str, name: str, **more: Any) -> RegisterEntry:
        return RegisterEntry(id, iris.mint_entity(kind, id), kind, name, **more)

    entries = [
        *(entry("jurisdiction", id, name, country=up) for id, name, up in (
            ("GB", "United Kingdom", None), ("IE", "Ireland", None), ("DE", "Germany", None), ("DE-HH", "Hamburg", "DE"), ("FR", "France", None),
            ("NO", "Norway", None), ("BR", "Brazil", None))),
        entry("jurisdiction", "EU", "European Union", members=("IE", "DE", "FR")), entry("jurisdiction", "EEA", "EEA", members=("IE", "DE", "FR", "NO")),
        entry("regulator", "gb-ico", "Information Commissioner's Office", acronyms=("ICO",), country="GB"),
        entry("regulator", "ie-dpc", "Data Protection Commission", country="IE"), entry("regulator", "fr-cnil", "CNIL", country="FR"),
        entry("regulator", "br-anpd", "ANPD", country="BR"), entry("organization", "meta", "Meta"), entry("organization", "google", "Google"),
        entry("organization", "meta-ireland", "Meta Platforms Ireland", parent="meta"), entry("organization", "noyb", "noyb"),
        entry("product", "facebook", "Facebook", owner="meta"), entry("product", "instagram", "Instagram", owner="meta"),
        entry("practice", "ai-training", "training of AI models"), entry("practice", "facial-recognition", "facial recognition"),
        entry("instrument", "gdpr", "GDPR"), entry("legal_basis", "consent", "consent"),
        entry("legal_basis", "legitimate-interests", "legitimate interests", instrument="gdpr", provision="6(1)(f)"),
    ]
    contrary = [("approve", "decline-approval"), ("find-infringement", "find-no-infringement"), ("pause", "resume"), ("open-inquiry", "close-inquiry"),
                ("start-processing", "stop-processing"), ("ban", "lift-restriction"), ("accept-finding", "dispute-finding")]
    ids = {id for pair in contrary for id in pair} | {"fine", "warn", "engage", "monitor", "rely-on-basis", "accuse", "restrict-objection"}
    above = {"accuse": "civil-action", "engage": "advisory-action"}
    types = {id: ActionType(id, iris.mint("action-type", id), id.replace("-", " ").capitalize(), "", "any", above.get(id),
                            frozenset({b for a, b in contrary if a == id} | {a for a, b in contrary if b == id}), True) for id in sorted(ids)}
    return Knowledge(MappingProxyType({e.id: e for e in entries}), MappingProxyType(types), (), "test")


KNOWN = _knowledge()
"""A small ontology of its own: these tests are about what is done with registers, not about what stands in them."""

ROLES = ("actor", "target", "practice", "jurisdiction", "legal_basis", "instrument")


def when(first: str, last: str | None = None) -> When:
    """A day, a month ("2024-06") or the days from `first` to `last`."""
    if last is None and len(first) == 7:
        year, month = map(int, first.split("-"))
        following = date(year + month // 12, month % 12 + 1, 1)
        return When(first, date(year, month, 1), following - timedelta(days=1), "")
    return When(first if last is None else f"{first}/{last}", date.fromisoformat(first), date.fromisoformat(last or first), "")


def says(sentence: str, type: str, actor: str = "", target: str = "", **slots: Any) -> tuple[str, dict[str, Any]]:
    """A sentence with the claim it makes; roles are short ids, separated by spaces."""
    roles = {"actor": actor, "target": target, **{role: slots.pop(role) for role in ROLES if role in slots}}
    return sentence, {"type": type, **{role: tuple(ids.split()) for role, ids in roles.items()}, **slots}


def reading(*sentences: tuple[str, dict[str, Any]], published: str | None = None, title: str = "A title", url: str | None = None,
            source: str = "news/a.txt", publisher: str | None = None, new: tuple[Entity, ...] = (), statement: Voice | None = None) -> Reading:
    """A reading of an article that is made of the sentences. The first claim's actor is mentioned by its first word.

    `new`: entities that no register has; `statement`: who says the last sentence.
    """
    text, claims = "", []
    for sentence, slots in sentences:
        span = Span(len(text), len(text) + len(sentence))
        claims.append(Claim(evidence=span, trigger=f"{slots['type']}:word", rule="test", trigger_span=span, **slots))
        text += sentence + " "
    text = text.strip()
    id = iris.mint_article(url, text)
    used = {i for c in claims for role in ROLES for i in getattr(c, role)} | {i for c in claims for i in (c.claimant.person, c.claimant.organization) if i}
    used |= {i for i in (statement.person, statement.organization) if i} if statement else set()
    registered = tuple(Entity(e.id, e.iri, e.kind, e.name, e.aliases, e.country) for i in sorted(used) if (e := KNOWN.entries.get(i)))
    actor = next((c.actor[0] for c in claims if c.actor), None)
    mentions = (Mention(actor, Span(0, len(text.split()[0])), "name"),) if actor else ()
    statements = (Statement(claims[-1].evidence, statement),) if statement else ()
    return Reading(Article(source, id, title, text, url, publisher, (), date.fromisoformat(published) if published else None),
                   (*registered, *new), mentions, tuple(claims), statements)


def person(name: str) -> Entity:
    """A person that no register has."""
    id = iris.slug(name)
    return Entity(id, iris.mint_entity("person", id), "person", name, registered=False)


def organization(name: str, *aliases: str) -> Entity:
    """An organization that no register has."""
    id = iris.slug(name)
    return Entity(id, iris.mint_entity("organization", id), "organization", name, aliases, registered=False)


EUROS = "EUR"


def euros(value: float) -> Amount:
    return Amount(value, EUROS)
