"""Small made-up histories in which people judge: any numbers give a log that kg could have written.

Entities and incidents are told of once, at the beginning: their names are always those of today.
"""

from collections.abc import Iterator, Sequence

from kg.events import (
    ArticleRetracted,
    ClaimAsserted,
    ClaimRetracted,
    ClaimsExtracted,
    ClaimsLinked,
    IdentityJudged,
    JudgementWithdrawn,
    Link,
    Payload,
)
from kg.model import Count, Modality, Polarity

from .story import Line, Told, contradict, entities, incident, tell

Move = tuple[int, int, int, int]

ACTORS = {
    "reds": ("Red Brigade", "militia"),
    "blues": ("Blue Guard", "military"),
    "greens": ("Green Council", "state"),
    "x_reds": ("Red Brigades", "militia"),
    "hill_people": ("hill people", "civilians"),
    "river_news": ("River News", "media"),
    "coast_agency": ("Coast Agency", "media"),
}
FIGHTERS = ("reds", "blues", "greens", "x_reds", "hill_people")
PLACES = {"north": ("North", None), "two_wells": ("Two Wells", "north"), "old_bridge": ("Old Bridge", None)}
SPOTS = ("two_wells", "old_bridge")
NAMES = {id_: name for id_, (name, _) in (ACTORS | PLACES).items()}
TYPES = ("ATTACKED", "CASUALTIES", "DE_ESCALATED", "MET_WITH", "ATTACKED", "BACKS", "DENIED")
DAYS = ("2020-02-12", "2020-02-13", None)
INCIDENTS = ("dawn", "dusk", "night")
KINDS = {"actor": FIGHTERS, "place": SPOTS, "incident": INCIDENTS}
RICH: list[Move] = [(n, 37 * n % 100, 61 * n % 100, 83 * n % 100) for n in range(24)]  # every kind of move
FIRST = len(ACTORS) + len(PLACES) + len(INCIDENTS)  # the position at which all that has a name is known


def history(moves: Sequence[Move]) -> list[Payload]:
    """The events that the moves make; the same moves make the same events."""
    teller = _Teller()
    for kind, *numbers in moves:
        teller.events += teller.moves[kind % len(teller.moves)](*numbers)
    return teller.events


class _Teller:
    """Remembers what there is to judge; every move is possible at any time."""

    def __init__(self) -> None:
        self.events: list[Payload] = entities(ACTORS, PLACES)
        self.events += [incident(key, key.title(), DAYS[0], SPOTS[0]) for key in INCIDENTS]
        self.told: list[Told] = []
        self.judged: list[int] = []
        self.moves = (
            self.tell,
            self.tell,
            self.tell,
            self.read_again,
            self.retract,
            self.retract_claim,
            self.correct,
            self.identify,
            self.identify,
            self.withdraw,
            self.relate,
        )

    def tell(self, outlet: int, seed: int, lines: int) -> Iterator[Payload]:
        ident = f"article{len(self.told)}"
        said = [_line(seed + step * 5, step) for step in range(1 + lines % 3)]
        source = (None, "river_news", "coast_agency")[outlet % 3]
        self.told.append(tell(ident, source, DAYS[0], *said, names=NAMES, title=f"Title {ident}"))
        yield from self.told[-1].events()

    def read_again(self, which: int, left: int, version: int) -> Iterator[Payload]:
        """A newer run does not find one of the claims."""
        for told in self._one(which):
            run = next(event for event in told.events() if isinstance(event, ClaimsExtracted))
            kept = tuple(claim for i, claim in enumerate(run.claims) if i != left % (len(run.claims) + 1))
            yield run.model_copy(update={"version": f"2.{version}", "claims": kept})

    def retract(self, which: int, _: int, __: int) -> Iterator[Payload]:
        for told in self._one(which):
            yield self._judge(ArticleRetracted(article=told.article.key, reason="a hoax"))

    def retract_claim(self, which: int, line: int, _: int) -> Iterator[Payload]:
        for told in self._one(which):
            yield self._judge(ClaimRetracted(claim=told.key(line % len(told.claims)), reason="wrong"))

    def correct(self, which: int, line: int, seed: int) -> Iterator[Payload]:
        for told in self._one(which):
            number = line % len(told.claims)
            old, sentence = told.claims[number], told.sentences[number]
            actor = old.actors[0].model_copy(
                update={"id": FIGHTERS[seed % 5], "name": NAMES[FIGHTERS[seed % 5]]}
            )
            claim = old.model_copy(update={"actors": (actor,), "rule": f"person-{len(self.events)}"})
            yield self._judge(
                ClaimAsserted(
                    article=told.article.key,
                    sentence=sentence,
                    claim=claim,
                    replaces=told.key(number) if seed % 4 else None,
                    reason="misread",
                )
            )
            link = Link(claim=claim.key(told.article.key), incident=INCIDENTS[seed % 3])
            yield ClaimsLinked(article=told.article.key, method="person", links=(link,))

    def identify(self, kind: int, one: int, other: int) -> Iterator[Payload]:
        name = ("actor", "actor", "incident", "place")[kind % 4]
        ids = KINDS[name]
        a, b = sorted((ids[one % len(ids)], ids[other % len(ids)]))
        if a != b:
            same = bool((one + other) % 4)
            yield self._judge(
                IdentityJudged(kind=name, a=a, b=b, same=same, evidence=(), score=None, reason="looks so")
            )

    def withdraw(self, which: int, _: int, __: int) -> Iterator[Payload]:
        if self.judged:
            position = self.judged.pop(which % len(self.judged))
            yield JudgementWithdrawn(judgement=position, reason="a mistake")

    def relate(self, which: int, other: int, about: int) -> Iterator[Payload]:
        for one in self._one(which):
            another = self.told[other % len(self.told)]
            a, b = one.key(about % len(one.claims)), another.key(other % len(another.claims))
            if a != b:
                kind = ("contradicts", "denies", "copy")[about % 3]
                matter = "sentence" if kind == "copy" else ("culprit", "toll")[other % 2]
                yield contradict(one, a, b, matter, kind=kind)

    def _one(self, which: int) -> list[Told]:
        return [self.told[which % len(self.told)]] if self.told else []

    def _judge(self, judgement: Payload) -> Payload:
        """Remember where a judgement that is yielded first by its move will stand."""
        self.judged.append(len(self.events) + 1)
        return judgement


def _line(seed: int, step: int) -> Line:
    kind = TYPES[seed % len(TYPES)]
    doer, other = FIGHTERS[seed % 5], FIGHTERS[(seed // 5 + seed % 5 + 1) % 5]
    text = f"Line {step}: {doer} met {other} at the well."
    toll = Count(low=seed % 30, best=seed % 30, high=None) if kind == "CASUALTIES" else None
    return Line(
        text,
        kind,
        by={doer: doer, other: other} if kind == "MET_WITH" else {doer: doer},
        on={} if kind in ("MET_WITH", "DE_ESCALATED") or seed % 7 == 3 else {other: other},
        at=SPOTS[seed % 2] if seed % 3 else None,
        date=DAYS[seed % 3],
        said=(FIGHTERS[(seed + 2) % 5],) if seed % 2 else (),
        trigger="met",
        killed=toll,
        category="ASSAULT" if kind == "ATTACKED" else None,
        polarity=tuple(Polarity)[seed % 11 == 4],
        modality=tuple(Modality)[seed % 13 % 5],
        incident=INCIDENTS[seed % 3] if seed % 4 else None,
    )
