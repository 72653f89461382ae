"""A word that may be a verb, and what stands around it."""

from collections.abc import Sequence
from typing import NamedTuple

from kg.extract.grammar.tag_words import MANDATING, NEVER_NOUNS, SIDE
from kg.extract.grammar.words import Forms, Words
from kg.extract.names.mentions import Found
from kg.extract.spans import Token


class Spot(NamedTuple):
    """The word `at` a place in a sentence, whose earlier words have their tags."""

    at: int
    tokens: Sequence[Token]
    before: list[str]  # the tags of the words before it
    covered: list[Found | None]  # the name that each word is in
    form: Forms
    words: Words
    title: bool  # in a heading
    previous: str  # the tag before it, quotation marks aside; "" at the beginning
    following: str  # the word after it; "" at the end
    after: str  # what class that word is of: "X" where of none, "." for a sign or the end

    @property
    def token(self) -> Token:
        """The word."""
        return self.tokens[self.at]

    @property
    def clear_verb_follows(self) -> bool:
        """Whether a clear finite verb follows before the clause ends: then this word was a noun."""
        opened = (
            False  # by "its", a number or a preposition: what follows qualifies a noun ("its guided bombs")
        )
        for token in self.tokens[self.at + 1 : self.at + 8]:
            tag = self.words.closed.get(token.norm) if token.norm != "'s" else None
            if token.norm in SIDE or token.norm == "that" or tag in {"S", "R", "C"}:
                return False
            if tag in {"A", "H", "M"}:
                return True
            form = self.words.verbs.get(token.norm)
            if form and "d" in form.kinds and token.text.islower() and not opened:
                return True
            opened = tag in {"D", "#", "P"}
        return False

    @property
    def plain_verb_follows(self) -> bool:
        """Whether the next word is the plain form of what is always a verb."""
        form = self.words.verbs.get(self.following)
        return form is not None and "b" in form.kinds and form.lemma in NEVER_NOUNS

    @property
    def mandated(self) -> bool:
        """ "demanded that the army leave": a base form in what is demanded."""
        reach = range(self.at - 1, max(-1, self.at - 12), -1)
        that = next((i for i in reach if self.before[i] in {"S", "V"}), None)
        if that is None or self.tokens[that].norm != "that":
            return False
        verb = next((i for i in range(that - 1, max(-1, that - 5), -1) if self.before[i] == "V"), None)
        form = self.words.verbs.get(self.tokens[verb].norm) if verb is not None else None
        return form is not None and form.lemma in MANDATING


def spot(
    index: int,
    tokens: Sequence[Token],
    before: list[str],
    covered: list[Found | None],
    form: Forms,
    words: Words,
    *,
    title: bool,
) -> Spot:
    """The word at `index` with its neighbours."""
    previous = before[-1] if before else ""
    if previous == "Q" and len(before) > 1:
        previous = before[-2]
    if previous == ")" and "(" in before:  # "The Syrian Democratic Forces (SDF) control"
        opening = len(before) - 1 - before[::-1].index("(")
        previous = before[opening - 1] if opening else ""
    following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    after = words.closed.get(following, "X" if following and following[0].isalnum() else ".")
    return Spot(index, tokens, before, covered, form, words, title, previous, following, after)
