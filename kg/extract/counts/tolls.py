"""Tolls stated as such: "the death toll rose to 33", "the number of dead", "lost seven men"."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.deeds.clauses import Clause
from kg.extract.deeds.raws import matches
from kg.extract.grammar.chunks import Chunk
from kg.extract.grammar.roles import BREAKS

if TYPE_CHECKING:
    from kg.extract.counts.casualties import HarmWords

BEFORE_FIGURE = frozenset({"at", "to", "of", "above", "past", "from", "as"})
SUFFERING = frozenset({"suffer", "sustain", "receive"})
FALLING = frozenset({"fall", "falls", "fell", "fallen", "life", "lives"})
HURTS = frozenset({"injury", "injuries", "wound", "wounds", "burns"})
OWN = frozenset({"own"})
LIVES = frozenset({"life", "lives"})
SHARES = frozenset({"claim", "cost", "take"})
KIN = frozenset(  # of whom "his" means one
    """
    wife husband son daughter mother father brother sister baby child uncle aunt cousin nephew niece driver
    grandmother grandfather grandson granddaughter bodyguard
    """.split()  # noqa: SIM905, a word list reads better as words
)
FIGHTING = frozenset({"military", "militia", "rebel", "terrorist", "pmc", "coalition"})
Several = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
REACH = 8  # chunks between a toll and its figure


def kind(clause: Clause, k: int, words: "HarmWords") -> str | None:
    """What the noun phrase at k is a toll of: "death toll", "the number of wounded"."""
    chunk = clause.chunks[k]
    if chunk.norm in words.tolls:
        norms = [token.norm for token in clause.tokens[chunk.first : chunk.last]]
        return "wounded" if "injury" in norms else "killed"
    if chunk.norm in LIVES and k and clause.chunks[k - 1].lemma in SHARES:
        return "killed"
    if chunk.norm in words.sums and not _inside_of(clause, k):
        return words.sums[chunk.norm]
    of = clause.chunks[k + 2] if k + 2 < len(clause.chunks) and clause.chunks[k + 1].norm == "of" else None
    if chunk.norm in {"number", "tally", "count"} and of is not None:
        return words.adjectives.get(of.norm) or _counted_as(clause, k + 3, words)
    return None


def _inside_of(clause: Clause, k: int) -> bool:
    """Whether "of" stands beside the phrase at k: "the number of dead", "the deaths of 12 men"."""
    return any(
        chunk.norm == "of" for chunk in (*clause.chunks[max(0, k - 1) : k], *clause.chunks[k + 1 : k + 2])
    )


def _counted_as(clause: Clause, k: int, words: "HarmWords") -> str | None:
    """ "the number of soldiers killed": what the participle after those who are numbered tells."""
    group = clause.chunks[k] if k < len(clause.chunks) else None
    harmed = group is not None and group.kind == "VG" and "n" in group.form and not group.be
    return words.verbs.get(group.lemma) if group is not None and harmed else None


def several(clause: Clause, k: int, phrases: Several) -> str | None:
    """What the verb of several words that begins at k tells ("embraced martyrdom", "was gunned down")."""
    found = phrases.get(clause.chunks[k].lemma, ())
    after = clause.chunks[k + 1 : k + 2]
    ends = [
        clause.chunks[k].last,
        *(chunk.last for chunk in after if chunk.kind == "NP"),
    ]  # "hacked him to death"
    told = (kind for end in ends for rest, kind in found if matches(clause.tokens, end, rest) is not None)
    return next(told, None)


def figure(clause: Clause, k: int, counted: Sequence[int]) -> int | None:
    """The phrase among `counted` that gives the figure of the toll at k."""
    chunks = clause.chunks
    for j in range(k + 1, min(len(chunks), k + REACH)):
        if chunks[j].kind in BREAKS or chunks[j].kind == ",":
            return None
        before = chunks[j - 1]
        if j in counted and (
            before.norm in BEFORE_FIGURE
            or (
                before.kind == "VG"
                and before.lemma in {"be", "reach", "hit", "pass", "exceed", "number", "total", "top"}
            )
        ):
            return j if before.norm != "from" else None
    return None


def befallen(clause: Clause, k: int, words: "HarmWords") -> tuple[str | None, int]:
    """What a verb group says befell its subject, and where it ends; None where it tells of no harm."""
    chunks, group = clause.chunks, clause.chunks[k]
    fate = several(clause, k, words.fates)
    if fate is not None:
        return fate, group.last
    after = chunks[k + 1] if k + 1 < len(chunks) and chunks[k + 1].kind == "NP" else None
    if group.lemma == "fall" and not group.be and _fallen(clause, k, words.people):
        return "killed", group.last
    if after is None:
        return None, group.last
    if group.lemma == "be" and not group.form and after.last - after.first == 1:
        return words.adjectives.get(after.norm), after.last
    if group.lemma in SUFFERING and after.norm in HURTS:
        return "wounded", after.last
    if group.lemma == "lose" and after.norm in {"life", "lives"}:
        return "killed", after.last
    return None, group.last


def _fallen(clause: Clause, k: int, people: Collection[str]) -> bool:
    """ "One soldier fell": people who fall and go nowhere by it."""
    chunks = clause.chunks
    if k + 1 < len(chunks) and chunks[k + 1].norm in {
        "to",
        "into",
        "from",
        "back",
        "on",
        "off",
        "under",
        "ill",
    }:
        return False
    return any(chunk.kind == "NP" and chunk.norm in people for chunk in chunks[max(0, k - 3) : k])


def lost(clause: Clause, k: int, parts: Sequence[int], people: Collection[str]) -> bool:
    """Whether the object of "lose" is people: "lost four men", "lost seven of their own"."""
    if clause.chunks[k].lemma != "lose" or clause.chunks[k].passive or not parts:
        return False
    chunk = clause.chunks[parts[0]]
    own = parts[0] + 2 < len(clause.chunks) and clause.chunks[parts[0] + 2].norm in OWN
    return own or _people(chunk, people)


def _people(chunk: Chunk, people: Collection[str]) -> bool:
    return chunk.norm in people
