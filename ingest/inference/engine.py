"""From sentences to parses with the networks of a spaCy pipeline. One instance for each process; not thread-safe."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.inference.arcs import TreeBuilder, sentence_starts
from ingest.inference.encoder import Encoder, Floats
from ingest.inference.entities import Entity, Recogniser
from ingest.inference.words import NotReadable, Words
from ingest.tokens import Doc, Token

STEPS = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
EMBEDDING = {"@architectures": "spacy.MultiHashEmbed.v2", "include_static_vectors": False}
CONVOLUTION = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "window_size": 1, "maxout_pieces": 3}
TRANSITIONS = {"@architectures": "spacy.TransitionBasedParser.v2", "extra_state_tokens": False, "maxout_pieces": 2, "use_upper": True}
TOGETHER = 64                            # sentences that go through the networks at once; more gains nothing and takes memory


class Engine:
    """Tagger, parser, lemmatizer and recogniser of a pipeline."""

    def __init__(self, nlp: Any) -> None:
        """Raises NotReadable when the rules of the pipeline cannot be followed; ask `readable` first."""
        self._nlp = nlp
        tagger, parser, recogniser = nlp.get_pipe("tagger"), nlp.get_pipe("parser"), nlp.get_pipe("ner")
        self._shared, self._own = Encoder(nlp.get_pipe("tok2vec").model), Encoder(recogniser.model.get_ref("tok2vec"))
        softmax = next(node for node in tagger.model.walk() if node.name == "softmax")
        self._tag_weights: Floats = np.ascontiguousarray(softmax.get_param("W").T)
        self._tag_bias: Floats = softmax.get_param("b")
        self._tags: tuple[str, ...] = tagger.labels
        self._trees, self._entities = TreeBuilder(parser), Recogniser(recogniser)
        self._words = Words(nlp.vocab, nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"))

    def parse(self, sentences: Sequence[str], docs: Sequence[Any]) -> Iterator[Doc]:
        """The parse of each sentence; `docs` are the sentences as tokenized by spaCy. A sentence is parsed as it would be alone."""
        for at in range(0, len(docs), TOGETHER):
            yield from self._together(sentences[at:at + TOGETHER], docs[at:at + TOGETHER])

    def _together(self, sentences: Sequence[str], docs: Sequence[Any]) -> Iterator[Doc]:
        filled = [doc for doc in docs if len(doc)]
        parses = iter(self._filled(filled) if filled else ())
        for sentence, doc in zip(sentences, docs, strict=True):
            yield Doc(sentence, *(next(parses) if len(doc) else ((), (), ())))

    def _filled(self, docs: Sequence[Any]) -> Iterator[tuple[list[Token], list[int], list[Entity]]]:
        """Tokens, their governors, and names of sentences that have tokens."""
        lengths = [len(doc) for doc in docs]
        vectors = self._shared([_features(doc, self._shared.features) for doc in docs])
        best = (vectors @ self._tag_weights + self._tag_bias).argmax(axis=1).tolist()
        trees = self._trees(vectors, lengths)
        own = self._own([_features(doc, self._own.features) for doc in docs])
        written = [[token.text for token in doc] for doc in docs]
        spaces = [frozenset(n for n, word in enumerate(words) if word.isspace()) for words in written]
        entities = self._entities(own, lengths, [sentence_starts(heads) for heads, _ in trees], spaces)
        at = 0
        for doc, words, (heads, labels), found in zip(docs, written, trees, entities, strict=True):
            tags = [self._tags[n] for n in best[at:at + len(words)]]
            at += len(words)
            lowers = [word.lower() for word in words]
            places = doc.to_array("IDX").tolist()
            yield [Token(n, *told) for n, told in enumerate(zip(places, words, lowers, *self._words(words, lowers, tags, labels), tags, labels,
                                                                strict=True))], heads, found


def _features(doc: Any, names: Sequence[str]) -> NDArray[np.uint64]:
    features: NDArray[np.uint64] = doc.to_array(names)
    return features


def readable(nlp: Any) -> Engine | None:
    """An engine for a pipeline that is built as the small English ones are; None for any other."""
    if nlp.pipe_names != STEPS:
        return None
    steps = nlp.config["components"]
    encoders = [steps["tok2vec"]["model"], steps["ner"]["model"]["tok2vec"]]
    known = (all(_has(e["embed"], EMBEDDING) and _has(e["encode"], CONVOLUTION) for e in encoders)
             and all(_has(steps[name]["model"], TRANSITIONS) for name in ("parser", "ner")))
    try:
        return Engine(nlp) if known else None
    except NotReadable:
        return None


def _has(config: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return wanted.items() <= {name: value for name, value in config.items() if not isinstance(value, dict | list)}.items()
