"""Where a clause says that something was."""

from dataclasses import dataclass

from kg.extract.deeds.clauses import Clause
from kg.extract.grammar.tag_words import DIRECTIONS
from kg.extract.names.mentions import Found
from kg.extract.sides.parties import Resolver
from kg.model import Party

AROUND = frozenset({"in", "near", "at", "outside", "around", "of"})


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Finds the place of a deed among the places that its sentence names."""

    clause: Clause
    resolver: Resolver
    places: tuple[Found, ...]

    def place(self, begin: int, end: int, recipients: tuple[Party, ...]) -> Party | None:
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
        after = [chunk for chunk in chunks[k + 1 : k + 6] if chunk.norm not in DIRECTIONS]  # "north of Homs"
        while len(after) > 1 and after[0].norm in AROUND and after[1].kind == "NP":
            first, last = after[1].first, after[1].last
            named = [f for f in self.places if first <= f.first < last and f.how != "generic"]
            if named:
                return named
            after = after[2:]  # "near the town of Homs"
        return []

    def _locates(self, found: Found) -> bool:
        """Not the "United States" of "the United States counterstrike"."""
        for chunk in self.clause.chunks:
            if chunk.first <= found.first < chunk.last:
                return found.last == chunk.last or chunk.norm not in self.clause.book.nouns
        return True
