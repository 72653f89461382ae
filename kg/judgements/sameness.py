"""Which ids are one, as live judgements have it: `same` joins, and never across a `different`."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from kg.events import IdentityJudged
from kg.judgements.view import Said

Pair = tuple[Said, str, str]  # a judgement, and the two that it is about


def conflict(judgements: Sequence[Said], a: str, b: str) -> list[Said]:
    """The judgements that make it impossible that the two are one, as a chain from the one to the other.

    Each step but one says `same`, and that one says `different`; empty where nothing is in the way.
    """
    judgements = _around(judgements, (a, b))
    joined = _joining(judgements)
    here, there = _paths(joined, a), _paths(joined, b)
    for said, one, other in _pairs(judgements, same=False):
        for x, y in ((one, other), (other, one)):
            if x in here and y in there:
                return [*here[x], said, *reversed(there[y])]
    return []


def in_words(said: Said) -> str:
    """A judgement on identity in a few words: "x is y (at 12)"."""
    judged = said.judgement
    if not isinstance(judged, IdentityJudged):
        raise TypeError(f"{type(judged).__name__} is no judgement on identity")
    return f"{judged.a} is {'' if judged.same else 'not '}{judged.b} (at {said.pos})"


def together(judgements: Sequence[Said], key: str) -> set[str]:
    """All ids that are one with an id, itself among them."""
    return set(_paths(_joining(_around(judgements, (key,))), key))


def _around(judgements: Sequence[Said], keys: Iterable[str]) -> list[Said]:
    """The judgements on what a chain of `same` leads to from some ids, whether or not it counts."""
    others: defaultdict[str, list[str]] = defaultdict(list)
    for _, one, other in _pairs(judgements, same=True):
        others[one].append(other)
        others[other].append(one)
    found = dict.fromkeys(keys)
    for key in (queue := list(found)):
        new = [other for other in others[key] if other not in found]
        found.update(dict.fromkeys(new))
        queue += new
    return [
        said
        for said in judgements
        if isinstance(judged := said.judgement, IdentityJudged) and (judged.a in found or judged.b in found)
    ]


def _joining(judgements: Sequence[Said]) -> list[Pair]:
    """The `same` judgements that count, in the order of the log: they join no two sides of a `different`."""
    parts = [(one, other) for _, one, other in _pairs(judgements, same=False)]
    counted: list[Pair] = []
    for said, a, b in _pairs(judgements, same=True):
        here, there = _paths(counted, a), _paths(counted, b)
        if not any((x in here and y in there) or (y in here and x in there) for x, y in parts):
            counted.append((said, a, b))
    return counted


def _pairs(judgements: Iterable[Said], *, same: bool) -> list[Pair]:
    return [
        (said, judged.a, judged.b)
        for said in judgements
        if isinstance(judged := said.judgement, IdentityJudged) and judged.same == same
    ]


def _paths(joined: Sequence[Pair], start: str) -> dict[str, list[Said]]:
    """Every id that is one with another, and the judgements on the shortest way there."""
    paths: dict[str, list[Said]] = {start: []}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for said, one, other in joined:
            for x, y in ((one, other), (other, one)):
                if x == here and y not in paths:
                    paths[y] = [*paths[here], said]
                    queue.append(y)
    return paths
