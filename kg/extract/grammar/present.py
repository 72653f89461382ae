"""Whether a present form, which is also a noun ("strikes", "control"), is a verb: its neighbours decide."""

from kg.extract.grammar import tag_history
from kg.extract.grammar.spot import Spot
from kg.extract.grammar.tag_history import closes_aside
from kg.extract.grammar.tag_words import AMOUNTS, CLOSING, NEVER_NOUNS, NOUN_PART, WANTS_OBJECT
from kg.extract.names.mentions import Found

TELLING = frozenset({"say", "tell", "report"})
OPENS_OBJECT = frozenset({"D", "X", "#", "P"})


def is_present(spot: Spot) -> bool:
    """Whether the present form is a verb; where nothing decides, it is a noun."""
    by_neighbour = _by_neighbour(spot)
    if by_neighbour is not None:
        return by_neighbour
    last = _last_before(spot)
    manner = spot.tokens[spot.at - 1].norm.endswith("ly")  # "The ministry firmly rejects"
    aside = spot.before[last] == ","  # "…, which lost nobody, still holds"
    if spot.previous == "B" and (spot.covered[last] is not None or manner or aside):  # "X strongly condemns"
        spot = spot._replace(previous=spot.before[last])
    subject, agrees = spot.covered[last], _agrees(last, spot)
    by_subject = _by_subject(spot, agrees=agrees)
    by_rest = _by_rest(spot, subject) if by_subject is None else by_subject
    return _by_name(spot, subject, agrees=agrees) if by_rest is None else by_rest


def _last_before(spot: Spot) -> int:
    """Where the last word before it stands, adverbs and a bracket aside."""
    at = spot.at - 1
    if at >= 0 and spot.before[at] == ")" and "(" in spot.before:
        at = len(spot.before) - 2 - spot.before[::-1].index("(")
    return next((i for i in range(at, -1, -1) if spot.before[i] != "B"), at)


def _by_neighbour(spot: Spot) -> bool | None:
    """What the word right before it says."""
    previous, before = spot.previous, spot.before
    if spot.token.norm == "hands" and before[-2:-1] in (["P"], ["D"]):  # "fell into rebel hands"
        return False
    if previous in {"I", "R", "O"}:
        return True
    if previous == "B" and len(before) > 1 and before[-2] in {"I", "R"}:
        return True
    joined = previous == "C" or (previous in {"B", "N"} and before[-2:-1] == ["C"])  # "and now controls"
    if joined and "V" in before and "z" in spot.form.kinds:  # "denies it and accuses"
        return spot.form.lemma in NEVER_NOUNS or spot.after in {"D", "I"} or _has_object(spot)
    if previous not in {"X", "B", ","} or not spot.at:
        return False
    return None


def _has_object(spot: Spot) -> bool:
    """ "controls large parts", "arms M23": an amount or a name right after it is what it is done to."""
    named = spot.covered[spot.at + 1] if spot.at + 1 < len(spot.covered) else None
    whole = named is not None and named.first == spot.at + 1 and named.role == "head"
    return spot.following in AMOUNTS or whole


def _by_subject(spot: Spot, *, agrees: bool) -> bool | None:
    """What the phrase before it says."""
    previous, before, form = spot.previous, spot.before, spot.form
    if "z" not in form.kinds and tag_history.opens_with_one(spot.tokens, before):
        return False
    if previous == "," and form.lemma == "say":  # "residents, who fled, say"
        return True
    if form.lemma in WANTS_OBJECT and not spot.title and spot.after in {"P", "."}:
        return False
    if previous == "X" and form.lemma in NEVER_NOUNS and (agrees or tag_history.far_subject(before)):
        return True
    if "z" in form.kinds and tag_history.after_relative(before):
        return True
    clear = spot.following == "that" or form.lemma in NEVER_NOUNS
    if previous == "," and "z" in form.kinds and clear and closes_aside(before):
        return True
    held = spot.after in {"D", "#"} or _has_object(spot)
    if previous == "," and held and closes_aside(before) and ("z" in form.kinds or _several(spot)):
        return True  # "Gangs, often called bandits, control parts"
    if previous == "," and "z" in form.kinds and before.count(",") > 1 and "V" not in before:
        return spot.after in {"D", "P", "S", "X"}  # "Greece, like others, plans to …"
    if "b" in form.kinds and spot.after != "." and spot.mandated:
        return True
    return None


