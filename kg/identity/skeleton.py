"""A key that spellings of one name share: "Qamishli", "Kamyshly" and "al-Qamishly" have the same.

Latin spellings of Arabic (and Kurdish, Hebrew, Persian …) names differ in vowels, doubled letters, articles
and a few consonants. The key keeps the consonants that all of them write and drops the rest. It is loose, so
a name that is itself an entry must never be linked by it: see `kg.identity.names`.
"""

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

ARTICLES: Final = frozenset("al el as ash at ath ad adh an ar az ez es er ed en et ul il l".split())  # noqa: SIM905 a line of words
_GENERIC: Final = frozenset(
    "province governorate city town village district region countryside camp the of valley".split()  # noqa: SIM905 a line of words
)
_CLASS: Final = {
    word: code
    for code, words in {
        "Tl": "tel tal tall tell",
        "Dr": "deir dayr dair der deyr",
        "Xrb": "khirbet khirbat kharbat khirba kherbet harbat kharba",
        "An": "ain ayn ein eyn ayin",
        "Kfr": "kafr kafar kfar kufr",
        "Ab": "abu albu bou abou",
        "Mrt": "maarat maaret maarrat marat marrat",
        "Sx": "sheikh shaykh sheik shekh cheikh",
        "Ms": "umm um oum",
        "Jbl": "jabal jebel djebel gabal",
    }.items()
    for word in words.split()
}
_GLUED: Final = re.compile(r"^(?:e|a)(?:zz|rr|ss|dd|tt|nn)")
_DIGRAPHS: Final = (
    ("sch", "$"),
    ("sh", "$"),
    ("tch", "$"),
    ("ch", "$"),
    ("kh", "x"),
    ("gh", "G"),
    ("th", "t"),
    ("dh", "d"),
    ("dj", "j"),
    ("ph", "f"),
    ("ts", "s"),
)
_PLAIN: Final = str.maketrans({"q": "k", "c": "k", "g": "k", "G": "k", "p": "b", "v": "f", "z": "z"})
_VOWEL: Final = frozenset("aeiou")
_WORD: Final = re.compile(r"[a-z]+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower-case ASCII without apostrophes and other signs of glottal stops."""
    plain = text if text.isascii() else anyascii(text)
    return re.sub(r"['`’‘ʿʾ\"]", "", plain.lower())


def words(text: str) -> list[str]:
    """The words of a name that tell it from others: no articles, no "province"."""
    found = _WORD.findall(fold(text))
    telling = [word for word in found[:-1] if word not in ARTICLES and word not in _GENERIC]
    return telling + [word for word in found[-1:] if not telling or word not in _GENERIC]


def key(text: str) -> str | None:
    """The surest key of a name; None where it has no two consonants."""
    parts = words(text)
    return _key(parts, glued=parts == _WORD.findall(fold(text)))


def keys(text: str) -> tuple[str, ...]:
    """The keys of a name, surest first: "kh" is read as one sound, as k, and as h."""
    parts = words(text)
    glued = parts == _WORD.findall(fold(text))
    readings = ("kh", "k", "h") if any("kh" in part for part in parts) else ("kh",)
    found = (_key([part.replace("kh", reading) for part in parts], glued=glued) for reading in readings)
    return tuple(dict.fromkeys(key for key in found if key))


def _key(parts: list[str], *, glued: bool) -> str | None:
    """The parts as they sound; where an article stands before a word, none is glued to it."""
    sound = "".join(_part(part, glued=glued) for part in parts)
    return sound if len(sound) > 1 else None


@lru_cache(maxsize=65536)
def _part(word: str, *, glued: bool) -> str:
    if word in _CLASS:
        return _CLASS[word]
    if glued and len(word) > 4 and _GLUED.match(word):
        word = word[2:]
    for digraph, code in _DIGRAPHS:
        if digraph in word:
            word = word.replace(digraph, code)
    return _consonants(word.translate(_PLAIN))


def _consonants(word: str) -> str:
    """The word's consonants; a first vowel stays as A, y counts between vowels, w before one."""
    kept = ["A"] if word and word[0] in _VOWEL else []
    last = len(word) - 1
    for place, letter in enumerate(word):
        before, after = word[place - 1] if place else "", word[place + 1] if place < last else ""
        if letter in _VOWEL or (letter == "h" and place == last and before in _VOWEL):
            continue
        if letter == "y" and not ((place == 0 or before in _VOWEL) and after in _VOWEL):
            continue
        if letter == "w" and after not in _VOWEL:
            continue
        sound = "m" if letter == "n" and after == "b" else letter
        if not kept or kept[-1] != sound or before in _VOWEL:
            kept.append(sound)
    return "".join(kept)
