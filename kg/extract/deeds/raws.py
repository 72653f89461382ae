"""What clause coding passes on: the clause it reads, the fillers of roles, the rules that fired."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.deeds import content, grounds
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import QUOTES, Chunk
from kg.extract.names.mentions import Found
from kg.extract.rulebook import Rule, Rulebook
from kg.extract.spans import Token

OWNING_RELATIONS = frozenset({None, "led", "nationality"})
PASSED_OVER = frozenset(
    {
        "a",
        "an",
        "the",
        "live",
        "back",
        "its",
        "their",
        "his",
        "her",
        "currently",
        "now",
        "still",
        "again",
        "also",
    }
    | {"further", "deeper", "deep", "farther"}
    | {"full", "total", "complete", "effective", "partial", "joint", "overall", "tight", "firm", "sole"}
    | {"simply", "totally", "absolutely", "completely", "very", "fully", "formally", "officially", "finally"}
    | QUOTES
)
POSSESSIVES = frozenset({"its", "their", "his", "her"})


class Filler(NamedTuple):
    """What fills a role: a chunk, or one mention inside it."""

    chunk: int
    found: Found | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """A rule that fired, before names are resolved: who fills its roles, its trigger, the governing verb."""

    rule: Rule
    agents: tuple[Filler, ...]
    recipients: tuple[Filler, ...]
    first: int  # trigger tokens [first, last)
    last: int
    group: int | None  # the verb group that says it, for polarity and modality
    begin: int  # clause tokens [begin, end)
    end: int
    content: tuple[int, int] | None = None  # an operator's content: tokens [first, last)
    direct: bool = True  # the operator's own object names the recipient, not its content
    losers: tuple[Filler, ...] = ()  # from whom the recipient was taken
    others: "tuple[Raw, ...]" = ()  # the same deed by other rules, for where this one names nobody

    @property
    def completeness(self) -> int:
        """How many of the two roles have a filler; a mutual deed needs two sides."""
        if self.agents == self.recipients:
            return 2 if len(self.agents) > 1 else 0
        return bool(self.agents) + bool(self.recipients)

    @property
    def nominal(self) -> bool:
        """Whether the trigger is a noun, which another verb governs."""
        return not (self.rule.verbs or self.rule.modals)


class Clause(NamedTuple):
    """A sentence as clause coding sees it."""

    tokens: tuple[Token, ...]
    chunks: list[Chunk]
    book: Rulebook
    words: frozenset[str]  # all its words, and the lemmas of its verbs


def clause(tokens: tuple[Token, ...], chunks: list[Chunk], book: Rulebook) -> Clause:
    """A sentence made ready for clause coding."""
    words = [token.norm for token in tokens] + [chunk.lemma for chunk in chunks]
    return Clause(tokens, chunks, book, frozenset(words))


def matches(tokens: tuple[Token, ...], position: int, rest: tuple[str, ...]) -> int | None:
    """Where the rest of a trigger ends, if it stands at `position`; an article may stand between."""
    for norm in rest:
        while (
            position < len(tokens) and tokens[position].norm != norm and tokens[position].norm in PASSED_OVER
        ):
            position += 1
        if position >= len(tokens) or tokens[position].norm != norm:
            return None
        position += 1
    return position


def last_chunk_before(chunks: list[Chunk], k: int, end: int) -> int:
    """The chunk in which the words before token `end` stand, from chunk k on."""
    while k + 1 < len(chunks) and chunks[k + 1].first < end:
        k += 1
    return k


def own_prepositions(
    clause: Clause, parts: roles.Complements, governed: Collection[str]
) -> tuple[roles.Preposition, ...]:
    """The prepositions of a deed, up to another deed ("in retaliation for attacks by X") that has its own."""
    for index, preposition in enumerate(parts.prepositions):
        other = any(clause.chunks[j].norm in clause.book.nouns for j in preposition.phrases)
        if other and preposition.norm not in governed:
            return parts.prepositions[:index]
    return parts.prepositions


def names_somebody(clause: Clause, phrases: tuple[int, ...]) -> bool:
    """Whether one of the phrases holds a name or a pronoun, or is of somebody ("a position of the army")."""
    chunks = clause.chunks
    owners = [j + 2 for j in phrases if j + 2 < len(chunks) and chunks[j + 1].norm == "of"]
    owned = any(chunks[j].kind == "NP" and chunks[j].actor is not None for j in owners)
    return owned or any(chunks[j].kind == "I" or chunks[j].founds for j in phrases)


def ground(chunks: list[Chunk], parts: roles.Complements) -> tuple[Filler, ...]:
    """Where a deed was done, from the prepositions that follow it."""
    return tuple(Filler(j) for j in grounds.ground(chunks, parts.prepositions))


def named_in(chunks: list[Chunk], said: tuple[int, int], agents: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """The party that what is said, demanded or promised names."""
    own = {found.id for filler in agents for found in chunks[filler.chunk].founds}
    return tuple(Filler(j) for j in content.named(chunks, *said, own))


def is_reciprocal(clause: Clause, k: int) -> bool:
    """Whether the phrase at k is "each other", "one another", or "the other" of an "each" before it."""
    chunk = clause.chunks[k]
    if chunk.kind != "NP" or chunk.founds or chunk.norm not in {"other", "another"}:
        return False
    norms = [token.norm for token in clause.tokens[chunk.first : chunk.last]]
    if norms in (["each", "other"], ["one", "another"]):
        return True
    group = roles.left_group(clause.chunks, k)
    return norms == ["the", "other"] and group is not None and _each(clause, group)


def _each(clause: Clause, group: int) -> bool:
    """ "Each side blamed the other", "The army and the rebels each blamed the other"."""
    first = min(roles.subject(clause.chunks, group), default=group)
    words = clause.tokens[max(0, clause.chunks[first].first - 1) : clause.chunks[group].last]
    return any(token.norm in {"each", "both"} for token in words)
