"""One way to turn values into bytes, and bytes into keys."""

import hashlib
import json
from collections.abc import Iterable

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def encode(value: object) -> bytes:
    """The canonical JSON of a value: sorted keys, no spaces, UTF-8; equal values give equal bytes."""
    return _JSON.encode(value).encode("utf-8", "surrogatepass")


def digest(value: object) -> bytes:
    """SHA-256 of a value's canonical JSON, 32 bytes."""
    return hashlib.sha256(encode(value)).digest()


def key(*parts: object, length: int = 20) -> str:
    """A short hexadecimal key of the parts; 80 bits by default, enough for a billion keys in one log."""
    return digest(list(parts)).hex()[:length]


def combine(digests: Iterable[bytes]) -> bytes:
    """An order-free digest of a set of digests: their sum modulo 2**256."""
    total = sum(int.from_bytes(item, "big") for item in digests) % (1 << 256)
    return total.to_bytes(32, "big")
