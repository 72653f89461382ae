"""Article → Extraction: the stages in their order. Pure: the same article gives the same values."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from kg.extract import rulebook
from kg.extract.counts import numbers
from kg.extract.days import dates, headings, timing
from kg.extract.deeds import raws, understood, vague
from kg.extract.deeds.clauses import Clause
from kg.extract.deeds.drafts import Draft, Drafter
from kg.extract.deeds.sites import Sites
from kg.extract.grammar import chunks
from kg.extract.names import mentions
from kg.extract.names.mention_article import abroad
from kg.extract.names.mentions import Found
from kg.extract.rulebook import Rulebook
from kg.extract.sides import remembering
from kg.extract.sides.memory import Memory, ahead
from kg.extract.sides.parties import Resolver
from kg.extract.spans import DateSpan, SentenceSpan
from kg.extract.speakers import attribution, voices
from kg.extract.text import clean, interviews, masthead, plain, quotations, sentences
from kg.extract.text.tokens import tokenize
from kg.identity import aliases, names, vocabulary
from kg.identity import registry as registries
from kg.identity.aliases import Aliases
from kg.identity.names import Names
from kg.model import Article, Claim, Entity, Extraction, Mention, Party, Sentence

ENDS = frozenset(".!?")
ENTRY = 12  # sentences; so long is an entry under a date of its own: "18 May, Corinto. Troops …"
HOLDS = 3  # sentences; so long is a paragraph in the news, where a text has no paragraphs, too


class Read(NamedTuple):
    """A sentence with everything that was found in it."""

    number: int
    sentence: SentenceSpan
    founds: tuple[Found, ...]
    drafts: tuple[Draft, ...]
    dates: timing.Dates
    own: tuple[DateSpan | None, ...]  # the date of each draft
    verbs: bool  # whether it has any
    under: DateSpan | None = None  # the day that stands over it as a heading


class Extractor:
    """Reads claims by rules; `version` changes whenever the same article may give other claims."""

    name = "rules"
    version = "1"

    def __init__(self, names: Names, book: Rulebook, *, aliases: str = "") -> None:
        """`aliases` tells the set of people's spellings that the names have from others."""
        if aliases:
            self.version = f"{self.version}+{aliases}"
        self._names = names
        self._book = book
        self._asking = frozenset(rule.id for rule in book.rules if "agent" in rule.required)

    def extract(self, article: Article) -> Extraction:
        """The mentions and claims of one article."""
        text = plain.plain(article.text)
        read = self._extracted(article.model_copy(update={"text": text}))
        return read if text == article.text else plain.verbatim(read, article.text)

    def _extracted(self, article: Article) -> Extraction:
        text = article.text
        lines = clean.lines(text)
        head = masthead.masthead(text, lines)
        published = article.published or head.published
        spans = sentences.split(text, lines)
        day = published.isoformat() if published else None
        found = [mentions.find(span, self._names) for span in spans]
        founds = mentions.settle(spans, found, self._names, day)
        invented: dict[str, Entity] = {}
        known = dates.context(
            spans, published, period=head.period, month_day=head.month_day, weekday=head.weekday
        )
        under = partial(headings.over, headings.find(text, lines, known))
        dated = dates.find_all(spans, known, under)
        read = [
            each._replace(under=under(each.sentence.start))
            for each in self._read(text, spans, founds, dated, invented)
        ]
        signed = text[slice(*head.agency)] if head.agency else None
        outlet = self._outlet(article.publisher or signed)
        return self._extraction(article, published, outlet, read, invented)

    def _read(
        self,
        text: str,
        spans: Sequence[SentenceSpan],
        founds: Sequence[tuple[Found, ...]],
        dated: Sequence[tuple[DateSpan, ...]],
        invented: dict[str, Entity],
    ) -> list[Read]:
        memory = Memory(ahead=ahead(spans, founds), abroad=abroad(spans, founds, self._names))
        clauses = [
            raws.clause(span.tokens, chunks.chunk(span, found, self._book.words, days), self._book)
            for span, found, days in zip(spans, founds, dated, strict=True)
        ]
        cues = [attribution.find(clause) for clause in clauses]
        carried = quotations.carried(spans, cues)
        answers = interviews.answers(text, spans)
        guest = self._guest(text, spans, founds, clauses, answers)
        read: list[Read] = []
        for index, (span, found, clause) in enumerate(zip(spans, founds, clauses, strict=True)):
            resolver = Resolver(text, clause, memory)
            speakers = self._carried(text, clauses, cues, carried[index], memory)
            if index in answers:
                speakers += guest
            drafter = Drafter(
                clause, resolver, Sites(clause, resolver, invented), cues[index], _places(found), speakers
            )
            drafts = tuple(drafter.drafts(numbers.find(span)))
            remembering.remember(resolver, cues[index])
            invented.update(memory.groups)
            days = _divided(span, dated[index], clause, cues[index])
            own = tuple(timing.own(draft, span, days, clause.chunks) for draft in drafts)
            verbs = any(chunk.kind == "VG" for chunk in clause.chunks)
            read.append(Read(index, span, found, drafts, days, own, verbs))
        return read

    def _guest(
        self,
        text: str,
        spans: Sequence[SentenceSpan],
        founds: Sequence[tuple[Found, ...]],
        clauses: Sequence[Clause],
        answers: frozenset[int],
    ) -> tuple[Party, ...]:
        """Whose words the answers of an interview are."""
        named = interviews.interviewed(text, spans, founds, min(answers)) if answers else None
        return (Resolver(text, clauses[named[0]], Memory()).named(named[1]),) if named else ()

    def _carried(
        self,
        text: str,
        clauses: Sequence[Clause],
        cues: Sequence[tuple[attribution.Cue, ...]],
        source: int | None,
        memory: Memory,
    ) -> tuple[Party, ...]:
        """The speakers of a quotation that runs over several sentences, from the sentence that names them."""
        if source is None:
            return ()
        return voices.behind(Resolver(text, clauses[source], memory), cues[source])

    def _extraction(
        self,
        article: Article,
        published: date | None,
        outlet: Party | None,
        read: list[Read],
        invented: dict[str, Entity],
    ) -> Extraction:
        live = timing.is_live(article.text)
        days = [_named(r) for r in read]
        main = timing.main_day(days, published, live=live)
        entries = _entries(article.text, read, days)
        told = [
            _claim(article.text, r, draft, when)
            for r, draft, when in _timed(article.text, read, main, entries, published)
        ]
        claims = vague.without_vague(
            understood.with_doers(told, self._asking, self._known),
            {f.id for r in read for f in r.founds if f.type == "country"},
        )
        found = tuple(_mention(article.text, r.sentence, f) for r in read for f in r.founds)
        return Extraction(
            article=article.id,
            published=published,
            outlet=outlet,
            sentences=tuple(
                Sentence(
                    index=r.number,
                    start=r.sentence.start,
                    end=r.sentence.end,
                    kind="title" if r.number in entries else r.sentence.kind,
                )
                for r in read
            ),
            mentions=found,
            claims=claims,
            entities=self._entities(
                {f.id: f for r in read for f in r.founds}, claims, outlet, invented, published
            ),
        )

    def _known(self, identity: str) -> Entity:
        return self._names.entity(identity, name=identity, type_="other")

    def _outlet(self, publisher: str | None) -> Party | None:
        if not publisher or not names.slug(publisher):  # no name: blanks, or signs alone
            return None
        tokens = tokenize(publisher)
        match = self._names.match(tokens, 0)
        actors = (
            [sense for sense in match.senses if sense.kind == "a"]
            if match and match.last == len(tokens)
            else []
        )
        identity = actors[0].id if actors else f"x_{names.slug(publisher)}"
        entity = self._names.entity(identity, name=publisher, type_="media")
        return Party(id=identity, name=entity.name, text="", start=0, end=0)

    def _entity(self, identity: str, found: Found | None, published: date | None) -> Entity:
        on = published.isoformat() if published else None
        if found is None:
            return self._names.entity(identity, on=on)
        return self._names.entity(identity, name=found.name, type_=found.type, on=on)

    def _entities(
        self,
        types: dict[str, Found],
        claims: Sequence[Claim],
        outlet: Party | None,
        invented: dict[str, Entity],
        published: date | None,
    ) -> tuple[Entity, ...]:
        """Every actor and place that is pointed at, with those they are part of or lie within, by id."""
        wanted = set(types)
        for claim in claims:
            sides = (
                *claim.actors,
                *claim.recipients,
                *claim.attribution,
                *((claim.place,) if claim.place else ()),
            )
            wanted.update(party.id for party in sides)
        if outlet:
            wanted.add(outlet.id)
        known: dict[str, Entity] = {}
        queue = sorted(wanted)
        while queue:
            identity = queue.pop()
            if identity in known:
                continue
            entity = invented.get(identity) or self._entity(identity, types.get(identity), published)
            known[identity] = entity
            queue.extend(other for other in (entity.parent, entity.country) if other and other not in known)
        return tuple(known[identity] for identity in sorted(known))


