"""How fast extraction reads on one core, where the time goes, and that no text makes it slow or big.

    python bench/extract.py [--articles N] [--size CHARACTERS]     prints tables in Markdown

The articles are the sample corpus over and over, each copy under an id of its own. Texts meant to hurt are
timed at doubling sizes: growth near 2 is linear, near 4 would be quadratic. Seconds are this process's own,
so that others on the machine do not count.
"""

import argparse
import cProfile
import gc
import pstats
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from kg import ingest, sample
from kg.extract import pipeline
from kg.model import Article

HOSTILE: Final[dict[str, Callable[[int], str]]] = {
    "no full stop": lambda size: _filled("Russian forces attacked Kherson and ", size),
    "one word": lambda size: "a" * size,
    "nested quotations": lambda size: "“" * (size // 2) + "”" * (size // 2),
    "brackets that never close": lambda size: _filled("(Hamas ", size),
    "nested speakers": lambda size: _filled("Hamas said ", size),
    "nested owners": lambda size: _filled("the army of ", size),
    "relative clauses": lambda size: _filled("the army who ", size),
    "a list of countries": lambda size: _filled("Russia, ", size),
    "dates": lambda size: _filled("12 May 2024 ", size),
    "numbers": lambda size: _filled("killed 1,000 and ", size),
    "short lines": lambda size: _filled("Russia attacked Kyiv\n", size),
    "blank lines": lambda size: "\n" * size,
    "any bytes": lambda size: _filled(bytes(range(256)).decode("latin-1"), size),
}
DOUBLINGS: Final = 3


def corpus(number: int) -> Iterator[Article]:
    """So many articles: the sample's over and over, each with an id of its own."""
    loaded = [arrival.loaded for arrival in ingest.arrivals([sample.paths()])]
    articles = [each for each in loaded if isinstance(each, Article)]
    for copy, article in enumerate(islice(cycle(articles), number)):
        yield article.model_copy(update={"id": f"{article.id}-{copy}"})


def speed(extractor: pipeline.Extractor, number: int) -> Iterator[str]:
    """Rates, and the peak of memory at a tenth and at the end."""
    sentences = claims = characters = 0
    early = peak()
    gc.collect()
    started = time.process_time()
    for read, article in enumerate(corpus(number)):
        extraction = extractor.extract(article)
        sentences += len(extraction.sentences)
        claims += len(extraction.claims)
        characters += len(article.text)
        early = peak() if read == number // 10 else early
    took = time.process_time() - started
    yield "| articles | sentences | claims | sentences/s | MB/s | peak MB at a tenth | peak MB at the end |"
    yield "|---|---|---|---|---|---|---|"
    rates = f"{sentences / took:,.0f} | {characters / took / 1e6:.2f}"
    yield f"| {number:,} | {sentences:,} | {claims:,} | {rates} | {early:,.0f} | {peak():,.0f} |"


def peak() -> float:
    """The most memory the process held so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def stages(extractor: pipeline.Extractor, number: int) -> Iterator[str]:
    """Each module's own share of the time; what it calls outside kg counts as its own."""
    profile = cProfile.Profile()
    articles = list(corpus(number))
    profile.runcall(lambda: [extractor.extract(article) for article in articles])
    own = shares(pstats.Stats(profile))
    whole = sum(own.values())
    yield "| module | share of the time |"
    yield "|---|---|"
    for module, seconds in own.most_common(15):
        yield f"| `{module}` | {100 * seconds / whole:.1f} % |"


def shares(stats: pstats.Stats) -> Counter[str]:
    """Seconds by module of kg."""
    own: Counter[str] = Counter()
    entries = stats.stats  # type: ignore[attr-defined]
    for function, (_, _, seconds, _, callers) in entries.items():
        module = named(function)
        if module:
            own[module] += seconds
            continue
        for caller, (_, _, part, _) in callers.items():
            own[named(caller) or "other"] += part
    return own


def named(function: tuple[str, int, str]) -> str | None:
    """The module of kg that a function is from."""
    parts = Path(function[0]).with_suffix("").parts
    return ".".join(parts[parts.index("kg") :]) if "kg" in parts and function[0].endswith(".py") else None


def hostile(extractor: pipeline.Extractor, size: int) -> Iterator[str]:
    """Texts meant to hurt, at doubling sizes."""
    sizes = [size * 2**step for step in range(DOUBLINGS)]
    heads = " | ".join(f"{each / 1e3:,.0f} kB, s" for each in sizes)
    yield f"| text | {heads} | growth |"
    yield "|---|" + "---|" * (len(sizes) + 1)
    for name, text in HOSTILE.items():
        took = [timed(extractor, text(each)) for each in sizes]
        factor = (took[-1] / took[0]) ** (1 / (DOUBLINGS - 1))
        yield f"| {name} | {' | '.join(f'{each:.2f}' for each in took)} | × {factor:.1f} a doubling |"


def timed(extractor: pipeline.Extractor, text: str) -> float:
    """The seconds it takes to read a text."""
    gc.collect()
    started = time.process_time()
    extractor.extract(Article(id="hostile", text=text))
    return time.process_time() - started


def _filled(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--size", type=int, default=125_000, help="characters of the smallest hostile text")
    asked = parser.parse_args()
    started = time.process_time()
    extractor = pipeline.load()
    for article in corpus(1):
        extractor.extract(article)
    print(f"Loading registry, gazetteer and rules: {time.process_time() - started:.2f} s, {peak():,.0f} MB\n")
    for table in (
        speed(extractor, asked.articles),
        stages(extractor, max(1, asked.articles // 10)),
        hostile(extractor, asked.size),
    ):
        print("\n".join(table), end="\n\n")


if __name__ == "__main__":
    main()
