"""The forms of English verbs and nouns: regular ones by rule, irregular verbs as lemma:past:participle."""

from typing import NamedTuple

VOWELS = "aeiou"
DOUBLING = frozenset(
    """
    admit ban bar beg chip chop clip clog club commit compel confer control cut deter dig drag drop drub
    dub equip expel flip flog gas get grab grip gun hem hit hop hug infer jam kidnap let lob man mob mop mug
    nab net occur omit overrun patrol permit pin pit plan plot prefer prop propel put quit ram rap rebel
    recur refer regret repel rid rig rip rob run sap scrap scrub set ship shut sip sit skip slam slip
    slog snip snub spar spin split spot stab stem step stop strap strip stun submit swap tap top transfer
    transmit trap tug whip win wrap zap zip
    """.split()  # noqa: SIM905, a word list reads better as words
)


class Verb(NamedTuple):
    """The five forms of a verb; `past` and `participle` may be alike."""

    lemma: str
    third: str
    past: str
    participle: str
    gerund: str


def verb(entry: str) -> Verb:
    """The forms of `lemma` or `lemma:past[:participle]`."""
    lemma, _, rest = entry.partition(":")
    past, _, participle = rest.partition(":")
    regular = _ed(lemma)
    past = past or regular
    return Verb(lemma, plural(lemma), past, participle or past, _ing(lemma))


def plural(word: str) -> str:
    """The plural of a noun, which is formed as the third person of a verb."""
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in {"go", "do", "veto", "torpedo", "undergo"}:
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _ed(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma[:-1] + "ied"
    return _doubled(lemma) + "ed"


def _ing(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")) and lemma != "be":
        return lemma[:-1] + "ing"
    return _doubled(lemma) + "ing"


def _doubled(lemma: str) -> str:
    return lemma + lemma[-1] if lemma in DOUBLING else lemma
