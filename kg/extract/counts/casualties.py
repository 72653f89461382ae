"""How many people were killed, wounded, captured or displaced, who they were and by whom."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.extract import lexicon
from kg.extract.counts import tolls
from kg.extract.deeds.clauses import POSSESSIVES, Clause, Filler
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk
from kg.extract.spans import NumberSpan
from kg.extract.standing import relations
from kg.model import Count

ONE = frozenset({"a", "an", "one", "another"})
COLLECTIVE = frozenset(
    [
        "number",
        "group",
        "lot",
        "series",
        "couple",
        "handful",
        "crowd",
        "unit",
        "team",
        "majority",
        "convoy",
        "column",
        "total",
        "dozen",
        "score",
    ]
)
LOSSES = frozenset({"shoot", "lose", "life", "lives", "casualty", "casualties"})
NONE = frozenset({"no", "none", "nobody"})
ONE_PERSON = Count(low=1, best=1, high=1)


class Toll(NamedTuple):
    """A count of one kind, its victims and perpetrators, and the tokens of the clause that gives it."""

    kind: str  # killed, wounded, captured or displaced
    count: Count  # type: ignore[assignment]  # hides tuple.count, which nobody calls
    victims: tuple[Filler, ...]
    agents: tuple[Filler, ...]
    first: int
    last: int
    begin: int
    end: int


class HarmWords(NamedTuple):
    """The lexicon of rules/harm.toml, by word."""

    verbs: dict[str, str]
    adjectives: dict[str, str]
    nouns: dict[str, str]
    sums: dict[str, str]  # "the dead", "the injured"
    of: dict[str, str]  # nouns of killing whose victims stand after "of"
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # of verbs: the rest of each, by lemma
    fates: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # the same, where the subject is the victim
    things: frozenset[str]
    tolls: frozenset[str]
    people: frozenset[str]  # whom one can lose
    intransitive: frozenset[str]  # verbs whose subject is the victim
    telling: frozenset[str]  # without one of these words a sentence tells of no toll


@cache
def load() -> HarmWords:
    """Read rules/harm.toml."""
    table = lexicon.rules("harm")
    by_word = {
        part: {word: kind for kind, words in table[part].items() for word in words.split()}
        for part in ("verbs", "adjectives", "nouns", "sums", "of")
    }
    several = {part: _by_lemma(table[part]) for part in ("phrases", "fates")}
    lists = {
        part: frozenset(table[part]["words"].split())
        for part in ("things", "tolls", "people", "intransitive")
    }
    ends = {rest[-1] for part in several.values() for phrases in part.values() for rest, _ in phrases}
    telling = lists["tolls"].union(LOSSES, ends, tolls.FALLING, tolls.HURTS, *by_word.values())
    return HarmWords(
        verbs=by_word["verbs"],
        adjectives=by_word["adjectives"],
        nouns=by_word["nouns"],
        sums=by_word["sums"],
        of=by_word["of"],
        phrases=several["phrases"],
        fates=several["fates"],
        telling=telling,
        **lists,
    )


def _by_lemma(table: dict[str, str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Verbs of several words ("burn_to_death") by their first, with the rest of each and what it tells."""
    entries = [(entry.split("_"), kind) for kind, words in table.items() for entry in words.split()]
    lemmas = {words[0]: None for words, _ in entries}
    return {
        lemma: tuple((tuple(words[1:]), kind) for words, kind in entries if words[0] == lemma)
        for lemma in lemmas
    }


def find(clause: Clause, numbers: Sequence[NumberSpan]) -> Iterator[Toll]:
    """The tolls of a sentence in the order of its words; one that gives no number is left out."""
    if load().telling.isdisjoint(clause.words):
        return
    before: Toll | None = None
    for k, chunk in enumerate(clause.chunks):
        found = (
            _verb(clause, k, numbers)
            if chunk.kind == "VG"
            else _noun(clause, k, numbers)
            if chunk.kind == "NP"
            else ()
        )
        for toll in found:
            before = _like(toll, before, clause)
            yield before


