"""One sentence → claims, all but their dates: names resolved, speakers attached, modality judged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg import claimtypes
from kg.extract.counts import casualties
from kg.extract.deeds import background, clauses, doers, modality, operators, repeats, same_deed
from kg.extract.deeds.casting import Cast, Casting
from kg.extract.deeds.clauses import Clause, Raw
from kg.extract.deeds.repeats import distinct
from kg.extract.deeds.sites import Sites
from kg.extract.deeds.whereabouts import Whereabouts
from kg.extract.names.mentions import Found
from kg.extract.sides import pairs
from kg.extract.sides.memory import Ref
from kg.extract.sides.parties import Resolver
from kg.extract.spans import NumberSpan
from kg.extract.speakers import attribution, speech, voices
from kg.extract.speakers.attribution import Cue
from kg.extract.standing import appositions, relations
from kg.model import UNREAL, Casualties, Modality, Party, Polarity, Stance

REACHED = frozenset({"SEIZED", "BLOCKED"})  # what an effort is for, and has not done yet


class Draft(NamedTuple):
    """A claim without date and article; `first`, `last` are its trigger, `begin`, `end` its clause."""

    type: str
    rule: str
    category: str | None
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Party | None
    polarity: Polarity
    modality: Modality
    stance: Stance
    attribution: tuple[Party, ...]
    casualties: Casualties | None
    first: int
    last: int
    begin: int
    end: int
    background: bool  # a habit, a mission or a purpose


@dataclass(slots=True)
class Drafter:
    """Drafts the claims of one sentence."""

    clause: Clause
    resolver: Resolver
    sites: Sites
    cues: tuple[Cue, ...]
    places: tuple[Found, ...]
    carried: tuple[Party, ...] = ()  # speakers of a quotation that began before the sentence or ends after it
    _where: Whereabouts = field(init=False)
    _casting: Casting = field(init=False)

    def __post_init__(self) -> None:
        self._where = Whereabouts(self.clause, self.resolver, self.places)
        self._casting = Casting(self.clause, self.resolver, self.sites, self._where)

    def drafts(self, numbers: Sequence[NumberSpan]) -> list[Draft]:
        """The claims of the sentence, without repetitions."""
        told = [pair for raw in clauses.code(self.clause) for pair in self._told(raw)]
        found = operators.settle(same_deed.united(self.clause, told))
        found.extend(self._toll(toll) for toll in casualties.find(self.clause, numbers))
        found.extend(draft for stated in relations.find(self.clause) for draft in self._stated(stated))
        return repeats.without_repeats(found)

    # --- rules -------------------------------------------------------------------------------------

    def _told(self, raw: Raw) -> Iterable[tuple[Raw, Draft]]:
        """What a rule tells; where it names nobody, what the next of the same type does."""
        readings = ([(one, draft) for draft in self._raw(one)] for one in (raw, *raw.others))
        return next((found for found in readings if found), [])

    def _raw(self, raw: Raw) -> Iterator[Draft]:
        cues = attribution.chain(self.cues, raw.first)
        nearest = self._nearest(cues)
        if nearest:  # whom "we" means in these words
            self.resolver.speaker = Ref.to(nearest[0])
        cast = self._casting.cast(raw, nearest)
        if cast is None:
            return
        if raw.nominal:
            self.resolver.credit(self.clause.tokens[raw.last - 1].norm, cast.actors)
        if raw.rule.type in doers.TAKING and modality.prevented(self.clause, raw):
            return
        if not self._casting.satisfies(raw, cast):
            return
        draft = self._judged(raw, cast, cues)
        if draft is None:
            return
        doers.arrive(draft.type, cast.actors, cast.recipients, draft.place, self.resolver.memory)
        pairs.note_deed(self.resolver.memory, draft.type, cast.actors, cast.recipients)
        yield from speech.disowned(draft)
        if draft.type == "SUPPORTED" and modality.lasts(self.clause.chunks, raw):
            yield draft._replace(type="BACKS", category=None)

    def _judged(self, raw: Raw, cast: Cast, cues: tuple[Cue, ...]) -> Draft | None:
        """The claim with what its words say of it: whether it happened, and as what."""
        rule, kind = raw.rule, claimtypes.claim_types()[raw.rule.type]
        polarity, how = modality.judge(self.clause, raw, cues)
        if speech.is_unverified(self.clause, raw):
            return None
        cues = () if speech.is_in_passing(self.clause, raw) else cues
        if how is Modality.ASSERTED and rule.type in REACHED and background.is_aim(self.clause.chunks, raw):
            how = Modality.PLANNED
        if kind.standing and how in UNREAL and raw.group is not None:
            return None
        type_, mode = rule.type, rule.mode
        category = modality.announced(self.clause, raw, rule.category or kind.category, polarity)
        threatens = type_ != "THREATENED" and modality.threatener(self.clause, raw) is not None
        if threatens and polarity is Polarity.AFFIRMED:
            type_, category, mode, how = "THREATENED", "THREATEN", "violence", Modality.ASSERTED
        return self._draft(type_, rule.id, category, mode, cast, raw, polarity=polarity, how=how, cues=cues)

    def _nearest(self, cues: tuple[Cue, ...]) -> tuple[Party, ...]:
        """Whose words they are."""
        return self._speakers(cues[:1], exclude=()) or self.carried

    def _draft(
        self,
        type_: str,
        rule: str,
        category: str | None,
        mode: str | None,
        cast: Cast,
        span: "Raw | casualties.Toll | appositions.Stated",
        *,
        polarity: Polarity = Polarity.AFFIRMED,
        how: Modality = Modality.ASSERTED,
        cues: tuple[Cue, ...] = (),
        toll: Casualties | None = None,
    ) -> Draft:
        begin, end = getattr(span, "begin", span.first), getattr(span, "end", span.last)
        speech = claimtypes.claim_types()[type_].speech
        return Draft(
            type=type_,
            rule=rule,
            category=category,
            mode=mode,
            actors=cast.actors,
            recipients=cast.recipients,
            place=self._where.place(begin, end, cast.recipients),
            polarity=polarity,
            modality=how,
            stance=cues[0].stance if cues else Stance.REPORT,
            attribution=self._speakers(cues, exclude=cast.actors if speech else ()),
            casualties=toll,
            first=span.first,
            last=span.last,
            begin=begin,
            end=end,
            background=background.is_background(self.clause, span if isinstance(span, Raw) else None),
        )

    def _toll(self, toll: casualties.Toll) -> Draft:
        cues = attribution.chain(self.cues, toll.first)
        figures = Casualties(**{toll.kind: toll.count})
        return self._draft(
            "CASUALTIES",
            f"casualties.{toll.kind}",
            None,
            None,
            Cast(self._casting.all(toll.agents), self._casting.all(toll.victims)),
            toll,
            cues=cues,
            toll=figures,
        )

    def _stated(self, stated: appositions.Stated) -> Iterator[Draft]:
        actors, recipients = (
            self.resolver.owning(side) or self._casting.all(side)
            for side in (stated.actors, stated.recipients)
        )
        if actors and recipients and {p.id for p in actors} != {p.id for p in recipients}:
            passing = speech.is_in_passing(self.clause, stated)
            cues = () if passing else attribution.chain(self.cues, stated.first)
            yield self._draft(
                stated.type, stated.rule, None, None, Cast(actors, recipients), stated, cues=cues
            )

    # --- speakers --------------------------------------------------------------------------------------

    def _speakers(self, cues: tuple[Cue, ...], *, exclude: tuple[Party, ...]) -> tuple[Party, ...]:
        hidden = {party.id for party in exclude}
        chain = voices.behind(self.resolver, cues)
        return tuple(p for p in distinct((*chain, *self.carried)) if p.id not in hidden)
