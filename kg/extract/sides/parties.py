"""Fillers of roles → parties: names, owners, and what pronouns and definite descriptions point back to.

Every link that is not a name is made from what stood in the article before it: "the convoy" is the convoy of
whoever had one last, "its forces" are those of the clause's subject, "he" is the last person who spoke.
Where nothing fits, nobody is named: a wrong name is worse than none.
"""

from dataclasses import dataclass, field

from kg.extract.deeds.clauses import OWNING_RELATIONS, POSSESSIVES, Clause, Filler
from kg.extract.grammar import pronouns, roles
from kg.extract.grammar.chunks import Chunk
from kg.extract.names.mentions import Found
from kg.extract.sides import antecedents, owners, pairs
from kg.extract.sides.memory import STATE_ARMY, Memory, Ref, deed, singular
from kg.extract.sides.party_words import (
    COLLECTED,
    COLLECTIVE,
    DEFINITE,
    KIN,
    NUMERALS,
    OFFICIALS,
    OPENING,
    OWN,
    OWNING,
    SENT,
    SOME,
    UNIFORMS,
)
from kg.extract.speakers import attribution
from kg.extract.standing import relations
from kg.extract.standing.appositions import DESCRIBED
from kg.model import Entity, Party


@dataclass(slots=True)
class Resolver:
    """Resolves the fillers of one sentence; `text` is the whole article's."""

    text: str
    clause: Clause
    memory: Memory
    speaker: Ref | None = None  # whose words these are, for "we"
    parties_by_name: dict[Found, Party] = field(default_factory=dict)  # several rules name the same

    def parties(self, filler: Filler, *, places: bool = False, depth: int = 0) -> tuple[Party, ...]:
        """The parties that a filler names; none where it names nobody."""
        if filler.found is not None:
            if filler.found.relation == COLLECTED:
                return self._body(filler.chunk, filler.found)
            return self._meant(filler.found) or (self.named(filler.found),)
        chunk = self.clause.chunks[filler.chunk]
        if chunk.kind == "I":
            return antecedents.pronoun(self, filler.chunk, depth)
        whole = owners.renamed(self.clause.chunks, self.clause.tokens, filler.chunk)
        if whole is not None:
            return self.parties(Filler(whole), depth=depth + 1)
        if pairs.means_two(self.clause, filler.chunk):
            return pairs.both(self, filler.chunk)
        named = self._by_name(filler.chunk, places=places, depth=depth)
        return named or self._by_words(filler.chunk, places=places, depth=depth)

    def _by_name(self, k: int, *, places: bool, depth: int) -> tuple[Party, ...]:
        """Whom the names in the phrase at k stand for: those named, or whose they are."""
        chunk = self.clause.chunks[k]
        found = chunk.actor
        if found is not None and found.how == "generic":
            # "an SDF compound" is the SDF's
            meant = self.holder(chunk) if found.kind == "place" else ()
            meant = meant or (() if found.plural else self.apposed(k) or self._before(k))
            if meant:
                return meant
        single = found is not None and found.kind == "actor" and found.last - found.first == 1
        if found is not None and single and found.how == "provisional":
            owner = self._owner(k, places=False, depth=depth)  # "the Command of the army"
            if owner:
                return (self.owned(chunk, owner[0]),)
        if chunk.norm in KIN and self._of(k) is not None:  # "families of hostages" are no hostages
            return self.group(k)
        each = self._of_each(k) if chunk.norm in OFFICIALS else ()
        if each:
            return each
        if found is not None and (found.kind == "actor" or places):
            return (self._mention(chunk, found, k, depth),)
        return ()

    def _by_words(self, k: int, *, places: bool, depth: int) -> tuple[Party, ...]:
        """Whom a phrase without a name stands for: its owner, its office, whom it points back to."""
        chunk = self.clause.chunks[k]
        if self._is_owned(chunk) and depth < 3:
            whose = antecedents.possessor(self, k, depth)
            if whose:
                return (self.owned(chunk, whose[0]),)
        meant = (
            self.apposed(k)
            or self._before(k)
            or self._office(k)
            or self._owner(k, places=places, depth=depth)
            or self._listed(k)
            or self.holder(chunk)
            or self._unit(chunk)
        )
        if meant:
            return meant
        ref = self._described(chunk)
        if ref:
            return (self.linked(chunk, ref),)
        words = relations.load()
        return self.group(k) if chunk.norm in words.groups | words.crowds else ()

    def _of(self, k: int) -> int | None:
        """The phrase after "of" behind the one at k."""
        chunks = self.clause.chunks
        follows = k + 2 < len(chunks) and chunks[k + 1].norm == "of" and chunks[k + 2].kind == "NP"
        return k + 2 if follows else None

    def _of_each(self, k: int) -> tuple[Party, ...]:
        """ "Representatives of M23 and Rwanda met": each of the two whose people they are."""
        of, chunks = self._of(k), self.clause.chunks
        listed = (of, of + 2) if of is not None and of + 2 < len(chunks) else ()
        if (
            not listed
            or chunks[listed[0] + 1].norm != "and"
            or not all(chunks[j].names_actor for j in listed)
        ):
            return ()
        return tuple(party for j in listed for party in self.parties(Filler(j), depth=2))

    def _meant(self, found: Found) -> tuple[Party, ...]:
        """ "the group's leader": whom a bare noun in a phrase means, where it is known."""
        noun = self.clause.tokens[found.last - 1].norm
        if found.how != "generic" or found.kind != "actor" or noun not in DESCRIBED:
            return ()
        told = self.memory.subject
        ref = self.memory.owner(noun) or (told if told is not None and told.type != "person" else None)
        return (self.renamed_to(ref.id, ref.name, found.first, found.last),) if ref else ()

    def _body(self, k: int, found: Found) -> tuple[Party, ...]:
        """ "the army chief": the army last named, or where none has a name the army of the article."""
        ref = self.memory.owner(found.name)
        if ref:
            return (self.linked(self.clause.chunks[k], ref),)
        if found.name not in STATE_ARMY:
            return ()
        party = self.named(found)
        self.memory.groups[party.id] = Entity(
            id=party.id, name=party.name, kind="actor", type="military", provisional=True
        )
        return (party,)

    def apposed(self, k: int) -> tuple[Party, ...]:
        """ "Syria's chief negotiator, John Doe, said": the person after the comma."""
        chunks = self.clause.chunks
        if k + 2 >= len(chunks) or chunks[k + 1].kind != "," or chunks[k + 2].kind != "NP":
            return ()
        actor = chunks[k + 2].actor
        closed = k + 3 >= len(chunks) or chunks[k + 3].kind in {",", ".", "VG"}
        return (self.named(actor),) if actor is not None and actor.type == "person" and closed else ()

    def _before(self, k: int) -> tuple[Party, ...]:
        """ "John Doe, the head of X, said": the person in front of the comma."""
        chunks = self.clause.chunks
        if (
            k < 2
            or chunks[k - 1].kind != ","
            or chunks[k - 2].kind != "NP"
            or len(roles.coordinated(chunks, k, right=False)) > 1
        ):
            return ()
        actor = chunks[k - 2].actor
        return (self.named(actor),) if actor is not None and actor.type == "person" else ()

    def _office(self, k: int) -> tuple[Party, ...]:
        """ "Kursk's acting governor": a person without a name, who becomes an actor of the article."""
        chunk = self.clause.chunks[k]
        noun = singular(chunk.norm)
        if noun not in relations.load().titles:
            return ()
        known = self._described(chunk)
        if known:
            return (self.linked(chunk, known),)
        party = self.renamed_to(f"g_{noun}", chunk.norm, chunk.first, chunk.last)
        self.memory.groups[party.id] = Entity(
            id=party.id, name=party.name, kind="actor", type="person", provisional=True
        )
        return (party,)

    def group(self, k: int) -> tuple[Party, ...]:
        """ "a convoy of five tanks", "an armed group": people without a name, as an actor of the article."""
        chunks = self.clause.chunks
        chunk, words = chunks[k], relations.load()
        of = self._of(k)
        last = chunk.last if of is None else chunks[of].last
        norms = [token.norm for token in self.clause.tokens[chunk.first : last]]
        party = self.renamed_to(f"g_{chunk.norm}", chunk.norm, chunk.first, last)
        civil = "civilians" if chunk.norm in words.crowds | words.victims else "other"
        kind = "militia" if words.armed.intersection(norms) else civil
        self.memory.groups[party.id] = Entity(
            id=party.id, name=party.name, kind="actor", type=kind, provisional=True
        )
        return (party,)

    def renamed_to(self, identity: str, name: str, first: int, last: int) -> Party:
        start, end = self._offsets(first, last)
        return Party(id=identity, name=name, text=self.text[start:end], start=start, end=end)

    def named(self, found: Found) -> Party:
        """The party that a mention names."""
        party = self.parties_by_name.get(found)
        if party is None:
            party = self.parties_by_name[found] = self.renamed_to(
                found.id, found.name, found.first, found.last
            )
        return party

    def _offsets(self, first: int, last: int) -> tuple[int, int]:
        return self.clause.tokens[first].start, self.clause.tokens[last - 1].end

    def _mention(self, chunk: Chunk, found: Found, k: int, depth: int) -> Party:
        """A name as it stands; a description ("its forces", "the convoy") by what it points back to."""
        if found.how == "generic":
            first = self.clause.tokens[chunk.first].norm
            clad = self._whose(k, depth) if depth < 3 else ()
            if clad:
                return self.owned(chunk, clad[0])
            if first in POSSESSIVES | OWN and depth < 3 and not pronouns.allies(self.clause, chunk):
                owners = antecedents.possessor(self, k, depth)
                if owners:
                    return self.owned(chunk, owners[0])
            ref = self._described(chunk)
            if ref:
                return self.linked(chunk, ref)
            owner = self._owner(k, places=False, depth=depth) or self._called(k)
            owner = owner or self._sender(k, found, depth)
            if owner:
                return self.owned(chunk, owner[0])
            return self.renamed_to(found.id, found.name, chunk.first, pronouns.stretch(self.clause, k, found))
        return self.named(found)

    def _called(self, k: int) -> tuple[Party, ...]:
        """ "Islamic State Sahel Province (ISSP) militants": whose the bare noun after the bracket is."""
        chunks = self.clause.chunks
        before = chunks[k - 2] if k > 1 and chunks[k - 1].kind == "(" else None
        actor = before.actor if before is not None and before.kind == "NP" else None
        named = actor is not None and actor.kind == "actor" and actor.how != "generic"
        closed = self.clause.book.words.closed.get(self.clause.tokens[chunks[k].first].norm)
        return (self.named(actor),) if actor is not None and named and closed is None else ()

    def _sender(self, k: int, found: Found, depth: int) -> tuple[Party, ...]:
        """ "Rwanda sent 1,000 troops", "the army lost six soldiers": whose the troops are."""
        group = roles.left_group(self.clause.chunks, k)
        if (
            group is None
            or depth > 1
            or found.type not in SENT
            or not owners.sends(self.clause.chunks, group, k)
        ):
            return ()
        return tuple(
            party
            for j in roles.subject(self.clause.chunks, group)
            if j != k
            for party in self.parties(Filler(j), depth=depth + 2)
        )[:1]

    def _whose(self, k: int, depth: int) -> tuple[Party, ...]:
        """ "M23, whose fighters took Goma", "men in RSF uniforms": whose people they are."""
        chunks = self.clause.chunks
        if k and chunks[k - 1].norm == "whose":
            return tuple(
                p for j in roles.antecedent(chunks, k - 1) for p in self.parties(Filler(j), depth=depth + 1)
            )
        worn = chunks[k + 1 : k + 3]
        if len(worn) < 2 or worn[0].norm != "in" or worn[1].norm not in UNIFORMS or worn[1].kind != "NP":
            return ()
        return (
            self.parties(Filler(k + 2), depth=depth + 1)
            if worn[1].actor is not None
            else self.holder(worn[1])
        )

    def _listed(self, k: int) -> tuple[Party, ...]:
        """ "the guarantor states – Russia, Iran and Turkey": the names after the dash or colon."""
        chunks = self.clause.chunks
        if k + 2 >= len(chunks) or chunks[k + 1].norm not in OPENING or chunks[k + 2].kind != "NP":
            return ()
        if chunks[k].norm in attribution.SOURCES:  # "army command: rebels fled"
            return ()
        members = roles.coordinated(chunks, k + 2, right=True)
        return tuple(
            self.named(a) for j in members if (a := chunks[j].actor) is not None and a.kind == "actor"
        )

    def _is_owned(self, chunk: Chunk) -> bool:
        """ "its aircraft", "their column" """
        norm = self.clause.tokens[chunk.first].norm
        return (
            norm in POSSESSIVES | OWN
            and chunk.norm in relations.load().belongings
            and not pronouns.allies(self.clause, chunk)
        )

    def _unit(self, chunk: Chunk) -> tuple[Party, ...]:
        """ "coalition aircraft", "an army position": whom a bare noun in the phrase points back to."""
        for index in range(chunk.first, chunk.last - 1):
            norm = self.clause.tokens[index].norm
            ref = self.memory.owner(norm) if norm in COLLECTIVE else None
            if ref:
                return (self.linked(chunk, ref),)
        return ()

    def described(self, chunk: Chunk) -> Party:
        """A thing by its words, as a party that nobody else is."""
        return self.renamed_to(f"g_{chunk.norm}", chunk.norm, chunk.first, chunk.last)

    def holder(self, chunk: Chunk) -> tuple[Party, ...]:
        """ "Russian air strikes", "Washington's presence": whose thing it is."""
        holders = [f for f in chunk.founds if f.kind == "actor" and f.relation in OWNING_RELATIONS]
        if holders and holders[-1].relation == "led":  # "a US-led raid"
            led = self.memory.owner("coalition")
            return (self.linked(chunk, led),) if led else (self.named(holders[-1]),)
        return (self.named(holders[-1]),) if holders else ()

    def owned(self, chunk: Chunk, party: Party) -> Party:
        """The party, by the words for what is its."""
        return self.renamed_to(party.id, party.name, chunk.first, chunk.last)

    def linked(self, chunk: Chunk, ref: Ref) -> Party:
        """Whom a phrase points back to, by the phrase's words."""
        return self.renamed_to(ref.id, ref.name, chunk.first, chunk.last)

    def _owner(self, k: int, *, places: bool, depth: int) -> tuple[Party, ...]:
        """ "two units of the Wagner group": the phrase after the preposition."""
        chunks = self.clause.chunks
        flown = owners.flown_by(chunks, k) if depth < 3 else None
        if flown is not None:
            return self.parties(Filler(flown), depth=depth + 1)
        if depth > 2 or k + 2 >= len(chunks) or chunks[k + 1].norm not in OWNING:
            return ()
        if chunks[k + 1].norm == "from" and chunks[k].norm in relations.load().facilities:
            return ()  # "took a base from the army"
        owner = chunks[k + 2]
        if owner.kind == "I":  # "hundreds of them"
            return antecedents.pronoun(self, k + 2, depth)
        if (
            owner.kind == "NP" and not owner.founds and owner.norm in NUMERALS
        ):  # "tens of thousands of students"
            return self._owner(k + 2, places=places, depth=depth + 1)
        if owner.kind != "NP" or owner.actor is None or (owner.actor.kind == "place" and not places):
            return ()
        several = places and owner.actor.kind == "place"  # "the towns of Kayes and Nioro"
        several = several or (chunks[k].norm in relations.AIDING and chunks[k + 1].norm == "from")
        listed = roles.coordinated(chunks, k + 2, right=True) if several else (k + 2,)
        found = tuple(p for j in listed for p in self.parties(Filler(j), places=places, depth=depth + 1))
        if chunks[k].norm not in SOME:
            return found
        return tuple(self.renamed_to(p.id, p.name, chunks[k].first, owner.last) for p in found)

    def owning(self, fillers: tuple[Filler, ...]) -> tuple[Party, ...]:
        """Who "its" stands for in "its last stronghold", "in its hands"."""
        tokens, chunks = self.clause.tokens, self.clause.chunks
        ours = [
            f
            for f in fillers
            if f.found is None
            and tokens[chunks[f.chunk].first].norm in POSSESSIVES | OWN
            and not pronouns.allies(self.clause, chunks[f.chunk])
        ]
        return tuple(
            self.owned(chunks[f.chunk], p) for f in ours for p in antecedents.possessor(self, f.chunk, 0)
        )

    def _described(self, chunk: Chunk) -> Ref | None:
        """Whom a definite description points back to ("the convoy", "the statement")."""
        tokens = self.clause.tokens
        head = tokens[chunk.last - 1].norm
        if head in self.clause.book.nouns and not chunk.founds:
            return self.memory.belongings.get(deed(head))
        if tokens[chunk.first].norm not in DEFINITE:
            return None
        if head in attribution.load().documents:
            return self.memory.issuer
        norms = [token.norm for token in tokens[chunk.first : chunk.last]]
        plain = not any(norm in POSSESSIVES or norm[0].isdigit() for norm in norms)  # nor "the 12th Brigade"
        return self.memory.owner(head) if plain else None

    def credit(self, noun: str, parties: tuple[Party, ...]) -> None:
        """Note whose deed a noun names: later "strikes" are those of whoever carried out strikes last."""
        known = self.memory.belongings.get(deed(noun))
        if len(parties) == 1 and parties[0].id != (known.id if known else None):
            self.memory.belongings[deed(noun)] = Ref.to(parties[0])
