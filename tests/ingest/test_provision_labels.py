"""A provision that no register describes is called in the style of those that it does."""
from __future__ import annotations

import pytest

from ingest.provision_labels import label, styles
from ontology.knowledge import RegisterEntry


def law(id_: str, name: str, *acronyms: str) -> RegisterEntry:
    return RegisterEntry(id_, f"https://example.org/{id_}", "instrument", name, acronyms=acronyms)


LAWS = {e.id: e for e in (law("gdpr", "General Data Protection Regulation", "GDPR", "DSGVO"), law("ruritania", "Data Code of Ruritania"),
                          law("cookie-act", "Cookie Act", "CA", "C.A."), law("civil", "Civil Code of Freedonia"))}
STYLES = styles([("gdpr:6(1)(f)", "Article 6(1)(f) GDPR"), ("gdpr:12", "Article 12 GDPR"), ("gdpr:recital-4", "Recital 4 GDPR"),
                 ("civil:9.1", "Freed. Civ. Code § 9.1"), ("gdpr:13", "The duty to inform")])

LABELS = [
    ("gdpr:13(9)", "Article 13(9) GDPR"),
    ("gdpr:recital-47", "Recital 47 GDPR"),
    ("civil:9.2(a)", "Freed. Civ. Code § 9.2(a)"),
    ("cookie-act:5", "Section 5 CA"),
    ("ruritania:3", "Section 3 Data Code of Ruritania"),
    ("unheard-of:3", "unheard-of:3"),
]


@pytest.mark.parametrize(("key", "called"), LABELS, ids=[k for k, _ in LABELS])
def test_a_provision_is_called_like_its_neighbours(key: str, called: str) -> None:
    assert label(key, LAWS, STYLES) == called
