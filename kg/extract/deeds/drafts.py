"""One sentence → claims, all but their dates: names resolved, speakers attached, modality judged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg import claimtypes
from kg.extract.counts import casualties
from kg.extract.deeds import background, clauses, doers, modality, operators, repeats, same_deed
from kg.extract.deeds.clauses import Clause, Filler, Raw
from kg.extract.deeds.repeats import distinct
from kg.extract.deeds.sites import Sites
from kg.extract.grammar import roles
from kg.extract.names.mentions import Found
from kg.extract.rulebook import Rule
from kg.extract.sides import pairs
from kg.extract.sides.memory import Ref
from kg.extract.sides.parties import Resolver
from kg.extract.spans import NumberSpan
from kg.extract.speakers import attribution, speech, voices
from kg.extract.speakers.attribution import Cue
from kg.extract.standing import appositions, relations
from kg.model import UNREAL, Casualties, Modality, Party, Polarity, Stance

AROUND = frozenset({"in", "near", "at", "outside", "around", "of"})
VOICED = frozenset({"ACCUSED", "DENIED", "CONFIRMED", "INVESTIGATED", "WARNED"})
HITTING = frozenset({"ATTACKED", "BLOCKED"})
REACHED = frozenset({"SEIZED", "BLOCKED"})  # what an effort is for, and has not done yet
BACKING = frozenset({"SUPPORTED", "PRAISED"})


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
        rule = raw.rule
        kind = claimtypes.claim_types()[rule.type]
        cues = attribution.chain(self.cues, raw.first)
        self._speak_as(cues)
        frame = self.clause.book.frame(rule)
        threat = modality.threatener(self.clause, raw) if rule.type != "THREATENED" else None
        doing = raw.agents[::-1] if rule.frame == "presence" else raw.agents  # who is sent before who sends
        actors = self._all(doing) or doers.going_on(self.clause, raw, self.resolver.memory)
        recipients = self._recipients(raw, rule)
        recipients = distinct((*recipients, *self._all(raw.losers))) if recipients else ()
        if rule.type in VOICED and not actors:  # "the general staff denied it"
            offices = (voices.offices(self.resolver, filler) for filler in raw.agents)
            actors = distinct(tuple(party for parties in offices for party in parties))
        recipients = recipients or speech.addressed(self.resolver, raw)
        if rule.type in BACKING:  # "backed the retaking of the town by the army"
            done = (k for filler in raw.recipients for k in doers.done_by(self.clause, filler.chunk))
            recipients = self._all(Filler(k) for k in done) or recipients
        if rule.type == "ACCUSED" and recipients:  # "critics accuse the army of laxity"
            actors = actors or self._nameless(raw.agents)
        if frame.speaker == "agent":
            actors = self._nearest(cues)
        if kind.symmetric or (raw.agents and raw.agents == raw.recipients):
            actors = recipients = distinct(actors + recipients)
            if len(actors) < 2:
                return
        else:
            taken = {party.id for party in actors}
            recipients = tuple(party for party in recipients if party.id not in taken)
        if rule.type == "BLOCKED":
            actors = actors or doers.at_checkpoints(self.resolver, raw)
        if rule.type == "ATTACKED" and actors and not recipients:
            recipients = doers.theirs(self.resolver, raw, actors)
            if not raw.recipients:
                recipients = doers.answered(self.clause, raw, actors, self.resolver.memory)
        unsaid = not actors and doers.is_unsaid(self.clause, raw)
        if rule.type in HITTING and (actors or unsaid):
            ends = {party.end for party in recipients}
            described = (self.sites.thing(filler, besides=bool(ends)) for filler in raw.recipients)
            things = tuple(party for parties in described for party in parties if party.end not in ends)
            hit = (raw.recipients or raw.nominal) and not recipients and not things
            recipients = (
                self._hit(raw) if hit and rule.type == "ATTACKED" else distinct((*recipients, *things))
            )
        actors = doers.fitting(rule, actors, self._type_of)
        if rule.frame == "origin":
            recipients = doers.where_hit(self.resolver.memory)
        if rule.type == "WITHDREW_FROM" and not raw.nominal:
            people = (self.clause.chunks[filler.chunk].names_actor for filler in raw.recipients)
            told = rule.frame == "leaving" and any(people)  # "left five people wounded"
            recipients = recipients or (() if told else doers.left_behind(actors, self.resolver.memory))
        if rule.type == "WITHDREW_FROM" and not recipients and not raw.recipients:
            left = doers.taken_after(self.clause, raw)
            recipients = distinct(tuple(p for j in left for p in self.sites.ground(Filler(j))))
        if rule.type == "THREATENED" and raw.content is not None:
            recipients = recipients or self._threatened(*raw.content)
        if rule.frame == "sent":
            actors = self._of_sender(raw, actors)
        if raw.nominal:
            self.resolver.credit(self.clause.tokens[raw.last - 1].norm, actors)
        if rule.type in doers.TAKING and modality.prevented(self.clause, raw):
            return
        if not doers.satisfied(rule, actors, recipients or self._deed(raw), unsaid=unsaid):
            return
        polarity, how = modality.judge(self.clause, raw, cues)
        if speech.is_unverified(self.clause, raw):
            return
        cues = () if speech.is_in_passing(self.clause, raw) else cues
        if how is Modality.ASSERTED and rule.type in REACHED and background.is_aim(self.clause.chunks, raw):
            how = Modality.PLANNED
        if kind.standing and how in UNREAL and raw.group is not None:
            return
        category = modality.announced(self.clause, raw, rule.category or kind.category, polarity)
        type_, mode = rule.type, rule.mode
        if rule.type == "SUPPORTED" and modality.lasts(self.clause.chunks, raw):
            type_ = "BACKS"
        if threat is not None and polarity is Polarity.AFFIRMED:
            type_, category, mode, how = "THREATENED", "THREATEN", "violence", Modality.ASSERTED
        draft = self._draft(
            type_, rule.id, category, mode, actors, recipients, raw, polarity=polarity, how=how, cues=cues
        )
        doers.arrive(draft.type, actors, recipients, draft.place, self.resolver.memory)
        pairs.note_deed(self.resolver.memory, draft.type, actors, recipients)
        yield from speech.disowned(draft)

    def _nameless(self, fillers: Iterable[Filler]) -> tuple[Party, ...]:
        """Those whom phrases describe without a name."""
        return distinct(tuple(p for filler in fillers for p in voices.voices(self.resolver, filler)))

    def _threatened(self, first: int, last: int) -> tuple[Party, ...]:
        """ "Threatened to attack the airstrip": the first place that a threat names or describes."""
        inside = (k for k, c in enumerate(self.clause.chunks) if c.kind == "NP" and first <= c.first < last)
        return next((ground for k in inside if (ground := self.sites.ground(Filler(k)))), ())

    def _of_sender(self, raw: Raw, sent: tuple[Party, ...]) -> tuple[Party, ...]:
        """ "Dhaka has sent border guards": those who were sent are the sender's, unless they have a name."""
        group = raw.group
        if group is None or self.clause.chunks[group].passive or not all(p.id.startswith("g_") for p in sent):
            return sent
        senders = self._all(Filler(j) for j in roles.subject(self.clause.chunks, group))[:1]
        return tuple(p.model_copy(update={"id": s.id, "name": s.name}) for s in senders for p in sent) or sent

    def _deed(self, raw: Raw) -> tuple[Party, ...]:
        """Whoever did the deed that is supported ("backed the operation"); nobody in particular will do."""
        if raw.rule.type not in BACKING:
            return ()
        chunks = (self.clause.chunks[filler.chunk] for filler in raw.recipients)
        deeds = [c for c in chunks if c.kind == "NP" and c.norm in self.clause.book.nouns]
        return tuple(self.resolver.described(chunk) for chunk in deeds)

    def _speak_as(self, cues: tuple[Cue, ...]) -> None:
        """Whom "we" means in the words of these cues."""
        for speaker in self._nearest(cues)[:1]:
            self.resolver.speaker = Ref.to(speaker)

    def _nearest(self, cues: tuple[Cue, ...]) -> tuple[Party, ...]:
        """Whose words they are."""
        return self._speakers(cues[:1], exclude=()) or self.carried

    def _draft(
        self,
        type_: str,
        rule: str,
        category: str | None,
        mode: str | None,
        actors: tuple[Party, ...],
        recipients: tuple[Party, ...],
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
            actors=actors,
            recipients=recipients,
            place=self._place(begin, end, recipients),
            polarity=polarity,
            modality=how,
            stance=cues[0].stance if cues else Stance.REPORT,
            attribution=self._speakers(cues, exclude=actors if speech else ()),
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
            self._all(toll.agents),
            self._all(toll.victims),
            toll,
            cues=cues,
            toll=figures,
        )

    def _stated(self, stated: appositions.Stated) -> Iterator[Draft]:
        actors, recipients = (
            self.resolver.owning(side) or self._all(side) for side in (stated.actors, stated.recipients)
        )
        if actors and recipients and {p.id for p in actors} != {p.id for p in recipients}:
            passing = speech.is_in_passing(self.clause, stated)
            cues = () if passing else attribution.chain(self.cues, stated.first)
            yield self._draft(stated.type, stated.rule, None, None, actors, recipients, stated, cues=cues)

    # --- parties -------------------------------------------------------------------------------------

    def _all(self, fillers: Iterable[Filler]) -> tuple[Party, ...]:
        return distinct(tuple(party for filler in fillers for party in self.resolver.parties(filler)))

    def _recipients(self, raw: Raw, rule: Rule) -> tuple[Party, ...]:
        found: list[Party] = []
        if rule.recipient == "arms":
            return self.sites.arms(raw.recipients)
        for filler in raw.recipients:
            named = (
                self.sites.ground(filler)
                if rule.recipient == "place"
                else self.resolver.parties(filler, places=rule.recipient == "any")
            )
            found.extend(named or (self.sites.ship(filler) if rule.type == "SEIZED" else ()))
        return distinct(tuple(found))

    def _hit(self, raw: Raw) -> tuple[Party, ...]:
        """What an attack hit that is nobody: the place it was at."""
        chunks = self.clause.chunks
        following = next((c for c in chunks if c.first >= raw.last), None)
        if raw.nominal and following is not None and following.kind == "VG" and following.to:
            return ()  # "operations to cut off the town" are no attack on it
        stop = max([raw.end, *(self.clause.chunks[filler.chunk].last for filler in raw.recipients)])
        ends = [c.first for c in self.clause.chunks if c.kind == "VG" and c.finite and c.first >= raw.last]
        stop = min([stop + 4, *ends])
        place = self._place(raw.first, stop, ())
        near = place is not None and raw.begin <= self._token_of(place) < stop
        return (
            (place,)
            if place is not None and near
            else distinct(
                tuple(p for j in doers.taken_after(self.clause, raw) for p in self.sites.ground(Filler(j)))
            )
        )

    def _token_of(self, party: Party) -> int:
        return next((i for i, token in enumerate(self.clause.tokens) if token.start >= party.start), -1)

    def _type_of(self, party: Party) -> str:
        founds = [found for chunk in self.clause.chunks for found in chunk.founds]
        words = (f for f in founds if party.text and self.clause.tokens[f.last - 1].end == party.end)
        named = (found for found in founds if found.id == party.id)
        found = next(words, None) or next(named, None)  # "Rwanda sent troops": those words are soldiers
        return found.type if found is not None else "other"

    def _place(self, begin: int, end: int, recipients: tuple[Party, ...]) -> Party | None:
        """Where the clause says it was: a place among its recipients, else the first it names."""
        ids = {found.id: found for found in self.places}
        hit = next((party for party in recipients if party.id in ids), None)
        opening = [f for f in self.places if f.last <= begin and f.first < 4 and f.how != "generic"]
        if hit is not None:
            around = self._around(ids[hit.id])
            if around or not (ids[hit.id].how == "generic" and opening):
                return self.resolver.named(around[0]) if around else hit
        after = [found for found in self.places if found.first >= begin and self._locates(found)]
        near = [found for found in after if found.first <= end] or after
        named = [found for found in near if found.how != "generic"] or opening or near
        return self.resolver.named(named[0]) if named else None

    def _around(self, site: Found) -> list[Found]:
        """ "positions in central Vovchansk": the named place that a site is in."""
        if site.how != "generic":
            return []
        chunks = self.clause.chunks
        k = next((k for k, chunk in enumerate(chunks) if chunk.first <= site.first < chunk.last), 0)
        after = chunks[k + 1 : k + 3]
        if len(after) < 2 or after[0].norm not in AROUND:
            return []
        return [f for f in self.places if after[1].first <= f.first < after[1].last and f.how != "generic"]

    def _locates(self, found: Found) -> bool:
        """Not the "United States" of "the United States counterstrike"."""
        for chunk in self.clause.chunks:
            if chunk.first <= found.first < chunk.last:
                return found.last == chunk.last or chunk.norm not in self.clause.book.nouns
        return True

    # --- speakers --------------------------------------------------------------------------------------

    def _speakers(self, cues: tuple[Cue, ...], *, exclude: tuple[Party, ...]) -> tuple[Party, ...]:
        hidden = {party.id for party in exclude}
        chain = voices.behind(self.resolver, cues)
        return tuple(p for p in distinct((*chain, *self.carried)) if p.id not in hidden)
