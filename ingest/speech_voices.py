"""Whose voice a phrase means: "Jane Roe of the FTC", "a Meta spokesperson", "the watchdog", "she", "the ruling"."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ingest.model import Span, Voice
from ingest.parties import SPEAKER_NOUNS
from ingest.speech_posts import described_posts
from ingest.speech_scene import Scene, Word
from ingest.speech_words import COMPLAINTS, COURT_PAPERS, NOT_SPEAKING, PAPERS, SPOKESPEOPLE
from ingest.syntax import NOMINAL, SUBJECTS
from ingest.wordlists import words

_HE = words("he her him his she")
_IT = words("it its that they their this which who")
_WE = words("i my our we")
_TITLES = words(
    "academic chancellor judge justice lawmaker lawyer mep minister mp",
    "politician premier professor prosecutor researcher secretary senator",
)
_BREAKS = words(", ; : – — -- …") | words("who whom whose which that")
_BENCH = words("bench judge justice panel")
_DEFINITE = words("that the this these")
_ISSUED = words("by from of on")
_TITLE_BEFORE, _TITLE_AFTER = 60, 110    # code points around a name in which a title stands


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody said something: where the verb stands, and by whom; an empty voice is somebody unknown."""

    at: int
    verb: tuple[int, int]                  # index of the sentence and of the token
    start: int                             # where the clause begins: its subject or its verb
    follows: Span | None                   # the quotation that the clause follows at once
    voice: Voice
    noun: str = ""                         # the lemma of the noun that speaks
    tells: bool = True                     # not for an order, or for what somebody else is said to have said


