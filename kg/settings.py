"""Where kg keeps its data, and by which rule that place is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.log.address import is_url

OWN_LOG = "log.sqlite"  # in a home, unless another log was asked for


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line hands down to the rest of kg."""

    home: Path
    elsewhere: Path | str | None = None  # the log that was asked for: a file, or the URL of a database

    @property
    def log(self) -> Path | str:
        """The event log: the truth, and all that has to be backed up. A string is the URL of a database."""
        return self.elsewhere or self.home / OWN_LOG

    @property
    def lookups(self) -> Path:
        """What deciding on articles looks up; it can be thrown away, and is made anew from the log."""
        return self.home / "lookup.sqlite"

    @property
    def engine(self) -> Path:
        """Data, process id, logs and password of the embedded server."""
        return self.home / "engine"


def resolve_home(home: Path | None, env: Mapping[str, str]) -> Path:
    """The folder to use: the one that was asked for, else KG_HOME, else the platform's user data folder."""
    chosen = home or Path(env["KG_HOME"] if env.get("KG_HOME") else _user_data())
    return chosen.expanduser().absolute()


def resolve_log(log: str | None, env: Mapping[str, str]) -> Path | str | None:
    """The log to use: the one that was asked for, else KG_LOG; None where it is the home's own."""
    chosen = log or env.get("KG_LOG")
    return Path(chosen).expanduser().absolute() if chosen and not is_url(chosen) else chosen or None


def _user_data() -> str:
    import platformdirs  # here, because `kg --help` has no need of it

    return platformdirs.user_data_dir("kg", appauthor=False)
