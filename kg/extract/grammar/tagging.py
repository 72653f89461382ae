"""What each word of a sentence is here: noun, verb or a word of a closed class, by form and neighbours."""

from collections.abc import Mapping, Sequence

from kg.extract.counts import quantities
from kg.extract.grammar import closed_words, tag_history
from kg.extract.grammar.tag_history import closes_aside, of_a_nation
from kg.extract.grammar.tag_words import (
    ADJECTIVES,
    AFTER_NOUN,
    AS_NOUNS,
    BUILT,
    CLOSING,
    GROUNDS,
    JOINED,
    LATE,
    MANDATING,
    NEVER_NOUNS,
    OCCURRING,
    PARALLEL,
    PREFIXES,
    QUOTES,
    SIDE,
    TENS,
    TRADES,
    VERBAL,
    WANTS_OBJECT,
)
from kg.extract.grammar.words import Forms, Words
from kg.extract.names.mentions import Found
from kg.extract.spans import Token


def tags(
    tokens: Sequence[Token],
    founds: Sequence[Found],
    words: Words,
    *,
    title: bool,
    dated: Mapping[int, int] | None = None,
) -> tuple[list[str], list[Forms | None]]:
    """A tag for each token (see words.TAGS; V verb, X other content, G possessive) and the forms of verbs.

    `dated` gives the first and last token of each date: "May" and "March" are no verbs there.
    """
    covered: list[Found | None] = [None] * len(tokens)
    for found in founds:
        for index in range(found.first, found.last):
            covered[index] = found
    result: list[str] = []
    forms: list[Forms | None] = []
    bounds = quantities.bounding(tokens, words.closed)
    days = {index for first, last in (dated or {}).items() for index in range(first, last)}
    for index in range(len(tokens)):
        if index in days:
            result.append("X")
            forms.append(None)
            continue
        if index in bounds and not covered[index]:
            result.append("D" if index - 1 not in bounds else "#")
            forms.append(None)
            continue
        tag, form = (
            ("X", None) if covered[index] else _tag(index, tokens, result, covered, words, title=title)
        )
        result.append(tag)
        forms.append(form)
    return result, forms


def _tag(
    index: int,
    tokens: Sequence[Token],
    before: list[str],
    covered: list[Found | None],
    words: Words,
    *,
    title: bool,
) -> tuple[str, Forms | None]:
    norm = tokens[index].norm
    if norm in QUOTES:
        return "Q", None
    if norm in SIDE and not (norm == "-" and _is_prefix(index, tokens, words)):
        return norm, None
    if norm == "'s":
        return ("G" if index and (covered[index - 1] or before[-1] == "X") else "A"), None
    if norm == "to":
        return _to(index, tokens, words), None
    tag = words.closed.get(norm)
    if tag == "#" or norm[0].isdigit():
        return "#", None
    if _is_prefix(index, tokens, words):
        first = index if norm in PREFIXES else index - 1
        return ("X" if before[first - 1 : first] == ["D"] else "B"), None  # "the re-taking of the town"
    if norm == "far" and index and tokens[index - 1].norm == "so":
        return "B", None
    if _compound(index, tokens):
        return "X", None
    form = words.verbs.get(norm) or _guess(norm, index, tokens)
    if tag is not None and not (form and tag in "AHO" and form.lemma not in {"be", "have", "do"}):
        return closed_words.tag(norm, tag, index, tokens, before, words), form if tag in "AHO" else None
    if norm == "dead" and _shot(index, tokens, before, words):
        return "B", None
    if form and _is_verb(index, tokens, before, covered, form, words, title=title):
        return "V", form
    if norm in LATE and before[-1:] == ["X"] and _governs_day(index + 1, tokens, words):
        return "B", None
    if form is None and norm.endswith("ly") and len(norm) > 4:
        return "B", None
    return "X", None


def _governs_day(index: int, tokens: Sequence[Token], words: Words) -> bool:
    """ "Bombed Tyre late on Tuesday": what follows "late" tells when."""
    return index < len(tokens) and words.closed.get(tokens[index].norm) == "P"


def _shot(index: int, tokens: Sequence[Token], before: list[str], words: Words) -> bool:
    """ "shot dead two men": "dead" belongs to the verb."""
    form = words.verbs.get(tokens[index - 1].norm) if before[-1:] == ["V"] else None
    return form is not None and form.lemma == "shoot"


