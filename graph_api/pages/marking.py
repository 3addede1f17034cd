"""An article's text with its evidence marked: nested `<mark>` elements, one anchor for each passage, the text itself unchanged."""
from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from graph_api.links import anchor

Passage = tuple[int, int]


def marked(text: str, passages: Iterable[Passage]) -> Markup:
    """HTML of a text with passages (code points, end exclusive) marked; those outside the text are left out.

    Where two passages overlap without nesting, the later one is closed with the earlier one and opened again behind it; only its
    first piece carries the anchor.
    """
    wanted = sorted({(start, end) for start, end in passages if 0 <= start < end <= len(text)}, key=lambda p: (p[0], -p[1]))
    edges = sorted({0, len(text), *(edge for passage in wanted for edge in passage)})
    out: list[Markup] = []
    opened: list[Passage] = []
    waiting = wanted[::-1]
    for edge, following in zip(edges, [*edges[1:], len(text)], strict=True):
        again: list[Passage] = []
        while any(end == edge for _, end in opened):
            last = opened.pop()
            out.append(Markup("</mark>"))
            if last[1] > edge:
                again.append(last)
        for passage in reversed(again):
            opened.append(passage)
            out.append(Markup("<mark>"))
        while waiting and waiting[-1][0] == edge:
            passage = waiting.pop()
            opened.append(passage)
            out.append(Markup('<mark id="{}">').format(anchor(*passage)))
        out.append(escape(text[edge:following]))
    return Markup("").join(out)