def _several(spot: Spot) -> bool:
    """Whether what stands before the first comma is more than one, or a body, which takes either form."""
    last = spot.before.index(",") - 1
    subject = spot.covered[last]
    return (subject is not None and subject.kind == "actor") or spot.tokens[last].norm.endswith("s")


def _by_rest(spot: Spot, subject: Found | None) -> bool | None:
    """What the rest of the sentence says, and what headings do."""
    form = spot.form
    told = spot.title and spot.after == "P" and subject is not None
    if told and tag_history.governed(subject, spot.before):  # "two killed in army raid on village"
        return False
    if spot.title and "z" in form.kinds and spot.plain_verb_follows:  # "US strikes kill"
        return False
    if form.lemma not in TELLING and spot.clear_verb_follows and not _claims(spot, subject):
        return False
    if spot.title and spot.previous == "X" and subject is None:  # "strikes kill", "strike injures"
        several = spot.tokens[spot.at - 1].norm.endswith("s")
        return several == ("z" not in form.kinds) and spot.after in OPENS_OBJECT
    return None


def _claims(spot: Spot, subject: Found | None) -> bool:
    """ "Mali claims the rebels fled": somebody says so; "rebel claims the town fell" are claims of theirs."""
    if spot.form.lemma != "claim" or subject is None or subject.role != "head":
        return False
    return subject.how != "generic" or spot.before[subject.first - 1 : subject.first] == ["D"]


def _by_name(spot: Spot, subject: Found | None, *, agrees: bool) -> bool:
    """What a name right before it says, or the end of the sentence right after it."""
    form, before, after = spot.form, spot.before, spot.after
    plain = "z" not in form.kinds
    if spot.previous == "X" and subject is None and after == "D" and "V" not in before and plain:
        return agrees and not spot.title  # "Local tribes support the army"
    if after == "." and form.lemma in CLOSING and tag_history.closes(spot.tokens, before):
        return True
    if spot.previous != "X" or subject is None or subject.role != "head":
        return False
    if tag_history.is_told_of(subject, before):  # "came under Russian artillery fire"
        return False
    if after == "." and form.lemma in CLOSING and before[max(0, subject.first - 1)] == ",":
        return agrees or not plain  # "The town has fallen, Moscow claims."
    if spot.following == "this" and not agrees:  # "the rebel attack this morning"
        return False
    if after == "C" and agrees and not plain and _joined(spot):
        return True
    return spot.title or after in {"D", "S", "I"} or (agrees and after in {"X", "P", "#"})


def _joined(spot: Spot) -> bool:
    """ "trains and arms the rebels": "and" joins another present form that has an object."""
    if spot.at + 3 >= len(spot.tokens):
        return False
    other, beyond = (spot.tokens[spot.at + step].norm for step in (2, 3))
    form = spot.words.verbs.get(other)
    return form is not None and "z" in form.kinds and spot.words.closed.get(beyond) in {"D", "I"}


def _agrees(last: int, spot: Spot) -> bool:
    """Whether the last word of the subject is a plural and the form a plain one, or neither."""
    subject = spot.covered[last]
    state = subject is not None and subject.type == "state"  # "the United States" is one
    plural = (subject is not None and subject.plural) or (spot.tokens[last].norm.endswith("s") and not state)
    plural = plural or _parts_of(spot, last) or (subject is not None and _second_of_two(spot, subject))
    return plural == ("z" not in spot.form.kinds)


def _second_of_two(spot: Spot, subject: Found) -> bool:
    """ "Thailand and Cambodia exchange fire": two who are named side by side, and no verb before them."""
    first = subject.first - (spot.before[subject.first - 1 : subject.first] == ["D"])
    if first < 2 or spot.tokens[first - 1].norm != "and" or not {"V", "P"}.isdisjoint(spot.before[:first]):
        return False
    other = spot.covered[first - 2]
    return other is not None and other.role == "head"


def _parts_of(spot: Spot, last: int) -> bool:
    """ "Parts of the city remain": several of what the phrase that ends at `last` is one of."""
    first = last
    while first and spot.before[first - 1] in NOUN_PART:
        first -= 1
    return first > 1 and spot.tokens[first - 1].norm == "of" and spot.tokens[first - 2].norm.endswith("s")
