"""How fast the log is projected, beside a bare driver loop that sends the same rows in the same run.

    python bench/projection.py [--articles N] [--rounds N] [--startup EVENTS]     prints tables in Markdown

Each article is four events: recorded, five claims of fifteen sentences extracted, an incident opened, the
claims linked to it. Actors are heavy-tailed: a few are in half of all claims. The bare loop sends the very
statements and rows that the projector sends, in the same transactions, without fold, checkpoint and log.
"""

import argparse
import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

import neo4j

from kg import canonical, statements
from kg.claimtypes import claim_types
from kg.engine import Server, embedded
from kg.engine.layout import layout
from kg.events import (
    ArticleRecorded,
    ClaimsExtracted,
    ClaimsLinked,
    EntityDefined,
    IncidentOpened,
    Link,
    Payload,
)
from kg.graph import Graph
from kg.log import open_log
from kg.log.memory import MemoryLog
from kg.log.protocol import Batch
from kg.model import Claim, Entity, Incident, Party, Sentence
from kg.projection import digest
from kg.projection.account import written
from kg.projection.fold import State, fold
from kg.projection.project import NAME, Projector, batches, begin
from kg.projection.rebuild import rebuild
from kg.projection.sending import Sending, sendings
from kg.projection.snapshot import Snapshot

ACTORS, OUTLETS, PLACES = 2_000, 40, 500
CLAIMS, SENTENCES = 5, 15
SENTENCE = "Fighters of one group struck a convoy of another near the old bridge, residents said. "
TYPES = ("ATTACKED", "BLOCKED", "ACCUSED", "ENTERED", "SUPPORTED")


def payloads(number: int, rng: Random) -> Iterator[Payload]:
    """The events of one article."""
    key, incident = f"article{number}", f"incident{number // 3}"
    published = date(2015, 1, 1) + timedelta(days=number % 3_000)
    spans = [(at * len(SENTENCE), (at + 1) * len(SENTENCE) - 1) for at in range(SENTENCES)]
    claims = tuple(claim(at, spans[at], published, rng) for at in range(CLAIMS))
    yield ArticleRecorded(
        key=key,
        id=key,
        loader="bench",
        text=SENTENCE * SENTENCES,
        title=None,
        published=published,
        outlet=party(f"outlet{number % OUTLETS}", 0),
        url=None,
    )
    yield ClaimsExtracted(
        article=key,
        extractor="bench",
        version="1",
        sentences=tuple(Sentence(index=at, start=a, end=b) for at, (a, b) in enumerate(spans)),
        mentions=(),
        claims=claims,
    )
    yield IncidentOpened(
        incident=Incident(
            key=incident,
            title="A clash",
            category="ASSAULT",
            date=published.isoformat(),
            date_to=None,
            place=f"place{number % PLACES}",
            parties=(),
        )
    )
    links = tuple(Link(claim=made.key(key), incident=incident) for made in claims)
    yield ClaimsLinked(article=key, method="bench", links=links)


def claim(at: int, span: tuple[int, int], day: date, rng: Random) -> Claim:
    """A claim about two actors and a place."""
    start, end = span
    return Claim(
        type=TYPES[at],
        actors=(party(f"actor{heavy(rng)}", start),),
        recipients=(party(f"actor{heavy(rng)}", start + 30),),
        place=party(f"place{rng.randrange(PLACES)}", start + 50),
        date=day.isoformat(),
        attribution=(party("residents", start + 60),),
        quote=SENTENCE[:-1],
        start=start,
        end=end,
        sentence=at,
        trigger=(start + 21, start + 27),
        rule="bench",
    )


def party(id_: str, start: int) -> Party:
    """A party that five characters name."""
    return Party(id=id_, name=id_, text="group", start=start, end=start + 5)


def heavy(rng: Random) -> int:
    """An actor; the first ten are half of all that are drawn."""
    return min(int(rng.paretovariate(0.6)), ACTORS) if rng.random() < 0.7 else rng.randrange(ACTORS)


def filled(articles: int) -> MemoryLog:
    """A log of made-up articles, the same at every run."""
    log, rng = MemoryLog(), Random(1)  # noqa: S311 - the same at every run is what is wanted
    for number in range(articles):
        events = tuple(payload.new() for payload in payloads(number, rng))
        log.append(Batch(canonical.digest(number), canonical.digest(number), "bench", events), tx_us=number)
    return log


def sent(log: MemoryLog) -> list[list[Sending]]:
    """What the projector sends, by transaction."""
    state = State()
    runs = batches(log, 0, log.head().pos)
    return [list(sendings(state.changes(events), claim_types())) for events in runs]


def bare(server: Server, todo: Sequence[Sequence[Sending]]) -> None:
    """Send it all with the driver and nothing else."""
    with (
        neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver,
        driver.session(database=server.database) as session,
    ):
        for transaction in todo:
            session.execute_write(send, transaction)


def send(tx: neo4j.ManagedTransaction, todo: Sequence[Sending]) -> None:
    """One transaction of the bare loop."""
    for statement, params in todo:
        tx.run(statement, dict(params)).consume()


def wipe(graph: Graph, log: MemoryLog) -> None:
    """Take everything out of the graph; its schema stays, and a checkpoint at the log's beginning."""
    while graph.write(lambda tx: tx.run(statements.body("admin/wipe"), {"limit": 5_000}))[0]["gone"]:
        pass
    graph.write(lambda tx: tx.run(statements.body("admin/forget"), {"name": NAME}))
    begin(graph, log)


