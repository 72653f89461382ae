"""Claims of one sentence that tell the same: repetitions go, and what one deed hit comes together."""

from functools import cache
from typing import TYPE_CHECKING

from kg.canonical import key
from kg.model import Party

if TYPE_CHECKING:
    from kg.extract.deeds.drafts import Draft

NAMELESS = ("g_", "p_")  # ids of what the article describes without a name


def without_repeats(drafts: list["Draft"]) -> list["Draft"]:
    """Of claims of one type between the same parties, the one with more parties, else the first."""
    kept: list[Draft] = []
    for draft in sorted(_united(drafts), key=lambda d: (-len(d.actors) - len(d.recipients), d.first)):
        if not any(_repeats(draft, other) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: (d.first, d.type, _rank(d.rule)))


@cache
def _rank(rule: str) -> str:
    """Orders the claims of one type and word by their rules, whatever file those stand in."""
    return key(rule)


def _repeats(draft: "Draft", other: "Draft") -> bool:
    same = draft.type == other.type or (draft.type, other.type) == ("FOUGHT", "ATTACKED")
    if not same or draft.type == "CASUALTIES" or draft.polarity != other.polarity:
        return False
    return _ids(draft.actors) <= _ids(other.actors) and _ids(draft.recipients) <= _ids(other.recipients)


def _ids(parties: tuple[Party, ...]) -> set[str]:
    return {party.id for party in parties}


def _united(drafts: list["Draft"]) -> list["Draft"]:
    """ "Hit a unit, destroyed two tanks and damaged a road" is one attack with all that it hit."""
    result: list[Draft] = []
    for draft in drafts:
        place = next((i for i, other in enumerate(result) if _goes_on(other, draft)), None)
        if place is None:
            result.append(draft)
        else:
            result[place] = _with_targets(result[place], draft)
    return result


def _goes_on(draft: "Draft", later: "Draft") -> bool:
    """Whether the later claim tells what else an attack by the same party hit there, and names nobody new."""
    if draft.type != "ATTACKED" or later.type != "ATTACKED" or not draft.actors or not draft.recipients:
        return False
    if (draft.polarity, draft.modality) != (later.polarity, later.modality):
        return False
    elsewhere = later.place not in {None, draft.place} and not _nameless(later.place)
    if _ids(draft.actors) != _ids(later.actors) or elsewhere:
        return False
    known = _ids(draft.recipients)
    return all(_nameless(party) or party.id in known for party in later.recipients)


def _nameless(party: Party | None) -> bool:
    return party is not None and party.id.startswith(NAMELESS)


def _with_targets(draft: "Draft", later: "Draft") -> "Draft":
    known = _ids(draft.recipients)
    added = tuple(party for party in later.recipients if party.id not in known)
    return draft._replace(
        recipients=draft.recipients + added,
        begin=min(draft.begin, later.begin),
        end=max(draft.end, later.end),
    )


def distinct(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties in their order, each id once."""
    if len(parties) < 2:
        return parties
    first: dict[str, Party] = {}
    for party in parties:
        first.setdefault(party.id, party)
    return tuple(first.values())
