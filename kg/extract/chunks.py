"""Tokens and mentions → noun phrases, verb groups and the marks between them.

A shallow analysis without a trained tagger: closed classes and verb forms give what a word can be, its
neighbours decide. Quotation marks are transparent; brackets hide what stands in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.mentions import Found
from kg.extract.spans import SentenceSpan, Token
from kg.extract.words import Forms, Words

QUOTES = frozenset("\"“”„«»'‘’")
SIDE = frozenset(",;:–—-()[].!?…/")
NOUN_PART = frozenset("D#XG")
VERB_PART = frozenset("AHOMNT")
TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
PREFIXES = frozenset({"de", "re"})  # "de-escalate" is three tokens


@dataclass(slots=True)
class Chunk:
    """A run of tokens [first, last). `kind`: NP, VG, or the tag of a mark (P C S R I , . ( ) B …)."""

    kind: str
    first: int
    last: int
    norm: str = ""  # a mark's word; the last word of a noun phrase
    founds: list[Found] = field(default_factory=list)  # NP: the mentions in it, in order
    owners: list[Found] = field(default_factory=list)  # NP: those with a possessive mark
    lemma: str = ""  # VG: the head verb
    form: str = ""  # VG: what forms the head can be (bzdng)
    head: int = -1  # VG: the head's token
    be: bool = False
    have: bool = False
    to: bool = False
    negated: bool = False
    modal: str = ""

    @property
    def passive(self) -> bool:
        """A form of be with a past participle."""
        return self.be and "n" in self.form

    @property
    def finite(self) -> bool:
        """Has tense: neither an infinitive nor a bare participle."""
        if self.to:
            return False
        return bool(self.be or self.have or self.modal or set(self.form) & set("zdb"))

    @property
    def actor(self) -> Found | None:
        """The mention that the noun phrase as a whole names: the last that is not a modifier."""
        heads = [found for found in self.founds if found.role == "head" and found not in self.owners]
        return heads[-1] if heads else None


def tags(tokens: Sequence[Token], founds: Sequence[Found], words: Words, *, title: bool) -> tuple[list[str], list[Forms | None]]:
    """A tag for each token (see words.TAGS; V verb, X other content, G possessive) and the forms of verbs."""
    covered: list[Found | None] = [None] * len(tokens)
    for found in founds:
        for index in range(found.first, found.last):
            covered[index] = found
    result: list[str] = []
    forms: list[Forms | None] = []
    for index, token in enumerate(tokens):
        tag, form = ("X", None) if covered[index] else _tag(index, tokens, result, covered, words, title=title)
        result.append(tag)
        forms.append(form)
    return result, forms


def _tag(
    index: int, tokens: Sequence[Token], before: list[str], covered: list[Found | None], words: Words, *, title: bool
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
        return "B", None
    if _compound(index, tokens):
        return "X", None
    form = words.verbs.get(norm) or _guess(norm, index, tokens)
    if tag is not None and not (form and tag in "AHO" and form.lemma not in {"be", "have", "do"}):
        return _closed(norm, tag, index, tokens, before, words), form if tag in "AHO" else None
    if form and _is_verb(index, tokens, before, covered, form, words, title=title):
        return "V", form
    if form is None and norm.endswith("ly") and len(norm) > 4:
        return "B", None
    return "X", None


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


def _closed(norm: str, tag: str, index: int, tokens: Sequence[Token], before: list[str], words: Words) -> str:
    """Words of two closed classes: "that" and "this" before a noun, "no", "after" as a subordinator."""
    following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    if norm == "that" and before and before[-1] == "X" and (words.closed.get(following) in set("AHMB") or following in words.verbs):
        return "R"
    if norm == "that" and before and before[-1] in {"V", "C", "B", ","}:
        return "S"
    if norm in {"all", "both", "each"} and (words.closed.get(following) in set("AHM") or following in words.verbs):
        return "B"
    if norm == "her" and (words.closed.get(following) is not None or not following):
        return "I"
    return tag


def _to(index: int, tokens: Sequence[Token], words: Words) -> str:
    """The infinitive's "to" stands before a base form (perhaps after an adverb), the preposition elsewhere."""
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
    if len(norm) < 5 or not tokens[index].text.islower():
        return None
    if norm.endswith("ed") and not norm.endswith("eed"):
        return Forms(norm[:-2], "dn")
    if norm.endswith("ing"):
        return Forms(norm[:-3], "g")
    return None


