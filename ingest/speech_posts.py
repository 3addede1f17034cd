"""For whom people speak whose post is told by a description: "the director of *the commission*, Jane Roe", "Jane Roe, head of law at *the company*".

What names say of posts is known before; here the descriptions are resolved.
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ingest.model import Parse
from ingest.parties import SPEAKER_NOUNS
from ingest.referents import Referents
from ingest.speech_scene import Scene
from ingest.syntax import children, possessors, prepositional

if TYPE_CHECKING:
    from ingest.tokens import Token

_OF = ("at", "with", "for", "of", "from", "in")
_APPOSED = ("appos", "compound", "flat", "nmod")


def described_posts(scene: Scene) -> dict[str, str]:
    """Person → organization, for people of whom no name tells a post, or only a department; the first description that is resolved counts."""
    refs = scene.refs
    found: dict[str, str] = {}
    for parse in scene.parses:
        for token in parse.doc:
            if token.pos_ != "PROPN":
                continue
            for person in refs.of(parse, token):
                if refs.kind(person) != "person" or person in found or refs.posts.get(person) in refs.known.entries:
                    continue
                of = _at if person in refs.posts else _bodies
                body = next((o for post in _posts(token) for o in of(post, parse, refs)), None)
                if body is not None:
                    found[person] = body
    return found


def _posts(person: Token) -> list[Token]:
    """The nouns of office that stand with a name: beside it in an apposition, or before it."""
    top = person
    while top.dep_ in _APPOSED and top.head.i != top.i:
        top = top.head
    group = [top, person, *children(top, "appos", "compound", "nmod"), *children(person, "appos", "compound", "nmod")]
    return [t for t in dict.fromkeys(group) if t.lemma_.casefold() in SPEAKER_NOUNS]


def _bodies(post: Token, parse: Parse, refs: Referents) -> list[str]:
    """The organizations whose post it is."""
    nouns = [*possessors(post), *(n for preposition in _OF for n in prepositional(post, preposition))]
    return _named(nouns, parse, refs) or _at(post, parse, refs)


def _at(post: Token, parse: Parse, refs: Referents) -> list[str]:
    """Whose department it is: "head of law and policy *at* the company"."""
    return _named([n for t in post.subtree if t.lower_ == "at" for n in children(t, "pobj")], parse, refs)


def _named(nouns: Iterable[Token], parse: Parse, refs: Referents) -> list[str]:
    return [e for n in nouns for e in refs.acting(parse, n) if refs.kind(e) not in ("person", "jurisdiction", "")]
