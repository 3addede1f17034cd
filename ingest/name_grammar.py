"""What a name looks like: capitals, legal forms, institutions; what is a name, and what is a person's."""
from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.first_names import is_first_name
from ingest.located import Located
from ingest.model import Span
from ingest.name_words import INSTITUTIONS, NOT_NAME_ENDS, NOT_NAMES, NOT_PERSONS, ORGANIZATION_ENDS, POST, POSTS, REGIONS, ROLE_WORD, TITLES, is_word_of

UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x250)) if c.isupper())
"""Capitals of Latin scripts, for use inside brackets."""
_LOWER = "a-z" + "".join(c for c in map(chr, range(0xDF, 0x250)) if c.islower())
LEGAL_FORM = (
    r"\(?Pty\)?\.?\s(?:Ltd|Limited)|Pte\.?\s(?:Ltd|Limited)|Pvt\.?\s(?:Ltd|Limited)|Co\.?,?\s(?:Ltd|Limited|Inc)|Inc|Corp|Corporation|Incorporated"
    r"|Ltd|Limited|LLC|LLP|L\.P|LP|PLC|plc|CIC|DAC|Unlimited\sCompany|UC|Co|Company|Companies|PBC|P\.C|PJSC|JSC"                         # English
    r"|(?:GmbH|AG|SE|UG|KG)\s&\sCo\.?\s(?:KG|KGaA|OHG)|gGmbH|GmbH|mbH|KGaA|AG|SE|KG|OHG|UG|e\.\s?V|eG|GesmbH"                              # German
    r"|S\.?A\.?\sde\sC\.?V|S\.?A\.?P\.?I|S\.?A\.?S?\.?U?|[Ss]\.?[AaÀà]\.?[Rr]\.?[Ll]|[Ss]\.?[Rr]\.?[Ll](?:\.?[Ss])?|[Ss]\.?[Pp]\.?[Aa]|S\.?L\.?U?"
    r"|S\.?C\.?S|S\.?C\.?A|S\.?C\.?R\.?L|S\.?P\.?R\.?L|S/A|Ltda|Lda|EIRL|EURL|B\.?V|N\.?V|V\.?O\.?F|C\.?V"                              # Romance, Dutch
    r"|A/S|P/S|I/S|K/S|ApS|AB|AS|ASA|A\.I\.E|Oyj?|OÜ|ehf|hf"                                                                 # Nordic
    r"|d\.\s?o\.\s?o|d\.d|s\.\s?r\.\s?o|a\.\s?s|EOOD|OOD|EAD|AD|Kft|Zrt|Nyrt|Bt|[Ss]p\.\sz\s?o\.\s?o|UAB|SIA|A\.?Ş"                      # Central European
    r"|Sdn\.?\sBhd|Bhd|Tbk|K\.K|Pty|SFC|Holdings?|Group")
_WORD = rf"(?:[{UPPER}0-9][\w&'’.-]*|[a-z]{{1,2}}[A-Z][\w-]+)"
_SMALL = r"&|\+|of|and|et|und|y|e|de|del|der|des|di|du|la|für|for"
_WITH_FORM = re.compile(
    rf"(?<![\w.])(?<!\d,)(?!(?:Inc|Ltd|Limited|PLC|plc|LLC|GmbH|AG)\b)"
    rf"((?:(?:{_WORD}|{_SMALL})[^\S\n]+){{0,6}}{_WORD}(?:[^\S\n]\([{UPPER}][\w ]{{1,20}}\))?,?[^\S\n]+(?:{LEGAL_FORM})(?![\w&])\.?)")
_TWO_NAMES = re.compile(rf"[^\S\n](?:{LEGAL_FORM})(?P<end>\.?,?[^\S\n](?:and|&|or|und|et|y)[^\S\n]|\.[^\S\n])(?=[{UPPER}])(?!Co\b|(?:{LEGAL_FORM})(?!\w))")
_FORM_AT_END = re.compile(rf",?\s(?:{LEGAL_FORM})\.?$")
# Public bodies, associations and institutions are named by what they are: "Riverton City Council", "University of Riverton".
_ENDS = (
    r"[Mm]unicipality|[Hh]ospitals?|(?:City|County|Town|Borough|Regional|District|Parish)\s[Cc]ouncil|University|College|Bank|Clinics?|[Pp]olice"
    r"|Foundation|Alliance|Association|Institute|Federation|Union|Coalition|Forum|Society|Initiative|League|Chamber|Trust|Consortium|Observatory"
    r"|Airlines|Airways|Technologies|Laboratories|Labs|Pharmaceuticals|Studios|Railways|School\sDistrict|Public\sSchools|Campaign|Taskforce|Task\sForce"
    r"|Project|Network|Legislature|Senate|Club|Casino|Supermarkets?|Insurance")
