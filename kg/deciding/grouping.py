"""Claims of one article → the happenings they are about.

Claims are taken in the order of the text: each joins the happening that it fits best, or begins another. It
fits where day, place and parties may be the same. What somebody only says of a happening goes where it is
told, else to the first that it may be about.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from kg import claimtypes
from kg.deciding.ground import GENERIC, Ground
from kg.model import UNREAL, Claim, Extraction

SAME_KM = 12.0  # places of one article this near are one happening's
FAR = 99
DAY = 10  # characters of a day
NEAR_SENTENCES = 2  # other parties so soon after are still told of in the same breath
SURVEY = 3  # an article of so many happenings is a survey of several,
ROUNDUP = 4  # and one of which no happening makes up a quarter is a roundup: it has no main one
FAR_SENTENCES = 4  # in which one party in common, so far on, does not make them one
TALKS = frozenset({"MET_WITH", "AGREED_WITH"})
AFTERMATH = frozenset({"WITHDREW_FROM", "DEPLOYED_TO"})  # told a day on, it is of what went before
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
    region: str | None = None  # the first wide one
    last: str | None = None  # the last day of its day, where that is several
    sentence: int = 0  # the last that tells of it
    section: int = 0  # under which heading of the article
    titled: bool = False  # told in the title alone so far, which the text tells again
    named: str | None = None  # the place that the last claim of it names
    sides: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)  # of all parties, nameless ones too
    claims: list[int] = field(default_factory=list)


class Told(NamedTuple):
    """A claim with what decides which happening it is about."""

    i: int
    claim: Claim
    place: str | None
    sides: frozenset[str]
    ids: frozenset[str]
    section: int
    titled: bool


def groups(extraction: Extraction, ground: Ground) -> list[Group]:
    """The happenings of an article, the one told first in front."""
    claims = extraction.claims
    dated = any(claim.date for claim in claims if is_happening(claim))
    told = [
        each
        for each in _read(extraction, ground)
        if is_happening(each.claim) and (each.claim.date or not dated)
    ]
    parts: list[Part] = []
    for each in told:
        if each.claim.type not in WORDS:
            _join(each, parts, ground)
    deeds = {each.i for each in told if each.claim.type not in WORDS}
    roundup = _is_roundup(parts, deeds)
    for each in told:
        if each.claim.type in WORDS:
            _mention(each, claims, parts, deeds, roundup=roundup)
    published = extraction.published.isoformat() if extraction.published else None
    return [_group(part, claims, ground, published) for part in parts]


def _read(extraction: Extraction, ground: Ground) -> Iterator[Told]:
    """The claims of an article, each with the section that it stands in; a heading in the text opens one."""
    sections: dict[int, tuple[int, bool]] = {}
    section, text = 0, False
    for sentence in extraction.sentences:
        titled = sentence.kind == "title"
        section, text = (section + 1, False) if titled and text else (section, text or not titled)
        sections[sentence.index] = section, titled
    for i, claim in enumerate(extraction.claims):
        ids = frozenset(parties(claim))
        sides = frozenset(side for party in ids if ground.is_actor(party) for side in ground.sides(party))
        yield Told(i, claim, _named_place(claim, ground), sides, ids, *sections[claim.sentence])


def is_happening(claim: Claim) -> bool:
    """Whether the claim is about something that took place."""
    return not claimtypes.claim_types()[claim.type].standing and claim.modality not in UNREAL


def parties(claim: Claim) -> set[str]:
    """The ids of a claim's two sides."""
    return {party.id for party in (*claim.actors, *claim.recipients)}


def _join(told: Told, parts: list[Part], ground: Ground) -> None:
    claim, place = told.claim, told.place
    survey = len(parts) >= SURVEY
    scores = [0 if survey and _is_far(told, part) else _fit(told, part, ground) for part in parts]
    best = max(scores, default=0)
    if best:
        part = parts[scores.index(best)]
    else:
        part = Part(claim.type in TALKS, claim.date, None, last=claim.date_to)
        parts.append(part)
    part.titled = told.titled and (part.titled or not part.claims)
    part.claims.append(told.i)
    part.sentence, part.section, part.named = claim.sentence, told.section, place
    part.sides |= told.sides
    part.ids |= told.ids
    if place is not None and ground.is_wide(place):
        part.region = part.region or place
    elif part.place is None:
        part.place = place


def _is_far(told: Told, part: Part) -> bool:
    """Whether no more than one party, some sentences on, joins a claim to a happening: no place does."""
    named = told.place is not None and told.place in {part.place, part.region}
    near = told.claim.sentence - part.sentence <= FAR_SENTENCES
    return not (named or near or part.titled) and len(told.sides & part.sides) < 2


