"""Hostile and broken documents beside good ones: none crashes, none takes long, none shifts an offset, none puts words into a mouth."""
from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cleaning import clean
from ingest.extraction_json import reading_from_json
from ingest.model import RawDocument, ReadError, Reading
from ingest.pipeline import Pipeline
from ingest.readers import ReadLimits, read_documents
from ontology.knowledge import Knowledge
from regatlas import main

GOOD = "The CNIL fined Google 50 million euros on 3 June 2024 because its banner was misleading."
SPAN = GOOD.removesuffix(".")


def sound(reading: Reading, known: Knowledge) -> Reading:
    """The reading, after its document went out as UTF-8 and came back with every span in its place."""
    document = json.loads(json.dumps(reading.to_json(), ensure_ascii=False).encode("utf-8"))
    text = document["article"]["text"]
    spans = [*document["mentions"], *document["statements"], *(c[part] for c in document["claims"] for part in ("evidence", "trigger_span"))]
    assert all(text[span["start"]:span["end"]] == span["text"] for span in spans)
    assert reading_from_json(document, known).article.text == text
    return reading


def fines(reading: Reading) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    return [(c.actor, c.target, c.evidence.of(reading.article.text)) for c in reading.claims if c.type == "fine"]


@pytest.mark.parametrize("content", [
    GOOD,
    "The CN\u200bIL fined Goo\u00adgle\u2060 50 million euros on 3 June 2024 because its banner was mis\u200dleading.\ufeff",
    "\u202eThe CNIL\u202c fined \u2067Google\u2069 50 million euros on 3 June 2024 because its banner was misleading.",
    f"😀 🇫🇷 𝔸𝕓 {'👩‍👩‍👧 ' * 20}\n\n{GOOD}",
    "The CNIL\0 fined\x07 Google 50 million euros on 3 June 2024 because its banner was misleading.",
    "The CNIL \ud83d fined Google\udc00 50 million euros on 3 June 2024 because its banner was misleading.",
    "The CNIL \ufffd fined Google 50 million euros on 3 June 2024 because its banner was misleading.",
    GOOD.replace(" ", "\u00a0"),
    f"فرضت هيئة حماية البيانات غرامة على الشركة\n\n{GOOD}\n\nהרשות הטילה קנס\n\nThe rest of the text is in English, and the letters of the names do not count.",
], ids=["plain", "zero-width characters", "bidirectional marks", "beyond the BMP", "controls", "lone surrogates", "lost bytes", "hard spaces",
        "right to left"])
def test_what_is_unseen_changes_nothing_and_what_is_seen_shifts_nothing(pipeline: Pipeline, known: Knowledge, content: str) -> None:
    (claim,) = fines(sound(pipeline.read(RawDocument("a.txt", content)), known))
    assert claim[:2] == (("fr-cnil",), ("google",))
    assert SPAN in claim[2] or claim[2] in GOOD


