"""Where kg keeps its data, and by which rule that place is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import DataError
from kg.log.address import is_url

CONFIG = "kg.toml"  # in a home: which log and which graph server it uses, where they are not its own
KEYS = ("graph", "log")  # what may stand in it
OWN_LOG = "log.sqlite"  # in a home, unless another log was asked for


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line hands down to the rest of kg."""

    home: Path
    elsewhere: Path | str | None = None  # the log that was asked for: a file, or the URL of a database
    env: Mapping[str, str] = field(
        default_factory=dict, repr=False
    )  # names the graph server, as Neo4j's tools do

    @property
    def log(self) -> Path | str:
        """The event log: the truth, and all that has to be backed up. A string is the URL of a database."""
        return self.elsewhere or self.home / OWN_LOG

    @property
    def lookups(self) -> Path:
        """What deciding on articles looks up; it can be thrown away, and is made anew from the log."""
        return self.home / "lookup.sqlite"

    @property
    def search(self) -> Path:
        """The full-text index of `kg search`; it can be thrown away, too."""
        return self.home / "search.sqlite"

    @property
    def view(self) -> Path:
        """What judgements look up: names, titles and other judgements; it can be thrown away, too."""
        return self.home / "view.sqlite"

    @property
    def engine(self) -> Path:
        """Data, process id, logs and password of the embedded server."""
        return self.home / "engine"

    @property
    def demo(self) -> "Settings":
        """The home of the demo, with a log of its own, beside what is in this one."""
        return replace(self, home=self.home / "demo", elsewhere=None)


def resolve_home(home: Path | None, env: Mapping[str, str]) -> Path:
    """The folder to use: the one that was asked for, else KG_HOME, else the platform's user data folder."""
    chosen = home or Path(env["KG_HOME"] if env.get("KG_HOME") else _user_data())
    return _expanded(chosen).absolute()


def resolve_log(log: str | None, env: Mapping[str, str], home: Path) -> Path | str | None:
    """The log that was asked for, else KG_LOG, else `log` in the home's kg.toml; None where none is named.

    A path in the file is taken from the home. Raises DataError where the file cannot be read.
    """
    chosen = log or env.get("KG_LOG")
    if chosen:
        return _place(chosen, Path())
    named = configured(home).get("log")
    if named is None:
        return None
    if not isinstance(named, str):
        raise DataError(
            f'{home / CONFIG}: log is not a text: write log = "postgresql://user@host/name" at the top'
        )
    return _place(named, home)


def _place(log: str, folder: Path) -> Path | str:
    """The URL of a database, or a file, where it is not said otherwise in a folder."""
    if is_url(log):
        return log
    if "://" in log:
        raise DataError(
            f"a log cannot be at {log.partition('://')[0]}://: name a file, or postgresql://user@host/name"
        )
    return (folder / _expanded(Path(log))).absolute()


def _expanded(path: Path) -> Path:
    """The path with the folder of a user in the place of its tilde."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise DataError(f"{path} begins with the folder of a user that there is not: write it out") from error


def configured(home: Path) -> Mapping[str, object]:
    """What the home's kg.toml says; nothing where there is none. Raises DataError where it cannot be read."""
    path = home / CONFIG
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read: {error}") from error
    import tomllib  # here, because most homes have no such file

    try:
        said = tomllib.loads(text)
    except ValueError as error:
        raise DataError(f"{path} cannot be read: {error}") from error
    if unknown := sorted(said.keys() - set(KEYS)):
        raise DataError(f"{path}: {unknown[0]!r} is none of {', '.join(KEYS)}: mend its name or leave it out")
    return said


def _user_data() -> str:
    import platformdirs  # here, because `kg --help` has no need of it

    return platformdirs.user_data_dir("kg", appauthor=False)
