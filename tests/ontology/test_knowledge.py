"""The Turtle becomes frozen values; what is wrong with it is said all at once."""
from __future__ import annotations

from pathlib import Path

import pytest

from ontology.action_types import close_contraries
from ontology.errors import InvalidOntology, OntologyError
from ontology.knowledge import RegisterEntry, inspect, load

HEAD = """
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix org: <http://www.w3.org/ns/org#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix ra: <https://w3id.org/regatlas/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/regatlas/id/> .
"""
FILES = {
    "core.ttl": "<https://w3id.org/regatlas/ontology> a owl:Ontology ; owl:versionInfo '1.2.3' .",
    "places.ttl": """
<jurisdiction/XA> a ra:Jurisdiction ; dcterms:identifier "XA" ; ra:jurisdictionType "country" ; skos:prefLabel "Exland"@en ;
  skos:altLabel "Republic of Exland"@en, "Exland"@en ; ra:acronym "EXL" ; ra:adjective "Exlandish"@en .
<jurisdiction/XG> a ra:Jurisdiction ; dcterms:identifier "XG" ; ra:jurisdictionType "group" ; skos:prefLabel "Example Group"@en ;
  dcterms:hasPart <jurisdiction/XA> .
<jurisdiction/XA-N> a ra:Jurisdiction ; dcterms:identifier "XA-N" ; ra:jurisdictionType "subdivision" ; skos:prefLabel "North Exland"@en ;
  dcterms:isPartOf <jurisdiction/XA> .""",
    "bodies.ttl": """
<organization/xa-dpa> a ra:Regulator, ra:Organization, org:Organization ; dcterms:identifier "xa-dpa" ; ra:regulatorType "dpa" ;
  skos:prefLabel "Data Watch"@en, "Datenwacht"@de ; skos:altLabel "privacy watchdog"@en ; ra:acronym "DW" ; ra:country <jurisdiction/XA> .
<organization/acme> a ra:Organization, org:Organization ; dcterms:identifier "acme" ; ra:organizationType "company" ; skos:prefLabel "Acme"@en ;
  org:subOrganizationOf <organization/acme-holding> .
<organization/acme-holding> a ra:Organization, org:Organization ; dcterms:identifier "acme-holding" ; ra:organizationType "company" ;
  skos:prefLabel "Acme Holding"@en .
<product/acme-chat> a ra:Product ; dcterms:identifier "acme-chat" ; skos:prefLabel "Acme Chat"@en ; ra:owner <organization/acme> .""",
    "laws.ttl": """
<instrument/xpa> a ra:LegalInstrument ; dcterms:identifier "xpa" ; skos:prefLabel "Exland Privacy Act"@en ; ra:acronym "XPA" ;
  ra:jurisdiction <jurisdiction/XA> .
<provision/xpa:6(1)(f)> a ra:Provision ; dcterms:isPartOf <instrument/xpa> ; skos:prefLabel "Section 6(1)(f) XPA"@en .
<legal-basis/xpa-6-1-f> a ra:LegalBasis ; dcterms:identifier "xpa-6-1-f" ; skos:prefLabel "Legitimate interests (XPA)"@en ;
  ra:instrument <instrument/xpa> ; ra:provision <provision/xpa:6(1)(f)> .
<practice/ai-training> a ra:Practice ; dcterms:identifier "ai-training" ; skos:prefLabel "Training of AI models"@en ;
  skos:definition "A process that fits a model to data."@en .""",
    "actions.ttl": """
<action-type/step> a ra:ActionType ; dcterms:identifier "step" ; skos:prefLabel "Step"@en ; skos:definition "A thing done."@en ; ra:actorKind "any" .
<action-type/pause> a ra:ActionType ; dcterms:identifier "pause" ; skos:prefLabel "Pause"@en ; skos:definition "A step that holds back."@en ;
  ra:actorKind "company" ; skos:broader <action-type/step> ; ra:contrary <action-type/resume> ; ra:hasTrigger <action-type/pause#pause-verb> .
<action-type/resume> a ra:ActionType ; dcterms:identifier "resume" ; skos:prefLabel "Resume"@en ; skos:definition "A step that goes on."@en ;
  ra:actorKind "company" ; skos:broader <action-type/step> .
<action-type/pause#pause-verb> a ra:Trigger ; ra:lemma "pause", "halt" ; ra:partOfSpeech "verb" ; ra:object "data use" ;
  ra:triggerActorKind "company" ; ra:requiresModality "actual" ; ra:fixedPolarity "negated" ;
  skos:example "Acme paused its data use."@en ; ra:counterExample "After a pause she spoke."@en .""",
}


def write(folder: Path, **changed: str) -> Path:
    """The good files, with some added or replaced."""
    for name, text in (FILES | {f"{stem}.ttl": text for stem, text in changed.items()}).items():
        (folder / name).write_text(HEAD + text, encoding="utf-8")
    return folder


