"""What kind of party a name is, and the words that stand for a party without naming it.

Kinds of party are those of the action types: regulator, court, legislator, company, civil-society, person.
"""
from __future__ import annotations

import re

from ontology.knowledge import Knowledge

COMPANY_NOUNS = frozenset(
    "company firm giant platform provider operator maker business corporation developer startup retailer bank airline insurer hospital carrier broker"
    " controller processor respondent defendant subsidiary behemoth app service website publisher employer school university municipality network"
    " conglomerate manufacturer vendor carmaker supplier lender chain marketplace multinational titan juggernaut lab start-up owner parent chatbot".split())
REGULATOR_NOUNS = frozenset(
    "regulator watchdog authority agency commission commissioner dpa body supervisor ombudsman inspectorate enforcer board garante sa".split())
COURT_NOUNS = frozenset("court tribunal judge".split())
GROUP_NOUNS = frozenset("group organisation organization nonprofit non-profit ngo charity association campaigner advocate union complainant".split())
PEOPLE_NOUNS = frozenset(
    "complainant subject user customer consumer individual person people employee worker patient student parent mother father citizen resident plaintiff claimant author"
    " artist publisher critic expert lawmaker driver passenger woman man campaigner activist advocate group association organisation organization member competitor rival"
    " shareholder investor client tenant teacher journalist newspaper family couple victim man researcher academic politician developer advertiser".split())
CIVIL_WORDS = frozenset("rights privacy advocacy campaign consumer civil activist lobby trade industry pressure human".split())
TRADE_WORDS = frozenset("media tech technology internet retail energy software social online telecom luxury carmaking banking insurance travel".split())
SPEAKER_NOUNS = frozenset(
    "spokesperson spokesman spokeswoman commissioner chief head director executive lawyer attorney representative official officer chair chairman chairwoman president"
    " ceo founder counsel team staff service unit arm division subsidiary app platform chatbot website lawyers campaigner activist handler chairperson deputy adviser president regulator investigators investigator engineer system"
    " model product feature tool branch inspectorate department management board delegation".split())
OWNER_NOUNS = frozenset("owner parent maker operator developer creator company giant firm provider".split())

_CIVIL = re.compile(r"\b(?:Foundation|Association|Rights|Union|Watch|Campaign|Liberties|Consumers?|Alliance|Coalition|Federation|International|Forum|Trust|Network|Society)\b")
_COURT = re.compile(r"\b(?:Court|Tribunal|Cour|Tribunal|Gericht|Rechtbank)\b")
_REGULATOR = re.compile(r"\b(?:Authority|Commission|Commissioner|Agency|Regulator|Ministry|Department|Inspectorate|Ombudsman|Bureau|Attorney General|Board)\b")
_LEGISLATOR = re.compile(r"\b(?:Parliament|Senate|Congress|Assembly|Bundestag|House of)\b")


def party_kind(entity: str, kind: str, name: str, known: Knowledge) -> str:
    """The kind of party of an entity: from its register entry, else from the words of its name."""
    entry = known.entries.get(entity)
    if entry is not None:
        if entry.kind == "regulator":
            return entry.type if entry.type in ("court", "legislator") else "regulator"
        if entry.kind == "organization":
            return "civil-society" if entry.type in ("ngo", "consumer-body", "consumer-group", "trade-body", "trade-union", "association") else "company"
        return {"person": "person", "product": "company"}.get(entry.kind, entry.kind)
    if kind == "person":
        return "person"
    for pattern, result in ((_LEGISLATOR, "legislator"), (_COURT, "court"), (_REGULATOR, "regulator"), (_CIVIL, "civil-society")):
        if pattern.search(name):
            return result
    return "company"
