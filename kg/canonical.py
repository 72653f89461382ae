"""One way to turn values into bytes, and bytes into keys."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _said() -> Callable[[object], str]:
    """What `_JSON.encode` gives, without the encoder that it makes for each value: a third of the time."""
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return _JSON.encode
    pieces = make(None, _JSON.default, json.encoder.encode_basestring, None, ":", ",", True, False, False)
    join = "".join
    return lambda value: join(pieces(value, 0))


_text = _said()


def encode(value: object) -> bytes:
    """The canonical JSON of a value: sorted keys, no spaces, UTF-8; equal values give equal bytes.

    Raises ValueError for numbers and nestings without end, TypeError for what JSON has no form for.
    """
    try:
        return _text(value).encode("utf-8", "surrogatepass")
    except RecursionError as error:
        raise ValueError("it holds itself, or is nested too deeply") from error


def encode_each(values: Sequence[object]) -> list[bytes]:
    """What `encode` gives for each of many values, with less ado."""
    try:
        return [_text(value).encode() for value in values]
    except (UnicodeEncodeError, RecursionError):  # half a surrogate pair, or nested without end
        return [encode(value) for value in values]


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