def _is_prefix(index: int, tokens: Sequence[Token], words: Words) -> bool:
    """The "de" and the hyphen of "de-escalate"."""
    first = index if tokens[index].norm in PREFIXES else index - 1
    if first < 0 or tokens[first].norm not in PREFIXES or first + 2 >= len(tokens):
        return False
    return tokens[first + 1].norm == "-" and tokens[first + 2].norm in words.verbs


def _compound(index: int, tokens: Sequence[Token]) -> bool:
    """The first part of a word with a hyphen ("so-called", "cease-fire") is no word of its own."""
    if index + 2 >= len(tokens) or tokens[index + 1].norm != "-" or _numeral(tokens[index].norm):
        return False
    return tokens[index].end == tokens[index + 1].start and tokens[index + 1].end == tokens[index + 2].start


def _numeral(norm: str) -> bool:
    return norm[0].isdigit() or norm in TENS


def _to(index: int, tokens: Sequence[Token], words: Words) -> str:
    """The infinitive's "to" stands before a base form, perhaps with an adverb between."""
    for token in tokens[index + 1 : index + 3]:
        form = words.verbs.get(token.norm)
        if (form and form.lemma == token.norm and token.text.islower()) or token.norm in PREFIXES:
            return "T"
        if token.norm in {"be", "have", "do"}:
            return "T"
        if words.closed.get(token.norm) != "B" and not token.norm.endswith("ly"):
            return "P"
    return "P"


def _guess(norm: str, index: int, tokens: Sequence[Token]) -> Forms | None:
    """An unknown lower-case word in -ed or -ing is taken for a form of an unknown verb."""
    if len(norm) < 5 or norm in ADJECTIVES or not tokens[index].text.islower():
        return None
    if norm.endswith("ed") and not norm.endswith("eed"):
        return Forms(norm[:-2], "dn")
    if norm.endswith("ing"):
        return Forms(norm[:-3], "g")
    return None


def _is_verb(
    index: int,
    tokens: Sequence[Token],
    before: list[str],
    covered: list[Found | None],
    form: Forms,
    words: Words,
    *,
    title: bool,
) -> bool:
    previous = before[-1] if before else ""
    if previous == "Q" and len(before) > 1:
        previous = before[-2]
    following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    after = words.closed.get(following, "X" if following and following[0].isalnum() else ".")
    if index > 1 and _is_prefix(index - 1, tokens, words):
        return before[-3:-2] != ["D"]
    if previous == "-" or following == "-":
        return False
    if not index and form.kinds in {"dn", "n"} and after == "X":
        return False
    if previous in {"T", "M"} or (
        "b" in form.kinds
        and (
            tag_history.supported(before)
            or _helped(index, tokens, before, words)
            or _parallel(before, after, tokens[index], following)
        )
    ):
        return True
    if not title and not tokens[index].text[0].islower() and index:
        return False
    if tokens[index].norm == "acting" and after == "X":  # "the acting governor"
        return False
    if "g" in form.kinds and len(form.kinds) == 1:
        if (
            index and (nation := covered[index - 1]) and nation.role == "modifier"
        ):  # "came under Thai shelling"
            return False
        return _gerund_is_verb(index, tokens, previous, after, words)
    if previous in {"A", "H"} or (previous in {"B", "N"} and tag_history.auxiliary(before)):
        return "d" in form.kinds or "n" in form.kinds
    if previous == "B" and before[-2:-1] in (["D"], ["#"]) and after == "X":  # "thirty heavily armed men"
        return False
    if previous == "C" and after == "X" and _joins_subjects(index, tokens, before, form, words):
        return False
    nation = covered[index - 1] if index else None
    if "n" in form.kinds and after == "X" and of_a_nation(nation, before):
        return False
    if "d" in form.kinds or "n" in form.kinds:
        if tokens[index].norm in AS_NOUNS and tokens[index - 1].norm == "the":  # "aid for the displaced"
            return False
        return not (previous in {"D", "G", "#"} and after == "X") and not (
            previous == "P" and after == "X" and following not in words.verbs
        )
    return _present_is_verb(index, tokens, before, covered, form, after, previous, words, title=title)