def test_registers_become_values(tmp_path: Path) -> None:
    known = load(write(tmp_path))
    assert known.version == "1.2.3"
    assert list(known.entries) == sorted(known.entries)
    base = "https://w3id.org/regatlas/id/"
    assert known.entries["xa-dpa"] == RegisterEntry(
        "xa-dpa", base + "organization/xa-dpa", "regulator", "Data Watch", "dpa", aliases=("Datenwacht", "privacy watchdog"),
        acronyms=("DW",), country="XA")
    assert known.entries["XA"] == RegisterEntry(
        "XA", base + "jurisdiction/XA", "jurisdiction", "Exland", "country", aliases=("Republic of Exland",), acronyms=("EXL",),
        adjectives=("Exlandish",))
    assert known.entries["XG"].members == ("XA",)
    assert known.entries["XA-N"].country == "XA"
    assert known.entries["acme"].parent == "acme-holding"
    assert known.entries["acme-chat"].owner == "acme"
    assert known.entries["xpa"].country == "XA"
    assert (known.entries["xpa-6-1-f"].instrument, known.entries["xpa-6-1-f"].provision) == ("xpa", "6(1)(f)")
    assert known.entries["ai-training"].definition == "A process that fits a model to data."
    assert [entry.id for entry in known.of_kind("organization")] == ["acme", "acme-holding"]


def test_action_types_become_values_and_contraries_hold_both_ways(tmp_path: Path) -> None:
    known = load(write(tmp_path))
    assert known.types["pause"].contrary == {"resume"}
    assert known.types["resume"].contrary == {"pause"}
    assert [type.id for type in known.types.values() if type.leaf] == ["pause", "resume"]
    [trigger] = known.triggers
    assert (trigger.id, trigger.action_type, trigger.frame) == ("pause-verb", "pause", "actor-subject")
    assert (trigger.lemmas, trigger.objects) == ({"halt", "pause"}, {"data use"})
    assert (trigger.actor_kinds, trigger.modalities, trigger.polarity, trigger.modality) == ({"company"}, {"actual"}, "negated", None)
    assert trigger.example == "Acme paused its data use."


def test_how_terms_are_spread_over_files_is_no_matter(tmp_path: Path) -> None:
    first = load(write(tmp_path))
    joined = "".join(text for name, text in sorted(FILES.items(), reverse=True))
    other = tmp_path / "other"
    other.mkdir()
    (other / "all.ttl").write_text(HEAD + joined, encoding="utf-8")
    assert load(other) == first


def test_closing_contraries_adds_nothing_but_the_other_way() -> None:
    assert close_contraries({"a": frozenset({"b", "c"}), "b": frozenset(), "c": frozenset({"a"})}) == {"a": {"b", "c"}, "b": {"a"}, "c": {"a"}}


BODY = '<organization/n> a ra:Organization ; dcterms:identifier "n" ; ra:organizationType "company" ; skos:prefLabel "N"@en'
TYPE = '<action-type/n> a ra:ActionType ; dcterms:identifier "n" ; skos:prefLabel "N"@en ; skos:definition "A step."@en ; ra:actorKind "any"'
TRIGGER = TYPE + """ ; ra:hasTrigger <action-type/n#t> .
  <action-type/n#t> a ra:Trigger ; skos:example "Yes."@en ; ra:counterExample "No."@en"""
