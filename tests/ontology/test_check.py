"""`regatlas ontology check`: no fault in what is shipped; with one fault of each kind planted, just those."""
from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from ontology.check import check
from ontology.commands import ontology
from ontology.turtle import FOLDER

Edit = Callable[[str], str]


def instead(old: str, new: str) -> Edit:
    """Replace a passage that must stand there just once, so that a test notices when the ontology has moved on."""
    def edit(text: str) -> str:
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        return text.replace(old, new)
    return edit


def without(pattern: str) -> Edit:
    def edit(text: str) -> str:
        changed, count = re.subn(pattern, "", text, flags=re.MULTILINE)
        assert count == 1, f"{pattern!r} stands there {count} times"
        return changed
    return edit


def more(turtle: str) -> Edit:
    return lambda text: f"{text}\n{turtle}\n"


# kind of fault → file, how it is planted, the line that must be printed
PLANTED: dict[str, tuple[str, Edit, str]] = {
    "a register names what is not there": (
        "organizations.ttl", instead('skos:prefLabel "Bunnings"@en ;', 'skos:prefLabel "Bunnings"@en ; ra:owner organization:nobody ;'),
        "organizations.ttl: organization/bunnings: ra:owner 'organization/nobody' is unknown; expected a ra:Organization of the registers"),
    "a blank node": (
        "organizations.ttl", more('organization:cisco dcterms:source [] .'),
        "organizations.ttl: organization/cisco: has a blank node: give the thing an IRI, so that every build writes the same bytes"),
    "a term without a constant": (
        "organizations.ttl", more('organization:cohere ra:colour "red" .'),
        "organizations.ttl: organization/cohere: uses ra:colour, which the vocabulary does not have"),
    "described in two files": (
        "courts.ttl", more('<https://w3id.org/regatlas/id/organization/coles> a ra:Organization .'),
        "courts.ttl: organization/coles: is described in several files: courts.ttl, organizations.ttl"),
    "a trigger with an unknown frame": (
        "triggers_corrective.ttl", instead("<fine#fine-verb> a ra:Trigger ;", '<fine#fine-verb> a ra:Trigger ; ra:frame "actor-last" ;'),
        "triggers_corrective.ttl: action-type/fine#fine-verb: ra:frame 'actor-last' is unknown; expected one of actor-from, actor-implied, "
        "actor-imposer, actor-object, actor-reporter, actor-speaker, actor-subject"),
    "a constant without a term": (
        "core.ttl", without(r"^ra:follows a [^\n]*\n(?:    [^\n]*\n)*"),
        "vocab.py: ra:follows: is a constant here, but core.ttl does not describe it"),
    "a term of DPV that there is not": (
        "practices.ttl", more('<https://w3id.org/regatlas/id/practice/ai-training> skos:closeMatch <https://w3id.org/dpv#Trainspotting> .'),
        "practices.ttl: practice/ai-training: uses dpv:Trainspotting, which foreign_terms.txt does not list; look it up and add it"),
    "a term of PROV-O that there is not": (
        "alignments.ttl", more("ra:how skos:relatedMatch prov:wasImaginedBy ."),
        "alignments.ttl: ra:how: uses prov:wasImaginedBy, which its vocabulary does not have"),
    "a property of no vocabulary": (
        "organizations.ttl", more('organization:comcast <https://words.example/likes> organization:sky .'),
        "organizations.ttl: organization/comcast: uses https://words.example/likes, which is of no vocabulary that is known here"),
    "outside OWL 2 DL": (
        "core.ttl", more("ra:actor rdfs:subPropertyOf ra:amount ."),
        "core.ttl: ra:actor: is no rdfs:subPropertyOf ra:amount, which is of another sort"),
    "a shape of the registers": (
        "products.ttl", instead("product:airtag a ra:Product, schema:Product ;", "product:airtag a ra:Product ;"),
        "shapes/registers: product/airtag: a product is also a schema:Product"),
    "a shape of the vocabulary": (
        "core.ttl", without(r'^    skos:scopeNote "Pronouns and descriptions count as well as names\."@en ;\n'),
        "shapes/vocabulary: ra:Mention: a term has a skos:scopeNote, which says where it ends"),
    "a definition without a parent": (
        "core.ttl", instead('"A part of a law that can be cited: an article, section, paragraph or point."', '"Whatever can be cited of a law."'),
        "ontology_definitions_have_a_parent.rq: ra:Provision: needs a definition of the form 'A parent that ….'"),
    "two terms with one label": (
        "core.ttl", instead('rdfs:label "side"@en', 'rdfs:label "Rule"@en'),
        "ontology_labels_tell_terms_apart.rq: ra:rule: has the label 'rule' in common with https://w3id.org/regatlas/ontology#side"),
    "a circle of concepts": (
        "practices.ttl", more("practice:cookies-tracking skos:broader practice:cookies-tracking ."),
        "ontology_broader_has_no_circle.rq: practice/cookies-tracking: is broader than itself"),
    "an action type outside the scheme": (
        "actions.ttl", without(r'(?<=skos:prefLabel "Welcome"@en ;\n)    skos:inScheme <[^>]*> ;'),
        "ontology_schemes_hold_their_concepts.rq: action-type/welcome: is in no scheme"),
    "a thing that is the same as another": (
        "organizations.ttl", more("organization:coolblue <http://www.w3.org/2002/07/owl#sameAs> organization:coles ."),
        "ontology_nothing_is_of_two_sorts.rq: organization/coolblue: is said to be the same as https://w3id.org/regatlas/id/organization/coles; "
        "match it with skos:exactMatch"),
    "a retired term in use": (
        "deprecated.ttl", more('ra:onTheSideOf a owl:ObjectProperty ; rdfs:label "on the side of"@en ; owl:deprecated true ;\n'
                               '    dcterms:isReplacedBy ra:onBehalfOf ;\n'
                               '    skos:definition "The organization that is spoken for."@en ; skos:scopeNote "None."@en ; skos:example "A company."@en ;\n'
                               '    skos:changeNote "0.1.0: said the same as ra:onBehalfOf."@en .\n'
                               "<https://w3id.org/regatlas/id/organization/capita> ra:onTheSideOf <https://w3id.org/regatlas/id/organization/coles> ."),
        "ontology_retired_terms_stay_retired.rq: organization/capita: uses the deprecated https://w3id.org/regatlas/ontology#onTheSideOf"),
    "half a sentence": (
        "triggers_corrective.ttl", instead('skos:example "The CNIL fined Example SA 40 million euros."@en', 'skos:example "The CNIL fined Example SA"@en'),
        "ontology_trigger_sentences.rq: action-type/fine#fine-verb: has a sentence that is not whole: The CNIL fined Example SA"),
    "a period of ownership that never was": (
        "ownership.ttl", instead('"2021-08-31"^^xsd:date', '"2016-08-31"^^xsd:date'),
        "ownership.ttl: organization/yahoo#owned-2017-06-13: ends on 2016-08-31, before it begins on 2017-06-13"),
    "two triples in one library, one in the other": (
        "organizations.ttl", more("organization:crif dcterms:source 1, 01 ."),
        "organizations.ttl: (syntax): has N triples in rdflib, N in pyoxigraph"),
    "one triple in two graphs": (
        "alignments.ttl", more('<https://w3id.org/regatlas/id/organization/criteo> skos:prefLabel "Criteo"@en .'),
        "several files: organization/criteo: skos:prefLabel is said both in a register and in a file of the ontology"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The ontology as shipped, to be spoilt."""
    for path in FOLDER.glob("*.ttl"):
        shutil.copy(path, tmp_path)
    return tmp_path


def printed(folder: Path) -> tuple[int, list[str], str]:
    """Exit code, the lines of faults, the last line of what the command prints."""
    result = CliRunner().invoke(ontology, ["check", "--folder", str(folder)])
    lines = result.output.splitlines()
    faults = [re.sub(r"\b\d+(?= triples| in pyoxigraph)", "N", line) for line in lines[1:-1] if not line.startswith(" ")]
    return result.exit_code, faults, lines[-1]


def test_the_own_ontology_has_no_faults() -> None:
    report = check()
    assert not report.faults, str(report)
    assert re.fullmatch(r"\d+ terms, \d,\d{3} trigger sentences, 0 faults", report.summary)


def test_one_fault_of_each_kind_is_told_once_and_nothing_else(copy: Path) -> None:
    for file, edit, _ in PLANTED.values():
        path = copy / file
        path.write_text(edit(path.read_text("utf-8")), "utf-8")
    code, faults, last = printed(copy)
    assert sorted(faults) == sorted(line for *_, line in PLANTED.values())
    assert code == 1
    assert last.endswith(f" trigger sentences, {len(PLANTED)} faults")


def test_what_is_not_turtle_is_told_alone(copy: Path) -> None:
    for name in ("courts.ttl", "core.ttl"):
        (copy / name).write_text("<a> <b> .", "utf-8")
    code, faults, last = printed(copy)
    assert [fault.split(":")[:2] for fault in faults] == [["core.ttl", " (syntax)"], ["courts.ttl", " (syntax)"]]
    assert code == 1
    assert last.endswith("2 faults")


def test_every_kind_of_finder_is_planted_against() -> None:
    """A finder without a planted fault could be dead and nobody would know."""
    files = {line.split(":")[0] for *_, line in PLANTED.values()}
    assert {"vocab.py", "shapes/registers", "shapes/vocabulary", "several files"} <= files
