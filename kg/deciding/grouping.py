"""Claims of one article → the happenings they are about.

Claims are taken in the order of the text: each joins the happening that it fits best, or begins another. It
fits where day, place and parties may be the same. What somebody only says of a happening goes where it is
told, else to the article's first.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg import claimtypes
from kg.deciding.ground import Ground
from kg.model import UNREAL, Claim, Extraction

SAME_KM = 12.0  # places of one article this near are one happening's
FAR = 99
NEAR_SENTENCES = 2  # other parties so soon after are still told of in the same breath
TALKS = frozenset({"MET_WITH", "AGREED_WITH"})
WORDS = frozenset({"ACCUSED", "DENIED", "CONFIRMED", "INVESTIGATED", "REJECTED", "DEMANDED"})


class Group(NamedTuple):
    """Claims about one happening; days are ISO, None where the article gives none."""

    talks: bool
    first: str | None
    last: str | None
    place: str | None
    parties: tuple[str, ...]
    claims: tuple[int, ...]  # indices into the extraction's claims


@dataclass(slots=True)
class Part:
    """A happening while it is being gathered."""

    talks: bool
    day: str | None
    place: str | None  # the first exact place that a claim of it names
    sentence: int = 0  # the last that tells of it
    titled: bool = False  # told in the title alone so far, which the text tells again
    named: str | None = None  # the place that the last claim of it names
    sides: set[str] = field(default_factory=set)
    claims: list[int] = field(default_factory=list)


def groups(extraction: Extraction, ground: Ground) -> list[Group]:
    """The happenings of an article, the one told first in front."""
    claims = extraction.claims
    dated = any(claim.date for claim in claims if is_happening(claim))
    told = [i for i, claim in enumerate(claims) if is_happening(claim) and (claim.date or not dated)]
    parts: list[Part] = []
    titles = {sentence.index for sentence in extraction.sentences if sentence.kind == "title"}
    real = {i for i in told if claims[i].type not in WORDS}
    for i in told:
        if i in real:
            _join(i, claims[i], parts, ground, titles)
    for i in told:
        if claims[i].type in WORDS:
            _mention(i, claims, parts, real)
    published = extraction.published.isoformat() if extraction.published else None
    return [_group(part, claims, ground, published) for part in parts]


def is_happening(claim: Claim) -> bool:
    """Whether the claim is about something that took place."""
    return not claimtypes.claim_types()[claim.type].standing and claim.modality not in UNREAL


def parties(claim: Claim) -> set[str]:
    """The ids of a claim's two sides."""
    return {party.id for party in (*claim.actors, *claim.recipients)}


def _join(i: int, claim: Claim, parts: list[Part], ground: Ground, titles: Collection[int]) -> None:
    place = _named_place(claim, ground)
    sides = {side for party in parties(claim) if ground.is_actor(party) for side in ground.sides(party)}
    scores = [_fit(claim, place, sides, part, ground) for part in parts]
    best = max(scores, default=0)
    if best:
        part = parts[scores.index(best)]
    else:
        part = Part(claim.type in TALKS, claim.date, None)
        parts.append(part)
    part.titled = claim.sentence in titles and (part.titled or not part.claims)
    part.claims.append(i)
    part.sentence, part.named = claim.sentence, place
    part.sides |= sides
    if part.place is None and place is not None and not ground.is_wide(place):
        part.place = place


def _fit(claim: Claim, place: str | None, sides: set[str], part: Part, ground: Ground) -> int:
    """How well a claim fits a happening; 0 where it cannot be the same."""
    shared = len(sides & part.sides)
    if claim.date != part.day or not _same_kind(claim, place, part, known=bool(sides)):
        return 0
    if not (ground.compatible(place, part.place, near_km=SAME_KM) or (part.titled and shared > 1)):
        return 0
    there = place is not None and part.place is not None and not ground.is_wide(place)
    apart = sides and part.sides and not shared and not part.titled
    if apart and not there and not _in_one_breath(claim, place, part):
        return 0
    return 1 + 4 * there + shared


def _in_one_breath(claim: Claim, place: str | None, part: Part) -> bool:
    """Whether a deed of others is told just after, at no place of its own."""
    if place is not None:
        return place == part.named and claim.sentence == part.sentence
    return claim.sentence - part.sentence <= NEAR_SENTENCES


def _same_kind(claim: Claim, place: str | None, part: Part, *, known: bool) -> bool:
    """Talks at a place of their own, or of nobody `known`, are a happening of their own.

    Others belong to what they are about.
    """
    talks = claim.type in TALKS
    return talks == part.talks or (talks and place is None and known)


def _mention(i: int, claims: Sequence[Claim], parts: list[Part], told: Collection[int]) -> None:
    """What is said of a happening goes to the one told in its words or just before, else to the first."""
    if not parts:
        parts.append(Part(talks=False, day=claims[i].date, place=None, claims=[i]))
        return
    said = claims[i]
    near = [
        (_distance(said, claims[j]), -len(parties(said) & parties(claims[j])), n)
        for n, part in enumerate(parts)
        for j in part.claims
        if j in told and (claims[j].sentence == said.sentence or parties(said) & part.sides)
    ]
    distance, _, best = min(near, default=(FAR, 0, 0))
    parts[best if distance < FAR else 0].claims.append(i)


def _distance(said: Claim, other: Claim) -> int:
    """How far from what is said a happening is told: in its words, its sentence, or some sentences before."""
    if said.sentence == other.sentence:
        return 0 if said.start <= other.trigger[0] < said.end else 1
    before = said.sentence - other.sentence
    return 1 + before if 0 < before <= NEAR_SENTENCES else FAR


def _acting(party: str, part: Part, ground: Ground) -> tuple[str, ...]:
    """By whom a party's side is told: a person who talks does so for a country, and else for nobody."""
    if not ground.is_actor(party):
        return ()
    if ground.kind(party) != "person":
        return (party,)
    entity = ground.get(party)
    return (entity.country,) if part.talks and entity and entity.country else ()


def _named_place(claim: Claim, ground: Ground) -> str | None:
    return claim.place.id if claim.place and not ground.is_site(claim.place.id) else None


def _group(part: Part, claims: Sequence[Claim], ground: Ground, published: str | None) -> Group:
    own = [claims[i] for i in sorted(part.claims)]
    days = Counter(claim.date for claim in own if claim.date and claim.type not in WORDS)
    first = days.most_common(1)[0][0] if days else part.day or published
    last = max((claim.date_to or claim.date or "" for claim in own), default="")
    named = Counter(place for claim in own if (place := _named_place(claim, ground)))
    exact = Counter({place: count for place, count in named.items() if not ground.is_wide(place)})
    return Group(
        talks=part.talks,
        first=first,
        last=last if first and last >= first else first,
        place=(exact or named).most_common(1)[0][0] if named else None,
        parties=tuple(sorted({side for c in own for i in parties(c) for side in _acting(i, part, ground)})),
        claims=tuple(sorted(part.claims)),
    )
