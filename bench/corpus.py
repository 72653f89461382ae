"""Any number of articles, made from the sample corpus: of the same number and seed the same articles.

Names, places, days and tolls vary from article to article, so that most tell of happenings of their own. One
in thirty tells of one of a few that everybody tells of, one in twenty is a copy of an article before.

`written` are articles for the real extractor. `told` are articles whose extraction comes with them, for loads
so large that reading them takes too long: their words are replaced by others of the same length.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from kg import sample
from kg.extract import pipeline
from kg.ingest import Arrival, arrivals
from kg.model import Article, Casualties, Claim, Count, Entity, Extraction, Mention, Party

SEED = 20_180_207
HUBS = 5  # happenings that everybody tells of
ONE_IN_HUB, ONE_IN_COPY = 30, 20
DAYS = 3_650  # so many days the articles are spread over
KINDS = 40  # so many actors and places are made of each one of the sample
OUTLETS = 300
SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "zi", "sha", "kor", "lin")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
TOLL = re.compile(r"\b[1-9]\d?\b(?= (?:people|civilians|soldiers|fighters|dead|wounded|children))")
NAME = re.compile(r"[A-Z][a-z]{2,}|\d+|[a-z]{6,}")


class Base(NamedTuple):
    """An article of the sample, and what was read out of it."""

    article: Article
    extraction: Extraction


def _dice(seed: object) -> Random:
    return Random(str(seed))  # noqa: S311 to be had again, not to be unguessable


def bases() -> list[Base]:
    """The sample, read once."""
    extractor = pipeline.load()
    loaded = (each.loaded for each in arrivals([sample.paths()]))
    return [Base(one, extractor.extract(one)) for one in loaded if isinstance(one, Article)]


def written(count: int, *, seed: int = SEED) -> Iterator[Arrival]:
    """Articles with other names, places, years and tolls than those of the sample."""
    known = bases()
    pool = {kind: _names(known, kind) for kind in ("actor", "place")}
    for number in range(count):
        dice = _dice(f"{seed}/{number}")
        base = known[dice.randrange(len(known))]
        yield Arrival("bench", _rewritten(base, pool, dice, number))


def _names(known: list[Base], kind: str) -> list[str]:
    mentions = (mention for base in known for mention in base.extraction.mentions if mention.kind == kind)
    return sorted({mention.text for mention in mentions if mention.text[:1].isupper()})


def _rewritten(base: Base, pool: Mapping[str, list[str]], dice: Random, number: int) -> Article:
    """A mention is named as another one of the sample, all that bear one name alike."""
    hub = dice.randrange(ONE_IN_HUB) == 0
    swapped: dict[str, str] = {}
    text, at = [], 0
    for mention in sorted(base.extraction.mentions, key=lambda m: (m.start, -m.end)):
        if mention.start < at or not mention.text[:1].isupper() or hub:
            continue
        name = swapped.setdefault(mention.text, dice.choice(pool[mention.kind]))
        text += [base.article.text[at : mention.start], name]
        at = mention.end
    year = str(dice.randrange(2000, 2026))
    moved = YEAR.sub(year, "".join([*text, base.article.text[at:]])) if not hub else base.article.text
    tolled = TOLL.sub(lambda _: str(dice.randrange(2, 60)), moved)
    day = base.article.published if hub else date(int(year), 1, 1) + timedelta(dice.randrange(365))
    return Article(id=f"w{number}", text=tolled, published=day, publisher=f"Outlet {dice.randrange(OUTLETS)}")


class Told:
    """An extractor that knows beforehand what the articles of `told` say."""

    name = "bench"
    version = "1"

    def __init__(self) -> None:
        self._known = bases()
        self._waiting: dict[str, Extraction] = {}

    def extract(self, article: Article) -> Extraction:
        """What the article says."""
        return self._waiting.pop(article.key)

    def articles(self, count: int, *, seed: int = SEED) -> Iterator[Arrival]:
        """So many articles; each can be read once."""
        for number in range(count):
            dice = _dice(f"{seed}/{number}")
            again = number - dice.randrange(1, 50) if dice.randrange(ONE_IN_COPY) == 0 else number
            turned = self._turned(max(again, 0), number, seed)
            self._waiting[turned.article.key] = turned.extraction
            yield Arrival("bench", turned.article)

    def _turned(self, source: int, number: int, seed: int) -> Base:
        """Article `source`, as `number` brings it."""
        dice = _dice(f"{seed}/{source}/words")
        hub = dice.randrange(ONE_IN_HUB) == 0
        which = dice.randrange(HUBS) if hub else dice.randrange(len(self._known))
        base = self._known[which]
        kind = 0 if hub else int(KINDS * dice.random() ** 2)
        day = date(2024, 1, 1) + timedelta(which if hub else dice.randrange(DAYS))
        outlet = f"outlet{_dice(number).randrange(OUTLETS)}"
        return _Turn(base, dice, kind, day, outlet).article(f"t{number}")


class _Turn:
    """How one article of the sample is told anew."""

    def __init__(self, base: Base, dice: Random, kind: int, day: date, outlet: str) -> None:
        self._base, self._dice, self._kind, self._day, self._outlet = base, dice, kind, day, outlet
        self._words: dict[str, str] = {}

    def article(self, name: str) -> Base:
        """The article and what was read out of it."""
        text = NAME.sub(self._word, self._base.article.text)
        outlet = Party(id=self._outlet, name=self._outlet, text="", start=0, end=0)
        old = self._base.extraction
        claims = tuple(self._claim(claim) for claim in old.claims)
        paper = Entity(id=self._outlet, name=self._outlet, kind="actor", type="media")
        read = old.model_copy(
            update={
                "article": name,
                "published": self._day,
                "outlet": outlet,
                "mentions": tuple(self._mention(mention) for mention in old.mentions),
                "claims": claims,
                "entities": (*map(self._entity, old.entities), paper),
            }
        )
        return Base(Article(id=name, text=text, published=self._day, publisher=self._outlet), read)

    def _word(self, found: re.Match[str]) -> str:
        word = found[0]
        if word not in self._words:
            self._words[word] = self._other(word)
        return self._words[word]

    def _other(self, word: str) -> str:
        """Every second long word stays; numbers and names change."""
        if word.isdigit():
            return str(self._dice.randrange(10 ** (len(word) - 1), 10 ** len(word)))
        if word.islower() and self._dice.random() < 0.5:
            return word
        made = "".join(self._dice.choice(SYLLABLES) for _ in range(len(word)))[: len(word)]
        return made.capitalize() if word[0].isupper() else made

    def _id(self, old: str) -> str:
        return old if not self._kind else f"{old}~{self._kind}"

    def _party(self, party: Party) -> Party:
        return party.model_copy(update={"id": self._id(party.id)})

    def _mention(self, mention: Mention) -> Mention:
        return mention.model_copy(update={"id": self._id(mention.id)})

    def _entity(self, entity: Entity) -> Entity:
        moved = {
            "id": self._id(entity.id),
            "parent": entity.parent and self._id(entity.parent),
            "side": entity.side and self._id(entity.side),
            "latitude": entity.latitude and entity.latitude / (1 + self._kind),
        }
        return entity.model_copy(update=moved)

    def _claim(self, claim: Claim) -> Claim:
        day = claim.date and len(claim.date) == 10 and self._day - timedelta(self._dice.randrange(2))
        told = {
            "actors": tuple(map(self._party, claim.actors)),
            "recipients": tuple(map(self._party, claim.recipients)),
            "attribution": tuple(map(self._party, claim.attribution)),
            "place": claim.place and self._party(claim.place),
            "date": day.isoformat() if day else claim.date and f"{self._day:%Y-%m-%d}"[: len(claim.date)],
            "date_to": None,
            "casualties": claim.casualties and self._toll(claim.casualties),
        }
        return claim.model_copy(update=told)

    def _toll(self, said: Casualties) -> Casualties:
        dead = self._dice.randrange(1, 80)
        return said.model_copy(update={"killed": said.killed and Count(low=dead, best=dead, high=dead)})
