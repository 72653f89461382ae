"""A language in which tests tell articles, and an extractor that reads it.

A line is a claim: `who TYPE whom @place day`, with `speaker:` in front where somebody else says so and
`killed=N` behind for a toll. Names that start with `p_` are places.
"""

from datetime import date

from kg.model import Article, Casualties, Claim, Count, Entity, Extraction, Mention, Party, Sentence

KINDS = {"sdf": "militia", "ndf": "militia", "coalition": "coalition", "villagers": "civilians"}
PARENTS = {"p_khasham": "p_zor", "p_zor": "p_aland"}


class Teller:
    """An extractor; its version is what the test wants it to be."""

    name = "telling"

    def __init__(self, version: str = "1") -> None:
        self.version = version

    def extract(self, article: Article) -> Extraction:
        claims, at = [], 0
        for number, line in enumerate(article.text.splitlines()):
            claims.append(_claim(line, at, number))
            at += len(line) + 1
        outlet = _party(article.publisher, "", 0) if article.publisher else None
        ids = {p.id for c in claims for p in _parties(c)} | ({outlet.id} if outlet else set())
        return Extraction(
            article=article.id,
            published=article.published,
            outlet=outlet,
            sentences=tuple(Sentence(index=c.sentence, start=c.start, end=c.end) for c in claims),
            mentions=tuple(Mention(kind=_kind(p.id), **p.model_dump()) for c in claims for p in _parties(c)),
            claims=tuple(claims),
            entities=tuple(_entity(word) for word in sorted(_with_parents(ids))),
        )


def article(name: str, *lines: str, publisher: str | None = "wire") -> Article:
    """An article of a day in February 2018."""
    return Article(
        id=name, text="\n".join(lines), title=name, published=date(2018, 2, 8), publisher=publisher
    )


def _claim(line: str, at: int, number: int) -> Claim:
    speaker, _, said = line.rpartition(": ")
    who, type_, *rest = said.split()
    killed = next((int(word[7:]) for word in rest if word.startswith("killed=")), None)
    place = next((word[1:] for word in rest if word.startswith("@")), None)
    whom = [word for word in rest if word.isidentifier()]
    return Claim(
        type=type_,
        category=None if type_ == "CASUALTIES" else "ASSAULT",
        actors=(_party(who, line, at),),
        recipients=tuple(_party(word, line, at) for word in whom),
        place=_party(place, line, at) if place else None,
        date=next((word for word in rest if word[0].isdigit()), None),
        attribution=(_party(speaker, line, at),) if speaker else (),
        casualties=Casualties(killed=Count(low=killed, best=killed, high=killed)) if killed else None,
        quote=line,
        start=at,
        end=at + len(line),
        sentence=number,
        trigger=(at + line.index(type_), at + line.index(type_) + len(type_)),
        rule="told",
    )


def _party(word: str, line: str, at: int) -> Party:
    start = at + max(line.find(word), 0)
    return Party(id=word, name=word.title(), text=word if line else "", start=start, end=start + len(word))


def _parties(claim: Claim) -> tuple[Party, ...]:
    place = (claim.place,) if claim.place else ()
    return (*claim.actors, *claim.recipients, *claim.attribution, *place)


def _with_parents(ids: set[str]) -> set[str]:
    above = {PARENTS[word] for word in ids if word in PARENTS}
    return ids if above <= ids else _with_parents(ids | above)


def _kind(word: str) -> str:
    return "place" if word.startswith("p_") else "actor"


def _entity(word: str) -> Entity:
    kind = _kind(word)
    type_ = "town" if kind == "place" else KINDS.get(word, "media")
    return Entity(id=word, name=word.title(), kind=kind, type=type_, parent=PARENTS.get(word))
