"""Writes the pages of questions and rules, and parts of the page on Bolt, from the files.

`make docs` runs it, and tests hold the pages to it.
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kg import claimtypes
from kg.export.columns import Columns
from kg.extract import rulebook
from kg.extract.rulebook import Rule
from kg.questions.ask import Question, catalogue
from kg.schema import DIRECT, Edges, Schema, schema
from kg.schema_picture import drawn
from kg.statements import Parameter

EVERYWHERE: Final = frozenset({"from", "to", "asOf", "limit"})  # parameters of every question
PAGE: Final = "questions.md"
OPENING: Final = """\
# Questions

`kg ask` lists them, `kg ask NAME` asks one. Each is a file of `cypher/ask/` that runs as it stands in Neo4j
Browser and over Bolt, too; the `:params` line at its head sets what it takes.

- An actor, place or incident may be given by its key, a name, an alias or another spelling.
- `from` and `to` are about the day on which it happened: `2017-05-18`, `2017-05` or `2017`.
- `asOf` asks what was known then: a day, a moment, or a position of the log.
- `limit` is the most rows to answer with.
- Every row leads back to its sources: who said it, the exact words, the article, and the key of the first
  claim, which `kg explain` takes. A table shows the columns up to `claim`; JSON and CSV have the others, too.
- `claims` and `outlets` count all that stands behind a row; `said_by` and `evidence` hold the first twenty.

Written by `make docs` from the files.
"""
RULES: Final = "rules.md"
RULES_OPENING: Final = """\
# Rules

A rule turns words into claims of one type. It stands in a file of `kg/extract/rules/claims/` with sentences
that it must match and sentences that it must not; the test suite reads each of them. `A[…]` marks an agent
and `R[…]` a recipient. `kg explain` names the rule behind a claim. [How a text becomes claims](extraction.md)
says what a frame is and how to add a rule.

Beside these, `casualties.*` counts people and `relation.*` reads standing relations out of noun phrases.

Written by `make docs` from the files.
"""
BOLT: Final = "bolt.md"
PICTURE: Final = "schema.svg"
LANGUAGES: Final = {
    ".py": "python",
    ".js": "javascript",
    ".java": "java",
    ".go": "go",
}  # of programs on the page
_PART: Final = re.compile(r"(<!-- part: (\S+) -->\n).*?(<!-- end -->\n)", re.DOTALL)
_RETURN: Final = re.compile(r"^RETURN\n(?P<items>.*?)\nORDER BY", re.MULTILINE | re.DOTALL)
_NEXT_ITEM: Final = re.compile(r",\n  (?! )")


def page(questions: Sequence[Question]) -> str:
    """The page: a table of all questions, then what each takes and answers."""
    rows = "".join(
        f"| [`{each.name}`](#{each.name}) | {each.title} | {_takes(each)} |\n" for each in questions
    )
    table = f"\n| question | asks | takes |\n|---|---|---|\n{rows}"
    return OPENING + table + "".join(map(section, questions))


def section(question: Question) -> str:
    """One question's part of the page."""
    parameters = "".join(map(_row, question.parameters))
    return (
        f"\n## {question.name}\n\n{question.statement.description}\n"
        f"\n| parameter | type | default | |\n|---|---|---|---|\n{parameters}"
        f"\nAnswers: {', '.join(f'`{column}`' for column in columns(question))}.\n"
    )


def columns(question: Question) -> list[str]:
    """The columns of a question's answer, read from its last RETURN."""
    items = _RETURN.findall(question.statement.body)[-1]
    return [re.findall(r"\w+", item)[-1] for item in _NEXT_ITEM.split(items)]


def _takes(question: Question) -> str:
    own = (each for each in question.parameters if each.name not in EVERYWHERE)
    return ", ".join(f"**{each.name}**" if each.required else each.name for each in own)


def _row(parameter: Parameter) -> str:
    default = "must be given" if parameter.required else f"`{json.dumps(parameter.default)}`"
    return f"| `{parameter.name}` | {parameter.type} | {default} | {parameter.help} |\n"


def rules_page(rules: Sequence[Rule]) -> str:
    """The page of rules: how many there are of each type, then each with its words and its examples."""
    types = claimtypes.claim_types()
    rows = "".join(
        f"| `{name}` | {entry.title} | {entry.category or ''} | {sum(r.type == name for r in rules)} |\n"
        for name, entry in types.items()
    )
    table = f"\n| type | means | category | rules |\n|---|---|---|--:|\n{rows}"
    named = [name for name in types if any(rule.type == name for rule in rules)]
    return RULES_OPENING + table + "".join(_rules_of(name, rules) for name in named)


def _rules_of(type_: str, rules: Sequence[Rule]) -> str:
    own = "".join(map(_rule, (rule for rule in rules if rule.type == type_)))
    heads = "| rule | frame | category, mode | words | matches | does not match |"
    return f"\n## {type_}\n\n{heads}\n|---|---|---|---|---|---|\n{own}"


def _rule(rule: Rule) -> str:
    kind = rule.category or claimtypes.claim_types()[rule.type].category
    judged = ", ".join(part for part in (kind, rule.mode) if part)
    words = " · ".join(" ".join(each.split()) for each in (rule.verbs, rule.nouns, rule.modals) if each)
    return (
        f"| `{rule.id}` | {rule.frame} | {judged} | {words} | "
        f"{'<br>'.join(rule.match)} | {'<br>'.join(rule.no)} |\n"
    )


def filled(page: str, folder: Path) -> str:
    """A page with its marked parts as they should be: a program of the folder, or a table of the schema."""

    def part(found: re.Match[str]) -> str:
        before, name, after = found.groups()
        return f"{before}\n{_part(name, folder)}\n{after}"

    return _PART.sub(part, page)


def _part(name: str, folder: Path) -> str:
    if name == "nodes":
        return _node_table(schema())
    if name == "relationships":
        return _edge_table(schema())
    if name == "claim-types":
        return f"{', '.join(f'`{type_}`' for type_ in schema().claim_types)}.\n"
    program = folder / name
    return f"```{LANGUAGES[program.suffix]}\n{program.read_text(encoding='utf-8')}```\n"


def _node_table(known: Schema) -> str:
    rows = "".join(f"| `{label}` | {_typed(columns)} |\n" for label, columns in known.nodes.items())
    return f"| label | properties |\n|---|---|\n{rows}"


def _edge_table(known: Schema) -> str:
    rows = "".join(f"| `{_pattern(edges)}` | {_typed(edges.columns)} |\n" for edges in known.edges)
    return f"| relationship | properties |\n|---|---|\n{rows}"


def _pattern(edges: Edges) -> str:
    type_ = f"{DIRECT}, …" if edges.type == DIRECT else edges.type
    return f"({edges.start})-[:{type_}]->({' or '.join(edges.ends)})"


def _typed(columns: Columns) -> str:
    """The properties by type: those of one type together."""
    types = dict.fromkeys(columns.values())
    return "; ".join(
        f"{type_}: {', '.join(f'`{name}`' for name in columns if columns[name] == type_)}" for type_ in types
    )


def write(folder: Path) -> None:
    """Write what is generated into a folder of pages."""
    (folder / RULES).write_text(rules_page(rulebook.load().rules), encoding="utf-8")
    (folder / PAGE).write_text(page(catalogue()), encoding="utf-8")
    (folder / "bolt" / PICTURE).write_text(drawn(schema()), encoding="utf-8")
    bolt = folder / BOLT
    bolt.write_text(filled(bolt.read_text(encoding="utf-8"), folder / "bolt"), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
