"""Fines: what they come to, who pays which sum, and what is called a sanction and is no fine."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.model import Claim, Reading

Read = Callable[..., Reading]

INTRODUCTION = "The Spanish DPA (AEPD) looked into a complaint about Lumbre Energia SL (the controller).\n\n"


def fines(reading: Reading) -> list[Claim]:
    return [c for c in reading.claims if c.type == "fine"]


def imposed(read: Read, sentence: str) -> list[float | None]:
    """The sums of the fines that are told as facts."""
    told = [c for c in fines(read(INTRODUCTION + sentence)) if c.polarity == "affirmed" and c.modality == "actual"]
    return sorted((c.amount.value if c.amount else None for c in told), key=lambda value: value or 0)


IMPOSED = [
    ("amounting to", "The DPA imposed an administrative fine amounting to €20,000 on the controller.", [20_000]),
    ("totalling", "The AEPD issued fines totalling €20,000.", [20_000]),
    ("decided to", "The DPA decided to issue a fine of €20,000 to the controller.", [20_000]),
    ("decided and imposed are one act", "The DPA decided to impose a fine of €20,000.", [20_000]),
    ("the amount of the fine", "The amount of the fine was set at €20,000.", [20_000]),
    ("amounted to", "The fine amounted to €20,000.", [20_000]),
    ("was", "The final fine was €20,000.", [20_000]),
    ("appropriate", "As a result, the DPA considered a fine of €20,000 to be appropriate.", [20_000]),
    ("had to pay", "The controller had to pay a fine of €20,000.", [20_000]),
    ("sentenced to", "The DPA sentenced the controller to a fine of €20,000.", [20_000]),
    ("applied", "The DPA applied a fine of €20,000 to the controller.", [20_000]),
    ("joined to a finding", "The DPA held that the controller violated Article 6 GDPR and fined it €20,000.", [20_000]),
    ("reduced", "The fine was reduced to €12,000 because the controller paid at once.", [12_000]),
    ("reduced from and to", "The DPA reduced the fine from €20,000 to €12,000.", [12_000]),
    ("which was reduced", "The AEPD first proposed a fine of €20,000, which was reduced to €12,000.", [12_000]),
    ("a reduced fine is paid", "The controller paid a reduced fine of €12,000.", [12_000]),
    ("two fines", "The AEPD imposed two fines of €50,000 and €70,000.", [50_000, 70_000]),
    ("two fines, each with its breach",
     "The AEPD imposed a fine of €50,000 for the breach of Article 5(1)(f) GDPR, and a fine of €70,000 for that of Article 32 GDPR.", [50_000, 70_000]),
    ("a total and its parts", "The AEPD imposed fines totalling €120,000: €50,000 for the first breach and €70,000 for the second.", [120_000]),
    ("the costs are no share", "The DPA fined Lumbre Energia €50,000 and ordered Brasa Gas SL to pay costs of €60,000.", [50_000]),
    ("an older case is no share", "The DPA fined the controller €50,000, the largest sum since the €60,000 of 2019.", [50_000]),
    ("a reprimand beside it", "The DPA issued a reprimand and imposed a penalty of €20,000.", [20_000]),
    ("the sum at the word", "The DPA imposed a €20,000 penalty and €900 in costs on the controller.", [20_000]),
    ("by a decision", "The DPA issued a decision imposing a fine of €20,000 on the controller.", [20_000]),
    ("the decision imposes", "The AEPD's decision imposes a fine of €20,000 on the controller.", [20_000]),
    ("shall pay", "The DPA decided that the controller shall pay a fine of €20,000.", [20_000]),
    ("an infringement fee", "The Norwegian Datatilsynet imposed an infringement fee of NOK 20,000 on the controller.", [20_000]),
    ("worth", "The DPA handed the controller a fine worth €20,000.", [20_000]),
    ("upheld", "The court upheld the fine of €20,000 imposed by the DPA.", [20_000]),
    ("received by a description", "A telecom operator received a €20,000 fine for its silence.", [20_000]),
    ("ought to be", "The DPA concluded that a fine of €20,000 should be imposed.", [20_000]),
    ("raised", "The DPA increased the fine from €10,000 to €20,000.", [20_000]),
    ("reduced by a share", "The original fine of €6,000 was reduced by 40% to €3,600.", [3_600]),
    ("reduced, in brackets", "The AEPD fined the controller €6,000 (reduced to €3,600).", [3_600, 6_000]),
    ("first set at", "The fine, initially set at €6,000, was reduced to €3,600.", [3_600]),
    ("another", "The DPA imposed a fine of €5,000 for the leak and another of €3,000 for the delay.", [3_000, 5_000]),
    ("a share for each breach", "The controller was fined €5,000 for losing data and €3,000 for hiding it.", [3_000, 5_000]),
    ("a sanction that consists of a fine", "The DPA imposed a sanction on the controller consisting of a fine of €20,000.", [20_000]),
    ("a sum right after the word", "The DPA also issued a fine EUR 20,000 for the leak.", [20_000]),
    ("in the present, right before a name", "The AEPD fines Lumbre Energia SL €20,000 for the leak.", [20_000]),
    ("one for each breach is no rate", "The DPA imposed a fine of €20,000 on the controller for each violation.", [20_000]),
    ("millions of crowns in one word", "The DPA fined the controller 16 MSEK.", [16_000_000]),
    ("imposed and then reduced", "The AEPD imposed a fine of €6,000, which was lowered by 40% to €3,600.", [3_600, 6_000]),
    ("a payment that ends the case", "The first fine was €30,000, but the case ended after the voluntary payment of €24,000.", [24_000, 30_000]),
    ("orders to pay", "The AEPD declares the processing unlawful and orders to pay €7,000.", [7_000]),
    ("obliged by a decision", "The controller is obliged within ten days of the decision to pay a fine of €3,000.", [3_000]),
    ("a chamber", "The litigation chamber imposed a fine of €3,000.", [3_000]),
    ("no sum", "The AEPD sanctioned the controller.", [None]),
]


@pytest.mark.parametrize(("sentence", "sums"), [c[1:] for c in IMPOSED], ids=[c[0] for c in IMPOSED])
def test_what_a_fine_comes_to_is_its_sum(read: Read, sentence: str, sums: list[float | None]) -> None:
    assert imposed(read, sentence) == sums


NOT_IMPOSED = [
    ("denied", "The DPA did not fine Lumbre Energia."),
    ("asked for", "They alleged a breach and asked for a €15,000 fine to be imposed."),
    ("requested", "The complainants requested that a fine of €15,000 be imposed on the controller."),
    ("the maximum", "The maximum fine was €20 million."),
    ("only counted", "The DPA listed the circumstances that mattered when calculating the fine."),
    ("a warning", "The AEPD sanctioned the controller with a warning."),
    ("a sanction that warns", "The DPA imposed a warning sanction on the controller."),
    ("a reprimand", "The DPA issued a sanction in the form of a reprimand."),
    ("damages", "The court ordered the controller to pay the complainant €500 in damages."),
    ("costs", "The controller was ordered to pay the costs of €20,000."),
    ("what silence may lead to", "The DPA warned that silence may lead to a fine of €20,000."),
    ("under penalty of", "The DPA ordered the controller to comply within 30 days under penalty of €500 per day."),
    ("so much for each week", "The DPA required the controller to pay an extra €500 for each week in which it named nobody."),
    ("a step of the count", "The DPA increased the basic amount of the fine by €50,000 to €390,000."),
    ("the most that it may be", "The DPA found a breach, punishable by a fine of up to €50,000."),
    ("what is done as a rule", "The DPA did not fine the controller for a breach that in most cases results in fines."),
    ("overturned", "The court overturned the DPA's €20,000 fine."),
    ("a decision set aside", "The court set aside the DPA's decision to fine Lumbre Energia €20,000."),
    ("instead of imposing", "The DPA issued a reprimand instead of imposing a fine."),
    ("what the complainant had to pay to others", "The complainant had received a parking fine of €60 and disputed it."),
    ("people of a list", "The website published a list of persons who had been fined."),
    ("planned", "The DPA plans to set the fine at €20,000."),
    ("a power", "The DPA has the power to issue an order, imposing what is in effect a fine of up to €50,000."),
    ("a question", "Is the AEPD competent to sanction the controller?"),
    ("instead of", "The DPA issued a written warning instead of a fine of €500."),
    ("recommended", "The DPA recommended a fine of €500."),
    ("annulled", "The court annulled the fine of €20,000 imposed by the DPA."),
    ("only referred to", "The AEPD published a list of the sanctions imposed so far."),
    ("disproportionate", "The DPA considered a fine of €20,000 to be disproportionate."),
]


@pytest.mark.parametrize("sentence", [c[1] for c in NOT_IMPOSED], ids=[c[0] for c in NOT_IMPOSED])
def test_no_fine_is_made_up(read: Read, sentence: str) -> None:
    assert imposed(read, sentence) == []


SHARES = [
    ("verb", "The AEPD fined Lumbre SL €50,000 and Brasa GmbH €60,000."),
    ("respectively", "The AEPD fined Lumbre SL and Brasa GmbH €50,000 and €60,000 respectively."),
    ("noun", "The AEPD imposed fines of €50,000 on Lumbre SL and €60,000 on Brasa GmbH."),
    ("one fine for each", "The AEPD imposed a fine of €50,000 on Lumbre SL and €60,000 (about $65,000) on Brasa GmbH."),
]


@pytest.mark.parametrize("sentence", [c[1] for c in SHARES], ids=[c[0] for c in SHARES])
def test_each_party_pays_its_own_share(read: Read, sentence: str) -> None:
    shares = {(c.target, c.amount.value) for c in fines(read(sentence)) if c.amount}
    assert shares == {(("lumbre-sl",), 50_000), (("brasa-gmbh",), 60_000)}


def test_claims_that_differ_in_the_sum_only_have_names_of_their_own(read: Read) -> None:
    ids = [c.id for c in fines(read(INTRODUCTION + "The AEPD imposed two fines of €50,000 and €70,000 on the controller."))]
    assert len(ids) == len(set(ids)) == 2


DESCRIBED = [
    ("the controller", "The DPA fined the controller €5,000.", ("lumbre-energia-sl",)),
    ("a description before the name", "The DPA fined an energy supplier €5,000.", ("lumbre-energia-sl",)),
    ("another company of the sentence is somebody else", "The DPA fined a supplier €5,000 for an app that it sold to Brasa GmbH.", ("lumbre-energia-sl",)),
    ("a processor is not the controller", "The DPA fined a processor of Brasa GmbH €5,000.", ()),
    ("a processor of somebody is told by the word beside it",
     "The DPA fined a company (Brasa GmbH's processor) €5,000. Calor Servicios SL, which acted as processor, paid.", ("calor-servicios-sl",)),
    ("a private person is no company", "The DPA fined an individual €500.", ()),
]


@pytest.mark.parametrize(("sentence", "target"), [c[1:] for c in DESCRIBED], ids=[c[0] for c in DESCRIBED])
def test_whom_a_description_means(read: Read, sentence: str, target: tuple[str, ...]) -> None:
    assert [c.target for c in fines(read(INTRODUCTION + sentence))] == [target]


def test_a_ministry_may_be_fined_and_no_currency_is_anybody(read: Read) -> None:
    found = fines(read("The Czech DPA imposed a fine of CZK 975,000 (EUR 41,500) on the Czech Ministry of the Interior. The DPA fined it CZK 5,000 more."))
    assert [(c.actor, c.target) for c in found] == [(("cz-uoou",), ("ministry-of-the-interior",))] * 2
    assert {c.amount.currency for c in found if c.amount} == {"CZK"}


def test_two_objects_are_whom_and_what(read: Read) -> None:
    found = fines(read("The Norwegian Datatilsynet issued Rivertown municipality a fine of 3 000 000 NOK."))
    assert [(c.target, c.amount and c.amount.value) for c in found] == [(("rivertown-municipality",), 3_000_000)]


def test_a_sum_in_two_currencies_is_in_that_of_a_nation(read: Read) -> None:
    found = fines(read("A complaint under the GDPR about Fjord Bank A/S reached the DPA. The DPA fined a controller €2,000 (PLN 9,000)."))
    assert [(c.target, c.amount and c.amount.currency) for c in found] == [(("fjord-bank-a-s",), "PLN")]


def test_a_round_sum_is_set_and_a_crooked_one_beside_it_converted(read: Read) -> None:
    def sum_of(words: str) -> list[tuple[float, str] | None]:
        return [c.amount and (c.amount.value, c.amount.currency) for c in fines(read(f"The Romanian DPA fined Fjord Bank SRL {words} under the GDPR."))]

    assert sum_of("€2,000 (RON 9,954)") == sum_of("about €2,000 (RON 9,954.20)") == [(2_000, "EUR")]
    assert sum_of("about €2,000 (RON 9,954)") == sum_of("RON 9,954 (€2,000)") == [(9_954, "RON")]


def test_a_company_may_be_named_in_brackets_after_what_it_does(read: Read) -> None:
    reading = read("A company that runs cinemas was fined €5,000 by the AEPD. The AEPD had looked into the public company that runs the cinemas "
                   "(CINAMA) and into the City of Leon. CINAMA and the City of Leon had a contract.")
    assert [c.target for c in fines(reading)] == [("cinama",)]


DEFINITIONS = ["The controller, Brasa GmbH, objected.", "The controller was Brasa GmbH.", "Brasa GmbH, acting as the controller, objected.",
               "The controller (Brasa GmbH, a foundry) objected.", "The firm 'Brasa GmbH' (the 'Controller') objected.",
               "It was done by Brasa GmbH, which acted as a controller."]


@pytest.mark.parametrize("sentence", DEFINITIONS)
def test_a_role_may_be_said_before_or_after_the_name(read: Read, sentence: str) -> None:
    reading = read(f"The AEPD heard Sienna Foods Ltd and Brasa GmbH. {sentence} The AEPD fined the controller €5,000.")
    assert [c.target for c in fines(reading)] == [("brasa-gmbh",)]


def test_a_dpa_is_no_other_body_that_the_text_names(read: Read) -> None:
    other = read("The DPA fined Lumbre SL €5,000 under the GDPR. The European Data Protection Board (EDPB) had heard of the case.")
    own = read("The DPA fined Lumbre SL €5,000 under the GDPR. The AEPD had heard of the case.")
    assert [[c.actor for c in fines(r)] for r in (other, own)] == [[()], [("es-aepd",)]]
