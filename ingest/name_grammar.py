"""What a name looks like: legal forms, institutions, the names that the grammar of reporting introduces, and what is no name."""
from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model import Span
from ingest.wordlists import words

_LEGAL_FORM = (
    r"\(?Pty\)?\.?\s(?:Ltd|Limited)|Inc|Corp|Corporation|Ltd|Limited|LLC|LLP|L\.P|PLC|plc"                         # English
    r"|GmbH|AG|SE|KG"                                                                                            # German, European
    r"|S\.?A\.?S?\.?U?|[Ss]\.?[Rr]\.?[Ll](?:\.?[Ss])?|[Ss]\.?[Pp]\.?[Aa]|S\.?L\.?U?|S\.?C\.?S|B\.?V|N\.?V"         # Romance, Dutch
    r"|A/S|ApS|AB|AS|ASA|A\.I\.E|Oyj?|OÜ|ehf|hf"                                                                 # Nordic
    r"|d\.o\.o|s\.r\.o|a\.s|EOOD|OOD|EAD|Kft|Zrt|Nyrt|Sp\. z o\.o"                                               # Central European
    r"|Pty|SFC|Holdings?|Group")
_WORD = r"[A-ZÀ-Ž0-9][\w&'’.-]*"
_WITH_FORM = re.compile(rf"(?<![\w])((?:(?:{_WORD}|&|of|and|de|del|la|e)[^\S\n]+){{0,6}}{_WORD},?[^\S\n]+(?:{_LEGAL_FORM})(?!\w)\.?)")
_FORM_AT_END = re.compile(rf",?\s(?:{_LEGAL_FORM})\.?$")
# Public bodies and institutions are named by what they are: "Riverton City Council", "University of Riverton".
_INSTITUTION = re.compile(
    r"""(?<![\w-])(
      (?:[A-ZÀ-Ž][\w'’-]+[ ]){1,3}
        (?:[Mm]unicipality|[Hh]ospital|(?:City|County|Town|Borough|Regional)\s[Cc]ouncil|University|[Bb]ank|[Cc]linic|[Pp]olice)
      |(?:Municipality|University|City|Ministry|Department|Bank|Minister|Province|Hospital|Commune|Chamber)\sof\s(?:the\s)?
        [A-ZÀ-Ž][\w'’-]+(?:\s(?:and\s)?[A-ZÀ-Ž][\w'’-]+){0,3}
    )(?![\w-])""", re.VERBOSE)

# The posts that people speak from.
ROLE = (
    r"commissioner|director|chief|head|chair(?:man|woman|person)?|president|spokes\w+|officer|executive|minister|counsel|lawyer|attorney|secretary|ombuds\w+"
    r"|founder|deputy|vice|partner|analyst|manager|professor|lead|leader|general|boss|chairperson|advocate|general counsel|supervisor|regulator|CEO|policy"
    r"|judge|justice|coordinator|co-ordinator|engineer|researcher|member|representative|senator|MEP|MP|activist|campaigner|adviser|advisor|expert|fellow"
    r"|communications|affairs")
ROLE_WORD = re.compile(rf"\b(?:{ROLE})\b", re.IGNORECASE)
TITLES = words("commissioner dame dr judge justice lady lord minister mr mrs ms president prof senator sir")
_NAME = (
    r"(?P<name>[A-ZÀ-Ž][a-zà-ž]+(?:[-'’][A-ZÀ-Ž]?[a-zà-ž]+)?"
    r"(?:\s(?:(?:de|van|von|der|den|di|da|del|la|le|bin|al|ten|ter|el)\s){0,2}[A-ZÀ-Ž][\w'’-]+){1,3})")
_INTRODUCTIONS = (
    # "said Joost de Kleijn, a lawyer"
    re.compile(rf"\b(?:said|says|added|told|wrote|explained|argued)\s+{_NAME}(?=,\s(?:the|an?|its|who|whose|{ROLE})\b|\s(?:of|from|at|for)\s|\.)"),
    # "Gina Cass-Gottlieb, the chair of …"
    re.compile(rf"(?<![\w'’-]){_NAME}(?:,\s|\s[—–-]+\s)(?:who\s\w+\s|the\s|an?\s|its\s)?(?:[\w'’-]+\s){{0,5}}?(?:{ROLE})\b"),
    # "Chair Gina Roe said"
    re.compile(
        r"\b(?:[Cc]hair|[Cc]ommissioner|[Pp]resident|[Dd]irector|[Mm]inister|[Ss]pokes\w+|[Cc]hief|CEO|[Jj]udge|[Jj]ustice|[Ss]ecretary|[Gg]eneral|[Ss]enator)"
        rf",?\s{_NAME}(?=,|\s(?:said|says|told|added|wrote|has|had|will|ruled|who))"),
)
_PERSON_SHAPE = re.compile(
    r"^[A-ZÀ-Ž][\w'’.-]+(?:\s+(?:de|van|von|der|den|di|da|del|la|le|bin|al|ten|ter|Mc|O['’])?\s*[A-ZÀ-Ž][\w'’.-]*){1,3}$")

