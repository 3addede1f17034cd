"""Page furniture: menus, share bars, sign-ups, cookie notices, teasers, comment forms. What a reader of the article does not read.

Every rule is about words that any site may use; none names a site. A rule for a line must fit the *whole* line, and a line
that reports something (somebody said, fined, ruled …) is never furniture, whatever else it looks like. What ends the article
("Latest articles") ends it only when what follows cannot be the rest of the article.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.cleaning_blocks import FULL_STOP, Block, is_prose, key, same, words

# Lines that are furniture when they say nothing else; compared by letters and digits only, in any case.
PHRASES = frozenset(key(line) for line in """
share|share this|share this article|share this story|share this page|share this post|share article|share on facebook|share on twitter|share on x
share on linkedin|share on whatsapp|share on reddit|share on telegram|share on email|share via email|share with friends|tweet|tweet this|pin it|print
print this page|print page|print article|email|email this|e-mail|email this article|copy link|copy url|link copied|link copied to clipboard|save|save article|bookmark|gift article|whatsapp
facebook messenger|flipboard|pocket|export to pdf|save as pdf|download pdf|listen to this article|listen|play audio|text size|like this|loading|like loading
related|related content|related article|related articles|related post|related posts|related story|related stories|related news|related topics|related tags|related items|read more
read full story|read full article|read the full story|continue reading|keep reading|learn more|find out more|see more|view more|load more|show more|more|show less|view all|see all|view all posts
see all posts|click here|tap here|source link|full story|get the full story|go to the source|back to top|scroll to top|top of page|back|back to news|back to all news|next|previous|previous article|next article
previous post|next post|home|menu|main menu|search|close|close menu|open menu|hamburger menu|hambermenu|skip to content|skip to main content|skip to navigation|toggle navigation|navigation|breadcrumb|breadcrumbs|you are here
sign in|log in|login|logout|register|sign up|subscribe|subscribe now|subscribe today|my account|advertise|advertise with us|advertisement|advertisements|advertising|ad|ads|sponsored
sponsored content|promoted|promoted content|paid content|article content|article continues below|article continues after advertisement|article continues below this ad|story continues|story continues below
story continues below advertisement|advertisement continue reading below|scroll to continue|comments|leave a comment|add a comment|no comments|no comments yet|reply|tags|tagged|topics|categories|category|filed under|uncategorized
table of contents|contents|on this page|in this article|jump to|accept|accept all|accept all cookies|accept cookies|reject all|cookie settings|manage cookies|manage preferences|cookie policy|privacy policy|terms of use
terms of service|terms and conditions|terms conditions|privacy settings|do not sell my personal information|accessibility|contact|contact us|about us|about|help|faq|rss|rss feed|rss feeds|sitemap|newsletter|newsletters|newsletter signup
newsletter sign up|email alerts|follow us|follow us on social media|connect with us|follow|following|followers|all rights reserved|processing|error|error here|errorhere|submit|send|cancel|thank you|subscribed
free ebooks|resources|webinars|jobs|careers|podcasts|videos|photos|gallery|view gallery|about the author|author|view profile|view bio|read bio|more from this author|posted in|post navigation|views|post views|min read|minute read
""".replace("\n", "|").split("|") if line)

# Lines of up to MAX_LINE characters that are furniture when the whole line fits.
MAX_LINE = 400
SOCIAL = r"(?:facebook|twitter|x|linkedin|instagram|whatsapp|telegram|reddit|youtube|mastodon|bluesky|threads|google news|tiktok|pinterest|hacker news|e-?mail|rss)"
PATTERNS = tuple(re.compile(rf"(?:{pattern})[\W_]*\Z", re.I) for pattern in (
    rf"(?:share|tweet|post|send|print|save|follow|pin|recommend)(?:[\W_]+(?:this|the|article|story|page|post|us|on|via|to|by|it|and|or|{SOCIAL}))*[\W_]+{SOCIAL}",
    rf"{SOCIAL}(?:[\W_]+(?:{SOCIAL}|share|tweet|print|copy link|link))+",
    r"\d+ ?(?:shares?|comments?|likes?|views?|retweets?|followers?|reactions?)(?:\W+\d+ ?(?:shares?|comments?|likes?|views?))*|(?:comments|shares|views|likes)\W*\d+",
    r"followed by [\d.,+]+ ?(?:k|m|million|thousand|people|readers|followers)\b.{0,30}",
    r"#\s?1 (?:trusted|most|best|leading|source|news|site|choice)\b.{0,80}|.{0,40}\b(?:most trusted|your trusted|your daily (?:fix|source|dose)|your source for|your home for)\b.{0,80}",
    r"(?:found|find|did you find|enjoyed?|like|liked|love) this (?:article|story|post|page|content)(?: interesting| useful| helpful)?\?.{0,300}",
    rf"(?:please )?(?:follow|like|join|find|connect with) us (?:on|at|via)\b.{{0,40}}{SOCIAL}.{{0,160}}",
    r"(?:sign|signing) up (?:now|today|here|below|for|to)\b.{0,250}|sign up(?: and|,).{0,200}|(?:click|tap) here to (?:subscribe|sign up|register|read|join)\b.{0,200}",
    r"\(?(?:to|for|get|receive)\b.{0,120}\bsubscribe to\b.{0,150}|subscribe (?:now|today|here|to|for|and)\b.{0,200}|(?:already|not) a (?:subscriber|member)\b.{0,120}",
    r"(?:get|receive)\b.{0,140}\b(?:(?:to|in|into) your (?:inbox|email|e-mail)|delivered (?:daily|weekly|straight|directly|to you))\b.{0,80}",
    r"(?:we will|we'll|we’ll) send you\b.{0,160}|(?:join|over) [\d.,]+\+?(?:k|m| million| thousand)? (?:other )?(?:readers|subscribers|professionals|followers)\b.{0,120}",
    r"(?:enter|type) your (?:e-?mail|name|comment)\b.{0,120}|your e-?mail (?:address )?(?:will|is|\*|\().{0,160}|e-?mail (?:address )?(?:\*|\(required\)).{0,60}|required fields are marked.{0,20}",
    r"save my name.{0,160}|notify me (?:of|by|via|when)\b.{0,120}|thank you! your (?:subscription|submission|message|comment)\b.{0,160}|(?:oops|sorry)!? something went wrong.{0,120}",
    r"this site uses (?:akismet|cookies)\b.{0,200}|(?:learn|find out|see) how your (?:comment )?data is processed|this site is protected by recaptcha\b.{0,160}",
    r"(?:by (?:clicking|continuing|using|browsing|subscribing|signing|submitting|closing)\b).{0,60}\b(?:you (?:agree|accept|consent|acknowledge)|our (?:terms|privacy|cookie))\b.{0,250}",
    r"(?:(?:we|this (?:web)?site|our (?:web)?site|we and our (?:\d+ )?partners)[^.]{0,30} (?:use|uses|store|stores) (?:[a-z]+ ){0,3}cookies\b).{0,60}"
    r"\b(?:experience|browsing|preferences|traffic|visit|website|site|agree|accept|consent|personali[sz]e|analy[sz]e|content|ads)\b.{0,250}",
    r"(?:please )?(?:enable|turn on|disable) (?:javascript|cookies|your ad ?blocker)\b.{0,160}|(?:we apologi[sz]e, but )?this video (?:has failed to load|is unavailable|cannot be played).{0,120}",
    r"you have (?:exhausted|reached|used|read|viewed) (?:your|all|\d+).{0,30}(?:article|articles|limit)\b.{0,160}|this (?:is a premium article|article is (?:free|for subscribers|available exclusively))\b.{0,160}",
    r"this story is from the .{0,120}|start your (?:free|\d+-day)\b.{0,200}|please support quality journalism|refresh for updates|this is breaking news.{0,60}",
    r"(?:read (?:more|also|next|now|this)|also read|more on this(?: story)?|related(?: article| story| post| news| content| coverage| reading| topics?| tags?)?|don['’]t miss|dig deeper|recommended(?: reading)?"
    r"|you (?:may|might)(?: also)? (?:like|enjoy|be interested in)|what to read next|trending|watch(?: now)?|must read|editor['’]?s['’]? picks?)\s*(?:[:|»→>]|\s[–—-]\s).{0,200}",
    r"read (?:more|the full (?:article|story|report|text|release|decision|statement)|on)(?: (?:here|at|on|about|in|from|of)\b.{0,100})?|continue reading.{0,160}|to continue reading.{0,120}",
    r"(?:learn|find out|see|view|load|show|discover) (?:more|all|full|details)(?: (?:posts?|stories|articles|news|about us|here|by .{1,40}|from .{1,40}))?",
    r"(?:tags?|tagged(?: with)?|topics?|categor(?:y|ies)|filed under|posted in|labels?|keywords?|more (?:in|about))\s*[:|].{0,200}|posted in .{1,60}",
    r"(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4})).{0,200}|.{0,120}\ball rights reserved\b.{0,60}",
    r"(?:image|photo(?:graph)?|picture|illustration|video|graphic)s?(?: (?:credit|by|source|courtesy(?: of)?))?\s*[:©].{0,120}|credits?\s*:.{0,80}|photo by .{1,80}",
    r".{0,60}(?:\||/|via|©)\s*(?:getty(?: images)?|shutterstock|istock|unsplash|adobe stock|alamy|pexels|pixabay|depositphotos|flickr|epa|afp|wikimedia(?: commons)?)(?:\s*(?:images|/.{1,20}))?",
    r"\(?(?:additional )?reporting (?:and \w+ )?by .{1,120}(?:editing|writing) by .{1,120}",
    r"(?:about )?\d{1,3}[ -]?min(?:ute)?s?(?:\.| of)? ?(?:read(?:ing)?(?: time)?|listen|watch)|(?:estimated )?read(?:ing)? time\W*(?:about )?\d{1,3} ?(?:min(?:ute)?s?)?",
    r"home(?:page)?\s*[>/»›|→]\s*.{1,200}|(?:[^>»›]{1,40}\s[>»›]\s){2,}[^>»›]{1,160}|you are here\s*:.{0,200}",
    r"(?:https?://|www\.)\S+",
    r"(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|search|footer)(?:\W.{0,60})?|(?:view|open|see) (?:in|this (?:e-?mail|page) in) (?:your )?browser.{0,40}",
    r"(?:click|tap) (?:here|on|the)\b.{0,60}\b(?:enlarge|zoom|expand|share|download|unmute|play|watch)\b.{0,60}|back to video|play video|watch (?:the )?(?:full )?video(?: below| above)?",
))

# A line that reports something stays, whatever it looks like.
REPORTS = re.compile(r"[“”„\"]|\b(?:said|says|told|stated|announced|according to|fined?|fines|ruled|rules|ordered|orders|banned|bans|sued|sues|found that|warned|warns"
                     r"|investigat\w+|decided|decision|complaint|penalt\w+|regulator\w*|authorit\w+|watchdog|court|commission(?:er)?)\b", re.I)
TEASER_MARK = re.compile(r"(?:read (?:more|also|next|now)|also read|related\b|don['’]t miss|dig deeper|recommended|you (?:may|might)|trending|watch|must read|more on this|editor)", re.I)

# What ends an article. After a comment form nothing of it follows; lists of other articles and sign-ups also stand in the middle.
COMMENT_FORM = re.compile(r"(?:leave|post|write|add|submit) (?:a|your|us a) (?:reply|comment|response|thought)s?(?: (?:on|to|below)\b.{0,120})?|cancel reply|join the (?:conversation|discussion)"
                          r"|\d+ (?:comments?|responses?|thoughts?|replies)(?: (?:on|to)\b.{0,160})?|comments? ?\(\d+\)|log ?in to (?:comment|leave a comment|reply)|be the first to comment", re.I)
OTHER_ARTICLES = re.compile(r"(?:the )?(?:latest|most recent|recent|more|top|featured|trending|popular|most (?:read|popular|viewed|shared|commented)|hot|breaking)"
                            r" (?:articles?|news|stories|posts?|headlines|now|reads|videos|blog posts|press releases)"
                            r"|must[- ]reads?|trending|most read|most popular|most viewed|(?:elsewhere on|(?:from )?around|from) the web", re.I)
RELATED = re.compile(r"related(?: (?:content|articles?|posts?|stories|story|news|topics?|reading|coverage|links|items|insights|publications|tags))?"
                     r"|you (?:may|might|will)(?: also)? (?:like|enjoy|be interested in)(?: these| this)?"
                     r"|(?:more )?recommended(?: (?:for you|reading|stories|articles|posts|content))?|read next|up next|what to read next|more (?:from|by|on|like|about) .{1,50}"
                     r"|don['’]t miss|editor['’]?s['’]? (?:picks?|choice)|about the (?:author|writer|publisher)"
                     r"|(?:sign up|subscribe)(?: (?:to|for) (?:our |the |your )?.{0,40}(?:newsletters?|updates|alerts|mailing list))?|newsletters?(?: sign ?-?up)?|our newsletter"
                     r"|get (?:our|the) .{0,30}newsletter|stay (?:informed|updated|in touch|connected|up to date)|follow us|connect with us|tags|further reading", re.I)
NAVIGATION = frozenset("home news about contact login search menu subscribe business technology tech politics sport sports world opinion video videos podcasts events jobs careers markets finance science health culture "
                       "lifestyle travel blog press media resources services products company support help shop topics insights publications newsletters webinars more".split())


def strip(blocks: Sequence[Block], title: str | None, keep: Callable[[Block], bool]) -> list[Block]:
    """The blocks of the article. `title` is its headline if the metadata name one; blocks that `keep` says yes to (dates, by-lines)
    are not taken for furniture above the headline."""
    kept = _without_lines(blocks, title, keep)
    kept = _without_menu(_after_headline(kept, title, keep))
    return _without_repetitions(_without_tail(kept, title, keep), title)


def is_furniture(block: Block) -> bool:
    """Whether a line is furniture by its own words."""
    text = block.text.strip()
    if key(text) in PHRASES:
        return True
    if block.linked and block.kind != "heading" and not (words(text) >= 8 and text.rstrip("\"”’'»)").endswith(".")):
        return True
    if len(text) > MAX_LINE or not any(pattern.match(text) for pattern in PATTERNS):
        return False
    teaser = bool(TEASER_MARK.match(text)) and not text.rstrip("\"”’'»)").endswith(".")
    return teaser or words(text) <= 6 or not REPORTS.search(text)


def _without_lines(blocks: Sequence[Block], title: str | None, keep: Callable[[Block], bool]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        if _is_title(block, title) or keep(block) or not is_furniture(block) or _marks_tail(block):
            kept.append(block)
        elif kept and key(block.text) in ("learn more", "view all posts", "see all posts", "view profile", "view bio", "read bio", "more from this author") \
                and _is_name(kept[-1].text) and any(map(is_prose, kept)):
            kept.pop()                   # the box about the author: a name and a link to the profile
    return kept


def _after_headline(blocks: list[Block], title: str | None, keep: Callable[[Block], bool]) -> list[Block]:
    """Without what stands above the headline where the headline is known: the last line that repeats it before any running text."""
    first_prose = next((i for i, block in enumerate(blocks) if is_prose(block) and not _is_title(block, title)), len(blocks))
    above = [i for i in range(first_prose) if _is_title(blocks[i], title)]
    if not above and not title:
        above = [i for i in range(first_prose) if blocks[i].level == 1][:1]
    if not above:
        return blocks
    return [block for block in blocks[:above[-1]] if keep(block) and not _is_title(block, title)] + blocks[above[-1]:]


def _without_menu(blocks: list[Block]) -> list[Block]:
    """Without runs of four and more lines of a word or three among which are names of site sections, before the running text."""
    first_prose = next((i for i, block in enumerate(blocks) if is_prose(block)), 0)
    run: list[int] = []
    drop: set[int] = set()
    for i in range(first_prose + 1):
        if i < first_prose and words(blocks[i].text) <= 3 and not FULL_STOP.search(blocks[i].text):
            run.append(i)
            continue
        if len(run) >= 4 and sum(key(blocks[j].text) in NAVIGATION for j in run) >= 2:
            drop.update(run)
        run = []
    return [block for i, block in enumerate(blocks) if i not in drop]


def _without_tail(blocks: list[Block], title: str | None, keep: Callable[[Block], bool]) -> list[Block]:
    """Without what follows the article; a mark in the middle of it goes with the teasers under it."""
    prose = [len(block.text) if is_prose(block) else 0 for block in blocks]
    after, before = sum(prose), 0
    kept: list[Block] = []
    in_teasers = False
    for block, length in zip(blocks, prose):
        after -= length
        if not _is_title(block, title) and _marks_tail(block):
            text = block.text.strip(" \t:*-–—|»>→#")
            share = 1e9 if COMMENT_FORM.fullmatch(text) else 1.0 if OTHER_ARTICLES.fullmatch(text) else 1 / 3
            if before and after <= before * share:
                return kept
            in_teasers = before > 0
            continue
        in_teasers = in_teasers and not length and not keep(block) and not _is_title(block, title)
        if not in_teasers:
            kept.append(block)
            before += length
    return kept


def _without_repetitions(blocks: list[Block], title: str | None) -> list[Block]:
    """Without the second copy of a headline or paragraph: pages show the standfirst and the caption twice."""
    seen: set[str] = set()
    kept = []
    for block in blocks:
        words_of = key(block.text)
        if words_of in seen and (_is_title(block, title) or words(block.text) >= 8):
            continue
        seen.add(words_of)
        kept.append(block)
    return kept


def _marks_tail(block: Block) -> bool:
    text = block.text.strip(" \t:*-–—|»>→#")
    return len(text) <= 160 and not is_prose(block) and any(mark.fullmatch(text) for mark in (COMMENT_FORM, OTHER_ARTICLES, RELATED))


def _is_title(block: Block, title: str | None) -> bool:
    return bool(title) and same(block.text, title or "")


def _is_name(text: str) -> bool:
    tokens = text.split()
    return 2 <= len(tokens) <= 4 and all(token[0].isupper() and token.replace(".", "").replace("-", "").replace("’", "").replace("'", "").isalpha() for token in tokens)
