"""Whether a clause says that something happened, did not, might, will, or is only said to have happened."""

from functools import cache
from typing import NamedTuple

from kg.extract import lexicon
from kg.extract.deeds.clauses import Clause, Raw
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk
from kg.extract.speakers import attribution
from kg.extract.speakers.attribution import Cue
from kg.model import Modality, Polarity, Stance

LENDING = frozenset({"arm", "fund", "finance", "sponsor", "bankroll", "supply", "support"})
INTENTS = frozenset(
    """
    plan plans deal agreement accord pact decision order orders deadline promise pledge vow proposal request
    intention willingness readiness mandate refusal demand demands call calls offer threat threats deadlines
    """.split()  # noqa: SIM905, a word list reads better as words
)
BY_STANCE = {Stance.DENY: Modality.DENIED, Stance.DOUBT: Modality.ALLEGED, Stance.ACCUSE: Modality.ALLEGED}


class Operators(NamedTuple):
    """The lexicon of rules/operators.toml."""

    planned: frozenset[str]
    requested: frozenset[str]
    negated: frozenset[str]
    preventing: frozenset[str]
    denied: frozenset[str]
    alleged: frozenset[str]
    threatening: frozenset[str]
    habitual: frozenset[str]
    answers: frozenset[str]
    wars: frozenset[str]
    efforts: frozenset[str]
    beginning: frozenset[str]
    conditions: frozenset[str]
    possible: frozenset[str]
    future: frozenset[str]
    obliging: frozenset[str]
    friendly: frozenset[str]
    hostile: frozenset[str]


@cache
def load() -> Operators:
    """Read rules/operators.toml."""
    listed = lexicon.rules("operators")
    return Operators(**{name: frozenset(words.split()) for name, words in listed.items()})


def operator(chunks: list[Chunk], k: int) -> int | None:
    """The verb group that takes the one at k for content ("threatened to attack", "accused of bombing")."""
    group = chunks[k]
    joined = roles.joined_to(chunks, k)
    if joined is not None:
        return operator(chunks, joined)
    if not group.to and (group.form != "g" or group.be):
        return None
    left = roles.left_group(chunks, k)
    beside = left is not None and not group.to and chunks[k - 1].kind == ","
    if left is not None and beside and chunks[left].lemma in load().planned | load().requested:
        return operator(chunks, left)  # "pushed into the town, killing nine"
    return left


def prevented(clause: Clause, raw: Raw) -> bool:
    """ "Stopped the convoy from entering", "foiled an attempt to seize it": that it happened is not said."""
    chunks = clause.chunks
    governing = operator(chunks, raw.group) if raw.group is not None and not raw.nominal else None
    if governing is None or raw.group is None or chunks[governing].lemma not in load().preventing:
        return False
    between = {chunk.norm for chunk in chunks[governing + 1 : raw.group]}
    return chunks[raw.group - 1].norm == "from" or not between.isdisjoint(roles.EFFORTS)


def threatener(clause: Clause, raw: Raw) -> int | None:
    """The verb group that threatens with what the raw claim says; None where nobody does."""
    if raw.group is None:
        return None
    governing = operator(clause.chunks, raw.group)
    if raw.nominal and clause.chunks[raw.group].lemma == "threaten":  # "threatened more attacks on X"
        return raw.group
    if (
        governing is not None
        and clause.chunks[governing].lemma in load().threatening
        and clause.chunks[raw.group].to
    ):
        return governing
    return None


def judge(clause: Clause, raw: Raw, cues: tuple[Cue, ...]) -> tuple[Polarity, Modality]:
    """The polarity and modality of a raw claim; `cues` are those whose content it stands in."""
    words = load()
    chunks = clause.chunks
    negated = _starts_with_no(clause, raw)
    modality = Modality.ASSERTED
    seen: set[int] = set()
    k: int | None = None if raw.rule.modals else raw.group
    while k is not None and k not in seen:
        seen.add(k)
        group = chunks[k]
        negated = negated or (group.negated and not (raw.rule.negated and k == raw.group))
        modality = _weaker(modality, _of_group(group, words, inner=k == raw.group and not raw.nominal))
        negated = negated or (k != raw.group and group.lemma in words.negated)
        k = operator(chunks, k)
    if modality is Modality.ASSERTED and raw.group is not None and _is_intent(chunks, raw.group):
        modality = Modality.PLANNED
    if modality is Modality.ASSERTED:
        modality = _of_words(clause, raw, cues)
    return (Polarity.NEGATED if negated else Polarity.AFFIRMED), modality