WHOLE = TRIGGER + ' ; ra:lemma "go" ; ra:partOfSpeech "verb"'
FAULTS = {
    "no label": (BODY.replace('"N"@en', '"N"@fr') + " .", "organization/n: needs one skos:prefLabel in English (@en), has 0"),
    "two labels": (BODY + ', "M"@en .', "organization/n: needs one skos:prefLabel in English (@en), has 2"),
    "no identifier": (BODY.replace("dcterms:identifier", "dcterms:source") + " .", "organization/n: needs dcterms:identifier"),
    "foreign identifier": (BODY.replace('"n"', '"m"') + " .", "has dcterms:identifier 'm', which belongs to <https://w3id.org/regatlas/id/organization/m>"),
    "impossible identifier": (BODY.replace('"n"', '".."') + " .", "key '..' of kind 'organization' cannot stand in an IRI"),
    "unknown country": (BODY + " ; ra:country <jurisdiction/ZZ> .", "ra:country 'jurisdiction/ZZ' is unknown; expected a ra:Jurisdiction"),
    "country as text": (BODY + ' ; ra:country "XA" .', "ra:country 'XA' is unknown"),
    "no country": (BODY.replace("ra:Organization ;", 'ra:Organization, ra:Regulator ; ra:regulatorType "dpa" ;') + " .", "needs ra:country"),
    "no type": (BODY.replace("ra:organizationType", "dcterms:source") + " .", "needs ra:organizationType"),
    "unknown owner": ('<product/n> a ra:Product ; dcterms:identifier "n" ; skos:prefLabel "N"@en ; ra:owner <organization/zz> .', "ra:owner"),
    "two parents": (BODY + " ; org:subOrganizationOf <organization/acme>, <organization/xa-dpa> .", "may stand once, stands 2 times: acme, xa-dpa"),
    "id of another register": (BODY.replace('"n"', '"xpa"').replace("organization/n", "organization/xpa") + " .", "ids are unique across registers"),
    "described twice": ('<organization/acme> a ra:Organization .', "organization/acme: is described in several files: bodies.ttl, new.ttl"),
    "spaces at an end": (BODY + ' ; skos:altLabel "N "@en .', "skos:altLabel is empty or has spaces at its ends"),
    "provision elsewhere": ('<legal-basis/n> a ra:LegalBasis ; dcterms:identifier "n" ; skos:prefLabel "N"@en ; ra:provision <provision/xpa:6(1)(f)> .',
                            "ra:provision 'xpa:6(1)(f)' is not in its ra:instrument None"),
    "provision of no law": ('<provision/zz:1> a ra:Provision ; dcterms:isPartOf <instrument/xpa> .', "provision/zz:1: is dcterms:isPartOf 'xpa'"),
    "provision escaped": ('<provision/xpa:6%281%29> a ra:Provision ; dcterms:isPartOf <instrument/xpa> .', "is not in canonical form"),
    "unknown kind of place": ('<jurisdiction/n> a ra:Jurisdiction ; dcterms:identifier "n" ; skos:prefLabel "N"@en ; ra:jurisdictionType "planet" .',
                              "ra:jurisdictionType 'planet' is unknown; expected one of country, group, subdivision"),
    "unknown property": (BODY + ' ; ra:acronim "N" .', "organization/n: uses ra:acronim, which the vocabulary does not have"),
    "blank node": (BODY + ' ; dcterms:source [] .', "organization/n: has a blank node"),
    "not Turtle": ("<organization/n> a .", "new.ttl: (syntax): "),
    "no definition": (TYPE.replace("skos:definition", "skos:scopeNote") + " .", "action-type/n: needs skos:definition"),
    "unknown actor kind": (TYPE.replace('"any"', '"robot"') + " .", "ra:actorKind 'robot' is unknown"),
    "unknown broader type": (TYPE + " ; skos:broader <action-type/zz> .", "skos:broader 'action-type/zz' is unknown"),
    "contrary to itself": (TYPE + " ; ra:contrary <action-type/n> .", "is its own ra:contrary"),
    "broader than itself": (TYPE + " ; skos:broader <action-type/n> .", "is broader than itself"),
    "no lemma": (TRIGGER + ' ; ra:partOfSpeech "verb" .', "action-type/n#t: needs ra:lemma"),
    "no part of speech": (TRIGGER + ' ; ra:lemma "go" .', "action-type/n#t: needs ra:partOfSpeech"),
    "unknown part of speech": (WHOLE.replace('"verb"', '"verbe"') + " .", "ra:partOfSpeech 'verbe' is unknown; expected one of adjective, noun, verb"),
    "unknown frame": (WHOLE + ' ; ra:frame "actor-last" .', "ra:frame 'actor-last' is unknown"),
    "unknown modality": (WHOLE + ' ; ra:requiresModality "soon" .', "ra:requiresModality 'soon' is unknown"),
    "lemma of two words": (WHOLE.replace('"go"', '"go on"') + " .", "ra:lemma 'go on' must be one word in lower case"),
    "lemma in capitals": (WHOLE.replace('"go"', '"Go"') + " .", "ra:lemma 'Go' must be one word in lower case"),
    "no example": (WHOLE.replace('skos:example "Yes."@en ;', "") + " .", "needs skos:example"),
    "no counter-example": (WHOLE.replace('ra:counterExample "No."@en', 'ra:fixedModality "planned"') + " .", "needs ra:counterExample"),
    "trigger of no type": ('<action-type/zz#t> a ra:Trigger ; ra:lemma "go" .', "action-type/zz#t: is a trigger of the unknown action type 'zz'"),
    "trigger of a group": ('<action-type/step> ra:hasTrigger <action-type/step#t> . <action-type/step#t> a ra:Trigger .', "'step', which is a group"),
    "trigger not described": ("<action-type/pause> ra:hasTrigger <action-type/pause#t> .", "but no file describes it as ra:Trigger"),
    "trigger under another type": (WHOLE + " . <action-type/pause> ra:hasTrigger <action-type/n#t> .",
                                   "and nowhere else; found under action-type/n, action-type/pause"),
    "trigger under no type": (WHOLE.replace("ra:hasTrigger", "skos:related") + " .", "found under none"),
    "trigger with a foreign name": (WHOLE.replace("action-type/n#t", "trigger/t") + " .", "trigger/t"),
}


@pytest.mark.parametrize(("turtle", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_file_term_and_fault(tmp_path: Path, turtle: str, fault: str) -> None:
    with pytest.raises(InvalidOntology) as caught:
        load(write(tmp_path, new=turtle))
    assert fault in str(caught.value)
    assert all((tmp_path / found.file).is_file() for found in caught.value.faults)


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    known, faults = inspect(write(tmp_path, core="", new=FAULTS["no label"][0] + FAULTS["no lemma"][0]))
    assert [fault.file for fault in faults] == ["core.ttl", "new.ttl", "new.ttl"]
    assert "acme" in known.entries
    assert "n" in known.entries


def test_the_error_has_the_root_of_the_package() -> None:
    assert issubclass(InvalidOntology, OntologyError)
