"""Words that tell what a name is, and what is none: all lists hold folded words."""
from __future__ import annotations

import re

from ingest.wordlists import words

# The posts that people speak from.
ROLE = (
    r"commissioner|director|chief|head|chair(?:man|woman|person)?|president|spokes\w+|officer|executive|minister|counsel|lawyer|attorney|secretary|ombuds\w+"
    r"|AG|DA|founder|co-founder|cofounder"
    r"|deputy|vice|partner|analyst|manager|professor|lead|leader|general|boss|chairperson|advocate|general counsel|supervisor"
    r"|regulator|CEO|CFO|CTO|COO|DPO|policy|chief executive|judge|justice|magistrate|prosecutor|coordinator|co-ordinator|engineer|researcher|scientist|member"
    r"|representative|senator|congress(?:man|woman)|lawmaker|MEP|MP|TD|activist|campaigner|adviser|advisor|expert|fellow|investigator|inspector|mayor|governor"
    r"|communications|affairs|owner|author|editor|billionaire|entrepreneur|solicitor|barrister|delegate|rapporteur|ambassador|whistleblower")
ROLE_WORD = re.compile(rf"\b(?:{ROLE})\b", re.IGNORECASE)
# A post that is named by what it is for: "Executive Director of Technology"; of ministers their house is meant.
POST = re.compile(rf"(?:(?:{ROLE}|assistant|executive|senior|deputy)\s)*(?!minister\b|commissioner\b|ombuds)(?:{ROLE})\s(?:of|for)\s", re.IGNORECASE)
# … and the last word of one.
POSTS = words("ceo chairman chairwoman chairperson director executive leader manager minister officer president secretary spokesman spokesperson spokeswoman")
TITLES = words(
    "adv ag attorney commissioner congressman congresswoman dame dr gov hon judge justice lady lord madam mep minister mp mr mrs ms mx",
    "president prof professor rep sen senator sir",
)

HONORIFICS = words("adv dame dr hon lady lord madam mr mrs ms mx prof professor sir")

WEEKDAYS_AND_MONTHS = words(
    "monday tuesday wednesday thursday friday saturday sunday",
    "january february march april may june july august september october november december",
)
# Capitalised words that recognisers take for organizations; a name made only of such words is none.
NOT_NAMES = WEEKDAYS_AND_MONTHS | words(
    "a an the this",
    "eea efta english eu u.k. u.s. uk us",
    "bgn chf czk dkk eur gbp hrk huf isk nok pln ron sek usd",
    "act annex article articles chapter directive law recital regulation section",
    "gdpr gdpr's data interests legitimate personal policy privacy protection risk terms consent cookie cookies",
    "bcr bcrs dpa dpia dpias dpo dsar sar scc sccs tia",
    "complainant controller defendant plaintiff processor respondent subject applicant appellant claimant",
    "authority board commission committee council court department government ministry office parliament state tribunal chamber senate sa sas",
    "authorities boards commissions committees councils courts departments governments ministries parliaments states tribunals agencies regulators",
    "agency commissioner inspectorate judge justice ombudsman regulator regulatory supervisor supervisory watchdog high supreme decision dispute appeal",
    "commissioners directive directives guideline guidelines laws regulations watchdogs",
    "administrative civil commercial competition constitutional consumer consumers criminal data-protection digital district",
    "federal human local market markets national regional trade industry association associations rights",
    "ceo cfo cto hr mr mrs ms ngo ngos",
    "afp ap associated bloomberg comment facts media news newsletter press reuters share update release immediate",
    "big generative groups holding intelligence artificial learning machine tech",
    "ai api app cctv gps ict internet ip isp llm nfc pdf qr sms tv url usb vpn web",
    "covid covid-19 dna ehr hiv iban id pin pnr ssn",
    "faq pet pets ppp rfi sme smes it",
    "affairs general global public service",
    "bank company companies firm firms group groups other others platform platforms provider providers user users store stores",
    "inc incorporated corp corporation llc llp ltd limited plc gmbh ag co",
    "case file ref reference no nr number",
    "background conclusion findings holding summary outcome introduction comments",
    "advertisement contact sign subscribe read more related also photo image video",
    "writ adv bill prime",
    "art first second third fourth network networks houses republic",
    "brokers carriers insurers lenders retailers supermarkets telcos maker owner parent rival",
    "security sovereignty democracy kingdom",
    "opposition enforcement oversight central compliance payment payments operator operators mobile cellular money transfer",
)
# Words that no personal name holds, however it is capitalised.
NOT_PERSONS = NOT_NAMES - words("may june april august justice") | words(
    "agency authority board commission committee council department foundation institute ministry office university",
    "affairs chief director division officer policy regulatory risk",
    "ag bank companies company corp gmbh group inc llc ltd",
    "app apps digital online platform platforms security service services",
    "customer customers model models training user users",
    "alert alerts article e-mail email follow hub media news subscribe",
    "rights safety university college school hospital clinic church street road avenue airport",
    "inquiry investigation review ruling settlement complaint appeal fine order ban",
)
# A name that ends in one of these is a law, a document or an event.
NOT_NAME_ENDS = words(
    "accord act agreement amendment award bill charter code constitution convention decree directive framework guidelines law laws order ordinance",
    "no notice pact policy principles protocol regulation regulations report rule rules statement treaty",
    "conference day month summit week year",
    "impact assessment clauses shield",
)
# A name of two words and more that ends in one of these is an organization.
ORGANIZATION_ENDS = words(
    "airlines airways analytics bank biotech broadcasting capital consulting electronics energy enterprises entertainment foods games gaming health healthcare",
    "hotels industries insurance interactive labs laboratories logistics media mobility motors networks partners pharma pharmaceuticals productions railways",
    "robotics software solutions stores studios supermarkets systems technologies telecom telecommunications telekom ventures",
)
# What bodies, associations and institutions call themselves.
INSTITUTIONS = words(
    "agency alliance association authority board bureau campaign center centre chamber club coalition college commission committee congress consortium",
    "council court department directorate federation forum foundation initiative inspectorate institute institution league legislature ministry network office",
    "ombudsman observatory party police school senate society taskforce tribunal trust union university",
)

