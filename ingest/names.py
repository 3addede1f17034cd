"""Organizations and people that no register holds, found by the statistical recogniser and by the grammar of names.

New things get stable slugs made from their fullest name, so two articles that spell a name alike mean the same thing.
Also here: who speaks for whom ("Jane Roe, director of policy at the FTC"), and names that a text defines for itself
("Example Energia S.A. (the controller)").
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.model import Entity, Mention, Parse, Span
from ontology import iris

_LEGAL_FORM = (r"\(?Pty\)?\.?\s(?:Ltd|Limited)|Inc|Corp|Corporation|Ltd|Limited|LLC|LLP|L\.P|PLC|plc|GmbH|AG|SE|KG|S\.?A\.?S?\.?U?|[Ss]\.?[Rr]\.?[Ll](?:\.?[Ss])?|[Ss]\.?[Pp]\.?[Aa]|S\.?L\.?U?|S\.?C\.?S|B\.?V|N\.?V|"
               r"A/S|ApS|AB|AS|ASA|A\.I\.E|Oyj?|OÜ|ehf|hf|d\.o\.o|s\.r\.o|a\.s|EOOD|OOD|EAD|Kft|Zrt|Nyrt|Sp\. z o\.o|Pty|SFC|Holdings?|Group")
_WORD = r"[A-ZÀ-Ž0-9][\w&'’.-]*"
_WITH_FORM = re.compile(rf"(?<![\w])((?:(?:{_WORD}|&|of|and|de|del|la|e)[^\S\n]+){{0,6}}{_WORD},?[^\S\n]+(?:{_LEGAL_FORM})(?!\w)\.?)")
# public bodies and institutions that are named by what they are
_INSTITUTION = re.compile(
    r"(?<![\w-])((?:[A-ZÀ-Ž][\w'’-]+[ ]){1,3}(?:[Mm]unicipality|[Hh]ospital|(?:City|County|Town|Borough|Regional)\s[Cc]ouncil|University|[Bb]ank|[Cc]linic|[Pp]olice)"
    r"|(?:Municipality|University|City|Ministry|Department|Bank|Minister|Province|Hospital|Commune|Chamber)\sof\s(?:the\s)?[A-ZÀ-Ž][\w'’-]+(?:\s(?:and\s)?[A-ZÀ-Ž][\w'’-]+){0,3})(?![\w-])")
# capitalised words that recognisers take for organizations; a name made only of such words is none
_NOT_NAMES = frozenset(
    "article articles section regulation directive act law gdpr ai data protection privacy dpo dpia dpa dsar sar ceo cto cfo facts holding dispute decision court judge"
    " state government internet web app api llm cctv gps url covid covid-19 press news reuters afp ap bloomberg associated monday tuesday wednesday thursday friday"
    " saturday sunday january february march april may june july august september october november december chapter annex recital eu uk us u.s. u.k. english"
    " the a an this comment share newsletter sme smes pet pets vpn sms id ip personal general legitimate interests consent big tech media tech ngo ngos"
    " dpias scc sccs bcr bcrs dna pdf iban pin ssn hr it ict isp ehr pnr faq rfi ppp usb nfc qr tv hiv gdpr's"
    " supervisory authority controller processor complainant respondent defendant plaintiff data subject terms service privacy policy cookie cookies"
    " generative machine learning artificial intelligence regulatory risk policy affairs public global mr mrs ms justice tribunal court high supreme groups eea efta commission authority agency board regulator commissioner office department council parliament committee ministry government watchdog supervisor ombudsman inspectorate"
    .split())
# words that no personal name holds, however it is capitalised
_NOT_PERSONS = _NOT_NAMES | frozenset(
    "risk regulatory email e-mail alerts alert policy affairs director chief officer committee council board agency authority commission office department ministry"
    " platform platforms app apps online digital services service security safety rights group inc ltd llc corp news media university institute foundation hub"
    " training model models user users customer customers company companies bank ag gmbh article subscribe follow".split())
_PERSON_SHAPE = re.compile(r"^[A-ZÀ-Ž][\w'’.-]+(?:\s+(?:de|van|von|der|den|di|da|del|la|le|bin|al|ten|ter|Mc|O['’])?\s*[A-ZÀ-Ž][\w'’.-]*){1,3}$")
_ROLE = (r"commissioner|director|chief|head|chair(?:man|woman|person)?|president|spokes\w+|officer|executive|minister|counsel|lawyer|attorney|secretary|ombuds\w+|"
         r"founder|deputy|vice|partner|analyst|manager|professor|lead|leader|general|boss|chairperson|advocate|general counsel|supervisor|regulator|CEO|policy|judge|justice|"
         r"coordinator|co-ordinator|engineer|researcher|member|representative|senator|MEP|MP|activist|campaigner|adviser|advisor|expert|fellow|communications|affairs")
_ROLE_WORD = re.compile(rf"\b(?:{_ROLE})\b", re.IGNORECASE)
_FORM_AT_END = re.compile(rf",?\s(?:{_LEGAL_FORM})\.?$")
# first words that many companies share: alone they name none of them
_COMMON_FIRST = frozenset("national international european american british first general global united new digital data online banco bank caixa compania sociedad societe"
                          " grupo group the société azienda clinica hospital centro".split())
_DEFINED = re.compile(
    r"\s*(?:,\s(?:the|as)\s(?:data\s)?(controller|processor)\b"
    r"|\(\s*(?:hereinafter|hereafter|also)?[,:]?\s*(?:the\s+)?[\"“”'‘’]?(?:the\s+)?(?:data\s)?(controller|processor|company|respondent|defendant|bank|hospital|platform|employer)"
    r"[\"“”'‘’]?\s*\))", re.IGNORECASE)
_TITLES = frozenset("mr mrs ms dr prof sir dame lord lady judge justice commissioner president minister senator".split())


_NAME = r"(?P<name>[A-ZÀ-Ž][a-zà-ž]+(?:[-'’][A-ZÀ-Ž]?[a-zà-ž]+)?(?:\s(?:(?:de|van|von|der|den|di|da|del|la|le|bin|al|ten|ter|el)\s){0,2}[A-ZÀ-Ž][\w'’-]+){1,3})"
_SAID_NAME = re.compile(rf"\b(?:said|says|added|told|wrote|explained|argued)\s+{_NAME}(?=,\s(?:the|an?|its|who|whose|{_ROLE})\b|\s(?:of|from|at|for)\s|\.)")
_NAME_ROLE = re.compile(rf"(?<![\w'’-]){_NAME}(?:,\s|\s[—–-]+\s)(?:who\s\w+\s|the\s|an?\s|its\s)?(?:[\w'’-]+\s){{0,5}}?(?:{_ROLE})\b")
_ROLE_NAME = re.compile(rf"\b(?:[Cc]hair|[Cc]ommissioner|[Pp]resident|[Dd]irector|[Mm]inister|[Ss]pokes\w+|[Cc]hief|CEO|[Jj]udge|[Jj]ustice|[Ss]ecretary|[Gg]eneral|[Ss]enator),?\s{_NAME}"
                        r"(?=,|\s(?:said|says|told|added|wrote|has|had|will|ruled|who))")
_ROLES = frozenset("nsubj nsubjpass dobj pobj poss conj appos compound dative".split())
_ROLE_PREPOSITIONS = frozenset("by against into on with from to of at".split())
_OTHER_ENTITIES = frozenset("DATE TIME MONEY PERCENT QUANTITY ORDINAL CARDINAL LAW LANGUAGE EVENT NORP LOC".split())


@dataclass(frozen=True, slots=True)
class Names:
    """New entities with their mentions; `posts` maps a person to the organization spoken for; `roles` the words a text defines."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    posts: Mapping[str, str]
    defined: Mapping[str, str]           # "controller" → entity id
    frequent: frozenset[str]             # new organizations that stand on their own evidence
    weak: frozenset[str]                 # new organizations named once only: no pronoun is taken to mean them