class Spent(NamedTuple):
    """Seconds by the clock, and of processor time of this process and of the server."""

    clock: float
    own: float
    server: float


def timed(home: Path, work: Callable[[], object]) -> Spent:
    """What it takes."""
    gc.collect()
    server, own, clock = server_s(home), time.process_time(), time.perf_counter()
    work()
    clock, own = time.perf_counter() - clock, time.process_time() - own
    return Spent(clock, own, server_s(home) - server)


def server_s(home: Path) -> float:
    """The processor time of the server of a home so far; of one that was started anew, since then."""
    pid = layout(home).pid.read_text(encoding="ascii").strip()
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def live(log: MemoryLog, graph: Graph, state: Path) -> None:
    """What `kg load` does for the graph."""
    with Projector(log, graph, state=state) as projector:
        projector.catch_up()


def measure(home: Path, log: MemoryLog, rounds: int) -> dict[str, Spent]:
    """The medians of each way; the projector and the bare loop take turns at being the first."""
    server, todo = embedded.up(home), sent(log)
    took: dict[str, list[Spent]] = {"projector, live": [], "bare driver loop": []}
    with Graph.connect(server) as graph:
        ways: list[Callable[[], object]] = [
            lambda: live(log, graph, Path(tempfile.mkdtemp(dir=home)) / "state.sqlite"),
            lambda: bare(server, todo),
        ]
        for turn in range(rounds + 1):
            for way, work in list(zip(took, ways, strict=True))[:: 1 if turn % 2 else -1]:
                wipe(graph, log)
                spent = timed(home, work)
                if turn:  # before, the server's code is cold
                    took[way].append(spent)
        wipe(graph, log)
        ways[0]()
        took["fold alone"] = [timed(home, lambda: fold(log.read()))]
        took["digest of the graph"] = [timed(home, lambda: digest.digest(digest.in_graph(graph)))]
    took["`kg rebuild`, all of it"] = [timed(home, lambda: rebuild(log, home, server))]
    return {way: Spent(*map(statistics.median, zip(*spent, strict=True))) for way, spent in took.items()}


def small(events: int) -> Iterator[Batch]:
    """A long log in batches of a thousand events that say little: places by the hundred thousand."""
    for first in range(0, events, 1_000):
        made = tuple(
            EntityDefined(
                entity=Entity(id=f"place{at}", name=f"Place {at}", kind="place", type="village")
            ).new()
            for at in range(first, min(first + 1_000, events))
        )
        yield Batch(canonical.digest(first), canonical.digest(first), "bench", made)


def start_up(home: Path, events: int) -> tuple[float, float]:
    """The seconds until a graph that lacks the last event of a long log has it: with a state file, without.

    The state is worked out and the checkpoint set without sending what was before: that is not measured here.
    """
    state = home / "state.sqlite"
    with closing(open_log(home / "log.sqlite")) as log:
        log.extend(small(events - 1), tx_us=1)
        with closing(Snapshot(log, state)) as snapshot:
            for batch in batches(log, 0, events - 1):
                mark = snapshot.advance(batch).mark
                snapshot.keep()
        log.append(next(iter(small(1)))._replace(key=b"last", digest=b"last"), tx_us=1)
    with Graph.connect(embedded.up(home)) as graph, closing(open_log(home / "log.sqlite")) as log:
        at = begin(graph, log)
        moved = {"name": NAME, "log": at.log_id, "build": at.build, "code": at.code, "from": 0}
        moved |= {"to": mark.pos, "hash": mark.hash, "digest": written(mark.digest)}
        graph.write(lambda tx: tx.run(statements.body("project/checkpoint"), moved))
    with_state = timed(home, lambda: started(home, state)).clock
    with Graph.connect(embedded.up(home)) as graph:
        graph.write(
            lambda tx: tx.run(statements.body("project/checkpoint"), moved | {"from": events, "to": mark.pos})
        )
    return with_state, timed(home, lambda: started(home, None)).clock


def started(home: Path, state: Path | None) -> None:
    """Open everything, and bring the graph up."""
    with (
        Graph.connect(embedded.up(home)) as graph,
        closing(open_log(home / "log.sqlite")) as log,
        Projector(log, graph, state=state) as projector,
    ):
        projector.catch_up()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--startup", type=int, metavar="EVENTS")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    if args.startup:
        with tempfile.TemporaryDirectory() as folder:
            seconds = start_up(Path(folder), args.startup)
            embedded.down(Path(folder))
        kept, anew = seconds
        print(f"{args.startup:,} events: up after {kept:.2f} s with the state file, {anew:.2f} s without")
        return
    log = filled(args.articles)
    events, claims = log.head().pos, args.articles * CLAIMS
    with tempfile.TemporaryDirectory() as folder:
        took = measure(Path(folder), log, args.rounds)
        embedded.down(Path(folder))
    print(f"{args.articles} articles, {events} events, {claims} claims; medians of {args.rounds}\n")
    print("| way | seconds | events/s | claims/s | own processor, s | server's processor, s |")
    print("|---|--:|--:|--:|--:|--:|")
    for way, spent in took.items():
        rates = f"{events / spent.clock:,.0f} | {claims / spent.clock:,.0f}"
        print(f"| {way} | {spent.clock:.2f} | {rates} | {spent.own:.2f} | {max(spent.server, 0):.2f} |")


if __name__ == "__main__":
    main()
