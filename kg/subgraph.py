"""What nodes and relationships of a property graph say, as judgements on the log: pure.

An actor or place becomes a definition; a claim node, or a relationship of a claim type, becomes a claim that
a person asserts. It must name the article and the words that say so. What says anything else is refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeVar

from kg.claimtypes import claim_types
from kg.errors import JudgementError
from kg.identity import names
from kg.judgements import revising
from kg.judgements.judging import Grounds, Judged, assert_claim
from kg.judgements.revising import Named, Revision
from kg.judgements.stated import Text
from kg.judgements.view import View
from kg.model import Entity, Modality, Polarity, Sentence
from kg.projection.picture import LABELS
from kg.projection.shapes import ACTOR_LABELS

E = TypeVar("E", Polarity, Modality)
ROLES: Final = ("AGENT", "RECIPIENT", "AT", "REPORTED_BY", "ABOUT", "STATED_IN")  # from a claim
_TOLLS: Final = ("killed", "wounded", "captured", "displaced")
_NAMES_OF_ARTICLE: Final = ("key", "url", "id", "title")


@dataclass(frozen=True, eq=False, slots=True)
class Vertex:
    """A node: itself, whatever it holds."""

    labels: frozenset[str]
    props: Mapping[str, object] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Which of the labels of kg's nodes it has; raises JudgementError where it has none."""
        found = [label for label in LABELS if label in self.labels]
        if len(found) != 1:
            raise JudgementError(
                f"a node with the labels {sorted(self.labels)} is none of {', '.join(LABELS)}"
            )
        return found[0]

    def text(self, name: str) -> str | None:
        """A property as text, where it is there."""
        value = self.props.get(name)
        return None if value is None else str(value)

    @property
    def key(self) -> str:
        """Its key; raises JudgementError where it has none."""
        key = self.text("key")
        if not key:
            raise JudgementError(f"a node {self.label} has no key")
        return key


class Arrow(NamedTuple):
    """A relationship."""

    type: str
    start: Vertex
    end: Vertex
    props: Mapping[str, object]


class Wanted(NamedTuple):
    """A claim to be asserted: its type, who is in which role, the article that is meant, and the rest."""

    type: str
    roles: Mapping[str, Sequence[Vertex]]
    article: str
    quote: str
    rest: Vertex

    def find(self, view: View) -> str:
        """The key of its article; raises JudgementError where the log has none of that name."""
        found = view.article(self.article)
        if found is None:
            raise JudgementError(f"{self.type}: no article goes by {self.article!r}: load it first")
        return found.key


def wanted(vertices: Iterable[Vertex], arrows: Sequence[Arrow]) -> list[Wanted]:
    """The claims that are said; raises JudgementError for what cannot be an event."""
    claims = [vertex for vertex in vertices if vertex.label == "Claim"]
    for arrow in arrows:
        _refuse_unknown(arrow)
    direct = (arrow for arrow in arrows if arrow.type in claim_types())
    return [*(_of_node(claim, arrows) for claim in claims), *map(_of_arrow, direct)]


def entities(vertices: Iterable[Vertex], view: View) -> Iterator[Entity]:
    """The actors and places that the log does not know so."""
    for vertex in vertices:
        if vertex.label in ("Actor", "Place"):
            before = view.entities.get(vertex.key)
            if (entity := _entity(vertex, before)) != before:
                yield entity


def asserted(
    claim: Wanted, view: View, text: Text, sentences: Sequence[Sentence], grounds: Grounds
) -> Judged:
    """What a claim adds to the log."""
    bare, sentence = revising.quoted(text, claim.quote, sentences, type_=claim.type)
    meant = revising.revise(bare, _revision(claim, view), text, sentence)
    return assert_claim(view, text.key, sentence, meant, _incidents(claim, view), grounds)


def _refuse_unknown(arrow: Arrow) -> None:
    ends = (arrow.start.label, arrow.end.label)
    if arrow.type in claim_types() and ends in (("Actor", "Actor"), ("Actor", "Place")):
        return
    if ends == ("Sentence", "Article") and arrow.type == "IN":
        return
    if ends[0] == "Claim" and arrow.type in ROLES:
        return
    raise JudgementError(
        f"({ends[0]})-[:{arrow.type}]->({ends[1]}) cannot be an event: claims can, from an actor to an "
        "actor or place, or from a node Claim"
    )


