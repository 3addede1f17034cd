"""The clauses of a text that say who speaks: "said X", "X told reporters", "according to X", "X wrote that", outside quotation marks."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.model import Span
from ingest.name_grammar import TITLES
from ingest.speech_scene import Scene, Word
from ingest.speech_voices import Speech, Voices, names
from ingest.speech_words import LOOSE, REACTING, SAYING
from ingest.syntax import NOMINAL, VERBAL, agents, is_passive, subjects
from ingest.wordlists import words

if TYPE_CHECKING:
    from ingest.tokens import Token

_SPEAKING = SAYING | REACTING
_MARKERS = words("according per words")
_RESOLVING = words("decide determine")
_DIRECTING = words("demand mandate order require")
_MODIFIERS = ("amod", "compound", "aux", "auxpass", "poss")
# What stands between a quotation and the words that say whose it is.
_FILLERS = words("also as earlier further however later meanwhile previously then though thus")
# Where the name of an inverted speaker ends: "said X *in* a statement".
_ADVERBIAL = words("about after as because before during following in over on though via when while")
_NO_SUBJECT = words("although and because but if or since so that though unless what when where whether which while who")
_PRONOUNS = words("he it she they we")
_NOT_INVERTED = words("that to it there , : ;")
_CLAUSE_MARKS = words("; : ? !", "“ ” \"")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
MAX_SUBJECT = 30                         # words of a subject, its appositions included


def find_speeches(scene: Scene) -> Voices:
    """Every clause of the text that says who speaks, in order; each may say whom the pronoun of a later one means."""
    voices = Voices(scene)
    for parse in scene.parses:
        outside = scene.words(parse.sentence.span)
        for number, word in enumerate(outside):
            if word.token.lemma_.casefold() not in _SPEAKING and word.token.lower_ not in _MARKERS:
                continue
            if word.token.lemma_ in _RESOLVING and number + 1 < len(outside) and outside[number + 1].token.lower_ == "to":
                continue                   # "decided to sue" tells of a deed, "decided that" of words
            tagged = _tag(number, outside, scene)
            phrase = tagged[1] if tagged else _speaker(number, outside)
            if phrase is not None:
                voice, noun = voices.of(phrase)
                somebody = any(w.token.ent_type_ == "PERSON" or w.token.lower_ in TITLES for w in phrase)
                if not voice and not tagged and not somebody and word.token.lemma_ in LOOSE:
                    continue
                first = min(word.at, phrase[0].at) if phrase else word.at
                voices.speeches.append(Speech(word.at, (parse.sentence.index, word.token.i), first, tagged[0] if tagged else None, voice, noun,
                                              bool(tagged) or _tells(word)))
    return voices


def _tells(word: Word) -> bool:
    """Whether the text itself says that somebody speaks here: not in "a statement *announcing* it", "the court *ordered* X to", "said that Y *claimed*"."""
    verb = word.token
    if verb.lemma_ in _DIRECTING or verb.dep_ == "acl":
        return False
    return not (verb.dep_ == "ccomp" and verb.head.i < verb.i and verb.head.lemma_ in SAYING)


def _tag(number: int, outside: Sequence[Word], scene: Scene) -> tuple[Span, list[Word]] | None:
    """The quotation that a clause follows at once, and its speaker: "…," *Jane Roe* said; "…," said *Jane Roe*; "…", according to *X*."""
    word = outside[number]
    quotation = scene.quotation_before(word.at)
    if quotation is None:
        return None
    before = [w for w in outside[:number] if w.at >= quotation.end]
    if any(c.isalnum() or c == "\n" for c in scene.text[quotation.end:(before[0] if before else word).at]):
        return None
    while before and (not _is_word(before[0]) or before[0].token.lower_ in _FILLERS):
        before.pop(0)
    marked = _marked(number, outside)
    if marked is not None:
        return None if before else (quotation, marked)
    if word.token.lemma_.casefold() not in SAYING or word.token.pos_ not in (*VERBAL, "NOUN", "PROPN"):
        return None
    if not any(_is_word(w) and w.token.pos_ not in ("ADV", "AUX", "PART") for w in before):
        following = outside[number + 1:]
        inverted = word.token.tag_ not in ("VBG", "VB") and following and following[0].token.lower_ not in _NOT_INVERTED
        return (quotation, _noun_phrase(following)) if inverted else None
    first = before[0].token
    if not any(names(w) for w in before) or len(before) > MAX_SUBJECT or first.lower_ in _NO_SUBJECT or first.pos_ in (*VERBAL, "ADP") or _finite_verb(before):
        return None
    last = next(w for w in reversed(before) if w.token.pos_ not in ("ADV", "AUX", "PART"))
    return quotation, [last] if last.token.text in _PRONOUNS else before       # "“This will help” society, *she* said"


def _speaker(number: int, outside: Sequence[Word]) -> list[Word] | None:
    """The words that name who speaks at this word of a sentence; None where it is no word of speaking."""
    word = outside[number]
    marked = _marked(number, outside)
    if marked is not None:
        return marked
    if word.token.lemma_.casefold() not in _SPEAKING or word.token.pos_ != "VERB" or word.token.dep_ in _MODIFIERS:
        return None
    return _grammatical(word, outside) or _to_the_left(number, outside) or _of_sentence(number, outside)


def _marked(number: int, outside: Sequence[Word]) -> list[Word] | None:
    """ "according to *X*", "in the words of *X*", "per *X*"."""
    following = outside[number + 1:]
    if outside[number].token.lower_ == "per" and following and following[0].token.pos_ in ("PROPN", "DET"):
        return _noun_phrase(following)
    here = [w.token.lower_ for w in outside[max(0, number - 2):number + 2]]
    if here[-2:] == ["according", "to"] or here == ["in", "the", "words", "of"]:
        return _noun_phrase(following[1:])
    return None


def _is_word(word: Word) -> bool:
    """Whether a token is no mark; parsers take some marks for nouns."""
    return any(c.isalnum() for c in word.token.text)


def _finite_verb(phrase: Sequence[Word]) -> bool:
    """Whether a phrase holds a verb of its own outside relative clauses: then it is a clause, and no subject."""
    relative = False
    for word in phrase:
        if word.token.lower_ in ("who", "whose", "which"):
            relative = True
        elif word.token.tag_ in _FINITE and word.token.pos_ in VERBAL and not relative and word is not phrase[-1]:
            return True
    return False


def _noun_phrase(following: Sequence[Word]) -> list[Word]:
    """The words from here that name somebody: up to an adverbial, a verb or the end of the clause."""
    phrase: list[Word] = []
    for word in following:
        token = word.token
        ends = token.lower_ in _ADVERBIAL or (token.pos_ in VERBAL and token.tag_ in _FINITE) or token.text in _CLAUSE_MARKS
        if (phrase and ends and any(w.token.pos_ in NOMINAL for w in phrase)) or len(phrase) > MAX_SUBJECT:
            break
        phrase.append(word)
    return phrase


def _grammatical(word: Word, outside: Sequence[Word]) -> list[Word]:
    """The subject that the parse gives the verb, or the agent of a passive."""
    verb = word.token
    found: list[Token] = agents(verb) if is_passive(verb) else subjects(verb)
    first = verb
    while not found and first.dep_ == "conj" and first.head.pos_ == "VERB" and not is_passive(verb):      # "not only agreed but *stated*"
        first = first.head
        found = subjects(first)
    places = {w.token.i: w for w in outside if w.parse is word.parse}
    found = [s for s in found if s.i in places]
    side = [s for s in found if (s.i < verb.i) == (found[0].i < verb.i)]       # a title and a name are two subjects to some parsers
    tokens = {t.i for s in side for t in s.subtree if t.i != verb.i and (t.i < verb.i) == (s.i < verb.i)}
    return [places[i] for i in sorted(tokens) if i in places]


def _of_sentence(number: int, outside: Sequence[Word]) -> list[Word]:
    """The subject of the main verb, for a verb after "and" or "but" to which the parse gives none: "*X* agreed that it was due, but stated …"."""
    if not number or outside[number - 1].token.lower_ not in ("and", "but") or outside[number].token.tag_ not in _FINITE:
        return []
    root = next((w.token for w in outside if w.token.dep_ == "ROOT" and w.token.pos_ == "VERB"), None)
    places = {w.token.i: w for w in outside}
    return [places[t.i] for s in subjects(root)[:1] for t in s.subtree if t.i in places] if root else []


def _to_the_left(number: int, outside: Sequence[Word]) -> list[Word]:
    """The noun phrase before a verb to which the parse gives no subject: the words back to a comma, a conjunction or another verb."""
    phrase: list[Word] = []
    for word in reversed(outside[:number]):
        token = word.token
        if not phrase and token.pos_ in ("ADV", "AUX", "PART"):
            continue
        if token.pos_ in (*VERBAL, "SCONJ", "PUNCT") or token.lower_ in _NO_SUBJECT:
            break
        phrase.insert(0, word)
    return phrase if any(w.token.pos_ in NOMINAL for w in phrase) else []