def _like(toll: Toll, before: Toll | None, clause: Clause) -> Toll:
    """ "six soldiers were killed and another three injured": the three are soldiers too."""
    if before is None or any(clause.chunks[victim.chunk].founds for victim in toll.victims):
        return toll
    return toll._replace(victims=before.victims)


def _verb(clause: Clause, k: int, numbers: Sequence[NumberSpan]) -> Iterator[Toll]:
    chunks, group = clause.chunks, clause.chunks[k]
    kind = _harm(clause, k)
    if kind is None or group.negated or group.modal in {"may", "might", "could", "would"}:
        kind = kind if kind and group.negated else None
    if kind is None:
        yield from _adjective(clause, k, numbers)
        yield from _lost(clause, k, numbers)
        yield from _stated(clause, k, numbers)
        return
    if not group.be and _is_left(chunks, k):
        return
    parts = roles.complements(chunks, k)
    intransitive = group.lemma in load().intransitive
    passive = group.passive or intransitive or (not parts.object and "n" in group.form)
    subject = (k - 1,) if _numbers_only(clause, k) else roles.subject(chunks, k)
    victims = subject if passive else parts.object
    by = tuple(j for p in parts.prepositions if p.norm == "by" for j in p.phrases)
    agents = by if passive and not intransitive else () if passive else subject
    end = max([group.last, *(chunks[j].last for j in victims)])
    for told, count in _counted(clause, victims, numbers):
        begin = chunks[min([*told, k])].first
        sufferers, doers = tuple(Filler(j) for j in told), tuple(Filler(j) for j in agents)
        yield Toll(kind, count, sufferers, doers, group.head, group.last, begin, end)


def _numbers_only(clause: Clause, k: int) -> bool:
    """ "31 dead and 77 injured": a bare participle after a bare number counts no others."""
    group, before = clause.chunks[k], clause.chunks[k - 1] if k else None
    bare = not group.be and not group.have and "n" in group.form
    return bare and before is not None and before.kind == "NP" and before.norm.isdigit()


def _harm(clause: Clause, k: int) -> str | None:
    """What the verb group at k does to its object, by one word or several ("gunned down")."""
    group = clause.chunks[k]
    several = tolls.several(clause, k, load().phrases)
    return load().verbs.get(group.lemma) or _shot_dead(clause, k) or several


def _counted(
    clause: Clause, victims: Sequence[int], numbers: Sequence[NumberSpan]
) -> list[tuple[tuple[int, ...], Count]]:
    """The victims with their counts; "a driver and a medic" are two, "three women and a boy" four."""
    counts: list[tuple[tuple[int, ...], Count]] = [
        ((j,), count)
        for j in (_of_total(clause, j) for j in victims)
        if (count := _count(clause, j, numbers)) is not None
    ]
    ones = all(count == ONE_PERSON for _, count in counts)
    if len(counts) > 1 and (ones or all(_joins(clause, told[0], count) for told, count in counts)):
        total = sum(count.best or 0 for _, count in counts)
        return [(tuple(j for told, _ in counts for j in told), Count(low=total, best=total, high=total))]
    return counts


def _joins(clause: Clause, k: int, count: Count) -> bool:
    """Whether people are counted with those beside them: so many, without a name, and no soldiers."""
    chunk = clause.chunks[k]
    exact = bool(count.best) and count.low == count.best == count.high and _told(clause, chunk) is None
    return exact and all(f.how == "generic" and f.type not in tolls.FIGHTING for f in chunk.founds)


def _of_total(clause: Clause, k: int) -> int:
    """ "a total of 28 men": the phrase that gives the number."""
    chunks = clause.chunks
    summed = chunks[k].norm == "total" and k + 2 < len(chunks) and chunks[k + 1].norm == "of"
    return k + 2 if summed else k


