"""Who may do what a rule tells of: soldiers, officials, civilians."""

from collections.abc import Callable
from typing import Final

from kg.extract.rulebook import Rule
from kg.model import Party

ARMED: Final = frozenset({"military", "militia", "rebel", "terrorist", "coalition", "pmc", "police", "other"})
UNIFORMED: Final = frozenset({"military", "militia", "coalition", "pmc", "police"})
UNOFFICIAL: Final = frozenset({"military", "militia", "rebel", "terrorist", "pmc", "civilians", "media"})
PRIVATE: Final = frozenset({"civilians", "person", "media", "company"})
BARRED: Final = {"force": PRIVATE, "official": UNOFFICIAL, "civil": UNIFORMED}  # who may not


def fitting(rule: Rule, actors: tuple[Party, ...], type_of: Callable[[Party], str]) -> tuple[Party, ...]:
    """The actors of the kind that the rule asks for."""
    if rule.actor == "armed":
        return tuple(party for party in actors if type_of(party) in ARMED)
    barred = BARRED.get(rule.actor, frozenset())
    return tuple(party for party in actors if type_of(party) not in barred)