def _is_verb(
    index: int, tokens: Sequence[Token], before: list[str], covered: list[Found | None], form: Forms, words: Words, *, title: bool
) -> bool:
    previous = before[-1] if before else ""
    if previous == "Q" and len(before) > 1:
        previous = before[-2]
    following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    after = words.closed.get(following, "X" if following and following[0].isalnum() else ".")
    if index > 1 and _is_prefix(index - 1, tokens, words):
        return "b" not in form.kinds or before[-3:-2] != ["D"]
    if previous == "-" or following == "-":
        return False
    if not index and form.kinds in {"dn", "n"} and after == "X":
        return False
    if previous in {"T", "M"}:
        return True
    if not title and not tokens[index].text[0].islower() and index:
        return False
    if "g" in form.kinds and len(form.kinds) == 1:
        return _gerund_is_verb(previous, after, following)
    if previous in {"A", "H"} or (previous in {"B", "N"} and _auxiliary(before)):
        return "d" in form.kinds or "n" in form.kinds
    if "d" in form.kinds or "n" in form.kinds:
        return not (previous in {"D", "G", "#"} and after == "X") and not (previous == "P" and after == "X" and following not in words.verbs)
    return _present_is_verb(index, tokens, before, covered, form, after, previous, words, title=title)


def _auxiliary(before: list[str]) -> bool:
    """Whether an auxiliary stands before the adverbs just passed."""
    for tag in reversed(before):
        if tag not in {"B", "N"}:
            return tag in {"A", "H"}
    return False


def _gerund_is_verb(previous: str, after: str, following: str) -> bool:
    if previous in {"D", "G", "#"}:
        return False
    if following in {"of", "in", "and", ","} and previous in {"X", "P", "C"}:
        return False
    return after in {"D", "X", "#", "P", "I", "T", "S", "B", "Q"} or previous in {"A", "B"}


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
    """Base and third-person forms are also nouns ("strikes", "control"): only clear neighbours make them verbs."""
    if previous in {"I", "R", "O"}:
        return True
    if previous == "B" and len(before) > 1 and before[-2] in {"I", "R"}:
        return True
    if previous not in {"X", "B", ","} or not index:
        return False
    if _after_relative(before) and "z" in form.kinds:
        return True
    if _later_verb(index, tokens, words) and form.lemma not in {"say", "tell", "report"}:
        return False
    subject = covered[index - 1]
    if title and previous == "X" and subject is None:  # "strikes kill", "strike injures"
        return tokens[index - 1].norm.endswith("s") == ("z" not in form.kinds) and after in {"D", "X", "#", "P"}
    if previous != "X" or subject is None or subject.role != "head":
        return False
    plural = subject.plural or tokens[index - 1].norm.endswith("s")
    agrees = plural == ("z" not in form.kinds)
    return title or after in {"D", "S", "I"} or (agrees and after in {"X", "P", "#"})


def _after_relative(before: list[str]) -> bool:
    """ "which the Pentagon supports": a relative pronoun and a phrase of nouns stand before."""
    for tag in reversed(before[-6:]):
        if tag == "R":
            return True
        if tag not in NOUN_PART:
            return False
    return False


def _later_verb(index: int, tokens: Sequence[Token], words: Words) -> bool:
    """Whether a clear finite verb follows before the clause ends: then this word was a noun."""
    for token in tokens[index + 1 : index + 8]:
        tag = words.closed.get(token.norm) if token.norm != "'s" else None
        if token.norm in SIDE or tag in {"S", "R", "C"}:
            return False
        if tag in {"A", "H", "M"}:
            return True
        form = words.verbs.get(token.norm)
        if form and "d" in form.kinds and token.text.islower():
            return True
    return False


def chunk(sentence: SentenceSpan, founds: Sequence[Found], words: Words) -> list[Chunk]:
    """The chunks of a sentence in order; quotation marks are left out, brackets become one mark."""
    tokens = sentence.tokens
    marks, forms = tags(tokens, founds, words, title=sentence.kind == "title")
    starts = {found.first: found for found in founds}
    result: list[Chunk] = []
    index = 0
    while index < len(tokens):
        tag = marks[index]
        if tag == "Q":
            index += 1
            continue
        if tag in "([":
            item = _bracket(index, tokens)
        elif tag == "V" or _prefix_at(index, tokens, marks) or (tag in VERB_PART and _opens_group(index, marks)):
            item = _group(index, tokens, marks, forms)
        elif tag in NOUN_PART or index in starts:
            item = _phrase(index, tokens, marks, starts)
        else:
            item = Chunk(tag, index, index + 1, tokens[index].norm)
        result.append(item)
        index = item.last
    return result


