"""What a deed was done to that is nobody: named places, sites described in words, things of war, arms."""

from dataclasses import dataclass

from kg.extract.deeds import doers
from kg.extract.deeds.clauses import OWNING_RELATIONS, Clause, Filler
from kg.extract.deeds.repeats import distinct
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk
from kg.extract.names.mentions import Found
from kg.extract.sides.parties import Resolver
from kg.extract.sides.party_words import NUMERALS
from kg.extract.standing import relations
from kg.model import Entity, Party

SETTLEMENTS = frozenset(
    """
    town towns village villages city cities hamlet hamlets settlement settlements township townships port
    island islands suburb suburbs neighbourhood neighbourhoods neighborhood neighborhoods enclave commune
    communes municipality municipalities locality localities
    """.split()  # noqa: SIM905, a word list reads better as words
)
DIVISIONS = frozenset(
    """
    district districts province provinces region regions governorate governorates county counties state states
    oblast kingdom republic
    """.split()  # noqa: SIM905, a word list reads better as words
)
WIDE = frozenset({"country", "province", "region", "state", "governorate", "oblast", "department"})
SHIPS = frozenset(
    {"ship", "ships", "vessel", "vessels", "tanker", "tankers", "boat", "boats", "dhow", "trawler"}
)
PARTS = ("northern", "southern", "eastern", "western", "central", "rural", "coastal")


