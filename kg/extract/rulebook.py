"""The rules of clause coding: data files, validated, compiled into an index by trigger word."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, NamedTuple

from pydantic import Field, ValidationError

from kg import claimtypes
from kg.errors import DataError
from kg.extract.grammar import inflect
from kg.extract.grammar.words import Words, add_verb
from kg.extract.grammar.words import load as load_words
from kg.extract.text.tokens import tokenize
from kg.model import Frozen

RuleRole = Literal["agent", "recipient", "place", "both", "theme"]


class Frame(Frozen):
    """Which part of a clause plays which role."""

    subject: RuleRole | None = None
    object: RuleRole | None = None
    owner: RuleRole | None = None
    content: RuleRole | None = (
        None  # of the first party named in what is said, where nothing else fills the role
    )
    speaker: RuleRole | None = None  # of whoever says the sentence
    losers: tuple[str, ...] = ()  # what governs whoever the object is taken from ("from", "of")
    author: RuleRole | None = None  # of whose deed the object is ("repelled an attack by X")
    ground: bool = False  # a place after "in" or "near" is the recipient where nobody else is
    alone: tuple[str, ...] = ()  # not where there is an object or a phrase after one of these
    prepositions: dict[str, RuleRole] = Field(default_factory=dict)


class Rule(Frozen):
    """Words that make a claim of a type, with sentences that must match and sentences that must not.

    In `match`, A[…] marks an agent and R[…] a recipient.
    """

    id: str
    type: str
    frame: str
    category: str | None = None
    mode: str | None = None
    verbs: str = ""
    nouns: str = ""
    verbs_light: str = ""  # verbs that count as light for this rule's nouns, beside those of light.toml
    modals: str = ""  # a verb group with one of these auxiliaries fires the rule ("must")
    content: str = ""  # what must follow the verb: "to" an infinitive, "that" a clause, "ing" a gerund
    needs: str = "agent recipient"
    theme: str = ""  # the object must hold one of these words
    theme_in_object: bool = False  # the object itself, not what follows it
    instrument: str = (
        ""  # the subject (in the passive, what follows "by" or "in") must end in one of these words
    )
    unless: str = ""  # an object that ends in one of these words makes an idiom of the verb ("take place")
    negated: bool = False  # fires where the verb is negated, and then says that something happened
    passive: bool = False  # fires only where the verb is in the passive
    aspect: Literal["any", "lasting", "done"] = "any"  # whether the verb tells of what goes on
    recipient: Literal["any", "actor", "place", "arms"] = "any"
    actor: Literal["any", "armed", "uniformed", "civil", "force", "official", "people"] = "any"
    match: tuple[str, ...]
    no: tuple[str, ...]

    @cached_property
    def required(self) -> frozenset[str]:
        """The roles without which there is no claim."""
        return frozenset(self.needs.split())

    @cached_property
    def contents(self) -> frozenset[str]:
        """The kinds of content one of which must follow; empty where none need."""
        return frozenset(self.content.split())

    @cached_property
    def themes(self) -> frozenset[str]:
        """The words one of which the object must hold; empty where any will do."""
        return frozenset(self.theme.split())

    @cached_property
    def instruments(self) -> frozenset[str]:
        """The means by one of which it must be done; empty where any will do."""
        return frozenset(self.instrument.split())

    def may_hold(self, words: frozenset[str]) -> bool:
        """Whether a sentence of these words can hold the theme and the instrument that the rule asks for."""
        if self.theme and self.themes.isdisjoint(words):
            return False
        return not self.instrument or not self.instruments.isdisjoint(words)

    @cached_property
    def idioms(self) -> frozenset[str]:
        """The objects that turn the verb into something else."""
        return frozenset(self.unless.split())


class Trigger(NamedTuple):
    """The words after a trigger's first, and the rule they fire."""

    rest: tuple[str, ...]
    rule: Rule


class Light(Frozen):
    """Verbs that hand their subject on to an event noun."""

    agent: str
    recipient: str
    carrier: str
    occurs: str


class Rulebook(NamedTuple):
    """All rules, ready to look up."""

    rules: tuple[Rule, ...]
    frames: Mapping[str, Frame]
    words: Words
    verbs: Mapping[str, tuple[Trigger, ...]]  # by the lemma of the first word, longest first
    nouns: Mapping[str, tuple[Trigger, ...]]  # by the first word as written, singular and plural
    modals: Mapping[str, tuple[Trigger, ...]]  # by the auxiliary
    light: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # lemma → (rest, role of the subject)
    carriers: frozenset[str]
    occurring: Mapping[str, tuple[tuple[str, ...], ...]]  # verbs that only say that a deed was: lemma → rest

    def frame(self, rule: Rule) -> Frame:
        """The case frame of a rule."""
        return self.frames[rule.frame]