def _is_intent(chunks: list[Chunk], k: int) -> bool:
    """ "A deal to withdraw", "plans to send troops": an infinitive that hangs on what is to be."""
    return chunks[k].to and k > 0 and chunks[k - 1].norm in INTENTS


def announced(clause: Clause, raw: Raw, category: str | None, polarity: Polarity) -> str | None:
    """What a deed counts as under its verbs: "will help" AGREE, "refuse to" REJECT, "urge to" REQUEST."""
    words, chunks = load(), clause.chunks
    if category == "AGREE" and polarity is Polarity.NEGATED:
        return "REJECT"
    k = raw.group if category in words.friendly | words.hostile else None
    while k is not None and category is not None:
        outer = k != raw.group or raw.nominal
        now = _announced(chunks[k], words, category, polarity, outer=outer)
        if now is not None:
            return "THREATEN" if now == "AGREE" and _unless(clause, raw) else now
        above = operator(chunks, k)
        k = above if above != k else None
    return category


def _unless(clause: Clause, raw: Raw) -> bool:
    """ "Will pull out unless …": what is announced is a threat."""
    return any(chunk.norm == "unless" and chunk.first >= raw.last for chunk in clause.chunks)


def _announced(
    group: Chunk, words: Operators, category: str, polarity: Polarity, *, outer: bool
) -> str | None:
    intends = group.modal in words.future or (outer and group.lemma in words.planned)
    if outer and group.lemma in words.requested:
        return "REQUEST"
    if category in words.friendly:
        if (outer and group.lemma in words.negated) or (intends and polarity is Polarity.NEGATED):
            return "REJECT"
        return "AGREE" if intends else None
    return (
        "THREATEN" if polarity is Polarity.AFFIRMED and (intends or group.modal in words.possible) else None
    )


def _weaker(one: Modality, other: Modality) -> Modality:
    return other if one is Modality.ASSERTED else one


def _of_group(group: Chunk, words: Operators, *, inner: bool) -> Modality:
    if group.modal in words.future or group.modal in words.obliging:
        return Modality.PLANNED
    if group.modal in words.possible:
        return Modality.HYPOTHETICAL
    if inner:
        return Modality.ASSERTED
    for lemmas, modality in (
        (words.planned | words.requested, Modality.PLANNED),
        (words.denied, Modality.DENIED),
        (words.alleged, Modality.ALLEGED),
    ):
        if group.lemma in lemmas:
            return modality
    return Modality.ASSERTED


def _of_words(clause: Clause, raw: Raw, cues: tuple[Cue, ...]) -> Modality:
    """What hedges, conditions and the nearest speaker's stance make of it."""
    for cue in cues[:1]:
        # "X accused Y of …, a claim denied by Z": that X did so is not what Z denies.
        if cue.stance in BY_STANCE and not (cue.before and raw.rule.type == "ACCUSED"):
            return BY_STANCE[cue.stance]
    before = [token.norm for token in clause.tokens[max(0, raw.begin - 1) : max(raw.last, raw.first) + 1]]
    if attribution.load().hedges.intersection(before):
        return Modality.ALLEGED
    if _conditional(clause, raw):
        return Modality.HYPOTHETICAL
    return Modality.ASSERTED


def _conditional(clause: Clause, raw: Raw) -> bool:
    for chunk in reversed([c for c in clause.chunks if c.last <= raw.first]):
        if chunk.kind == "S":
            return chunk.norm in load().conditions
        if chunk.kind in roles.BREAKS:
            return False
    return False


def _starts_with_no(clause: Clause, raw: Raw) -> bool:
    """ "No civilians were hit", "neither side attacked"."""
    firsts = [clause.chunks[filler.chunk].first for filler in raw.agents + raw.recipients]
    norms = {clause.tokens[index].norm for first in firsts for index in (first, first - 1) if index >= 0}
    return not norms.isdisjoint({"no", "neither", "nobody", "none"})


def lasts(chunks: list[Chunk], raw: Raw) -> bool:
    """ "Iran arms the rebels", "M23, supported by Rwanda": told as what goes on, and not only as one deed."""
    group = chunks[raw.group] if raw.group is not None else None
    if group is None or group.lemma not in LENDING:
        return False
    helped = group.be or group.have or group.to or bool(group.modal)
    if helped or group.negated:
        return False
    beside = raw.group is not None and group.form == "dn" and chunks[raw.group + 1].norm == "by"
    return beside or not set(group.form) & set("dng")


def habitual(clause: Clause) -> bool:
    """Whether the sentence speaks of many such happenings or of a lasting state."""
    words = load().habitual
    return not words.isdisjoint(clause.words) and any(token.norm in words for token in clause.tokens)