def _of_arrow(arrow: Arrow) -> Wanted:
    rest = Vertex(frozenset(), arrow.props)
    article, quote = rest.text("article"), rest.text("quote")
    if not article or not quote:
        raise JudgementError(
            f"({arrow.start.key})-[:{arrow.type}]->({arrow.end.key}) names no source: set article (its key, "
            "id, title or URL) and quote (its words) on the relationship"
        )
    return Wanted(arrow.type, {"AGENT": [arrow.start], "RECIPIENT": [arrow.end]}, article, quote, rest)


def _of_node(claim: Vertex, arrows: Sequence[Arrow]) -> Wanted:
    type_ = claim.text("type") or ""
    if type_ not in claim_types():
        raise JudgementError(f"a node Claim has the type {type_!r}, which is no claim type")
    own = [arrow for arrow in arrows if arrow.start is claim]
    roles = {role: [arrow.end for arrow in own if arrow.type == role] for role in ROLES}
    said = [(arrow.start, arrow.end) for arrow in arrows if arrow.type == "IN"]
    articles = [article for sentence, article in said if sentence in roles["STATED_IN"]]
    named = [
        claim.text("article"),
        *(article.text(name) for article in articles for name in _NAMES_OF_ARTICLE),
    ]
    article = next(filter(None, named), None)
    quote = claim.text("quote") or next((one.text("text") for one in roles["STATED_IN"]), None)
    if not article or not quote:
        raise JudgementError(
            f"a node Claim of the type {type_} names no source: set article and quote on it, or lead it by "
            "STATED_IN to a Sentence with its text, and that by IN to the Article"
        )
    return Wanted(type_, roles, article, quote, claim)


def _entity(vertex: Vertex, before: Entity | None) -> Entity:
    """What is known of an actor or place already, with what the node says instead."""
    kind, key = vertex.label.lower(), vertex.key
    known = before or names.load().entity(key, name=vertex.text("name"))
    if known.kind != kind and not (before is None and known.provisional):
        raise JudgementError(f"{key} is of the kind {known.kind}: a node {vertex.label} cannot be it")
    if before is None and known.provisional and not vertex.text("name"):
        raise JudgementError(f"nothing is known of {key}: give the node {vertex.label} a name")
    said = {name: vertex.props.get(name) for name in ("name", "country", "side", "latitude", "longitude")}
    said |= {"kind": kind, "type": _kind(vertex)}
    given = {name: value for name, value in said.items() if value is not None}
    if before is None and known.provisional:
        given["provisional"] = False  # somebody vouches for it
    return Entity.model_validate({**known.model_dump(), **given})


def _kind(vertex: Vertex) -> str | None:
    second = sorted(vertex.labels & ACTOR_LABELS)
    return vertex.text("kind") or (second[0].lower() if second else None)


def _revision(claim: Wanted, view: View) -> Revision:
    roles = {role: tuple(_named(one, view) for one in claim.roles.get(role, ())) for role in ROLES[:4]}
    rest = claim.rest
    return Revision(
        claim.type,
        actors=roles["AGENT"],
        recipients=roles["RECIPIENT"],
        place=roles["AT"],
        attribution=roles["REPORTED_BY"],
        date=rest.text("date"),
        polarity=_one_of(Polarity, rest.text("polarity")),
        modality=_one_of(Modality, rest.text("modality")),
        **{fate: rest.text(fate) for fate in _TOLLS},
    )


def _named(vertex: Vertex, view: View) -> Named:
    known = view.entities.get(vertex.key) or names.load().entity(vertex.key)
    name = vertex.text("name") or known.name
    return Named(vertex.key, name, name)


def _one_of(words: type[E], word: str | None) -> E | None:
    try:
        return words(word) if word else None
    except ValueError as error:
        raise JudgementError(f"{word!r} is none of {', '.join(words)}") from error


def _incidents(claim: Wanted, view: View) -> list[str]:
    keys = [vertex.key for vertex in claim.roles.get("ABOUT", ())]
    if incident := claim.rest.text("incident"):
        keys.append(incident)
    if unknown := [key for key in keys if key not in view.incidents]:
        raise JudgementError(f"the log tells of no incident {unknown[0]!r}")
    return keys
