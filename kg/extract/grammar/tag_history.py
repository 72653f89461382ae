"""What the tags before a word say about it: whether a subject, an auxiliary or a preposition governs it."""

from collections.abc import Sequence

from kg.extract.grammar.tag_words import NOUN_PART, VERBAL
from kg.extract.grammar.words import Words
from kg.extract.names.mentions import Found
from kg.extract.spans import Token

CLAUSE_OPENING = frozenset("SRC,;:–—")


def of_a_nation(found: Found | None, before: list[str]) -> bool:
    """ "a Russian guided bomb", "an Iranian made drone": a participle between a nationality and its noun."""
    if found is None or found.relation != "nationality" or found.plural:
        return False
    return found.first > 0 and before[found.first - 1] == "D"


def supported(before: list[str]) -> bool:
    """ "did not attack", "will not soon attack": what stands before the adverbs takes a base form."""
    return next((tag for tag in reversed(before) if tag not in {"B", "N"}), "") in {"T", "M", "O"}


def auxiliary(before: list[str]) -> bool:
    """Whether an auxiliary stands before the adverbs just passed."""
    for tag in reversed(before):
        if tag not in {"B", "N"}:
            return tag in {"A", "H"}
    return False


def helps(tokens: Sequence[Token], before: list[str], words: Words) -> bool:
    """ "helped the army fight": a phrase of nouns right after "help" stands before."""
    first = len(before)
    while first and before[first - 1] in NOUN_PART:
        first -= 1
    if first in {0, len(before)} or before[first - 1] != "V":
        return False
    form = words.verbs.get(tokens[first - 1].norm)
    return form is not None and form.lemma in {"help", "let"}


def opens_with_one(tokens: Sequence[Token], before: list[str]) -> bool:
    """ "a Kosovo police patrol": what "a" opens is one, and a plain form would want several."""
    for index in range(len(before) - 1, -1, -1):
        if before[index] == "D":
            return tokens[index].norm in {"a", "an", "another"}
        if before[index] not in NOUN_PART:
            return False
    return False


def closes_aside(before: list[str]) -> bool:
    """ "Iran, which arms rebels, denies": the subject stands before the first comma, and no verb does."""
    opening = before.index(",")
    return opening < len(before) - 1 and before[0] != "P" and not VERBAL.intersection(before[:opening])


def after_relative(before: list[str]) -> bool:
    """ "which the Pentagon supports": a relative pronoun and a phrase of nouns stand before."""
    for tag in reversed(before[-6:]):
        if tag == "R":
            return True
        if tag not in NOUN_PART:
            return False
    return False


def far_subject(before: list[str]) -> bool:
    """ "nations which have struck targets in Iraq include …": the subject stands before a clause."""
    return "R" in before and "V" in before[before.index("R") :]


def governed(found: Found | None, before: list[str]) -> bool:
    """Whether a preposition stands before a name: then it is no subject."""
    return found is not None and found.first > 0 and before[found.first - 1] == "P"


def closes(tokens: Sequence[Token], before: list[str]) -> bool:
    """ "…, local authorities report.": several who speak, right after a comma."""
    phrase = next((i for i in range(len(before) - 1, -1, -1) if before[i] not in NOUN_PART), -1)
    several = tokens[len(before) - 1].norm.endswith("s") and tokens[phrase + 1].norm not in {"a", "an"}
    return phrase > 0 and before[phrase] == "," and "V" in before[:phrase] and several


def is_told_of(found: Found, before: list[str]) -> bool:
    """Whether a name stands under a preposition in a clause whose verb is already told."""
    if not governed(found, before):
        return False
    opening = next((i for i in range(found.first - 1, -1, -1) if before[i] in CLAUSE_OPENING), -1)
    return bool({"V", "A", "H"}.intersection(before[opening + 1 : found.first]))
