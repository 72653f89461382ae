"""Deeds whose doer is whoever tells of them: "58 enemy soldiers were killed, the movement's spokesman said".

A party that speaks of losses of its enemy, and does not say whose work they were, means its own. Other deeds
that nobody is said to have done stay out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from kg.model import Claim, Entity, Party

ARMED = frozenset({"military", "militia", "rebel", "terrorist", "pmc"})
Known = Callable[[str], Entity]
Foes = Mapping[
    frozenset[str], Mapping[str, Party]
]  # two sides → who of each is told to have fought the other


def with_doers(claims: Sequence[Claim], asking: Collection[str], known: Known) -> list[Claim]:
    """The claims, each deed without a doer either with its teller for one, or left out.

    `asking` are the rules that ask for a doer; `known` tells what is known of a party.
    """
    if not any(_is_open(claim, asking) for claim in claims):
        return list(claims)
    foes = _foes(claims, known)
    filled = (_filled(c, foes, known) if _is_open(c, asking) else c for c in claims)
    return [claim for claim in filled if claim is not None]


def _is_open(claim: Claim, asking: Collection[str]) -> bool:
    return not claim.actors and claim.rule in asking


def _foes(claims: Iterable[Claim], known: Known) -> Foes:
    """The pairs of sides one of which is said to have attacked the other."""
    found: dict[frozenset[str], dict[str, Party]] = {}
    for claim in claims:
        if claim.type != "ATTACKED":
            continue
        for actor in claim.actors:
            for hit in claim.recipients:
                pair = found.setdefault(frozenset((_side(known(actor.id)), _side(known(hit.id)))), {})
                pair.setdefault(_side(known(actor.id)), actor)
    return found


def _filled(claim: Claim, foes: Foes, known: Known) -> Claim | None:
    """The claim as a deed of its teller's side, where it hit that side's enemy; else None."""
    for speaker in claim.attribution[:1]:
        teller = known(speaker.id)
        own = _side(teller)
        for hit in claim.recipients:
            pair = foes.get(frozenset((own, _side(known(hit.id)))))
            doer = (pair or {}).get(own) or (None if teller.type == "person" else speaker)
            fought = pair is not None or (_is_force(teller) and known(hit.id).type in ARMED)
            if fought and doer is not None and own != _side(known(hit.id)):
                return claim.model_copy(update={"actors": (_unnamed(doer),)})
    return None


def _is_force(entity: Entity) -> bool:
    """Whether it fights itself: an army, a defence ministry, a general staff."""
    return entity.type == "military" or entity.id.endswith(("_defence_ministry", "_general_staff"))


def _side(entity: Entity) -> str:
    """For whom a party fights: its patron, its state, or itself; a place or person is its country's."""
    homed = entity.kind == "place" or entity.type == "person"
    return entity.side or (entity.country if homed else None) or entity.id


def _unnamed(party: Party) -> Party:
    """The party, where no words of the claim name it."""
    return party.model_copy(update={"text": "", "start": 0, "end": 0})