def _proper_phrases(parse: Parse) -> Iterable[tuple[int, int]]:
    """Proper nouns in the role of a party ("*Acme* agreed", "fined *Acme*", "by *Acme*") that the recogniser passed over."""
    for token in parse.doc:
        if token.pos_ != "PROPN" or token.dep_ not in _ROLES or token.ent_type_ in _OTHER_ENTITIES:
            continue
        if token.dep_ == "pobj" and token.head.lower_ not in _ROLE_PREPOSITIONS:
            continue
        first = last = token.i
        for preposition in token.children:     # "Tools for Humanity", "Ligue des droits de l'Homme"
            if preposition.dep_ == "prep" and preposition.i == last + 1 and preposition.lower_ in ("for", "of", "des", "du", "de"):
                following = parse.doc[preposition.i + 1] if preposition.i + 1 < len(parse.doc) else None
                if following is not None and following.pos_ == "PROPN" and following.ent_type_ not in ("GPE", "PERSON") and token.ent_type_ != "PERSON":
                    last = following.head.i if following.dep_ == "compound" else following.i
        while first and parse.doc[first - 1].pos_ == "PROPN" and parse.doc[first - 1].dep_ in ("compound", "amod", "nmod"):
            first -= 1
        yield first, last


def _introduced_people(text: str) -> Iterable[Span]:
    """Names that the grammar of reporting introduces: "said Joost de Kleijn", "Gina Cass-Gottlieb, the chair, …", "Chair Gina Roe said"."""
    for pattern in (_SAID_NAME, _NAME_ROLE, _ROLE_NAME):
        for match in pattern.finditer(text):
            yield Span(*match.span("name"))