@dataclass(slots=True)
class Sites:
    """Reads the phrases of one sentence as places and things."""

    clause: Clause
    resolver: Resolver
    invented: dict[str, Entity] | None  # places that the article describes without a name

    def thing(self, filler: Filler, *, besides: bool = False) -> tuple[Party, ...]:
        """What a phrase without a name describes; `besides` a party that it names, as in "a Turkish base"."""
        chunk = self.clause.chunks[filler.chunk]
        words = relations.load()
        counts = chunk.norm in NUMERALS or self.clause.book.words.closed.get(chunk.norm) == "#"
        if (counts or chunk.norm.isdigit()) and doers.of_some(self.clause.chunks, filler.chunk):
            return self.thing(Filler(filler.chunk + 2), besides=besides)
        if chunk.kind != "NP" or filler.found is not None:
            return ()
        deed = any(not trigger.rest for trigger in self.clause.book.nouns.get(chunk.norm, ()))
        heads = [found for found in chunk.founds if found.last == chunk.last]
        if deed or any(not (besides and _is_site(found)) for found in heads):
            return ()
        if self._is_named_after(filler.chunk):
            return ()
        if chunk.norm in words.victims:
            return self.resolver.group(filler.chunk)
        known = self._head(chunk) in words.facilities | words.materiel or self._is_named(filler)
        if not known and not besides:
            return ()
        owned = any(found.role == "head" or found.relation in OWNING_RELATIONS for found in chunk.founds)
        return () if owned and not besides else (self.described(chunk.first, chunk.last),)

    def _is_named(self, filler: Filler) -> bool:
        """ "the Magic Seas": a name, though of nobody and nowhere that kg knows."""
        chunk = self.clause.chunks[filler.chunk]
        first, last = self.clause.tokens[chunk.first], self.clause.tokens[chunk.last - 1]
        governed = filler.chunk > 0 and self.clause.chunks[filler.chunk - 1].kind == "P"
        return first.norm == "the" and not governed and last.text[0].isupper() and not chunk.founds

    def ship(self, filler: Filler) -> tuple[Party, ...]:
        """A ship, or what a name stands for that can be taken."""
        ship = self.clause.chunks[filler.chunk].norm in SHIPS
        return self.thing(filler) if ship or self._is_named(filler) else ()

    def arms(self, fillers: tuple[Filler, ...]) -> tuple[Party, ...]:
        """The weapons of a list; "attack and fighter aircraft" are one kind of thing."""
        chunks, arms = self.clause.chunks, relations.load().arms
        found: list[Party] = []
        first = None  # of words that share the noun of a later one
        for filler in fillers:
            chunk = chunks[filler.chunk]
            if chunk.kind != "NP" or any(f.role == "head" for f in chunk.founds if f.kind == "place"):
                continue
            first = chunk.first if first is None else first
            if chunk.norm in arms:
                found.append(self.described(first, chunk.last))
                first = None
        return distinct(tuple(found))

    def ground(self, filler: Filler) -> tuple[Party, ...]:
        """The place that a phrase names, or describes ("the oil field")."""
        chunk = self.clause.chunks[filler.chunk]
        if chunk.kind == "I" and self.clause.tokens[chunk.first].norm != "it":
            return ()
        before = self._ground_before(filler.chunk) if chunk.kind == "I" else ()
        if before:
            return before
        if chunk.kind == "I" and self.resolver.memory.place:
            return (self.resolver.linked(chunk, self.resolver.memory.place),)
        if chunk.kind != "NP":
            return ()
        named = [found for found in chunk.founds if found.kind == "place"]
        shared = self._of_place(filler.chunk) if chunk.norm in relations.load().shares or not named else ()
        if shared:
            return shared
        head = self._head(chunk)
        if named and (named[-1].last == chunk.last or head not in relations.load().facilities):
            return (self._part_of(chunk, named[-1]),)
        if head in relations.load().facilities:
            return (self.described(chunk.first, chunk.last),)
        return ()

    def _head(self, chunk: Chunk) -> str:
        """The last word of a phrase that is no number: "Air Base 101", "Highway 5"."""
        norms = [token.norm for token in self.clause.tokens[chunk.first : chunk.last]]
        return next((norm for norm in reversed(norms) if not norm[0].isdigit()), chunk.norm)

    def _part_of(self, chunk: Chunk, found: Found) -> Party:
        """ "northern Yemen": the place, with the word for the part of it."""
        party = self.resolver.named(found)
        before = self.clause.tokens[found.first - 1] if found.first > chunk.first else None
        if before is None or not before.norm.endswith(PARTS):
            return party
        return party.model_copy(
            update={"text": self.resolver.text[before.start : party.end], "start": before.start}
        )

    def _ground_before(self, k: int) -> tuple[Party, ...]:
        """The place that "it" stands for: the nearest before it that something was done to."""
        chunks = self.clause.chunks
        for j in range(k - 1, max(-1, k - roles.LONGEST_CLAUSE), -1):
            if chunks[j].kind == "NP" and (not j or chunks[j - 1].kind in {"VG", ","}):
                found = self.ground(Filler(j))
                if found:
                    return found
        return ()

    def _of_place(self, k: int) -> tuple[Party, ...]:
        """ "most of northeast Syria" """
        chunks = self.clause.chunks
        if k + 2 >= len(chunks) or chunks[k + 1].norm != "of" or chunks[k + 2].kind != "NP":
            return ()
        words, norm = relations.load(), chunks[k].norm
        if norm not in words.shares and norm in words.facilities and not self._is_named_after(k):
            return ()
        shared = roles.coordinated(chunks, k + 2, right=True)
        return tuple(place for j in shared for place in self.ground(Filler(j)))

    def _is_named_after(self, k: int) -> bool:
        """ "The town of X" is X; "a town of Syria" is not Syria."""
        chunks = self.clause.chunks
        after = chunks[k + 1 : k + 3]
        if [chunk.kind for chunk in after] != ["P", "NP"] or after[0].norm != "of" or not after[1].founds:
            return False
        place = after[1].founds[-1]
        if place.kind != "place" or place.how == "generic":
            return False
        wide = place.type == "country" if chunks[k].norm in DIVISIONS else place.type in WIDE
        return chunks[k].norm in SETTLEMENTS | DIVISIONS and not wide

    def described(self, first: int, last: int) -> Party:
        tokens = self.clause.tokens
        while last - first > 1 and self.clause.book.words.closed.get(tokens[first].norm) == "D":
            first += 1
        start, end = tokens[first].start, tokens[last - 1].end
        text = self.resolver.text[start:end]
        closed = self.clause.book.words.closed
        norms = [t.norm for t in tokens[first:last] if t.norm.isalnum() and not t.norm.isdigit()]
        identity = "p_" + "_".join(norm for norm in norms if closed.get(norm) != "#")
        if self.invented is not None:
            self.invented[identity] = Entity(
                id=identity, name=text, kind="place", type="site", provisional=True
            )
        return Party(id=identity, name=text, text=text, start=start, end=end)


def _is_site(found: Found) -> bool:
    """A place without a name: "a base" """
    return found.kind == "place" and found.how == "generic"
