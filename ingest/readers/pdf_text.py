"""The text layer of a PDF as paragraphs. A program of its own: bytes in on stdin, JSON out on stdout.

    python pdf_text.py MAX_PAGES < decision.pdf
    {"title": "…", "paragraphs": ["…", …]}  or  {"fault": "why it cannot be read"}

It runs in a process of its own because a PDF is a program for a page printer: a small file can ask for gigabytes or for ever, and
whoever starts this one bounds both. It therefore imports nothing of ours.

A line of the page says where it stands and how large its letters are; what is a paragraph, a running head or a footnote follows.
"""
from __future__ import annotations

import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BULLET = re.compile(r"(?:[•‣▪●○■◦–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")
FINAL = re.compile(r"[.!?:;…][\"'”’»)\]]*\Z")
PAGE_NUMBER = re.compile(r"[\W_]*(?:page|seite|p\.)?[\W_]*\d{1,4}[\W_]*(?:(?:of|/|von)[\W_]*\d{1,4})?[\W_]*\Z", re.I)
UNMAPPED = re.compile(r"\(cid:\d+\)")
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
PREFIXES = frozenset("anti co cross de e ex extra far high inter intra long low mid multi near non off on one out over post pre pro re self semi so sub "
                     "third three two ultra under well x".split())
MARGIN = 0.12                            # share of a page's height at its top and foot where running heads stand
OFTEN = 3                                # pages that show a line from which it is a running head
SMALLER, LARGER = 0.9, 1.15              # letters of footnotes and headings, as shares of those of the running text
LONGEST_TITLE = 300
OCR = "run text recognition (OCR) over it and give the outcome"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. Positions in points from the left and from the foot of its page; `box` numbers what stands together."""

    text: str
    page: int
    box: int
    left: float
    right: float
    foot: float
    top: float
    size: float
    height: float                        # of the page

    @property
    def in_margin(self) -> bool:
        return self.top < MARGIN * self.height or self.foot > (1 - MARGIN) * self.height


def paragraphs(lines: Sequence[Line]) -> tuple[str | None, list[str]]:
    """(title, paragraphs): running heads and page numbers gone, words divided at line ends whole, footnotes at the end."""
    lines = _without_running_heads(lines)
    body = _body_size(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _starts_paragraph(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    notes = [g for g in groups if g[0].size < SMALLER * body and g[0].top < 0.5 * g[0].height]
    texts = [(g, _joined(g, lines)) for g in groups if not any(g is note for note in notes)]
    whole: list[str] = []
    before: list[Line] = []
    for group, text in texts:
        if before and _goes_on(before[-1], group[0], whole[-1], text):
            whole[-1] = _join_words(whole[-1], text, "")
        else:
            whole.append(text)
        before = group
    return _title([(group[0], text) for group, text in texts], body), whole + [_joined(note, lines) for note in notes]


def _body_size(lines: Sequence[Line]) -> float:
    """The size of letters in which most of the text is set."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return max(letters, key=lambda size: (letters[size], size), default=10.0)


def _without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """Without page numbers and without what stands in the margin of several pages alike, its digits aside."""
    def look(line: Line) -> tuple[str, float]:
        return re.sub(r"\d+", "0", line.text), round(line.size)         # a title is set larger than the head that repeats it

    shown: dict[tuple[str, float], set[int]] = {}
    for line in lines:
        if line.in_margin:
            shown.setdefault(look(line), set()).add(line.page)
    enough = min(OFTEN, max(2, len({line.page for line in lines})))
    return [line for line in lines if not (line.in_margin and (PAGE_NUMBER.match(line.text) or len(shown[look(line)]) >= enough))]


def _starts_paragraph(above: list[Line], line: Line) -> bool:
    """Whether a line opens a new paragraph after the lines `above`."""
    last = above[-1]
    gap = last.foot - line.top
    if last.page != line.page or abs(last.size - line.size) > 0.1 * max(last.size, line.size) or BULLET.match(line.text):
        return True
    if last.box != line.box:             # the second line of a list item may stand apart for its indent
        return not (line.text[:1].islower() and not FINAL.search(last.text) and -0.5 * line.size < gap < 0.75 * line.size)
    if gap > 0.75 * line.size or (len(above) > 1 and gap > (above[-2].foot - last.top) + 0.25 * line.size):
        return True
    left, right = min(each.left for each in above), max(each.right for each in (*above, line))
    ended = bool(FINAL.search(last.text)) and not last.text.endswith((";", ":"))
    indented = line.left > left + line.size and len(above) > 1
    short = last.right < right - 0.2 * (right - left)
    return ended and (indented or short)


