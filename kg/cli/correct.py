"""`kg retract`, `kg correct` and `kg assert`: what articles are believed to say."""

from contextlib import closing
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from kg.cli.judge import Asked, By, DryRun, Reason, judge, named
from kg.cli.options import Home, Json, settings
from kg.errors import JudgementError

if TYPE_CHECKING:
    from kg.judgements.judging import Judged
    from kg.judgements.revising import Named, Revision
    from kg.judgements.stated import Stated
    from kg.judgements.view import View
    from kg.log.protocol import EventLog
    from kg.questions.lookup import Kind

Type = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="What was done: ATTACKED, MET_WITH …")
]
Actor = Annotated[
    list[str] | None, typer.Option("--actor", metavar="NAME", help="Who did it; repeat it, or `none`.")
]
Recipient = Annotated[
    list[str] | None, typer.Option("--recipient", metavar="NAME", help="To whom; repeat it, or `none`.")
]
Speaker = Annotated[
    list[str] | None,
    typer.Option("--speaker", metavar="NAME", help="Who says so, nearest first; repeat it, or `none`."),
]
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help="Where; or `none`.")]
Date = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="When: a day, month, year, DATE/DATE, or `none`.")
]
Polarity = Annotated[str | None, typer.Option("--polarity", metavar="WORD", help="affirmed or negated.")]
Modality = Annotated[
    str | None,
    typer.Option("--modality", metavar="WORD", help="asserted, alleged, denied, planned or hypothetical."),
]
Killed = Annotated[str | None, typer.Option("--killed", metavar="N", help="25, 10-15, 100+ or `none`.")]
Wounded = Annotated[str | None, typer.Option("--wounded", metavar="N", help="The same for the wounded.")]
Captured = Annotated[str | None, typer.Option("--captured", metavar="N", help="The same for the captured.")]
Displaced = Annotated[
    str | None, typer.Option("--displaced", metavar="N", help="The same for the displaced.")
]

E = TypeVar("E", bound=StrEnum)


class Words(NamedTuple):
    """What the options of a command say of a claim, as they were typed."""

    type: str | None
    actors: list[str] | None
    recipients: list[str] | None
    speakers: list[str] | None
    place: str | None
    date: str | None
    polarity: str | None
    modality: str | None
    counts: tuple[str | None, str | None, str | None, str | None]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(retract)
    app.command()(correct)
    app.command(name="assert")(assert_)


