"""The closed list of claim types (`kg/extract/rules/types.toml`), each a relationship type of the graph."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kg.model import Frozen


class ClaimType(Frozen):
    """What is known of a claim type beyond its name."""

    title: str
    category: str | None = None  # PLOVER's, unless a rule says otherwise; None for standing relations
    symmetric: bool = False  # both sides are agents
    speech: bool = False  # the agent is the speaker, who is not repeated in the attribution
    standing: bool = False  # a relation that lasts and belongs to no incident


@cache
def claim_types() -> Mapping[str, ClaimType]:
    """Every claim type by name, in the order of the list."""
    listed = tomllib.loads(files("kg.extract.rules").joinpath("types.toml").read_text("utf-8"))
    return {name: ClaimType.model_validate(entry) for name, entry in listed.items()}


@cache
def symmetric() -> frozenset[str]:
    """The types whose both sides are agents."""
    return frozenset(name for name, entry in claim_types().items() if entry.symmetric)
