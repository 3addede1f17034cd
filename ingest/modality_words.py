"""What words say of the act that they govern: ahead, asked for, possible, alleged, denied. Word lists of `modality`, all lemmas."""
from __future__ import annotations

from ingest.model import Modality
from ingest.wordlists import words

Table = tuple[tuple[frozenset[str], Modality], ...]
"""Lemmas and what they say of the act they govern; the first group that holds a lemma decides."""

# What a verb says of the act of its infinitive ("plans to pause").
PLANNING = words(
    "agree aim commit decide expect hope intend opt plan poise prepare resolve schedule seek set slate undertake want wish",
    "announce choose due look mean move offer pledge promise propose ready sue vow",
)
REQUESTING = words(
    "ask call demand request tell urge",
    "command compel direct enjoin force instruct mandate oblige order require",
    "advise invite recommend",
    "press pressure",
    "have need",
)
POSSIBLE = words(
    "consider contemplate explore mull weigh",
    "allow approve authorise authorize clear empower enable entitle free let permit",
    "able could likely might",
    "risk threaten",
)
NEGATING = words(
    "cease decline fail neglect omit refrain refuse reject unable unlikely",
    "avoid ban bar block forbid prevent prohibit stop",
)
ALLEGING = words("accuse allege blame charge suspect")
OF_VERBS: Table = ((REQUESTING, "requested"), (PLANNING, "planned"), (POSSIBLE, "possible"), (words("be"), "planned"))       # "is to pause"
# … and of a clause with tense ("recommended that it pause").
SAID_OF_CLAUSES: dict[str, Modality] = {"ensure": "requested", "propose": "planned", "recommend": "requested"}

# What a noun says of the act that hangs on it ("its plan to pause").
OF_NOUNS: Table = (
    (words("call demand duty instruction need obligation order recommendation request requirement",
           "day deadline hour month week year"), "requested"),                   # "has thirty days to comply"
    (words("agreement aim bid commitment decision intention move offer plan pledge preparation promise proposal readiness"), "planned"),
    (words("chance option opportunity possibility potential prospect risk threat ability power right",
           "approval authorisation authorization clearance consent licence license permission",
           "ahead light"), "possible"),                     # "gave the go-ahead", "the green light"
    (words("accusation allegation claim complaint suspicion"), "alleged"),
)
NEGATING_NOUNS = words("absence failure inability lack refusal")
# … and an adjective ("is set to pause").
OF_ADJECTIVES: Table = (
    (words("able authorised authorized competent empowered entitled free likely"), "possible"),
    (words("committed determined due expected keen poised prepared ready set willing"), "planned"),
    (words("bound obligated obliged required"), "requested"),
)
NEGATING_ADJECTIVES = words("unable unlikely")
# What a support verb says of the trigger noun it carries ("faces a fine").
OF_SUPPORT_VERBS: Table = (
    (words("consider contemplate envisage explore mull weigh", "avoid escape face risk threaten"), "possible"),
    (words("announce await expect intend plan prepare promise propose seek"), "planned"),
    (words("demand recommend request require urge"), "requested"),
)
# What a verb says of an act that a noun in its object names ("proposed a suspension of the service").
OF_GOVERNORS: Table = (
    (words("announce await expect plan promise propose seek"), "planned"),
    (words("demand recommend request require urge"), "requested"),
)
ASKING_FOR = words("appeal apply ask call lobby petition plead press push")      # "asked *for* a fine"
RESULTING = words("end expose lead result translate")                # "exposes it *to* a fine"
THREATENED = words("pain penalty threat")
TENTATIVE_GOVERNORS = words("consider face mull risk threaten weigh", "danger possibility prospect threat")
# To stop, ban or reject an act is to speak of one that goes on, or that somebody asked for.
NEGATING_GOVERNORS = NEGATING - words("ban block cease prohibit reject stop")

TENTATIVE = words("eventual hypothetical likely possible potential prospective")
FUTURE = words("forthcoming future intended planned proposed upcoming")
ADVERBS: dict[str, Modality] = {
    "allegedly": "alleged", "reportedly": "actual", "potentially": "possible", "possibly": "possible", "perhaps": "possible"}
CONDITIONS = ("if", "unless", "whether")
WILL = ("will", "shall", "'ll", "’ll", "would")
CONJUNCTIONS_OF_TIME = ("as", "while", "when", "once", "until", "before", "after", "since", "upon", "following")
FINITE_TAGS = ("VBD", "VBZ", "VBP", "MD")
# What denies as an adverb beside "not"; "not only" and its like deny nothing.
NEGATING_ADVERBS = words("hardly neither never nor scarcely")
NOT_DENYING = words("just least merely only simply")
# An adverb and its preposition that deny the gerund under them, and verbs that exclude an act with their particle.
NEGATING_PHRASES = (("short", "of"), ("far", "from"))
EXCLUDING = (("rule", "out"),)
# What an authority decides or announces it does.
DECIDING = words("announce choose decide decision elect opt unveil vote")
# Who was made to do a thing did it.
IMPLYING = words("compel force have")
# What somebody faces who "faces a probe": it is there, while a fine is only feared.
FACED = words(
    "accusation allegation appeal backlash call charge claim complaint criticism inquiry investigation lawsuit probe proceeding question scrutiny suit",
)