@dataclass(slots=True)
class Voices:
    """Resolves phrases in reading order: what was said before tells whom "he" and "the spokesman" mean."""

    scene: Scene
    speeches: list[Speech] = field(default_factory=list)
    named: list[tuple[int, str]] = field(default_factory=list)       # people, in order of mention

    def __post_init__(self) -> None:
        refs = self.scene.refs
        refs.posts.update(described_posts(self.scene))
        for parse in self.scene.parses:
            for at, _, token in self.scene.words(parse.sentence.span):
                if token.pos_ != "PRON":
                    self.named += [(at, e) for e in refs.of(parse, token) if refs.kind(e) == "person"]

    def of(self, phrase: Sequence[Word]) -> tuple[Voice, str]:
        """The voice that a noun phrase means, and the lemma of its noun; the voice is empty for somebody unknown."""
        phrase = _without_participle(phrase)
        core = _core(phrase)
        head = next((w for w in reversed(core) if names(w)), None)
        if head is None:
            return Voice(), ""
        lemma = head.token.lower_ if head.token.lower_ in PAPERS else head.token.lemma_.casefold()
        people = self._people(core)
        if people and lemma not in PAPERS | NOT_SPEAKING:
            return self._person(people[0], phrase), lemma
        if head.token.lower_ in _IT | _HE | _WE:
            return self._pronoun(head), head.token.lower_
        if head.token.pos_ == "PRON":
            return Voice(), head.token.lower_
        if lemma in NOT_SPEAKING:
            return Voice(), lemma
        if lemma in PAPERS:
            return (self._person(people[0], core) if people else self._issuer(head, lemma, phrase)), lemma
        role = lemma in SPEAKER_NOUNS or lemma in _TITLES
        people = self._people(phrase)
        if people and role:
            return self._person(people[0], phrase), lemma
        found = self._named_in(core) if head.token.pos_ == "PROPN" else self._organizations([head])
        others = self._organizations([w for w in phrase if w is not head])
        if lemma in SPOKESPEOPLE and not others and not any(w.token.pos_ in NOMINAL for w in core if w is not head):
            return self._spokesperson(head, phrase, found), lemma
        if role and not others:
            person = self._titled(lemma, head.at)
            if person:
                return self._person(person, ()), lemma
        found = found or others or self._named_by(lemma, head)
        return (Voice(None, found[0]) if found else self._person(people[0], phrase) if people else Voice()), lemma

    def by_verb(self) -> dict[tuple[int, int], Voice]:
        """Who speaks at each verb of saying."""
        return {speech.verb: speech.voice for speech in self.speeches}

    def last(self, before: int, since: int = 0) -> Speech | None:
        """The last speech that begins in an area."""
        return next((s for s in reversed(self.speeches) if since <= s.at < before), None)

    def last_told(self, before: int, since: int) -> Speech | None:
        """The last speech in an area that the text itself tells of, else the last."""
        last = self.last(before, since)
        if last is None or last.tells:
            return last
        sentence = self.scene.sentence(Span(last.at, last.at + 1))
        return next((s for s in reversed(self.speeches) if max(since, sentence.start) <= s.at < before and s.tells), last)

    def _people(self, phrase: Sequence[Word]) -> list[str]:
        refs = self.scene.refs
        named = [w for w in _outside_relative_clauses(phrase) if w.token.pos_ != "PRON"]
        return [e for w in named for e in refs.of(w.parse, w.token) if refs.kind(e) == "person"]

    def _organizations(self, phrase: Sequence[Word]) -> list[str]:
        refs = self.scene.refs
        found = [e for w in _outside_relative_clauses(phrase) for e in refs.acting(w.parse, w.token)]
        return [e for e in found if refs.kind(e) not in ("person", "jurisdiction", "")]

    def _named_in(self, core: Sequence[Word]) -> list[str]:
        """The organizations of a proper name: "*Google* Japan" is no body of Japan."""
        named = [w for w in core if w.token.pos_ == "PROPN" and self.scene.refs.how.get((w.parse.sentence.index, w.token.i)) == "name"]
        return self._organizations(named) or self._organizations(core[-1:])

    def _person(self, person: str, phrase: Sequence[Word]) -> Voice:
        post = self.scene.refs.posts.get(person) or next(iter(self._organizations(phrase)), None)
        return Voice(person, post and self.scene.refs.stands(post) if post in self.scene.refs.parties else post)

    def _pronoun(self, word: Word) -> Voice:
        refs = self.scene.refs
        lower = word.token.lower_
        if lower in _WE:
            return Voice(None, refs.writer[0]) if refs.writer else Voice()
        last = self.last(word.at)
        if lower in _HE:
            if last and last.voice.person and not any(last.start < at < word.at and e != last.voice.person for at, e in self.named):
                return last.voice
            people = [e for e in refs.of(word.parse, word.token) if refs.kind(e) == "person"]
            return self._person(people[0], ()) if people else last.voice if last else Voice()
        here = self.last(word.at, self._since(word.at))
        if here and here.voice and not here.voice.person:
            return here.voice
        found = self._organizations([word])
        if found:
            return Voice(None, found[0])
        return (last.voice if last else self.subject_before(self.scene.sentence(Span(word.at, word.at + 1)).start, 0)) or Voice()

    def _since(self, at: int) -> int:
        """Where to look for whom "it" means: the paragraph, with the one above it where only a quotation stands before."""
        start = self.scene.paragraph(at).start
        quotation = self.scene.quotation_before(at)
        opens = quotation is not None and quotation.start >= start and not self.scene.tells(Span(start, quotation.start))
        return self.scene.paragraph_above(at).start if opens else start

    def _named_by(self, noun: str, head: Word) -> list[str]:
        """ "the institute": the body with Institute in its name; "the judges": the court."""
        if not any(c.lower_ in _DEFINITE for c in head.token.children):
            return []
        kinds = ("court",) if noun in _BENCH else ()
        found = self._last_of(head.at, lambda e: self.scene.refs.kind(e) in kinds or (not kinds and noun in self._name_words(e)))
        return [found] if found else []

    def _name_words(self, entity: str) -> frozenset[str]:
        if self.scene.refs.kind(entity) in ("person", "jurisdiction", ""):
            return frozenset()
        entry = self.scene.refs.known.entries.get(entity)
        return words(entry.name.casefold() if entry else entity.replace("-", " "))

    def _spokesperson(self, head: Word, phrase: Sequence[Word], found: Sequence[str]) -> Voice:
        """ "the spokesperson": the one who spoke before; "a spokesperson": of whoever the sentence before is about."""
        if not any(w.token.lower_ in _DEFINITE for w in phrase):
            start = self.scene.sentence(Span(head.at, head.at + 1)).start
            subject = self.subject_before(start, self.scene.paragraph(head.at).start)
            if subject and subject.organization:
                return Voice(None, subject.organization)
        earlier = next((s.voice for s in reversed(self.speeches) if s.noun in SPOKESPEOPLE and s.at < head.at and s.voice), None)
        if earlier:
            return earlier
        if found:
            return Voice(None, found[0])
        company = self.scene.refs.main_company
        return Voice(None, company[0]) if company else Voice()

    def _titled(self, title: str, before: int) -> str | None:
        """ "the commissioner": the person whom the text introduced with that title, the one named last if several."""
        text = self.scene.text
        titled = {e for at, e in self.named if at < before and title in text[max(0, at - _TITLE_BEFORE):at + _TITLE_AFTER].casefold()}
        return next((e for at, e in reversed(self.named) if at < before and e in titled), None)

    def _issuer(self, head: Word, lemma: str, phrase: Sequence[Word]) -> Voice:
        """Who wrote a paper: whose it is, else for a ruling the court, else whoever was spoken of just before."""
        marked = [w for i, w in enumerate(phrase) if w.at < head.at or any(p.token.lower_ in _ISSUED for p in phrase[max(0, i - 4):i])]
        whose = self._organizations(marked)
        several = head.token.tag_ in ("NNS", "NNPS")
        numbered = any(w.token.pos_ == "NUM" for w in phrase)          # "Article 7 says"
        if whose or lemma in COMPLAINTS or several or numbered:
            return Voice(None, whose[0]) if whose else Voice()
        if lemma in COURT_PAPERS:
            court = self._last_of(head.at, lambda e: self.scene.refs.kind(e) == "court")
            if court:
                return Voice(None, court)
        sentence = self.scene.sentence(Span(head.at, head.at + 1))
        subject = self.subject_in(Span(sentence.start, phrase[0].at)) or self.subject_before(sentence.start, 0)
        last = self.last(head.at)
        voice = subject or (last.voice if last else Voice())
        return Voice(None, voice.organization) if voice.organization else voice

    def _last_of(self, before: int, fits: Callable[[str], bool]) -> str | None:
        """The entity of some sort that the text named last."""
        refs = self.scene.refs
        for parse in reversed(self.scene.parses_in(Span(0, before))):
            for word in reversed(self.scene.words(parse.sentence.span)):
                named = refs.how.get((parse.sentence.index, word.token.i)) == "name"
                found = [e for e in refs.of(parse, word.token) if word.at < before and fits(e)]
                if found and named:
                    return found[0]
        return None

    def anybody(self, phrase: Sequence[Word]) -> Voice:
        """The first person that some words name, else the first organization."""
        people, organizations = self._people(phrase), self._organizations(phrase)
        return self._person(people[0], phrase) if people else Voice(None, organizations[0]) if organizations else Voice()

    def anyone(self, phrase: Sequence[Word]) -> Voice:
        """The first person that some words name, clauses that hang on them included."""
        refs = self.scene.refs
        people = [e for w in phrase if w.token.pos_ == "PROPN" for e in refs.of(w.parse, w.token) if refs.kind(e) == "person"]
        return self._person(people[0], phrase) if people else Voice()

    def subject_before(self, at: int, since: int) -> Voice | None:
        """Whom the sentence before a place of the text is about, not further back than `since`."""
        before = [p for p in self.scene.parses_in(Span(since, at)) if p.sentence.span.end <= at and self.scene.words(p.sentence.span)]
        return self.subject_in(before[-1].sentence.span) if before else None

    def subject_in(self, area: Span) -> Voice | None:
        """Who is the subject of the main verb of a sentence, outside quotations."""
        phrase = self.scene.words(area)
        places = {(w.parse.sentence.index, w.token.i): w for w in phrase}
        for word in phrase:
            if word.token.dep_ in SUBJECTS and word.token.head.dep_ in ("ROOT", "conj"):
                index = word.parse.sentence.index
                voice, _ = self.of([places[index, t.i] for t in word.token.subtree if (index, t.i) in places])
                if voice:
                    return voice
        return None


