"""Judgements in words."""

from collections.abc import Iterator

from kg.events import (
    AliasAdded,
    ArticleRetracted,
    ClaimAsserted,
    ClaimRetracted,
    IdentityJudged,
    Judgement,
)
from kg.judgements.difference import Change
from kg.judgements.view import View


def in_words(judgement: Judgement, view: View) -> str:
    """What a judgement says, with the names that the log knows."""
    match judgement:
        case ArticleRetracted(article=key):
            article = view.articles.get(key)
            return f"article {article.name if article else key} is retracted"
        case ClaimRetracted(claim=key):
            return f"claim {key} is retracted"
        case ClaimAsserted(article=article, claim=claim, replaces=replaced):
            instead = f" instead of {replaced}" if replaced else ""
            return f"claim {claim.key(article)}{instead}: {claim.type} “{claim.quote}”"
        case IdentityJudged(a=a, b=b, same=same):
            return f"{_named(a, view)} is {'' if same else 'not '}{_named(b, view)}"
        case AliasAdded(entity=entity, alias=alias):
            return f"“{alias}” means {_named(entity, view)}"
    raise TypeError(f"{type(judgement).__name__} has no words: give it some here")


def _named(key: str, view: View) -> str:
    name = view.name_of(key)
    return key if name == key else f"{name} ({key})"


def said_between(view: View, after: int, until: int) -> Iterator[Change]:
    """The judgements that were made, or taken back, after a position and until another."""
    for said in view.judgements():
        words, why = in_words(said.judgement, view), said.judgement.reason or None
        made, gone = (after < (pos or 0) <= until for pos in (said.pos, said.withdrawn))
        if made != gone:
            before, now = (None, why or "said") if made else (why or "said", None)
            yield Change("judgement", "new" if made else "gone", words, before, now, str(said.pos))
