"""An operator and the deed in its content are one claim: "refused to meet the king" is one refusal."""

from typing import TYPE_CHECKING

from kg import claimtypes
from kg.extract.deeds.clauses import Raw
from kg.model import Modality, Party, Polarity

if TYPE_CHECKING:
    from kg.extract.deeds.drafts import Draft

Pair = tuple[Raw, "Draft"]

HARM = frozenset(
    {"ASSAULT", "COERCE", "SANCTION", "PROTEST", "THREATEN"}
)  # what turns a promise into a threat
TOPICS = frozenset({"REQUEST", "ACCUSE", "PROTEST"})
UNREAL = frozenset({Modality.PLANNED, Modality.HYPOTHETICAL, Modality.DENIED})


def settle(pairs: list[Pair]) -> list["Draft"]:
    """The claims without those that tell an operator's content a second time.

    A deed that the operator's own subject promises or refuses to do stays, as what the operator makes of it,
    and the operator goes; any other deed goes, unless it names somebody whom the operator does not.
    """
    kept = dict(enumerate(pairs))
    for index, (raw, draft) in enumerate(pairs):
        if raw.content is not None and index in kept:
            others = {i: pair for i, pair in kept.items() if i != index}
            if _told_by_both(raw, draft, list(others.values())):
                del kept[index]
            else:
                _settle(kept, index, [i for i, pair in others.items() if _embedded(raw, pair)])
    return _with_topics([draft for _, draft in kept.values()])


def _with_topics(drafts: list["Draft"]) -> list["Draft"]:
    """A protest and what is demanded or blamed in it are one claim, against whom the demand is made."""
    protests = {i: draft for i, draft in enumerate(drafts) if draft.category == "PROTEST"}
    topics: set[int] = set()
    for i, protest in protests.items():
        for j, topic in enumerate(drafts):
            if topic.category in TOPICS and topic.first > protest.first and _same(protest, topic):
                topics.add(j)
                drafts[i] = drafts[i]._replace(recipients=_joined(topic.recipients, drafts[i].recipients))
    return [draft for j, draft in enumerate(drafts) if j not in topics]


def _same(one: "Draft", other: "Draft") -> bool:
    return bool(_ids(one.actors)) and _ids(one.actors) == _ids(other.actors)


def _joined(one: tuple[Party, ...], other: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple({party.id: party for party in (*one, *other)}.values())


def _settle(kept: dict[int, Pair], index: int, inside: list[int]) -> None:
    raw, operator = kept[index]
    if operator.type == "PROMISED" and any(_harmful(kept[i][1]) for i in inside):
        operator = operator._replace(type="THREATENED", category="THREATEN")
        kept[index] = (raw, operator)
    if operator.type == "THREATENED" and raw.rule.theme and _spares(kept, inside):
        operator = operator._replace(type="PROMISED", category="AGREE")
        kept[index] = (raw, operator)
    own = [i for i in inside if _own_deed(raw, operator, kept[i][1])]
    for i in own[:1]:
        other, deed = kept[i]
        kept[i] = (other, _as_operated(operator, deed))
        del kept[index]
    known = _ids((*operator.actors, *operator.recipients))
    for i in inside:
        other, deed = kept[i]
        if i in own[:1]:
            continue
        if _ids(deed.recipients) <= known or _borrowed(raw, operator, deed):
            del kept[i]
        elif deed.modality is Modality.ASSERTED and operator.type == "DEMANDED":
            kept[i] = (other, deed._replace(modality=Modality.PLANNED, category=operator.category))


def _borrowed(raw: Raw, operator: "Draft", deed: "Draft") -> bool:
    """ "Rejected a request to question prisoners": whoever rejects is not the one who would question."""
    return not raw.rule.content and bool(deed.actors) and _ids(deed.actors) <= _ids(operator.actors)


def _own_deed(raw: Raw, operator: "Draft", deed: "Draft") -> bool:
    """Whether the operator's subject is the doer, and the operator names nobody to whom it speaks."""
    if (raw.direct and operator.recipients) or not raw.rule.content:
        return False
    return bool(deed.recipients) and bool(_ids(operator.actors) & _ids(deed.actors))


def _embedded(raw: Raw, pair: Pair) -> bool:
    """Whether a claim stands in an operator's content and is told only as that."""
    other, draft = pair
    if raw.content is None or not raw.content[0] <= other.first < raw.content[1]:
        return False
    if (other.nominal and other.group == raw.group) or _main_verb(raw, other):
        return True
    if (raw.rule.content or raw.rule.modals) and raw.rule.type == "DEMANDED":
        return True
    threat = draft.type == "THREATENED" != other.rule.type
    return threat or draft.modality in UNREAL or draft.polarity is Polarity.NEGATED


def _main_verb(raw: Raw, other: Raw) -> bool:
    """Whether a trigger is the verb that opens the content of an operator that asks for an infinitive."""
    if raw.content is None or "to" not in raw.rule.contents:
        return False
    return raw.content[0] <= other.first <= raw.content[0] + 2


def _as_operated(operator: "Draft", deed: "Draft") -> "Draft":
    """What was agreed to is planned, what was refused did not happen, whatever words say so."""
    if operator.category == "REJECT" and deed.modality is Modality.ASSERTED:
        return deed._replace(category=operator.category, polarity=Polarity.NEGATED)
    if deed.type == operator.type:
        return deed
    planned = deed.modality is Modality.ASSERTED and deed.polarity is Polarity.AFFIRMED
    return deed._replace(category=operator.category, modality=Modality.PLANNED if planned else deed.modality)


def _told_by_both(raw: Raw, operator: "Draft", others: list[Pair]) -> bool:
    """Whether the same word tells of two sides that agreed: then neither agreed alone."""
    return any(
        other.first == raw.first and draft.actors == draft.recipients and draft.category == operator.category
        for other, draft in others
    )


def _spares(kept: dict[int, Pair], inside: list[int]) -> bool:
    """ "Promised not to attack": the harm that is named will not be done."""
    return bool(inside) and all(kept[i][1].polarity is Polarity.NEGATED for i in inside)


def _harmful(draft: "Draft") -> bool:
    return claimtypes.claim_types()[draft.type].category in HARM and draft.polarity is Polarity.AFFIRMED


def _ids(parties: tuple[Party, ...]) -> set[str]:
    return {party.id for party in parties}
