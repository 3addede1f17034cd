"""PDF: the text layer comes out in paragraphs; a scan, a lock, a bomb or rubbish is an error in one process, not the end of this one."""
from __future__ import annotations

import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.cleaning import clean
from ingest.model import RawDocument, ReadError
from ingest.readers import DEFAULT, ReadLimits, read_documents
from ingest.readers.pdf_text import Line, paragraphs

PROSE = ("The authority has fined Alpha Bank two million", "euros because it kept the letters of former cus-", "tomers for twelve years. The bank, a non-",
         "resident, said that it would delete them.")


def pdf(pages: Sequence[Sequence[tuple[str, float, float, float]]], *, packed: bytes | None = None) -> bytes:
    """A PDF of lines (text, points from the left, from the foot, size of letters) in Helvetica. `packed`: the first page's stream, deflated."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    kids = []
    for lines in pages:
        shown = " ".join(f"BT /F {size} Tf {left} {foot} Td ({text}) Tj ET" for text, left, foot, size in lines).encode("windows-1252")
        stream, coding = (packed, b"/Filter/FlateDecode") if packed is not None else (shown, b"")
        objects.append(b"<</Length %d%s>>stream\n" % (len(stream), coding) + stream + b"\nendstream")
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>" % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[" + b" ".join(kids) + b"]/Count %d>>" % len(kids)
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, len(out))


def text_page(number: int, prose: Sequence[str] = PROSE) -> list[tuple[str, float, float, float]]:
    head = [("Authority for Letters", 72, 800, 9), (f"Page {number} of 3", 280, 30, 9)]
    return head + [(line, 72, 700 - 14 * i, 11) for i, line in enumerate(prose)]


def read(folder: Path, data: bytes, limits: ReadLimits = DEFAULT, name: str = "decision.pdf") -> RawDocument | ReadError:
    path = folder / name
    path.write_bytes(data)
    (outcome,) = read_documents([str(path)], limits)
    return outcome


def test_the_text_of_a_pdf_comes_out_in_paragraphs_under_its_title(tmp_path: Path) -> None:
    title = [("Alpha Bank fined for letters", 72, 750, 20), ("17 September 2024", 72, 725, 11)]
    found = read(tmp_path, pdf([title + text_page(1), text_page(2, ["Alpha Bank may appeal."]), text_page(3, ["The end."])]))
    assert isinstance(found, RawDocument), str(found)
    assert found.content.split("\n\n") == [
        "Alpha Bank fined for letters", "17 September 2024", "The authority has fined Alpha Bank two million euros because it kept the letters of former "
        "customers for twelve years. The bank, a non-resident, said that it would delete them.", "Alpha Bank may appeal.", "The end."]
    article = clean(found)
    assert (article.title, str(article.published)) == ("Alpha Bank fined for letters", "2024-09-17")


def test_a_pdf_is_known_by_its_bytes_and_a_page_saved_as_pdf_by_its_own(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, pdf([text_page(1)]), name="decision.txt"), RawDocument)
    page = read(tmp_path, b"<!doctype html><html><body><p>The regulator has fined Alpha Bank.</p></body></html>")
    assert isinstance(page, RawDocument)
    assert page.media_type == "text/html"


def spaces(megabytes: int) -> bytes:
    """So many spaces, deflated to a thousandth."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()


FAULTY = [
    ("no text", pdf([[]]), "holds no text layer"),
    ("rubbish", b"%PDF-1.7\nnothing of the kind", "is a broken PDF"),
    ("cut off", pdf([text_page(1)])[:300], "is a broken PDF"),
    ("locked", pdf([text_page(1)]).replace(b"/Root 1 0 R>>", b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + b"o" * 32
                                           + b")/U(" + b"u" * 32 + b")>>>>"), "is protected by a password"),
    ("too many pages", pdf([text_page(1)] * 6), "has more than 5 pages"),
    ("a bomb", pdf([[]], packed=spaces(900)), "memory"),
    ("a page that never ends", pdf([[]], packed=zlib.compress(b"q 1 0 0 1 0 0 cm BT /F 11 Tf (a) Tj ET Q " * 500_000)), "within 3 s"),
]


@pytest.mark.parametrize(("data", "reason"), [(data, reason) for _, data, reason in FAULTY], ids=[name for name, _, _ in FAULTY])
def test_a_pdf_that_cannot_be_read_says_why_and_is_bounded(tmp_path: Path, data: bytes, reason: str) -> None:
    start = time.monotonic()
    fault = read(tmp_path, data, ReadLimits(max_pages=5, max_seconds=3, max_memory=700_000_000))
    assert isinstance(fault, ReadError), fault
    assert reason in fault.reason
    assert time.monotonic() - start < 10


# Paragraphs

def line(text: str, foot: float, *, page: int = 0, box: int = 0, left: float = 72, size: float = 11) -> Line:
    return Line(text, page, box, left, left + 5 * len(text), foot, foot + size, size, 842)


def told(*lines: Line) -> list[str]:
    return paragraphs(lines)[1]


def test_a_sentence_that_a_page_tears_apart_is_whole_and_its_footnotes_come_last() -> None:
    assert told(line("The bank kept the letters of", 200), line("1 Decision 12/2024.", 120, box=1, size=8), line("former customers.", 700, page=1)) == [
        "The bank kept the letters of former customers.", "1 Decision 12/2024."]


def test_headings_items_and_indented_paragraphs_stand_alone() -> None:
    assert told(line("Findings", 700, size=14), line("The bank kept letters for a long while.", 680), line("It lost others.", 667),
                line("Alpha Bank will", 654, left=90), line("appeal against it.", 641), line("• first", 628), line("• second", 615)) == [
        "Findings", "The bank kept letters for a long while. It lost others.", "Alpha Bank will appeal against it.", "• first", "• second"]


@pytest.mark.parametrize(("lines", "whole"), [
    (("the cus-", "tomers"), "the customers"), (("a cross-", "border case"), "a cross-border case"), (("the cus\u00ad", "tomers"), "the customers"),
    (("Article 6-", "based"), "Article 6-based"), (("EU-", "wide"), "EU-wide"), (("the loan-book and a loan-", "book"), "the loan-book and a loan-book"),
    (("Bank -", "the first"), "Bank - the first"),
])
def test_a_divided_word_is_made_whole_and_a_compound_keeps_its_hyphen(lines: tuple[str, str], whole: str) -> None:
    assert told(line(lines[0], 700), line(lines[1], 687)) == [whole]


def test_running_heads_and_page_numbers_go_and_a_title_that_they_repeat_stays() -> None:
    pages = [part for n in range(4) for part in (line("Annual report 2024", 820, page=n, size=8), line(f"The letters of year {n} were lost.", 600, page=n),
                                                 line(f"- {n} -", 30, page=n))]
    title, found = paragraphs([line("Annual report 2024", 780, size=22, box=9), *pages])
    assert (title, found) == ("Annual report 2024", ["Annual report 2024", *(f"The letters of year {n} were lost." for n in range(4))])
