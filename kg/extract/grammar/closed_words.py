"""What a word of a closed class is where it may be of two: "that", "so", "once", "all", "her"."""

from collections.abc import Sequence

from kg.extract.grammar.tag_words import QUOTES
from kg.extract.grammar.words import Words
from kg.extract.spans import Token

INCLUDING = frozenset({"includes", "include", "comprises", "comprise", "has", "have", "controls", "holds"})
# Verbs that a clause with "that" tells the content of, and nouns that one explains.
TELLING = frozenset(
    """
    say tell report claim believe inform warn insist announce state add note deny confirm allege stress
    think suggest show indicate mean agree demand order ensure find know hope fear argue estimate reveal
    acknowledge admit vow promise pledge threaten conclude emphasise emphasize write post hear see learn
    understand complain assure recall declare maintain repeat explain reply assert contend decide
    propose recommend request require urge make appear seem expect assume suspect doubt worry concede
    swear boast testify tweet predict remind convince persuade prove guarantee mention observe point
    remark speculate underline reiterate accuse feel reject refute dispute dismiss verify disclose turn
    happen ask call receive get give issue publish release have be carry set take
    """.split()  # noqa: SIM905, a word list reads better as words
)
ABSTRACT = frozenset(
    """
    claim claims report reports fact allegation allegations accusation accusations statement news
    evidence belief fear fears hope hopes idea view sign signs condition demand warning warnings rumour
    rumours suggestion day way conclusion extent assurance assurances announcement confirmation denial
    pledge promise understanding
    """.split()  # noqa: SIM905, a word list reads better as words
)
CLEFT_ASIDE = 4  # words that a cleft sentence has before its "that" at the least


def tag(norm: str, usual: str, index: int, tokens: Sequence[Token], before: list[str], words: Words) -> str:
    """Words of two closed classes: "that" and "this" before a noun, "no", "after" as a subordinator."""
    following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    if norm == "that" and (following in {".", ";", ""} or _judged(index, tokens, before)):
        return "I"
    if (
        norm == "that"
        and before
        and before[-1] == "X"
        and (words.closed.get(following) in set("AHMB") or following in words.verbs)
    ):
        return "R"
    if norm == "that" and before[-1:] == ["X"] and "V" not in before and _is_name(index + 1, tokens):
        return "R"  # "rebels that Rwanda backs"
    if norm == "that" and _opens(before) and _qualifies(index, tokens, before, words):
        return "R"  # "The village that the army took"
    if norm == "that" and before[-1:] == [","] and following in INCLUDING:
        return "R"
    if norm == "that" and _cleft(tokens, before):
        return "R"
    if norm == "that" and before and before[-1] in {"V", "C", "B", ","}:
        return "S"
    if norm == "that" and before and before[-1] == "X" and "V" in before:  # "said on Monday that the …"
        return "R" if _qualifies(index, tokens, before, words) else "S"
    if norm == "so" and following == "far":
        return "B"
    if norm == "once" and before[-1:] == ["X"] and following in words.verbs:  # "the group once held"
        return "B"
    if norm == "once" and (following == "again" or before[-1:] in (["A"], ["H"])):
        return "B"
    if norm in {"both", "each"} and _stands_alone(index, tokens, before, words):
        return "I"
    if norm in {"all", "both", "each"} and (
        words.closed.get(following) in set("AHM") or following in words.verbs
    ):
        form = words.verbs.get(following)
        plural = norm != "each" and form is not None and "z" in form.kinds  # "both sides"
        return usual if plural else "B"
    if norm == "her" and (words.closed.get(following) not in {None, "#"} or not following):
        return "I"
    return usual


def _opens(before: list[str]) -> bool:
    """Whether a noun phrase is all that stands before: "The village", "In the village"."""
    return before[-1:] == ["X"] and {"V", "A", "S", "I", ","}.isdisjoint(before) and before[0] != "P"


def _qualifies(index: int, tokens: Sequence[Token], before: list[str], words: Words) -> bool:
    """ "Seized oil fields that the army held": whether no verb before it takes a clause for its content."""
    if before[-1] != "X" or tokens[index - 1].norm in ABSTRACT:
        return False
    start = max([0, *(i for i, tag in enumerate(before) if tag in {";", ":"})])
    verbs = [words.verbs.get(tokens[i].norm) for i in range(start, index) if before[i] == "V"]
    return not any(form is None or form.lemma in TELLING for form in verbs)


def _judged(index: int, tokens: Sequence[Token], before: list[str]) -> bool:
    """ "Called that absurd.": whether one last word tells what somebody calls it."""
    rest = [token.norm for token in tokens[index + 1 : index + 5] if token.norm not in QUOTES]
    return before[-1:] == ["V"] and len(rest) > 1 and rest[1] in {".", ",", ";"} and rest[0].isalpha()


def _stands_alone(index: int, tokens: Sequence[Token], before: list[str], words: Words) -> bool:
    """ "Both have denied it", "to which both belong": whether the word is the subject of a verb."""
    following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    opens = not before or before[-1] in {"S", "R", "C"}
    return opens and (words.closed.get(following) in set("AHMO") or following in words.verbs)


def _cleft(tokens: Sequence[Token], before: list[str]) -> bool:
    """ "It was the army, a witness said, that closed the road": an aside stands before "that"."""
    opens = len(before) > CLEFT_ASIDE and tokens[0].norm == "it" and tokens[1].norm in {"was", "is"}
    return opens and before[-1] == "," and before[2] != "B" and before.count(",") > 1


def _is_name(index: int, tokens: Sequence[Token]) -> bool:
    return index < len(tokens) and tokens[index].text[0].isupper()
