"""A small corpus to try kg on: articles about public events, written for kg, with gold annotations.

The prose is kg's own. What the articles say that states, forces and monitors said is public knowledge, put in
other words; publishers are named because who says what is the point.
"""

from importlib.resources import files
from pathlib import Path


def paths() -> Path:
    """The folder of the articles: text files, and rows of a JSON lines file."""
    return Path(str(files(__name__))) / "articles"


def gold() -> Path:
    """The folder of the annotations: a file for each text file, and in `rows/` one for each row."""
    return Path(str(files(__name__))) / "gold"
