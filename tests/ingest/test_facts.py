"""What is kept of an article is what would be read again, and nothing foreign can be loaded from it."""
from __future__ import annotations

import pickle
import zlib

import pytest
from made_readings import KNOWN, euros, organization, reading, says, when

from ingest.duplicates import find_copied, find_copies
from ingest.facts import facts_of, pack, told, unpack
from ingest.mapping import reported_claims

FINED = reading(says("The DPC fined Widget Works 5 million euros.", "fine", "ie-dpc", "widget-works", amount=euros(5e6), when=when("2023-05")),
                url="https://news.example/c", published="2024-09-17", new=(organization("Widget Works", "WW"),))
COPY = reading(says("The DPC fined Widget Works  5 million euros!", "fine", "ie-dpc", "widget-works"), url="https://news.example/d",
               new=(organization("Widget Works", "WW"),))


def test_facts_survive_packing() -> None:
    facts, again = facts_of(FINED, KNOWN), unpack(pack(facts_of(FINED, KNOWN)))
    assert (again.claims, again.entities, again.print.wording) == (facts.claims, facts.entities, facts.print.wording)


def test_a_copy_says_whose_copy_it_is() -> None:
    prints = [unpack(pack(facts_of(each, KNOWN))).print for each in (COPY, FINED)]
    originals = find_copied(prints)
    assert originals == find_copies([FINED.article, COPY.article]) == {each.article.id: FINED.article.id for each in (FINED, COPY)}
    assert tuple(told(facts_of(COPY, KNOWN), FINED.article.id)) == reported_claims(COPY, KNOWN, FINED.article.id)


@pytest.mark.parametrize("packed", [b"", b"x", zlib.compress(b""), zlib.compress(pickle.dumps(print)), zlib.compress(pickle.dumps((1, 2)))])
def test_what_is_not_facts_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match=r"facts of an article cannot be read|not enough values"):
        unpack(packed)
