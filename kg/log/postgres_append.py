"""One statement that appends a batch to the log in PostgreSQL, and its values as the server takes them.

The statement is its own transaction: one way to the server and back. Columns go as arrays, in the server's
own binary form; the driver would look at each of their values.
"""

import struct
from collections.abc import Iterable, Sequence
from itertools import chain

from psycopg.adapt import Dumper
from psycopg.pq import Format

from kg.log.chain import Growth, Tip

APPEND = b"""
    WITH head AS (
        UPDATE log_head SET pos = %s::int8, hash = %s::bytea
        WHERE pos = %s::int8 AND hash = %s::bytea AND NOT EXISTS (SELECT FROM batch WHERE key = %s::bytea)
        RETURNING pos
    ), grown AS (
        INSERT INTO batch
        SELECT %s::int8, %s::bytea, %s::bytea, %s::int8, %s::int8, %s::int8 FROM head
    ), written AS (
        INSERT INTO event
        SELECT %s::int8 + n, %s::int8, type, sv, subject, %s::int8, %s::text, cause, data, salt, hash
        FROM head, unnest(
            %s::text[], %s::int8[], %s::text[], %s::int8[], %s::bytea[], %s::bytea[], %s::bytea[]
        ) WITH ORDINALITY AS said (type, sv, subject, cause, data, salt, hash, n)
    )
    SELECT pg_notify('kg_log', '') FROM head
"""  # the head is updated first, and with it the turn to write is taken: the rest comes from what it returns

_BYTEA, _INT8, _TEXT = 17, 20, 25  # the server's numbers of these types
_ARRAY = struct.Struct(">iiIii")  # dimensions, whether there are nulls, type, length, number of the first
_int8, _size = struct.Struct(">q").pack, struct.Struct(">i").pack
_NULL = _size(-1)


class Wire(bytes):
    """A value in the binary form of the type that the statement asks for."""

    __slots__ = ()


class WireDumper(Dumper):
    """Tells the driver that there is nothing to do."""

    format = Format.BINARY

    def dump(self, obj: Wire) -> Wire:
        return obj


def values(tip: Tip, growth: Growth) -> list[Wire]:
    """What APPEND asks for: the new end, the end that is expected, the batch, and the events by column."""
    batch, rows, end = growth
    _, _, kinds, svs, subjects, _, (by, *_), causes, stored, salts, hashes = zip(*rows, strict=True)
    bno, first, n, at = map(_int8, (batch.bno, batch.first_pos, batch.n, batch.tx_us))
    scalars = (
        *(_int8(end.pos), end.hash, _int8(tip.pos), tip.hash, batch.key),
        *(bno, batch.key, batch.digest, first, n, at),
        *(_int8(tip.pos), bno, at, by.encode()),
    )
    columns = (
        _array(_TEXT, map(str.encode, kinds)),
        _array(_INT8, map(_int8, svs)),
        _array(_TEXT, map(str.encode, subjects)),
        _numbers_or_null(causes),
        *(_array(_BYTEA, column) for column in (stored, salts, hashes)),
    )
    return [*map(Wire, scalars), *map(Wire, columns)]


def _array(type_: int, column: Iterable[bytes]) -> bytes:
    items = list(column)
    sized = zip(map(_size, map(len, items)), items, strict=True)
    return _ARRAY.pack(1, 0, type_, len(items), 1) + b"".join(chain.from_iterable(sized))


def _numbers_or_null(column: Sequence[int | None]) -> bytes:
    items = [_NULL if number is None else _size(8) + _int8(number) for number in column]
    return _ARRAY.pack(1, 1, _INT8, len(items), 1) + b"".join(items)
