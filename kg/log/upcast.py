"""How events of older schema versions are read: the stored bytes never change, the reader lifts them.

An upcaster is a pure function from the data of `(type, sv)` to that of `(type, sv + 1)`. Once
released it stays for ever, so that any log ever written can be read.
"""

from collections.abc import Callable, Mapping
from typing import Any

Data = Mapping[str, Any]
Upcasters = Mapping[tuple[str, int], Callable[[Data], Data]]


def _name_the_publisher(article: Data) -> Data:
    """Version 1 kept whom the publisher was taken for, and not how its source names it."""
    outlet = article["outlet"]
    return {**article, "publisher": outlet["name"] if outlet else None}


UPCASTERS: Upcasters = {
    ("ArticleRecorded", 1): _name_the_publisher,
}
"""By type and the version they lift from; docs/events.md says how one is added."""


def upcast(type_: str, sv: int, data: Data, upcasters: Upcasters = UPCASTERS) -> tuple[int, Data]:
    """The version and data that an event has today."""
    while (step := upcasters.get((type_, sv))) is not None:
        sv, data = sv + 1, step(data)
    return sv, data
