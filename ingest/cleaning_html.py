"""HTML as blocks: the main text of a page, or all the text of a fragment (a feed entry, a record).

trafilatura finds the main text of a page. It is quadratic on pages of very many elements and gives up structure on very
short ones; there the page's own <article> or <main> is read instead. Parsing is bounded: libxml2 stops at MAX_DEPTH nested
elements, and a page that is deeper or has more than MAX_ELEMENTS is refused, since what follows would be lost unseen.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html
from lxml.html import HtmlElement

from ingest.cleaning_blocks import Block, continues, is_prose, listed
from ingest.cleaning_page import PageFacts, facts

MAX_ELEMENTS = 200_000
MAX_ELEMENTS_FOR_TRAFILATURA = 20_000    # a few seconds at most; news pages have 500 to 8,000
MAX_DEPTH = 2048                         # libxml2's own
MAX_ATTRIBUTES = 200                     # of one tag: libxml2 compares each with each
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{400,}+")
AROUND_HEADLINE = 60                     # blocks from the top in which the date and the by-line are looked for
ENOUGH_PROSE = 250                       # characters below which trafilatura flattens a page to one paragraph
HIDDEN = listed("script style noscript template svg math iframe object embed video audio canvas select button input textarea form dialog map")
AROUND = listed("nav aside footer")
FURNITURE_ROLES = listed("navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar")
FURNITURE_CLASSES = listed(
    "comments comment comment-list commentlist comments-area disqus_thread respond related related-articles related-posts related-content newsletter "
    "newsletter-signup share sharing share-buttons social-share social-links sidebar breadcrumb breadcrumbs advertisement ad ads site-header site-footer "
    "footer navbar menu pagination post-navigation author-box most-read trending recommended skip-link")
BLOCKS = listed("p div section article main header body h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr caption blockquote pre address "
                   "figure figcaption hr fieldset details summary center head list item quote row graphic hgroup")
CELLS = frozenset(("td", "th", "cell"))
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
SPACE = re.compile(r"[ \t\r\n\f]+")
COOKIE_NOTICE = re.compile(r"(?:cookie|consent|gdpr)[-_]?(?:banner|bar|notice|popup|modal|consent|law|overlay|wall|dialog)|onetrust|cookiebot", re.I)


class NoText(ValueError):
    """A page that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: about itself, in its main text, and around its headline (where trafilatura drops dates and by-lines)."""

    facts: PageFacts
    blocks: list[Block]
    around_headline: list[Block]


def read(content: str) -> Page:
    """A page, or a fragment such as a feed entry. Raises `NoText` for one without text or beyond the limits."""
    tree = _parse(content)
    count = sum(1 for _ in tree.iter())
    if count > MAX_ELEMENTS:
        raise NoText(f"has {count:,} HTML elements, more than the limit of {MAX_ELEMENTS:,}; save the article's own part of the page")
    found = facts(tree)
    _remove_hidden(tree)
    fragment = not re.search(r"<(?:html|body|head|!doctype)\b", content[:20_000], re.I)
    own, marked = (_blocks(tree), True) if fragment else _own_article(tree)
    blocks = own if fragment else _main_text(tree, count, own, marked)
    if not blocks:
        raise NoText("holds no text; give a page with an article")
    return Page(found, blocks, own[:AROUND_HEADLINE])


def _parse(content: str) -> HtmlElement:
    content = re.sub(r"^\s*<\?xml[^>]*\?>", "", content).replace("\0", "")
    for tag in LONG_TAG.finditer(content):
        count = len(re.sub(r"\"[^\"]*\"|'[^']*'", "", tag[0]).split())
        if count > MAX_ATTRIBUTES:
            raise NoText(f"has an HTML tag with about {count:,} attributes, more than the limit of {MAX_ATTRIBUTES:,}; it is no page of an article")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(content.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as e:
        raise NoText(f"holds no HTML text ({e}); give a page with an article") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise NoText(f"nests its elements deeper than {MAX_DEPTH:,} levels, it is no page of an article; save the article's own part of the page")
    return tree


def _main_text(tree: HtmlElement, count: int, own: list[Block], marked: bool) -> list[Block]:
    if count > MAX_ELEMENTS_FOR_TRAFILATURA:
        return own
    import trafilatura  # slow to import, and most texts are no pages

    try:
        result = trafilatura.bare_extraction(tree, include_comments=False, include_links=True, include_tables=True, include_images=False,
                                             include_formatting=False, deduplicate=False, with_metadata=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError):
        return own                       # odd trees have broken it before; the page's own structure is the next best reading
    body = getattr(result, "body", None)
    main = _blocks(body) if body is not None else []
    # Its last resort for short pages is one paragraph of everything; and what a page marks as its article is not to be lost.
    enough = max(ENOUGH_PROSE, 0.7 * _prose(own)) if marked else min(ENOUGH_PROSE, _prose(own))
    return main if _prose(main) >= enough and len(main) > 1 else own


def _own_article(tree: HtmlElement) -> tuple[list[Block], bool]:
    """The text of the page's largest <article>, else its <main>, else its body, without menus and margins; and whether the page marks it."""
    marked = tree.xpath("//*[@itemprop='articleBody'] | //article[not(ancestor::article)]") or tree.xpath("//main | //*[@role='main']")
    candidates = [blocks for element in marked[:50] if (blocks := _blocks(element, skip_around=True))]
    best = max(candidates, key=_prose, default=[])
    whole = _blocks(tree, skip_around=True)
    return (best, True) if best and _prose(best) >= 0.4 * _prose(whole) else (whole, False)