def _add_surnames(people: dict[Span, str], orgs: dict[Span, str], ids: dict[str, tuple[str, str]], taken: list[Span], text: str) -> None:
    """Later mentions by surname alone ("Roe added"), also where the recogniser took the surname for something else."""
    surnames: dict[str, str] = {}
    for name in sorted(ids):
        last = name.split()[-1]
        surnames[last] = "" if last in surnames and ids[surnames[last]] != ids[name] else name
    for last, name in surnames.items():
        if not name or len(last) < 3:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(last)}(?![\w-])", text):
            span = Span(*match.span())
            if orgs.get(span) == last:
                del orgs[span]
            if not any(s.overlaps(span) for s in (*people, *orgs, *taken)):
                people[span] = name


def _add_short_names(orgs: dict[Span, str], taken: list[Span], text: str) -> None:
    """ "Acme Systems GmbH" is "Acme Systems" or "Acme" after its first mention, whatever the recogniser made of those."""
    short: dict[str, str] = {}
    for name in sorted(set(orgs.values()), key=lambda n: (-len(n), n)):
        form = _FORM_AT_END.search(name)
        if not form:
            continue
        core = name[:form.start()].rstrip(" ,")
        for candidate in (core, core.split()[0]):
            if len(candidate) > 3 and _is_name(candidate) and candidate.casefold() not in _COMMON_FIRST:
                short.setdefault(candidate, name)
    for candidate, name in short.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(candidate)}(?![\w-])", text):
            span = Span(*match.span())
            if not any(s.overlaps(span) for s in (*orgs, *taken)):
                orgs[span] = name


def _clean(name: str) -> str:
    name = " ".join(name.split())
    name = re.sub(r"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur)\s+", "", name)
    name = re.sub(r"['’]s?$", "", name)
    return name.strip(" ,;:-–—\"“”'’()[]")


def _is_name(name: str, acronym: bool = False) -> bool:
    """Whether words can name a party; a lone acronym only where it is used more than once."""
    words = re.findall(r"[\w.&-]+", name)
    if not words or not any(w[0].isupper() for w in words) or len(name) < 3 or len(name) > 80 or len(words) > 9:
        return False
    if all(w.casefold().strip(".") in _NOT_NAMES or _ROLE_WORD.fullmatch(w) for w in words) or any(c in name for c in "€$£@/|<>{}=\n"):
        return False
    if re.match(r"[A-Z]{3}\s?\d", name):
        return False                      # an amount: "RON 4,970"
    if name.isupper() and len(name) <= 4 and len(words) == 1 and not acronym:
        return False                      # an acronym that no register knows and no name explains
    return bool(re.search(r"[A-Za-zÀ-ž]{2}", name))


