"""A picture of the classes and the properties between them: SVG, the same bytes for the same vocabulary.

Layered from left to right, as the data is read: a property leads from the class that has it to the class of its value. Every
property has a line and a place of its own where it arrives, so that no two labels share one.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

BOX, GAP, LINE, PAD, BETWEEN = 128, 132, 17, 9, 18       # widths of a box and of the space between columns; heights
MARGIN, BEND = 12, 72
INK = "var(--ink, #1c2326)"      # the colours of the site's stylesheet, and what to use where there is none


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A property from one class to another (or the same); `kind` is "property" or "is a"."""

    source: str
    target: str
    name: str
    kind: str = "property"


@dataclass(frozen=True, slots=True)
class Box:
    """A class where it stands: top left corner and height."""

    name: str
    label: str
    x: int
    y: int
    height: int

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def draw(labels: Mapping[str, str], links: Sequence[Link]) -> str:
    """The picture. `labels`: class → what stands in its box, in an order that breaks ties; links name only classes of `labels`."""
    lines = sorted(link for link in links if link.source != link.target)
    loops: dict[str, list[str]] = defaultdict(list)
    for link in sorted(links):
        if link.source == link.target:
            loops[link.source].append(link.name)
    boxes = place(labels, lines, loops)
    right = max((box.x for box in boxes.values()), default=0) + BOX + MARGIN
    below = max((box.y + box.height for box in boxes.values()), default=0) + MARGIN
    said = f"{len(labels)} classes and {len(lines)} lines between them; the lists below say the same."
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right} {below}" role="group" aria-label="{said}" '
             'font-family="system-ui, sans-serif" font-size="12">']
    parts += _lines(boxes, lines)
    parts += [_box(box, loops.get(box.name, [])) for box in boxes.values()]
    return "\n".join([*parts, "</svg>"]) + "\n"


# --- where everything stands ------------------------------------------------------------------------------------------

def columns(names: Sequence[str], lines: Sequence[Link]) -> dict[str, int]:
    """Class → its column: right of every class that leads to it, and what nothing leads to just left of where it leads."""
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    rank: dict[str, int] = {}
    for link in lines:
        if not _reaches(link.target, link.source, after):            # a line that closes a circle does not decide columns
            after[link.source].add(link.target)
            before[link.target].add(link.source)

    def of(name: str) -> int:
        if name not in rank:
            rank[name] = 1 + max((of(earlier) for earlier in before[name]), default=-1)
        return rank[name]

    for name in names:
        of(name)
    return {name: min(rank[later] for later in after[name]) - 1 if after[name] and not before[name] else rank[name] for name in names}


def _reaches(start: str, goal: str, after: Mapping[str, set[str]]) -> bool:
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        if here == goal:
            return True
        todo += (new := after.get(here, set()) - seen)
        seen |= new
    return False


def place(labels: Mapping[str, str], lines: Sequence[Link], loops: Mapping[str, Sequence[str]]) -> dict[str, Box]:
    """Class → its box; within a column near what leads to it, then in the order of `labels`."""
    column = columns(list(labels), lines)
    arriving = {name: sum(link.target == name for link in lines) for name in labels}
    heights = {name: 2 * PAD + LINE * max(1 + len(loops.get(name, ())), arriving[name]) for name in labels}
    tall = max((sum(heights[n] + BETWEEN for n in labels if column[n] == c) for c in set(column.values())), default=0)
    boxes: dict[str, Box] = {}
    order = {name: i for i, name in enumerate(labels)}
    for c in sorted(set(column.values())):
        members = [name for name in labels if column[name] == c]

        def pull(name: str) -> tuple[float, int]:
            near = [boxes[link.source].middle for link in lines if link.target == name and link.source in boxes]
            return (sum(near) / len(near) if near else tall / 2, order[name])

        members.sort(key=pull)
        y = MARGIN + (tall - sum(heights[n] + BETWEEN for n in members)) // 2
        for name in members:
            boxes[name] = Box(name, labels[name], MARGIN + c * (BOX + GAP), y, heights[name])
            y += heights[name] + BETWEEN
    return boxes


# --- how it looks -----------------------------------------------------------------------------------------------------

def _lines(boxes: Mapping[str, Box], lines: Sequence[Link]) -> list[str]:
    parts = []
    for target in boxes.values():
        arriving = sorted((link for link in lines if link.target == target.name), key=lambda link: (boxes[link.source].middle, link))
        top = target.middle - LINE * (len(arriving) - 1) / 2
        for n, link in enumerate(arriving):
            source, y = boxes[link.source], top + LINE * n
            backwards = source.x >= target.x
            x1, x2 = (source.x if backwards else source.x + BOX), target.x
            bend1, bend2 = x1 + (-BEND if backwards else BEND), x2 - BEND
            dashes = ' stroke-dasharray="4 3"' if link.kind == "is a" else ""
            parts.append(f'<path d="M{x1} {source.middle:g} C{bend1} {source.middle:g} {bend2} {y:g} {x2} {y:g}" fill="none" '
                         f'stroke="var(--accent, #1d5c5f)" stroke-opacity=".45"{dashes}/>')
            parts.append(f'<text x="{x2 - 5}" y="{y - 3:g}" text-anchor="end" font-size="10.5" fill="{INK}" stroke="var(--paper, #fff)" '
                         f'stroke-width="3" paint-order="stroke">{escape(link.name)}</text>')
    return parts


def _box(box: Box, loops: Sequence[str]) -> str:
    height = LINE * (1 + len(loops))
    x, y = f"{box.x + BOX / 2:g}", box.middle - height / 2 + 12.5
    texts = [f'<text x="{x}" y="{y:g}" text-anchor="middle" font-weight="600" fill="{INK}">{escape(box.label)}</text>']
    texts += [f'<text x="{x}" y="{y + LINE * (n + 1):g}" text-anchor="middle" font-size="10.5" fill="var(--soft, #5b666b)">'
              f'↻ {escape(loop)}</text>' for n, loop in enumerate(loops)]
    return (f'<a href="#{escape(box.name)}"><rect x="{box.x}" y="{box.y}" width="{BOX}" height="{box.height}" rx="6" '
            f'fill="var(--sheet, #fff)" stroke="var(--line, #bbb)"/>{"".join(texts)}</a>')