def _is_left(chunks: list[Chunk], k: int) -> bool:
    """ "left 12 dead and 40 wounded": the participle closes an object of "leave", which counts it."""
    governor = roles.left_group(chunks, k)
    bare = governor is not None and chunks[governor].lemma in {"leave", "see"}
    return bare and "n" in chunks[k].form and not roles.complements(chunks, k).object


def _shot_dead(clause: Clause, k: int) -> str | None:
    """ "shot dead twelve men", "shot six of them dead" """
    if clause.chunks[k].lemma != "shoot":
        return None
    for chunk in clause.chunks[k + 1 : k + 6]:
        if clause.tokens[chunk.last - 1].norm == "dead" or clause.tokens[chunk.first].norm == "dead":
            return "killed"
        if chunk.kind in {"VG", ",", "C"} or chunk.kind in roles.BREAKS:
            return None
    return None


def _lost(clause: Clause, k: int, numbers: Sequence[NumberSpan]) -> Iterator[Toll]:
    """ "the rebels lost seven of their own": the victims are the subject's."""
    chunks = clause.chunks
    parts = roles.complements(chunks, k)
    if chunks[k].negated or not tolls.lost(clause, k, parts.object, load().people):
        return
    count = _count(clause, parts.object[0], numbers)
    victims = tuple(Filler(j) for j in roles.subject(chunks, k))
    if count is not None and victims:
        begin = chunks[min([k, *(filler.chunk for filler in victims)])].first
        end = chunks[parts.object[-1]].last
        yield Toll("killed", count, victims, (), chunks[k].head, chunks[k].last, begin, end)


def _stated(clause: Clause, k: int, numbers: Sequence[NumberSpan]) -> Iterator[Toll]:
    """ "20 people are dead", "16 suffered injuries", "54 soldiers fell": the subject is the victim."""
    kind, end = tolls.befallen(clause, k, load())
    if kind is None or clause.chunks[k].negated:
        return
    group = clause.chunks[k]
    for told, count in _counted(clause, roles.subject(clause.chunks, k), numbers):
        victims = tuple(Filler(j) for j in told)
        yield Toll(kind, count, victims, (), group.head, group.last, clause.chunks[told[0]].first, end)


def _toll(clause: Clause, k: int, numbers: Sequence[NumberSpan]) -> Iterator[Toll]:
    """ "the death toll rose to 33", "put the number of dead at 90 or more", "claimed 12 lives" """
    kind = tolls.kind(clause, k, load())
    if kind is None:
        return
    own = _count(clause, k, numbers)
    if own is not None and clause.chunks[k].norm in tolls.LIVES:
        chunk = clause.chunks[k]
        yield Toll(kind, own, (), (), chunk.last - 1, chunk.last, clause.chunks[k - 1].first, chunk.last)
        return
    counted = [j for j in range(k + 1, len(clause.chunks)) if _count(clause, j, numbers)]
    given = tolls.figure(clause, k, counted)
    count = _count(clause, given, numbers) if given is not None else None
    told = given is not None and _told(clause, clause.chunks[given]) is not None  # "losses at nine dead"
    if given is not None and count is not None and not told:
        chunk, last = clause.chunks[k], clause.chunks[given].last
        victims = (Filler(given),) if clause.chunks[given].founds else ()
        yield Toll(kind, count, victims, (), chunk.last - 1, chunk.last, chunk.first, last)


def _adjective(clause: Clause, k: int, numbers: Sequence[NumberSpan]) -> Iterator[Toll]:
    """ "left 12 people dead", "leaving three wounded": the adjective closes the object."""
    chunks = clause.chunks
    if chunks[k].lemma not in {"leave", "see"}:
        return
    for j in range(k + 1, min(len(chunks), k + 6)):
        if chunks[j].kind != "NP":
            if chunks[j].kind in {"C", ","}:
                continue
            return
        words = [clause.tokens[i].norm for i in range(chunks[j].first, chunks[j].last)]
        following = clause.tokens[chunks[j].last].norm if chunks[j].last < len(clause.tokens) else ""
        kind = _closing(words[-1]) or load().adjectives.get(following)
        count = _count(clause, j, numbers)
        if kind and count:
            yield Toll(
                kind,
                count,
                (Filler(j),),
                (),
                chunks[j].first,
                chunks[j].last,
                chunks[k].first,
                chunks[j].last,
            )