# How associations end that are named by where they work: "Digital Frontiers Australia".
REGIONS = words("africa america asia australia britain canada europe france germany global india international ireland italy kenya nigeria spain uk usa",
                "worldwide")
# … and what is still any body where only its country stands before it: "Belgian Court".
NOT_BODIES = words(
    "agency authority board commission committee court department inspectorate ministry office ombudsman parliament police senate tribunal union",
    "council network party",
)

# Nouns that say what a name beside them is: "the campaign group X", "X, a data broker".
COMPANY_KINDS = words(
    "airline bank broadcaster broker brokerage business carmaker carrier chain company conglomerate contractor corporation developer distributor exchange firm",
    "grocer insurer lab laboratory lender maker manufacturer marketplace operator processor provider publisher retailer seller startup start-up studio",
    "bookmaker café casino club dealer dealership gym lounge newspaper pharmacy restaurant supermarket",
    "subsidiary supplier telco university utility vendor wholesaler hospital clinic hotel employer municipality agency affiliate arm unit",
)
GROUP_KINDS = words(
    "alliance association charity coalition collective federation foundation group lobby network ngo non-profit nonprofit organisation organization",
    "think-tank thinktank union",
)
PRODUCT_KINDS = words("app assistant browser chatbot cryptocurrency device drug extension feature game medicine model painkiller portal",
                      "site smartphone smartwatch software stablecoin tool vaccine wearable website")


# Words before the name of a company that a sentence begins with: "Maker Acme, based in Lyon".
LEADS = words("broker carmaker carrier chipmaker developer drugmaker grocer insurer lender maker operator owner parent provider publisher retailer rival",
              "startup supplier telco")


def is_word_of(parts: list[str], of: frozenset[str]) -> bool:
    """Whether each part, folded and without stops, is in a list."""
    return all(part.casefold().strip(".,") in of for part in parts)


def is_honorific(word: str) -> bool:
    """Whether a word stands only before the names of people."""
    return word.casefold().strip(".") in HONORIFICS


def is_title(word: str) -> bool:
    """Whether a word before a name is a title or a post: "Ms", "Commissioner", "Vice-President"."""
    plain = word.casefold().strip(".,")
    return plain in TITLES or all(ROLE_WORD.fullmatch(part) for part in plain.split("-"))