def _named(read: Read) -> timing.Told:
    """The days that a sentence names; a heading tells the day of nothing but itself."""
    if read.drafts or (read.verbs and read.sentence.tokens[-1].norm in ENDS):
        return timing.told(read.sentence, read.dates, read.drafts, read.own)
    days = (span for span in (*read.dates.deeds, *read.dates.words) if span.precision == "day")
    return timing.Told(heading=tuple(days))


def _entries(text: str, read: Sequence[Read], days: Sequence[timing.Told]) -> dict[int, DateSpan]:
    """The day of each entry of a log or brief, by the sentence that heads it: "18 May, Corinto. Troops …"."""
    found: dict[int, DateSpan] = {}
    for before, r, day, after in zip([None, *read], read, days, read[1:], strict=False):
        opens = before is None or "\n" in text[before.sentence.end : r.sentence.start]
        heading = day.heading if opens and r.sentence.kind == "body" else ()
        if len(heading) == 1 and "\n" not in text[r.sentence.end : after.sentence.start]:
            found[r.number] = heading[0]
    return found


def _timed(
    text: str,
    read: Sequence[Read],
    main: timing.When,
    entries: Mapping[int, DateSpan],
    published: date | None,
) -> Iterator[tuple[Read, Draft, timing.When]]:
    """Each draft with its time: its own date, else the day its paragraph is about, else the article's."""
    told, end, since = main, 0, 0
    for r in read:
        since += 1
        begun = timing.of_span(r.under) if r.under else main
        if since > HOLDS or "\n" in text[end : r.sentence.start]:
            told = begun
        yield from (
            (r, draft, timing.when(draft, span, told if timing.is_of(draft, told) else begun, published))
            for draft, span in zip(r.drafts, r.own, strict=True)
        )
        said, end = timing.told_of(r.drafts, r.own), r.sentence.end
        if r.number in entries:
            told, since = timing.of_span(entries[r.number]), -ENTRY
        elif said:
            told, since = said, min(since, 0)