_HEADS = (
    r"Municipality|University|City|Ministry|Department|Bank|Minister|Province|Hospital|Commune|Chamber|Institute|Association|Federation|Society|Bureau"
    r"|Cent(?:er|re)|Campaign|Council|Foundation|Union|Office|School|College|Coalition|Alliance|Academy")
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
_CAP = rf"[{UPPER}][\w'’-]*"
_INSTITUTION = re.compile(
    rf"""(?<![\w'’-])(
      (?:{_CAP}[ ](?:(?:and|of|for|&)[ ])?){{1,5}}?(?:{_ENDS})(?:[ ](?:{_ENDS}))?(?:[ ](?:of|for)[ ](?:the[ ])?{_CAP}(?:[ ]{_CAP}){{0,2}})?
      |(?:{_HEADS}|(?:Royal[ ])?Commission(?=[ ]into))\s(?:of|for|on|into)\s(?:the\s)?(?!{_DAY}){_CAP}(?:,?\s(?:and\s|of\s)?{_CAP}){{0,4}}
      |(?:{_CAP}[ ](?:(?:and|of|for|&)[ ])?){{2,6}}?(?:Agency|Authority|Administration|Inspectorate|Tribunal|Commission|Bureau|Ombudsman)
    )(?![\w-])""", re.VERBOSE)

PARTICLES = r"de|van|von|der|den|di|da|dos|das|del|della|la|le|bin|bint|ibn|al|el|ten|ter|te|zu|af|av|dal|do|du|y|e"
_FAMILY = rf"(?:(?:{PARTICLES})\s){{0,2}}(?:d['’]|[Dd]e|[Mm]c|Mac|O['’])?(?:[{UPPER}][\w'’-]*\w|[{UPPER}]\.?)"
FULL_NAME = rf"(?:[{UPPER}][{_LOWER}]+(?:[-'’][{UPPER}]?[{_LOWER}]+)*|[A-Z]{{2}}|[A-Z]\.(?:\s?[A-Z]\.)?)(?:\s{_FAMILY}){{1,3}}"
"""A first name and up to three more, with initials and particles; not yet known to be a person's."""
_PERSON_SHAPE = re.compile(rf"^(?:[A-Z]\.[A-Z]\.|[{UPPER}][\w'’-]*\.?)(?:\s{_FAMILY}){{1,4}}$")
_GENITIVE = re.compile(r"['’]s?$")
_ACRONYM = re.compile(rf"(?P<full>(?:[{UPPER}][\w'’&-]*\s(?:(?:of|for|and|the|on|in|to|de|des|du|la|di|da|do|für|der|&)\s){{0,2}}){{1,8}})"
                      rf"\((?:the\s)?[“\"‘]?(?P<short>[{UPPER}][\w&-]{{1,9}})[”\"’]?\)")
_IN_BRACKETS = re.compile(r"\((?:the\s)?[“\"‘]?(?P<short>[A-Z](?:[A-Z&-]|[a-z](?=[A-Z])){1,7})s?[”\"’]?\)")
_WORDS_BEFORE = re.compile(r"(?:[\w'’]+[\s/-]+){1,7}\Z")
_REACH = 200                             # code points before an acronym in which it is explained
_UNLETTERED = ("a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with")
_BYLINE = re.compile(
    r"(?:\b(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Pp]hotograph(?:ed|s|y)?|[Pp]hotos?|[Ii]llustration|[Ii]mages?|[Cc]redits?)(?:\sby\b|:)"
    r"|(?:^|\n)[ *_]*(?:By|Words by|Author:|Written by)\s+(?=[A-Z])|\b[A-Z]{3,}/(?=[A-Z]))[^\n.]{0,120}")
_DATELINE = re.compile(r"(?:^|\n)[A-Z][\w ,.'’-]{2,50}\([A-Z][\w ]+\)\s*(?=[-–—])")       # "ALBURY, March 3 (News Agency) -"
_STOP_AFTER = re.compile(r"(?<![\w.])(?!(?:Inc|Ltd|Corp|Co|Bros|Jr|Sr)\.$)[^\s.]+\.$")     # the full stop of a sentence, not of an abbreviation
MAX_NAME = 80                            # code points
MAX_WORDS = 9


def organization_spans(text: str) -> Iterator[Span]:
    """Names that say what they are: with a legal form ("Acme Systems GmbH"), then those of institutions that stand in none of them."""
    formed = list(_formed(text))
    yield from formed
    held = Located(formed, lambda span: span)
    for match in _INSTITUTION.finditer(text):
        institution = Span(*match.span(1))
        if not any(span.holds(institution) for span in held.touching(institution)):
            yield institution


def _formed(text: str) -> Iterator[Span]:
    for match in _WITH_FORM.finditer(text):
        start = match.start(1)
        for joint in _TWO_NAMES.finditer(match[1]):      # "Acme Ltd and Example GmbH" are two, and so are names of two sentences
            yield Span(start, match.start(1) + joint.start("end"))
            start = match.start(1) + joint.end()
        yield Span(start, match.end(1))


def acronyms(text: str) -> Iterator[tuple[Span, Span]]:
    """Where a body is named in full and the acronym beside it: "the *Riverton Data Alliance* (*RDA*)"."""
    for match in _ACRONYM.finditer(text):
        words = list(re.finditer(r"\S+", match["full"]))
        letters = [c.casefold() for c in match["short"] if c.isalpha()]
        for number in reversed(range(len(words))):
            inside = [w[0] for w in words[number:]]
            capitals = [w[0].casefold() for w in inside if w[0].isupper()]
            if inside[0][0].isupper() and capitals == letters:
                if _is_institution(inside):
                    start = match.start("full") + words[number].start()
                    yield Span(start, match.start("full") + words[-1].end()), Span(*match.span("short"))
                break


