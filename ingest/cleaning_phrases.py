"""The words by which page furniture is known: tables only, the rules that use them are in `cleaning_furniture`."""
from __future__ import annotations

import re

from ingest.cleaning_blocks import key, listed

# Lines that are furniture when they say nothing else; compared by letters and digits only, in any case.
_PHRASES = """
    news | blog | share | share this | share this article | share this story | share this page | share this post | share article | share on facebook |
    share on twitter | share on x | share on linkedin | share on whatsapp | share on reddit | share on telegram | share on email |
    share via email | share with friends | tweet | tweet this | pin it | print | print this page | print page | print article | email |
    email this | e-mail | email this article | copy link | copy url | link copied | link copied to clipboard | save | save article |
    bookmark | gift article | whatsapp | facebook messenger | flipboard | pocket | export to pdf | save as pdf | download pdf |
    listen to this article | listen | play audio | text size | like this | loading | like loading | related | related content |
    related article | related articles | related post | related posts | related story | related stories | related news | related topics
    | related tags | related items | read more | read full story | read full article | read the full story | continue reading |
    keep reading | learn more | find out more | see more | view more | load more | show more | more | show less | view all | see all |
    view all posts | see all posts | click here | tap here | source link | full story | get the full story | go to the source |
    back to top | scroll to top | top of page | back | back to news | back to all news | next | previous | previous article |
    next article | previous post | next post | home | menu | main menu | search | close | close menu | open menu | hamburger menu |
    skip to content | skip to main content | skip to navigation | toggle navigation | navigation | breadcrumb | breadcrumbs |
    you are here | sign in | log in | login | logout | register | sign up | subscribe | subscribe now | subscribe today | my account |
    advertise | advertise with us | advertisement | advertisements | advertising | ad | ads | sponsored | sponsored content | promoted |
    promoted content | paid content | article content | article continues below | article continues after advertisement |
    article continues below this ad | story continues | story continues below | story continues below advertisement |
    advertisement continue reading below | scroll to continue | comments | leave a comment | add a comment | no comments |
    no comments yet | reply | tags | tagged | topics | categories | category | filed under | uncategorized | table of contents |
    contents | on this page | in this article | jump to | accept | accept all | accept all cookies | accept cookies | reject all |
    cookie settings | manage cookies | manage preferences | cookie policy | privacy policy | terms of use | terms of service |
    terms and conditions | terms conditions | privacy settings | do not sell my personal information | accessibility | contact |
    contact us | about us | about | help | faq | rss | rss feed | rss feeds | sitemap | newsletter | newsletters | newsletter signup |
    newsletter sign up | email alerts | follow us | follow us on social media | connect with us | follow | following | followers |
    all rights reserved | error | submit | send | cancel | thank you | subscribed | resources | webinars | jobs | careers | podcasts |
    videos | photos | gallery | view gallery | about the author | author | view profile | view bio | read bio | more from this author |
    posted in | post navigation | views | post views | min read | minute read | all news | all articles | all stories | view all news |
    back to news listing | back to listing | back to overview | back to list | comments are closed | comments closed | comments are off |
    loading comments | show comments | hide comments | view comments | post a comment | more for you | more to follow | more follows |
    more on this story | more on this topic | more stories | more news | more articles | end of list | we value your privacy |
    we care about your privacy | your privacy choices | your privacy | manage options | manage consent | manage cookies | cookie notice |
    cookie preferences | cookie consent | cookies | privacy notice | privacy statement | legal notice | imprint | terms | support our journalism |
    support us | donate | donate now | become a member | unlock this article | unlock the full article | print this article | print this story |
    print this post | download as pdf | download this article | open pdf | save to read later | read later | add to bookmarks |
    report an error | report a problem | report this content | suggest a correction | was this page helpful | was this article helpful |
    is this page useful | is this page helpful | did you find this useful | thank you for your feedback | thanks for your feedback |
    give feedback | opens in new window | opens in a new window | opens in new tab | external link |
    this link opens in a new window | skip ad | skip advertisement | video player is loading | this is a modal window | stream type live |
    remaining time | playback rate | chapters | captions | fullscreen | mute | unmute | pause | transcript | story text | text settings |
    reading mode | dark mode | light mode | font size | change font size | larger text | smaller text | translate | select language |
    representational image | representative image | representational photo | file photo | file image | stock photo | stock image | photo illustration |
    getty images | jump to content | from wikipedia the free encyclopedia | edit this page | view source | view history | powered by wordpress |
    go to top | go back | close this dialog | close this | dismiss | accept and continue | agree and close | i agree | got it |
    what to know | key takeaways | quick read | at a glance | explore more | discover more | browse more | breaking news | live updates | exclusive
"""
PHRASES = frozenset(key(line) for line in _PHRASES.split("|"))

