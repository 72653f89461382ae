"""An attack that a verb and its noun both tell is one: "the strikes on Homs killed nine"."""

from typing import TYPE_CHECKING

from kg.extract.deeds.clauses import Raw
from kg.extract.deeds.raws import Clause
from kg.extract.deeds.repeats import distinct
from kg.extract.grammar import roles

if TYPE_CHECKING:
    from kg.extract.deeds.drafts import Draft

Pair = tuple[Raw, "Draft"]


def united(clause: Clause, pairs: list[Pair]) -> list[Pair]:
    """The claims, each attack told by a noun as one with what a verb says that this attack did."""
    attacks = [pair for pair in pairs if pair[1].type == "ATTACKED"]
    if len(attacks) < 2:
        return pairs
    named = [pair for pair in attacks if pair[0].nominal]
    done = [(pair, _means(clause, pair[0])) for pair in attacks if pair[0].rule.frame == "means"]
    result = dict(enumerate(pairs))
    for noun in named:
        verb = next(
            (pair for pair, told in done if _at(clause, noun[0]) in told and _agree(noun, pair)), None
        )
        if verb is not None:
            at = next(i for i, pair in result.items() if pair[0] is verb[0])
            result[at] = (verb[0], _with(result[at][1], noun[1]))
            result = {i: pair for i, pair in result.items() if pair[0] is not noun[0]}
    return list(result.values())


def _means(clause: Clause, raw: Raw) -> tuple[int, ...]:
    """The chunks that name what the verb says something was hit by."""
    if raw.group is None:
        return ()
    chunks = clause.chunks
    after = (j for j, chunk in enumerate(chunks) if raw.last <= chunk.first < raw.end and chunk.kind == "NP")
    told = (*roles.subject(chunks, raw.group), *after)
    return tuple(j for j in told if chunks[j].norm in raw.rule.instruments)


def _at(clause: Clause, raw: Raw) -> int:
    return next(k for k, chunk in enumerate(clause.chunks) if chunk.first <= raw.first < chunk.last)


def _agree(noun: Pair, verb: Pair) -> bool:
    one, other = noun[1], verb[1]
    doers, others = ({party.id for party in draft.actors} for draft in (one, other))
    same = not doers or not others or doers == others
    return same and (one.polarity, one.modality) == (other.polarity, other.modality)


def _with(draft: "Draft", noun: "Draft") -> "Draft":
    """What the verb tells, with what its noun says besides: whose attack it was, on what and where."""
    taken = {party.id for party in draft.actors or noun.actors}
    hit = tuple(party for party in noun.recipients if party.id not in taken)
    return draft._replace(
        actors=draft.actors or noun.actors,
        recipients=distinct((*draft.recipients, *hit)),
        place=noun.place or draft.place,
        begin=min(draft.begin, noun.begin),
        end=max(draft.end, noun.end),
    )
