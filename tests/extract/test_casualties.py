"""How many were killed, wounded, captured or driven out, who they were and by whom."""

import pytest

from kg.model import Claim, Count

from .reading import claims


def tolls(sentence: str) -> dict[str, tuple[int | None, int | None, int | None]]:
    found: dict[str, tuple[int | None, int | None, int | None]] = {}
    for claim in claims(sentence, "CASUALTIES"):
        assert claim.casualties is not None
        for kind in ("killed", "wounded", "captured", "displaced"):
            count: Count | None = getattr(claim.casualties, kind)
            if count:
                assert kind not in found, f"{kind} twice"
                found[kind] = (count.low, count.best, count.high)
    return found


def toll(sentence: str) -> Claim:
    [found] = claims(sentence, "CASUALTIES")
    return found


@pytest.mark.parametrize(
    ("sentence", "killed"),
    [
        ("Twelve civilians were killed in Khartoum.", (12, 12, 12)),
        ("A Kenyan soldier was killed.", (1, 1, 1)),
        ("At least 12 civilians were killed in Khartoum.", (12, 12, None)),
        ("More than 100 Malian soldiers were killed.", (100, 100, None)),
        ("Up to 40 rebels were killed by Malian troops.", (None, 40, 40)),
        ("Between 20 and 30 Ukrainian soldiers were killed near Bakhmut.", (20, None, 30)),
        ("Nearly 200 civilians died in Gaza.", (None, 200, None)),
        ("Dozens of Houthi fighters were killed.", (24, None, None)),
        ("Some 3,000 civilians were killed in Darfur.", (None, 3000, None)),
        ("No Israeli soldiers were killed.", (0, 0, 0)),
        ("No one was killed in the strike.", (0, 0, 0)),
        ("Four Indian soldiers died in an ambush in Kashmir.", (4, 4, 4)),
        ("The strike left 14 people dead.", (14, 14, 14)),
        ("Rebels shot dead three police officers.", (3, 3, 3)),
    ],
)
def test_the_words_give_low_best_and_high(sentence: str, killed: tuple[int | None, ...]) -> None:
    assert tolls(sentence) == {"killed": killed}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Six soldiers were killed and another three injured.", {"killed": 6, "wounded": 3}),
        ("Russian strikes killed 14 civilians and wounded 30.", {"killed": 14, "wounded": 30}),
        ("Three Ukrainian soldiers were killed and 12 wounded.", {"killed": 3, "wounded": 12}),
        ("The blast left 12 people dead and 40 wounded.", {"killed": 12, "wounded": 40}),
        ("The raid left 12 martyrs and 30 injured.", {"killed": 12, "wounded": 30}),
        ("Three medics were among the wounded.", {"wounded": 3}),
        ("Five children were among the dead.", {"killed": 5}),
        ("Ten Malian soldiers were captured by Tuareg rebels.", {"captured": 10}),
    ],
)
def test_each_kind_is_counted_by_itself(sentence: str, expected: dict[str, int]) -> None:
    assert {kind: best for kind, (_, best, _) in tolls(sentence).items()} == expected


def test_nobody_hurt_is_zero_and_not_nothing() -> None:
    assert tolls("No Israeli soldiers were hurt.") == {"wounded": (0, 0, 0)}


@pytest.mark.parametrize(
    "sentence",
    [
        "The Russian army destroyed 12 tanks.",
        "Soldiers fired 40 rounds near Kherson.",
        "Two villages were hurt by the drought.",
        "Rebels stood 300 metres from the base.",
        "The attack killed 40 cattle.",
        "Gunmen killed the wounded one by one.",
        "Nobody said how many soldiers were killed.",
    ],
)
def test_rounds_tanks_metres_and_cattle_are_no_casualties(sentence: str) -> None:
    assert tolls(sentence) == {}


@pytest.mark.parametrize(
    ("sentence", "victims", "perpetrators"),
    [
        ("Israeli jets killed five Hamas fighters.", ["hamas"], ["israeli_air_force"]),
        ("Five Hamas fighters were killed by Israeli jets.", ["hamas"], ["israeli_air_force"]),
        ("Five Hamas fighters were killed.", ["hamas"], []),
        ("More than 100 Malian soldiers were killed by Tuareg rebels.", ["malian_forces"], ["tuareg_rebels"]),
    ],
)
def test_victims_and_perpetrators_are_named(
    sentence: str, victims: list[str], perpetrators: list[str]
) -> None:
    claim = toll(sentence)
    assert [party.id for party in claim.recipients] == victims
    assert [party.id for party in claim.actors] == perpetrators


def test_those_counted_second_are_of_the_kind_counted_first() -> None:
    _, wounded = claims("Six Kenyan soldiers were killed and another three injured.", "CASUALTIES")
    assert [party.id for party in wounded.recipients] == ["kenyan_forces"]


def test_a_toll_is_attributed() -> None:
    claim = toll("Hamas killed more than 100 Israeli soldiers, Al Jazeera reported.")
    assert [party.id for party in claim.attribution] == ["al_jazeera"]


def test_a_toll_has_no_category() -> None:
    assert toll("Five Hamas fighters were killed.").category is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Seven soldiers embraced martyrdom in Kurram.", {"killed": (7, 7, 7)}),
        ("More than 80 people are feared dead in Darfur.", {"killed": (80, 80, None)}),
        ("The army hacked 13 villagers to death.", {"killed": (13, 13, 13)}),
        ("Gunmen mowed down nine farmers.", {"killed": (9, 9, 9)}),
        ("The fire cost 20 lives.", {"killed": (20, 20, 20)}),
        ("The death of the six nurses shocked Sudan.", {"killed": (6, 6, 6)}),
        ("The ministry put the dead at 45.", {"killed": (45, 45, 45)}),
        ("The number of policemen killed has climbed to 13.", {"killed": (13, 13, 13)}),
        ("A local group counts 31 dead and 77 injured.", {"killed": (31, 31, 31), "wounded": (77, 77, 77)}),
        ("Sixty rebels have been neutralised.", {"killed": (60, 60, 60)}),
        ("A total of 28 rebels were killed.", {"killed": (28, 28, 28)}),
        ("Fifteen people were taken to hospital.", {"wounded": (15, 15, 15)}),
        ("The dead of the village were mourned by 45 women.", {}),
        ("A total of 28 letters were sent to Gaza.", {}),
    ],
)
def test_a_toll_may_be_told_in_several_words(
    sentence: str, found: dict[str, tuple[int | None, int | None, int | None]]
) -> None:
    assert tolls(sentence) == found


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A strike killed four children and a teacher.", 5),
        ("The bombing killed a mother and her two children.", 3),
        ("A man and his wife were killed.", 2),
        ("The shell killed two women and a boy of nine years old.", 3),
    ],
)
def test_civilians_killed_together_are_one_sum(text: str, killed: int) -> None:
    sums = [
        c.casualties.killed.best for c in claims(text, "CASUALTIES") if c.casualties and c.casualties.killed
    ]
    assert sums == [killed]


def test_soldiers_are_not_summed_with_civilians() -> None:
    told = claims("Six soldiers and two civilians were killed.", "CASUALTIES")
    assert [c.casualties.killed.best for c in told if c.casualties and c.casualties.killed] == [6, 2]


def test_a_base_that_is_captured_is_nobody() -> None:
    assert not claims("Rebels captured a border guard base.", "CASUALTIES")