def _closing(word: str) -> str | None:
    """What the last word of those who were left tells: "left 12 dead", "left 12 martyrs"."""
    return load().adjectives.get(word) or load().nouns.get(word)


def _noun(clause: Clause, k: int, numbers: Sequence[NumberSpan]) -> Iterator[Toll]:
    """ "12 deaths", "at least nine dead and thirty wounded" without a verb of harm."""
    chunk = clause.chunks[k]
    yield from _toll(clause, k, numbers)
    yield from _of(clause, k, numbers)
    if chunk.norm in {"casualties", "casualty"} and clause.tokens[chunk.first].norm in NONE:
        zero = Count(low=0, best=0, high=0)
        for none in ("killed", "wounded"):
            yield Toll(none, zero, (), (), chunk.last - 1, chunk.last, chunk.first, chunk.last)
    kind = _told(clause, chunk)
    left = roles.left_group(clause.chunks, k)
    if kind is None or (left is not None and clause.chunks[left].lemma in {"leave", "see"}):
        return
    count = _count(clause, k, numbers)
    if count is not None:
        yield Toll(kind, count, (Filler(k),), (), chunk.last - 1, chunk.last, chunk.first, chunk.last)


def _of(clause: Clause, k: int, numbers: Sequence[NumberSpan]) -> Iterator[Toll]:
    """ "the death of the nine medics": the victims stand after "of" with their number."""
    chunks = clause.chunks
    kind = load().of.get(chunks[k].norm)
    if kind is None or k + 2 >= len(chunks) or chunks[k + 1].norm != "of":
        return
    of = chunks[k + 2]
    count = _count(clause, k + 2, numbers) if of.kind == "NP" and _told(clause, of) is None else None
    if count is not None:
        yield Toll(kind, count, (Filler(k + 2),), (), chunks[k].last - 1, of.last, chunks[k].first, of.last)


def _told(clause: Clause, chunk: Chunk) -> str | None:
    """What the words of a phrase tell of those it counts: "12 deaths", "nine dead", "83 dead soldiers"."""
    norms = [token.norm for token in clause.tokens[chunk.first : chunk.last]]
    if norms[-1] in load().nouns:
        return load().nouns[norms[-1]]
    if norms[-1] in load().adjectives:
        return load().adjectives[norms[-1]] if len(norms) <= 4 else None
    adjectives = load().adjectives
    return next((adjectives[norm] for norm in norms if norm in adjectives), None)


def _count(clause: Clause, k: int, numbers: Sequence[NumberSpan]) -> Count | None:
    """The number of people that a noun phrase names; None where it gives none or counts things."""
    chunk = clause.chunks[k]
    if chunk.kind != "NP" or _counts_things(clause, chunk):
        return None
    first, last = clause.tokens[chunk.first], clause.tokens[chunk.last - 1]
    for number in numbers:
        if number.start < last.end and number.end > first.start:
            return Count(low=number.low, best=number.best, high=number.high)
    if first.norm in NONE:
        return Count(low=0, best=0, high=0)
    own = first.norm in POSSESSIVES and chunk.norm in tolls.KIN
    if (first.norm in ONE or own) and not _plural(clause, chunk):
        return Count(low=1, best=1, high=1)
    return None


def _counts_things(clause: Clause, chunk: Chunk) -> bool:
    norm = clause.tokens[chunk.last - 1].norm
    return norm in load().things or (not chunk.names_actor and norm in relations.load().facilities)


def _plural(clause: Clause, chunk: Chunk) -> bool:
    """ "a number of", "a group" and plural heads are not one person."""
    return clause.tokens[chunk.last - 1].norm in COLLECTIVE
