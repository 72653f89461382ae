"""Who says what in a sentence: cue words, their speakers, and the span of words each of them stands behind.

Source, cue and content come in three orders ("X said that …", "…, X said", "…, said X"); "according
to", "X cited Y as saying" and "citing Y" nest speakers.
"""

from kg.extract.deeds.clauses import Clause, Filler
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import QUOTES, Chunk
from kg.extract.sides.party_words import ACCUSING, DENYING
from kg.extract.speakers.cue_words import Cue, load
from kg.model import Stance

__all__ = ["Cue", "chain", "find", "load"]

INVERTED = frozenset({"say", "add", "report", "write"})
SAID = frozenset({"say", "recall", "explain"})  # before a speaker without a name, too
REACHING = frozenset({"reach", "contact", "interview", "base", "station", "name", "identify"})
BESIDE = frozenset({"while", "whereas", "although", "though", "as"})  # what is told beside, not in a speech
PLANNED = frozenset({"plan", "plans", "law", "schedule", "custom", "rules", "need", "size", "age"})
SOURCES = frozenset(
    """
    source sources command official officials ministry witness witnesses resident residents police medics
    spokesman spokeswoman spokesperson commander governor mayor report monitor activists authorities
    """.split()  # noqa: SIM905, a word list reads better as words
)


def find(clause: Clause) -> tuple[Cue, ...]:
    """The cues of a sentence, in the order of their words."""
    cues: list[Cue] = []
    for k, chunk in enumerate(clause.chunks):
        if chunk.kind == "VG":
            cues.extend(_verb(clause, k))
        elif chunk.norm == "according" or chunk.norm == "per":
            cues.extend(_according(clause, k))
    return (*_headline(clause), *_cut(cues))


def _cut(cues: list[Cue]) -> list[Cue]:
    """ "A confirmed B, C said, adding D": what A says ends where C is told to have said it all."""
    whole = [cue.own[0] for cue in cues if cue.first == 0 < cue.own[0]]
    if not whole or len(cues) == 1:
        return cues
    ends = {cue: [own for own in whole if cue.first < own < cue.last] for cue in cues}
    return [cue._replace(last=min(ends[cue])) if cue.first and ends[cue] else cue for cue in cues]


def _headline(clause: Clause) -> list[Cue]:
    """ "Army source: convoy attacked", "Convoy attacked – army", "Convoy attacked: official" """
    chunks = clause.chunks
    if len(chunks) > 3 and chunks[-2].kind in {"–", "—", ":"} and _speaks(chunks[-1]):
        return [Cue((Filler(len(chunks) - 1),), Stance.REPORT, 0, chunks[-2].first, 3, before=True)]
    if len(chunks) < 3 or chunks[1].norm != ":" or not _speaks(chunks[0]):  # not "Syria: troops attack"
        return []
    return [Cue((Filler(0),), Stance.REPORT, chunks[1].last, len(clause.tokens), 3)]


def _speaks(chunk: Chunk) -> bool:
    """Whether a phrase beside a colon names somebody, or a source without a name."""
    return chunk.names_actor or (chunk.kind == "NP" and chunk.norm in SOURCES)


def chain(cues: tuple[Cue, ...], position: int) -> tuple[Cue, ...]:
    """The cues whose content holds a token, nearest speaker first."""
    holding = [
        cue for cue in cues if cue.first <= position < cue.last and not cue.own[0] <= position < cue.own[1]
    ]
    return tuple(sorted(holding, key=lambda cue: (cue.last - cue.first, cue.depth)))


def _verb(clause: Clause, k: int) -> list[Cue]:
    words = load()
    group = clause.chunks[k]
    if _cites(clause.chunks, k):
        return _quoted_by(clause, k) or _citing(clause, k)
    stance = words.verbs.get(group.lemma) or _finding(clause, k)
    if stance is None or (group.to and not group.form):
        return []
    accused = _accused_by(clause, k) if group.lemma in ACCUSING else []
    if accused:
        return accused
    if group.passive:
        return _passive(clause, k, stance)
    after = _inverted(clause.chunks, k)
    speakers = _speakers(clause.chunks, k)
    if not speakers or _as_cited(clause.chunks, k):
        return []
    first, last, before = _content(clause, k, min(speakers), inverted=after is not None)
    fillers = tuple(Filler(j) for j in speakers)
    own = _span(clause.chunks, (*speakers, k)) if _goes_on(clause.chunks, k) is None else (0, 0)
    cues = [Cue(fillers, stance, first, last, 1, before, k, own)]
    outlet = _told(clause.chunks, k)
    if outlet is not None:
        cues.append(Cue((Filler(outlet),), Stance.REPORT, first, last, 2, before, k, own))
    return cues