# Labels, captions, teasers and counters: never a sentence, so a line of eight words that ends with a full stop is none of them.
MAX_LINE = 400
SOCIAL = (r"(?:facebook|twitter|x|linkedin|instagram|whatsapp|telegram|reddit|youtube|mastodon|bluesky|threads|google news|tiktok|pinterest"
          r"|hacker news|e-?mail|rss)")
# Words with capitals, as names of people, papers and programs have them.
_NAMES = r"(?-i:[A-Z][\w.’'-]*(?:(?:[ /]| & |, )[A-Z][\w.’'-]*){0,6})"
LABELS = (
    rf"(?:share|tweet|post|send|print|save|follow|pin|recommend)"
    rf"(?:[\W_]+(?:this|the|article|story|page|post|us|on|via|to|by|it|and|or|{SOCIAL}))*[\W_]+{SOCIAL}",
    rf"{SOCIAL}(?:[\W_]+(?:{SOCIAL}|share|tweet|print|copy link|link))+",
    r"\d+ ?(?:shares?|comments?|likes?|views?|retweets?|followers?|reactions?)(?:\W+\d+ ?(?:shares?|comments?|likes?|views?))*",
    r"(?:comments|shares|views|likes)\W*\d+",
    r"followed by [\d.,+]+ ?(?:k|m|million|thousand|people|readers|followers)\b.{0,30}",
    r"#\s?1 (?:trusted|most|best|leading|source|news|site|choice)\b.{0,80}",
    r".{0,40}\b(?:most trusted|your trusted|your daily (?:fix|source|dose)|your source for|your home for)\b.{0,80}",
    r"(?:already|not) a (?:subscriber|member)\b.{0,120}",
    r"e-?mail (?:address )?(?:\*|\(required\)).{0,60}",
    r"(?:tags?|tagged(?: with)?|topics?|categor(?:y|ies)|filed under|posted in|labels?|keywords?|more (?:in|about))\s*[:|].{0,200}",
    r"posted in .{1,60}",
    r"(?:image|photo(?:graph)?|picture|illustration|video|graphic)s?(?: (?:credit|by|source|courtesy(?: of)?))?\s*[:©].{0,120}",
    r"credits?\s*:.{0,80}",
    r"photo by .{1,80}",
    r".{0,60}(?:\||/|via|©)\s*(?:getty(?: images)?|shutterstock|istock|unsplash|adobe stock|alamy|pexels|pixabay|depositphotos|flickr|epa|afp"
    r"|wikimedia(?: commons)?)(?:\s*(?:images|/.{1,20}))?",
    rf"\(?(?:additional )?(?:reporting|writing)(?: and (?:writing|reporting|editing))? by {_NAMES}.{{0,200}}",
    r"our standards\s*:.{1,80}",
    r"\(?(?:us|a|c|nz|hk|s)?[$€£¥₹]? ?1 ?(?:[a-z]+ )?= ?.{1,40}\)?",           # the rate at which sums were converted
    r"(?:list )?\d+ of \d+(?: items)?|list of \d+ items",
    r"(?:next|prev(?:ious)?)(?: (?:article|post|story))\s*[:|].{1,160}",
    r"(?:published|posted|filed|listed)? ?(?:in|under)\s*:.{1,120}",
    r"(?:email|e-mail|tel|telephone|phone|mobile|fax|contact|press contact|media contact|media enquir(?:y|ies)|press enquir(?:y|ies)|media inquir(?:y|ies))"
    r"s?\s*:\s*(?:[^.]{0,60}(?:\[email protected\]|\S+@\S+\.\w+|\+?\(?\d[\d ()/-]{6,})){1,3}.{0,40}",
    r"\[email protected\]|\+\(?\d[\d ()/-]{6,}",
    r"\d+:\d\d ?/ ?\d+:\d\d|\d(?:\.\d+)?x",
    rf"(?:generated|powered|provided|sponsored|presented) by {_NAMES}",
    r"click to (?:share|print|e-?mail|expand|enlarge|zoom|view|play|open|read)\b.{0,80}",
    rf"follow (?:@\w+|[a-z. ]{{1,40}}) on {SOCIAL}.{{0,60}}",
    r"listen to (?:this|the) (?:article|story|post)\b.{0,60}",
    r"image via .{1,60}|illustrations? by .{1,60}",
    r"(?:about )?\d{1,3}[ -]?min(?:ute)?s?(?:\.| of)? ?(?:read(?:ing)?(?: time)?|listen|watch)",
    r"(?:estimated )?read(?:ing)? time\W*(?:about )?\d{1,3} ?(?:min(?:ute)?s?)?",
    r"home(?:page)?\s*[>/»›|→]\s*.{1,200}",
    r"(?:[^>»›]{1,40}\s[>»›]\s){2,}[^>»›]{1,160}",
    r"you are here\s*:.{0,200}",
    r"(?:https?://|www\.)\S+",
    r"\S+@\S+\.\w+|[\w.-]+\.(?:png|jpe?g|gif|svg|webp)",
    r"share this (?:page|article|story|post)\b.{0,60}",
    r"(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|search|footer)(?:\W.{0,60})?",
    r"(?:view|open|see) (?:in|this (?:e-?mail|page) in) (?:your )?browser.{0,40}",
    r"(?:back to|play) video",
    r"watch (?:the )?(?:full )?video(?: below| above)?",
    r"(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4})).{0,200}",
)
# What stands under a picture: a sentence that ends in its credit, or a word for a picture at its start.
_CREDIT = r"(?:photo(?:graph|illustration)?|image|picture|illustration|credit)s?(?: credits?| by| courtesy(?: of)?)?"
CAPTIONS = (
    r"(?:file(?: photo)?|photo|image|picture|illustration|representat\w+ (?:image|photo))(?:\s*:| [–-]) .{1,380}",
    rf".{{1,300}}(?:[.)’”\"]|\s\|)\s*{_CREDIT}\s*[:/]\s*{_NAMES}",
    rf".{{1,300}}\({_CREDIT}\s*[:/]?\s*{_NAMES}\)",
    r".{1,300}\(?(?-i:\b[A-Z]{2,8} (?:File )?(?:Photo|Image)s?/[^()]{1,60}|\b[A-Z][\w .]{1,30}/[\w ]{1,20} via [A-Z]\w+"
    r"|\b[A-Z]{2,8}/[A-Z][a-z]+ [A-Z]\w+)\)?",
)
CAPTION_SIGNS = (":", "/", "(", " –", " -")                   # each of these lines has one
# The name of another article behind a mark; these may well report an act, but another one.
TEASERS = (
    r"(?:read (?:more|also|next|now|this)|also read|more on this(?: story)?|don['’]t miss|dig deeper|recommended(?: reading)?|what to read next"
    r"|related(?: article| story| post| news| content| coverage| reading| topics?| tags?)?|you (?:may|might)(?: also)? (?:like|enjoy|be interested in)"
    r"|trending|watch(?: now)?|listen(?: now)?|see also|must read|editor['’]?s['’]? picks?)\s*(?:[:|»→>]|\s[–—-]\s).{0,200}",
    r"read\s*:\s(?-i:[A-Z]).{1,200}",
    r".{1,200}\s(?:read more|continue reading|learn more)\s*[»→>]+",
    r"continue reading .{1,200}",
)
# Whole sentences addressed to the visitor of the site, not to the reader of the article.
NOTICES = (
    r"(?:found|find|did you find|enjoyed?|like|liked|love) this (?:article|story|post|page|content)(?: interesting| useful| helpful)?\?.{0,300}",
    rf"(?:please )?(?:follow|like|join|find|connect with) us (?:on|at|via)\b.{{0,40}}{SOCIAL}.{{0,160}}",
    r"(?:sign|signing) up (?:now|today|here|below|for|to)\b.{0,250}",
    r"sign up(?: and|,).{0,200}",
    r"(?:click|tap) here to (?:subscribe|sign up|register|read|join|see|watch|view)\b.{0,200}",
    r"don['’]t miss (?:out|our|the|a)\b.{0,120}\b(?:sign up|subscribe|newsletters?)\b.{0,160}",
    r"(?:click|tap) (?:here|on|the)\b.{0,60}\b(?:enlarge|zoom|expand|share|download|unmute|play|watch)\b.{0,60}",
    r"\(?(?:to|for|get|receive)\b.{0,120}\bsubscribe to (?:our|the|this)\b.{0,150}",
    r"subscribe (?:now|today|here|to (?:our|the|this|my|get)|for|and)\b.{0,200}",
    r"(?:get|receive)\b.{0,140}\b(?:(?:to|in|into) your (?:inbox|e-?mail)|delivered (?:daily|weekly|straight|directly|to you))\b.{0,80}",
    r"(?:we will|we['’]ll) send you\b.{0,160}",
    r"join [\d.,]+\+?(?:k|m| million| thousand)? (?:other )?(?:readers|subscribers|professionals|followers)\b.{0,120}",
    r"(?:enter|type) your (?:e-?mail|name|comment)\b.{0,120}",
    r"your e-?mail (?:address )?(?:will (?:not|never) be (?:published|shared|displayed)|is (?:safe|never shared)).{0,120}",
    r"required fields are marked.{0,20}",
    r"save my name, e-?mail.{0,160}",
    r"notify me (?:of|by|via|when)\b.{0,120}",
    r"thank you! your (?:subscription|submission|message|comment)\b.{0,160}",
    r"(?:oops|sorry)!? something went wrong.{0,120}",
    r"this site uses (?:akismet|cookies)\b.{0,200}",
    r"(?:learn|find out|see) how your (?:comment )?data is processed",
    r"this site is protected by recaptcha\b.{0,160}",
    r"by (?:clicking|continuing|using|browsing|subscribing|signing|submitting|closing)\b.{0,60}"
    r"\b(?:you (?:agree|accept|consent|acknowledge)|our (?:terms|privacy|cookie))\b.{0,250}",
    r"(?:we|this (?:web)?site|our (?:web)?site|we and our (?:\d+ )?partners)\b[^.]{0,30} ?\b(?:use|uses|store|stores) (?:[a-z]+ ){0,3}cookies\b.{0,60}"
    r"\b(?:(?:your|the best|user) (?:browsing |online |user )?experience|our traffic|your (?:visit|preferences|consent|device)"
    r"|this (?:web)?site|our (?:web)?site|you (?:agree|accept|consent)|personali[sz]e (?:content|ads))\b.{0,250}",
    r"(?:please )?(?:enable|turn on|disable) (?:javascript|cookies|your ad ?blocker)\b.{0,160}",
    r"(?:we apologi[sz]e, but )?this video (?:has failed to load|is unavailable|cannot be played).{0,120}",
    r"you have (?:exhausted|reached|used|read|viewed) (?:your|all|\d+).{0,30}(?:articles?|limit)\b.{0,160}",
    r"this (?:is a premium article|article is (?:free|for subscribers|available exclusively))\b.{0,160}",
    r"this story is from the .{0,120}",
    r"this (?:article|story|post|piece|column|content)(?: was| is)?"
    r" (?:(?:first|originally) (?:appeared|published|posted)|(?:appeared|published|posted) (?:first|originally))\b(?: (?:by|in|on|at|from|with)\b.{0,160})?",
    r"(?:for )?(?:any )?(?:more information|further information|media enquir(?:y|ies)|press enquir(?:y|ies)|media inquir(?:y|ies)"
    r"|(?:media )?(?:questions|queries)),?(?: please)? (?:contact|e-?mail|call|visit|write to)\b.{0,160}",
    r"we(?: and our (?:[\d,.]+ )?(?:trusted )?partners)? (?:store and/or access|use technolog(?:y|ies) (?:like|such as) cookies)\b.{0,280}",
    r"(?:have|got) (?:a|any) (?:confidential |news )?(?:tip|story|news tip|question|comment|feedback|correction)s?\b[^.?!]{0,60}\?.{0,200}",
    r"(?:want|looking for|interested in|love|enjoy) (?:more )?(?:stories|news|articles|content|updates|coverage|insights)\b[^.?!]{0,80}\?.{0,200}",
    r"(?:add|make|set|choose) (?:us|.{1,30}) (?:as )?(?:a |your )?prefer+ed (?:news )?(?:source|on)\b.{0,80}",
    r"already (?:a )?(?:subscribe[dr]?|registered|have an account|a member)\b.{0,80}",
    r"(?:is|was|did you find) this (?:page|article|information|content) (?:useful|helpful)\b.{0,120}",
    r"this is a (?:carousel|modal)\b.{0,160}",
    r"your browser (?:does not|doesn['’]t) support\b.{0,80}",
    r"here['’]?s what (?:you need )?to know",
    r"start your (?:free|\d+-day)\b.{0,200}",
    r"please support quality journalism",
    r"(?:please )?refresh for updates",
    r"this is breaking news.{0,60}",
    r"read (?:more|on|the full (?:article|story|report|text|release|decision|statement))(?: (?:here|at|on|about|in|from|of)\b.{0,100})?",
    r"(?:to )?continue reading.{0,160}",
    r"(?:learn|find out|see|view|load|show|discover) (?:more|all|full|details)"
    r"(?: (?:posts?|stories|articles|news|about us|here|by .{1,40}|from .{1,40}))?",
    r"subscribe to (?:continue|keep) reading.{0,80}|to (?:continue|keep) reading,? (?:subscribe|sign|log|register)\b.{0,120}",
    r".{0,120}\ball rights reserved\b.{0,60}",
)

