"""Reading: every document of every format comes out, and what cannot be read says why without stopping the rest."""
from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from ingest.model import RawDocument, ReadError
from ingest.readers import DEFAULT, ReadLimits, read_documents
from ingest.readers.limits import size

DATA = Path(__file__).parent / "data" / "reading"
SMALL = ReadLimits(max_bytes=1000)
STORY = "The regulator has fined Alpha Bank €2 million."


def read(*paths: Path | str, limits: ReadLimits = DEFAULT, stdin: bytes = b"") -> list[RawDocument | ReadError]:
    return list(read_documents(map(str, paths), limits, io.BytesIO(stdin)))


def one(path: Path | str, limits: ReadLimits = DEFAULT, stdin: bytes = b"") -> RawDocument:
    (document,) = read(path, limits=limits, stdin=stdin)
    assert isinstance(document, RawDocument), str(document)
    return document


def error(path: Path | str, limits: ReadLimits = DEFAULT, stdin: bytes = b"") -> str:
    (fault,) = read(path, limits=limits, stdin=stdin)
    assert isinstance(fault, ReadError), fault
    return fault.reason


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# Text

@pytest.mark.parametrize(("name", "content", "text"), [
    ("utf8.txt", STORY.encode(), STORY),
    ("utf8-mark.txt", b"\xef\xbb\xbf" + STORY.encode(), STORY),
    ("utf16.txt", STORY.encode("utf-16"), STORY),
    ("utf16-big.txt", b"\xfe\xff" + STORY.encode("utf-16-be"), STORY),
    ("utf16-no-mark.txt", STORY.encode("utf-16-le"), STORY),
    ("utf16-big-no-mark.txt", STORY.encode("utf-16-be"), STORY),
    ("mixture.txt", "“The café is the bank’s”, ".encode() + "it said – “really”".encode("windows-1252"), "“The café is the bank’s”, it said – “really”"),
    ("astral.txt", "Fined 😀 𝔸lpha \U0001f1ee\U0001f1ea".encode(), "Fined 😀 𝔸lpha \U0001f1ee\U0001f1ea"),
    ("packed.txt.gz", gzip.compress(STORY.encode()), STORY),
    ("packed.txt", gzip.compress(STORY[:9].encode()) + gzip.compress(STORY[9:].encode()), STORY),
    ("western.txt", "The fine – €2 million – is the café’s first.".encode("windows-1252"), "The fine – €2 million – is the café’s first."),
    ("page.html", "<html><head><meta charset='iso-8859-2'></head><body><p>Úřad uložil pokutu.</p></body></html>".encode("iso-8859-2"),
     "<html><head><meta charset='iso-8859-2'></head><body><p>Úřad uložil pokutu.</p></body></html>"),
])
def test_text_is_unpacked_and_decoded_by_its_mark_as_utf8_by_the_page_or_as_windows_1252(tmp_path: Path, name: str, content: bytes, text: str) -> None:
    assert one(written(tmp_path, name, content)).content == text


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
BAD = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\t\r\n ", "only white space"),
    ("blank-mark.txt", b"\xef\xbb\xbf \n", "only white space"),
    ("report.txt", PDF, "is a broken PDF"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "a PNG image"),
    ("photo.html", b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
    ("letter.txt", b"PK\x03\x04\x14\0", "a ZIP archive"),
    ("cut.txt.gz", gzip.compress(STORY.encode())[:-20], "cut off"),
    ("damaged.txt.gz", gzip.compress(STORY.encode())[:15] + b"damage" + gzip.compress(STORY.encode())[21:], "damaged gzip data"),
    ("picture.gz", gzip.compress(b"\x89PNG\r\n\x1a\n\0\0\0"), "a PNG image"),
    ("nul.txt", b"The regulator\0has fined\0\0\1\2", "NUL bytes"),
    ("control.txt", bytes(range(1, 9)) * 20 + b"abc", "control bytes"),
    ("utf16-cut.txt", STORY.encode("utf-16-le")[:-1], "NUL bytes"),
    ("odd-utf16.txt", b"\xff\xfeT\0h\0e", "does not fit"),
    ("cyrillic.txt", "Суд оштрафовал компанию на два миллиона".encode("cp1251"), "does not read as Windows-1252"),
    ("chinese.txt", "监管机构对公司处以罚款".encode("gbk"), "is not UTF-8 (byte 0 is 0x"),
    ("mixed.txt", "Café – naïve".encode() + b"\xe9 \xff", "is not UTF-8"),
    ("cut.txt", "The fine was paid in full by the café".encode()[:-1], "cut off"),
    ("not-sjis.html", b"<meta charset=shift_jis><p>\x82\xff\xfe\xfd", "names the character set shift_jis"),
    ("front.txt", b"---\ntitle: Only a title\n---\n \n", "front matter but no text"),
    ("open.txt", b"---\ntitle: Never closed\n\nThe regulator has fined Alpha Bank.", "not closed"),
    ("quote.txt", b'---\ntitle: "Never closed\n---\nText.', "not YAML (line 2"),
    ("list.txt", b"---\n- a\n- b\n---\nText.", "expected 'key: value' lines"),
    ("alias.txt", b"---\na: &a [x, x]\ntitle: *a\n---\nText.", "aliases"),
    ("data.xml", b"<invoices><invoice/></invoices>", "root element <invoices>"),
    ("text.rss", b"This is no feed.", "is not XML"),
    ("no-entries.rss", b"<rss version='2.0'><channel><title>T</title></channel></rss>", "without entries"),
    ("empty.json", b"[]", "empty list"),
    ("broken.json", b'{"text": "a"', "is not JSON"),
    ("number.json", b"3", "is a JSON number"),
    ("deep.json", b"[" * 100_000, "nested too deeply"),
    ("deep-record.json", b'{"text": "a", "x": ' + b"[" * 100 + b"]" * 100 + b"}", "nested deeper than 64 levels"),
    ("empty-text.json", b'{"text": "  ", "title": "T"}', "'text' is empty"),
    ("archive.jsonl", b"BZh91AY&SY\n" * 3, "bzip2"),
    ("empty.jsonl", b"\n\n", "is empty"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BAD, ids=[name for name, _, _ in BAD])
def test_a_document_that_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = written(tmp_path, name, content)
    (fault,) = read(path)
    assert isinstance(fault, ReadError)
    assert fault.source == str(path)
    assert reason in fault.reason


def test_a_bad_document_does_not_stop_the_good_ones(tmp_path: Path) -> None:
    good = written(tmp_path, "good.txt", STORY)
    found = read(written(tmp_path, "bad.txt", PDF), good, tmp_path / "missing.txt", good)
    assert [type(each) for each in found] == [ReadError, RawDocument, ReadError, RawDocument]


def test_a_missing_path_is_named() -> None:
    assert error("no/such/file.txt") == "does not exist; check the path"


def test_a_path_that_no_system_accepts_is_an_error_not_a_crash() -> None:
    assert "cannot be read" in error("a\0b.txt")


# Limits

def test_a_document_too_large_is_refused_with_its_size_the_limit_and_what_to_do(tmp_path: Path) -> None:
    reason = error(written(tmp_path, "large.txt", b"a" * 1001), SMALL)
    assert reason.startswith("is 1 kB, more than the limit of 1 kB for one document")
    assert "split it" in reason


def test_fifty_megabytes_are_refused_by_their_size_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)                  # a file with a hole: it takes no room and would read as NUL bytes
    assert error(path).startswith("is 50 MB, more than the limit of 10 MB")