def _prose(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks if is_prose(block))


def _remove_hidden(tree: HtmlElement) -> None:
    """Drops what no reader sees and what asks for consent."""
    doomed = [e for e in tree.iter(*HIDDEN) if e.getparent() is not None and not (e.tag == "form" and len(e.text_content()) > 2_000)]
    doomed += tree.xpath("//*[@hidden or contains(@style,'display:none') or contains(@style,'display: none')]")
    doomed += [e for e in tree.xpath("//*[@id or @class]") if COOKIE_NOTICE.search(f"{e.get('id', '')} {e.get('class', '')}")]
    for element in doomed:
        if element.getparent() is not None and element.tag not in ("html", "body", "article", "main"):
            element.drop_tree()


def _blocks(root: etree._Element, skip_around: bool = False) -> list[Block]:
    """All text below an element, of HTML or of trafilatura's own tags, in paragraphs. Iterative: pages nest deeply."""
    blocks: list[Block] = []
    parts: list[str] = []                # the paragraph being collected; "\n" is a line break
    plain = False                        # whether any of its words stand outside links
    kinds: list[tuple[str, int]] = []    # open headings and items
    link_depth = 0
    skip: etree._Element | None = None

    def flush() -> None:
        nonlocal plain
        for paragraph in re.split(r"\n *\n[ \n]*", "".join(parts)):
            lines: list[str] = []
            for line in filter(None, map(str.strip, paragraph.split("\n"))):
                if lines and continues(lines[-1], line):         # a line break in the middle of a sentence is only layout
                    lines[-1] += " " + line
                else:
                    lines.append(line)
            kind, level = kinds[-1] if kinds else ("paragraph", 0)
            blocks.extend(Block(line, kind, level, not plain) for line in lines if any(c.isalnum() for c in line))   # type: ignore[arg-type]
        parts.clear()
        plain = False

    def add(text: str | None) -> None:
        nonlocal plain
        if text and skip is None:
            parts.append(SPACE.sub(" ", text))
            plain = plain or (link_depth == 0 and any(c.isalnum() for c in text))

    for event, element in _walk(root):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skip is None and element is not root and (tag in ("figcaption", "title") or (skip_around and _is_around(element))):
                skip = element
            if tag in BLOCKS:
                flush()
            if tag in HEADINGS or tag == "head":
                kinds.append(("heading", HEADINGS.get(tag) or int((element.get("rend") or "h2")[-1:].replace("i", "2") or 2)))
            elif tag in ("li", "item"):
                kinds.append(("item", 0))
            link_depth += tag in ("a", "ref")
            if tag in ("br", "lb") and skip is None:
                parts.append("\n")
            add(element.text)
        else:
            if tag in BLOCKS:
                flush()
            if tag in HEADINGS or tag in ("head", "li", "item"):
                kinds.pop()
            link_depth -= tag in ("a", "ref")
            if skip is element:
                skip = None
            if tag in CELLS:
                add(" | " if element.getnext() is not None else None)
            if element is not root:
                add(element.tail)
    flush()
    return blocks


def _walk(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    return iter(etree.iterwalk(root, events=("start", "end")))


def _is_around(element: etree._Element) -> bool:
    if element.tag in AROUND or (element.get("role") or "").lower() in FURNITURE_ROLES:
        return True
    names = {*(element.get("class") or "").lower().split(), (element.get("id") or "").lower()}
    if names & FURNITURE_CLASSES and element.tag not in ("article", "main", "body") and element.find(".//h1") is None:
        return True
    return element.tag == "header" and not any(parent.tag in ("article", "main") for parent in element.iterancestors())
