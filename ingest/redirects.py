"""Where actions went whose names are no more: after a merge, a split, a withdrawal or a new reading, old links still resolve.

An action that vanished is replaced by the one that now holds most of its claims; one whose claims are all gone is replaced by none.
What was replaced in earlier releases stays replaced, by what its successor has become.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad

from ontology.vocab import DCTERMS, GRAPH, RA


def redirects(before: Iterable[Quad], now: Iterable[Quad], earlier: Mapping[str, str]) -> dict[str, str]:
    """Vanished action → the one in its place. `before` and `now`: quads of two releases (only ra:reportedBy counts); `earlier`: as of before."""
    held: dict[str, set[str]] = defaultdict(set)
    for quad in before:
        if quad.predicate == RA.reportedBy:
            held[_name(quad.subject)].add(_name(quad.object))
    home = {_name(quad.object): _name(quad.subject) for quad in now if quad.predicate == RA.reportedBy}
    there = {*home.values()}
    found: dict[str, str] = {}
    for action, claims in held.items():
        heirs = Counter(home[claim] for claim in claims if claim in home)
        if action not in there and heirs:
            found[action] = min(heirs, key=lambda heir: (-heirs[heir], heir))
    for action, heir in earlier.items():
        if action not in there and action not in found and (heir in there or heir in found):
            found[action] = found.get(heir, heir)
    return found


def redirect_quads(found: Mapping[str, str]) -> set[Quad]:
    """The redirects as they stand in the provenance graph: they tell of the history of releases, not of what articles say."""
    return {Quad(NamedNode(action), DCTERMS.isReplacedBy, NamedNode(heir), GRAPH.provenance) for action, heir in found.items()}


def _name(term: object) -> str:
    assert isinstance(term, NamedNode)
    return term.value