def _divided(
    span: SentenceSpan, dated: Sequence[DateSpan], clause: Clause, cues: Sequence[attribution.Cue]
) -> timing.Dates:
    groups = [clause.chunks[cue.group] for cue in cues if cue.group is not None]
    return timing.divide(span, dated, [(group.first, group.last) for group in groups])


def _places(founds: Sequence[Found]) -> tuple[Found, ...]:
    return tuple(found for found in founds if found.kind == "place" and found.role == "head")


def _mention(text: str, sentence: SentenceSpan, found: Found) -> Mention:
    start, end = sentence.tokens[found.first].start, sentence.tokens[found.last - 1].end
    return Mention(kind=found.kind, start=start, end=end, text=text[start:end], id=found.id, name=found.name)


def _claim(text: str, read: Read, draft: Draft, when: timing.When) -> Claim:
    tokens = read.sentence.tokens
    start, end = tokens[draft.begin].start, tokens[draft.end - 1].end
    return Claim(
        type=draft.type,
        category=draft.category,
        mode=draft.mode,
        actors=draft.actors,
        recipients=draft.recipients,
        place=draft.place,
        date=when.date,
        date_to=when.date_to,
        polarity=draft.polarity,
        modality=draft.modality,
        stance=draft.stance,
        attribution=draft.attribution,
        casualties=draft.casualties,
        quote=text[start:end],
        start=start,
        end=end,
        sentence=read.number,
        trigger=(tokens[draft.first].start, tokens[draft.last - 1].end),
        rule=draft.rule,
    )


def load(added: Aliases = ()) -> Extractor:
    """The extractor with the registry and rules that ship with kg, and spellings that people added.

    What is in memory by then, the gazetteer most of all, the garbage collector no longer looks through: each
    of its full looks would take as long as some articles.
    """
    extractor = _loaded(added)
    gc.freeze()
    return extractor


def _loaded(added: Aliases) -> Extractor:
    if not added:
        return Extractor(names.load(), rulebook.load())
    registry = aliases.added(registries.load(), added)
    known = names.compile_names(registry, vocabulary.load())
    return Extractor(known, rulebook.load(), aliases=aliases.digest(added))
