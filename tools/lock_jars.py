"""Writes the lock file of the jars that kg downloads.

    mvn dependency:copy-dependencies -Dmdep.useRepositoryLayout=true -DoutputDirectory=DIR
    python tools/lock_jars.py DIR >kg/engine/neo4j.lock

The first command runs in a folder whose pom.xml depends on org.neo4j.app:neo4j-server and org.neo4j:neo4j of
the version that kg/engine/jars.py names.
"""

import hashlib
import sys
from pathlib import Path


def main(folder: Path) -> None:
    """Print a line for each jar: path, size, SHA-256."""
    sys.stdout.write("# path in a Maven repository, size in bytes, SHA-256; written by tools/lock_jars.py\n")
    for jar in sorted(folder.rglob("*.jar")):
        body = jar.read_bytes()
        name, digest = jar.relative_to(folder).as_posix(), hashlib.sha256(body).hexdigest()
        sys.stdout.write(f"{name} {len(body)} {digest}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
