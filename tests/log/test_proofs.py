"""A stranger can tell from a proof, a size and a root alone whether a log holds a claim."""

import json
import runpy
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import proving
from kg.errors import LogError
from kg.events import ClaimAsserted, ClaimsExtracted
from kg.log import merkle
from kg.log.memory import MemoryLog
from kg.log.protocol import EventLog
from tests.recorded import append, payloads, record, told

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "check_proof.py"
ARTICLES = 7


def filled(articles: int = ARTICLES) -> tuple[EventLog, list[str]]:
    """A log and the keys of the claims in it."""
    log = MemoryLog()
    return log, [key for i in range(articles) for key in record(log, f"a{i}")]


@pytest.fixture(scope="module")
def story() -> tuple[EventLog, list[str]]:
    return filled()


def believed(proof: object, size: int, root: str, folder: Path) -> bool:
    """Whether the stranger's script takes the proof; it may also break over what makes no sense."""
    file = folder / "proof.json"
    file.write_text(json.dumps(proof), encoding="utf-8")
    before = sys.argv
    sys.argv = ["check_proof.py", str(file), str(size), root]
    try:
        runpy.run_path(str(SCRIPT))
    except SystemExit as ended:
        return not ended.code
    except (ValueError, TypeError, LookupError, NameError, OverflowError):
        return False
    finally:
        sys.argv = before
    raise AssertionError("the script did not say how it ended")


# ---- the tree, beside its definition in RFC 6962, section 2.1