def _finding(clause: Clause, k: int) -> Stance | None:
    """ "Found that", "documented how": verbs of speech where a clause follows."""
    group = clause.chunks[k]
    following = [token.norm for token in clause.tokens[group.last : group.last + 1]]
    told = group.lemma in load().finding and following in (["that"], ["how"])
    return Stance.REPORT if told else None


def _span(chunks: list[Chunk], held: tuple[int, ...]) -> tuple[int, int]:
    """The tokens from the first to the last of some chunks."""
    return chunks[min(held)].first, chunks[max(held)].last


def _speakers(chunks: list[Chunk], k: int) -> tuple[int, ...]:
    """Who says what the verb group at k tells."""
    after, earlier = _inverted(chunks, k), _goes_on(chunks, k)
    if after is not None:
        return (after,)
    if earlier is not None:
        return _speakers(chunks, earlier)
    found = roles.subject(chunks, k)
    if found and chunks[found[0]].norm[:1].isdigit():  # "counted 14 dead and some 40 hurt, and said"
        counting = roles.left_group(chunks, found[0])
        return roles.subject(chunks, counting) if counting is not None else ()
    return found


def _goes_on(chunks: list[Chunk], k: int) -> int | None:
    """The verb of speech after which the one at k goes on: "…, X said, adding that …"."""
    if k < 2 or chunks[k].form != "g" or chunks[k].be or chunks[k - 1].kind != ",":
        return None
    earlier = roles.left_group(chunks, k)
    if earlier is None or chunks[earlier].passive or chunks[earlier].lemma not in load().verbs:
        return None
    told = any(chunk.kind in {"S", "R"} for chunk in chunks[earlier:k])  # "said that X fled, warning of …"
    return None if told or not _speakers(chunks, earlier) else earlier


def _as_cited(chunks: list[Chunk], k: int) -> bool:
    """ "X cited Y as saying": the cue is "cited"."""
    citing = roles.left_group(chunks, k)
    return (
        chunks[k].form == "g" and chunks[k - 1].norm == "as" and citing is not None and _cites(chunks, citing)
    )


def _cites(chunks: list[Chunk], k: int) -> bool:
    """ "Cited X", "reported X as saying": whether the verb passes on what another says."""
    following = chunks[k + 1 : k + 4]
    if chunks[k].lemma in load().citing or len(following) < 3:
        return chunks[k].lemma in load().citing
    reports = chunks[k].lemma in load().verbs and following[0].kind == "NP" and following[1].norm == "as"
    return reports and following[2].form == "g" and following[2].lemma in load().verbs


def _accused_by(clause: Clause, k: int) -> list[Cue]:
    """ "Rwanda, accused by experts of arming M23, denied it": the experts stand behind what follows them."""
    chunks = clause.chunks
    by = k + 2 if k + 2 < len(chunks) and chunks[k + 1].norm == "by" else None
    if by is None or "n" not in chunks[k].form or chunks[k].have or chunks[by].kind != "NP":
        return []
    speakers = roles.coordinated(chunks, by, right=True)
    first = chunks[speakers[-1]].last
    ends = (c.first for c in chunks[speakers[-1] + 1 :] if c.kind in {",", ";"})
    fillers = tuple(Filler(j) for j in speakers)
    return [Cue(fillers, Stance.ACCUSE, first, next(ends, len(clause.tokens)), 0, group=k)]


def _passive(clause: Clause, k: int, stance: Stance) -> list[Cue]:
    """ "The strike was confirmed by X": X stands behind the subject."""
    chunks = clause.chunks
    by = [p for p in roles.complements(chunks, k).prepositions if p.norm == "by"]
    subject = roles.subject(chunks, k)
    if not by or not subject:
        return []
    fillers = tuple(Filler(j) for j in by[0].phrases)
    return [Cue(fillers, stance, chunks[min(subject)].first, chunks[k].first, 1, before=True, group=k)]


def _inverted(chunks: list[Chunk], k: int) -> int | None:
    """The speaker after the verb: "…, said X"."""
    before = chunks[k - 1].kind if k else ""
    follows = k + 1 < len(chunks) and chunks[k + 1].kind == "NP"
    if (
        before in {",", "?", "!"}
        and follows
        and not (chunks[k].be or chunks[k].have or chunks[k].negated or chunks[k].modal)
        and chunks[k].form != "g"
        and chunks[k].lemma in (INVERTED if chunks[k + 1].actor is not None else SAID)
        and (not roles.begins_clause(chunks, k + 1) or _reached(chunks, k + 2))
    ):
        return k + 1
    return None


