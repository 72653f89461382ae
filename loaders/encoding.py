"""Bytes to text, or one line that says what the bytes are instead and what mends them."""

import codecs
import io
import shlex

from kg.errors import InputError

_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r") + b"\x7f"
_BINARY_SHARE = 0.02  # of control characters; random bytes have five times as many, texts hardly any
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def decode(raw: bytes, *, file: str) -> str:
    """The text as `Path.read_text` gives it, without a byte order mark; `file` is named in messages.

    Raises InputError where the bytes are not a text in UTF-8.
    """
    if (wide := _wide(raw)) is not None:
        raise InputError(f"is {wide}, not UTF-8: mend it with {_iconv(wide, file)}")
    if _is_binary(raw):
        raise InputError("is binary, not a text: give the text that is in it")
    try:
        return io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8-sig").read()
    except UnicodeDecodeError as error:
        raise InputError(_complaint(raw, error, file)) from error


def _wide(raw: bytes) -> str | None:
    """UTF-16 or UTF-32, by its mark or by where its zero bytes are; None for anything else."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    half = len(raw[:4096]) // 2
    low, high = raw[:4096:2].count(0), raw[1:4096:2].count(0)
    if half > 2 and high > 0.6 * half and low <= 0.05 * half:
        return "UTF-16LE"
    if half > 2 and low > 0.6 * half and high <= 0.05 * half:
        return "UTF-16BE"
    return None


def _is_binary(raw: bytes) -> bool:
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    return b"\0" in raw or controls > _BINARY_SHARE * len(raw)


def _complaint(raw: bytes, error: UnicodeDecodeError, file: str) -> str:
    at = f"byte 0x{raw[error.start]:02X} at offset {error.start}"
    if error.reason == "unexpected end of data":
        return f"ends in the middle of a character ({at}): it was cut off, fetch it again"
    if _is_nearly_utf8(raw):
        return f"has bytes that are not UTF-8 ({at}): drop them with {_iconv('UTF-8', file, drop=True)}"
    likely = "WINDOWS-1252" if any(0x80 <= byte <= 0x9F for byte in raw) else "ISO-8859-1"
    return f"is not UTF-8 ({at}), probably {likely}: mend it with {_iconv(likely, file)}"


def _is_nearly_utf8(raw: bytes) -> bool:
    """Whether most of what is not ASCII is well-formed UTF-8."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("�")
    return sum(not c.isascii() for c in text) - broken > broken


def _iconv(encoding: str, file: str, *, drop: bool = False) -> str:
    return f"iconv {'-c ' if drop else ''}-f {encoding} -t UTF-8 {shlex.quote(file)} > utf8-copy"
