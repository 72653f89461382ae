"""The claim that a person means: another claim with some of what it says replaced."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from kg.claimtypes import claim_types
from kg.errors import JudgementError
from kg.judgements.stated import Text
from kg.model import Casualties, Claim, Count, Modality, Party, Polarity, Sentence

NOBODY: Final = "none"  # stands for "take out what is there"
_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_PEOPLE: Final = 10_000_000_000  # more than there are: a graph has no room for numbers without end
_NUMBER: Final = re.compile(r"(?P<low>\d{1,20})(?:(?P<open>\+)|-(?P<high>\d{1,20}))?")


class Named(NamedTuple):
    """An actor or place, and the words by which a person named it."""

    id: str
    name: str
    typed: str


class Revision(NamedTuple):
    """What is to be said instead; None leaves what is there."""

    type: str | None = None
    actors: tuple[Named, ...] | None = None
    recipients: tuple[Named, ...] | None = None
    place: tuple[Named, ...] | None = None  # none or one
    attribution: tuple[Named, ...] | None = None
    date: str | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None
    killed: str | None = None
    wounded: str | None = None
    captured: str | None = None
    displaced: str | None = None


def revise(claim: Claim, revision: Revision, article: Text, sentence: Sentence) -> Claim:
    """The claim that says what the revision says, and else what it said; its span stays."""
    changed: dict[str, object] = {}
    if revision.type and revision.type != claim.type:
        changed |= {"type": revision.type, "category": claim_types()[revision.type].category, "mode": None}
    for role in ("actors", "recipients", "attribution"):
        named = getattr(revision, role)
        if named is not None:
            changed[role] = _parties(named, getattr(claim, role), article.text, sentence)
    if revision.place is not None:
        old = (claim.place,) if claim.place else ()
        changed["place"] = next(iter(_parties(revision.place, old, article.text, sentence)), None)
    if revision.date:
        changed |= _dates(revision.date)
    changed |= {name: value for name in ("polarity", "modality") if (value := getattr(revision, name))}
    return claim.model_copy(update={**changed, **_tolls(claim, revision)})


def quoted(article: Text, quote: str, sentences: Sequence[Sentence], *, type_: str) -> tuple[Claim, Sentence]:
    """A bare claim of a type with the quoted words as its span, and the sentence that they stand in."""
    start = article.text.find(quote)
    if start < 0 or not quote.strip():
        raise JudgementError(f"the article does not say {quote!r}: give its words as they stand there")
    end = start + len(quote)
    around = [one for one in sentences if one.start <= start and end <= one.end]
    sentence = around[0] if around else Sentence(index=len(sentences), start=start, end=end)
    claim = Claim(
        type=type_,
        category=claim_types()[type_].category,
        quote=quote,
        start=start,
        end=end,
        sentence=sentence.index,
        trigger=(start, end),
        rule="",
    )
    return claim, sentence


def _parties(
    named: Sequence[Named], old: Sequence[Party], text: str, sentence: Sentence
) -> tuple[Party, ...]:
    """The parties with the words of the sentence that name them: as typed, else of whom they replace."""
    replaced = old if len(old) == len(named) else [None] * len(named)
    return tuple(
        _worded(one, text, sentence) or _instead(one, before)
        for one, before in zip(named, replaced, strict=True)
    )


def _worded(named: Named, text: str, sentence: Sentence) -> Party | None:
    start = text.find(named.typed, sentence.start, sentence.end)
    if start < 0:
        return None
    return Party(id=named.id, name=named.name, text=named.typed, start=start, end=start + len(named.typed))


def _instead(named: Named, before: Party | None) -> Party:
    if before is None:
        return Party(id=named.id, name=named.name, text="", start=0, end=0)
    return before.model_copy(update={"id": named.id, "name": named.name})


def _dates(text: str) -> dict[str, object]:
    if text == NOBODY:
        return {"date": None, "date_to": None}
    first, _, last = text.partition("/")
    if not all(map(_is_date, (first, last) if last else (first,))):
        raise JudgementError(f"{text!r} is no date: write 2017-05-18, 2017-05, 2017 or 2017-05-18/2017-05-20")
    if last and last < first[: len(last)]:
        raise JudgementError(f"{text!r} ends before it begins: turn the dates round")
    return {"date": first, "date_to": last or None}


def _is_date(text: str) -> bool:
    """Whether it is a day, a month or a year that the calendar has: the graph could hold no other."""
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False


def _tolls(claim: Claim, revision: Revision) -> dict[str, object]:
    said = {fate: text for fate in Casualties.model_fields if (text := getattr(revision, fate)) is not None}
    if not said:
        return {}
    there = claim.casualties or Casualties()
    counts = {fate: _count(text) for fate, text in said.items()}
    casualties = there.model_copy(update=counts)
    return {"casualties": None if casualties == Casualties() else casualties}


def _count(text: str) -> Count | None:
    """The number of "25", "10-15" or "100+"."""
    if text == NOBODY:
        return None
    match = _NUMBER.fullmatch(text)
    if not match:
        raise JudgementError(f"{text!r} is no number of people: write 25, 10-15 or 100+")
    low, high = int(match["low"]), int(match["high"] or match["low"])
    if max(low, high) > _PEOPLE:
        raise JudgementError(f"{text!r} is more people than there are: write fewer")
    if match["open"]:
        return Count(low=low, best=low, high=None)
    if high < low:
        raise JudgementError(f"{text!r} ends below where it begins: turn the numbers round")
    return Count(low=low, best=low if low == high else None, high=high)