def _is_institution(words: list[str]) -> bool:
    first, last = words[0].casefold(), words[-1].casefold()
    return last in INSTITUTIONS | ORGANIZATION_ENDS | REGIONS or first in INSTITUTIONS or any(w.casefold() in INSTITUTIONS for w in words)


def explained(text: str) -> frozenset[str]:
    """Acronyms that the text explains as something else than an institution: "real-time bidding (RTB)", "Acme Data Feature (ADF)"."""
    found = set()
    for match in _IN_BRACKETS.finditer(text):
        before = _WORDS_BEFORE.search(text[max(0, match.start() - _REACH):match.start()])
        if before is None:
            continue
        letters = [c.casefold() for c in match["short"] if c.isalpha()]
        words = [w for w in re.split(r"[\s/-]+", before[0]) if w]
        for number in range(len(words)):
            inside = [w for w in words[number:] if w.casefold() not in _UNLETTERED]
            if inside and inside[0] == words[number] and letters in (_initials(inside), _initials(words[number:])) and not _is_institution(words[number:]):
                found.add(match["short"])
    return frozenset(found)


def is_short_for_words(acronym: str, text: str) -> bool:
    """Whether small words of a text have the letters of an acronym as initials: "facial height testing" and FHT."""
    letters = [c.casefold() for c in acronym]
    return len(letters) > 2 and re.search(rf"(?<![\w-]){r'[ -]'.join(rf'{re.escape(c)}[a-z]{{3,}}' for c in letters)}(?![\w-])", text) is not None


def _initials(parts: list[str]) -> list[str]:
    return [c.casefold() for w in parts for c in (w if w.isupper() else w[0])]


def byline_spans(text: str) -> list[Span]:
    """Who reported, edited and photographed, to the end of the line or sentence; and from where."""
    return [Span(*m.span()) for pattern in (_BYLINE, _DATELINE) for m in pattern.finditer(text)]


def without_form(name: str) -> str | None:
    """The name without its legal form; None when it has none."""
    form = _FORM_AT_END.search(name)
    if form is None:
        return None
    core = name[:form.start()].rstrip(" ,")
    return without_form(core) or core


def bare(name: str) -> str:
    """A name in one line without the article before it, the genitive after it and marks around it."""
    name = " ".join(name.split())
    name = re.sub(r"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur|[Tt]heir|[Bb]oth|[Aa]nd|[Ii]n|[Bb]y|[Ff]or|[Oo]f|[Aa]gainst|[Ww]hile|[Ww]hen|[Ii]f|[Bb]ut)\s+", "", name)
    name = _GENITIVE.sub("", name)
    name = name.strip(" ,;:-–—\"“”'’()[]")
    return name[:-1] if _STOP_AFTER.search(name) else name


def is_name(name: str, acronym: bool = False) -> bool:
    """Whether words can name a party; a lone acronym only where it is used more than once (`acronym`)."""
    parts = re.findall(r"[\w.&/-]+", name)
    if not any(any(c.isupper() for c in p) for p in parts) or not 3 <= len(name) <= MAX_NAME or len(parts) > MAX_WORDS:
        return False
    formed = without_form(name) is not None
    if all(p.casefold().strip(".") in NOT_NAMES or all(map(ROLE_WORD.fullmatch, p.split("-"))) for p in parts) or any(c in name for c in "€$£@|<>{}=\n"):
        return False
    if "/" in name and not formed:
        return False
    if POST.match(name) or (len(parts) > 1 and is_word_of(parts[-1:], POSTS)):
        return False                      # "Executive Director of Technology", "Opposition Leader"
    if re.match(r"[A-Z]{3}\s?\d", name) or re.fullmatch(r"[A-Z]{2,5}\.[A-Z]{1,2}", name) or (len(parts) > 1 and is_word_of(parts[-1:], NOT_NAME_ENDS)):
        return False                      # an amount: "RON 4,970"; a share: "ACME.O"; a law or a document
    if name.isupper() and len(name) <= 4 and len(parts) == 1 and not acronym:
        return False                      # an acronym that no register knows and no name explains
    return len(re.findall(r"[^\W\d_]", name)) > 1


def is_person(name: str) -> bool:
    """Whether a name can be a person's: of two to five words, or a lone capitalised one that may turn out to be a surname."""
    parts = name.split()
    if any(w.casefold().strip(".") in NOT_PERSONS for w in parts) or (len(parts) > 1 and is_word_of(parts[-1:], ORGANIZATION_ENDS)):
        return False
    return bool(_PERSON_SHAPE.match(name)) or (name[:1].isupper() and name.isalpha())


def begins_like_a_person(name: str) -> bool:
    """Whether the first word, or the first after a title, is a first name."""
    parts = [p for p in name.split() if p.casefold().strip(".") not in TITLES]
    return bool(parts) and is_first_name(parts[0])