def _helped(index: int, tokens: Sequence[Token], before: list[str], words: Words) -> bool:
    """ "to help defend": a base form right after "help"."""
    form = words.verbs.get(tokens[index - 1].norm) if before[-1:] == ["V"] else None
    return form is not None and form.lemma == "help"


def _parallel(before: list[str], after: str, token: Token, following: str) -> bool:
    """ "to isolate and seize the town", "to free the town and hold it": "and" joins two base forms."""
    tags = [tag for tag in before[-PARALLEL:] if tag not in {"B", "N", "Q"}]
    if tags[-1:] != ["C"] or not token.text.islower():
        return False
    if tags[-2:-1] == ["V"]:
        return tags[-3:-2] in (["T"], ["M"]) and after in {"D", "X", "#", "I", "G"}
    return (
        (after in {"D", "I"} or following == "to")
        and bool({"T", "M"} & set(tags))
        and not {"A", "H"} & set(tags)
    )


def _mandated(index: int, tokens: Sequence[Token], before: list[str], words: Words) -> bool:
    """ "demanded that the army leave": a base form in what is demanded."""
    that = next((i for i in range(index - 1, max(-1, index - 12), -1) if before[i] in {"S", "V"}), None)
    if that is None or tokens[that].norm != "that":
        return False
    verb = next((i for i in range(that - 1, max(-1, that - 5), -1) if before[i] == "V"), None)
    form = words.verbs.get(tokens[verb].norm) if verb is not None else None
    return form is not None and form.lemma in MANDATING


def _gerund_is_verb(index: int, tokens: Sequence[Token], previous: str, after: str, words: Words) -> bool:
    following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    if previous in {"D", "G", "#"}:
        return False
    if tokens[index].norm == "warning" and previous in {"V", "P"}:  # "fired warning shots"
        return False
    if previous == "V" and after == "X" and tokens[index - 1].norm.endswith("ing"):
        return False  # "killing fleeing families"
    if previous == "V" and after == "X" and tokens[index].norm in TRADES:  # "warned shipping companies"
        return False
    if following == "between" and previous != "A":  # "Fighting between X and Y"
        return False
    if (following in AFTER_NOUN and previous in {"X", "P", "C"}) or (
        previous == "X" and tokens[index].norm in BUILT
    ):
        return False
    if following in GROUNDS and previous == "X":
        return False
    if previous in {"", "S"} and _has_tense(following, words):  # "fighting erupted", "said that fighting …"
        return False
    if previous == "," and _occurs(following, words):  # "On Monday, fighting erupted"
        return False
    if previous == "X" and (_has_tense(following, words) or _unknown_modifier(index, tokens, after, words)):
        return False
    return after in {"D", "X", "#", "P", "I", "T", "S", "B", "Q"} or previous in {"A", "B"}


def _occurs(norm: str, words: Words) -> bool:
    form = words.verbs.get(norm)
    return form is not None and form.lemma in OCCURRING and _has_tense(norm, words)


def _joins_subjects(
    index: int, tokens: Sequence[Token], before: list[str], form: Forms, words: Words
) -> bool:
    """ "The army and allied militias stormed …": a participle in the second of two subjects."""
    first = "n" in form.kinds and before[-2:-1] == ["X"] and not VERBAL.intersection(before)
    return form.lemma in JOINED or (first and _later_verb(index, tokens, words))


def _has_tense(norm: str, words: Words) -> bool:
    """A finite verb right after a gerund has it for its subject ("shelling killed", "fighting has")."""
    form = words.verbs.get(norm)
    return words.closed.get(norm) in set("AHM") or bool(form and set("dz") & set(form.kinds))


def _unknown_modifier(index: int, tokens: Sequence[Token], after: str, words: Words) -> bool:
    """ "a gas metering station": no known verb, and a noun follows."""
    return after == "X" and tokens[index].norm not in words.verbs


