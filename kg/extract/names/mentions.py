"""Which actors and places the words of a sentence name: tokens → mentions."""

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.names import mention_unknown
from kg.extract.names.mention_article import acronyms, settle
from kg.extract.names.mention_compose import compose
from kg.extract.names.mention_items import Found, Line, read
from kg.extract.names.mention_units import numbered
from kg.extract.spans import SentenceSpan
from kg.identity.names import Names

__all__ = ["Found", "acronyms", "find", "settle"]

LONGEST = 200  # characters of a name that nobody knows: what is longer is no name, and no index takes it


def find(sentence: SentenceSpan, names: Names) -> tuple[Found, ...]:
    """The mentions of a sentence, in order; only a modifier may lie within another mention."""
    line = read(sentence.tokens, names)
    units = list(numbered(line))
    founds = [*_apart(compose(line), units), *units] if units else list(compose(line))
    if not _is_title_case(line):
        taken = [False] * len(line.tokens)
        for found in founds:
            taken[found.first : found.last] = [True] * (found.last - found.first)
        unknown = [
            found
            for found in mention_unknown.provisional(line, taken)
            if len(found.name) <= LONGEST and not _is_torn(found, founds)
        ]
        founds = [found for found in founds if not _opens(found, unknown)] + unknown
    return tuple(sorted(founds, key=lambda found: (found.first, -found.last)))


def _apart(founds: Iterable[Found], units: Sequence[Found]) -> Iterator[Found]:
    """The mentions beside the units: no "army" within "the 20th Army"."""
    for found in founds:
        inside = [unit for unit in units if unit.first < found.last and found.first < unit.last]
        if not inside:
            yield found
        elif found.first < inside[0].first and found.how == "composed":  # "the Russian 20th Army"
            yield found._replace(last=inside[0].first, role="modifier", relation="nationality")
        elif found.last > inside[-1].last and found.how == "composed":  # "the 18th Brigade of the army"
            yield found._replace(first=inside[-1].last + 1)


def _opens(found: Found, others: list[Found]) -> bool:
    """Whether a land's name is only the first word of another name: "Sudan Liberation Movement"."""
    return found.role == "head" and any(o.first <= found.first and found.last < o.last for o in others)


def _is_torn(found: Found, others: list[Found]) -> bool:
    """Whether a name begins inside another: "the soldiers of Mali Special Forces"."""
    return any(other.first < found.first < other.last < found.last for other in others)


def _is_title_case(line: Line) -> bool:
    """Whether most words are capitalised, as in a headline: capitals then say nothing."""
    if not line.tokens or line.tokens[-1].text == ".":
        return False
    long = [token for token in line.tokens if len(token.norm) > 3 and token.norm[0].isalpha()]
    if len(long) < 4:
        return False
    return 10 * sum(token.text[0].isupper() for token in long) > 6 * len(long)
