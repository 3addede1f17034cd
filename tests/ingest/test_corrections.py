"""What people know better comes before what the program found, and outlives every new reading."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_readings import KNOWN, reading, says, when
from pyoxigraph import NamedNode, Quad, Store

from ingest.consolidation import consolidate
from ingest.corrections import Correction, InvalidCorrections, read_corrections, without_effect
from ingest.deeds import Consolidation, ReportedClaim
from ingest.extraction_json import reading_from_json
from ingest.mapping import reported_claims
from ingest.model import Reading
from ingest.publishing import CORRECTIONS, open_library
from ingest.redirects import redirects
from ingest.review import review
from ontology.vocab import DCTERMS, GRAPH, RA

HEAD = """@prefix dcterms: <http://purl.org/dc/terms/> . @prefix ra: <https://w3id.org/regatlas/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
WHO = 'dcterms:creator "Ann Example" ; dcterms:created "2025-03-01"^^xsd:date ; rdfs:comment "seen in the file" .'
GB = reading(says("Meta paused it in Britain.", "pause", "meta", jurisdiction="GB"), published="2024-06-14")
BR = reading(says("Meta paused it in Brazil.", "pause", "meta", jurisdiction="BR"), published="2024-07-02")


def claims_of(*readings: Reading) -> list[ReportedClaim]:
    return [claim for made in readings for claim in reported_claims(reading_from_json(made.to_json(), KNOWN), KNOWN)]


def read(*corrections: str) -> tuple[Correction, ...]:
    return read_corrections(HEAD + "\n".join(corrections), KNOWN)[0]


def so(corrected: tuple[Correction, ...], *readings: Reading) -> Consolidation:
    return consolidate(claims_of(*readings), KNOWN, corrections=corrected)


def test_merged_actions_are_one_whichever_of_their_names_is_used() -> None:
    one, other = consolidate(claims_of(GB, BR), KNOWN).actions
    merged = read(f"<#one> a ra:Correction ; ra:merges <{one.iri}>, <{other.iri}> ; {WHO}")
    [action] = so(merged, GB, BR).actions
    assert (len(action.claims), action.iri in (one.iri, other.iri)) == (2, True)
    assert len(so(merged, GB, BR, reading(says("Again.", "warn", "gb-ico", "google"))).actions) == 2


def test_claims_that_are_split_off_are_a_deed_of_their_own() -> None:
    again = reading(says("Meta halted it in Britain.", "pause", "meta", jurisdiction="GB"), published="2024-06-15")
    [action] = consolidate(claims_of(GB, again), KNOWN).actions
    split = read(f"<#two> a ra:Correction ; ra:splitsOff <{action.claims[0].iri}> ; {WHO}")
    assert [len(a.claims) for a in so(split, GB, again).actions] == [1, 1]


def test_a_rejected_claim_counts_for_nothing_and_a_redated_or_relabelled_one_as_corrected() -> None:
    [claim] = claims_of(GB)
    assert so(read(f"<#no> a ra:Correction ; ra:rejects <{claim.iri}> ; {WHO}"), GB).actions == ()
    [dated] = so(read(f'<#when> a ra:Correction ; ra:redates <{claim.iri}> ; ra:stated "2024-06" ; {WHO}'), GB).actions
    assert dated.when
    assert (dated.when.stated, dated.when.latest) == ("2024-06", date(2024, 6, 30))
    [published] = so(read(f'<#day> a ra:Correction ; ra:redates <{claim.source.iri}> ; ra:stated "2024-06-13" ; {WHO}'), GB).actions
    assert published.first_reported == date(2024, 6, 13)
    type = KNOWN.types["stop-processing"].iri
    [typed] = so(read(f"<#type> a ra:Correction ; ra:relabels <{claim.iri}> ; ra:actionType <{type}> ; {WHO}"), GB).actions
    assert typed.type == "stop-processing"


FAULTS = [
    ("<#a> a ra:Correction ; ra:rejects <x:y> ; " + WHO, "<#a>: ra:rejects <x:y> is no claim"),
    (f"<#a> a ra:Correction ; {WHO}", "needs one of ra:merges, ra:splitsOff, ra:rejects, ra:redates, ra:relabels, has 0"),
    (f"<#a> a ra:Correction ; ra:merges <https://w3id.org/regatlas/id/claim/{'0' * 20}> ; {WHO}", "ra:merges needs two or more"),
    (f'<#a> a ra:Correction ; ra:redates <https://w3id.org/regatlas/id/claim/{"0" * 20}> ; ra:stated "May" ; {WHO}', "is no year, month or day"),
    (f"<#a> a ra:Correction ; ra:rejects <https://w3id.org/regatlas/id/claim/{'0' * 20}> .", "needs one dcterms:creator"),
    (f"<#a> a ra:Correction ; ra:rejects <https://w3id.org/regatlas/id/claim/{'0' * 20}> .", "needs one dcterms:created"),
    (f"[] a ra:Correction ; {WHO}", "give every correction a name"),
    ("<#a> a ra:Correction", "is not Turtle"),
]


@pytest.mark.parametrize(("turtle", "fault"), FAULTS)
def test_a_fault_is_told_with_the_name_of_the_correction(turtle: str, fault: str) -> None:
    with pytest.raises(InvalidCorrections, match=fault.replace("(", r"\(")):
        read(turtle)