@pytest.mark.parametrize("data", [
    GOOD.encode("utf-16"), GOOD.encode("utf-16-be"), b"\xef\xbb\xbf" + GOOD.encode(), GOOD.encode("utf-32"),
    "“Café”: ".encode() + GOOD.encode() + " – it said ‘no’".encode("windows-1252"),
    json.dumps({"text": GOOD + " \ud83d\udc00\ud83d", "title": "Fine\udfff"}).encode(),
], ids=["UTF-16", "UTF-16 without a mark", "UTF-8 with a mark", "UTF-32", "a mixture", "JSON with lone surrogates"])
def test_every_encoding_gives_the_same_claim(pipeline: Pipeline, known: Knowledge, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "story"
    path.write_bytes(data)
    (document,) = read_documents([str(path)])
    assert isinstance(document, RawDocument), str(document)
    assert [claim[:2] for claim in fines(sound(pipeline.read(document), known))] == [(("fr-cnil",), ("google",))]


OTHER_LANGUAGES = {
    "de": "Die französische Datenschutzbehörde CNIL hat gegen Google ein Bußgeld von 50 Millionen Euro verhängt. Das teilte die Behörde am Montag mit. "
          "Google fines Tuning sagte dazu nichts.",
    "fr": "La CNIL a prononcé une amende de 50 millions d'euros contre Google. L'entreprise a annoncé qu'elle fera appel devant le Conseil d'État.",
    "es": "La autoridad francesa CNIL ha multado a Google con 50 millones de euros. La empresa anunció que recurrirá la decisión ante los tribunales.",
    "nl": "De Franse toezichthouder CNIL heeft Google een boete van 50 miljoen euro opgelegd. Het bedrijf gaat in beroep tegen het besluit van de autoriteit.",
    "ar": "فرضت الهيئة الفرنسية لحماية البيانات غرامة قدرها خمسون مليون يورو على شركة غوغل بسبب مخالفة قواعد الخصوصية.",
    "ja": "フランスのデータ保護当局は月曜日、グーグルに対して五千万ユーロの制裁金を科したと発表した。会社は控訴する方針である。",
    "ru": "Французский регулятор CNIL оштрафовал компанию Google на 50 миллионов евро. Компания заявила, что обжалует это решение в суде.",
}


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_an_article_in_another_language_is_kept_and_marked_and_nothing_is_claimed_out_of_it(pipeline: Pipeline, known: Knowledge, language: str) -> None:
    reading = sound(pipeline.read(RawDocument("a.txt", OTHER_LANGUAGES[language])), known)
    assert (reading.article.language, reading.claims, reading.article.text) == (language, (), OTHER_LANGUAGES[language])


@pytest.mark.parametrize("text", [GOOD, f"{OTHER_LANGUAGES['de'][:60]}\n\n{GOOD} {GOOD.replace('3 June', '4 July')}",
                                  "Bundesverwaltungsgericht: the appeal of Österreichische Post AG against the Datenschutzbehörde has been dismissed."],
                         ids=["plain", "a foreign first line", "foreign names"])
def test_an_english_article_with_foreign_words_is_english(text: str) -> None:
    assert clean(RawDocument("a.txt", text)).language == "en"


# Bombs

def page(body: str) -> str:
    return f"<html><body>{body}</body></html>"


PAGES = {
    "plain": page(f"<p>{GOOD}</p>"),
    "a thousand levels": page("<div>" * 1_000 + f"<p>{GOOD}</p>"),
    "nine megabytes in an attribute": page(f"<p title='{'x' * 9_000_000}'>{GOOD}</p>"),
    "many tags with many attributes": page(("<i " + " ".join(f"a{i}" for i in range(150)) + "></i>") * 3_000 + f"<p>{GOOD}</p>"),
    "entities that explode": "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '" + "&a;" * 1_000 + "'><!ENTITY c '" + "&b;" * 1_000 + "'>]>"
                             + page(f"<p>&c;</p><p>{GOOD}</p>"),
    "an entity that fetches": "<!DOCTYPE html [<!ENTITY f SYSTEM 'file:///etc/hostname'>]>" + page(f"<p>&f;</p><p>{GOOD}</p>"),
    "XHTML that fetches": "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><html xmlns='http://www.w3.org/1999/xhtml'>"
                          f"<body><p>&f;</p><p>{GOOD}</p></body></html>",
    "characters that are none": page(f"<p>&#0;&#xD800;&#xFFFF;&#x110000; {GOOD.replace(' fined', ' &#xDFFF; fined')}</p>"),
    "five hundred frames": page("<iframe src='http://127.0.0.1:9/'></iframe>" * 500 + f"<p>{GOOD}</p>"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_gives_its_article_soon(pipeline: Pipeline, known: Knowledge, name: str) -> None:
    start = time.process_time()
    reading = sound(pipeline.read(RawDocument("a.html", PAGES[name], "text/html")), known)
    assert time.process_time() - start < 10
    assert [claim[:2] for claim in fines(reading)] == [(("fr-cnil",), ("google",))]
    assert len(reading.article.text) < 1_000


@pytest.mark.parametrize(("content", "reason"), [
    (page("<div>" * 5_000 + f"<p>{GOOD}</p>"), "deeper than 2,048 levels"),
    (page("<p " + " ".join(f"a{i}" for i in range(1_000_000)) + f">{GOOD}</p>"), "attributes, more than the limit of 200"),
    (page("<b></b>" * 300_000 + GOOD), "elements, more than the limit of 200,000"),
    ("a\n" * 60_000, "lines, more than the limit of 50,000"),
], ids=["levels", "attributes", "elements", "lines"])
def test_a_page_beyond_the_limits_is_refused_soon_with_the_limit(content: str, reason: str) -> None:
    start = time.process_time()
    with pytest.raises(ReadError, match=reason):
        clean(RawDocument("a.html", content, "text/html" if content.startswith("<") else "text/plain"))
    assert time.process_time() - start < 5


def test_a_hundred_megabytes_of_attributes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.html"
    path.write_bytes(b"<p " + b"a=b " * 25_000_000 + b">")
    start = time.process_time()
    (fault,) = read_documents([str(path)])
    assert "is 100 MB, more than the limit of 10 MB" in str(fault)
    assert time.process_time() - start < 1


@pytest.mark.parametrize("text", [
    "Google " * 100_000,
    "\n\n".join(f"Google, CNIL, TikTok, Apple, Facebook, Instagram and WhatsApp: {i}" for i in range(15_000)),
    " ".join(["The CNIL fined Google."] * 500) + " Google" * 99_000,
], ids=["one name", "lists of names", "claims and names"])
def test_a_hundred_thousand_mentions_take_no_long(pipeline: Pipeline, known: Knowledge, text: str) -> None:
    start = time.process_time()
    reading = sound(pipeline.read(RawDocument("a.txt", text)), known)
    assert time.process_time() - start < 60          # seconds; comparing each with each would take an hour
    assert len(reading.mentions) > 90_000


# One among many

BAD_FILES = {"empty.txt": b"", "bomb.html": page("<div>" * 5_000).encode(), "broken.pdf": b"%PDF-1.7 nothing", "binary.txt": bytes(range(256)) * 10,
             "cut.warc.gz": b"\x1f\x8b\x08\x00\x00", "broken.json": b'{"text": ', "feed.rss": b"no feed"}


def test_bad_files_are_named_with_their_reasons_and_the_good_one_beside_them_is_read(tmp_path: Path) -> None:
    for name, data in BAD_FILES.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    outcome = CliRunner().invoke(main, ["extract", str(tmp_path)])
    assert outcome.exit_code == 0
    assert [json.loads(line)["article"]["source"] for line in outcome.stdout.splitlines()] == [str(tmp_path / "good.txt")]
    assert all(any(str(tmp_path / name) in line for line in outcome.stderr.splitlines()) for name in BAD_FILES), outcome.stderr
    assert f"1 read, {len(BAD_FILES)} could not be read" in outcome.stderr


def test_nothing_but_bad_files_is_a_failure(tmp_path: Path) -> None:
    for name, data in BAD_FILES.items():
        (tmp_path / name).write_bytes(data)
    assert CliRunner().invoke(main, ["extract", str(tmp_path)]).exit_code == 1


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_file_name_that_is_no_text_is_read_and_shown(tmp_path: Path, pipeline: Pipeline, known: Knowledge) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as stream:
        stream.write(GOOD.encode())
    (document,) = read_documents([str(tmp_path)])
    assert isinstance(document, RawDocument)
    assert document.source.endswith("/caf\ufffd.txt")
    sound(pipeline.read(document), known)


def test_a_document_of_two_megabytes_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    filler = (f"Paragraph {i} tells of the weather and of nothing else that anybody here would ask about." for i in range(24_000))
    path.write_text("\n\n".join((GOOD, *filler)), "utf-8")
    (document,) = read_documents([str(path)], ReadLimits(max_bytes=3_000_000))
    assert isinstance(document, RawDocument)
    start = time.process_time()
    assert len(clean(document).text) > 2_000_000
    assert time.process_time() - start < 30