def test_standard_input_is_read_only_up_to_the_limit() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, count: int = -1) -> bytes:
            assert 0 < count <= 1 << 20
            self.given += count
            return b"a" * count

    stream = Endless()
    (fault,) = read_documents(["-"], SMALL, stream)  # type: ignore[arg-type]
    assert isinstance(fault, ReadError)
    assert stream.given == 1001


def test_a_line_of_json_lines_too_large_is_one_error_and_the_next_line_is_read(tmp_path: Path) -> None:
    lines = ['{"text": "first"}', json.dumps({"text": "x" * 5000}), '{"text": "last"}']
    first, fault, last = read(written(tmp_path, "a.jsonl", "\n".join(lines)), limits=SMALL)
    assert isinstance(fault, ReadError)
    assert "line 2 is larger than the limit of 1 kB" in fault.reason
    assert [document.content for document in (first, last) if isinstance(document, RawDocument)] == ["first", "last"]


def test_json_lines_as_a_whole_may_be_larger_than_one_document(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"text": f"Story {i}."}) for i in range(100))
    assert len(lines) > SMALL.max_bytes
    assert len(read(written(tmp_path, "a.jsonl", lines), limits=SMALL)) == 100
    assert [d.content for d in read("-", limits=SMALL, stdin=lines.encode()) if isinstance(d,
        RawDocument)] == [f"Story {i}." for i in range(100)]


