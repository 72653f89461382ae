"""The claims of the log as far as others are compared with them: held or not, copies or not, about what.

Of those that one speaker makes of one incident in the same sense only the first is compared.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from kg.deciding.contradictions import Stand, tells_of_dead
from kg.deciding.copies import KIND as COPY
from kg.deciding.copies import Said
from kg.events import Link, Relation
from kg.lookups.judged import Judged
from kg.model import Casualties

VOICES = 64  # on one incident and matter: later ones are compared with the first so many

_CLAIM = """
    INSERT INTO claim (key, article, run, judgement, start, content, date, said, held)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)
"""
_HOLD = """
    UPDATE claim SET held = (judgement IS NULL OR judgement IN (SELECT pos FROM judgement WHERE live))
        AND NOT EXISTS (SELECT 1 FROM judgement WHERE type = 'claim' AND subject = claim.key AND live)
        AND NOT EXISTS (
            SELECT 1 FROM judgement JOIN article ON article.key = subject
            WHERE type = 'article' AND live AND article.n = claim.article)
    WHERE key = ?
"""
_ARTICLE = "SELECT article.key FROM claim JOIN article ON article.n = claim.article WHERE claim.key = ?"
_IS_COPY = "SELECT 1 FROM copy JOIN claim ON claim.key = b WHERE a = ? AND held LIMIT 1"
_STANDS = """
    SELECT stand.n, incident, voice, heard, held FROM stand JOIN claim ON claim.n = stand.claim
    WHERE claim.key = ? ORDER BY stand.n
"""
_STAND = """
    INSERT OR IGNORE INTO stand (claim, incident, type, voice, speaker, dead, heard, first)
    VALUES (?, ?, ?, ?, ?, ?, 0, 0)
"""
_FIRST = "SELECT min(n) FROM stand WHERE incident = ? AND voice = ? AND heard"
_NOT_FIRST = """
    UPDATE stand SET first = 0
    WHERE n IN (SELECT n FROM stand WHERE incident = ? AND voice = ? AND first AND n IS NOT ?)
"""
_HEARD = """
    SELECT stand.n, incident, voice, claim.key, run, said FROM stand JOIN claim ON claim.n = stand.claim
    WHERE incident IN (SELECT value FROM json_each(?)) AND type = ? AND first ORDER BY stand.n LIMIT ?
"""
_NEXT = """
    SELECT stand.n, incident, voice, claim.key, run, said FROM stand JOIN claim ON claim.n = stand.claim
    WHERE incident = ? AND voice = ? AND heard ORDER BY stand.n
"""
_DEAD = """
    SELECT claim.key, run FROM stand JOIN claim ON claim.n = stand.claim
    WHERE incident IN (SELECT value FROM json_each(?)) AND speaker IN (SELECT value FROM json_each(?))
        AND dead AND heard
