"""The words of reporting what somebody says: verbs, and the nouns of those who speak and of what they write. All lists hold lemmas."""
from __future__ import annotations

from ingest.wordlists import words

# Verbs that stand beside quoted words, or govern words that are quoted in part.
SAYING = words(
    "add announce answer ask comment continue declare disclose explain go indicate mention note observe post put quip quote read",
    "recall remark reply",
    "report respond reveal say state suggest tell tweet warn write",
    "allege argue assert believe claim contend insist maintain think",
    "emphasise emphasize highlight reiterate repeat stress underline underscore",
    "accuse call characterise characterize criticise criticize denounce describe dub label slam",
    "acknowledge admit concede confirm deny",
    "conclude decide determine find hold rule",
    "cite demand mandate order pledge promise recommend require urge vow",
    "advise caution complain counter predict",
)
# Verbs that so often say something else that they count only with a speaker whom the text names.
LOOSE = words(
    "answer ask call claim decide describe determine find go hold indicate insist mandate order point pledge post promise put read recall",
    "report request",
    "require rule",
)
# A sentence with one of these is followed by what was said, without another word of saying.
REACTING = words(
    "applaud attack blast commend condemn criticise criticize decry defend denounce deplore dismiss dispute hail lament object",
    "oppose praise protest",
    "refute regret reject slam welcome",
    "appeal disagree react respond",
)
# Whoever these are, they do not speak for the party that stands beside them ("a Facebook user", "critics of Google").
NOT_SPEAKING = words(
    "account advertiser analyst applicant buyer claimant client commentator competitor complainant consumer critic customer donor driver",
    "employee follower insider investor journalist member newspaper observer opponent partner passenger patient plaintiff player publisher",
    "reader reporter resident rival seller shareholder source student subscriber supplier supporter trader user victim viewer",
    "visitor whistleblower",
    "case investigation probe scandal share stock",
)
# What a party says is read in these; the ruling's words are the court's.
COURT_PAPERS = words("judgement judgment opinion ruling verdict")
COMPLAINTS = words("action claim complaint filing lawsuit petition suit writ")
PAPERS = COURT_PAPERS | COMPLAINTS | words(
    "announcement article bulletin decision directive document email e-mail faq guidance guideline letter memo message notice",
    "notification order page",
    "paper policy post preamble press release report resolution response section site statement term text tweet update version",
    "warning website wording",
)
SPOKESPEOPLE = words("representative spokesman spokesperson spokeswoman")
