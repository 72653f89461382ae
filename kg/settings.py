"""Where kg keeps its data, and by which rule that place is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line hands down to the rest of kg."""

    home: Path

    @property
    def log(self) -> Path:
        """The event log: the truth, and the only file that has to be backed up."""
        return self.home / "log.sqlite"

    @property
    def engine(self) -> Path:
        """Data, process id, logs and password of the embedded server."""
        return self.home / "engine"


def resolve_home(home: Path | None, env: Mapping[str, str]) -> Path:
    """The folder to use: the one that was asked for, else KG_HOME, else the platform's user data folder."""
    chosen = home or Path(env["KG_HOME"] if env.get("KG_HOME") else _user_data())
    return chosen.expanduser().absolute()


def _user_data() -> str:
    import platformdirs  # here, because `kg --help` has no need of it

    return platformdirs.user_data_dir("kg", appauthor=False)
