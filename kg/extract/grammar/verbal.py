"""Whether a word that can be a verb is one here."""

from collections.abc import Sequence

from kg.extract.grammar import tag_history
from kg.extract.grammar.present import is_present
from kg.extract.grammar.spot import Spot, spot
from kg.extract.grammar.tag_history import of_a_nation
from kg.extract.grammar.tag_words import (
    AFTER_NOUN,
    AS_NOUNS,
    BUILT,
    DESCRIBING,
    GROUNDS,
    JOINED,
    OCCURRING,
    PARALLEL,
    PREFIXES,
    TRADES,
    VERBAL,
)
from kg.extract.grammar.words import Words
from kg.extract.spans import Token

__all__ = ["is_prefix", "is_verb", "spot"]


def is_verb(spot: Spot) -> bool:
    """Whether the word is a verb, by its forms and its neighbours."""
    clear = _by_neighbours(spot)
    if clear is not None:
        return clear
    kinds, previous, before = spot.form.kinds, spot.previous, spot.before
    if kinds == "g":
        nation = spot.covered[spot.at - 1] if spot.at else None
        if nation and nation.role == "modifier":  # "came under Thai shelling"
            return False
        return _is_gerund(spot)
    if previous in {"A", "H"} or (previous in {"B", "N"} and tag_history.auxiliary(before)):
        return "d" in kinds or "n" in kinds
    if previous == "B" and before[-2:-1] in (["D"], ["#"]) and spot.after == "X":  # "30 heavily armed men"
        return False
    if previous == "C" and spot.after == "X" and _joins_subjects(spot):
        return False
    if "d" in kinds or "n" in kinds:
        return _is_past(spot)
    return is_present(spot)


def _by_neighbours(spot: Spot) -> bool | None:
    """What is plain from the words beside it, whatever form it is; None where nothing is."""
    form, token = spot.form, spot.token
    if spot.at > 1 and is_prefix(spot.at - 1, spot.tokens, spot.words):
        return spot.before[-3:-2] != ["D"]
    if spot.previous == "-" or spot.following == "-":
        return False
    if not spot.at and form.kinds in {"dn", "n"} and spot.after == "X":
        return False
    if spot.previous in {"T", "M"} or ("b" in form.kinds and _is_base(spot)):
        return True
    if not spot.title and not token.text[0].islower() and spot.at:
        return False
    if token.norm == "acting" and spot.after == "X":  # "the acting governor"
        return False
    return None


def _is_base(spot: Spot) -> bool:
    """ "did not attack", "to help defend", "to isolate and seize"."""
    return tag_history.supported(spot.before) or _helped(spot) or _parallel(spot)


def _is_past(spot: Spot) -> bool:
    nation = spot.covered[spot.at - 1] if spot.at else None
    if "n" in spot.form.kinds and spot.after == "X" and of_a_nation(nation, spot.before):
        return False
    if spot.token.norm in AS_NOUNS and spot.tokens[spot.at - 1].norm == "the":  # "aid for the displaced"
        return False
    if spot.after != "X":
        return True
    if spot.previous == "V" and spot.token.norm in DESCRIBING:  # "was taking wounded civilians"
        return False
    return spot.previous not in {"D", "G", "#"} and (
        spot.previous != "P" or spot.following in spot.words.verbs
    )


def is_prefix(index: int, tokens: Sequence[Token], words: Words) -> bool:
    """The "de" and the hyphen of "de-escalate"."""
    first = index if tokens[index].norm in PREFIXES else index - 1
    if first < 0 or tokens[first].norm not in PREFIXES or first + 2 >= len(tokens):
        return False
    return tokens[first + 1].norm == "-" and tokens[first + 2].norm in words.verbs


def _helped(spot: Spot) -> bool:
    """ "to help defend": a base form right after "help"."""
    before = spot.tokens[spot.at - 1].norm
    form = spot.words.verbs.get(before) if spot.before[-1:] == ["V"] else None
    return (form is not None and form.lemma == "help") or tag_history.helps(
        spot.tokens, spot.before, spot.words
    )


def _parallel(spot: Spot) -> bool:
    """ "to isolate and seize the town", "to free the town and hold it": "and" joins two base forms."""
    tags = [tag for tag in spot.before[-PARALLEL:] if tag not in {"B", "N", "Q"}]
    if tags[-1:] != ["C"] or not spot.token.text.islower():
        return False
    if tags[-2:-1] == ["V"]:
        return tags[-3:-2] in (["T"], ["M"]) and spot.after in {"D", "X", "#", "I", "G"}
    opens = spot.after in {"D", "I"} or spot.following == "to"
    return opens and not {"T", "M"}.isdisjoint(tags) and {"A", "H"}.isdisjoint(tags)


def _is_gerund(spot: Spot) -> bool:
    previous, following, after, norm = spot.previous, spot.following, spot.after, spot.token.norm
    if previous in {"D", "G", "#"}:
        return False
    if norm == "warning" and previous in {"V", "P"}:  # "fired warning shots"
        return False
    if previous == "V" and after == "X" and spot.tokens[spot.at - 1].norm.endswith("ing"):
        return False  # "killing fleeing families"
    if previous == "V" and after == "X" and norm in TRADES:  # "warned shipping companies"
        return False
    if following == "by" and previous in {"", "P", "S", "C"}:  # "died in shelling by the army"
        return False
    if following == "between" and previous != "A":  # "Fighting between X and Y"
        return False
    if following in AFTER_NOUN and previous in {"X", "P", "C"}:
        return False
    if previous == "X" and (norm in BUILT or following in GROUNDS or _modifies(spot)):
        return False
    if previous in {"", "S", "X"} and _has_tense(following, spot.words):
        return False  # "fighting erupted", "said that fighting …"
    if previous == "," and _occurs(following, spot.words):  # "On Monday, fighting erupted"
        return False
    return after in {"D", "X", "#", "P", "I", "T", "S", "B", "Q"} or previous in {"A", "B"}


def _modifies(spot: Spot) -> bool:
    """ "a gas metering station": no known verb, and a noun follows."""
    return spot.after == "X" and spot.token.norm not in spot.words.verbs


def _occurs(norm: str, words: Words) -> bool:
    form = words.verbs.get(norm)
    return form is not None and form.lemma in OCCURRING and _has_tense(norm, words)


def _joins_subjects(spot: Spot) -> bool:
    """ "The army and allied militias stormed …": a participle in the second of two subjects."""
    before = spot.before
    first = "n" in spot.form.kinds and before[-2:-1] == ["X"] and VERBAL.isdisjoint(before)
    return spot.form.lemma in JOINED or (first and spot.clear_verb_follows)


def _has_tense(norm: str, words: Words) -> bool:
    """A finite verb right after a gerund has it for its subject ("shelling killed", "fighting has")."""
    form = words.verbs.get(norm)
    return words.closed.get(norm) in set("AHM") or bool(form and set("dz") & set(form.kinds))