def test_a_feed_with_too_many_entries_is_read_up_to_the_limit_and_says_so(tmp_path: Path) -> None:
    feed = "<rss><channel>" + "<item><title>A</title></item>" * 5 + "</channel></rss>"
    found = read(written(tmp_path, "a.rss", feed), limits=ReadLimits(max_entries=3))
    assert [type(each) for each in found] == [RawDocument] * 3 + [ReadError]
    assert "holds 5 entries, more than the limit of 3" in str(found[-1])


@pytest.mark.parametrize(("count", "words"), [(1, "1 byte"), (12, "12 bytes"), (1_500, "1.5 kB"), (50_000_000, "50 MB"), (2_000_000_000,
    "2 GB")])
def test_sizes_are_told_for_people(count: int, words: str) -> None:
    assert size(count) == words


# Folders

def test_a_folder_is_walked_in_sorted_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", ".git/c.txt", "a/image.png", "c.HTML", "a/notes"):
        written(tmp_path, name, STORY)
    assert [Path(each.source).relative_to(tmp_path).as_posix() for each in read(tmp_path)] == ["b.txt", "c.HTML", "a/z.md"]


def test_a_loop_of_links_is_harmless_and_a_dead_link_is_reported(tmp_path: Path) -> None:
    written(tmp_path, "a/story.txt", STORY)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nothing.txt")
    assert [(Path(each.source).name, type(each)) for each in read(tmp_path)] == [("dead.txt", ReadError), ("story.txt", RawDocument)]


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    written(tmp_path, "picture.png", b"\x89PNG")
    assert error(tmp_path).startswith("holds no document; expected files ending in .atom .htm")


def test_folders_nested_too_deeply_are_reported(tmp_path: Path) -> None:
    written(tmp_path, "a/b/c/deep.txt", STORY)
    written(tmp_path, "top.txt", STORY)
    document, fault = read(tmp_path, limits=ReadLimits(max_depth=2))
    assert isinstance(document, RawDocument)
    assert "lies 2 folders deep" in str(fault)


@pytest.mark.skipif(not hasattr(os, "mkfifo") or os.geteuid() == 0, reason="permissions do not bind root")
def test_a_file_that_may_not_be_read_is_reported(tmp_path: Path) -> None:
    path = written(tmp_path, "secret.txt", STORY)
    path.chmod(0)
    assert "Permission denied" in error(path)


# Formats

