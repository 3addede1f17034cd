"""Which words call for which reading of `date_deixis`. Order decides between rules that match the same words."""
from __future__ import annotations

from ingest.date_atoms import MONTH, MONTH_FULL, NUMBER, SEASON, UNIT, WEEKDAY, WEEKDAY_ANY, WEEKDAY_SHORT, Rule, month_of, rule
from ingest.date_calendar import a_month, a_season
from ingest.date_deixis import (
    after_news,
    ago,
    ahead,
    calendar_unit,
    directed,
    directed_from_previous,
    edge,
    in_a_row,
    later,
    latest_quarter,
    nothing,
    same_period,
    same_unit,
    that_time,
    the_unit,
    today,
    two_off,
    weekday,
    weekday_from_previous,
    weekend,
    within,
)

END = r"(?!\w)"
FEW = r"(?:several|a few|few|some|many|numerous|countless)"
ABOUT = (r"(?:(?:about|around|roughly|approximately|nearly|almost|just over|just under|just|more than|over|less than|exactly|some|only|"
         r"barely) )?")
PERIOD = r"(?P<unit>week|month|quarter|year|decade|century)"
LONG = r"(?P<unit>week|month|quarter|year|decade)"
UNDER_WAY = r"(?P<unit>day|week|month|quarter|year|decade)"
# "a year after the ban", "two days before it": counted from an event that is not a date here
NO_EVENT = r"(?! than\b)(?!(?<=before|.after) (?!(?:and|at|but|in|on|when|with)\b)\w)"
NTH = r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th)"
DIRECTION = r"(?P<which>last|next|this past|this coming|this|past|coming)"

VAGUE: tuple[Rule, ...] = (
    rule(r"today['’]?s? (?:digital |modern |global |online |data-driven |connected |internet )*(?:world|society|age|economy|environment|"
         r"landscape|youth|generation|children|standards|consumers|marketplace|teenagers|businesses|companies|internet|AI|models|era|"
         rf"technology|technologies){END}", nothing, True),
    rule(r"(?:over|during|for|within|throughout|across|through) (?:the|this) "
         rf"(?:last|past|previous|next|coming|preceding|following|current) (?:week|month|year|decade|century){END}(?!['’]s| of)", nothing,
         True),
    rule(rf"in (?:the|this) (?:last|past|next|coming) (?:week|month|year|decade|century){END}(?!['’]s| of)", nothing, True),
    rule(rf"(?:the |these )?(?:last|past|previous|next|coming|preceding|following|first|final) (?:{NUMBER}|{FEW})[ -](?:[a-z]+ )?"
         rf"(?:hour|minute|day|week|month|quarter|year|decade)s?{END}", nothing, True),
    rule(rf"the (?:past|coming) (?:day|week|month|year|decade|century)s?{END}", nothing, True),
    rule(rf"(?:every|each|most) (?:other )?(?:{WEEKDAY}|day|week|month|quarter|year){END}", nothing, True),
    rule(rf"{WEEKDAY}s{END}", nothing),
    rule(rf"(?:Black|Cyber|Good|Super|Bloody|Ash|Patch|Casual|Fat|Palm|Easter|Whit|Maundy|Prime|Giving) {WEEKDAY}{END}", nothing),
    rule(rf"(?:half a (?:year|decade|century)|a (?:week|month|year|decade) and a half) ago{END}", nothing, True),
    rule(rf"(?:{FEW} )?(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?|decades?|centuries|generations?) (?:ago|from now){END}",
         nothing, True),
)

