"""Asks whom an actor is said to have attacked: python ask.py cypher/ask/attacks-by.cypher us_forces"""

import json
import os
import subprocess
import sys
from pathlib import Path

from neo4j import GraphDatabase, RoutingControl


def main(question: str, actor: str) -> None:
    status = json.loads(subprocess.check_output(["kg", "status", "--json"]))
    password = os.environ.get("NEO4J_PASSWORD") or Path(status["password_file"]).read_text().strip()
    with GraphDatabase.driver(status["uri"], auth=(status["user"], password)) as driver:
        records, _, _ = driver.execute_query(
            Path(question).read_text(encoding="utf-8"),
            {"by": actor, "from": None, "to": None, "asOf": 2**53 - 1, "limit": 10, "days": None},
            database_=status["database"],
            routing_=RoutingControl.READ,
        )
    for row in records:
        print(f"{row['date']} {row['attacked']}, {row['status']}: “{row['quote']}” ({row['said_by'][0]})")


if __name__ == "__main__":
    main(*sys.argv[1:])
