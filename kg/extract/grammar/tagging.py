"""What each word of a sentence is here: noun, verb or a word of a closed class, by form and neighbours."""

from collections.abc import Mapping, Sequence

from kg.extract.counts import quantities
from kg.extract.grammar import closed_words
from kg.extract.grammar.tag_words import ADJECTIVES, CAPTIVE, DIRECTIONS, LATE, PREFIXES, QUOTES, SIDE, TENS
from kg.extract.grammar.verbal import is_prefix, is_verb, spot
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
    if norm in SIDE and not (norm == "-" and is_prefix(index, tokens, words)):
        return norm, None
    if norm == "'s":
        return ("G" if index and (covered[index - 1] or before[-1] == "X") else "A"), None
    if norm == "to":
        return _to(index, tokens, words), None
    tag = words.closed.get(norm)
    if tag == "#" or norm[0].isdigit():
        return "#", None
    if is_prefix(index, tokens, words):
        first = index if norm in PREFIXES else index - 1
        return ("X" if before[first - 1 : first] == ["D"] else "B"), None  # "the re-taking of the town"
    if _is_adverb(index, tokens, before, words):
        return "B", None
    if _compound(index, tokens):
        return "X", None
    form = words.verbs.get(norm) or _guess(norm, index, tokens)
    if tag is not None and not (form and tag in "AHO" and form.lemma not in {"be", "have", "do"}):
        return closed_words.tag(norm, tag, index, tokens, before, words), form if tag in "AHO" else None
    if _closes_object(index, tokens, before, words):
        return "B", None
    if form and is_verb(spot(index, tokens, before, covered, form, words, title=title)):
        return "V", form
    if norm in LATE and before[-1:] == ["X"] and _governs_day(index + 1, tokens, words):
        return "B", None
    if form is None and norm.endswith("ly") and len(norm) > 4:
        return "B", None
    return "X", None


def _is_adverb(index: int, tokens: Sequence[Token], before: list[str], words: Words) -> bool:
    """ "positions north of Homs", "so far", "has long": a word that is also a noun or adjective."""
    norm, following = tokens[index].norm, [token.norm for token in tokens[index + 1 : index + 2]]
    if norm in DIRECTIONS and before[-1:] in (["X"], ["V"]) and following == ["of"]:
        return True
    so_far = norm == "far" and index > 0 and tokens[index - 1].norm == "so"
    return so_far or _has_long(index, tokens, before, words)


def _closes_object(index: int, tokens: Sequence[Token], before: list[str], words: Words) -> bool:
    """ "shot two men dead", "took them captive": what was made of an object belongs to the verb."""
    norm = tokens[index].norm
    if norm == "dead":
        return _shot(index, tokens, before, words)
    return norm in CAPTIVE and _taken(index, tokens, before, words)


def _governs_day(index: int, tokens: Sequence[Token], words: Words) -> bool:
    """ "Bombed Tyre late on Tuesday": what follows "late" tells when."""
    return index < len(tokens) and words.closed.get(tokens[index].norm) == "P"


def _has_long(index: int, tokens: Sequence[Token], before: list[str], words: Words) -> bool:
    """ "Iran has long denied it": "long" tells for how long."""
    if tokens[index].norm != "long" or before[-1:] not in (["H"], ["A"]):
        return False
    following = [token.norm for token in tokens[index + 1 : index + 2]]
    return any(norm == "been" or norm in words.verbs for norm in following)


def _shot(index: int, tokens: Sequence[Token], before: list[str], words: Words) -> bool:
    """ "shot dead two men": "dead" belongs to the verb."""
    form = words.verbs.get(tokens[index - 1].norm) if before[-1:] == ["V"] else None
    return form is not None and form.lemma == "shoot"


def _taken(index: int, tokens: Sequence[Token], before: list[str], words: Words) -> bool:
    """ "took ten soldiers prisoner", "held them hostage": the word belongs to the verb before the object."""
    if before[-1:] not in (["X"], ["I"]):
        return False
    verbs = (words.verbs.get(tokens[at].norm) for at in range(max(0, index - 8), index) if before[at] == "V")
    return any(form is not None and form.lemma in {"take", "hold", "keep"} for form in verbs)


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