@pytest.mark.parametrize(("name", "content", "media_type"), [
    ("a.txt", STORY, "text/plain"),
    ("a.md", STORY, "text/markdown"),
    ("a.html", f"<p>{STORY}</p>", "text/html"),
    ("a.txt", f"<!DOCTYPE html><html><body><p>{STORY}</p></body></html>", "text/html"),
    ("unknown", f"<html><body><p>{STORY}</p></body></html>", "text/html"),
    ("unknown", f"<p>{STORY}</p>", "text/html"),
    ("unknown", STORY, "text/plain"),
    ("unknown.dat", json.dumps({"text": STORY}), "text/plain"),
    ("page.xml", f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{STORY}</p></body></html>', "text/html"),
])
def test_the_format_is_told_by_the_name_or_by_the_content(tmp_path: Path, name: str, content: str, media_type: str) -> None:
    document = one(written(tmp_path, name, content))
    assert (document.media_type, STORY in document.content) == (media_type, True)


@pytest.mark.parametrize(("content", "kinds"), [
    (b'{"text": "one"}\n{"text": "two"}\n', ["one", "two"]),
    (b'[{"text": "one"}, {"text": "two"}]', ["one", "two"]),
    (b'{\n "text": "one"\n}', ["one"]),
    (b"<rss><channel><item><description>one</description></item></channel></rss>", ["one"]),
    (b"---\ntitle: T\n---\none", ["one"]),
])
def test_standard_input_may_be_in_any_format(content: bytes, kinds: list[str]) -> None:
    assert [each.content for each in read("-", stdin=content) if isinstance(each, RawDocument)] == kinds


def test_front_matter_becomes_metadata_and_leaves_the_text(tmp_path: Path) -> None:
    document = one(DATA / "front-matter-with-menu.md")
    meta = dict(document.meta)
    assert meta["title"] == "Watchdog bans Quillmark from scoring tenants"
    assert meta["published"] == "2023-06-02"
    assert meta["retrieved"].startswith("2025-01-01")
    assert [value for key, value in document.meta if key == "authors"] == ["Lena Voss", "Idris Cole"]
    assert "fetch_date" not in document.content


@pytest.mark.parametrize(("matter", "title"), [
    ("title: Bank fined: what comes next", "Bank fined: what comes next"),          # no YAML, yet clear
    ("title: 'Bank fined: what comes next'", "Bank fined: what comes next"),
    ("title: Bank fined # twice", "Bank fined"),
    ("Title: Bank fined", "Bank fined"),
    ("headline: Bank fined\nnested: {a: [1, 2]}", "Bank fined"),
])
def test_front_matter_that_can_only_mean_one_thing_is_read(tmp_path: Path, matter: str, title: str) -> None:
    document = one(written(tmp_path, "a.txt", f"---\n{matter}\n---\nThe regulator has fined a bank."))
    assert dict(document.meta)["title"] == title
    assert document.content == "The regulator has fined a bank."


def test_a_rule_above_a_text_is_no_front_matter(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.txt", f"---\n{STORY}\nIt will appeal."))
    assert document.meta == ()
    assert STORY in document.content


def test_rss_entries_are_documents_with_their_fullest_text() -> None:
    alpha, gamma, nothing = read(DATA / "feed.rss")
    assert isinstance(alpha, RawDocument)
    assert isinstance(gamma, RawDocument)
    assert alpha.source.endswith("feed.rss#1")
    assert dict(alpha.meta) == {"container": "feed", "title": "Regulator fines Alpha Bank & Beta Bank", "url": "https://wire.example/alpha",
        "publisher": "Example Wire",
                                "authors": "Ada Novak", "published": "Wed, 05 Jun 2024 23:30:00 -0500"}
    assert "Both banks will pay" in alpha.content
    assert (dict(gamma.meta)["publisher"], dict(gamma.meta)["authors"], dict(gamma.meta)["url"]) == ("Other Agency", "Tom Reyes",
        "https://wire.example/gamma")
    assert "without title and text" in str(nothing)


def test_atom_entries_are_documents_and_their_xhtml_is_kept() -> None:
    entry = one(DATA / "feed.atom")
    assert entry.media_type == "text/html"
    assert "<p>The company has until 1 March 2024 to answer.</p>" in entry.content
    assert dict(entry.meta) == {"container": "feed", "title": "Authority warns Delta Games", "url": "https://authority.example/delta",
        "publisher": "Authority news",
                                "authors": "Press office", "published": "2024-02-01T10:00:00Z"}


@pytest.mark.parametrize(("parts", "text"), [
    ("<description>Short.</description><c:encoded>A longer text.</c:encoded>", "A longer text."),
    ("<description>The text of the whole story.</description><c:encoded> </c:encoded>", "The text of the whole story."),
    ("<c:encoded>&lt;img src='a.png' alt='a very long name of a picture'&gt;</c:encoded><description>The story.</description>", "The story."),
    ("<m:content><m:title>A picture</m:title><m:description>Of a bank.</m:description></m:content><description>The story.</description>", "The story."),
], ids=["full text beside a summary", "an empty full text", "a picture for a text", "a picture with words of its own"])
def test_the_fullest_text_of_an_entry_is_taken_and_never_that_of_a_picture(tmp_path: Path, parts: str, text: str) -> None:
    spaces = "xmlns:c='http://purl.org/rss/1.0/modules/content/' xmlns:m='http://search.yahoo.com/mrss/'"
    document = one(written(tmp_path, "a.rss", f"<rss {spaces}><channel><item><title>T</title>{parts}</item></channel></rss>"))
    assert (document.content, dict(document.meta)["title"]) == (text, "T")


def test_a_broken_feed_gives_its_whole_entries_and_an_error(tmp_path: Path) -> None:
    feed = "<rss><channel><item><title>Whole</title></item><item><title>Bro"
    first, *_, fault = read(written(tmp_path, "a.rss", feed))
    assert isinstance(first, RawDocument)
    assert "is broken XML" in str(fault)


@pytest.mark.parametrize("dtd", [
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/no.dtd" [<!ENTITY x "secret">]>',
    '<!DOCTYPE rss [<!ENTITY a "' + "secret" * 1000 + '"><!ENTITY b "' + "&a;" * 1000 + '"><!ENTITY x "' + "&b;" * 1000 + '">]>',
], ids=["a file", "the network", "an explosion"])
def test_entities_of_a_feed_are_never_followed(tmp_path: Path, dtd: str) -> None:
    feed = written(tmp_path, "a.rss",
        f"{dtd}<rss><channel><item><title>T</title><description>before &x; after</description></item></channel></rss>")
    for each in read(feed):
        assert isinstance(each, ReadError) or "secret" not in each.content
        assert len(str(each)) < 5000


def test_json_lines_name_the_broken_line_and_read_the_others() -> None:
    found = read(DATA / "articles.jsonl")
    assert [type(each) for each in found] == [RawDocument, ReadError, ReadError, ReadError, RawDocument]
    assert [each.source.rsplit(":", 1)[1] for each in found] == ["1", "2", "3", "5", "6"]
    assert "line 2 is not a JSON object" in str(found[1])
    assert "line 3 is a JSON array" in str(found[2])


def test_json_records_say_their_metadata_under_many_names() -> None:
    first, *_, last = (each for each in read(DATA / "articles.jsonl") if isinstance(each, RawDocument))
    assert dict(first.meta)["publisher"] == "Example Wire"
    assert [value for key, value in first.meta if key == "authors"] == ["Ada Novak", "Tom Reyes"]
    assert (last.media_type, dict(last.meta)["title"], dict(last.meta)["published"]) == ("text/html", "Court quashes order", "2024-06-05")


def test_a_json_feed_is_a_list_of_records_of_one_publisher() -> None:
    first, second = read(DATA / "articles.json")
    assert isinstance(first, RawDocument)
    assert isinstance(second, RawDocument)
    assert (first.media_type, second.media_type) == ("text/html", "text/plain")
    assert dict(second.meta)["publisher"] == "Authority news"


def test_objects_line_by_line_under_the_name_json_are_read(tmp_path: Path) -> None:
    assert len(read(written(tmp_path, "a.json", '{"text": "one"}\n{"text": "two"}\n'))) == 2


def test_reading_twice_gives_the_same_documents_in_the_same_order() -> None:
    assert list(map(str, read(DATA))) == list(map(str, read(DATA)))
