"""Who holds an office on a day: "the Russian president" is one person in 2007 and another in 2010."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg.identity.registry import Actor, Role

# Titles that one person at a time holds, as a text may say them and as the registry does.
_TITLES: Final = {
    "president": "president",
    "prime minister": "prime minister",
    "premier": "prime minister",
    "chancellor": "chancellor",
    "king": "king",
    "emir": "emir",
    "supreme leader": "supreme leader",
    "foreign minister": "foreign minister",
    "minister of foreign affairs": "foreign minister",
    "foreign secretary": "foreign secretary",
    "secretary of state": "secretary of state",
    "defence minister": "defence minister",
    "defense minister": "defence minister",
    "minister of defence": "defence minister",
    "minister of defense": "defence minister",
    "defence secretary": "defence secretary",
    "secretary of defense": "secretary of defense",
    "defense secretary": "secretary of defense",
    "interior minister": "interior minister",
    "minister of the interior": "interior minister",
    "secretary-general": "secretary-general",
    "secretary general": "secretary-general",
}


class _Term(NamedTuple):
    person: str
    role: Role


class Offices:
    """The offices of the registry with everybody who held them."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        terms: dict[tuple[str, str], list[_Term]] = defaultdict(list)
        for actor in actors:
            for role in actor.roles:
                if role.title in _TITLES and role.since:
                    terms[_TITLES[role.title], role.of].append(_Term(actor.id, role))
        self._terms: Mapping[tuple[str, str], list[_Term]] = dict(terms)

    def holder(self, title: str, of: str, day: str) -> str | None:
        """The person who held an office on a day; None where the registry knows none, or more than one."""
        terms = self._terms.get((_TITLES.get(title, ""), of), ())
        held = {term.person for term in terms if term.role.holds(day)}
        return held.pop() if len(held) == 1 else None


def title_in(words: Iterable[str]) -> str | None:
    """The title among the words of an office: "prime minister" of "Israel 's prime minister"."""
    spoken = f" {' '.join(words).replace(' - ', '-')} "
    told = [title for title in _TITLES if f" {title} " in spoken]
    return max(told, key=len, default=None)
