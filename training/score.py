"""How well articles are read, as one table: `make score`.

The annotated articles of this repository (the development split and the locked one, of which only figures are shown) and, where the
development data (`../shared`) is beside the checkout, its five articles, its decision summaries and its dates.
The scorers are those of the development data; without it there is nothing to score with, and that is said.
"""
from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ingest.model import ReadError
from ingest.pipeline import Pipeline
from ingest.readers import read_documents
from ontology import knowledge
from training.gold import ROOT

SHARED = ROOT.parent / "shared"
DATA = ROOT / "tests" / "data"
FIGURES = ("entities", "actions", "actions:relaxed", "statements", "when", "evidence")
# name → folder of texts, folder of gold
ARTICLES = {
    "shared five": (SHARED / "articles", SHARED / "gold"),
    "samples": (ROOT / "samples" / "articles", DATA / "dev_gold"),
    "own short texts": (DATA / "dev_gold" / "texts", DATA / "dev_gold" / "texts"),
    "own articles, dev": (DATA / "articles" / "dev", DATA / "articles" / "dev"),
    "own articles, locked": (DATA / "articles" / "locked", DATA / "articles" / "locked"),
}


def main() -> int:
    if not (SHARED / "tools").is_dir():
        print(f"the scorers were expected in {SHARED / 'tools'}, which is not there: put the development data beside the checkout", file=sys.stderr)
        return 1
    pipeline = Pipeline.load(knowledge.load())
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.jsonl"
        print(f"{'articles':22}{'texts':>6}" + "".join(f"{name:>19}" for name in FIGURES), " (F1; of actions also P and R)", sep="")
        for name, (texts, gold) in ARTICLES.items():
            count = _extract(pipeline, sorted(p for p in texts.iterdir() if p.suffix != ".json"), out)
            rows = json.loads(_run("score.py", "--gold", gold, "--pred", out, "--json"))
            print(f"{name:22}{count:>6}" + "".join(_cell(rows, figure) for figure in FIGURES), flush=True)
        _extract(pipeline, sorted((SHARED / "decisions" / "texts").iterdir()), out)
        print("\ndecision summaries")
        print(_run("decisions_eval.py", "score", "--data", SHARED / "decisions" / "cases.jsonl", "--key", SHARED / "decisions" / "key.jsonl",
                   "--pred", out, "--regulators", SHARED / "data" / "regulators.csv"))
        _dates(SHARED / "dates" / "input.jsonl", out)
        print(_run("score_dates.py", "--gold", SHARED / "dates" / "gold.jsonl", "--pred", out))
    return 0


def _cell(rows: Mapping[str, Mapping[str, float]], figure: str) -> str:
    """F1, with precision and recall for actions."""
    row = rows.get(figure)
    if row is None:
        return f"{'–':>19}"
    if figure.startswith("actions"):
        return f"{row['f1']:.3f} ({row['p']:.2f} {row['r']:.2f})".rjust(19)
    return f"{row['f1']:>19.3f}"


def _extract(pipeline: Pipeline, paths: Iterable[Path], out: Path) -> int:
    """Write the extraction documents of the texts as JSON Lines; how many there are."""
    documents = [d for d in read_documents([str(p) for p in paths]) if not isinstance(d, ReadError)]
    with out.open("w", encoding="utf-8") as lines:
        for document in documents:
            print(json.dumps(pipeline.read(document).to_json(), ensure_ascii=False), file=lines)
    return len(documents)


def _dates(source: Path, out: Path) -> None:
    """Resolve the dates of the texts in a JSON Lines file, as `regatlas dates` does."""
    with source.open(encoding="utf-8") as texts, out.open("w", encoding="utf-8") as lines:
        subprocess.run([sys.executable, "-m", "regatlas", "dates"], stdin=texts, stdout=lines, check=True, cwd=ROOT)


def _run(tool: str, *arguments: Any) -> str:
    done = subprocess.run([sys.executable, str(SHARED / "tools" / tool), *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout.rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
