"""Asks a question file over Bolt, as somebody's own program does that knows the driver and `kg status`.

python bolt_script.py QUESTION.cypher '{"asOf": 9007199254740991, "actor": null}'
"""

import json
import subprocess
import sys
from pathlib import Path

import neo4j


def main(question: str, params: str) -> None:
    status = json.loads(subprocess.check_output([sys.executable, "-m", "kg", "status", "--json"]))
    password = Path(status["password_file"]).read_text().strip()
    with neo4j.GraphDatabase.driver(status["uri"], auth=(status["user"], password)) as driver:
        records, _, _ = driver.execute_query(
            Path(question).read_text(encoding="utf-8"), json.loads(params), database_=status["database"]
        )
    json.dump([record.data() for record in records], sys.stdout, default=str)


if __name__ == "__main__":
    main(*sys.argv[1:])
