"""What a judgement adds to the log: pure, from what is to be said and a view of the log.

To say again what holds adds nothing. What cannot be said raises JudgementError, in one line.
"""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from kg import canonical
from kg.errors import JudgementError
from kg.events import (
    AliasAdded,
    ArticleRetracted,
    ClaimAsserted,
    ClaimRetracted,
    ClaimsLinked,
    EntityDefined,
    IdentityJudged,
    Judgement,
    JudgementWithdrawn,
    Link,
    Payload,
)
from kg.identity import skeleton
from kg.judgements import sameness
from kg.judgements.stated import Stated
from kg.judgements.view import Recorded, Said, View
from kg.log.protocol import Batch
from kg.model import Claim, Entity, Sentence
from kg.questions.lookup import Kind

PERSON = "person"  # the rule of a claim that a person asserts
METHOD = "person/1"  # how such a claim came to its incident


class Judged(NamedTuple):
    """The events to append; none where a live judgement says so already, or nothing would differ."""

    payloads: tuple[Payload, ...]
    standing: Said | None = None

    @property
    def main(self) -> int:
        """Which of the events says what was asked for; what comes before it prepares it."""
        return next((i for i, payload in enumerate(self.payloads) if isinstance(payload, Judgement)), 0)

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether what was asked for is a judgement, which another event can take back."""
        return isinstance(self.payloads[self.main], Judgement) if self.payloads else False

    def batch(self, view: View, by: str) -> Batch:
        """The events as a batch that is appended once, however often it is tried.

        Raises JudgementError where what is said cannot be written down.
        """
        content = [[type(payload).__name__, payload.model_dump(mode="json")] for payload in self.payloads]
        if not canonical.is_utf8(content):
            raise JudgementError("what is said has half a character in it: write it as UTF-8")
        key = canonical.digest(["judgement", by, view.pos, content])
        return Batch(key, canonical.digest(content), by, tuple(payload.new() for payload in self.payloads))


class Grounds(NamedTuple):
    """Why somebody says so."""

    reason: str
    evidence: tuple[str, ...] = ()
    score: float | None = None


def retract_article(view: View, article: Recorded, grounds: Grounds) -> Judged:
    """An article is not to be believed."""
    return _unless_said(view, ArticleRetracted(article=article.key, reason=grounds.reason))


def retract_claim(view: View, stated: Stated, grounds: Grounds) -> Judged:
    """A claim that an extractor reads is not to be believed; one that a person asserts can be withdrawn."""
    if stated.judged is not None:
        _still_holds(view, stated, stated.judged)
        raise JudgementError(
            f"claim {stated.key} is a person's word: `kg withdraw {stated.judged}` takes it back"
        )
    return _unless_said(view, ClaimRetracted(claim=stated.key, reason=grounds.reason))


def withdraw(view: View, pos: int, grounds: Grounds) -> Judged:
    """A judgement is taken back, and all is read as if it had not been made."""
    said = view.said_at(pos)
    if said.withdrawn is not None:
        raise JudgementError(f"the judgement at {pos} was withdrawn already, at {said.withdrawn}")
    return Judged((JudgementWithdrawn(judgement=pos, reason=grounds.reason),))


def identify(view: View, a: str, b: str, *, same: bool, grounds: Grounds) -> Judged:
    """Two actors, places or incidents are one, or are not."""
    kind = _common_kind(view, a, b)
    first, second = sorted((a, b))
    judged = IdentityJudged(
        kind=kind,
        a=first,
        b=second,
        same=same,
        evidence=grounds.evidence,
        score=grounds.score,
        reason=grounds.reason,
    )
    if same and not view.standing(judged):
        _refuse_what_is_split(view, kind, first, second)
    return _unless_said(view, judged)


def add_alias(view: View, entity: Entity, alias: str, grounds: Grounds) -> Judged:
    """Articles that are read from now on take a spelling for an actor or place."""
    wanted = " ".join(alias.split())
    if len(skeleton.fold(wanted)) < 2:
        raise JudgementError(f"{alias!r} is too short for a name: give two letters or more")
    if skeleton.fold(wanted) == skeleton.fold(entity.name):
        raise JudgementError(f"{entity.id} goes by {entity.name!r} already")
    judged = AliasAdded(entity=entity.id, alias=wanted, reason=grounds.reason)
    for said in view.live():
        other = said.judgement
        if isinstance(other, AliasAdded) and other.alias == wanted and other.entity != entity.id:
            raise JudgementError(
                f"{wanted!r} names {other.entity} by the judgement at {said.pos}:"
                f" `kg withdraw {said.pos}` first"
            )
    return introducing(view, _unless_said(view, judged), [entity])


def correct(view: View, stated: Stated, claim: Claim, grounds: Grounds) -> Judged:
    """A claim says something else: a person's claim takes its place, about the same incidents."""
    if stated.judged is not None:
        return _revise(view, stated, claim, stated.judged, grounds)
    if _content(claim) == _content(stated.claim):
        return Judged(())
    judged = _asserted(view, stated.article.key, stated.sentence, claim, stated.key, grounds)
    if standing := _standing_assertion(view, judged):
        return Judged((), standing)
    _refuse_what_is_not_held(view, stated)
    return Judged((judged, *_links(judged, stated.incidents)))