def test_a_correction_of_what_is_not_there_waits_and_is_told() -> None:
    gone = read(f"<#no> a ra:Correction ; ra:rejects <https://w3id.org/regatlas/id/claim/{'0' * 20}> ; {WHO}")
    assert len(so(gone, GB).actions) == 1
    assert without_effect(gone, claims_of(GB), ()) == [f"<#no>: https://w3id.org/regatlas/id/claim/{'0' * 20} is not in this data folder"]


def publish(data: Path, *readings: Reading) -> Store:
    with open_library(data, KNOWN, "test 0", ground=()) as library:
        library.accept(readings)
        library.publish()
    return Store.read_only(str((data / "current").resolve() / "store"))


def test_corrections_survive_a_new_reading_and_are_kept_as_provenance(tmp_path: Path) -> None:
    one, other = consolidate(claims_of(GB, BR), KNOWN).actions
    before = publish(tmp_path, GB, BR)
    assert len(list(before.quads_for_pattern(None, RA.sourceCount, None, GRAPH.derived))) == 2
    (tmp_path / CORRECTIONS).write_text(HEAD + f"<#one> a ra:Correction ; ra:merges <{one.iri}>, <{other.iri}> ; {WHO}", encoding="utf-8")
    for again in ((), (reading(says("Again.", "warn", "gb-ico", "google")),)):
        store = publish(tmp_path, *again)
        actions = {q.subject for q in store.quads_for_pattern(None, RA.reportedBy, None, GRAPH.derived)}
        assert len(actions) == 1 + len(again)
        kept = list(store.quads_for_pattern(None, RA.merges, None, GRAPH.corrections))
        assert len(kept) == 2
        assert Quad(kept[0].subject, RA.merges, kept[0].object) in store


def test_a_review_names_what_to_look_at(tmp_path: Path) -> None:
    yes, no = says("The ICO approved it.", "approve", "gb-ico", "meta"), says("The ICO has not approved it.", "approve", "gb-ico", "meta", polarity="negated")
    doubtful = says("Perhaps it warned Meta.", "warn", "gb-ico", "meta", confidence=0.2, when=when("2024-06"))
    items = list(review(publish(tmp_path, reading(yes), reading(no), reading(doubtful)), 10))
    assert {item.kind for item in items} >= {"conflict"}
    [conflict] = [item for item in items if item.kind == "conflict"]
    assert len(conflict.others) == 2


def test_the_commands_check_and_apply_a_file_and_list_what_to_review(tmp_path: Path) -> None:
    from regatlas import main

    good, bad, data = tmp_path / "good.ttl", tmp_path / "bad.ttl", tmp_path / "data"
    good.write_text(HEAD + f"<#no> a ra:Correction ; ra:rejects <https://w3id.org/regatlas/id/claim/{'0' * 20}> ; {WHO}", encoding="utf-8")
    bad.write_text(HEAD + "<#no> a ra:Correction .", encoding="utf-8")
    run = CliRunner()
    assert run.invoke(main, ["corrections", "check", str(good), "--data", str(data)]).exit_code == 0
    refused = run.invoke(main, ["corrections", "check", str(bad), "--data", str(data)])
    assert refused.exit_code == 1
    assert "<#no>: needs one of ra:merges" in refused.output
    assert run.invoke(main, ["corrections", "apply", str(good), "--data", str(data)]).exit_code == 2


# --- names that vanish ----------------------------------------------------------------------------------------------------------

def test_a_vanished_name_leads_to_what_took_its_place_through_later_releases(tmp_path: Path) -> None:
    one, other = consolidate(claims_of(GB, BR), KNOWN).actions
    publish(tmp_path, GB, BR)
    (tmp_path / CORRECTIONS).write_text(HEAD + f"<#one> a ra:Correction ; ra:merges <{one.iri}>, <{other.iri}> ; {WHO}", encoding="utf-8")
    [merged] = so(read(f"<#one> a ra:Correction ; ra:merges <{one.iri}>, <{other.iri}> ; {WHO}"), GB, BR).actions
    gone = ({one.iri, other.iri} - {merged.iri}).pop()
    for again in ((), (reading(says("Again.", "warn", "gb-ico", "google")),)):
        store = publish(tmp_path, *again)
        assert [(q.subject.value, q.object.value) for q in store.quads_for_pattern(None, DCTERMS.isReplacedBy, None, GRAPH.provenance)] == [(gone, merged.iri)]
    (tmp_path / CORRECTIONS).unlink()
    assert list(publish(tmp_path).quads_for_pattern(None, DCTERMS.isReplacedBy, None, None)) == []


def test_an_action_whose_claims_are_all_gone_is_replaced_by_none_and_one_that_was_replaced_follows_its_heir() -> None:
    def told(*pairs: tuple[str, str]) -> list[Quad]:
        return [Quad(NamedNode(f"urn:{a}"), RA.reportedBy, NamedNode(f"urn:{c}")) for a, c in pairs]

    before = told(("a", "1"), ("b", "2"), ("b", "3"), ("b", "4"), ("c", "5"))
    now = told(("d", "1"), ("d", "2"), ("e", "3"), ("e", "4"))
    assert redirects(before, now, {"urn:z": "urn:a", "urn:y": "urn:c"}) == {"urn:a": "urn:d", "urn:b": "urn:e", "urn:z": "urn:d"}
