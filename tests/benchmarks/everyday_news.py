"""News that no reader of this project needs: sport, weather, culture, towns, and business that names large companies.

Made from sentences, so that there is as much as a benchmark wants; the same number gives the same article.
"""
from __future__ import annotations

from random import Random

DESKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sport": (
        ("{town} edge past {other} after late winner", "{name} returns from injury in {town} win", "Coach {name} praises young side after {other} draw"),
        ("{town} came from behind to beat {other} {n}-1 on Saturday in front of a sell-out crowd.",
         "{name} opened the scoring in the {n}th minute with a header from a corner.",
         "The visitors hit the post twice before the break and had a goal ruled out for offside.",
         "\"We kept believing and the supporters carried us over the line,\" said {name}, who took charge of the team in the autumn.",
         "It was the club's fourth victory in a row and lifts them to sixth place in the table.",
         "{name} left the pitch with a knee complaint shortly after half-time and will have a scan on Monday.",
         "The referee showed seven yellow cards in a bad-tempered second half.",
         "{other} have now gone {n} matches without a win and travel to the league leaders next weekend.",
         "The midfielder, 23, joined in the summer for an undisclosed fee and has already scored nine times.",
         "Heavy rain had left the surface slippery, and both goalkeepers struggled to hold the ball.",
         "Tickets for the cup tie go on sale on Thursday, the club announced.",
         "In the women's race, {name} won by {n} seconds after breaking away on the final climb.",
         "The captain said that the squad would not change its style of play despite the defeat.",
         "A minute's applause was held before kick-off for the groundsman, who retires after forty years.")),
    "weather": (
        ("Storm brings floods and power cuts to {town}", "Sunny spells and light winds for {town} this weekend", "Snow expected on high ground near {town}"),
        ("Gusts of up to {n}0 kilometres an hour brought down trees and closed several roads around {town} on Sunday night.",
         "Forecasters expect temperatures to climb to {n} degrees by the middle of the week.",
         "Some {n}00 homes were without electricity for most of the evening, the network operator said.",
         "\"The worst is over, but rivers will stay high for days,\" said {name}, a meteorologist in {other}.",
         "A band of rain will move in from the west overnight and clear slowly by noon.",
         "Trains between {town} and {other} were replaced by buses because of water on the line.",
         "Farmers welcomed the showers after the driest spring for a decade.",
         "Fog patches will form in the valleys, and drivers are advised to leave more time for their journeys.",
         "Fire crews pumped out cellars in the old town until the early hours.",
         "The long-range outlook suggests a mild start to the month, with little sign of frost.",
         "Beaches stayed busy in spite of the wind, and lifeguards pulled {n} swimmers out of strong currents.",
         "Volunteers filled sandbags along the embankment as the water rose.")),
    "culture": (
        ("{town} museum shows forgotten painter", "Review: {name}'s new novel is a quiet triumph", "Festival in {town} draws record crowds"),
        ("The exhibition brings together {n}0 paintings, many of which have not been seen in public since the war.",
         "{name}'s third novel follows two sisters who inherit a bakery in {town}.",
         "The orchestra closed the evening with a glowing account of the second symphony.",
         "\"I wanted to write about silence,\" {name} told a packed theatre on Friday.",
         "The film, shot in black and white over {n} weeks, opens in cinemas next month.",
         "Visitors queued around the block for the first night of the festival.",
         "The curator spent six years tracing the pictures through auction houses and private collections.",
         "Not every scene works, and the last act drags, but the dialogue sparkles.",
         "A new wing designed by {name} will open in the spring with room for sculpture and film.",
         "The band played for almost three hours and came back for {n} encores.",
         "The prize, worth a modest sum and a dinner, went to a debut collection of short stories.",
         "Children under twelve enter free, and guided tours run every hour.",
         "The choir from {other} sang folk songs that the audience seemed to know by heart.")),
    "town": (
        ("New bridge for cyclists opens in {town}", "Bakery in {town} celebrates a hundred years", "{town} school garden wins national prize"),
        ("The bridge, which took {n} months to build, links the station with the old harbour.",
         "Pupils planted beans, pumpkins and {n} kinds of herbs in what used to be a car park.",
         "{name}, who runs the shop with her brother, still uses the recipe of their grandmother.",
         "Residents had asked for a crossing there for years.",
         "\"It saves me ten minutes every morning,\" said {name}, a nurse who cycles to work.",
         "The library will stay open until nine on weekdays from next week.",
         "A brass band played as the ribbon was cut, and the mayor gave a short speech.",
         "The market moves to the square in front of the church while the cobbles are relaid.",
         "About {n}00 people turned out on Sunday to clean the banks of the river.",
         "The swimming pool in {other} closes for repairs after the holidays.",
         "Neighbours found the missing cat two streets away, asleep in a wheelbarrow.",
         "The bus line to {other} now runs every quarter of an hour.")),
    "business": (
        ("{company} profit rises as sales of new phone grow", "{company} to open office in {town}", "Shares of {company} slip after cautious outlook"),
        ("{company} said on Thursday that revenue rose {n} percent in the quarter to ${n}.4 billion, helped by strong demand.",
         "Shares of {company} fell {n} percent in early trading before they recovered some of the loss.",
         "{company} unveiled a thinner laptop with a brighter screen and a battery that lasts {n} hours.",
         "\"Customers love the new range,\" chief executive {name} told analysts on a call.",
         "The company plans to hire {n}00 engineers in {town} over the next two years.",
         "Analysts had expected earnings of $1.{n} a share.",
         "{company} launched a music service for families and cut the price of its speakers.",
         "The carmaker delivered {n}0,000 vehicles in the first three months, more than a year earlier.",
         "Rivals such as {rival} have also warned of weaker demand for tablets.",
         "Oil prices rose slightly, while gold was little changed.",
         "The new plant near {other} will make batteries for buses and is due to start work next spring.",
         "{name}, who joined from {rival}, becomes head of marketing in May.",
         "The warehouse will run on solar power, and {company} will add {n} electric vans to its fleet.",
         "Holiday sales were better than feared, retailers said, though shoppers spent less on toys.")),
}
NAMES = ("Anna Berg", "Luis Ortega", "Mei Tanaka", "Tom Fielding", "Carla Rossi", "Jonas Weber", "Priya Nair", "Ewan Kerr", "Sofia Lind", "Marc Petit")
TOWNS = ("Aldermere", "Brookhaven", "Castleford", "Dunmore", "Eastvale", "Fernhill", "Glenrock", "Harwick", "Inverdale", "Kingsbridge")
COMPANIES = ("Apple", "Google", "Microsoft", "Amazon", "Tesla", "Samsung", "Sony", "Netflix", "Spotify", "Uber")


def article(number: int, words: int = 400) -> str:
    """The `number`-th article, of about so many words: a headline, a date line, paragraphs."""
    random = Random(number)
    titles, sentences = DESKS[sorted(DESKS)[number % len(DESKS)]]

    def filled(text: str) -> str:
        town, other = random.sample(TOWNS, 2)
        company, rival = random.sample(COMPANIES, 2)
        return text.format(town=town, other=other, company=company, rival=rival, name=random.choice(NAMES), n=random.randint(2, 19))

    paragraphs = [filled(random.choice(titles)), f"{random.randint(1, 28)} March 2024"]
    count = 0
    while count < words:
        chosen = " ".join(filled(s) for s in random.sample(sentences, random.randint(1, 4)))
        paragraphs.append(chosen)
        count += len(chosen.split())
    return "\n\n".join(paragraphs)
