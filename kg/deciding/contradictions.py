"""What claims about one incident contradict each other in: culprit, victim, toll, start, whether it was."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.deciding.ground import Ground
from kg.events import Relation
from kg.model import Casualties, Claim, Count, Modality, Polarity

METHOD = "pairs/2"
CIVIL = frozenset({"civilians"})
ARMED = frozenset({"military", "militia", "rebel", "terrorist", "pmc", "coalition", "police"})
FORCE = frozenset({"ATTACKED", "WARNED"})
ALIKE = {"FOUGHT": "ATTACKED"}  # told of one deed in other words


class Stand(NamedTuple):
    """What comparing needs of a claim: who says what of whom."""

    key: str
    incident: str
    type: str
    mode: str | None
    agents: frozenset[str]
    recipients: frozenset[str]
    civil: bool  # all recipients are civilians
    armed: bool  # all recipients are armed
    mutual: bool
    figures: Casualties | None
    denies: bool
    speaker: str  # the nearest speaker, else the outlet, else the article

    def renamed(self, shown: Callable[[str], str]) -> "Stand":
        """The same with ids of actors and places as they are shown."""
        agents, recipients = frozenset(map(shown, self.agents)), frozenset(map(shown, self.recipients))
        return self._replace(agents=agents, recipients=recipients, speaker=shown(self.speaker))


def stand(key: str, claim: Claim, incident: str, outlet: str, ground: Ground) -> Stand:
    """The view of a claim that `find` compares; `outlet` speaks where nobody is named."""
    kinds = {ground.kind(party.id) for party in claim.recipients}
    agents = frozenset(party.id for party in claim.actors)
    recipients = frozenset(party.id for party in claim.recipients)
    return Stand(
        key=key,
        incident=incident,
        type=ALIKE.get(claim.type, claim.type),
        mode=claim.mode,
        agents=frozenset(side for party in agents for side in ground.sides(party)),
        recipients=frozenset(side for party in recipients for side in ground.sides(party)),
        civil=bool(kinds) and kinds <= CIVIL,
        armed=bool(kinds) and kinds <= ARMED,
        mutual=agents == recipients,
        figures=claim.casualties,
        denies=claim.type == "DENIED"
        or claim.polarity is Polarity.NEGATED
        or claim.modality is Modality.DENIED,
        speaker=claim.attribution[0].id if claim.attribution else outlet,
    )


def nobody(article: str) -> str:
    """Who speaks in an article of which not even the outlet is known: nobody else's voice."""
    return f"article:{article}"


def find(
    new: Sequence[Stand], known: Iterable[Stand], dead: Callable[[str, str], bool] = lambda *_: False
) -> tuple[Relation, ...]:
    """How new claims contradict known ones and each other: one relation a matter and pair of speakers.

    `dead` tells of an incident and a speaker whether a known claim of theirs tells of people killed.
    """
    relations: dict[tuple[str, str, str, str], Relation] = {}
    there: defaultdict[tuple[str, str], list[Stand]] = defaultdict(list)
    for said in known:
        there[said.incident, said.type].append(said)
    newly = frozenset((said.incident, said.speaker) for said in new if tells_of_dead(said))

    def counts_dead(said: Stand) -> bool:
        return (said.incident, said.speaker) in newly or dead(said.incident, said.speaker)

    for one in new:
        others = there[one.incident, one.type]
        for other in others:
            for about in _matters(one, other, counts_dead):
                speakers = sorted((one.speaker, other.speaker))
                a, b = sorted((one.key, other.key))
                kind = "denies" if about == "happened" else "contradicts"
                relations.setdefault(
                    (one.incident, about, speakers[0], speakers[1]),
                    Relation(a=a, b=b, kind=kind, about=about),
                )
        others.append(one)
    return tuple(sorted(relations.values(), key=lambda r: (r.a, r.b, r.about)))


def _matters(one: Stand, other: Stand, counts_dead: Callable[[Stand], bool]) -> Iterator[str]:
    """What two claims of one type contradict each other about; nothing where one speaker makes both."""
    if one.speaker == other.speaker or one.key == other.key:
        return
    if one.type == "CASUALTIES":
        yield from _tolls(one, other, counts_dead)
    elif one.denies == other.denies:
        yield from _same_deed(one, other)
    if _disputes(one, other) or _disputes(other, one):
        yield "happened"


def _same_deed(one: Stand, other: Stand) -> Iterator[str]:
    if one.type not in FORCE or one.mutual or other.mutual or one.denies:
        return
    if not one.agents or not other.agents:
        return
    if one.agents & other.agents:
        if (one.civil and other.armed) or (one.armed and other.civil):
            yield "victim"
    elif one.recipients & other.recipients or (one.mode == other.mode == "show-of-force"):
        yield "culprit"
    elif one.agents & other.recipients and one.recipients & other.agents:
        yield "began"


def _disputes(denial: Stand, other: Stand) -> bool:
    """A negated claim against the same claim affirmed."""
    if not denial.denies or other.denies:
        return False
    return bool(denial.agents & other.agents) and (
        not denial.recipients or bool(denial.recipients & other.recipients)
    )


def _tolls(one: Stand, other: Stand, counts_dead: Callable[[Stand], bool]) -> Iterator[str]:
    if one.figures is None or other.figures is None:
        return
    apart = one.recipients and other.recipients and not one.recipients & other.recipients
    if apart or (one.civil and other.armed) or (one.armed and other.civil):
        same = _comparable(one.figures.killed, other.figures.killed) and not _apart(
            one.figures.killed, other.figures.killed
        )
        if same and ((one.civil and other.armed) or (one.armed and other.civil)):
            yield "victim"
        return
    named = bool(one.recipients & other.recipients)
    for kind in ("killed", "wounded", "captured", "displaced"):
        a, b = getattr(one.figures, kind), getattr(other.figures, kind)
        if _apart(a, b) and (named or not _is_none(a, b)):
            yield "toll"
            return
    if any(
        _many_dead(dead) and _some_wounded(hurt) and not counts_dead(hurt)
        for dead, hurt in ((one, other), (other, one))
    ):
        yield "toll"


def _comparable(a: Count | None, b: Count | None) -> bool:
    return a is not None and b is not None


def _apart(a: Count | None, b: Count | None) -> bool:
    """Whether two figures for the same thing have no number in common."""
    if a is None or b is None:
        return False
    above = a.low is not None and b.high is not None and a.low > b.high
    return above or (b.low is not None and a.high is not None and b.low > a.high)


def _is_none(a: Count | None, b: Count | None) -> bool:
    """ "No Americans were killed" says nothing of other victims."""
    return any(count is not None and count.high == 0 for count in (a, b))


def tells_of_dead(said: Stand) -> bool:
    """Whether a claim tells of people who were killed."""
    killed = said.figures.killed if said.figures else None
    return killed is not None and killed.high != 0


def _many_dead(said: Stand) -> bool:
    """Dozens: who counts the wounded of the same side cannot have overlooked them."""
    killed = said.figures.killed if said.figures else None
    return killed is not None and killed.low is not None and killed.low >= 24


def _some_wounded(said: Stand) -> bool:
    wounded = said.figures.wounded if said.figures else None
    return wounded is not None and wounded.high != 0
