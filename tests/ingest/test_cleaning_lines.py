"""Lines of the head and foot of articles: what states a date, a writer or a paper is taken down, furniture goes, sentences stay."""
from __future__ import annotations

from datetime import date

import pytest

from ingest.cleaning import clean
from ingest.model import Article, RawDocument

TITLE = "Regulator fines Alpha Bank over letters"
FIRST = "The regulator has fined Alpha Bank two million euros because it kept the letters of former customers for twelve years."
LAST = "Alpha Bank said that it would delete the letters before the end of the year and that it would not appeal."
DAY = date(2024, 9, 17)


def cleaned(*paragraphs: str) -> Article:
    return clean(RawDocument("test", "\n\n".join(paragraphs)))


HEADS = [
    "Bank Updates | 17/09/24", "Published: 09-17-24", "Trade press brief, 17 September 2024", "DUBLIN, Sept. 17 (2024) /",
    "By the Latin America desk, 17 September 2024", "By Ada Novak, Banking Correspondent, 17 September 2024",
    "By Ada Novak\nSeptember 17, 2024", "By Ada Novak and Tom Reyes | Published September 17, 2024 | Updated September 18, 2024",
    "Ada Novak\n17 September 2024", "ADA NOVAK\nSEPTEMBER 17, 2024", "by\nAda Novak\n17 Sep 2024",
    "Newsdesk, The Hague\n17 September 2024", "Dublin Evening Ledger\n17 September 2024", "Dublin Evening Ledger | 17 September 2024",
    "Valmont Ferrer Avocats | Client alert | 17 September 2024",
    "Week 38/2024 - Data & Technology Team, Harcastle Rowe LLP, 17 September 2024", "VOL. 43 | NO. 29 | Tuesday, September 17, 2024",
    "Sept. 17, 2024 09:12 GMT", "Sep 17, 2024, 9:12 AM ET", "September 17, 20249:12 AM ETHeard on All Things",
    "Updated: Sep 18, 2024 Published: Sep 17, 2024",
    "First published: Tue 17 Sep 2024 09.12 BST\nLast modified on Wed 18 Sep 2024 10.00 BST", "Published On 17 Sep 2024",
    "Published 17th September 2024 by Ada Novak", "Posted: 17 Sep 2024 in Privacy, Banks", "17 September 2024 - 10:15",
    "17.09.2024 | Press release", "Press release | 17 September 2024 | Brussels", "Brussels, 17 September 2024",
    "MEDIA RELEASE\n17 September 2024\nReference: 24/117", "Date published: 17 September 2024\nType: News",
    "Date: 17 September 2024\nPress Release No 12/24", "2024-09-17", "2024-09-17T09:12:00+00:00Provided by",
    "Tuesday 17 September 2024 09:12, UK", "3 min read\nSeptember 17, 2024",
    "3 min read . Updated: 18 Sep 2024, 05:21 PM IST\nPublished: 17 Sep 2024, 05:00 PM IST",
    "Last Updated : 18 Sep 2024 10:20 AM | Published : 17 Sep 2024 09:12 AM",
    "Privacy & Data Protection\nSeptember 17, 2024\nBy: Ada Novak, Partner", "Sep 17 2024", "17 Sept 2024 • 4 min read",
    "Tue., Sept. 17, 2024 timer2 min. read", "AUTHOR: Ada Novak\nDATE: 17/09/2024\nSOURCE: The Example Ledger",
    "Ada Novak, Staff Writer  Sep 17, 2024", "Ada Novak  @adanovak  Published 9:12 a.m. ET Sept. 17, 2024",
    "Author Ada Novak\nPublished Sep 17, 2024 9:12 AM", "Published: September 17, 2024 9:12am EDT", "News | 17 September 2024",
    "17 September 2024 Press release", "Reading time: 3 minutes | September 17, 2024 | Example City (AFP)",
    "Reuters\n17 September 2024 9:12 AM UTC · Updated 2 hours ago", "(AFP) – Sep 17, 2024", "Tom Reyes/Example Wire\nSep 17, 2024",
    "Image: a letter box\nBy Ada Novak\n17 September 2024", "Written by Ada Novak, Senior Editor on Sept. 17, 2024",
    "Contributed by Ada Novak\n17 September 2024", "Ada Novak | Example Wire | Posted - Sep 17, 2024 / 09:12 AM EDT",
    "Dienstag, 17. September 2024",
]


