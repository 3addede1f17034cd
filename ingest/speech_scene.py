"""A text as the attribution of quotations sees it: words outside quotation marks, and sentences that quotations run through."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ingest.model import Parse, Span
from ingest.referents import Referents

if TYPE_CHECKING:
    from ingest.tokens import Token


class Word(NamedTuple):
    """A token with the place of the text where it begins."""

    at: int
    parse: Parse
    token: Token


@dataclass(frozen=True, slots=True)
class Scene:
    """The parsed sentences of a text with its quotations; both in order of position."""

    text: str
    parses: Sequence[Parse]
    refs: Referents
    quotations: Sequence[Span]
    _starts: Sequence[int] = field(default=())
    _opens: Sequence[int] = field(default=())

    @classmethod
    def of(cls, text: str, parses: Iterable[Parse], refs: Referents, quotations: Sequence[Span]) -> Scene:
        ordered = sorted(parses, key=lambda p: p.sentence.span)
        return cls(text, ordered, refs, quotations, [p.sentence.span.start for p in ordered], [q.start for q in quotations])

    def quotation_at(self, at: int) -> Span | None:
        """The quotation that a place of the text lies in."""
        number = bisect_right(self._opens, at) - 1
        return self.quotations[number] if number >= 0 and at < self.quotations[number].end else None

    def quotation_before(self, at: int) -> Span | None:
        """The last quotation that ends before a place of the text."""
        number = bisect_right(self._opens, at) - 1
        return self.quotations[number] if number >= 0 and self.quotations[number].end <= at else None

    def parses_in(self, area: Span) -> Sequence[Parse]:
        """The sentences that overlap an area."""
        first = max(0, bisect_right(self._starts, area.start) - 1)
        found = self.parses[first:bisect_left(self._starts, area.end)]
        return found if not found or found[0].sentence.span.end > area.start else found[1:]

    def words(self, area: Span) -> list[Word]:
        """The tokens that begin in an area and stand outside quotations."""
        found = []
        for parse in self.parses_in(area):
            base = parse.sentence.span.start
            found += [Word(base + t.idx, parse, t) for t in parse.doc if area.start <= base + t.idx < area.end]
        return [w for w in found if self.quotation_at(w.at) is None]

    def tells(self, area: Span) -> bool:
        """Whether there are words outside quotations in an area."""
        return any(self.text[at].isalpha() and self.quotation_at(at) is None for at in range(area.start, area.end))

    def paragraph(self, at: int) -> Span:
        """The paragraph around a place of the text."""
        end = self.text.find("\n", at)
        return Span(self.text.rfind("\n", 0, at) + 1, len(self.text) if end < 0 else end)

    def paragraph_above(self, at: int) -> Span:
        """The paragraph before that around a place of the text; the same one where there is none."""
        above = self.paragraph(at).start
        while above and self.text[above - 1].isspace():
            above -= 1
        return self.paragraph(above - 1) if above else self.paragraph(at)

    def sentence(self, span: Span) -> Span:
        """The sentence that `span` stands in; the ends of sentences inside quotations do not count."""
        paragraph = self.paragraph(span.start)
        near = max(0, bisect_right(self._starts, span.end) - 2)          # the sentences around the end of the span
        left = (self.parses[n].sentence.span for n in range(min(near + 1, len(self.parses) - 1), -1, -1))
        right = (self.parses[n].sentence.span for n in range(near, len(self.parses)))
        before = (edge for s in left for edge in (s.end, s.start) if edge <= span.start)
        after = (edge for s in right for edge in (s.start, s.end) if edge >= span.end)
        start = next((edge for edge in before if edge < paragraph.start or self._outside(edge)), 0)
        end = next((edge for edge in after if edge > paragraph.end or self._outside(edge)), len(self.text))
        return Span(max(start, paragraph.start), max(start, paragraph.start, min(end, paragraph.end)))

    def _outside(self, edge: int) -> bool:
        quotation = self.quotation_at(edge)
        return quotation is None or quotation.start == edge
