"""Who reports what a clause says: the subject of the verb that governs it, "according to X", "in X's view", ", X concluded,"."""
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ingest.model import Parse, Voice
from ingest.referents import Referents
from ingest.speech_words import NOT_SPEAKING, PAPERS
from ingest.syntax import NOMINAL, children, governors, possessors, prepositional, subjects
from ingest.wordlists import words

if TYPE_CHECKING:
    from ingest.tokens import Token

# Verbs that report what somebody says; what they govern is that party's claim, not the narrator's.
REPORTING = words(
    "add announce declare disclose explain indicate note report reveal say state suggest tell warn write",
    "allege argue assert claim contend insist maintain",
    "emphasise emphasize highlight reiterate stress",
    "acknowledge admit confirm deny",
    "believe conclude consider determine find hold rule think",
)
# Verbs that report only with a speaker who is named: "studies find", "it is considered".
_OPINIONS = words("believe conclude consider determine find hold rule think", "indicate suggest show")
_VIEWS = words("assessment eyes judgement judgment opinion reading view")


def reporters(predicate: Token, parse: Parse, refs: Referents) -> list[str]:
    """The parties whose words a clause is, of the nearest verb that names them; empty for the narrator and for somebody unknown."""
    for verb in (*_above(predicate), *_inserted(predicate)):
        found = _named(subjects(verb), parse, refs)
        voice = refs.voices.get((parse.sentence.index, verb.i), Voice())
        spoken = [e for e in (voice.person or voice.organization,) if e in refs.parties]
        if found or spoken:
            return found if len(found) > 1 or not spoken else spoken
    for token in parse.doc:
        found = _named(_view_holders(token), parse, refs)
        if found:
            return found[:1]
    return []


def is_reported(predicate: Token) -> bool:
    """Whether a clause is somebody's words or finding, known or not; the narrator does not vouch for it."""
    return bool(_above(predicate) or _inserted(predicate)) or any(t.lower_ == "according" for t in predicate.doc)


def reported_by(predicate: Token, parse: Parse, refs: Referents) -> Voice | None:
    """Who says what a clause says; empty where it is somebody unknown, None for the narrator's own words."""
    named = next(iter(reporters(predicate, parse, refs)), None)
    if named is not None:
        if refs.kind(named) == "person":
            return Voice(named, refs.posts.get(named))
        return Voice(None, refs.stands(named))
    verbs = [v for v in (*_above(predicate), *_inserted(predicate)) if v.lemma_ not in _OPINIONS]
    sources = [t for t in parse.doc if t.lower_ == "according" and _view_holders(t)]
    papers = [t for t in sources if any(h.lemma_ in PAPERS for h in _view_holders(t))]
    said = (refs.voices.get((parse.sentence.index, t.i)) for t in papers)                 # "according to *a statement*": whose it is
    return next((v for v in said if v), Voice()) if verbs or sources else None


def speaks_of_itself(predicate: Token) -> bool:
    """ "The group said *it* had appealed": whoever is said to act is who says so."""
    speakers = [s for verb in _above(predicate)[:1] for s in subjects(verb)]
    alone = any(s.tag_ in ("NN", "NNP") and s.lemma_ not in NOT_SPEAKING and not possessors(s) for s in speakers)
    return alone and any(t.lower_ == "it" for t in subjects(predicate))


def _above(predicate: Token) -> list[Token]:
    """Verbs of reporting that govern a clause: "X *said* that Y paused"."""
    return [head for child, head in governors(predicate)
            if child.dep_ in ("ccomp", "advcl", "parataxis", "xcomp") and head.lemma_ in REPORTING and head.pos_ == "VERB"]


def _inserted(predicate: Token) -> list[Token]:
    """Verbs of reporting put into a clause: "Y, the authority *concluded*, violated the law"."""
    root = predicate
    while root.dep_ in ("conj", "xcomp", "ccomp", "advcl") and root.head.i != root.i:
        root = root.head
    return [verb for clause in dict.fromkeys((predicate, root)) for verb in children(clause, "parataxis", "ccomp")
            if verb.lemma_ in REPORTING and verb.i != predicate.i and not children(verb, "mark")]


def _view_holders(token: Token) -> list[Token]:
    """The nouns of "according to *X*", "in *X's* view", "in the opinion of *X*"."""
    if token.lower_ == "according":
        return [t for t in token.subtree if t.pos_ in NOMINAL]
    if token.lemma_ in _VIEWS and token.dep_ == "pobj" and token.head.lower_ in ("in", "to"):
        return [*possessors(token), *prepositional(token, "of")]
    return []


def _named(tokens: Iterable[Token], parse: Parse, refs: Referents) -> list[str]:
    found = [e for t in tokens for e in refs.of(parse, t) if refs.kind(e) not in ("", "jurisdiction")]
    return list(dict.fromkeys(found))
