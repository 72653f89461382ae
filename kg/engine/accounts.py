"""The embedded server's password and accounts.

The server is never told the password: it gets a salted hash of it in its accounts file, so that neither its
command line nor its log can show it. `root` may do everything; `reader` may read records and nothing else,
which is what makes questions read-only on this engine.
"""

import base64
import hashlib
import json
import os
import secrets
from pathlib import Path

ROOT = "root"
READER = "reader"

_ITERATIONS = 65_536  # the server's own default
_RECORDS = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_ADMIN = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]


def read_password(path: Path) -> str | None:
    """The password in a file; None where there is no such file, or nothing in it."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip() or None
    except FileNotFoundError:
        return None


def read_or_make_password(path: Path) -> str:
    """The password in a file, which is made, readable by its owner only, where it is missing or empty."""
    password = read_password(path)
    if password is None:
        password = secrets.token_urlsafe(24)
        write_private(path, password + "\n")
    return password


def write_accounts(config: Path, password: str) -> None:
    """Give the server its two accounts, both with this password, and the rights of each."""
    config.mkdir(mode=0o700, exist_ok=True)
    users = [_user(ROOT, "admin", password), _user(READER, "reader", password)]
    write_private(config / "server-users.jsonl", "".join(json.dumps(user) + "\n" for user in users))
    write_private(config / "server-groups.json", json.dumps(_groups()) + "\n")


def write_private(path: Path, text: str) -> None:
    """Replace a file in one step by one that only its owner can read."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def _user(name: str, group: str, password: str) -> dict[str, object]:
    return {"name": name, "databases": {"*": [group]}, "password": _hashed(password)}


def _hashed(password: str) -> str:
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ITERATIONS, 32)
    return f"PBKDF2WithHmacSHA256${_ITERATIONS}${salt}${base64.b64encode(key).decode()}"


def _groups() -> dict[str, object]:
    groups = {
        "admin": _group(_ADMIN, _RECORDS),
        "reader": _group([], ["readRecord"]),
        "*": _group([], []),  # anybody else: nothing
    }
    return {"databases": {"*": {"groups": groups}}, "version": 2}


def _group(database: list[str], records: list[str]) -> dict[str, object]:
    return {
        "resultSetLimit": -1,
        "readTimeout": -1,
        "access": database,
        "types": {"*": {"access": records}},
    }
