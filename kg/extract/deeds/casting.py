"""Who did it and to whom: the words that a rule reads resolved, and what they leave unsaid filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kg import claimtypes
from kg.extract.deeds import doers
from kg.extract.deeds.clauses import Clause, Filler, Raw
from kg.extract.deeds.repeats import distinct
from kg.extract.deeds.sites import Sites
from kg.extract.deeds.whereabouts import Whereabouts
from kg.extract.grammar import roles
from kg.extract.sides.parties import Resolver
from kg.extract.speakers import speech, voices
from kg.model import Party

VOICED = frozenset({"ACCUSED", "DENIED", "CONFIRMED", "INVESTIGATED", "WARNED"})
HITTING = frozenset({"ATTACKED", "BLOCKED"})
BACKING = frozenset({"SUPPORTED", "PRAISED"})

Parties = tuple[Party, ...]


class Cast(NamedTuple):
    """Both sides of a claim."""

    actors: Parties
    recipients: Parties
    unsaid: bool = False  # the words hide who did it ("was shelled")


@dataclass(frozen=True, slots=True)
class Casting:
    """Fills the roles of what is read in one sentence."""

    clause: Clause
    resolver: Resolver
    sites: Sites
    where: Whereabouts

    def cast(self, raw: Raw, nearest: Parties) -> Cast | None:
        """Both sides of what a rule reads, as `nearest` tells it; None where a mutual deed has but one."""
        rule = raw.rule
        doing = raw.agents[::-1] if rule.frame == "presence" else raw.agents  # who is sent before who sends
        actors = (
            self.all(doing) or self._givers(raw) or doers.going_on(self.clause, raw, self.resolver.memory)
        )
        actors, recipients = self._addressed(raw, actors, self._recipients(raw))
        if self.clause.book.frame(rule).speaker == "agent":
            actors = nearest
        if claimtypes.claim_types()[rule.type].symmetric or (raw.agents and raw.agents == raw.recipients):
            actors = recipients = distinct(actors + recipients)
            if len(actors) < 2:
                return None
        else:
            taken = {party.id for party in actors}
            recipients = tuple(party for party in recipients if party.id not in taken)
        return self._done(raw, actors, recipients)

    def satisfies(self, raw: Raw, cast: Cast) -> bool:
        """Whether the roles are filled that the rule asks for."""
        recipients = cast.recipients or self._deed(raw)
        return doers.satisfied(raw.rule, cast.actors, recipients, unsaid=cast.unsaid)

    def all(self, fillers: Iterable[Filler]) -> Parties:
        """Whoever the phrases name, each once."""
        return distinct(tuple(party for filler in fillers for party in self.resolver.parties(filler)))

    def _recipients(self, raw: Raw) -> Parties:
        if raw.rule.recipient == "arms":
            named = self.sites.arms(raw.recipients)
        else:
            named = distinct(
                tuple(party for filler in raw.recipients for party in self._recipient(raw, filler))
            )
        return distinct((*named, *self.all(raw.losers))) if named else ()

    def _recipient(self, raw: Raw, filler: Filler) -> Parties:
        rule = raw.rule
        if rule.recipient == "place":
            named = self.sites.ground(filler)
        else:
            named = self.resolver.parties(filler, places=rule.recipient == "any")
        return named or (self.sites.ship(filler) if rule.type == "SEIZED" else ())

    def _givers(self, raw: Raw) -> Parties:
        """ "Received tanks from Germany": the country as a party."""
        if raw.rule.frame != "receiving":
            return ()
        return distinct(tuple(p for f in raw.agents for p in self.resolver.parties(f, places=True)))

    def _addressed(self, raw: Raw, actors: Parties, recipients: Parties) -> tuple[Parties, Parties]:
        """Who speaks and to whom, where the deed is one of words."""
        type_ = raw.rule.type
        if type_ in VOICED and not actors:  # "the general staff denied it"
            offices = (voices.offices(self.resolver, filler) for filler in raw.agents)
            actors = distinct(tuple(party for parties in offices for party in parties))
        recipients = recipients or speech.addressed(self.resolver, raw)
        if type_ in BACKING:  # "backed the retaking of the town by the army"
            done = (k for filler in raw.recipients for k in doers.done_by(self.clause, filler.chunk))
            recipients = self.all(Filler(k) for k in done) or recipients
        if type_ == "ACCUSED" and recipients:  # "critics accuse the army of laxity"
            actors = actors or self._nameless(raw.agents)
        return actors, recipients

    def _done(self, raw: Raw, actors: Parties, recipients: Parties) -> Cast:
        """Both sides with what the words leave unsaid: who was hit, what was left, whose troops were sent."""
        rule = raw.rule
        if rule.type == "BLOCKED":
            actors = actors or doers.at_checkpoints(self.resolver, raw)
        if rule.type == "ATTACKED" and actors and not recipients:
            recipients = self._struck_back(raw, actors)
        unsaid = not actors and doers.is_unsaid(self.clause, raw)
        if rule.type in HITTING and (actors or unsaid):
            recipients = self._struck(raw, recipients)
        actors = doers.fitting(rule, actors, self._type_of)
        if rule.frame == "origin":
            recipients = doers.where_hit(self.resolver.memory)
        if rule.type == "WITHDREW_FROM":
            recipients = recipients or self._left(raw, actors)
        if rule.type == "THREATENED" and raw.content is not None:
            recipients = recipients or self._threatened(*raw.content)
        if rule.frame == "sent":
            actors = self._of_sender(raw, actors)
        return Cast(actors, recipients, unsaid)

    def _struck_back(self, raw: Raw, actors: Parties) -> Parties:
        """Whom an attack on nobody is on: those it answers, where it names no target at all."""
        if raw.recipients:
            return doers.theirs(self.resolver, raw, actors)
        return doers.answered(self.clause, raw, actors, self.resolver.memory)

    def _struck(self, raw: Raw, recipients: Parties) -> Parties:
        """Whom an attack hit, and which things; where that is nobody and nothing, the place."""
        ends = {party.end for party in recipients}
        described = (self.sites.thing(filler, besides=bool(ends)) for filler in raw.recipients)
        things = tuple(party for parties in described for party in parties if party.end not in ends)
        nobody = (raw.recipients or raw.nominal) and not recipients and not things
        if nobody and raw.rule.type == "ATTACKED":
            return self._hit(raw)
        return distinct((*recipients, *things))

    def _left(self, raw: Raw, actors: Parties) -> Parties:
        """What a withdrawal that names no place was from."""
        if not raw.nominal:
            people = (self.clause.chunks[filler.chunk].names_actor for filler in raw.recipients)
            told = raw.rule.frame == "leaving" and any(people)  # "left five people wounded"
            left = () if told else doers.left_behind(actors, self.resolver.memory)
            ahead = {f.id for c in self.clause.chunks if c.first >= raw.last for f in c.founds}
            if any(party.id not in ahead for party in left):  # "fled to Idlib" was not from there
                return left
        if raw.recipients:
            return ()
        taken = doers.taken_after(self.clause, raw) or doers.driven_from(self.clause, raw)
        left = distinct(tuple(p for j in taken for p in self.sites.ground(Filler(j))))
        went = not left and doers.goes_elsewhere(self.clause, raw)
        return doers.left_to_others(actors, self.resolver.memory) if went else left

    def _hit(self, raw: Raw) -> Parties:
        """What an attack hit that is nobody: the place it was at."""
        chunks = self.clause.chunks
        following = next((c for c in chunks if c.first >= raw.last), None)
        if raw.nominal and following is not None and following.kind == "VG" and following.to:
            return ()  # "operations to cut off the town" are no attack on it
        stop = max([raw.end, *(self.clause.chunks[filler.chunk].last for filler in raw.recipients)])
        ends = [c.first for c in self.clause.chunks if c.kind == "VG" and c.finite and c.first >= raw.last]
        stop = min([stop + 4, *ends])
        place = self.where.place(raw.first, stop, ())
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

    def _nameless(self, fillers: Iterable[Filler]) -> Parties:
        """Those whom phrases describe without a name."""
        return distinct(tuple(p for filler in fillers for p in voices.voices(self.resolver, filler)))

    def _threatened(self, first: int, last: int) -> Parties:
        """ "Threatened to attack the airstrip": the first place that a threat names or describes."""
        inside = (k for k, c in enumerate(self.clause.chunks) if c.kind == "NP" and first <= c.first < last)
        return next((ground for k in inside if (ground := self.sites.ground(Filler(k)))), ())

    def _of_sender(self, raw: Raw, sent: Parties) -> Parties:
        """ "Dhaka has sent border guards": those who were sent are the sender's, unless they have a name."""
        group = raw.group
        if group is None or self.clause.chunks[group].passive or not all(p.id.startswith("g_") for p in sent):
            return sent
        senders = self.all(Filler(j) for j in roles.subject(self.clause.chunks, group))
        return tuple(p.model_copy(update={"id": s.id, "name": s.name}) for s in senders for p in sent) or sent

    def _deed(self, raw: Raw) -> Parties:
        """Whoever did the deed that is supported ("backed the operation"); nobody in particular will do."""
        if raw.rule.type not in BACKING:
            return ()
        chunks = (self.clause.chunks[filler.chunk] for filler in raw.recipients)
        deeds = [c for c in chunks if c.kind == "NP" and c.norm in self.clause.book.nouns]
        return tuple(self.resolver.described(chunk) for chunk in deeds)

    def _type_of(self, party: Party) -> str:
        founds = [found for chunk in self.clause.chunks for found in chunk.founds]
        words = (f for f in founds if party.text and self.clause.tokens[f.last - 1].end == party.end)
        named = (found for found in founds if found.id == party.id)
        found = next(words, None) or next(named, None)  # "Rwanda sent troops": those words are soldiers
        return found.type if found is not None else "other"
