"""The page about the vocabulary holds every term, needs nothing from elsewhere, and is the same every time."""
from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from ontology.commands import ontology
from ontology.documentation import as_fragment, as_html, describe
from ontology.knowledge import load
from ontology.picture import Link, columns, draw, place
from ontology.turtle import FOLDER, OWN_TERMS
from ontology.vocab import RA

PAGE = as_html()
SVG = "{http://www.w3.org/2000/svg}"


class Outline(HTMLParser):
    """What a check of the page needs: ids, links, elements, the order of headings."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.headers = 0
        self.scoped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.attributes |= given.keys()
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [str(given[name]) for name in ("href", "src") if given.get(name)]
        self.headers += tag == "th"
        self.scoped += tag == "th" and "scope" in given


@pytest.fixture(scope="module")
def outline() -> Outline:
    parser = Outline()
    parser.feed(PAGE)
    return parser


# --- the page -----------------------------------------------------------------------------------------------------------

def test_every_term_has_its_place_and_its_words(outline: Outline) -> None:
    assert {term.removeprefix(RA.NS) for term in OWN_TERMS} <= set(outline.ids)
    described = describe()
    for term in (*described.classes, *described.values, *described.properties):
        for words in (term.label, term.definition, term.note, term.example):
            assert words, term.name
            assert words.replace("&", "&amp;").replace("'", "&#39;").replace('"', "&#34;").replace("<", "&lt;").replace(">", "&gt;") in PAGE


def test_every_kind_of_act_stands_there_with_its_sentences_and_every_practice(outline: Outline) -> None:
    known = load()
    assert {f"type-{id}" for id in known.types} | {f"practice-{entry.id}" for entry in known.of_kind("practice")} <= set(outline.ids)
    assert PAGE.count("<details>") == len({trigger.action_type for trigger in known.triggers})


def test_every_link_of_the_page_leads_somewhere_and_no_id_stands_twice(outline: Outline) -> None:
    assert len(outline.ids) == len(set(outline.ids))
    assert {link[1:] for link in outline.links if link.startswith("#")} <= set(outline.ids)


def test_the_page_is_self_contained_and_runs_no_script(outline: Outline) -> None:
    assert not {"script", "img", "iframe", "link", "object"} & set(outline.tags)
    assert not {name for name in outline.attributes if name.startswith("on") or name == "src"}
    assert "@import" not in PAGE
    assert "url(" not in PAGE


def test_the_page_can_be_read_by_all(outline: Outline) -> None:
    assert PAGE.startswith('<!doctype html>\n<html lang="en">')
    assert outline.tags.count("h1") == outline.tags.count("main") == outline.tags.count("title") == 1
    levels = [int(tag[1]) for tag in outline.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert outline.headers == outline.scoped > 0
    assert 'role="group" aria-label="25 classes and ' in PAGE


def test_a_domain_and_a_range_are_said_and_linked() -> None:
    [section] = re.findall(r'<section class="term" id="attribution">.*?</section>', PAGE, re.DOTALL)
    assert '<div><dt>Of</dt><dd><a href="#Claim"><code>ra:Claim</code></a></dd></div>' in section
    assert '<a href="#Attribution"><code>ra:Attribution</code></a>, at most one' in section


def test_the_page_is_the_same_every_time() -> None:
    assert as_html() == PAGE
    assert as_fragment() in PAGE


def test_the_command_prints_page_and_picture() -> None:
    assert CliRunner().invoke(ontology, ["print", "--format", "html"]).stdout == PAGE
    picture = CliRunner().invoke(ontology, ["print", "--format", "svg"]).stdout
    assert picture == describe().picture


def test_retired_terms_are_shown_with_what_replaces_them(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.ttl"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "deprecated.ttl").open("a", encoding="utf-8") as file:
        file.write('ra:agent a owl:ObjectProperty ; rdfs:label "agent"@en ; owl:deprecated true ; dcterms:isReplacedBy ra:actor ;'
                   ' skos:changeNote "0.2.0: said the same as ra:actor."@en .')
    page = as_html(tmp_path)
    [section] = re.findall(r'<section class="term" id="agent">.*?</section>', page, re.DOTALL)
    assert '<dt>Use instead</dt><dd><a href="#actor"><code>ra:actor</code></a></dd>' in section
    assert "agent" not in {term.name for term in describe(tmp_path).properties}


def test_a_folder_that_is_not_turtle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "core.ttl").write_text("<a> <b> .", "utf-8")
    with pytest.raises(SyntaxError, match=r"core\.ttl"):
        describe(tmp_path)


# --- the picture --------------------------------------------------------------------------------------------------------

def test_the_picture_is_well_formed_and_shows_every_class_once() -> None:
    tree = ElementTree.fromstring(describe().picture)
    boxes = [link.get("href") for link in tree.iter(f"{SVG}a")]
    assert sorted(boxes) == sorted(f"#{term.name}" for term in describe().classes)


def test_every_property_between_classes_has_a_line() -> None:
    tree = ElementTree.fromstring(describe().picture)
    words = {text.text for text in tree.iter(f"{SVG}text")}
    assert {"actor", "evidence", "reportedBy", "side", "hasTrigger", "owner", "↻ contrary", "↻ follows", "is a"} <= words


CLASSES = {"B": "b", "A": "a", "C": "c"}
LINKS = [Link("A", "B", "toB"), Link("B", "C", "toC"), Link("A", "C", "also"), Link("C", "A", "back"), Link("C", "C", "self")]


def test_boxes_stand_in_the_order_of_their_links_and_a_circle_does_no_harm() -> None:
    assert columns(list(CLASSES), [link for link in LINKS if link.name != "self"]) == {"A": 0, "B": 1, "C": 2}


def test_what_nothing_leads_to_stands_beside_what_it_leads_to() -> None:
    assert columns(["A", "B", "C", "D"], [Link("A", "B", "x"), Link("B", "C", "x"), Link("D", "C", "x")]) == {"A": 0, "B": 1, "C": 2, "D": 1}


def test_boxes_do_not_overlap_and_make_room_for_their_lines() -> None:
    described = describe()
    tree = ElementTree.fromstring(described.picture)
    spans = sorted((int(rect.get("x", "")), int(rect.get("y", "")), int(rect.get("height", ""))) for rect in tree.iter(f"{SVG}rect"))
    for (x, y, height), (other, below, _) in pairwise(spans):
        assert x != other or y + height < below
    many = place(CLASSES, [Link("A", "B", name) for name in "abcdef"], {})
    assert many["B"].height > many["A"].height


def test_the_order_of_links_is_no_matter() -> None:
    assert draw(CLASSES, LINKS) == draw(CLASSES, LINKS[::-1])


def test_names_are_escaped() -> None:
    assert "<b>" not in draw({"A": "<b>"}, [Link("A", "A", "<i>")])
