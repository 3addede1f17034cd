"""The words of reporting what somebody says: verbs, and the nouns of those who speak and of what they write. All lists hold lemmas."""
from __future__ import annotations

from ingest.wordlists import words

# Verbs that stand beside quoted words, or govern words that are quoted in part.
SAYING = words(
    "announce comment declare disclose explain indicate mention note observe remark report reveal say state suggest tell",
    "add answer ask continue go recall repeat reply respond",
    "post put quip quote read tweet write",
    "allege argue assert believe claim contend insist maintain think",
    "emphasise emphasize highlight reiterate stress underline underscore",
    "accuse call characterise characterize criticise criticize denounce describe dub label slam",
    "acknowledge admit concede confirm deny",
    "conclude decide determine find hold rule",
    "cite demand mandate order pledge promise recommend require urge vow",
    "advise caution challenge complain counter predict warn",
    "provide specify stipulate",
)
# Verbs that so often say something else that they count only with a speaker whom the text names.
LOOSE = words(
    "answer ask call claim describe indicate insist point post put read recall report",
    "decide determine find hold rule",
    "challenge go mandate order pledge promise provide request require specify",
)
# A sentence with one of these is followed by what was said, without another word of saying.
REACTING = words(
    "applaud commend defend hail praise welcome",
    "attack blast condemn criticise criticize decry denounce deplore lament protest regret slam",
    "appeal disagree dismiss dispute object oppose react refute reject respond",
)
# Whoever these are, they do not speak for the party that stands beside them ("a Facebook user", "critics of Google").
NOT_SPEAKING = words(
    "account applicant buyer client consumer customer donor driver follower passenger patient player resident student subscriber user",
    "viewer visitor",
    "advertiser competitor investor partner publisher rival seller shareholder supplier trader",
    "claimant complainant plaintiff victim",
    "analyst commentator critic observer opponent supporter",
    "employee insider journalist member newspaper reader reporter source whistleblower",
    "case investigation probe scandal share stock",
)
# What a party says is read in these; the ruling's words are the court's.
COURT_PAPERS = words("judgement judgment opinion ruling verdict")
COMPLAINTS = words("action affidavit brief claim complaint filing lawsuit motion petition submission suit writ")
PAPERS = COURT_PAPERS | COMPLAINTS | words(
    "announcement bulletin communique letter message notice notification press release report response statement update warning",
    "article email e-mail faq memo page post site tweet website",
    "advisory circular decision directive guidance guideline memorandum order resolution",
    "document paper policy preamble section term text version wording",
)
SPOKESPEOPLE = words("representative spokesman spokesperson spokeswoman")