# Sentences that no article has, though they may quote a button or a headline.
CERTAIN = (
    r"by clicking\b.{0,40}\byou (?:agree|accept|consent)\b.{0,250}",
    r"the post .{1,200} (?:first appeared|appeared first) on .{1,80}",
    r"adverti[sz]ement.{0,3} (?:article|story) continues below.{0,20}",
    r"reading time\W*(?:about )?\d{1,3} ?min(?:ute)?s?(?: read)?",
    r"\(?reporting by .{1,120}(?:editing|writing|reporting) by .{1,120}",
    r"\d+ (?:trackbacks?|pingbacks?)(?: (?:&|and) (?:trackbacks?|pingbacks?))?",
)


def whole_line(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern that fits a line if one of `patterns` fits all of it, punctuation at its end aside."""
    return re.compile(rf"(?:{'|'.join(patterns)})[\W_]*\Z", re.I)


# At the end of a caption or paragraph: who took the picture, who typed the report.
CREDIT = re.compile(r"\s*(?:\|\s*(?:photo|image|picture)s?(?: credits?| by|:).{1,60}"
                    r"|\((?:additional )?(?:reporting|writing) by [^()]{1,200}\))\Z", re.I)

LABEL, CAPTION, TEASER, NOTICE, SURELY = map(whole_line, (LABELS, CAPTIONS, TEASERS, NOTICES, CERTAIN))

# Words of buttons: a short line of nothing else is a row of them.
CONTROLS = listed(
    "share save print email e-mail mail tweet like comment comments copy link listen play pause stop mute size small medium standard large width wide narrow "
    "links orange text font a a+ a- aa reset dark light mode theme menu login log in sign up subscribe search close open more less next previous prev back top "
    "home whatsapp facebook twitter x linkedin reddit telegram pinterest instagram youtube bookmark gift download pdf")

# A line that reports something stays, whatever it looks like.
REPORTS = re.compile(r"[“”„\"]|\b(?:said|says|told|stated|announced|according to|fined?|fines|ruled|rules|ordered|orders|banned|bans|sued|sues|found that"
                     r"|warned|warns|investigat\w+|decided|decision|complaint|penalt\w+|regulator\w*|authorit\w+|watchdog|court|commission(?:er)?)\b", re.I)
SPEECH = re.compile(r"[“”„\"]|\b(?:said|says|told|stated|announced|according to)\b", re.I)
AUTHOR_BOX = frozenset(("learn more", "view all posts", "see all posts", "view profile", "view bio", "read bio", "more from this author"))

# What ends an article; yet all of these also stand above it or in its middle. TAIL_MARKS says how much running text may follow
# at most, as a share of the running text before the mark, for the mark to be the end.
COMMENT_FORM = re.compile(
    r"(?:leave|post|write|add|submit) (?:a|your|us a) (?:reply|comment|response|thought)s?(?: (?:on|to|below)\b.{0,120})?|cancel reply"
    r"|join the (?:conversation|discussion)|\d+ (?:comments?|thoughts?|responses?|replies) (?:on|to)\b.{0,160}"
    r"|log ?in to (?:comment|leave a comment|reply)|be the first to comment", re.I)
COMMENT_COUNT = re.compile(r"\d+ (?:comments?|thoughts?)|comments? ?\(\d+\)", re.I)
OTHER_ARTICLES = re.compile(
    r"(?:the )?(?:latest|most recent|recent|more|top|featured|trending|popular|most (?:read|popular|viewed|shared|commented)|hot|breaking)"
    r" (?:articles?|news|stories|posts?|headlines|now|reads|videos|blog posts|press releases)"
    r"|must[- ]reads?|trending|most read|most popular|most viewed|(?:elsewhere on|(?:from )?around|from) the web", re.I)
RELATED = re.compile(
    r"related(?: (?:content|articles?|posts?|stories|story|news|topics?|reading|coverage|links|items|insights|publications|tags))?"
    r"|you (?:may|might|will)(?: also)? (?:like|enjoy|be interested in)(?: these| this)?"
    r"|(?:more )?recommended(?: (?:for you|reading|stories|articles|posts|content))?|read next|up next|what to read next"
    r"|more (?:from|by|on|like|about) .{1,50}|don['’]t miss|also read|see also|editor['’]?s['’]? (?:picks?|choice)|about the (?:author|writer|publisher)"
    r"|(?:sign up|subscribe)(?: (?:to|for) (?:our |the |your )?.{0,40}(?:newsletters?|updates|alerts|mailing list))?"
    r"|newsletters?(?: sign ?-?up)?|our newsletter|get (?:our|the) .{0,30}newsletter"
    r"|stay (?:informed|updated|in touch|connected|up to date)|follow us|connect with us|tags|further reading", re.I)
TAIL_MARKS = ((COMMENT_FORM, 4.0), (COMMENT_COUNT, 1 / 3), (OTHER_ARTICLES, 1.0), (RELATED, 1 / 3))
NAVIGATION = listed(
    "home news about contact login search menu subscribe business technology tech politics sport sports world opinion video videos podcasts events "
    "jobs careers markets finance science health culture lifestyle travel blog press media resources services products company support help shop "
    "topics insights publications newsletters webinars more food education cities entertainment weather editorial crime europe "
    "asia africa americas international national local")