def _goes_on(last: Line, line: Line, above: str, text: str) -> bool:
    """Whether a paragraph that the end of a column or page tore apart goes on in `line`."""
    apart = line.page > last.page or line.foot > last.top
    return apart and text[:1].islower() and not FINAL.search(above) and abs(last.size - line.size) < 0.1 * line.size


def _joined(group: Sequence[Line], lines: Sequence[Line]) -> str:
    text, vocabulary = "", None
    for line in group:
        if text.endswith(("-", "\u00ad")) and vocabulary is None:
            vocabulary = "\n".join(each.text for each in lines).casefold()
        text = _join_words(text, line.text, vocabulary or "")
    return text


def _join_words(above: str, line: str, vocabulary: str) -> str:
    """Two lines as one; a word divided between them is made whole, a compound keeps its hyphen."""
    if not above:
        return line
    if above.endswith("\u00ad"):
        return above[:-1] + line
    if re.search(r"\w-\Z", above):
        first, second = re.findall(r"\w+", above)[-1], (re.match(r"\w+", line) or [""])[0]
        compound = not line[:1].islower() or f"{first}-{second}".casefold() in vocabulary or first.casefold() in PREFIXES or first.isupper() or first.isdigit()
        return above + line if compound else above[:-1] + line
    return f"{above} {line}"


def _title(texts: Sequence[tuple[Line, str]], body: float) -> str | None:
    """The text in the largest letters of the first page, if they are larger than those of the running text."""
    first = [(line, text) for line, text in texts if line.page == texts[0][0].page and any(c.isalpha() for c in text)]
    largest = max((line.size for line, _ in first), default=0.0)
    title = next((text for line, text in first if line.size == largest), "")
    return title if largest > LARGER * body and len(title.split()) >= 2 and len(title) <= LONGEST_TITLE else None


def page_lines(data: bytes, max_pages: int) -> Iterator[Line]:
    """The horizontal lines of every page. Raises `ValueError` with the reason, and whatever pdfminer raises on a broken file."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTChar, LTTextBoxHorizontal, LTTextLineHorizontal
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(io.BytesIO(data)))
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= max_pages:
            raise ValueError(f"has more than {max_pages} pages, the limit for one document; split it, or raise max_pages")
        interpreter.process_page(page)
        layout = device.get_result()
        for box, element in enumerate(layout):
            for line in element if isinstance(element, LTTextBoxHorizontal) else ():
                text = " ".join(line.get_text().translate(LIGATURES).split())
                sizes = [c.size for c in line if isinstance(c, LTChar)] if isinstance(line, LTTextLineHorizontal) else []
                if text and sizes:
                    size = sorted(sizes)[len(sizes) // 2]
                    yield Line(text, number, box, line.x0, line.x1, line.y0, line.y1, size, layout.height)


def read(data: bytes, max_pages: int) -> dict[str, object]:
    """What `main` prints. Raises whatever pdfminer raises on a broken file."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        lines = list(page_lines(data, max_pages))
    except PDFPasswordIncorrect:
        return {"fault": "is protected by a password; save a copy without one"}
    except ValueError as error:
        return {"fault": str(error)}
    text = "".join(line.text for line in lines)
    unmapped = sum(map(len, UNMAPPED.findall(text)))
    if not any(c.isalpha() for c in UNMAPPED.sub("", text)):
        return {"fault": f"holds no text layer, only pictures; {OCR}"}
    if unmapped > 0.1 * len(text):
        return {"fault": f"does not say which letters its fonts show; {OCR}"}
    title, found = paragraphs([line for line in lines if UNMAPPED.sub("", line.text).strip()])
    return {"title": title, "paragraphs": [UNMAPPED.sub("", text) for text in found]}


def main() -> None:
    try:
        outcome = read(sys.stdin.buffer.read(), int(sys.argv[1]))
    except MemoryError:
        outcome = {"fault": "asks for more memory than one document may use"}
    except RecursionError:
        outcome = {"fault": "is nested too deeply"}
    except Exception as error:           # pdfminer lets through whatever a broken file makes Python raise: the reason is in its name
        outcome = {"fault": f"is a broken PDF ({type(error).__name__}: {error})"[:300]}
    print(json.dumps(outcome))           # ASCII: the same whatever the locale


if __name__ == "__main__":
    main()