def _prefix_at(index: int, tokens: Sequence[Token], marks: list[str]) -> bool:
    return tokens[index].norm in PREFIXES and marks[index : index + 3] == ["B", "B", "V"]


def _bracket(index: int, tokens: Sequence[Token]) -> Chunk:
    for last in range(index + 1, min(len(tokens), index + 40)):
        if tokens[last].norm in {")", "]"}:
            return Chunk("(", index, last + 1)
    return Chunk("(", index, index + 1)


def _opens_group(index: int, marks: list[str]) -> bool:
    """A negation opens a verb group only before an auxiliary or a verb."""
    if marks[index] != "N":
        return True
    return any(tag in {"V", "T", "A", "H", "M"} for tag in marks[index + 1 : index + 3])


def _group(index: int, tokens: Sequence[Token], marks: list[str], forms: list[Forms | None]) -> Chunk:
    group = Chunk("VG", index, index + 1)
    position = index
    while position < len(tokens):
        tag = marks[position]
        if tag == "Q":
            position += 1
            continue
        if tag == "V":
            return _close(group, position, forms[position], tokens)
        if tag == "T" and position > index:
            break
        if tag == "B" and not any(mark in {"V", "A", "H", "N"} for mark in marks[position + 1 : position + 3]):
            break
        if tag not in VERB_PART and tag != "B":
            break
        _add_auxiliary(group, tag, tokens[position].norm)
        group.head, group.last = position, position + 1
        position += 1
    norm = tokens[group.head].norm
    group.lemma = "have" if group.have and not group.be else "be" if group.be else norm
    return group


def _close(group: Chunk, position: int, form: Forms | None, tokens: Sequence[Token]) -> Chunk:
    group.head, group.last = position, position + 1
    if form:
        prefixed = position > 1 and tokens[position - 1].norm == "-" and tokens[position - 2].norm in PREFIXES
        group.lemma = f"{tokens[position - 2].norm}-{form.lemma}" if prefixed else form.lemma
        group.form = form.kinds
    return group


def _add_auxiliary(group: Chunk, tag: str, norm: str) -> None:
    group.be = group.be or tag == "A"
    group.have = group.have or tag == "H"
    group.to = group.to or tag == "T"
    group.negated = group.negated or tag == "N" or norm.endswith("n't") or norm == "cannot"
    group.modal = norm if tag == "M" else group.modal


def _phrase(index: int, tokens: Sequence[Token], marks: list[str], starts: dict[int, Found]) -> Chunk:
    """A noun phrase: it ends where a determiner, a verb or a mark begins, but never inside a mention."""
    phrase = Chunk("NP", index, index + 1)
    position = index
    while position < len(tokens):
        found = starts.get(position)
        if found is not None:
            if _apart(phrase, found, position, index):
                break
            phrase.founds.append(found)
            position = phrase.last = found.last
            continue
        tag = marks[position]
        if tag == "D" and position > index and marks[position - 1] not in {"D", "#", "G", "Q"}:
            break
        if tag == "Q" or (tag in {"-", "/"} and position > index):
            position += 1
            continue
        if tag not in NOUN_PART and not (tag == "B" and _inside(position, marks)):
            break
        if tag == "G" and phrase.founds and phrase.founds[-1].last == position:
            phrase.owners.append(phrase.founds[-1])
        position += 1
        phrase.last = position
    phrase.norm = tokens[phrase.last - 1].norm
    return phrase


def _apart(phrase: Chunk, found: Found, position: int, start: int) -> bool:
    """Two full mentions side by side ("the village residents") are one phrase; a person after a comma is not."""
    return bool(phrase.founds) and position > start and found.type == "person" and phrase.founds[-1].type == "person"


def _inside(position: int, marks: list[str]) -> bool:
    """An adverb inside a phrase stands between two of its words ("a highly trained force")."""
    return 0 < position < len(marks) - 1 and marks[position - 1] in NOUN_PART and marks[position + 1] == "X"
