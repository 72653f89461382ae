"""One way to turn values into bytes, and bytes into keys."""

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from types import NoneType

import orjson

BEGINNING = 6  # characters of a key that name what has it, where nothing else has a key that begins so

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder()

# orjson and the standard library say values of these types alike, but for some floats.
_ALIKE = frozenset((str, int, float, bool, NoneType, dict, list, tuple))
_TOKENS = bytes.maketrans(b"0123456789:[,-", b"0000000000::::")
_LONG = b":" + 19 * b"0"  # a number with so many digits may have more than 64 bits


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
    return encode_each([value])[0]


def encode_each(values: Sequence[object]) -> list[bytes]:
    """What `encode` gives for each of many values, with less ado."""
    try:
        encoded = [orjson.dumps(value, None, orjson.OPT_SORT_KEYS) for value in values]
    except orjson.JSONEncodeError:  # large numbers and half surrogate pairs, too
        return [_standard(value) for value in values]
    return encoded if _are_alike(values) else [_standard(value) for value in values]


def is_utf8(value: object) -> bool:
    """Whether every text in a value can be written down: none has half a surrogate pair in it."""
    try:
        encode(value).decode()
    except UnicodeDecodeError:
        return False
    return True


def decode(encoded: bytes) -> object:
    """The value whose canonical JSON this is; raises ValueError where it is no JSON."""
    try:
        if encoded[:1] in b"{[" and _LONG not in encoded.translate(_TOKENS):
            decoded: object = orjson.loads(encoded)
            return decoded
    except orjson.JSONDecodeError:  # half surrogate pairs, too
        pass
    return _standardly_read(encoded)


def packed(value: object) -> str:
    """JSON that `decode` reads, for files that nobody compares; tuples of any kind are lists."""
    try:
        return orjson.dumps(value, tuple).decode()
    except orjson.JSONEncodeError:  # large numbers and half surrogate pairs
        return json.dumps(value, separators=(",", ":"))


def _standard(value: object) -> bytes:
    """By the encoder of the standard library, which refuses what JSON has no form for."""
    try:
        return _text(value).encode("utf-8", "surrogatepass")
    except RecursionError as error:
        raise ValueError("it holds itself, or is nested too deeply") from error


def _standardly_read(encoded: bytes) -> object:
    """By the decoder of the standard library, which keeps every digit of a number."""
    text = encoded.decode("utf-8", "surrogatepass")
    decoded, end = _DECODER.raw_decode(text)
    if end != len(text):
        raise ValueError(f"there is more after character {end}")
    return decoded


def _are_alike(values: Sequence[object]) -> bool:
    """Whether orjson says these values, which it has said to an end, as the standard library does.

    The garbage collector knows what containers hold, and tells in a tenth of the time that a walk takes.
    """
    level = list(values)
    while level:
        kinds = set(map(type, level))
        if not kinds <= _ALIKE:
            return False
        if float in kinds and not all(_is_short(each) for each in level if type(each) is float):
            return False
        level = gc.get_referents(*level)
    return True


def _is_short(number: float) -> bool:
    """Whether it is written without an exponent, which there is more than one way to write."""
    return number == 0 or 1e-4 <= abs(number) < 1e16


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
