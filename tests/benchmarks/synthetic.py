"""Extraction documents without articles behind them: as many as a benchmark wants, the same for the same number and seed.

    python tests/benchmarks/synthetic.py 1000 > documents.jsonl

The mix is that of a crawl that was filtered for regulatory news: of ten articles four report no act, three one, three two to five;
actors and targets follow Zipf's law (a few authorities and companies are in most of the news); one claim in five hundred denies what others
affirm and one sum in fifty differs (conflicts); one article in twelve is a syndicated copy with small changes; one in ten targets is a company that no
register has. Articles are spread over fifteen years, and those with high numbers are the newest.
"""
from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from ontology import iris  # noqa: E402
from ontology.knowledge import Knowledge, load  # noqa: E402

FIRST, DAYS = date(2010, 1, 1), 15 * 365
CLAIMS = (0, 0, 0, 0, 1, 1, 1, 2, 3, 5)  # of ten articles
WORDS = 30_000                           # of an invented language, so that unrelated articles share no runs of words
CASTS: dict[int, tuple[list[Any], list[Any], list[str]]] = {}
LENGTHS = (90, 140, 220, 400)            # words of an article
VERBS = {"fine": "fined", "warn": "warned", "open-inquiry": "opened an inquiry into", "order": "ordered", "approve": "approved the plans of",
         "ban": "banned", "settle": "settled with", "find-infringement": "found a breach by"}


@cache
def _words() -> tuple[str, ...]:
    random = Random("words")
    return tuple("".join(random.choice("bdfgklmnprst") + random.choice("aeiou") for _ in range(random.randint(2, 4))) for _ in range(WORDS))


def _cast(known: Knowledge) -> tuple[list[Any], list[Any], list[str]]:
    """Authorities and companies, the most talked about first, and types of acts."""
    if id(known) not in CASTS:
        CASTS[id(known)] = _make_cast(known)
    return CASTS[id(known)]


def _make_cast(known: Knowledge) -> tuple[list[Any], list[Any], list[str]]:
    regulators = sorted(known.of_kind("regulator"), key=lambda e: e.id)
    companies = sorted(known.of_kind("organization"), key=lambda e: e.id)
    Random("cast").shuffle(regulators)
    Random("cast").shuffle(companies)
    return regulators, companies, [type for type in VERBS if type in known.types]


def _zipf(random: Random, items: list[Any]) -> Any:
    """The item of rank r with a chance like 1/r."""
    return items[int(len(items) ** random.random()) - 1]


def document(number: int, known: Knowledge, seed: int = 1) -> dict[str, Any]:
    """The extraction document of an article, a function of its number (and of the seed) alone."""
    random = Random(f"{seed} {number}")
    if number > 100 and number % 12 == 0:
        return _copy(document(number - random.randint(1, 60) * 12 + 1 if number > 800 else 1, known, seed), number, random)
    regulators, companies, types = _cast(known)
    published = FIRST + timedelta(days=min(DAYS, number * DAYS // 100_000) + random.randint(0, 20))
    words = _words()
    sentences, claims, mentions, entities = list[str](), list[dict[str, Any]](), list[dict[str, Any]](), dict[str, dict[str, Any]]()
    length = 0

    def say(sentence: str) -> int:
        nonlocal length
        start, length = length, length + len(sentence) + 1
        sentences.append(sentence)
        return start

    def prose() -> None:
        say(" ".join(random.choice(words) for _ in range(random.randint(8, 20))).capitalize() + ".")

    for _ in range(random.choice(LENGTHS) // 28):
        prose()
    for _ in range(random.choice(CLAIMS)):
        actor, type = _zipf(random, regulators), random.choice(types)
        target = _new_company(random) if random.random() < 0.1 else _entity(_zipf(random, companies))
        entities |= {actor.id: _entity(actor), target["id"]: target}
        amount = random.choice((1, 2, 5, 12, 30, 75)) * 10**5 if type == "fine" else None
        denied, when = random.random() < 0.002, published - timedelta(days=random.choice((0, 0, 1, 3, 30)))
        told = amount and (amount * 1.5 if random.random() < 0.02 else amount)
        sentence = f"{actor.name} {'never ' if denied else ''}{VERBS[type]} {target['name']}{f' {told:.0f} euros' if told else ''} on {when:%d %B %Y}."
        start = say(sentence)
        mentions += [_mention(actor.id, start, actor.name), _mention(target["id"], start + sentence.index(target["name"], len(actor.name)), target["name"])]
        claims.append({"type": type, "actor": [actor.id], "target": [target["id"]], "polarity": "negated" if denied else "affirmed", "modality": "actual",
                       "amount": told and {"value": told, "currency": "EUR"}, "jurisdiction": [actor.country] if actor.country in known.entries else [],
                       "when": {"edtf": when.isoformat(), "earliest": when.isoformat(), "latest": when.isoformat(), "words": ""},
                       "evidence": {"start": start, "end": start + len(sentence), "text": sentence}, "rule": "synthetic", "confidence": 0.9})
        prose()
    text = " ".join(sentences)
    url = f"https://news.example/{seed}/{number}"
    return {"article": {"source": url, "id": iris.mint_article(url, text), "title": sentences[0][:60], "url": url, "publisher": f"Paper {number % 97}",
                        "authors": [], "published": published.isoformat(), "language": "en", "text": text},
            "entities": list(entities.values()), "mentions": _unique(mentions), "claims": _unique(claims), "statements": []}


def documents(count: int, known: Knowledge, seed: int = 1, first: int = 0) -> Iterator[dict[str, Any]]:
    return (document(number, known, seed) for number in range(first, first + count))


def _copy(original: dict[str, Any], number: int, random: Random) -> dict[str, Any]:
    """The same story in another paper, a day or two later, with a line of its own at the end."""
    article, url = original["article"], f"https://wire{number % 7}.example/{number}"
    text = f"{article['text']} {' '.join(random.choice(_words()) for _ in range(9)).capitalize()}."
    day = date.fromisoformat(article["published"]) + timedelta(days=random.randint(1, 2))
    return {**original, "article": {**article, "source": url, "url": url, "text": text, "id": iris.mint_article(url, text),
                                    "published": day.isoformat(), "publisher": f"Wire {number % 7}"}}


def _entity(entry: Any) -> dict[str, Any]:
    return {"id": entry.id, "iri": entry.iri, "kind": entry.kind, "name": entry.name, "aliases": [], "country": entry.country, "registered": True}


def _new_company(random: Random) -> dict[str, Any]:
    name = " ".join(word.capitalize() for word in random.sample(_words()[:400], 2))
    id = iris.slug(name)
    return {"id": id, "iri": iris.mint_entity("organization", id), "kind": "organization", "name": name, "aliases": [], "country": None, "registered": False}


def _mention(entity: str, start: int, text: str) -> dict[str, Any]:
    return {"entity": entity, "start": start, "end": start + len(text), "text": text, "how": "name"}


def _unique(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({json.dumps(item, sort_keys=True): item for item in items}.values())


if __name__ == "__main__":
    for each in documents(int(sys.argv[1]), load(), first=int(sys.argv[2]) if len(sys.argv) > 2 else 0):
        print(json.dumps(each, ensure_ascii=False))
