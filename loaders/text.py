"""Plain text: a file is an article. Its title, date and outlet are left for the extractor to find."""

from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from loaders.contract import MAX_BYTES, Loaded, reads, shown
from loaders.encoding import decode


@reads(".txt", ".text", ".md")
def read(path: Path) -> Iterator[Loaded]:
    """The one article of a text file; its id is the file's name."""
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise InputError(
            f"is larger than {MAX_BYTES // 1_000_000} MB, too long for one article:"
            " split it into an article a file, or a row an article in a .jsonl file"
        )
    text = decode(raw, file=shown(path))
    if not text.strip():
        raise InputError("is empty: there is no text in it, leave it out")
    yield Article(id=shown(Path(path.name)), text=text)
