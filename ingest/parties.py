"""What kind of party a name is, and the words that stand for a party without naming it.

Kinds of party are those of the action types: regulator, court, legislator, company, civil-society, person.
All word lists hold lemmas.
"""
from __future__ import annotations

import re

from ingest.name_grammar import without_form
from ingest.wordlists import words
from ontology.knowledge import Knowledge

COMPANY_NOUNS = words(
    "business company conglomerate corporation firm multinational start-up startup",
    "behemoth giant juggernaut titan",
    "chain developer maker manufacturer marketplace operator provider publisher retailer supplier vendor",
    "airline bank broker carmaker carrier hospital insurer lab lender",
    "aggregator automaker bookmaker brewer broadcaster builder casino chipmaker clinic cooperative drugmaker fintech grocer hotelier landlord",
    "league merchant pharmacy railway seller supermarket telco trader unicorn utility venture wholesaler",
    "app chatbot network platform service website",
    "employer municipality school university",
    "owner parent subsidiary",
    "controller defendant processor respondent",
)
REGULATOR_NOUNS = words(
    "agency authority board body chamber commission commissioner dpa garante inspectorate ombudsman regulator sa supervisor",
    "enforcer watchdog",
)
# Nouns that mean a body only where the text calls one by that word.
NAMED_BODY_NOUNS = words("bureau commission board council department government ministry office prosecutor")
COURT_NOUNS = words("bench court judge tribunal")
LEGISLATOR_NOUNS = words("assembly congress legislature parliament senate")
GROUP_NOUNS = words(
    "association charity group ngo non-profit nonprofit organisation organization union",
    "advocate campaigner complainant",
)
# People, and groups of them, that do something about a company without being named.
PEOPLE_NOUNS = words(
    "individual man people person woman couple family",
    "father mother parent student teacher",
    "citizen consumer customer driver passenger patient resident subject tenant user victim",
    "claimant complainant plaintiff",
    "academic artist author client critic expert journalist newspaper politician lawmaker publisher researcher",
    "advertiser competitor developer employee investor rival shareholder worker",
    "activist advocate association campaigner group member organisation organization",
)
# Who takes a position without being named.
CRITIC_NOUNS = words(
    "activist advocate analyst association campaigner charity coalition critic expert group ngo union",
    "complainant lawmaker mep minister politician rival senator shareholder",
)
# What stands before "group": of citizens, or of companies.
CIVIL_WORDS = words(
    "advocacy campaign campaigning civil consumer digital human liberties liberty privacy right rights",
    "activist industry lobby pressure trade",
)
TRADE_WORDS = words(
    "internet media online social software tech technology telecom",
    "banking carmaking energy insurance luxury retail travel",
)
# Who, or what, speaks and acts for the party it belongs to.
SPEAKER_NOUNS = words(
    "representative spokesman spokesperson spokeswoman",
    "adviser ceo chair chairman chairperson chairwoman chief deputy director executive founder head officer official president",
    "attorney counsel handler lawyer lawyers",
    "commissioner engineer investigator investigators regulator",
    "activist campaigner",
    "arm board branch delegation department division inspectorate management service staff subsidiary team unit",
    "app chatbot feature model platform product system tool website",
)
OWNER_NOUNS = words("company creator developer firm giant maker operator owner parent provider")

_LEGISLATOR = re.compile(r"\b(?:Parliament|Senate|Congress|Assembly|Bundestag|House of)\b")
_COURT = re.compile(r"\b(?:Court|Tribunal|Cour|Gericht|Rechtbank)\b")
_REGULATOR = re.compile(
    r"\b(?:Authority|Commission|Commissioner|Agency|Regulator|Ministry|Department|Inspectorate|Ombudsman|Bureau|Attorney General|Board)\b")
_CIVIL = re.compile(
    r"\b(?:Foundation|Association|Rights|Union|Watch|Campaign|Liberties|Consumers?|Alliance|Coalition|Federation|International"
    r"|Forum|Trust|Network|Society)\b")
# The first that fits decides.
_KIND_BY_NAME = ((_LEGISLATOR, "legislator"), (_COURT, "court"), (_REGULATOR, "regulator"), (_CIVIL, "civil-society"))
_CIVIL_TYPES = ("ngo", "consumer-body", "consumer-group", "trade-body", "trade-union", "association")


def party_kind(entity: str, kind: str, name: str, known: Knowledge) -> str:
    """The kind of party of an entity: from its register entry, else from the words of its name."""
    entry = known.entries.get(entity)
    if entry is not None:
        if entry.kind == "regulator":
            return entry.type if entry.type in ("court", "legislator") else "regulator"
        if entry.kind == "organization":
            return "civil-society" if entry.type in _CIVIL_TYPES else "company"
        return {"person": "person", "product": "company"}.get(entry.kind, entry.kind)
    if kind == "person":
        return "person"
    if without_form(name) is not None:      # "Acme Credit Bureau Ltd"
        return "company"
    return next((result for pattern, result in _KIND_BY_NAME if pattern.search(name)), "company")