def retract(
    ctx: typer.Context,
    key: Annotated[
        str,
        typer.Argument(
            metavar="KEY",
            show_default=False,
            help="A claim by its key, or an article by its key, id, title or URL.",
        ),
    ],
    reason: Reason = "",
    by: By = None,
    dry_run: DryRun = False,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Stop believing a claim, or an article with all that it says.

    What was known before stays known: `--as-of` asks for it, and `kg withdraw` brings it back.

    \b
    Examples:
      kg retract 3f2a9c01d4 --reason 'the photo is from 2014'
      kg retract https://news.example/42 --dry-run
    """

    def decide(view: "View", log: "EventLog") -> "Judged":
        from kg.judgements import judging

        if article := view.article(key):
            return judging.retract_article(view, article, asked.grounds)
        return judging.retract_claim(view, claim_of(asked, view, log, key), asked.grounds)

    asked = Asked(settings(ctx, home), reason=reason, by=by, dry_run=dry_run, as_lines=as_lines)
    judge(asked, decide)


def correct(
    ctx: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", show_default=False, help="A claim by its key.")],
    type_: Type = None,
    actor: Actor = None,
    recipient: Recipient = None,
    speaker: Speaker = None,
    place: Place = None,
    date: Date = None,
    polarity: Polarity = None,
    modality: Modality = None,
    killed: Killed = None,
    wounded: Wounded = None,
    captured: Captured = None,
    displaced: Displaced = None,
    reason: Reason = "",
    by: By = None,
    dry_run: DryRun = False,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Put what a claim should say in its place; what is not named stays as it was read.

    The claim that was read is kept in the log, and comes back when the correction is withdrawn.

    \b
    Examples:
      kg correct 3f2a9c01d4 --actor 'National Defence Forces'
      kg correct 3f2a9c01d4 --killed 10-15 --dry-run
    """
    counts = (killed, wounded, captured, displaced)
    words = Words(type_, actor, recipient, speaker, place, date, polarity, modality, counts)

    def decide(view: "View", log: "EventLog") -> "Judged":
        from kg.judgements import judging, revising

        stated = claim_of(asked, view, log, claim)
        revised = revising.revise(stated.claim, revision(view, words), stated.article, stated.sentence)
        judged = judging.correct(view, stated, revised, asked.grounds)
        return complete(asked, view, log, judged)

    asked = Asked(settings(ctx, home), reason=reason, by=by, dry_run=dry_run, as_lines=as_lines)
    judge(asked, decide)


def assert_(
    ctx: typer.Context,
    article: Annotated[
        str,
        typer.Argument(metavar="ARTICLE", show_default=False, help="An article: key, id, title or URL."),
    ],
    quote: Annotated[
        str, typer.Option("--quote", metavar="WORDS", help="Its words, exactly as they stand there.")
    ],
    type_: Annotated[str, typer.Option("--type", metavar="TYPE", help="What was done: ATTACKED, MET_WITH …")],
    actor: Actor = None,
    recipient: Recipient = None,
    speaker: Speaker = None,
    place: Place = None,
    date: Date = None,
    polarity: Polarity = None,
    modality: Modality = None,
    killed: Killed = None,
    wounded: Wounded = None,
    captured: Captured = None,
    displaced: Displaced = None,
    incident: Annotated[
        str | None, typer.Option("--incident", metavar="NAME", help="What it is about: key or title.")
    ] = None,
    reason: Reason = "",
    by: By = None,
    dry_run: DryRun = False,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Add a claim that you read in an article and that no rule found there.

    \b
    Example:
      kg assert 42 --quote 'shells fell on the camp' --type ATTACKED --recipient residents
    """
    counts = (killed, wounded, captured, displaced)
    words = Words(type_, actor, recipient, speaker, place, date, polarity, modality, counts)

    def decide(view: "View", log: "EventLog") -> "Judged":
        from kg.judgements import judging, revising, stated
        from kg.questions.ask import claim_type

        found = view.article_of(article)
        text, sentences = stated.article(stated.at(log, view.telling(found.key)), found.key)
        bare, sentence = revising.quoted(text, quote, sentences, type_=claim_type(type_))
        meant = revising.revise(bare, revision(view, words), text, sentence)
        about = [named(view, incident, "incident")] if incident else []
        judged = judging.assert_claim(view, found.key, sentence, meant, about, asked.grounds)
        return complete(asked, view, log, judged)

    asked = Asked(settings(ctx, home), reason=reason, by=by, dry_run=dry_run, as_lines=as_lines)
    judge(asked, decide)


def complete(asked: Asked, view: "View", log: "EventLog", judged: "Judged") -> "Judged":
    """The judgement with what its claim contradicts, and with whom it names for the first time."""
    from kg.judgements import weighing
    from kg.lookups.store import Lookups

    with closing(Lookups(log, asked.chosen.lookups, keep=not asked.dry_run)) as lookups:
        lookups.catch_up()
        return weighing.complete(judged, view, lookups.known)


def article_with(asked: Asked, log: "EventLog", claim: str) -> str | None:
    """The article that makes a claim, where the lookups of this home have the key, whole, and may be used."""
    from kg.lookups.store import Lookups

    if asked.dry_run:  # they would be copied first
        return None
    with closing(Lookups(log, asked.chosen.lookups)) as lookups:
        lookups.catch_up()
        return lookups.known.article_with(claim.partition("~")[0])


def claim_of(asked: Asked, view: "View", log: "EventLog", key: str) -> "Stated":
    """The claim of a key; raises JudgementError where there is none."""
    from kg.judgements import stated

    article = article_with(asked, log, key)
    told = stated.at(log, view.telling(article)) if article else log.read(until=view.pos)
    found = stated.find(told, key)
    if found is None:
        raise JudgementError(f"no claim goes by {key!r}: answers show the keys of claims")
    return found


def revision(view: "View", words: Words) -> "Revision":
    """What the options of a command say, with names resolved."""
    from kg.judgements.revising import Revision
    from kg.model import Modality, Polarity
    from kg.questions.ask import claim_type

    return Revision(
        claim_type(words.type) if words.type else None,
        parties(view, words.actors, "actor"),
        parties(view, words.recipients, "actor", "place"),
        parties(view, [words.place] if words.place else None, "place"),
        parties(view, words.speakers, "actor"),
        words.date,
        choice("polarity", words.polarity, Polarity),
        choice("modality", words.modality, Modality),
        *words.counts,
    )


def choice(name: str, word: str | None, words: type[E]) -> E | None:
    """The member of a closed list that an option names."""
    if word is None:
        return None
    try:
        return words(word)
    except ValueError as error:
        raise typer.BadParameter(f"is one of {', '.join(words)}", param_hint=f"--{name}") from error


def parties(view: "View", texts: list[str] | None, *kinds: "Kind") -> "tuple[Named, ...] | None":
    """Those whom some names mean; nobody for `none`."""
    from kg.judgements.revising import NOBODY, Named

    if texts is None:
        return None
    found = []
    for text in texts if texts != [NOBODY] else []:
        id_ = named(view, text, *kinds)
        found.append(Named(id_, name_of(view, id_), text))
    return tuple(found)


def name_of(view: "View", id_: str) -> str:
    """The name of an actor or place, of which the log need not speak yet."""
    from kg.identity import names

    return view.entities[id_].name if id_ in view.entities else names.load().entity(id_).name
