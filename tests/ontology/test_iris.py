"""Names are stable, come from content, and can be read back."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import iris
from ontology.errors import InvalidIri, OntologyError

ARTICLE = iris.mint("article", "0123456789abcdef0123")
KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda key: key not in (".", ".."))
SPANS = st.tuples(st.integers(0, 10**6), st.integers(1, 10**4)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.sampled_from(sorted(iris.KINDS)), KEYS)
def test_what_is_minted_can_be_parsed(kind: str, key: str) -> None:
    iri = iris.mint(kind, key)
    assert iris.parse(iri) == (kind, key)
    assert iri.isascii()
    assert "#" not in iri
    assert "?" not in iri


@given(SPANS, KEYS)
def test_parts_of_an_article_can_be_parsed(span: tuple[int, int], entity: str) -> None:
    start, end = span
    assert iris.parse_fragment(iris.evidence_iri(ARTICLE, start, end)) == (ARTICLE, "char", start, end, None)
    assert iris.parse_fragment(iris.position_iri(ARTICLE, start, end)) == (ARTICLE, "position", start, end, None)
    assert iris.parse_fragment(iris.quote_iri(ARTICLE, start, end)) == (ARTICLE, "quote", start, end, None)
    assert iris.parse_fragment(iris.mention_iri(ARTICLE, start, end, entity)) == (ARTICLE, "mention", start, end, entity)


@given(KEYS, KEYS)
def test_triggers_can_be_parsed(action_type: str, name: str) -> None:
    assert iris.parse_trigger(iris.trigger_iri(action_type, name)) == (action_type, name)


def test_names_look_as_documented() -> None:
    assert iris.mint("provision", "gdpr:6(1)(f)") == "https://w3id.org/regatlas/id/provision/gdpr:6(1)(f)"
    assert iris.mint("organization", "a:b c/é") == "https://w3id.org/regatlas/id/organization/a%3Ab%20c%2F%C3%A9"
    assert iris.trigger_iri("fine", "fine-verb") == "https://w3id.org/regatlas/id/action-type/fine#fine-verb"
    assert iris.evidence_iri(ARTICLE, 10, 80) == f"{ARTICLE}#char=10,80"
    assert iris.mention_iri(ARTICLE, 0, 37, "gb-ico") == f"{ARTICLE}#mention=0,37;gb-ico"


@pytest.mark.parametrize(("kind", "iri_kind"), iris.KIND_OF_ENTITY.items())
def test_every_kind_of_the_extraction_document_has_a_place(kind: str, iri_kind: str) -> None:
    assert iris.parse(iris.mint_entity(kind, "x")) == (iri_kind, "x")


@pytest.mark.parametrize("bad", ["", "gb-ico", "https://w3id.org/regatlas/id/organization", "https://w3id.org/regatlas/id/organization/",
                                 "https://w3id.org/regatlas/id/company/meta", "http://w3id.org/regatlas/id/organization/meta",
                                 "https://w3id.org/regatlas/id/organization/a/b", "https://w3id.org/regatlas/id/organization/%6deta",
                                 "https://w3id.org/regatlas/id/organization/%ff", "https://w3id.org/regatlas/id/article/a#char=0,1"])
def test_a_foreign_iri_is_refused_and_named(bad: str) -> None:
    with pytest.raises(InvalidIri) as caught:
        iris.parse(bad)
    assert "expected" in str(caught.value) or "not percent-encoded" in str(caught.value)
    assert isinstance(caught.value, OntologyError)


@pytest.mark.parametrize("bad", [f"{ARTICLE}#char=5,5", f"{ARTICLE}#char=05,9", f"{ARTICLE}#char=1,2;x", f"{ARTICLE}#mention=1,2",
                                 f"{ARTICLE}#line=1,2", ARTICLE, f"{iris.mint('person', 'x')}#char=1,2"])
def test_a_foreign_fragment_is_refused(bad: str) -> None:
    with pytest.raises(InvalidIri):
        iris.parse_fragment(bad)


@pytest.mark.parametrize(("kind", "key"), [("company", "x"), ("person", ""), ("person", ".."), ("person", "\ud800")])
def test_a_key_that_cannot_be_named_is_refused(kind: str, key: str) -> None:
    with pytest.raises(InvalidIri):
        iris.mint(kind, key)


SAME_PAGE = ["https://www.example.org/news/a?id=7", "HTTPS://WWW.Example.ORG/news/a/?id=7", "https://www.example.org:443/news/a?id=7#top",
             "https://www.example.org/news/a?utm_source=x&id=7&fbclid=y&UTM_Medium=z", " https://www.example.org./news/a?id=7 "]
OTHER_PAGE = ["https://www.example.org/news/A?id=7", "https://www.example.org/news/a?id=8", "https://www.example.org/news/a",
              "https://example.org/news/a?id=7", "https://www.example.org:8443/news/a?id=7"]


@pytest.mark.parametrize("url", SAME_PAGE)
def test_spellings_of_one_address_are_one_article(url: str) -> None:
    assert iris.mint_article(url, "text") == iris.mint_article(SAME_PAGE[0], "another text")
    assert iris.canonical_url(iris.canonical_url(url)) == iris.canonical_url(url)


@pytest.mark.parametrize("url", OTHER_PAGE)
def test_other_addresses_are_other_articles(url: str) -> None:
    assert iris.mint_article(url, "text") != iris.mint_article(SAME_PAGE[0], "text")


@pytest.mark.parametrize("url", [None, "", "a.txt", "urn:x:1", "https://", "http://[", "http://a:port/", "file:///a.html"])
def test_without_an_address_the_text_names_the_article(url: str | None) -> None:
    assert iris.mint_article(url, "text") == iris.mint_article(None, "text")
    assert iris.mint_article(url, "text") != iris.mint_article(url, "other text")


def test_the_order_of_roles_and_sides_is_no_matter() -> None:
    one = iris.mint_claim(ARTICLE, 1, 9, "fine", ["a", "b"], ["c", "d"], "affirmed", "actual")
    assert one == iris.mint_claim(ARTICLE, 1, 9, "fine", ["b", "a", "a"], ["d", "c"], "affirmed", "actual")
    assert iris.mint_conflict(["x", "y"], "amount") == iris.mint_conflict(["y", "x", "x"], "amount")


def test_whatever_tells_two_claims_apart_tells_their_names_apart() -> None:
    base = (ARTICLE, 1, 9, "fine", ["a"], ["b"], "affirmed", "actual")
    others = [(iris.mint("article", "z"), *base[1:]), (ARTICLE, 0, *base[2:]), (ARTICLE, 1, 8, *base[3:]), (*base[:3], "ban", *base[4:]),
              (*base[:4], ["b"], ["a"], *base[6:]), (*base[:4], ["a", "b"], [], *base[6:]), (*base[:6], "negated", "actual"),
              (*base[:7], "planned"), (*base, 5000.0), (*base, 6000.0)]
    names = {iris.mint_claim(*values) for values in [base, *others]}
    assert len(names) == len(others) + 1
    assert iris.mint_statement(ARTICLE, 1, 9) != iris.mint_statement(ARTICLE, 1, 10)
    assert iris.mint_conflict(["x", "y"], "amount") != iris.mint_conflict(["x", "y"], "date")


def test_hash_keys_are_twenty_hexadecimal_characters() -> None:
    for iri in (iris.mint_article(None, "t"), iris.mint_statement(ARTICLE, 0, 1), iris.mint_action("k"), iris.mint_conflict(["a", "b"])):
        key = iris.parse(iri)[1]
        assert len(key) == 20
        assert int(key, 16) >= 0


def test_names_do_not_move_between_versions() -> None:
    """A change of these breaks every link into published data: it needs a migration, not a new expectation."""
    assert iris.mint_article("https://example.org/a", "") == iris.BASE + "article/b5b10dd0429e69ac7cfa"
    assert iris.mint_article(None, "text") == iris.BASE + "article/982d9e3eb996f559e633"
    assert iris.mint_claim(ARTICLE, 1, 9, "fine", ["a"], ["b"], "affirmed", "actual") == iris.BASE + "claim/93d8360627ae5c3d229e"


SLUGS = [("Information Commissioner's Office", "information-commissioners-office"), ("Agência Nacional (ANPD)", "agencia-nacional-anpd"),
         ("AT&T", "at-and-t"), ("Straße", "strasse"), ("Ørsted A/S", "orsted-a-s"), ("İstanbul", "istanbul"), ("個人情報保護委員会", "個人情報保護委員会"),
         ("X", "x"), ("Łódź  —  Ltd.", "lodz-ltd"), ("ﬁne Co", "fine-co")]


@pytest.mark.parametrize(("name", "expected"), SLUGS)
def test_a_name_becomes_a_readable_slug(name: str, expected: str) -> None:
    assert iris.slug(name) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_slug_is_a_key_and_its_own_slug(name: str) -> None:
    slug = iris.slug(name)
    assert slug
    assert iris.slug(slug) == slug
    iris.mint("organization", slug)
