"""Which actors, places and incidents may be one, by rule: proposals for a person to judge."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final, NamedTuple

from kg.deciding.ground import GENERIC
from kg.identity import registry as registries
from kg.identity import skeleton
from kg.identity.registry import Registry
from kg.judgements import sameness
from kg.judgements.view import View
from kg.model import Entity, Incident
from kg.questions.lookup import Kind

LEAST: Final = 0.5  # a proposal with a lower score is not worth a person's time
_SAME_NAME: Final = 0.95
_ACRONYM: Final = 0.8
_WITHIN: Final = 0.6
_SPELLING: Final = 0.75  # difflib's measure: below it two names share their consonants by chance
_NEAR_DAYS: Final = 1
_REASONS: Final = 3  # that are told
_CROWD: Final = 50  # what more have in common tells nothing
_LONG: Final = 5  # letters of a word that tells, where it is the only one


class Proposal(NamedTuple):
    """Two that may be one, how sure the rules are, and why."""

    kind: Kind
    a: str
    b: str
    score: float
    why: tuple[str, ...]


class _Near(NamedTuple):
    score: float
    why: str


def proposals(view: View, registry: Registry | None = None) -> list[Proposal]:
    """The pairs that nobody has judged yet and that may be one, the likeliest first."""
    known = registry or registries.load()
    found = [*_entities(view, known), *_incidents(view.incidents.values())]
    open_ = (each for each in found if each.score >= LEAST and not _is_judged(view, each))
    return sorted(open_, key=lambda each: (-each.score, each.kind, each.a, each.b))


def _is_judged(view: View, proposal: Proposal) -> bool:
    """Whether the two are one already, or are said not to be, themselves or by what they are one with."""
    said = view.identities(proposal.kind)
    together = sameness.together(said, proposal.a)
    return proposal.b in together or bool(sameness.conflict(said, proposal.a, proposal.b))


def _entities(view: View, registry: Registry) -> Iterator[Proposal]:
    """Those of whom only articles tell, beside those who are called alike."""
    names = {id_: _names(entity, registry) for id_, entity in view.entities.items() if _has_a_name(entity)}
    found: dict[tuple[str, str], list[_Near]] = defaultdict(list)
    for a, b in _candidates(names):
        one, other = view.entities[a], view.entities[b]
        if one.kind == other.kind and (one.provisional or other.provisional):
            found[a, b] += _near(names[a], names[b])
    for (a, b), near in found.items():
        if near:
            why = tuple(dict.fromkeys(each.why for each in sorted(near, reverse=True)))[:_REASONS]
            yield Proposal(view.entities[a].kind, a, b, round(max(near).score, 2), why)


def _has_a_name(entity: Entity) -> bool:
    return not entity.id.startswith(GENERIC)


def _names(entity: Entity, registry: Registry) -> tuple[str, ...]:
    """All that an actor or place is called; of long lists of aliases all, since any may be the one."""
    if entity.id in registry.actors:
        return (entity.name, *(alias.text for alias in registry.actors[entity.id].aliases))
    if entity.id in registry.places:
        return (entity.name, *registry.places[entity.id].aliases)
    return (entity.name,)


def _candidates(names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """The pairs that have something in common, each once: consonants, initials or a telling word."""
    sharing: defaultdict[str, set[str]] = defaultdict(set)
    for id_, texts in names.items():
        for text in texts:
            for sign in _signs(text):
                sharing[sign].add(id_)
    pairs = (pair for ids in sharing.values() if len(ids) <= _CROWD for pair in combinations(sorted(ids), 2))
    return iter(dict.fromkeys(pairs))


def _signs(text: str) -> Iterator[str]:
    if sound := skeleton.key(text):
        yield f"sound {sound}"
    words = skeleton.words(text)
    if len(words) > 1:
        yield f"initials {_initials(words)}"
        yield f"word {max(words, key=len)}"
    elif text.isupper():
        yield f"initials {skeleton.fold(text)}"
    elif words and len(words[0]) > _LONG:
        yield f"word {words[0]}"


def _near(ones: Iterable[str], others: Iterable[str]) -> Iterator[_Near]:
    for one in ones:
        for other in others:
            if near := _alike(one, other):
                yield near


def _alike(one: str, other: str) -> _Near | None:
    """How near two names are; None where they have too little in common."""
    first, second = skeleton.words(one), skeleton.words(other)
    if _singular(first) == _singular(second):
        return _Near(_SAME_NAME, f"“{one}” and “{other}” are one name but for case, articles and endings")
    for short, words in ((one, second), (other, first)):
        if short.isupper() and len(words) > 1 and skeleton.fold(short) == _initials(words):
            return _Near(_ACRONYM, f"“{short}” are the initials of “{other if short == one else one}”")
    if skeleton.key(one) == skeleton.key(other):
        ratio = SequenceMatcher(None, " ".join(first), " ".join(second)).ratio()
        return _Near(ratio * 0.9, f"“{one}” and “{other}” sound alike") if ratio >= _SPELLING else None
    if set(first) < set(second) or set(second) < set(first):
        share = min(len(first), len(second)) / max(len(first), len(second))
        return _Near(_WITHIN * (0.5 + share), f"“{one}” and “{other}” share all words of one of them")
    return None


def _singular(words: Iterable[str]) -> list[str]:
    return [word.removesuffix("s") for word in words]


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def _incidents(incidents: Iterable[Incident]) -> Iterator[Proposal]:
    """Happenings of one kind at one place, on the same day or the next."""
    alike: defaultdict[tuple[str | None, str], list[Incident]] = defaultdict(list)
    for incident in incidents:
        if incident.place and incident.date and len(incident.date) == len("2020-02-12"):
            alike[incident.category, incident.place].append(incident)
    for some in alike.values():
        ordered = sorted(some, key=lambda incident: (incident.date or "", incident.key))
        for number, one in enumerate(ordered):
            for other in ordered[number + 1 :]:
                if (days := _days_between(one, other)) > _NEAR_DAYS:
                    break
                yield _incident(one, other, days)


def _incident(one: Incident, other: Incident, days: int) -> Proposal:
    shared = sorted(set(one.parties) & set(other.parties))
    parties = max(len(set(one.parties) | set(other.parties)), 1)
    score = 0.5 + 0.2 * (days == 0) + 0.25 * len(shared) / parties
    when = "on the same day" if days == 0 else "on the next day"
    why = [f"the same place and kind of thing, {when}"]
    why += [f"both with {', '.join(shared)}"] if shared else []
    a, b = sorted((one.key, other.key))
    return Proposal("incident", a, b, round(score, 2), tuple(why))


def _days_between(one: Incident, other: Incident) -> int:
    first, second = (date.fromisoformat(each.date or "") for each in (one, other))
    return abs((second - first).days)