@pytest.mark.parametrize("marked", [TITLE, f"# {TITLE}"], ids=["plain", "Markdown"])
@pytest.mark.parametrize("head", HEADS)
def test_lines_under_the_headline_date_the_article_and_leave_its_text(head: str, marked: str) -> None:
    found = cleaned(marked, head, FIRST, LAST)
    assert (found.published, found.text) == (DAY, "\n\n".join((TITLE, FIRST, LAST)))


@pytest.mark.parametrize(("head", "authors", "publisher"), [
    ("By Ada Novak, Banking Correspondent, 17 September 2024", ("Ada Novak",), None),
    ("By the Latin America desk, 17 September 2024", ("Latin America desk",), None),
    ("by\nAda Novak\n17 Sep 2024", ("Ada Novak",), None),
    ("By Ada Novak and Tom Reyes | Example Wire | 17 September 2024", ("Ada Novak", "Tom Reyes"), "Example Wire"),
    ("Dublin Evening Ledger\n17 September 2024", (), "Dublin Evening Ledger"),
    ("Week 38/2024 - Data & Technology Team, Harcastle Rowe LLP, 17 September 2024", (), "Harcastle Rowe LLP"),
    ("Lexmere Avocats, Brussels\n17 September 2024", (), "Lexmere Avocats"),
    ("Ada Novak\n17 September 2024", (), None),                      # a person or a place: the line does not say
])
def test_writers_and_papers_are_told_apart_from_offices_and_places(head: str, authors: tuple[str, ...], publisher: str | None) -> None:
    found = cleaned(TITLE, head, FIRST, LAST)
    assert (found.authors, found.publisher) == (authors, publisher)


@pytest.mark.parametrize("place", [
    "ROME, Sept 17, 2024 /ExampleWire/ -- ", "DUBLIN, 17 September 2024 (Example Wire) — ", "Brussels, 17 September 2024. ", "BRUSSELS (17 September 2024) – ",
    "(Brussels, 17 September 2024) ", "WASHINGTON, D.C., September 17, 2024 – ", "NEW YORK--(EXAMPLE WIRE)--September 17, 2024--",
    "The Hague, September 17, 2024—",
    "SAN FRANCISCO, CA | September 17, 2024 | ", "17 September 2024, Brussels – ", "[17 September 2024] ", "PARIS/BRUSSELS, Sept 17, 2024 - ",
])
def test_a_dateline_of_any_agency_dates_the_article_and_its_words_stay(place: str) -> None:
    found = cleaned(TITLE, place + FIRST, LAST)
    assert (found.published, found.text.split("\n\n")[1]) == (DAY, place + FIRST)


@pytest.mark.parametrize("sentence", [
    "On 17 September 2024. That is the day on which the bank must pay.", "In Brussels, 17 September 2024 is a holiday, the regulator said.",
    "The bank has until 17 September 2024: then it must pay.", "Since Monday, 16 September 2024, the bank has paid.",
])
def test_a_sentence_with_a_day_is_no_dateline(sentence: str) -> None:
    assert cleaned(TITLE, sentence, LAST).published is None


@pytest.mark.parametrize("first", [f"date 2024-09-17 {TITLE}", f"{TITLE}2 min read . Updated: 17 Sep 2024, 05:21 PM IST", f"{TITLE} 2 min read"])
def test_what_a_converter_glued_to_the_headline_is_cut_off_it(first: str) -> None:
    assert cleaned(first, FIRST, LAST).text == "\n\n".join((TITLE, FIRST, LAST))


LINES_OF_THE_ARTICLE = [
    "Alpha Bank Must Delete Letters", "Watchdog says the bank kept letters", "What happened", "Key points", "Alpha Bank pays",
    "Two million for twelve years of letters", "A fine, and a warning", "Decided: 3 June 2024", "Fine: 310,000,000 EUR",
    "Authority: Data Protection Commission (Ireland)", "Alpha Bank, fined again",
]