def find_names(parses: Iterable[Parse], mentions: Iterable[Mention], text: str, kinds: Mapping[str, str]) -> Names:
    """`kinds` gives the kind of every registered id that `mentions` use."""
    parses, mentions = list(parses), list(mentions)
    taken = sorted((m.span for m in mentions if kinds.get(m.entity) != "jurisdiction"), key=lambda s: s.start)
    places = [m.span for m in mentions if kinds.get(m.entity) == "jurisdiction"]
    orgs: dict[Span, str] = {}
    people: dict[Span, str] = {}
    formed_spans: set[int] = set()
    acronyms = Counter(e.text for p in parses for e in p.doc.ents if e.label_ == "ORG" and e.text.isupper() and " " not in e.text)
    for pattern in (_WITH_FORM, _INSTITUTION):
        for match in pattern.finditer(text):
            _note(orgs, text, Span(*match.span(1)), taken)
            formed_spans.add(match.start(1))
    for span in _introduced_people(text):
        _note(people, text, span, [*taken, *orgs], person=True)
    for parse in parses:
        offset = parse.sentence.span.start
        for ent in parse.doc.ents:
            span = Span(offset + ent.start_char, offset + ent.end_char)
            if ent.label_ == "ORG":
                _note(orgs, text, span, [*taken, *people], acronym=acronyms[ent.text] > 1)
            elif ent.label_ == "PERSON":
                _note(people, text, span, taken, person=True)
    named = _merge(people, _person_key)    # a lone name that ends no full name is no person: it may be a company
    formed_names = [orgs[o] for o in orgs if o.start in formed_spans]
    people = {span: name for span, name in people.items()
              if name in named and not any(o.overlaps(span) for o in orgs) and not any(f.startswith(name) for f in formed_names)}
    recognised = frozenset(orgs)
    for parse in parses:
        for first, last in _proper_phrases(parse):
            span = parse.span(first, last)
            if not any(p.holds(span) for p in places):
                _note(orgs, text, span, [*taken, *people])
    person_ids = _merge(people, _person_key)
    _add_surnames(people, orgs, person_ids, taken, text)
    _add_short_names(orgs, [*taken, *people, *places], text)
    org_ids = _merge({s: n for s, n in orgs.items()}, lambda n: n)
    found = [Mention(i, s, "ner") for s, i in {**{s: person_ids[n][0] for s, n in people.items() if n in person_ids},
                                               **{s: org_ids[n][0] for s, n in orgs.items() if n in org_ids}}.items()]
    entities: dict[str, Entity] = {}
    for table, kind in ((person_ids, "person"), (org_ids, "organization")):
        for name, (slug, full) in table.items():
            known = entities.get(slug)
            aliases = tuple(sorted({name, *(known.aliases if known else ())} - {full}))
            entities[slug] = Entity(slug, iris.mint_entity(kind, slug), kind, full, aliases, None, registered=False)  # type: ignore[arg-type]
    everyone = sorted([*((m.span, m.entity) for m in mentions if kinds.get(m.entity) in ("regulator", "organization")),
                       *((s, org_ids[n][0]) for s, n in orgs.items() if n in org_ids)])
    posts = _posts(people, person_ids, everyone, text)
    defined: dict[str, str] = {}
    for span, entity in everyone:
        definition = _DEFINED.match(text, span.end, min(len(text), span.end + 60))
        if definition:
            defined.setdefault((definition[1] or definition[2]).casefold(), entity)
    counts = Counter(m.entity for m in found if m.span in recognised)
    formed = {m.entity for m in found if m.span.start in formed_spans} | set(defined.values())
    frequent = frozenset(i for i, n in counts.items() if n > 1 or i in formed)
    every = Counter(m.entity for m in found)
    weak = frozenset(i for i, n in every.items() if n == 1 and i not in formed and entities[i].kind == "organization")
    return Names(tuple(sorted(entities.values(), key=lambda e: e.id)), tuple(sorted(found, key=lambda m: (m.span, m.entity))), posts, defined, frequent, weak)


