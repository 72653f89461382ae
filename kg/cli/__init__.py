"""The command line, and the only part of kg that prints: answers on stdout, messages on stderr."""


def main() -> None:
    """Run the command that the arguments name, and leave with its exit code."""
    from kg.cli.run import run

    run()