FROM_PUBLICATION: tuple[Rule, ...] = (
    rule(rf"(?:the )?day (?:before yesterday|after tomorrow){END}", today, True),
    rule(rf"(?:earlier |later |late |early )?(?:today|tonight|yesterday|tomorrow)(?: (?:morning|afternoon|evening|night))?{END}", today,
         True),
    rule(rf"(?:earlier |late |later |early )?(?:this (?:morning|afternoon|evening)|last night){END}", today, True),
    rule(r"(?:(?P<side>earlier|later|early|late|sometime)(?: on)? )?(?P<which>(?:the )?(?:last|next|current)|this|this past) "
         rf"(?:calendar |fiscal |financial |academic |school )?{PERIOD}{END}(?! of (?:{MONTH_FULL}))", calendar_unit, True),
    rule(rf"(?P<side>earlier|later) in (?P<which>the) (?P<unit>week|month|quarter|year){END}", calendar_unit, True),
    rule(rf"(?:the )?(?:very )?(?P<edge>beginning|start|end|middle|close|rest|remainder) of (?:the|this) {LONG}{END}",
         edge, True),
    rule(r"(?:the )?(?P<unit>year)(?:['’]s |-| )(?P<edge>end)(?![\w-])", edge, True),
    rule(rf"the (?:latest|most recent) quarter{END}", latest_quarter, True),
    rule(rf"(?:(?:a|the|its|their) )?(?:{NTH}) (?:consecutive|straight|successive) (?P<unit>day|week){END}", in_a_row, True),
    rule(rf"(?:(?:a|the|its|their) )?(?:{NTH}) (?P<unit>day|week) (?:in a row|running){END}", in_a_row, True),
    rule(rf"(?:the )?(?P<unit>week|month|year) (?:before last|after next){END}", two_off, True),
    rule(rf"(?P<which>this past|this coming|last|this|next|the past|the coming|the) weekend{END}(?! (?:of|edition))", weekend, True),
    rule(rf"(?i:(?:(?:late|early|earlier|later) )?{DIRECTION} )(?P<weekday>{WEEKDAY_ANY}){END}", weekday),
    rule(rf"(?P<weekday>{WEEKDAY})(?:['’]s)?(?: (?:morning|afternoon|evening|night))?{END}", weekday),
    rule(rf"(?:(?:on|On) |, )(?P<weekday>{WEEKDAY_SHORT}){END}", weekday),
    rule(rf"(?i:{DIRECTION} )(?P<month>{MONTH}){END}(?! \d)", directed(lambda m, y: a_month(y, month_of(m["month"])), "month")),
    rule(rf"{DIRECTION} (?P<season>{SEASON}){END}", directed(lambda m, y: a_season(y, m["season"].lower()), "season"), True),
    rule(rf"{ABOUT}(?P<number>{NUMBER})[ -](?:short |full |whole |long )?(?P<unit>{UNIT})s? ago{END}", ago, True),
    rule(rf"(?:in )?{ABOUT}(?P<number>{NUMBER}) (?P<unit>{UNIT})s?(?:['’]s?)? (?:from now|time){END}", ahead, True),
    rule(rf"in {ABOUT}(?P<number>{NUMBER}) (?P<unit>{UNIT})s?(?![\w-])", ahead, True),
    rule(rf"within (?:the )?(?:next |coming )?(?P<number>{NUMBER}) (?:calendar |working |business )?(?P<unit>day|week|month|year)s?{END}"
         r"(?! (?:of|from|after|following|since|before|prior|upon)\b)", within, True),
)

FROM_PREVIOUS: tuple[Rule, ...] = (
    rule(rf"(?:comes?|came|coming) (?:just |only |barely )?(?P<number>{NUMBER}) (?P<unit>day|week)s? after{END}(?= \w)", after_news, True),
    rule(rf"{ABOUT}(?P<number>{NUMBER}) (?P<unit>{UNIT})s? (?P<side>earlier|later|before|after|afterwards?|previously|prior)"
         rf"{END}{NO_EVENT}", later, True),
    rule(rf"(?:(?:the|that) (?:very )?(?:same|previous|preceding|prior|following|subsequent)) {UNDER_WAY}{END}", same_unit, True),
    rule(rf"the (?:entire|whole|full) (?P<unit>week|month|quarter|year){END}", same_unit, True),
    rule(rf"(?:by|until|till|since|before|after|from) that (?:time|date){END}(?! (?:of|when|in which))", that_time, True),
    rule(rf"(?:on|in|during|later|earlier|of|until|by|since|for) that (?:same )?{UNDER_WAY}{END}(?! (?:of|when|in which))", same_unit,
         True),
    rule(rf"That (?:same )?{UNDER_WAY}{END}(?! (?:of|when|in which))", same_unit),
    rule(rf"(?:in|for|during|over) the (?P<unit>week|month|quarter|year){END}(?! (?:of|to|ended|ending|before|after|that|when))", the_unit,
         True),
    rule(rf"the next (?P<unit>day){END}", same_unit, True),
    rule(rf"(?:the |a )(?P<unit>day|week|month|year|quarter) (?:before|after|earlier|later|previous|prior)(?![\w-]){NO_EVENT}", same_unit,
         True),
    rule(rf"(?:later|late|earlier|early) (?:in|on) the (?P<unit>day){END}(?! of)", same_unit, True),
    rule(r"(?:end|ended|ending|finish|finished|finishing|close|closed|closing|start|started|starting|"
         rf"for|of|on) the (?P<unit>day){END}(?! (?:of|when|that|after|before|to|the|in|it|he|she|they|we))", same_unit, True),
    rule(r"the same (?:period|quarter|month|time|week)(?: of| in)? (?:last year|the (?:previous|prior|preceding) year|"
         rf"(?:a|one|the) year (?:earlier|ago|before)){END}", same_period, True),
    rule(rf"(?:the |a )?year-(?:ago|earlier)(?: (?:period|quarter|month|half))?{END}", same_period, True),
    rule(rf"(?i:the )(?P<which>previous|preceding|following|next) (?P<weekday>{WEEKDAY}){END}", weekday_from_previous),
    rule(rf"(?i:(?:the|that) )(?P<which>following|next|previous|preceding|same) (?P<month>{MONTH}){END}(?! \d)",
         directed_from_previous(lambda m, y: a_month(y, month_of(m["month"])))),
    rule(rf"(?:the (?P<which>following|next|previous|preceding|same)|that) (?P<season>{SEASON}){END}",
         directed_from_previous(lambda m, y: a_season(y, m["season"].lower())), True),
)

RULES = VAGUE + FROM_PUBLICATION + FROM_PREVIOUS