def _folder() -> Traversable:
    return files("kg.extract") / "rules"


def _table(file: Traversable) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"rules: {file.name}: {error}") from error


def _rules(file: Traversable) -> Iterator[Rule]:
    entries = _table(file).get("rule", [])
    if not isinstance(entries, list):
        raise DataError(f"rules: {file.name}: every rule stands under [[rule]]")
    for entry in entries:
        try:
            yield Rule.model_validate(entry)
        except ValidationError as error:
            first = error.errors()[0]
            raise DataError(
                f"rules: {file.name}: rule {entry.get('id')!r}: {first['loc']} {first['msg']}"
            ) from error


def _rule_files() -> list[Traversable]:
    return sorted(
        (f for f in (_folder() / "claims").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name
    )


def check(rules: Iterable[Rule], frames: Mapping[str, Frame]) -> None:
    """Raise DataError for a rule whose id, type or frame is wrong, or that lacks examples."""
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise DataError(f"rule {rule.id!r} stands twice")
        seen.add(rule.id)
        if rule.type not in claimtypes.claim_types():
            raise DataError(f"rule {rule.id!r}: {rule.type!r} is not in rules/types.toml")
        if rule.frame not in frames:
            raise DataError(f"rule {rule.id!r}: {rule.frame!r} is not in rules/frames.toml")
        if len(rule.match) < 2 or not rule.no:
            raise DataError(f"rule {rule.id!r} needs two sentences that match and one that does not")


def _norms(phrase: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokenize(phrase.replace("_", " ")))


def _index(pairs: Iterable[tuple[tuple[str, ...], Rule]]) -> dict[str, tuple[Trigger, ...]]:
    index: dict[str, list[Trigger]] = defaultdict(list)
    for norms, rule in pairs:
        index[norms[0]].append(Trigger(norms[1:], rule))
    return {first: tuple(sorted(found, key=lambda t: -len(t.rest))) for first, found in sorted(index.items())}


def _verb_pairs(rules: Iterable[Rule], words: Words) -> Iterable[tuple[tuple[str, ...], Rule]]:
    for rule in rules:
        for entry in rule.verbs.split():
            norms = _norms(entry)
            if norms[1:2] == ("-",):  # "de-escalate" is known by its joined lemma
                norms = ("".join(norms[:3]), *norms[3:])
                add_verb(words.verbs, norms[0].rpartition("-")[2])
            elif norms[0] not in words.verbs:
                add_verb(words.verbs, norms[0])
            yield norms, rule
        for entry in rule.verbs_light.split():
            if _norms(entry)[0] not in words.verbs:
                add_verb(words.verbs, _norms(entry)[0])


def _noun_pairs(rules: Iterable[Rule]) -> Iterable[tuple[tuple[str, ...], Rule]]:
    for rule in rules:
        for entry in rule.nouns.split():
            norms = _norms(entry)
            yield norms, rule
            if not norms[-1].endswith("s"):
                yield (*norms[:-1], inflect.plural(norms[-1])), rule


def _modal_pairs(rules: Iterable[Rule]) -> Iterable[tuple[tuple[str, ...], Rule]]:
    return (((modal,), rule) for rule in rules for modal in rule.modals.split())


def _light(light: Light) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for role, entries in (("agent", light.agent), ("recipient", light.recipient)):
        for entry in entries.split():
            norms = _norms(entry)
            index[norms[0]].append((norms[1:], role))
    return {
        first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in sorted(index.items())
    }


def _occurring(light: Light, words: Words) -> dict[str, tuple[tuple[str, ...], ...]]:
    index: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for entry in light.occurs.split():
        norms = _norms(entry)
        if norms[0] not in words.verbs:
            add_verb(words.verbs, norms[0])
        index[norms[0]].append(norms[1:])
    return {first: tuple(rests) for first, rests in sorted(index.items())}


@cache
def load() -> Rulebook:
    """Read, check and compile the package's rules."""
    return compiled(tuple(rule for file in _rule_files() for rule in _rules(file)))


def compiled(rules: tuple[Rule, ...]) -> Rulebook:
    """Check rules and compile them with the package's frames and words."""
    frames = {
        name: Frame.model_validate(fields) for name, fields in _table(_folder() / "frames.toml").items()
    }
    check(rules, frames)
    closed, verb_forms = load_words()
    words = Words(closed, dict(verb_forms))
    light = Light.model_validate(_table(_folder() / "light.toml"))
    verbs = _index(_verb_pairs(rules, words))
    occurring = _occurring(light, words)
    return Rulebook(
        rules,
        frames,
        words,
        verbs,
        _index(_noun_pairs(rules)),
        _index(_modal_pairs(rules)),
        _light(light),
        frozenset(light.carrier.split()),
        occurring,
    )