def _fit(told: Told, part: Part, ground: Ground) -> int:
    """How well a claim fits a happening; 0 where it cannot be the same."""
    claim, place = told.claim, told.place
    shared = len(told.sides & part.sides)
    if not _meets(claim, part) or not _same_kind(told, part, shared=shared):
        return 0
    where = part.place or part.region
    if not (ground.compatible(place, where, near_km=SAME_KM) or (part.titled and shared > 1)):
        return 0
    there = place is not None and part.place is not None and not ground.is_wide(place)
    apart = told.sides and part.sides and not shared and not part.titled
    if apart and not there and not _in_one_breath(claim, place, part):
        return 0
    same_day = claim.date == part.day
    if not shared and ((told.section != part.section and not there) or (told.sides and not same_day)):
        return 0
    return 1 + 4 * there + shared + 2 * same_day


def _meets(claim: Claim, part: Part) -> bool:
    """Whether a claim is of a happening's day, or one of them is of some days that hold the other's."""
    if claim.date == part.day:
        return True
    if not (claim.date and part.day and len(claim.date) == len(part.day) == DAY):
        return False
    if claim.date <= (part.last or part.day) and part.day <= (claim.date_to or claim.date):
        return True
    return claim.type in AFTERMATH and _stays(claim, part) and claim.date == _day_after(part.day)


def _stays(claim: Claim, part: Part) -> bool:
    """Whether a claim names no other place than that of a happening."""
    return claim.place is None or claim.place.id == part.place or claim.place.id.startswith(GENERIC)


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _in_one_breath(claim: Claim, place: str | None, part: Part) -> bool:
    """Whether a deed of others is told just after, at no place of its own."""
    if place is not None:
        return place == part.named and claim.sentence == part.sentence
    return claim.sentence - part.sentence <= NEAR_SENTENCES


def _same_kind(told: Told, part: Part, *, shared: int) -> bool:
    """Talks at a place of their own, or of nobody who is known, are a happening of their own.

    Others belong to what they are about.
    """
    talks = told.claim.type in TALKS
    return talks == part.talks or (talks and told.place is None and shared > 0)


def _mention(
    told: Told, claims: Sequence[Claim], parts: list[Part], deeds: Collection[int], *, roundup: bool
) -> None:
    """What is said of a happening goes to the one told in its words or just before, else to the first.

    Just before it, a happening of the same parties is told, or in a roundup any. What others than those of a
    happening are accused of is about something else.
    """
    said = told.claim
    near = [
        (_distance(told, claims[j], part), -len(told.ids & parties(claims[j])), n)
        for n, part in enumerate(parts)
        if not _before(said, part)
        for j in part.claims
        if j in deeds and (roundup or not _of_others(told, claims[j], part))
    ]
    distance, _, best = min(near, default=(FAR, 0, 0))
    if distance < FAR:
        parts[best].claims.append(told.i)
        return
    fitting = [part for part in parts if _may_be_of(told, part)]
    first = next((part for part in fitting if part.section == told.section), None)
    if first is None:
        first = fitting[0] if fitting else _opened(told, parts)
    first.claims.append(told.i)


def _of_others(said: Told, deed: Claim, part: Part) -> bool:
    """Whether neither the sentence nor a party is the same."""
    return deed.sentence != said.claim.sentence and said.ids.isdisjoint(part.sides | part.ids)


def _is_roundup(parts: Sequence[Part], deeds: Collection[int]) -> bool:
    """Whether an article tells of so much that nothing is the main thing."""
    return max((len(part.claims) for part in parts), default=0) * ROUNDUP < len(deeds)


def _opened(told: Told, parts: list[Part]) -> Part:
    part = Part(talks=False, day=told.claim.date, place=None, section=told.section)
    part.sides |= told.sides
    part.ids |= told.ids
    parts.append(part)
    return part


def _may_be_of(told: Told, part: Part) -> bool:
    others = told.claim.type == "ACCUSED" and told.sides and part.sides and not told.sides & part.sides
    return not others and not _before(told.claim, part)


def _before(said: Claim, part: Part) -> bool:
    """Whether it was said before the happening."""
    day = part.day
    return said.date is not None and day is not None and len(said.date) == len(day) and said.date < day


def _distance(told: Told, deed: Claim, part: Part) -> int:
    """How far from what is said a happening is told: in its words, its sentence, or some sentences before.

    One of others is further off than any of the same parties.
    """
    said = told.claim
    if said.sentence == deed.sentence:
        return 0 if said.start <= deed.trigger[0] < said.end else 1
    before = said.sentence - deed.sentence
    if not 0 < before <= NEAR_SENTENCES:
        return FAR
    return 1 + before + NEAR_SENTENCES * _of_others(told, deed, part)


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
