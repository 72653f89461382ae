"""Searches the index: words, "phrases", prefix*, AND, OR, NOT, NEAR, as SQLite's FTS5 reads them."""

import re
import sqlite3
from typing import Final, Literal, NamedTuple, get_args

from kg.errors import QuestionError

Kind = Literal["actor", "place", "incident", "sentence"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_OPEN, _CLOSE = "\x02", "\x03"  # no text of the log that can be shown has them
_QUOTED: Final = re.compile(r'("(?:[^"]|"")*")')
_NAME: Final = re.compile(r"(?<![\w\"])\w+(?:[-'’./&]\w+)+\.?")
_FIND: Final = """
    SELECT kind, entry.key, highlight(words, 0, ?, ?), title, published
    FROM words JOIN entry ON entry.n = words.rowid LEFT JOIN article ON article.key = entry.article
    WHERE words MATCH ? AND (? IS NULL OR kind = ?)
    ORDER BY bm25(words), kind, entry.key, text LIMIT ?
"""


class Hit(NamedTuple):
    """A name or sentence that was found; `marks` are the offsets of the words that were asked for."""

    kind: Kind
    text: str
    marks: tuple[tuple[int, int], ...]
    title: str | None  # of the article, for a sentence
    published: str | None
    key: str

    @property
    def marked(self) -> str:
        """The text with the words that were found between asterisks."""
        shown, last = "", 0
        for start, end in self.marks:
            shown += f"{self.text[last:start]}*{self.text[start:end]}*"
            last = end
        return shown + self.text[last:]


def search(db: sqlite3.Connection, words: str, *, kind: Kind | None = None, limit: int) -> list[Hit]:
    """What fits the words best, then by kind and key; raises QuestionError where they cannot be read."""
    try:
        rows = db.execute(_FIND, (_OPEN, _CLOSE, expression(words), kind, kind, limit)).fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_ERROR":
            raise
        raise QuestionError(
            f'cannot search for {words!r}: {str(error).removeprefix("fts5: ")}; write words, "a phrase", '
            "prefix*, AND, OR or NOT"
        ) from error
    return [
        Hit(found, *_unmarked(text), title, published, key) for found, key, text, title, published in rows
    ]


def expression(words: str) -> str:
    """The words as FTS5 takes them: a name such as al-Bab or U.S. is a phrase, though it has no quotes."""
    parts = _QUOTED.split(words)
    return "".join(part if odd % 2 else _NAME.sub(r'"\g<0>"', part) for odd, part in enumerate(parts))


def _unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without signs, and where they were."""
    plain, marks = "", []
    for number, piece in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", text)):
        if number % 2:
            marks.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, tuple(marks)
