"""Whether a Cypher statement that somebody typed only reads.

The server runs it as a reader anyway; this refuses early, in words, what no reader needs, and what a read
transaction does not stop: files, other databases, procedures. It errs on the side of refusing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from kg.errors import QuestionError

ALLOWED_PROCEDURES: Final = frozenset(
    {
        "db.index.fulltext.querynodes",
        "db.index.fulltext.queryrelationships",
        "db.info",
        "db.labels",
        "db.ping",
        "db.propertykeys",
        "db.relationshiptypes",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
        "db.schema.visualization",
        "dbms.components",
    }
)
OPENING: Final = frozenset({"CALL", "EXPLAIN", "MATCH", "OPTIONAL", "PROFILE", "RETURN", "UNWIND", "WITH"})
REFUSED: Final = frozenset(
    {
        "CREATE",
        "DELETE",
        "DETACH",
        "DROP",
        "FOREACH",
        "INSERT",
        "LOAD",
        "MERGE",
        "NODETACH",
        "REMOVE",
        "SET",
        "TRANSACTIONS",
        "USE",
    }
)
ALLOWED_NAMESPACES: Final = frozenset(
    {
        "date",
        "datetime",
        "duration",
        "localdatetime",
        "localtime",
        "point",
        "time",
        "vector.similarity",
    }
)

_TOKEN: Final = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<comment>//[^\r\n]*|/\*.*?\*/)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<quoted>`(?:[^`]|``)*`)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>\d\w*)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENS_WITHOUT_END: Final = frozenset("'\"`")


class Token(NamedTuple):
    """A word, a quoted name, a number or a sign; strings stand as empty ones."""

    kind: Literal["word", "quoted", "string", "number", "sign"]
    text: str
    at: int

    @property
    def name(self) -> str:
        """The name that a word or a quoted name is."""
        return self.text[1:-1].replace("``", "`") if self.kind == "quoted" else self.text


def check(cypher: str) -> None:
    """Pass a statement that only reads; raise QuestionError, saying why, for any other."""
    if "\\u" in cypher:  # some servers decode it before they look for quotes, some after
        raise _refusal(cypher, cypher.index("\\u"), "holds a \\u escape: write the character itself")
    tokens = _without_end(cypher, list(tokenize(cypher)))
    if not tokens:
        raise QuestionError("the query is empty: give a statement such as 'MATCH (a:Actor) RETURN a.name'")
    first = tokens[0]
    if first.kind != "word" or first.text.upper() not in OPENING:
        raise _refusal(
            cypher, first.at, f"begins with {first.text!r}: begin with MATCH, UNWIND, CALL or RETURN"
        )
    for index in range(len(tokens)):
        _check_clause(cypher, tokens, index)
        _check_call(cypher, tokens, index)


def tokenize(cypher: str) -> Iterator[Token]:
    """The tokens of a statement without spaces and comments; raises QuestionError for a quote without end."""
    for match in _TOKEN.finditer(cypher):
        kind, text = match.lastgroup, match[0]
        if kind in ("space", "comment"):
            continue
        if text in _OPENS_WITHOUT_END or cypher.startswith("/*", match.start()):
            raise _refusal(cypher, match.start(), f"opens {text!r} and never closes it")
        yield Token(kind, text, match.start())  # type: ignore[arg-type] # the groups are the kinds


def _without_end(cypher: str, tokens: list[Token]) -> list[Token]:
    """The tokens without the semicolon that ends them; refuses a second statement."""
    while tokens and tokens[-1].text == ";":
        tokens.pop()
    for token in tokens:
        if token.text == ";":
            raise _refusal(cypher, token.at, "holds more than one statement: ask them one by one")
    return tokens


def _check_clause(cypher: str, tokens: Sequence[Token], index: int) -> None:
    token = tokens[index]
    if token.kind != "word" or token.text.upper() not in REFUSED or _names(tokens, index):
        return
    raise _refusal(
        cypher,
        token.at,
        f"holds {token.text.upper()}: a query only reads (a name of yours: write `{token.text}`)",
    )


def _names(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word stands where no clause can begin: n.set, :Set, $set, {set: 1}."""
    if index + 1 < len(tokens) and tokens[index + 1].text == ":":
        return True
    before = tokens[index - 1].text if index else ""
    if before == ".":
        return index > 1 and (tokens[index - 2].kind in ("word", "quoted") or tokens[index - 2].text in ")]}")
    return before in (":", "$")


def _check_call(cypher: str, tokens: Sequence[Token], index: int) -> None:
    """Refuse a procedure, or a function with a namespace, that is not known to be harmless."""
    token = tokens[index]
    if token.kind not in ("word", "quoted") or (index and tokens[index - 1].text == "."):
        return
    if token.kind == "word" and token.text.upper() == "CALL":
        name, _ = _path(tokens, index + 1)
        if name and name not in ALLOWED_PROCEDURES:
            allowed = ", ".join(sorted(ALLOWED_PROCEDURES))
            raise _refusal(cypher, token.at, f"calls {name}: allowed are {allowed}")
        return
    name, after = _path(tokens, index)
    space, _, _ = name.rpartition(".")
    harmless = not space or space in ALLOWED_NAMESPACES or name in ALLOWED_PROCEDURES
    if not harmless and after < len(tokens) and tokens[after].text == "(":
        raise _refusal(cypher, token.at, f"calls the function {name}, which is not known to only read")


def _path(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    """The dotted name that begins at a token, in lower case, and the index after it."""
    path: list[str] = []
    while index < len(tokens) and tokens[index].kind in ("word", "quoted"):
        path.append(tokens[index].name)
        index += 1
        if index >= len(tokens) or tokens[index].text != ".":
            break
        index += 1
    return ".".join(path).lower(), index


def _refusal(cypher: str, at: int, reason: str) -> QuestionError:
    line = cypher.count("\n", 0, at) + 1
    column = at - (cypher.rfind("\n", 0, at) + 1) + 1
    return QuestionError(f"the query, at line {line}, column {column}, {reason}")
