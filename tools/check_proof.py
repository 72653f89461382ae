"""Does the log with this root hold what a proof of `kg prove` says? check_proof.py PROOF.json SIZE ROOT"""

import json
import sys
from hashlib import sha256
from pathlib import Path


def in_log(event_hash: bytes, turn: int, path: list[str]) -> bool:  # leads up to the root as RFC 6962 has it
    here, last = sha256(b"\0" + event_hash).digest(), int(sys.argv[2]) - 1
    for beside in map(bytes.fromhex, path):
        right = turn % 2 or turn == last
        here = sha256(b"\1" + beside + here if right else b"\1" + here + beside).digest()
        while right and turn and not turn % 2:
            turn, last = turn // 2, last // 2
        turn, last = turn // 2, (last or -1) // 2  # a path that is too long for the size ends below 0
    return turn == last == 0 and here.hex() == sys.argv[3]


proof = json.loads(Path(sys.argv[1]).read_text("utf-8"))
proved = in_log(bytes.fromhex(proof["head"]), int(sys.argv[2]) - 1, proof["head_path"])
for event in proof["events"]:
    data, header, batch = (event[it].encode("utf-8", "surrogatepass") for it in ("data", "header", "batch"))
    secret = sha256(bytes.fromhex(event["salt"]) + data).digest()
    hash_ = sha256(bytes.fromhex(event["before"]) + sha256(batch).digest() + header + secret).digest()
    proved, said = proved and in_log(hash_, json.loads(header)[0] - 1, event["path"]), json.loads(data)
claim = said["claim"] if proof["index"] is None else said["claims"][proof["index"]]
print("proved" if proved else "NOT PROVED", f"event {header.decode()} states {claim['quote']!a}")  # noqa: T201
sys.exit(not proved)