def _reached(chunks: list[Chunk], k: int) -> bool:
    """ "said a trader reached by phone": a participle that only tells more of the speaker."""
    return chunks[k].lemma in REACHING and not (chunks[k].be or chunks[k].have)


def _told(chunks: list[Chunk], k: int) -> int | None:
    """The outlet that a speaker told ("X told Fox News"), which passes the words on."""
    if chunks[k].lemma != "tell" or k + 1 >= len(chunks) or chunks[k + 1].kind != "NP":
        return None
    if chunks[k + 1].norm in {"reporters", "journalists"}:
        return None
    actor = chunks[k + 1].actor
    return k + 1 if actor is not None and actor.type == "media" else None


def _content(clause: Clause, k: int, speaker: int, *, inverted: bool) -> tuple[int, int, bool]:
    """The tokens a cue verb stands behind: after it, unless nothing is told there or a quote ends before."""
    chunks, tokens = clause.chunks, clause.tokens
    left = min(speaker, k)
    while left < k and left and chunks[left].kind == chunks[left - 1].kind == "NP":  # "spokesman Rear Adm. X"
        left -= 1
    start = chunks[left].first
    quoted = start > 0 and any(token.norm in QUOTES for token in tokens[max(0, start - 2) : start])
    if _parenthetical(chunks, left, k):
        return 0, len(tokens), False
    if inverted and _asked_on(chunks, k):
        return 0, len(tokens), False
    if inverted or (_tells_before(chunks, left) and (quoted or not _tells_after(clause, k))):
        return 0, start, True
    return chunks[k].last, _stop(clause, k), False


def _asked_on(chunks: list[Chunk], k: int) -> bool:
    """ "It was the army, said its spokesman, that had …": the sentence goes on after the speaker."""
    return k + 3 < len(chunks) and chunks[k + 2].kind == "," and chunks[k + 3].norm == "that"


def _stop(clause: Clause, k: int) -> int:
    """Where what a speaker says after the verb ends: at a semicolon, unless it stands inside a quotation."""
    deed = _goes_on_to_do(clause.chunks, k)
    quoting = any(token.norm in QUOTES for token in clause.tokens[clause.chunks[k].last :])
    if deed is not None and not (quoting and clause.chunks[k].lemma not in DENYING):
        return deed
    if quoting:
        return len(clause.tokens)
    marks = (chunk.first for chunk in clause.chunks[k:] if chunk.kind == ";")
    beside = _beside(clause.chunks, k)
    return beside if beside is not None else next(marks, len(clause.tokens))


def _beside(chunks: list[Chunk], k: int) -> int | None:
    """ "Houthis claim a hit as the US strikes a port": where what is told beside a bare object begins."""
    for j in range(k + 2, len(chunks)):
        if chunks[j].norm in BESIDE and roles.begins_clause(chunks, j + 1):
            return chunks[j].first
        if chunks[j].kind not in {"NP", "P", "B"}:
            return None
    return None


def _goes_on_to_do(chunks: list[Chunk], k: int) -> int | None:
    """ "announced an embargo and encircled the town", "accused X and fled": where the deed begins."""
    judging = chunks[k].lemma in ACCUSING | DENYING
    for j in range(k + 1, len(chunks) - 1):
        chunk = chunks[j]
        if chunk.kind == "C":
            after = chunks[j + 1]
            if after.kind == "VG" and "d" in after.form and not (after.be or after.have or after.to):
                return chunk.first if chunks[j - 1].kind in {"NP", "I"} else None
        elif chunk.kind not in {"NP", "P", "B", "I"} and not (
            judging and (chunk.form == "g" or chunk.norm == "as")
        ):
            return None
    return None


def _parenthetical(chunks: list[Chunk], left: int, k: int) -> bool:
    """ "A happened, X said, and B followed": X stands behind both."""
    inside = left > 0 and chunks[left - 1].kind == "," and k + 1 < len(chunks) and chunks[k + 1].kind == ","
    return (
        inside and any(c.kind == "VG" for c in chunks[:left]) and any(c.kind == "VG" for c in chunks[k + 1 :])
    )


def _tells_before(chunks: list[Chunk], left: int) -> bool:
    return (
        left > 0 and chunks[left - 1].kind in {",", "?", "!"} and any(c.kind == "VG" for c in chunks[:left])
    )


