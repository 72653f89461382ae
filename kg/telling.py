"""Judgements in words."""

from kg.events import (
    AliasAdded,
    ArticleRetracted,
    ClaimAsserted,
    ClaimRetracted,
    IdentityJudged,
    Judgement,
)
from kg.view import View


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