def assert_claim(
    view: View, article: str, sentence: Sentence, claim: Claim, incidents: Iterable[str], grounds: Grounds
) -> Judged:
    """A person reads a claim in an article that no extractor found there."""
    judged = _asserted(view, article, sentence, claim, None, grounds)
    if standing := _standing_assertion(view, judged):
        return Judged((), standing)
    return Judged((judged, *_links(judged, incidents)))


def introducing(view: View, judged: Judged, entities: Iterable[Entity]) -> Judged:
    """The judgement, after the definitions of those of whom the log does not speak yet."""
    new = {entity.id: entity for entity in entities if entity.id not in view.entities}
    if not judged.payloads or not new:
        return judged
    defined = (EntityDefined(entity=entity) for entity in new.values())
    return judged._replace(payloads=(*defined, *judged.payloads))


def _revise(view: View, stated: Stated, claim: Claim, pos: int, grounds: Grounds) -> Judged:
    """A person's claim is itself corrected: it is withdrawn, and another takes the place that it had."""
    _still_holds(view, stated, pos)
    if _content(claim) == _content(stated.claim):
        return Judged((), view.said_at(pos))
    earlier = view.said_at(pos).judgement
    replaces = earlier.replaces if isinstance(earlier, ClaimAsserted) else None
    judged = _asserted(view, stated.article.key, stated.sentence, claim, replaces, grounds)
    back = JudgementWithdrawn(judgement=pos, reason=grounds.reason)
    return Judged((back, judged, *_links(judged, stated.incidents)))


def _unless_said(view: View, judgement: Judgement) -> Judged:
    standing = view.standing(judgement)
    return Judged((), standing) if standing else Judged((judgement,))


def _common_kind(view: View, a: str, b: str) -> Kind:
    if a == b:
        raise JudgementError(f"{a} is one already: name two")
    kinds = {key: view.kind_of(key) for key in (a, b)}
    for key, kind in kinds.items():
        if kind is None:
            raise JudgementError(
                f"the log tells of no actor, place or incident {key!r}: `kg ask` finds names"
            )
    one, other = kinds[a], kinds[b]
    if one != other or one is None:
        raise JudgementError(f"{a} is of the kind {one} and {b} of the kind {other}: only alike can be one")
    return one


def _refuse_what_is_split(view: View, kind: Kind, a: str, b: str) -> None:
    if path := sameness.conflict(view.identities(kind), a, b):
        steps = ", ".join(sameness.in_words(said) for said in path)
        split = next(
            said for said in path if isinstance(said.judgement, IdentityJudged) and not said.judgement.same
        )
        raise JudgementError(
            f"{a} and {b} cannot be one: {steps}; `kg withdraw {split.pos}` if that is wrong"
        )


def _still_holds(view: View, stated: Stated, pos: int) -> None:
    if (gone := view.said_at(pos).withdrawn) is not None:
        raise JudgementError(f"claim {stated.key} was asserted at {pos} and taken back at {gone}")


def _refuse_what_is_not_held(view: View, stated: Stated) -> None:
    if not stated.read:
        raise JudgementError(f"claim {stated.key} is read by no current run: `kg explain` shows since when")
    for said in view.live():
        match said.judgement:
            case ClaimAsserted(replaces=stated.key, claim=other, article=article):
                raise JudgementError(
                    f"claim {stated.key} is replaced by {other.key(article)}: correct that one,"
                    f" or `kg withdraw {said.pos}`"
                )
            case ClaimRetracted(claim=stated.key) | ArticleRetracted(article=stated.article.key):
                raise JudgementError(
                    f"claim {stated.key} is retracted at {said.pos}: `kg withdraw {said.pos}` first"
                )


def _asserted(
    view: View, article: str, sentence: Sentence, claim: Claim, replaces: str | None, grounds: Grounds
) -> ClaimAsserted:
    ruled = next(one for one in _ruled(claim) if not _taken(view, article, one))
    return ClaimAsserted(
        article=article, sentence=sentence, claim=ruled, replaces=replaces, reason=grounds.reason
    )


def _ruled(claim: Claim) -> Iterator[Claim]:
    """The claim under the rules that a person's claim may have: its key must not be that of another one."""
    for number in count(1):
        yield claim.model_copy(update={"rule": PERSON if number == 1 else f"{PERSON}-{number}"})


def _taken(view: View, article: str, claim: Claim) -> bool:
    """Whether another claim of a person has the key of this one."""
    return any(
        isinstance(said.judgement, ClaimAsserted)
        and said.judgement.article == article
        and said.judgement.claim.key(article) == claim.key(article)
        and said.judgement.claim != claim
        for said in view.judgements()
    )


def _standing_assertion(view: View, judged: ClaimAsserted) -> Said | None:
    """The live judgement by which a person says the same of the same words."""
    for said in view.live():
        other = said.judgement
        if (
            isinstance(other, ClaimAsserted)
            and (other.article, other.replaces) == (judged.article, judged.replaces)
            and _content(other.claim) == _content(judged.claim)
        ):
            return said
    return None


def _content(claim: Claim) -> Claim:
    """What a claim says, whatever read it."""
    return claim.model_copy(update={"rule": PERSON})


def _links(judged: ClaimAsserted, incidents: Iterable[str]) -> tuple[ClaimsLinked, ...]:
    key = judged.claim.key(judged.article)
    links = tuple(Link(claim=key, incident=incident) for incident in incidents)
    return (ClaimsLinked(article=judged.article, method=METHOD, links=links),) if links else ()
