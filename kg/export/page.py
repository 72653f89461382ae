"""Writes XML as it comes, element by element."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

_NOT_XML = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # XML 1.0 has no word for these


class Page:
    """An XML document in the making."""

    def __init__(self, out: TextIO) -> None:
        self._out = XMLGenerator(out, "utf-8", short_empty_elements=True)  # type: ignore[arg-type] # it takes text, too
        self._out.startDocument()

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str]) -> Iterator[None]:
        """An element with what is written inside the block."""
        self._out.startElement(
            name, AttributesImpl({key: _clean(value) for key, value in attributes.items()})
        )
        yield
        self._out.endElement(name)
        self._out.ignorableWhitespace("\n")

    def empty(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element with nothing inside."""
        with self.element(name, attributes):
            pass

    def text(self, name: str, attributes: Mapping[str, str], text: str) -> None:
        """An element with text inside."""
        with self.element(name, attributes):
            self._out.characters(_clean(text))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
