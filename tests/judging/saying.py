"""A log in which people judge: the world of the questions' tests, and judgements appended as commands do."""

from collections.abc import Iterable

from kg.events import Payload
from kg.judgements import stated
from kg.judgements.judging import Grounds, Judged
from kg.judgements.stated import Stated
from kg.judgements.view import View
from kg.log.memory import MemoryLog
from tests.ask import world
from tests.logs import DAY_US, FIRST_US, logged

WHY = Grounds("seen on site")


class Judging:
    """A log, its view, and what a person says about it."""

    def __init__(self, payloads: Iterable[Payload] | None = None) -> None:
        self.log: MemoryLog = logged(world.events() if payloads is None else payloads)
        self.view = View()
        self.view.advance(self.log.read())

    def say(self, judged: Judged) -> int | None:
        """Append what was decided; the position of the judgement, None where there is nothing to append."""
        if not judged.payloads:
            return None
        batch = judged.batch(self.view, "ann")
        done = self.log.append(batch, tx_us=FIRST_US + self.view.pos * DAY_US, expect=self.view.pos)
        self.view.advance(self.log.read(self.view.pos))
        return done.first_pos + judged.main

    def claim(self, key: str) -> Stated:
        """The claim of a key."""
        found = stated.find(self.log.read(), key)
        assert found is not None
        return found
