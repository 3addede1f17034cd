"""The walls stand where the design puts them: who may import whom, how large a module may grow, what is named where."""
from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = {"ontology": set(), "ingest": {"ontology"}, "graph_api": {"ontology"}}
# What the steps of the pipeline share; a step imports these and `ontology`, never another step.
SHARED = {"model", "located", "syntax", "lexicon", "parties", "referents", "triggers", "modality", "modality_words", "reporting", "sanctions", "settings",
          "tokens", "wordlists", "speech_words", "name_grammar", "name_words", "first_names", "cities"}
# What composes steps or stands outside the pipeline.
COMPOSERS = {"pipeline", "publishing", "facts", "commands", "curation", "reports"}
# A step may be cut into several modules of one family: the first is its door.
FAMILIES = [
    {"dates"},
    {"cleaning"},
    {"frames", "roles", "role_parties", "verb_roles", "noun_roles", "told_roles", "described", "seeming"},
    {"consolidation", "describing", "linking", "undated", "knowledge_time", "corrections", "redirects", "review", "touched",
     "conflicts", "matching", "deeds", "derived", "mapping", "provision_labels"},
    {"workspace", "journal", "ledger", "graphs", "checksums", "building", "releases", "verification", "search_index", "comparison"},
    {"extraction_json", "validation", "consolidation", "describing", "linking", "undated", "knowledge_time", "corrections", "redirects", "review",
     "touched", "conflicts", "matching", "deeds", "derived", "mapping", "provision_labels"},
    {"claims", "answering", "apportioning", "dating", "confidence", "names", "name_evidence", "name_laws", "name_lists", "name_places", "posts", "slots",
     "provision_relevance", "retelling", "unnamed"},
    {"resolution", "salience", "nominals"},
    {"mentions", "descriptions"},
    {"explanation", "pipeline"},
    {"parsing", "inference"},
    {"amounts", "currencies"},
    {"provisions", "provision_grammar", "provision_names"},
    {"quotations", "quotation_marks", "speech_clauses", "speech_posts", "speech_scene", "speech_voices"},
    {"modality", "modality_words"},
    {"parsing", "parsing_norms", "repairs"},
]


def modules(package: str) -> list[Path]:
    return sorted(p for p in (ROOT / package).rglob("*.py"))


def imports(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def breaches(package: str, source: str) -> set[str]:
    """Packages of ours that `source`, a module of `package`, may not import."""
    ours = {name.split(".")[0] for name in imports(source)} & (set(PACKAGES) | {"regatlas"})
    return ours - PACKAGES[package] - {package}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_the_design_allows(package: str) -> None:
    assert {str(p.relative_to(ROOT)): b for p in modules(package) if (b := breaches(package, p.read_text("utf-8")))} == {}


def test_a_forbidden_import_would_be_seen() -> None:
    assert breaches("ingest", "from graph_api.app import create_app") == {"graph_api"}
    assert breaches("ontology", "import ingest.model") == {"ingest"}
    assert breaches("graph_api", "import ontology.vocab, json") == set()


def _step(module: str) -> str:
    return module.split("_")[0] if module.split("_")[0] in ("cleaning", "date", "dates") else module


def step_breaches(name: str, source: str) -> set[str]:
    """Steps of `ingest` that the step module `name` imports although it may not."""
    if name in COMPOSERS:
        return set()
    used = {i.split(".")[1] for i in imports(source) if i.startswith("ingest.")} - SHARED - {name}
    family = {m for f in FAMILIES if name in f for m in f}
    return {u for u in used if u not in family and _step(u).removesuffix("s") != _step(name).removesuffix("s")}


def test_a_step_never_imports_another_step() -> None:
    steps = {p.stem: p for p in (ROOT / "ingest").glob("*.py") if p.stem != "__init__"}
    assert {name: b for name, p in steps.items() if (b := step_breaches(name, p.read_text("utf-8")))} == {}


def test_an_import_between_steps_would_be_seen() -> None:
    assert step_breaches("frames", "from ingest.dates import find_dates") == {"dates"}
    assert step_breaches("frames", "from ingest.model import Span") == set()


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for package in PACKAGES for p in modules(package)}
    assert {name: n for name, n in lengths.items() if n > 400} == {}


def test_the_extraction_code_names_no_company_authority_or_law(known) -> None:  # type: ignore[no-untyped-def]
    """Names belong in the registers: a rule that names one would fit that one only. (Docstrings and comments may.)"""
    names = {e.name.casefold() for e in known.entries.values() if e.kind in ("organization", "regulator", "product") and len(e.name) > 4}
    found = {}
    for path in modules("ingest"):
        tree = ast.parse(path.read_text("utf-8"))
        documentation = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)
                         and n.body and isinstance(n.body[0], ast.Expr)}
        literals = {n.value.casefold() for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in documentation}
        if named := {literal for literal in literals if literal.strip() in names}:
            found[path.name] = named
    assert found == {}