@pytest.mark.parametrize("line", LINES_OF_THE_ARTICLE)
def test_a_line_beside_the_date_that_says_something_stays(line: str) -> None:
    for head in ((DATE, line), (line, DATE), ("By Ada Novak", line, DATE)):
        found = cleaned(TITLE, *head, FIRST, LAST)
        assert found.text == "\n\n".join((TITLE, line, FIRST, LAST))
        assert found.published == DAY


DATE = "17 September 2024"
FURNITURE = [
    "Reporting by Ada Novak, Editing by Tom Reyes", "Reporting by Ada Novak in Brussels; Additional reporting by Tom Reyes",
    "Reporting by Ada Novak", "Our Standards: The Example Trust Principles.", "($1 = 0.8465 euros)", "(1 euro = 1.09 dollars)",
    "Alpha fined again Read More »", "Continue Reading Alpha Bank settles", "Comments are closed.", "2 Trackbacks & Pingbacks",
    "Generated by Feedzy", "A+ A- A", "More follows…", "More to follow.", "The post Alpha Bank fined appeared first on Example Media.",
    "This article was originally published by Example Media.", "This story originally appeared on Example Media.",
    "This article first appeared in Example Media on 3 May 2024.", "Sign up to our daily newsletter for more stories like this.",
    "Media enquiries: +44 20 7946 0000", "For media enquiries contact press@a.example.", "Contact: press@a.example",
    "We value your privacy",
    "We and our 842 partners store and/or access information on a device, such as cookies and unique identifiers.",
    "By clicking “Accept All”, you agree to the storing of cookies on your device to enhance site navigation.", "Manage options",
    "Your privacy choices", "Cookie Notice",
    "FILE PHOTO: The logo of Alpha Bank is seen in Paris, France, June 3, 2021. REUTERS/Ada Novak",
    "The logo of Alpha Bank is seen in Paris on June 3, 2021. (AP Photo/Ada Novak, File)",
    "FILE - The headquarters of Alpha Bank in Paris. (Ada Novak/Pool via AP)",
    "Alpha Bank's headquarters in Paris. Photograph: Ada Novak/Example Images", "A sign outside Alpha Bank. | Ada Novak/Getty Images",
    "A sign outside Alpha Bank (Image credit: Ada Novak)", "Ada Novak / Getty Images", "Illustration by Ada Novak",
    "Recommended Stories", "list of 4 items", "list 1 of 4", "end of list", "More For You", "More on this story", "Share Save",
    "Listen to this article · 3:12 min Learn more", "Advertisement - Continue reading below", "ADVERTISEMENT – ARTICLE CONTINUES BELOW",
    "Follow @adanovak on X", "Have a tip? Contact Ada at ada@a.example.", "Got a confidential news tip? We want to hear from you.",
    "Want more stories like this? Follow our channel.", "Support our journalism", "Terms of Service | Privacy Policy | Cookie Settings",
    "Powered by WordPress", "[email protected]", "Email: [email protected]", "+44 20 7946 0000", "Tel: +44 20 7946 0000",
    "Jump to content", "From Wikipedia, the free encyclopedia", "Subscribe to continue reading", "Already subscribed? Log in",
    "Click to share on Facebook (Opens in new window)", "Share this: Facebook X", "Print this article", "Download PDF",
    "Download as PDF", "Save to read later", "Add us as a preferred source on Google", "Make us preferred on Google", "Report an error",
    "Was this page helpful?", "Is this page useful? Maybe Yes this page is useful", "Thank you for your feedback",
    "Back to news listing", "All news", "View all news", "Next article: Beta Bank sued", "Previous Post: Beta Bank sued",
    "Published in: Banking", "In: Privacy, Banking", "Last modified: 3 May 2024", "Reading Time: 2 mins read", "0 Comments",
    "Loading comments...", "Watch: Beta Bank explained", "Listen: Beta Bank explained", "LISTEN | Beta Bank explained",
    "Read the full decision here", "Read: Beta Bank sued over cookies", "Read more: Beta Bank sued over cookies",
    "ALSO READ: Beta Bank sued over cookies", "SEE ALSO: Beta Bank sued over cookies", "You may also like: Beta Bank sued over cookies",
    "Photo: Example", "Credit: Example", "Image via Example", "Getty Images", "Representational image", "Representative image",
    "Unlock this article", "This is a carousel. Use Next and Previous buttons to navigate", "Here's what you need to know:",
    "Text settings", "Story text", "Size Small Standard Large Width * Standard Wide Links Standard Orange",
    "Your browser does not support the audio element.", "0:00 / 3:12", "1x", "Video Player is loading.", "Opens in new window",
    "External link", "Skip Ad", "",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes_between_paragraphs_and_under_the_last(line: str) -> None:
    assert cleaned(FIRST, line, LAST).text == cleaned(FIRST, LAST, line).text == f"{FIRST}\n\n{LAST}"


SENTENCES = [
    "Photo-sharing apps must ask before they keep a face.", "The bank offered customers a credit: two months free of charge.",
    "The customers lost one more thing: a picture.", "The report was published by the committee on Monday.",
    "The report was first published in June.", "The post was first published on Facebook in 2021.",
    "We process personal data such as posts only if you agree.", "File photos of customers were kept as well.",
    "Questions remain about the fine.", "This article of the law applies to banks.", "This note was sent to all 4,000 customers.",
    "Contact details of 4,000 customers were leaked.", "Reporting by banks must improve.",
    "Reporting by banks to the regulator must improve before the end of the year.", "Follow-up letters on Facebook were ignored.",
    "Listening devices were found in two branches.", "The bank asked the customers to click to share on Facebook.",
    "More follows from the second ruling.", "Unlock this article of clothing, the advertisement said.",
    "The bank was ordered to add a link to its front page: Terms of Service.", "Email addresses: 4,000; telephone numbers: 12,000.",
    "Cookies were read before consent was given.", "Next: the court of appeal.", "In: two weeks, out: never, a customer wrote.",
    "Read: the authority did not believe it.", "Want more privacy? Ask for it, the authority said.",
    "Is this page of the contract valid? The court thinks not.", "Has the bank a question? It may ask the authority.",
    "Generated by the bank itself, the letters were false.", "Powered by fear, customers left the bank.",
    "The letters were generated by a machine.", "Illustration by example is allowed, the court held.", "Editing by machines is banned.",
    "The bank's motto, \"Share Save\", is misleading.", "Representative bodies may complain: three did so.",
    "A 1 = 1 vote of the board was not enough.", "5 of 7 members agreed.", "Alpha Bank's app, WhatsApp and Telegram are affected.",
    "The story first appeared in the Example Ledger, the bank said.", "Getty Images sued the company.",
    "The bank / Beta Bank merger was blocked.", "He chose the bank as a preferred source of loans.",
    "You agree to the terms by clicking, the bank wrote.", "The advertisement continues below the fold, the regulator found.",
    "0:00 to 3:12 is the time at which the calls were made.",
]


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_that_resembles_furniture_stays(line: str) -> None:
    assert cleaned(FIRST, line, LAST).text == f"{FIRST}\n\n{line}\n\n{LAST}"
    assert cleaned(FIRST, LAST, line).text == f"{FIRST}\n\n{LAST}\n\n{line}"


def test_a_labelled_day_at_the_end_counts_where_the_top_states_none() -> None:
    assert cleaned(TITLE, FIRST, LAST, "Published 2024/09/17").published == DAY
    assert cleaned(TITLE, "5 March 2024", FIRST, LAST, "Published 2024/09/17").published == date(2024, 3, 5)
    assert cleaned(TITLE, FIRST, LAST, "Last updated 2024/09/17").published is None


def test_numbers_of_sections_and_versions_are_no_days() -> None:
    assert cleaned(TITLE, "Section 3.1.22", FIRST, LAST).published is None
    assert cleaned(TITLE, FIRST, "It runs on version 1.2.24 of the letters. " + LAST).published is None
