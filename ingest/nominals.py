"""Whom a noun phrase means that does not name anybody: "the company", "the Dutch watchdog", "both firms", "the ChatGPT maker"."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from ingest import parties
from ingest.model import Parse, Span
from ingest.referents import Referents
from ingest.salience import Salience
from ingest.syntax import SUBJECTS, children, direct_objects, prepositional
from ingest.wordlists import words
from ontology.knowledge import RegisterEntry

if TYPE_CHECKING:
    from ingest.tokens import Token

_DEFINITE = words("both that the these this those")
_OWN = words("its their")
_TWO = words("both two")
# "other European authorities" are not the one of the article.
_SOME_OTHER = words("another fellow foreign many more other several various")
_OWNS = words("creator developer maker operator owner parent")
_PARENT = ("owner", "parent")
_IS_ITSELF = ("company", "giant", "firm", "provider", "operator")
# Nouns of companies → the types of organizations that they fit.
_TRADES: dict[str, tuple[str, ...]] = {
    "airline": ("airline",), "bank": ("bank",), "lender": ("bank",), "insurer": ("insurer",), "retailer": ("retailer",), "broker": ("data-broker",),
    "lab": ("ai-lab",), "network": ("platform",), "hospital": ("health",),
}
_TRADE_WORDS: dict[str, tuple[str, ...]] = {
    "telecom": ("telecom",), "telecoms": ("telecom",), "telecommunications": ("telecom",), "mobile": ("telecom",), "phone": ("telecom",),
    "ai": ("ai-lab",), "energy": ("energy",), "gaming": ("games",), "games": ("games",), "data": ("data-broker",), "credit": ("credit-bureau",),
}
_COUNTERPART_TYPE = "dpa"


@dataclass(frozen=True, slots=True)
class Here:
    """One sentence while it is read: what a rule may look at."""

    parse: Parse
    local: list[tuple[Span, str]]        # mentions of the sentence, by offsets of the sentence
    refs: Referents
    salience: Salience

    def of(self, token: Token) -> tuple[str, ...]:
        return self.refs.of(self.parse, token)

    def places(self, token: Token) -> list[RegisterEntry]:
        """The jurisdictions named in the phrase of a noun, before it."""
        first = token.left_edge.idx
        return [self.refs.known.entries[e] for s, e in self.local if first <= s.start < token.idx and self.refs.kind(e) == "jurisdiction"]


def owner(token: Token, here: Here) -> tuple[str, ...]:
    """ "the Facebook and Instagram owner", "TikTok's parent company", "WhatsApp parent Meta"."""
    if token.lemma_.casefold() not in parties.OWNER_NOUNS:
        return ()
    for child in token.subtree:
        if child.i < token.i and child.dep_ in ("compound", "poss", "nmod", "amod", "conj", "nsubj"):
            for entity in here.of(child):
                stands_for = here.refs.parties[entity].stands_for
                if stands_for and token.lemma_ in _OWNS:
                    return (stands_for,)
                above = here.refs.owner(entity)
                if above and token.lemma_ in _PARENT:
                    return (above,)
                if child.dep_ == "compound" and token.lemma_ in _IS_ITSELF:
                    return (stands_for or entity,)
    return ()


def counterpart(token: Token, here: Here) -> tuple[str, ...]:
    """ "the ICO's Irish counterpart": the body of the same type in the country named; in the plural one for each."""
    refs, known = here.refs, here.refs.known
    first, last = token.left_edge.idx, token.idx
    places = [e for s, e in here.local if first <= s.start <= last and refs.kind(e) == "jurisdiction"]
    model = next((e for child in token.subtree for e in here.of(child) if refs.kind(e) == "regulator"), None)
    type_ = known.entries[model].type if model and model in known.entries else _COUNTERPART_TYPE
    found = []
    for place in places:
        bodies = [e for e in known.of_kind("regulator") if place in (e.country, e.region) and e.type == type_ and not e.parent]
        if bodies:
            found.append(min(bodies, key=lambda e: (bool(e.region) and e.region != place, e.id.count("-"), e.id)).id)
    return tuple(dict.fromkeys(found)) if token.tag_ == "NNS" else tuple(found[:1])


def description(token: Token, lemma: str, here: Here) -> tuple[str, ...]:
    """ "the company", "the watchdog", "the group": the party of that kind that the reader has in mind."""
    if token.lower_ in ("up", "ups") and token.i > 1 and token.doc[token.i - 2].lower_ == "start":
        lemma = "startup"                  # three tokens: "start-up"
    named = next((found for other in (token.head, *children(token, "appos")) if other.i > token.i and (found := here.of(other))
                  and (other.head.i == token.i or token.dep_ in ("compound", "nmod", "amod"))), None)
    if named:                              # "the hotel group *Acme*", "the authority, *the CNIL*,"
        return named if token.tag_ not in ("NNS", "NNPS") and here.refs.kind(named[0]) not in ("person", "jurisdiction") else ()
    determiners = {c.lower_ for c in children(token, "det", "poss", "predet", "nummod")}
    definite = bool(determiners & _DEFINITE)
    if token.tag_ in ("NNS", "NNPS") and lemma != "headquarters":
        return _plural(token, lemma, here, determiners)
    if lemma in parties.REGULATOR_NOUNS | parties.NAMED_BODY_NOUNS:
        return _body(token, lemma, here, definite, determiners)
    if not definite:
        return ()
    return _definite(token, lemma, here)


def _definite(token: Token, lemma: str, here: Here) -> tuple[str, ...]:
    """A definite singular that is no authority."""
    latest = partial(here.salience.latest, before=token.i, but=_acted_upon(token, here))
    fits = _known_of(token, lemma, here)
    if lemma in ("campaigner", "activist", "advocate"):
        return latest("civil-society")
    if lemma in parties.COURT_NOUNS:
        return latest("court", noun=lemma, fits=fits)
    if lemma in parties.LEGISLATOR_NOUNS:
        return latest("legislator", noun=lemma, fits=fits)
    if lemma in parties.COMPANY_NOUNS and not any(p.lower_ == "of" for p in children(token, "prep")):
        return latest("company", fits=fits)
    if lemma in parties.GROUP_NOUNS:
        before = {t.lower_ for t in token.subtree if t.i < token.i}
        if lemma != "group" or before & parties.CIVIL_WORDS:
            return latest("civil-society")
        return latest("company", fits=fits) if before & parties.TRADE_WORDS else latest("company", "civil-society", newest=True)
    return ()


def _acted_upon(token: Token, here: Here) -> tuple[str, ...]:
    """Whom the verb of a subject is about: "*the company* sued Acme" is not Acme."""
    if token.dep_ not in SUBJECTS:
        return ()
    others = [*direct_objects(token.head), *prepositional(token.head, "against"),
              *(n for o in direct_objects(token.head) for n in prepositional(o, "against"))]
    return tuple(e for other in others for e in here.refs.acting(here.parse, other))


def _body(token: Token, lemma: str, here: Here, definite: bool, determiners: set[str]) -> tuple[str, ...]:
    """ "the authority", "the Commission"; in headlines also "Commission" alone."""
    named = [c for c in children(token, "compound", "amod", "nmod") if c.pos_ == "PROPN" or (c.pos_ == "NOUN" and c.text[0].isupper())]
    bare = token.text[0].isupper() and not determiners and not list(token.lefts) and token.dep_ in SUBJECTS and token.text.casefold() == lemma
    if named or not (definite or bare):
        return ()
    kinds = ("regulator", "legislator") if lemma in ("board", "council") else ("regulator",)
    entries = here.refs.known.entries
    no_dpa = [p for p in here.salience.all_of("regulator") if p not in entries or entries[p].type != "dpa"] if lemma == "dpa" else ()
    found = here.salience.latest(*kinds, noun=lemma, fits=_known_of(token, lemma, here), before=token.i, but=(*_acted_upon(token, here), *no_dpa))
    if found or not token.text[0].isupper():
        return found
    # a body of several states that bears the bare word for its name: "the Commission" where no other is called so
    above = [e.id for e in here.refs.known.of_kind("regulator")
             if e.type == "supranational" and not e.parent and e.name.casefold().split()[-1] == lemma and len(e.name.split()) == 2]
    return tuple(above) if len(above) == 1 else ()


def _plural(token: Token, lemma: str, here: Here, determiners: set[str]) -> tuple[str, ...]:
    """ "both companies", "the two regulators": those named together last, or all of a text that names just two; one sole authority too."""
    kind = ("regulator" if lemma in parties.REGULATOR_NOUNS else "court" if lemma in parties.COURT_NOUNS
            else "company" if lemma in parties.COMPANY_NOUNS else "civil-society" if lemma in parties.GROUP_NOUNS else "")
    if not kind or any(c.lemma_.casefold() in _SOME_OTHER for c in token.children) or any(p.lower_ == "of" for p in children(token, "prep")):
        return ()
    refs, definite = here.refs, bool(determiners & _DEFINITE)
    pool = here.salience.all_of(kind)
    if kind == "court" and lemma == "judge" and definite:
        return here.salience.latest("court")
    if lemma in ("campaigner", "activist", "advocate"):
        return here.salience.latest("civil-society") if definite else ()
    if kind == "regulator" and len(pool) == 1:
        bare = not determiners and token.dep_ in (*SUBJECTS, "pobj", "dobj")
        return pool if (definite or bare) and not here.places(token) else ()
    if not definite and not determiners & _TWO:
        return ()
    together = here.salience.group(token.i, lambda party: refs.kind(party) == kind)
    if together and (not determiners & _TWO or len(together) == 2):
        return together
    return tuple(sorted(pool)) if len(pool) == 2 and determiners & (_TWO | _DEFINITE) else ()


def _known_of(token: Token, lemma: str, here: Here) -> Callable[[str], bool] | None:
    """What else a phrase says of a party: its country ("the Chinese start-up"), its trade ("the airline", "the telecoms giant")."""
    known = here.refs.known
    places = {p.id for p in here.places(token)}
    trades = _TRADES.get(lemma, ())
    for child in children(token, "compound", "amod", "nmod"):
        trades = trades or _TRADE_WORDS.get(child.lower_, ())
    if not places and not trades:
        return None

    def fits(party: str) -> bool:
        entry = known.entries.get(party)
        return entry is not None and (not places or not places.isdisjoint((entry.country, entry.region))) and (not trades or entry.type in trades)
    return fits
