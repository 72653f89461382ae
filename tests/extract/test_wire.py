"""Turns of phrase that wire agencies, assessments and local outlets share: each gives its claim."""

import pytest

from .reading import claims


def told(text: str) -> set[str]:
    """Type, first actor and each recipient of every claim; the actor alone where there is no recipient."""
    return {
        f"{claim.type} {claim.actors[0].name} > {other}"
        for claim in claims(text)
        if claim.actors
        for other in ([party.name for party in claim.recipients] or [""])
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "War between the army, led by Abdel Fattah al-Burhan, and the RSF broke out in April.",
            "LEADS Abdel Fattah al-Burhan > army",
        ),
        (
            "Gran Grif is a gang. Its members, armed with rifles, attacked Pont-Sondé.",
            "ATTACKED Gran Grif > Pont-Sondé",
        ),
        (
            "Thirty heavily armed Serbs ambushed a Kosovo police patrol and killed Sergeant Afrim Bunjaku.",
            "ATTACKED Serbian People > Afrim Bunjaku",
        ),
        ("Iran, which arms the Houthis, denies directing them.", "DENIED Iran > "),
        ("Rwanda, which has soldiers in Palma, has offered to help.", "DEPLOYED_TO Rwanda > Palma"),
        ("Britain is sending a battalion to Kosovo.", "DEPLOYED_TO United Kingdom > Kosovo"),
        ("Ankara sent Turkish troops to Idlib.", "DEPLOYED_TO Turkish Armed Forces > Idlib"),
        ("Dhaka has sent border guards to Teknaf.", "DEPLOYED_TO Bangladesh > Teknaf"),
        ("M23 controls large parts of Masisi and Rutshuru.", "CONTROLS March 23 Movement > Rutshuru"),
        (
            "American soldiers left Air Base 101 on Sunday.",
            "WITHDREW_FROM United States Armed Forces > Air Base 101",
        ),
        (
            "Demonstrators accused Prime Minister Nikol Pashinyan of betraying them and clashed with police.",
            "ATTACKED demonstrators > police",
        ),
        (
            "JNIM (GSIM), an al-Qaeda affiliate led by Iyad Ag Ghaly, said it had killed 20 soldiers.",
            "ATTACKED Jama'at Nusrat al-Islam wal-Muslimin > soldiers",
        ),
        ("The SDF, an alliance backed by the US, came.", "BACKS United States > Syrian Democratic Forces"),
        (
            "Gai Machiek agreed, the Abyei information minister said. He blames Sudan for the killings.",
            "ACCUSED minister > Sudan",
        ),
        ("The Gran Grif gang is led by Luckson Elan.", "LEADS Luckson Elan > Gran Grif"),
        ("US troops withdrew from Nyinkuac.", "WITHDREW_FROM United States Armed Forces > Nyinkuac"),
        (
            "JNIM attacked Djibo on Sunday. The assailants withdrew in the afternoon.",
            "WITHDREW_FROM Jama'at Nusrat al-Islam wal-Muslimin > Djibo",
        ),
        ("Iran arms the Houthis.", "BACKS Iran > Houthis"),
        ("Azerbaijani forces cut the road to Martakert.", "BLOCKED Azerbaijani Armed Forces > road"),
        (
            "The RSF has been battling the Sudanese army since April.",
            "ATTACKED Rapid Support Forces > Sudanese Armed Forces",
        ),
        (
            "JNIM killed four soldiers. The assailants torched shops.",
            "ATTACKED Jama'at Nusrat al-Islam wal-Muslimin > shops",
        ),
        ("The Israeli army disputes this.", "DENIED Israel Defense Forces > "),
        ("Kigali called the accusation ridiculous.", "DENIED Rwanda > "),
        ("Ukrainian prosecutors have opened a criminal case.", "INVESTIGATED Ukraine > "),
    ],
)
def test_the_turns_of_phrase_of_the_wires_give_their_claims(text: str, expected: str) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Thousands of families left the city.", "WITHDREW_FROM"),
        ("The army attacked rebels, backed by Russian jets.", "SUPPORTED Russian Aerospace Forces > rebels"),
        ("The two sides dispute the island.", "DENIED"),
    ],
)
def test_what_only_looks_like_them_does_not(text: str, wrong: str) -> None:
    assert not any(claim.startswith(wrong) for claim in told(text))


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("On 8 May rebels fled. That Thursday the army took Goma.", "took Goma", "2024-05-09"),
        ("On Saturday rebels blocked a road in Goma. Police attacked the crowd.", "Police", "2024-05-18"),
        ("Remains were found on Friday, a day after jets bombed Goma.", "bombed Goma", "2024-05-16"),
        ("Israel bombed Hodeidah overnight into Saturday.", "Israel", "2024-05-18"),
        ("The government will meet rebels on Thursday.", "will meet", "2024-05-23"),
        ("Kiev insists that a Russian missile struck Sumy on Friday.", "struck", "2024-05-17"),
    ],
)
def test_the_day_of_a_deed_is_found_where_the_text_tells_it(text: str, words: str, day: str) -> None:
    assert day in {claim.date for claim in claims(text) if words in claim.quote}, [
        (claim.quote, claim.date) for claim in claims(text)
    ]


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("About 20 people are dead, the mayor said.", 20, None),
        ("A further 16 persons suffered serious injuries.", None, 16),
        ("Eleven miners lost their lives.", 11, None),
        ("54 of our soldiers fell at Bulo Marer.", 54, None),
        ("Gunmen ambushed a convoy; seven of them were killed.", 7, None),
        ("Ten soldiers fell back to the river.", None, None),
        ("Two clerks are idle.", None, None),
    ],
)
def test_tolls_are_read_from_what_befell_people(text: str, killed: int | None, wounded: int | None) -> None:
    tolls = [claim.casualties for claim in claims(text) if claim.casualties]
    assert [toll.killed.best for toll in tolls if toll.killed] == [killed] * (killed is not None)
    assert [toll.wounded.best for toll in tolls if toll.wounded] == [wounded] * (wounded is not None)
