"""Reading one term of the Turtle: each method returns what a property says and notes what is wrong with it.

Keeps the code of the registers and action types free of checks: they say which property they want and of what form.
"""
from __future__ import annotations

from collections.abc import Collection

from pyoxigraph import NamedNode

from ontology import iris
from ontology.errors import Fault
from ontology.turtle import Source, short
from ontology.vocab import DCTERMS, SKOS


class TermReader:
    """The properties of `term`; `faults` grows with every one that cannot be used."""

    def __init__(self, source: Source, term: str) -> None:
        self.source, self.term = source, term
        self.faults: list[Fault] = []

    def fault(self, message: str) -> None:
        self.faults.append(Fault(self.source.file_of(self.term), short(self.term), message))

    def identifier(self, iri_kind: str) -> str:
        """`dcterms:identifier`, which must be the key of the term's own IRI."""
        id = self.text(DCTERMS.identifier, required=True)
        try:
            expected = iris.mint(iri_kind, id) if id else self.term
        except iris.InvalidIri as error:
            self.fault(str(error))
            return ""
        if expected != self.term:
            self.fault(f"has dcterms:identifier {id!r}, which belongs to <{expected}>")
        return id

    def label(self) -> str:
        """The one English `skos:prefLabel`."""
        labels = self.source.texts(self.term, SKOS.prefLabel, "en")
        if len(labels) != 1:
            self.fault(f"needs one skos:prefLabel in English (@en), has {len(labels)}")
        return labels[0] if labels else ""

    def texts(self, predicate: NamedNode) -> tuple[str, ...]:
        """All literals of a property, sorted; an empty one, or one that is no literal, is a fault."""
        texts = self.source.texts(self.term, predicate)
        if len(texts) != len(self.source.objects(self.term, predicate)):
            self.fault(f"{short(predicate.value)} must be text in quotation marks")
        if any(not text or text != text.strip() for text in texts):
            self.fault(f"{short(predicate.value)} is empty or has spaces at its ends")
        return tuple(dict.fromkeys(texts))

    def text(self, predicate: NamedNode, required: bool = False) -> str:
        """The literal of a property that may stand once; "" without one."""
        texts = self.texts(predicate)
        if len(texts) > 1:
            self.fault(f"{short(predicate.value)} may stand once, stands {len(texts)} times: {', '.join(map(repr, texts))}")
        if required and not texts:
            self.fault(f"needs {short(predicate.value)}")
        return texts[0] if texts else ""

    def words(self, predicate: NamedNode, spaces: bool = False) -> frozenset[str]:
        """Lemmas: lower case, single words unless `spaces`."""
        texts = self.texts(predicate)
        for text in texts:
            if text != text.lower() or (" " in text and not spaces):
                self.fault(f"{short(predicate.value)} {text!r} must be {'' if spaces else 'one word in '}lower case")
        return frozenset(texts)

    def choices(self, predicate: NamedNode, allowed: Collection[str]) -> frozenset[str]:
        """Texts out of a closed list."""
        texts = self.texts(predicate)
        for text in texts:
            if text not in allowed:
                self.fault(f"{short(predicate.value)} {text!r} is unknown; expected one of {', '.join(sorted(allowed))}")
        return frozenset(texts) & frozenset(allowed)

    def choice(self, predicate: NamedNode, allowed: Collection[str], required: bool = False) -> str:
        """One text out of a closed list; "" without one."""
        self.text(predicate, required)
        return min(self.choices(predicate, allowed), default="")

    def references(self, predicate: NamedNode, kind: str, cls: NamedNode) -> tuple[str, ...]:
        """Ids of other terms (`kind` of their IRI); one that no file describes as a `cls` is a fault."""
        ids = []
        for value in self.source.objects(self.term, predicate):
            try:
                found, id = iris.parse(value.value)
            except iris.InvalidIri:
                found, id = "", ""
            if not isinstance(value, NamedNode) or found != kind or not self.source.has_class(value.value, cls):
                self.fault(f"{short(predicate.value)} {short(value.value)!r} is unknown; expected a {short(cls.value)} of the registers")
            else:
                ids.append(id)
        return tuple(ids)

    def reference(self, predicate: NamedNode, kind: str, cls: NamedNode) -> str | None:
        """The id of the one term that a property may name."""
        ids = self.references(predicate, kind, cls)
        if len(ids) > 1:
            self.fault(f"{short(predicate.value)} may stand once, stands {len(ids)} times: {', '.join(ids)}")
        return ids[0] if ids else None