def _tells_after(clause: Clause, k: int) -> bool:
    chunks = clause.chunks
    j = k + 1
    if chunks[k].lemma in {"tell", "inform"} and j < len(chunks) and chunks[j].kind in {"NP", "I"}:
        j += 1
    while j < len(chunks) and chunks[j].kind in {"B", "("}:
        j += 1
    if j >= len(chunks) or chunks[j].kind in {",", "."}:
        if j + 1 < len(chunks) and chunks[j + 1].norm in BESIDE:  # "…, X said, while others …"
            return False
        return (
            j < len(chunks)
            and chunks[j].kind == ","
            and any(c.kind in {"S"} or (c.kind == "VG" and c.finite) for c in chunks[j + 1 :])
        )
    if chunks[j].kind == ";":
        return False
    return chunks[j].kind not in {"P", "NP"} or any(c.kind == "VG" for c in chunks[j:])


def _citing(clause: Clause, k: int) -> list[Cue]:
    """ "X cited Y as saying …" and "…, citing Y": Y stands nearer to the words than X."""
    chunks = clause.chunks
    group = chunks[k]
    cited = roles.complements(chunks, k).object
    if group.passive:
        cited = roles.subject(chunks, k)
    if not cited:
        return []
    first, last, before = _cited_content(clause, k, max(cited))
    cues = [Cue(tuple(Filler(j) for j in cited), Stance.REPORT, first, last, 0, before, k)]
    if group.form != "g":
        by = [p for p in roles.complements(chunks, k).prepositions if p.norm == "by"]
        outer = roles.subject(chunks, k) if not group.passive else by[0].phrases if by else ()
        cues.append(Cue(tuple(Filler(j) for j in outer), Stance.REPORT, first, last, 1, before, k))
    return cues


def _quoted_by(clause: Clause, k: int) -> list[Cue]:
    """ "Sources, quoted by agencies, say …": the agencies pass on what the sources say."""
    chunks = clause.chunks
    aside = k > 1 and chunks[k - 1].kind == "," and chunks[k - 2].kind == "NP"
    if not aside or chunks[k].be or k + 3 >= len(chunks) or chunks[k + 1].norm != "by":
        return []
    if chunks[k + 2].kind != "NP" or chunks[k + 3].kind != ",":
        return []
    first, last = chunks[k + 3].last, len(clause.tokens)
    return [
        Cue((Filler(k - 2),), Stance.REPORT, first, last, 1),
        Cue((Filler(k + 2),), Stance.REPORT, first, last, 2),
    ]


def _cited_content(clause: Clause, k: int, cited: int) -> tuple[int, int, bool]:
    chunks = clause.chunks
    start = chunks[k].first
    after = chunks[cited + 1 : cited + 3]
    if len(after) > 1 and after[0].kind == "," and after[1].lemma in load().verbs and after[1].finite:
        return after[1].last, len(clause.tokens), False  # "X, citing Y, said …"
    passing_on = chunks[cited + 3 : cited + 4]
    if (
        k == 0
        and len(after) > 1
        and after[0].kind == ","
        and passing_on
        and passing_on[0].lemma in load().verbs
    ):
        return passing_on[0].last, len(clause.tokens), False  # "Citing Y, X said …"
    if k and chunks[k - 1].kind == "," and any(c.kind == "VG" for c in chunks[: k - 1]):
        return 0, start, True
    subject = roles.subject(chunks, k)
    if subject and _tells_before(chunks, min(subject)):
        return 0, chunks[min(subject)].first, True
    return chunks[cited].last, len(clause.tokens), False


def _according(clause: Clause, k: int) -> list[Cue]:
    """ "According to X, …" and "…, according to X"."""
    chunks = clause.chunks
    j = k + 1
    if chunks[k].norm == "according":
        j += 1
    if j >= len(chunks) or chunks[j].kind != "NP" or chunks[j].norm in PLANNED:
        return []
    held = roles.coordinated(chunks, j, right=True)
    speakers = tuple(Filler(i) for i in held)
    if [chunk.norm for chunk in chunks[held[-1] + 1 : held[-1] + 3]] == [",", "that"]:
        return [Cue(speakers, Stance.REPORT, 0, len(clause.tokens), 2)]  # "X said, according to Y, that …"
    if any(c.kind == "VG" for c in chunks[:k]) and not _opens_content(chunks, k):
        return [Cue(speakers, Stance.REPORT, 0, chunks[k].first, 1, before=True)]
    return [Cue(speakers, Stance.REPORT, chunks[j].last, len(clause.tokens), 1)]


def _opens_content(chunks: list[Chunk], k: int) -> bool:
    """ "X reported that, according to Y, …": what Y says comes after."""
    before = [chunk.kind for chunk in chunks[:k] if chunk.kind != ","]
    return bool(before) and before[-1] == "S"
