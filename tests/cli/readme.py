"""The examples of the README: commands with what they print, written anew by `make docs`."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.cli.process import environment, run_kg

README = Path(__file__).parents[2] / "README.md"
TESTED = re.compile(r"(?<=<!-- run by the tests -->\n```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def printed(command: str, home: Path) -> str:
    """What a command prints on stdout; raises CalledProcessError where it fails."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    shell = ["bash", "-o", "pipefail", "-c", command]
    env = environment(home, PATH=path)
    return subprocess.run(shell, env=env, capture_output=True, encoding="utf-8", check=True).stdout


def rewritten(text: str, home: Path) -> str:
    """The README with what its tested commands print now."""

    def block(match: re.Match[str]) -> str:
        commands = (line.removeprefix("$ ") for line in match[0].splitlines() if line.startswith("$ "))
        return "\n".join(f"$ {command}\n{printed(command, home)}" for command in commands)

    return TESTED.sub(block, text)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "demo"
        run_kg("demo", home=Path(folder)).check_returncode()
        README.write_text(rewritten(README.read_text("utf-8"), home), "utf-8")
        run_kg("down", home=home)
