"""The closed list of claim types, as rules/types.toml gives it."""

import tomllib
from functools import cache
from importlib.resources import files

from kg.model import Frozen


class ClaimType(Frozen):
    """What a claim of this type is: its words in a sentence, its PLOVER category, and how it behaves."""

    title: str
    category: str | None = None
    symmetric: bool = False
    speech: bool = False
    standing: bool = False


@cache
def load() -> dict[str, ClaimType]:
    """Every claim type by its name."""
    text = (files("kg.extract") / "rules" / "types.toml").read_text(encoding="utf-8")
    return {name: ClaimType(**fields) for name, fields in tomllib.loads(text).items()}