# Capitalised words that recognisers take for organizations; a name made only of such words is none.
_NOT_NAMES = words(
    "a an the this",
    "monday tuesday wednesday thursday friday saturday sunday",
    "january february march april may june july august september october november december",
    "eea efta english eu u.k. u.s. uk us",
    "act annex article articles chapter directive law recital regulation section",
    "gdpr gdpr's data interests legitimate personal policy privacy protection risk terms consent cookie cookies",
    "bcr bcrs dpa dpia dpias dpo dsar sar scc sccs",
    "complainant controller defendant plaintiff processor respondent subject",
    "authority board commission committee council court department government ministry office parliament state tribunal",
    "agency commissioner inspectorate judge justice ombudsman regulator regulatory supervisor supervisory watchdog high supreme decision dispute",
    "ceo cfo cto hr mr mrs ms ngo ngos",
    "afp ap associated bloomberg comment facts media news newsletter press reuters share",
    "big generative groups holding intelligence artificial learning machine tech",
    "ai api app cctv gps ict internet ip isp llm nfc pdf qr sms tv url usb vpn web",
    "covid covid-19 dna ehr hiv iban id pin pnr ssn",
    "faq pet pets ppp rfi sme smes it",
    "affairs general global public service",
)
# Words that no personal name holds, however it is capitalised.
_NOT_PERSONS = _NOT_NAMES | words(
    "agency authority board commission committee council department foundation institute ministry office university",
    "affairs chief director officer policy regulatory risk",
    "ag bank companies company corp gmbh group inc llc ltd",
    "app apps digital online platform platforms security service services",
    "customer customers model models training user users",
    "alert alerts article e-mail email follow hub media news subscribe",
    "rights safety",
)
MAX_NAME = 80                            # code points
MAX_WORDS = 9


def organization_spans(text: str) -> Iterator[Span]:
    """Names that say what they are: with a legal form ("Acme Systems GmbH"), then those of institutions."""
    for pattern in (_WITH_FORM, _INSTITUTION):
        for match in pattern.finditer(text):
            yield Span(*match.span(1))


def introduced_people(text: str) -> Iterator[Span]:
    """Names that the grammar of reporting introduces: "said Joost de Kleijn, …", "Gina Cass-Gottlieb, the chair", "Chair Gina Roe said"."""
    for pattern in _INTRODUCTIONS:
        for match in pattern.finditer(text):
            yield Span(*match.span("name"))


def without_form(name: str) -> str | None:
    """The name without its legal form; None when it has none."""
    form = _FORM_AT_END.search(name)
    return name[:form.start()].rstrip(" ,") if form else None


def bare(name: str) -> str:
    """A name in one line without the article before it, the genitive after it and marks around it."""
    name = " ".join(name.split())
    name = re.sub(r"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur)\s+", "", name)
    name = re.sub(r"['’]s?$", "", name)
    return name.strip(" ,;:-–—\"“”'’()[]")


def is_name(name: str, acronym: bool = False) -> bool:
    """Whether words can name a party; a lone acronym only where it is used more than once (`acronym`)."""
    parts = re.findall(r"[\w.&-]+", name)
    if not any(p[0].isupper() for p in parts) or not 3 <= len(name) <= MAX_NAME or len(parts) > MAX_WORDS:
        return False
    if all(p.casefold().strip(".") in _NOT_NAMES or ROLE_WORD.fullmatch(p) for p in parts) or any(c in name for c in "€$£@/|<>{}=\n"):
        return False
    if re.match(r"[A-Z]{3}\s?\d", name):
        return False                      # an amount: "RON 4,970"
    if name.isupper() and len(name) <= 4 and len(parts) == 1 and not acronym:
        return False                      # an acronym that no register knows and no name explains
    return bool(re.search(r"[A-Za-zÀ-ž]{2}", name))


def is_person(name: str) -> bool:
    """Whether a name can be a person's: of two to five words, or a lone capitalised one that may turn out to be a surname."""
    if any(w.casefold() in _NOT_PERSONS for w in name.split()):
        return False
    return bool(_PERSON_SHAPE.match(name)) or (name[0].isupper() and name.isalpha())