def names(word: Word) -> bool:
    """Whether a token is a noun; parsers take some marks for nouns and "ruling" for a verb."""
    return (word.token.pos_ in NOMINAL and word.token.text[0].isalnum()) or word.token.lower_ in PAPERS


def _without_participle(phrase: Sequence[Word]) -> Sequence[Word]:
    """ "Addressing Parliament, *the minister*": what the participle at the beginning governs is no speaker."""
    comma = next((i for i, w in enumerate(phrase) if w.token.text == ","), None)
    return phrase[comma + 1:] if phrase and comma and phrase[0].token.tag_ in ("VBG", "VBN") else phrase


def _core(phrase: Sequence[Word]) -> list[Word]:
    """The words up to the first comma, preposition or relative pronoun: "the *head* of the CNIL, Jane Roe" → "the head"."""
    core: list[Word] = []
    bracket = False                        # "the Data Protection Authority (*DPA*) chairman Jane Roe"
    for word in phrase:
        token = word.token
        bracket = (bracket or token.text == "(") and token.text != ")"
        if bracket or token.text == ")":
            continue
        named = any(w.token.pos_ in NOMINAL and w.token.dep_ != "poss" for w in core)
        if named and (token.lower_ in _BREAKS or (token.pos_ in ("ADP", "SCONJ", "VERB") and token.dep_ not in ("amod", "compound"))):
            break
        if token.pos_ != "PUNCT":
            core.append(word)
    return core


def _outside_relative_clauses(phrase: Sequence[Word]) -> list[Word]:
    """The words of a phrase without those of clauses that hang on it: of "the group, which sued *Acme*" not the last."""
    inside = {(w.parse.sentence.index, w.token.i) for w in phrase}
    kept = []
    for word in phrase:
        token, clause = word.token, False
        while (word.parse.sentence.index, token.i) in inside:
            clause = clause or token.dep_ in ("relcl", "acl")
            if token.head.i == token.i:
                break
            token = token.head
        if not clause:
            kept.append(word)
    return kept