def _present_is_verb(
    index: int,
    tokens: Sequence[Token],
    before: list[str],
    covered: list[Found | None],
    form: Forms,
    after: str,
    previous: str,
    words: Words,
    *,
    title: bool,
) -> bool:
    """Present forms are also nouns ("strikes", "control"): only clear neighbours make them verbs."""
    if tokens[index].norm == "hands" and before[-2:-1] in (["P"], ["D"]):  # "fell into rebel hands"
        return False
    if previous in {"I", "R", "O"}:
        return True
    if previous == "B" and len(before) > 1 and before[-2] in {"I", "R"}:
        return True
    if previous == "C" and "V" in before and "z" in form.kinds:  # "denies it and accuses"
        return form.lemma in NEVER_NOUNS or after in {"D", "I"}
    if previous not in {"X", "B", ","} or not index:
        return False
    last = next((i for i in range(index - 1, -1, -1) if before[i] != "B"), index - 1)  # "X strongly condemns"
    manner = tokens[index - 1].norm.endswith("ly")  # "The ministry firmly rejects"
    previous = before[last] if previous == "B" and (covered[last] is not None or manner) else previous
    if "z" not in form.kinds and tag_history.opens_with_one(tokens, before):
        return False
    if previous == "," and form.lemma == "say":  # "residents, who fled, say"
        return True
    if form.lemma in WANTS_OBJECT and not title and after in {"P", "."}:
        return False
    agrees = _agrees(last, tokens, covered, form)
    subject_fits = agrees or tag_history.far_subject(before)
    if previous == "X" and form.lemma in NEVER_NOUNS and subject_fits:
        return True
    if tag_history.after_relative(before) and "z" in form.kinds:
        return True
    that = index + 1 < len(tokens) and tokens[index + 1].norm == "that"
    if previous == "," and "z" in form.kinds and closes_aside(before) and (that or form.lemma in NEVER_NOUNS):
        return True
    if previous == "," and "z" in form.kinds and before.count(",") > 1 and "V" not in before:
        return after in {"D", "P", "S", "X"}  # "Greece, like others, plans to …"
    if "b" in form.kinds and after != "." and _mandated(index, tokens, before, words):
        return True
    if title and after == "P" and covered[last] is not None and tag_history.governed(covered[last], before):
        return False  # "two killed in army raid on village"
    if title and "z" in form.kinds and _plain_verb(index + 1, tokens, words):  # "US strikes kill"
        return False
    if _later_verb(index, tokens, words) and form.lemma not in {"say", "tell", "report"}:
        return False
    subject = covered[last]
    if title and previous == "X" and subject is None:  # "strikes kill", "strike injures"
        return tokens[index - 1].norm.endswith("s") == ("z" not in form.kinds) and after in {
            "D",
            "X",
            "#",
            "P",
        }
    if previous == "X" and subject is None and after == "D" and "V" not in before and "z" not in form.kinds:
        return agrees and not title  # "Local tribes support the army"
    if after == "." and form.lemma in CLOSING and tag_history.closes(tokens, before):
        return True
    if previous != "X" or subject is None or subject.role != "head":
        return False
    if tag_history.is_told_of(subject, before):  # "came under Russian artillery fire"
        return False
    if after == "." and form.lemma in CLOSING and before[max(0, subject.first - 1)] == ",":
        return agrees or "z" in form.kinds  # "The town has fallen, Moscow claims."
    return title or after in {"D", "S", "I"} or (agrees and after in {"X", "P", "#"})


def _agrees(last: int, tokens: Sequence[Token], covered: list[Found | None], form: Forms) -> bool:
    """Whether the last word of the subject is a plural and the form a plain one, or neither."""
    subject = covered[last]
    state = subject is not None and subject.type == "state"  # "the United States" is one
    plural = (subject is not None and subject.plural) or (tokens[last].norm.endswith("s") and not state)
    return plural == ("z" not in form.kinds)


def _plain_verb(index: int, tokens: Sequence[Token], words: Words) -> bool:
    form = words.verbs.get(tokens[index].norm) if index < len(tokens) else None
    return form is not None and "b" in form.kinds and form.lemma in NEVER_NOUNS


def _later_verb(index: int, tokens: Sequence[Token], words: Words) -> bool:
    """Whether a clear finite verb follows before the clause ends: then this word was a noun."""
    for token in tokens[index + 1 : index + 8]:
        tag = words.closed.get(token.norm) if token.norm != "'s" else None
        if token.norm in SIDE or token.norm == "that" or tag in {"S", "R", "C"}:
            return False
        if tag in {"A", "H", "M"}:
            return True
        form = words.verbs.get(token.norm)
        if form and "d" in form.kinds and token.text.islower():
            return True
    return False
