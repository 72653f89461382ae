"""The parts from which tests build events, with what does not matter to most of them filled in."""

from collections.abc import Sequence

from kg.events import ClaimsExtracted, IncidentOpened
from kg.model import Claim, Incident, Mention, Party, Sentence


def party(id_: str, name: str, *, text: str = "", start: int = 0) -> Party:
    """An actor or place in a role, with the words that name it; without any, no word of the article does."""
    return Party(id=id_, name=name, text=text, start=start, end=start + len(text))


def opened(
    key: str,
    title: str,
    *,
    first: str | None = None,
    last: str | None = None,
    place: str | None = None,
    category: str | None = None,
    parties: tuple[str, ...] = (),
) -> IncidentOpened:
    """A happening is told of for the first time."""
    return IncidentOpened(
        incident=Incident(
            key=key,
            title=title,
            category=category,
            date=first,
            date_to=last,
            place=place,
            parties=parties,
        )
    )


def run(
    article: str,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    *,
    extractor: str = "test",
    version: str = "1",
    mentions: Sequence[Mention] = (),
) -> ClaimsExtracted:
    """An extractor reads an article."""
    return ClaimsExtracted(
        article=article,
        extractor=extractor,
        version=version,
        sentences=tuple(sentences),
        mentions=tuple(mentions),
        claims=tuple(claims),
    )
