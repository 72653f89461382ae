"""What an article has spoken of so far: whom "the convoy", "the group", "it" and "he" can point back to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from kg.extract.names.mentions import Found
from kg.extract.spans import SentenceSpan
from kg.extract.standing import relations
from kg.model import Entity, Party

REMEMBERED = 12  # parties that a bare noun ("the group") may still point back to

FIGHTING = frozenset({"militia", "rebel", "terrorist", "pmc"})
ARMY = frozenset({"military"})
STATE_ARMY = frozenset({"army", "military"})
# Nouns that say what kind of party they point back to.
AIRCRAFT = frozenset({"aircraft", "jet", "warplane", "plane", "helicopter", "bomber"})
KINDS: dict[str, frozenset[str]] = {
    "group": FIGHTING | {"political"},
    "movement": FIGHTING | {"political"},
    "organisation": FIGHTING | {"igo", "ngo", "organization"},
    "organization": FIGHTING | {"igo", "ngo", "organization"},
    "militia": FIGHTING,
    "faction": FIGHTING,
    "rebel": FIGHTING - {"pmc"},
    "insurgent": FIGHTING - {"pmc"},
    "militant": FIGHTING - {"pmc"},
    "jihadist": frozenset({"terrorist"}),
    "islamist": frozenset({"terrorist"}),
    "extremist": frozenset({"terrorist"}),
    "terrorist": frozenset({"terrorist"}),
    "guerrilla": FIGHTING - {"pmc"},
    "separatist": frozenset({"rebel"}),
    "attacker": FIGHTING - {"pmc"},
    "fighter": FIGHTING,
    "gunmen": FIGHTING - {"pmc"},
    "militiamen": FIGHTING - {"pmc"},
    "raider": FIGHTING - {"pmc"},
    "assailant": FIGHTING - {"pmc"},
    "paramilitary": frozenset({"militia", "pmc"}),
    "mercenary": frozenset({"pmc"}),
    "army": ARMY,
    "military": ARMY,
    "mission": frozenset({"igo"}),
    "coalition": frozenset({"coalition"}),
    "alliance": frozenset({"coalition", "rebel", "igo"}),
    "junta": frozenset({"military", "government", "state"}),
}


class Ref(NamedTuple):
    """Somebody the article has spoken of."""

    id: str
    name: str
    type: str
    plural: bool = False  # named as several ("rebels"): no "it"

    @classmethod
    def to(cls, party: Party, type_: str = "", *, plural: bool = False) -> Self:
        """To a party of a claim, whose type the claim does not tell."""
        return cls(party.id, party.name, type_, plural)

    @property
    def unsaid(self) -> Party:
        """It as a party that no words of the claim name."""
        return Party(id=self.id, name=self.name, text="", start=0, end=0)


@dataclass(slots=True)
class Memory:
    """What an article has spoken of so far; `ahead` is what it speaks of later, for its heading."""

    belongings: dict[str, Ref] = field(default_factory=dict)  # noun → whose it was last
    ahead: dict[str, Ref] = field(default_factory=dict)  # noun → the first name that holds it
    abroad: frozenset[str] = frozenset()  # parties of countries that the article is hardly about
    recent: list[Ref] = field(default_factory=list)  # named parties, the last one last
    person: Ref | None = None
    place: Ref | None = None
    reached: dict[str, Ref] = field(default_factory=dict)  # party → where it attacked or came to last
    hit: Ref | None = None  # where the last attack was
    foes: dict[str, Ref] = field(default_factory=dict)  # party → who attacked it last
    doer: Ref | None = None  # who attacked, entered or took something last
    speaker: Ref | None = None  # of the last sentence, for "it said"; else its subject, if that is one
    issuer: Ref | None = None  # of the last statement
    subject: Ref | None = None  # of the last sentence, for "it" and "they" at the head of the next
    pair: tuple[Ref, ...] = ()  # the two that were last set side by side, for "both sides"
    groups: dict[str, Entity] = field(
        default_factory=dict
    )  # actors that the article describes without a name

    def note(self, ref: Ref) -> None:
        """Note a named party as the last one spoken of."""
        others = [known for known in self.recent if known.id != ref.id]
        self.recent = [*others, ref][-REMEMBERED:]

    def of_kind(self, noun: str) -> Ref | None:
        """The party spoken of last that a bare noun ("the group", "the jets") may mean."""
        if noun in AIRCRAFT:
            return next((ref for ref in reversed(self.recent) if ref.id.endswith("_air_force")), None)
        kinds = KINDS.get(noun, frozenset())
        fitting = [ref for ref in reversed(self.recent) if ref.type in kinds]
        if noun in STATE_ARMY:  # "the army" is no force of unknown standing, unless it is called an army
            fitting = [r for r in fitting if not r.id.startswith("x_") or noun in r.name.lower()]
            fitting = [r for r in fitting if not r.name[0].isdigit()]
            fitting = [r for r in fitting if r.id not in self.abroad]
        told = self.subject.id if self.subject else None  # whoever the last sentence was about comes first
        return next((ref for ref in fitting if ref.id == told), fitting[0] if fitting else None)

    def owner(self, noun: str) -> Ref | None:
        """Whose thing or kind of party a definite noun means."""
        single = singular(noun)
        return self.belongings.get(single) or self.of_kind(single) or self.ahead.get(single)


def singular(norm: str) -> str:
    """A noun without its plural mark, as far as looking it up needs."""
    if norm.endswith("ies"):
        return norm[:-3] + "y"
    return norm[:-1] if norm.endswith("s") and not norm.endswith("ss") else norm


def deed(noun: str) -> str:
    """The name of a deed: "airstrikes" are spoken of as "the strikes"."""
    return singular(noun).removeprefix("air")


def ahead(sentences: Sequence[SentenceSpan], founds: Sequence[Iterable[Found]]) -> dict[str, Ref]:
    """For "coalition", "army" and the like, the first party of the article that has the noun in its name."""
    first: dict[str, Ref] = {}
    nouns = relations.load().belongings & KINDS.keys()
    for sentence, each in zip(sentences, founds, strict=True):
        for found in each:
            if found.kind == "actor" and found.how != "generic" and found.type != "person":
                for token in sentence.tokens[found.first : found.last]:
                    if token.norm in nouns:
                        first.setdefault(token.norm, Ref(found.id, found.name, found.type))
    return first