def _note(table: dict[Span, str], text: str, span: Span, taken: list[Span], person: bool = False, acronym: bool = False) -> None:
    raw = span.of(text)
    name = _clean(raw)
    if not name:
        return
    start = span.start + raw.find(name.split()[0]) if name.split()[0] in raw else span.start
    words = name.split()
    if person and words[0].casefold().strip(".") in _TITLES:
        start += raw[start - span.start:].find(words[1]) if len(words) > 1 else 0
        name = " ".join(words[1:])
    end = start + len(name)
    if text[start:end] != name or not _is_name(name, acronym):
        return
    span = Span(start, end)
    if any(t.overlaps(span) for t in taken) or any(o.overlaps(span) for o in table):
        return
    if text[start - 1:start].isalnum() or text[end:end + 1].isalnum():
        return
    if person and any(w.casefold() in _NOT_PERSONS for w in name.split()):
        return
    if person and not (_PERSON_SHAPE.match(name) or (" " not in name and name[0].isupper() and name.isalpha())):
        return
    table[span] = name


def _person_key(name: str) -> str:
    return name


def _merge(found: Mapping[Span, str], key: object) -> dict[str, tuple[str, str]]:
    """name → (slug, fullest name): a shorter name that begins or (for people) ends a longer one means the same."""
    names = sorted(set(found.values()), key=lambda n: (-len(n.split()), -len(n), n))
    people = key is _person_key
    full: dict[str, str] = {}
    for name in names:
        words = name.casefold().split()
        home = None
        for longer in full.values():
            other = longer.casefold().split()
            if words == other or (len(words) < len(other) and (other[:len(words)] == words or (people and other[-len(words):] == words))):
                home = longer
                break
        full[name] = home or name
    result = {}
    for name, fullest in full.items():
        if people and " " not in fullest:
            continue                      # a lone surname or first name is nobody we can name
        result[name] = (iris.slug(fullest), fullest)
    return result


def _posts(people: Mapping[Span, str], ids: Mapping[str, tuple[str, str]], organizations: list[tuple[Span, str]], text: str) -> dict[str, str]:
    """Person → organization, from an apposition after the name or a title before it."""
    posts: dict[str, str] = {}
    for span, name in sorted(people.items(), key=lambda item: item[0]):
        if name not in ids or ids[name][0] in posts:
            continue
        organization = _after(span, organizations, text) or _before(span, organizations, text)
        if organization:
            posts[ids[name][0]] = organization
    return posts


def _after(span: Span, organizations: list[tuple[Span, str]], text: str) -> str | None:
    stop = re.compile(r"[“”\"\n;:]|\. |\bsaid\b|\bsays\b|\bstated\b|\btold\b|\badded\b").search(text, span.end)
    limit = min(stop.start() if stop else len(text), span.end + 160)
    window = text[span.end:limit]
    if not re.match(r"\s*[,(–—-]|\s+(?:of|from|at|for)\s", window):
        return None
    for other, entity in organizations:
        if span.end <= other.start and other.start < limit:
            between = text[span.end:other.start]
            if _ROLE_WORD.search(between) or re.match(r"^\s*(?:,\s*)?(?:of|from|at|for|with)\s+(?:the\s+)?$", between) or _ROLE_WORD.search(other.of(text)) or \
                    re.match(r"^[\s,]*(?:the\s+)?$", between) and _ROLE_WORD.search(text[other.end:other.end + 60]):
                return entity
    return None


def _before(span: Span, organizations: list[tuple[Span, str]], text: str) -> str | None:
    for other, entity in reversed(organizations):
        if other.end <= span.start <= other.end + 70:
            between = text[other.end:span.start]
            if re.fullmatch(r"(?:['’]s)?\s*(?:[\w'’-]+[\s,]+){0,7}", between) and (_ROLE_WORD.search(between) or _ROLE_WORD.search(other.of(text))):
                return entity
    # "data protection commissioner of X, Jane Roe": title, organization, comma, name
    for other, entity in reversed(organizations):
        if other.end <= span.start <= other.end + 3 and text[other.end:span.start].strip() in (",", "") and _ROLE_WORD.search(text[max(0, other.start - 60):other.start]):
            return entity
    return None