"""


class Spoken(NamedTuple):
    """A claim to keep: what copies and contradictions compare of it."""

    said: Said
    stand: Stand


class Left(NamedTuple):
    """What is left out of a comparison: the run that a new one retires, and claims that are copies now."""

    run: int | None
    keys: frozenset[str]

    def out(self, key: str, run: int | None) -> bool:
        """Whether a claim is left out."""
        return key in self.keys or (run is not None and run == self.run)


class Claims:
    """Keeps the claims; whoever changes what is held of them asks for it to be worked out again."""

    def __init__(self, db: sqlite3.Connection, judged: Judged) -> None:
        self._db, self._judged = db, judged

    def article_with(self, key: str) -> str | None:
        """The article that makes a claim."""
        found = self._db.execute(_ARTICLE, (key,)).fetchone()
        return str(found[0]) if found else None

    def is_copy(self, key: str) -> bool:
        """Whether a claim repeats another one that is held."""
        return self._db.execute(_IS_COPY, (key,)).fetchone() is not None

    def read(self, article: int, run: int, spoken: Iterable[Spoken]) -> None:
        """The claims of a run of an extractor take the place of those of the run before."""
        coming = list(spoken)
        now = {one.said.key for one in coming}
        before = self._retire(run)
        self._db.executemany("DELETE FROM copy WHERE a = ?", [(key,) for key in before if key not in now])
        for one in coming:
            self._keep(one, article, run=run)
        self._settle(dict.fromkeys([*before, *(one.said.key for one in coming)]))

    def hear_person(self, article: int, judgement: int, spoken: Spoken) -> None:
        """Keep a person's claim, which is held while the judgement lives."""
        self._keep(spoken, article, judgement=judgement)

    def link(self, article: int, links: Iterable[Link]) -> None:
        """Claims of an article are about incidents; what was erased, and so is not known, is passed over."""
        for link in links:
            claim = self._db.execute(
                "SELECT n, said FROM claim WHERE key = ? AND article = ? ORDER BY n DESC LIMIT 1",
                (link.claim, article),
            ).fetchone()
            incident = self._db.execute("SELECT n FROM incident WHERE key = ?", (link.incident,)).fetchone()
            if claim and incident:
                said = unpacked(claim[1], link.claim, link.incident)
                voice = int.from_bytes(blake2b(claim[1].encode(), digest_size=8).digest(), "big", signed=True)
                row = (claim[0], incident[0], said.type, voice, said.speaker, tells_of_dead(said))
                self._db.execute(_STAND, row)
                self._hear(link.claim)

    def relate(self, relations: Iterable[Relation]) -> None:
        """Some claims are copies of others."""
        for relation in relations:
            if relation.kind == COPY:
                self._db.execute("INSERT OR REPLACE INTO copy VALUES (?, ?)", (relation.a, relation.b))
                self._hear(relation.a)

    def judged(self, type_: str, subject: str) -> None:
        """What was judged of an article or a claim has changed."""
        if type_ == "claim":
            self._settle([subject])
        elif type_ == "article":
            found = self._db.execute(
                "SELECT claim.key FROM claim JOIN article ON article.n = article WHERE article.key = ?",
                (subject,),
            )
            self._settle(dict.fromkeys(key for (key,) in found.fetchall()))

    def asserted(self, judgement: int) -> None:
        """Whether a judgement by which a person asserts a claim lives has changed."""
        found = self._db.execute("SELECT key FROM claim WHERE judgement = ?", (judgement,)).fetchall()
        self._settle(key for (key,) in found)

    def about(self, incident: str, type_: str, *, left: Left) -> list[Stand]:
        """What the first voices on an incident say in claims of a type."""
        numbers = json.dumps(self._numbers(incident))
        rows = self._db.execute(_HEARD, (numbers, type_, VOICES)).fetchall()
        heard = sorted(row for row in (self._instead(row, left) for row in rows) if row)
        return [self._shown(unpacked(said, key, incident)) for _, _, _, key, _, said in heard]

    def tells_of_dead(self, incident: str, speaker: str, *, left: Left) -> bool:
        """Whether a speaker tells of people who were killed in an incident."""
        asked = json.dumps(self._numbers(incident)), json.dumps(self._judged.members(speaker))
        return any(not left.out(*found) for found in self._db.execute(_DEAD, asked))

    def _instead(
        self, row: tuple[int, int, int, str, int, str], left: Left
    ) -> tuple[int, int, int, str, int, str] | None:
        """The first of a voice that is not left out."""
        if not left.out(*row[3:5]):
            return row
        rows = self._db.execute(_NEXT, row[1:3])
        return next((other for other in rows if not left.out(*other[3:5])), None)

    def _numbers(self, incident: str) -> list[int]:
        keys = json.dumps(self._judged.incidents(incident))
        found = self._db.execute(
            "SELECT n FROM incident WHERE key IN (SELECT value FROM json_each(?))", (keys,)
        )
        return [n for (n,) in found]

    def _shown(self, said: Stand) -> Stand:
        if not self._judged.any:
            return said
        return said.renamed(self._judged.shown)

    def _keep(
        self, spoken: Spoken, article: int, *, run: int | None = None, judgement: int | None = None
    ) -> None:
        said = spoken.said
        row = (said.key, article, run, judgement, said.start, said.content, said.date, packed(spoken.stand))
        self._db.execute(_CLAIM, row)

    def _retire(self, run: int) -> list[str]:
        claims = self._db.execute("SELECT n, key FROM claim WHERE run = ?", (run,)).fetchall()
        for n, _ in claims:
            stands = self._db.execute("SELECT incident, voice FROM stand WHERE claim = ?", (n,)).fetchall()
            self._db.execute("DELETE FROM stand WHERE claim = ?", (n,))
            for incident, voice in stands:
                self._lead(incident, voice)
        self._db.execute("DELETE FROM claim WHERE run = ?", (run,))
        return [key for _, key in claims]

    def _settle(self, keys: Iterable[str]) -> None:
        """Work out which of some claims are held, and who is heard."""
        for key in keys:
            if self._judged.any:
                self._db.execute(_HOLD, (key,))
                self._hear(key)
            for (copy,) in self._db.execute("SELECT a FROM copy WHERE b = ?", (key,)).fetchall():
                self._hear(copy)

    def _hear(self, key: str) -> None:
        """Work out whether a claim is heard for itself, or only its original is."""
        alone = not self.is_copy(key)
        for n, incident, voice, heard, held in self._db.execute(_STANDS, (key,)).fetchall():
            if bool(heard) != (bool(held) and alone):
                self._db.execute("UPDATE stand SET heard = NOT heard, first = 0 WHERE n = ?", (n,))
                self._lead(incident, voice)

    def _lead(self, incident: int, voice: int) -> None:
        """Mark the first of those who are heard with the same words."""
        (first,) = self._db.execute(_FIRST, (incident, voice)).fetchone()
        self._db.execute(_NOT_FIRST, (incident, voice, first))
        self._db.execute("UPDATE stand SET first = 1 WHERE n = ? AND NOT first", (first,))


def packed(said: Stand) -> str:
    """What a claim says as text: equal where the same speaker says the same."""
    figures = said.figures.model_dump(exclude_none=True) if said.figures else None
    agents, recipients = sorted(said.agents), sorted(said.recipients)
    rest = [said.civil, said.armed, said.mutual, figures, said.denies, said.speaker]
    return json.dumps([said.type, said.mode, agents, recipients, *rest], separators=(",", ":"))


def unpacked(text: str, key: str, incident: str) -> Stand:
    """The inverse of `packed`, for a claim about an incident."""
    type_, mode, agents, recipients, civil, armed, mutual, figures, denies, speaker = json.loads(text)
    return Stand(
        key=key,
        incident=incident,
        type=type_,
        mode=mode,
        agents=frozenset(agents),
        recipients=frozenset(recipients),
        civil=civil,
        armed=armed,
        mutual=mutual,
        figures=Casualties.model_validate(_complete(figures)) if figures is not None else None,
        denies=denies,
        speaker=speaker,
    )


def _complete(figures: dict[str, dict[str, int]]) -> dict[str, dict[str, int | None]]:
    return {
        kind: {part: count.get(part) for part in ("low", "best", "high")} for kind, count in figures.items()
    }


def voices(claims: Claims, new: Iterable[Stand], *, left: Left) -> Iterator[Stand]:
    """What the log holds that new claims may contradict."""
    for incident, type_ in dict.fromkeys((said.incident, said.type) for said in new):
        yield from claims.about(incident, type_, left=left)