def defined_root(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return sha256(*(b"\0" + leaf for leaf in leaves)).digest()
    cut = split(len(leaves))
    return sha256(b"\1" + defined_root(leaves[:cut]) + defined_root(leaves[cut:])).digest()


def defined_path(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    cut = split(len(leaves))
    if index < cut:
        return [*defined_path(index, leaves[:cut]), defined_root(leaves[cut:])]
    return [*defined_path(index - cut, leaves[cut:]), defined_root(leaves[:cut])]


def split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


@pytest.mark.parametrize("size", [*range(35), 63, 64, 65, 100])
def test_the_tree_is_that_of_rfc_6962(size: int):
    leaves = [sha256(bytes([i])).digest() for i in range(size)]
    made = merkle.tree(leaves, positions=range(1, size + 1))
    assert (made.size, made.root) == (size, defined_root(leaves))
    assert made.paths == {i + 1: defined_path(i, leaves) for i in range(size)}


def test_the_root_of_two_known_leaves_is_the_published_one():
    """From the test vectors of Certificate Transparency: the leaves "" and 00."""
    assert merkle.tree([]).root.hex().startswith("e3b0c442")
    assert merkle.tree([b""]).root.hex().startswith("6e340b9c")
    assert merkle.tree([b"", b"\0"]).root.hex().startswith("fac54203")


# ---- proofs


@pytest.mark.parametrize("articles", [1, 2, 3, 4, 8, 11])
def test_every_claim_of_a_log_of_any_size_can_be_proved(articles: int, tmp_path: Path):
    log, claims = filled(articles)
    made = proving.root(log)
    for claim in claims:
        assert believed(proving.prove(log, claim), made.size, made.root.hex(), tmp_path)


def test_the_script_says_what_was_proved_and_needs_nothing_of_kg(story, tmp_path: Path):
    log, claims = story
    (tmp_path / "proof.json").write_text(json.dumps(proving.prove(log, claims[3])))
    made = proving.root(log)
    command = [sys.executable, "-I", "-S", str(SCRIPT), "proof.json", str(made.size), made.root.hex()]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith('proved event [4,"ClaimsExtracted",1,')
    assert done.stdout.rstrip().endswith("states 'a1: ndf CASUALTIES ndf @p_khasham killed=7'")
    assert len(SCRIPT.read_text().splitlines()) <= 30


def test_a_proof_stands_against_the_root_of_its_own_size_for_ever(story, tmp_path: Path):
    log, claims = filled(4)
    old = proving.root(log)
    record(log, "later")
    assert believed(proving.prove(log, claims[2], at=old.size), old.size, old.root.hex(), tmp_path)
    assert not believed(proving.prove(log, claims[2]), old.size, old.root.hex(), tmp_path)


def test_a_proof_can_bring_the_article_along(story, tmp_path: Path):
    log, claims = story
    proof = proving.prove(log, claims[2], article=True)
    made = proving.root(log)
    assert believed(proof, made.size, made.root.hex(), tmp_path)
    recorded, stated = (json.loads(event["data"]) for event in proof["events"])
    claim = stated["claims"][proof["index"]]
    assert recorded["text"][claim["start"] : claim["end"]] == claim["quote"]


def test_a_claim_of_a_person_is_proved_by_its_own_event(tmp_path: Path):
    log, _ = filled(2)
    said = told("a1")
    _, read = payloads(said)
    assert isinstance(read, ClaimsExtracted)
    claim = read.claims[0].model_copy(update={"rule": "person"})
    asserted = ClaimAsserted(
        article=said.key, sentence=read.sentences[0], claim=claim, replaces=None, reason="seen"
    )
    append(log, "by hand", asserted)
    made = proving.root(log)
    proof = proving.prove(log, f"{claim.key(said.key)}~5")
    assert proof["index"] is None
    assert believed(proof, made.size, made.root.hex(), tmp_path)


def test_a_proof_shows_nothing_of_other_articles(story):
    log, claims = story
    shown = json.dumps(proving.prove(log, claims[6], article=True))
    assert "a3" in shown
    assert not any(told(f"a{i}").key in shown for i in range(ARTICLES) if i != 3)


def test_what_was_erased_can_no_longer_be_proved_and_the_rest_as_before(tmp_path: Path):
    log, claims = filled()
    before = proving.root(log)
    log.erase([3, 4], reason="asked for", tx_us=9)
    assert proving.root(log) == before
    with pytest.raises(LogError, match="it may have been erased"):
        proving.prove(log, claims[2])
    assert believed(proving.prove(log, claims[4]), before.size, before.root.hex(), tmp_path)


def test_the_beginning_of_a_key_names_a_claim_unless_several_begin_so(story, monkeypatch: pytest.MonkeyPatch):
    log, claims = story
    assert proving.prove(log, claims[0][:12]) == proving.prove(log, claims[0])
    with pytest.raises(LogError, match="'123' is too short for the key of a claim"):
        proving.prove(log, "123")
    monkeypatch.setattr(proving, "BEGINNING", 0)
    with pytest.raises(LogError, match="several claims begin"):
        proving.prove(log, "")


def test_an_unknown_claim_and_an_unknown_position_are_told(story):
    log, claims = story
    with pytest.raises(LogError, match="no event of the log states the claim nonsense"):
        proving.prove(log, "nonsense")
    with pytest.raises(LogError, match="no event of the log states"):
        proving.prove(log, claims[-1], at=4)
    with pytest.raises(LogError, match="there is no event 99: the log ends at 14"):
        proving.root(log, at=99)


# ---- forgeries


def parts(value: object, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """The ways to every text and number of a proof that the script looks at."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in UNREAD:
                yield from parts(item, (*path, key))
    elif isinstance(value, list):
        for key, item in enumerate(value):
            yield from parts(item, (*path, key))
        if path[-1] != "events":  # with an event less, less is proved
            yield (*path, "a hash less")
    else:
        yield path


UNREAD = ("claim", "index", "log", "size", "root")  # for the reader's eye; the script is told size and root


def forged(proof: dict[str, object], path: tuple[object, ...], at: int, by: int) -> object:
    """A copy with one character of one text changed, or a hash of a path taken away."""
    copy = json.loads(json.dumps(proof))
    *way, last = path
    inner = copy
    for step in way:
        inner = inner[step]
    if last == "a hash less":
        if inner:
            del inner[at % len(inner)]
        return copy
    text = inner[last]
    at %= len(text)
    alphabet = "0123456789abcdef" if set(text) <= set("0123456789abcdef") else "0123456789abcdefghijkl ,:{}[]"
    other = [c for c in alphabet if c != text[at].lower()]
    inner[last] = text[:at] + other[by % len(other)] + text[at + 1 :]
    return copy


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_no_changed_proof_is_believed(story, tmp_path_factory, data):
    log, claims = story
    proof = proving.prove(log, data.draw(st.sampled_from(claims)), article=data.draw(st.booleans()))
    path = data.draw(st.sampled_from(sorted(parts(proof), key=str)))
    other = forged(proof, path, data.draw(st.integers(0, 5000)), data.draw(st.integers(0, 40)))
    made = proving.root(log)
    folder = tmp_path_factory.getbasetemp()
    assert believed(proof, made.size, made.root.hex(), folder)
    assert other == proof or not believed(other, made.size, made.root.hex(), folder)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_event_is_believed_at_another_position_or_under_another_root(story, tmp_path_factory, data):
    log, claims = story
    made, folder = proving.root(log), tmp_path_factory.getbasetemp()
    proof = proving.prove(log, data.draw(st.sampled_from(claims)))
    root = bytearray(made.root)
    root[data.draw(st.integers(0, 31))] ^= 1 << data.draw(st.integers(0, 7))
    assert not believed(proof, made.size, root.hex(), folder)
    event = proof["events"][0]
    header = json.loads(event["header"])
    header[0] = data.draw(st.integers(1, made.size).filter(lambda n: n != header[0]))
    event["header"] = json.dumps(header, separators=(",", ":"))
    assert not believed(proof, made.size, made.root.hex(), folder)
