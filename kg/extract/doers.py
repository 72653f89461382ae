"""Who may do what a rule tells of: soldiers, officials, civilians."""

from collections.abc import Callable
from typing import Final

from kg.extract.memory import Memory, Ref
from kg.extract.rulebook import Rule
from kg.model import Party

ARMED: Final = frozenset({"military", "militia", "rebel", "terrorist", "coalition", "pmc", "police", "other"})
UNIFORMED: Final = frozenset({"military", "militia", "coalition", "pmc", "police", "rebel", "terrorist"})
UNOFFICIAL: Final = frozenset({"military", "militia", "rebel", "terrorist", "pmc", "civilians", "media"})
PRIVATE: Final = frozenset({"civilians", "person", "media", "company"})
BARRED: Final = {"force": PRIVATE, "official": UNOFFICIAL, "civil": UNIFORMED}  # who may not
COMING: Final = frozenset(
    {"ATTACKED", "ENTERED", "SEIZED"}
)  # deeds after which their doer is where they were done


def fitting(rule: Rule, actors: tuple[Party, ...], type_of: Callable[[Party], str]) -> tuple[Party, ...]:
    """The actors of the kind that the rule asks for."""
    if rule.actor == "armed":
        return tuple(party for party in actors if type_of(party) in ARMED)
    barred = BARRED.get(rule.actor, frozenset())
    return tuple(party for party in actors if type_of(party) not in barred)


def arrive(type_: str, actors: tuple[Party, ...], place: Party | None, memory: Memory) -> None:
    """Note where a deed brought its doers, and where an attack was."""
    if place is not None and type_ == "ATTACKED":
        memory.hit = Ref(place.id, place.name, "")
    if place is not None and type_ in COMING:
        for actor in actors:
            memory.reached[actor.id] = Ref(place.id, place.name, "")


def left_behind(actors: tuple[Party, ...], memory: Memory) -> tuple[Party, ...]:
    """ "They withdrew in the afternoon": where the article last told that they had come to."""
    places = (memory.reached[actor.id] for actor in actors if actor.id in memory.reached)
    return tuple(Party(id=ref.id, name=ref.name, text="", start=0, end=0) for ref in places)[:1]


def where_hit(memory: Memory) -> tuple[Party, ...]:
    """ "The shells came from across the river": where the article last told of an attack."""
    ref = memory.hit
    return (Party(id=ref.id, name=ref.name, text="", start=0, end=0),) if ref else ()
