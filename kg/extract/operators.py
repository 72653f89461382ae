"""An operator and the deed in its content are one claim: "refused to meet the king" is a refusal, not a meeting."""

from typing import TYPE_CHECKING

from kg import claimtypes
from kg.extract.clauses import Raw
from kg.model import Modality, Party, Polarity

if TYPE_CHECKING:
    from kg.extract.drafts import Draft

Pair = tuple[Raw, "Draft"]

HARM = frozenset(
    {"ASSAULT", "COERCE", "SANCTION", "PROTEST", "THREATEN"}
)  # what turns a promise into a threat
UNREAL = frozenset({Modality.PLANNED, Modality.HYPOTHETICAL, Modality.DENIED})


def settle(pairs: list[Pair]) -> list["Draft"]:
    """The claims without those that only repeat what an operator promises, refuses, demands or threatens.

    The operator takes its recipient from the deed, where it names none itself. A deed done to somebody
    else stays.
    """
    kept = dict(enumerate(pairs))
    for index, (raw, draft) in enumerate(pairs):
        if raw.content is None or index not in kept:
            continue
        inside = [i for i, pair in kept.items() if i != index and _embedded(raw, pair)]
        if _told_by_both(raw, draft, [kept[i] for i in kept if i != index]):
            del kept[index]
            continue
        settled = _completed(raw, draft, [kept[i][1] for i in inside])
        kept[index] = (raw, settled)
        known = _ids((*settled.actors, *settled.recipients))
        for i in inside:
            if _ids(kept[i][1].recipients) <= known:
                del kept[i]
    return [draft for _, draft in kept.values()]


def _embedded(raw: Raw, pair: Pair) -> bool:
    """Whether a claim stands in an operator's content and is told only as that."""
    other, draft = pair
    if raw.content is None or not raw.content[0] <= other.first < raw.content[1]:
        return False
    threat = draft.type == "THREATENED" != other.rule.type
    unreal = draft.modality in UNREAL or draft.polarity is Polarity.NEGATED
    return threat or unreal or (other.nominal and other.group == raw.group)


def _told_by_both(raw: Raw, operator: "Draft", others: list[Pair]) -> bool:
    """Whether the same word tells of two sides that agreed: then neither agreed alone."""
    return any(
        other.first == raw.first and draft.actors == draft.recipients and draft.category == operator.category
        for other, draft in others
    )


def _completed(raw: Raw, operator: "Draft", inside: list["Draft"]) -> "Draft":
    """The operator with the recipient of the deed, as a threat where the deed is one."""
    if operator.type == "PROMISED" and any(_harmful(draft) for draft in inside):
        operator = operator._replace(type="THREATENED", category="THREATEN")
    if raw.direct and operator.recipients:
        return operator
    taken = _ids(operator.actors)
    for draft in inside:
        others = tuple(party for party in (*draft.recipients, *draft.actors) if party.id not in taken)
        if others and (taken & _ids(draft.actors) or not draft.actors):
            return operator._replace(recipients=tuple({p.id: p for p in others}.values()))
    return operator


def _harmful(draft: "Draft") -> bool:
    return claimtypes.claim_types()[draft.type].category in HARM and draft.polarity is Polarity.AFFIRMED


def _ids(parties: tuple[Party, ...]) -> set[str]:
    return {party.id for party in parties}
