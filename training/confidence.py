"""Fit `ingest/confidence.json`: how likely a claim is right, from the annotated development articles of this repository.

    python -m training.confidence            fit, print the calibration by five-fold cross-validation over articles, write the table
    python -m training.confidence --check    the same without writing

Deterministic: the articles in the order of their names, the solver without chance, weights to two decimals.
"""
from __future__ import annotations

import argparse
import json

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from ingest.confidence import MODEL, features
from ingest.model import RawDocument
from ingest.pipeline import Pipeline
from ontology import knowledge
from training.gold import ROOT, annotated, is_right

STRENGTH = 0.3                           # of the regularisation, inverse: few articles, so no feature may say much alone


def examples() -> tuple[list[dict[str, int]], list[int], list[str]]:
    """Features, whether right, and article, of every claim that is read in the development articles."""
    pipeline = Pipeline.load(knowledge.load(), least=0.0)
    rows, right, articles = [], [], []
    for path, gold in annotated():
        trace = pipeline.trace(RawDocument(path.name, path.read_text("utf-8"), "text/plain"))
        document = trace.reading.to_json()
        names = {e["id"]: {e["id"], e["name"].casefold(), *(a.casefold() for a in e["aliases"])} for e in document["entities"]}
        for claim, said in zip(trace.reading.claims, document["claims"], strict=True):
            rows.append(dict.fromkeys(features(claim, pipeline.known.types[claim.type].broader or ""), 1))
            right.append(int(is_right(said, gold, names)))
            articles.append(path.name)
    return rows, right, articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="print the figures, write nothing")
    args = parser.parse_args()
    rows, right, articles = examples()
    vectorizer = DictVectorizer(sort=True, sparse=False)
    table, truth = vectorizer.fit_transform(rows), np.array(right)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    guess = cross_val_predict(model, table, truth, groups=np.array(articles), cv=GroupKFold(5), method="predict_proba")[:, 1]
    report(guess, truth)
    if not args.check:
        model.fit(table, truth)
        weights = {name: round(float(w), 2) for name, w in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)}
        path = ROOT / "ingest" / MODEL
        content = {"base": round(float(model.intercept_[0]), 2), "weights": {k: v for k, v in sorted(weights.items()) if v}}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def report(guess: np.ndarray, truth: np.ndarray) -> None:
    """Print how often claims of each confidence are right, the Brier score and the expected calibration error."""
    print(f"{len(truth)} claims, {truth.mean():.3f} right")
    print(f"{'confidence':>12}{'claims':>8}{'mean':>7}{'right':>7}")
    error = 0.0
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (guess >= low) & (guess < low + 0.1)
        if inside.any():
            print(f"{low:>6.1f}–{low + 0.1:<5.1f}{inside.sum():>8}{guess[inside].mean():>7.2f}{truth[inside].mean():>7.2f}")
            error += inside.mean() * abs(guess[inside].mean() - truth[inside].mean())
    constant = ((truth.mean() - truth) ** 2).mean()
    print(f"Brier {((guess - truth) ** 2).mean():.3f} (a constant: {constant:.3f}); expected calibration error {error:.3f}")


if __name__ == "__main__":
    main()
