"""The project's annotated development articles, and whether a claim of an extraction document is among what they say."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TEXTS = (ROOT / "samples" / "articles", ROOT / "tests" / "data" / "dev_gold" / "texts", ROOT / "tests" / "data" / "articles" / "dev")
GOLD = (ROOT / "tests" / "data" / "dev_gold", *TEXTS[1:])

STATUS = {"actual": "happened", "planned": "planned", "requested": "requested", "alleged": "alleged", "possible": "possible"}


def annotated() -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Each development article with its gold, by name; the locked split is none of them."""
    texts = {p.name: p for folder in TEXTS for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".md", ".html")}
    for folder in GOLD:
        for path in sorted(folder.glob("*.json")):
            gold = json.loads(path.read_text("utf-8"))
            yield texts[gold["source"]], gold


def is_right(claim: Mapping[str, Any], gold: Mapping[str, Any], names: Mapping[str, set[str]]) -> bool:
    """Whether an action of the gold has the type, actor and status of the claim (its strict reading, less the slots).

    `names` maps every entity of the document to its id and all its names, case-folded.
    """
    called = {e["id"]: {e["id"], *(n.casefold() for n in e["names"])} for e in gold["entities"]}
    status = "denied" if claim["polarity"] == "negated" else STATUS[claim["modality"]]

    def same(entity: str, other: str) -> bool:
        return bool(names.get(entity, {entity}) & called.get(other, {other}))

    def fits(action: Mapping[str, Any]) -> bool:
        actor = not action["actor"] or any(same(a, b) for a in claim["actor"] for b in action["actor"])
        return claim["type"] in action["type"] and status in action["status"] and actor

    return any(fits(action) for action in gold["actions"])
