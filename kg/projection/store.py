"""Tables for a fold's memory: plain dictionaries, or those written behind to an SQLite file.

What is written after a file's last `keep` is a layer over the file. `seal` closes the layer that is being
written, `keep` puts the oldest sealed one into the file: so that what is computed for the next batch of
events never gets into the file with the batch before it. Values are never changed in place.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from kg import canonical
from kg.projection.statefile import Packed, Row, StateFile

V = TypeVar("V")

CACHED = 400_000  # values that are held in memory over a file; when there are more, they are read again

Members = dict[str, Any]
Layer = dict[str, dict[str, Members]]  # table → owner → member → value; None: it has gone


def as_it_is(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The value."""
    return value


class Store:
    """All tables of a fold."""

    def __init__(self, file: StateFile | None = None) -> None:
        self._file = file
        self._tables: dict[str, Table[Any]] = {}
        self._sealed: list[Layer] = []

    def table(
        self, name: str, decode: Callable[[Any], V] = as_it_is, encode: Callable[[V], Any] = as_it_is
    ) -> "Table[V]":
        """The table of a name; in a file its values are JSON or bytes, made and read by these functions."""
        table = self._tables[name] = Table(name, Codec(encode, decode), self._file, self._sealed)
        return table

    def known(self, name: str) -> "Table[Any] | None":
        """The table of a name, if there is one."""
        return self._tables.get(name)

    def seal(self) -> None:
        """What was written until now belongs together."""
        if self._file:
            self._sealed.append({name: table.take() for name, table in self._tables.items()})

    def keep(self, mark: str) -> None:
        """Put the oldest layer into the file, and with it the mark of what it is the state after."""
        if self._file is None:
            return
        there, gone = self._rows(self._sealed[0])
        self._file.write(mark, there, gone)
        del self._sealed[0]
        if sum(table.cached for table in self._tables.values()) > CACHED:
            for table in self._tables.values():
                table.forget()

    def _rows(self, layer: Layer) -> tuple[list[Row], list[tuple[str, str, str]]]:
        """The rows of the file that change, and the names of those that are no more."""
        there, gone = list[Row](), list[tuple[str, str, str]]()
        for table, owners in layer.items():
            encode = self._tables[table].codec.encode
            for owner, members in owners.items():
                for member, value in members.items():
                    if value is None:
                        gone.append((table, owner, member))
                    else:
                        there.append((table, owner, member, _packed(encode(value))))
        return there, gone


class Codec(NamedTuple):
    """How a table's values become JSON or bytes, and come back."""

    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


class Table(Generic[V]):
    """Values by owner and member; the members of an owner can be gone through in order."""

    def __init__(self, name: str, codec: Codec, file: StateFile | None, sealed: list[Layer]) -> None:
        self._name, self.codec, self._file, self._sealed = name, codec, file, sealed
        self._rows: dict[str, dict[str, V | None]] = {}
        self._fresh: dict[str, dict[str, V | None]] = {}
        self._whole: set[str] = set()  # owners of which the file has nothing that is not in `_rows`
        self.cached = 0

    def get(self, owner: str, member: str = "") -> V | None:
        """The value; None where there is none."""
        rows = self._rows.get(owner)
        if rows is not None and member in rows:
            return rows[member]
        if self._file is None or owner in self._whole:
            return None
        found = self._file.value(self._name, owner, member)
        value = None if found is None else self.codec.decode(_unpacked(found))
        self._rows.setdefault(owner, {})[member] = value
        self.cached += 1
        return value

    def begin(self, owner: str) -> None:
        """There was nothing of this owner until now, so that nobody need look for it in the file."""
        if self._file:
            self._whole.add(owner)

    def put(self, owner: str, member: str, value: V | None) -> None:
        """From now on this is the value; None takes it away."""
        if self._file is None and value is None:
            self._drop(owner, member)
            return
        self._rows.setdefault(owner, {})[member] = value
        if self._file:
            self._fresh.setdefault(owner, {})[member] = value
            self.cached += 1

    def members(self, owner: str) -> Iterator[tuple[str, V]]:
        """The members that an owner has now, in order."""
        changed = self._changed(owner)
        there = {member: value for member, value in changed.items() if value is not None} if changed else {}
        if self._reads(owner):
            for member, packed in self._from_file.members(self._name, owner):
                if member not in changed:
                    there[member] = self.codec.decode(_unpacked(packed))
        return iter(sorted(there.items(), key=_member)) if there else iter(())

    def least(self, owner: str, prefix: str = "") -> str | None:
        """The first of an owner's members that begin so."""
        return self._end(owner, prefix, min, last=False)

    def greatest(self, owner: str, prefix: str = "") -> str | None:
        """The last of an owner's members that begin so."""
        return self._end(owner, prefix, max, last=True)

    def take(self) -> dict[str, Members]:
        """What was written since the last time."""
        taken, self._fresh = self._fresh, {}
        return taken

    def forget(self) -> None:
        """Hold no more than what the file has not got yet."""
        self._rows, self.cached = {}, 0
        self._whole.clear()
        for layer in self._over():
            for owner, members in layer.items():
                self._rows.setdefault(owner, {}).update(members)
                self.cached += len(members)

    def _end(self, owner: str, prefix: str, best: Callable[[Any], str], *, last: bool) -> str | None:
        changed = self._changed(owner)
        ends = [
            member for member, value in changed.items() if value is not None and member.startswith(prefix)
        ]
        if self._reads(owner):
            there = self._from_file.names(self._name, owner, prefix, last=last)
            ends += [member for member in [next((m for m in there if m not in changed), None)] if member]
        return best(ends) if ends else None

    def _reads(self, owner: str) -> bool:
        """Whether the file may have more of an owner."""
        return self._file is not None and owner not in self._whole

    @property
    def _from_file(self) -> StateFile:
        assert self._file is not None  # noqa: S101 - `_reads` has said so
        return self._file

    def _changed(self, owner: str) -> Mapping[str, V | None]:
        """What an owner has beyond what is in the file."""
        if self._file is None or owner in self._whole:
            return self._rows.get(owner, {})
        changed: dict[str, V | None] = {}
        for layer in self._over():
            if members := layer.get(owner):
                changed.update(members)
        return changed

    def _over(self) -> Iterator[dict[str, dict[str, V | None]]]:
        for layer in self._sealed:
            yield layer.get(self._name, {})
        yield self._fresh

    def _drop(self, owner: str, member: str) -> None:
        rows = self._rows.get(owner, {})
        rows.pop(member, None)
        if not rows:
            self._rows.pop(owner, None)


def _member(row: tuple[str, object]) -> str:
    return row[0]


def _packed(value: object) -> Packed:
    return value if isinstance(value, bytes | int) else canonical.packed(value)


def _unpacked(found: Packed) -> Any:  # noqa: ANN401 - JSON
    return canonical.decode(found.encode()) if isinstance(found, str) else found
