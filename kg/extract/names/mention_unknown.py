"""Third pass of finding mentions: names that kg does not know, by the words in them and around them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from kg.extract.grammar import words
from kg.extract.names.mention_items import Found, Item, Line, surface
from kg.identity import clues
from kg.identity.names import Link, slug
from kg.identity.skeleton import fold
from kg.identity.trie import DASHES

_LED: Final = frozenset(("led", "headed", "commanded", "founded"))  # "by" somebody
_MOTION: Final = 5  # tokens before "to" or "from" in which a word of motion stands
_LONGEST: Final = 7  # tokens of a name
_SIDES: Final = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western"})
_CAMPS: Final = frozenset({"department", "division", "region", "area", "zone"})  # of an army, or of a land
_ARMS: Final = frozenset(
    {"army", "military", "naval", "air", "police", "counter", "terrorism", "intelligence"}
)
_OPENING: Final = frozenset("\"“”'‘:;-–—([")  # after these a capital may only begin a sentence
_OWNING: Final = frozenset(("'s", "’s", "'", "’"))
_CLOSING: Final = frozenset((",", ".", ";", ":", ""))
_OFFICE: Final = 12  # tokens of "the head of the Sumy regional administration,"
_BEFORE_TITLE: Final = 2  # words of "the deputy mayor"
_LIKE: Final = 0.5  # a spelling that shares a key must look at least so much like the entry
_CLEAR: Final = 0.08  # and so much more than the next entry does


class Run(NamedTuple):
    """The tokens first … last-1 are capitalised words that no known name covers."""

    first: int
    last: int


def is_predicate(word: str) -> bool:
    """Whether a word is a function word, or may be a finite verb."""
    table = words.load()
    forms = table.verbs.get(word)
    return word in table.closed or (forms is not None and any(kind in forms.kinds for kind in "zd"))


def name_end(line: Line, place: int) -> int | None:
    """Where the capitalised name that begins at a token ends; None where none begins there."""
    if not _begins_name(line, place):
        return None
    last = place + 1
    while last - place < _LONGEST and (step := _step(line, last)):
        last += step
    return last


def _step(line: Line, place: int) -> int:
    """How many tokens from here on belong to the name before them; 0 where it has ended."""
    hints, norm = clues.load(), line.norm(place)
    if _is_name_word(line, place) or norm in hints.generations or _is_head(line, place):
        return 1
    if _qualifies_head(line, place):
        return 2
    if norm == ".":
        return int(len(line.norm(place - 1)) == 1)
    if norm in DASHES | hints.particles and _is_name_word(line, place + 1):
        return 2
    following = line.norm(place + 1)
    if norm in hints.particles and following in DASHES and _may_follow(line, place + 2):
        return 3
    return 3 if norm in DASHES and following in hints.particles and line.norm(place + 2) in DASHES else 0


def _may_follow(line: Line, place: int) -> bool:
    """Whether a word may stand after "al-" in a name; a nation's adjective may, too: "al-Kuwaiti"."""
    item = line.at.get(place)
    nation = item is not None and item.has("jd") and item.last == place + 1
    return _is_name_word(line, place) or (nation and line.is_capital(place))


def _is_head(line: Line, place: int) -> bool:
    """Whether a capitalised common noun ends an organisation's name: "Brigade"."""
    item = line.at.get(place)
    known = item is not None and item.has("asjdk")
    return line.is_capital(place) and line.norm(place) in clues.load().heads and not known


def _qualifies_head(line: Line, place: int) -> bool:
    """A capitalised common noun before the last word of a body: "Regional Military Administration"."""
    item = line.at.get(place)
    common = item is not None and item.last == place + 1 and item.has("nct") and not item.has("asjkp")
    return common and line.is_capital(place) and _is_head(line, place + 1)


def _begins_name(line: Line, place: int) -> bool:
    if _is_name_word(line, place):
        return True
    prefixed = line.norm(place) in clues.load().particles and line.norm(place + 1) in DASHES
    return prefixed and _is_name_word(line, place + 2)


def _is_name_word(line: Line, place: int) -> bool:
    if not line.is_capital(place):
        return False
    norm, item = line.norm(place), line.at.get(place)
    if norm in clues.load().never or not norm[0].isalpha():
        return False
    if item is not None and item.has("asjdknct"):
        return False
    return norm not in words.load().closed


def person(line: Line, place: int) -> Found | None:
    """An unknown person whose name begins at a token."""
    last = name_end(line, place)
    if last is None:
        return None
    name = surface(line.tokens, place, last)
    return Found(place, last, "actor", "x_" + slug(name), name, "person", "provisional")


def provisional(line: Line, taken: Sequence[bool]) -> Iterator[Found]:
    """Mentions of unknown actors and places among the tokens that are not taken."""
    place, particles = 0, clues.load().particles
    known: Found | None = None
    while place < len(line.tokens):
        token = line.tokens[place]
        may_begin = not taken[place] and (token.text[0].isupper() or token.norm in particles)
        last = _run_end(line, place, taken) if may_begin else None
        if last is None:
            place += 1
            continue
        joined = known is not None and known.kind == "place" and known.last == place - 1
        found = _judge(line, Run(place, last), joined=joined)
        if found:
            yield (known := found)
        place = max(last, found.last if found else 0)


def _run_end(line: Line, place: int, taken: Sequence[bool]) -> int | None:
    last = name_end(line, place)
    if last is None:
        opener = line.is_capital(place) and line.norm(place) in clues.load().openers
        if not opener:
            return None
        last = place + 1
    last = _with_connectors(line, place, last)
    return next((stop for stop in range(place + 1, last) if taken[stop]), last)


def _with_connectors(line: Line, place: int, last: int) -> int:
    """Go on over "of": "Ministry of Culture", "Board of Antiquities and Heritage"."""
    hints = clues.load()
    known = line.norm(place) in hints.openers or line.norm(last - 1) in hints.heads
    while known and line.norm(last) in hints.connectors and last - place < _LONGEST:
        after = last + 1 if line.norm(last + 1) != "the" else last + 2
        end = name_end(line, after)
        if end is None or line.norm(last) in {"the", "in"} or _ends_force(line, last):
            break
        last = end
    return last


def _ends_force(line: Line, last: int) -> bool:
    """ "The Army and Frontier Corps" are two."""
    force = clues.load().heads.get(line.norm(last - 1)) in {"military", "militia", "rebel"}
    return force and line.norm(last) == "and"


def _judge(line: Line, run: Run, *, joined: bool) -> Found | None:
    """What a run is: place by its frame, actor by its words, person by its name; None: nothing tells.

    It is `joined` where one word stands between it and an unknown place.
    """
    return (
        _framed_place(line, run)
        or _organisation(line, run)
        or _linked(line, run)
        or _person_by_name(line, run)
        or _near(line, run, joined=joined)
    )


def _organisation(line: Line, run: Run) -> Found | None:
    hints, size = clues.load(), run.last - run.first
    last_word, first_word = line.norm(run.last - 1), line.norm(run.first)
    kind = hints.openers.get(first_word) or hints.heads.get(last_word)
    nation = next((item for item in line.items if item.last == run.first and item.has("jskp")), None)
    if nation is not None and kind is not None and (nation.has("j") or _bears(line, nation)):
        return _new(line, Run(nation.first, run.last), kind)
    if kind is None or size < 2 or (run.first == 0 and size == 2 and first_word in words.load().verbs):
        return None
    return _new(line, run, kind)


def _bears(line: Line, nation: Item) -> bool:
    """ "Sudan Liberation Movement": whether a land's name opens the name after it, not "in Sudan"."""
    before = line.norm(nation.first - 1)
    alone = nation.last - nation.first == 1 or line.norm(nation.first) == "the"
    return alone and before not in {"in", ","} and line.is_capital(nation.last - 1)


def _new(line: Line, run: Run, kind: str) -> Found:
    name = surface(line.tokens, run.first, run.last)
    return Found(run.first, run.last, "actor", "x_" + slug(name), name, kind, "provisional")


def _framed_place(line: Line, run: Run) -> Found | None:
    """A place beside its noun: "the village of X", "X province", "the X checkpoint"."""
    frame = line.at.get(run.last)
    force = _of_force(line, run)
    if force:
        return force
    if frame is not None and frame.has("f") and line.norm(run.last - 1) not in clues.load().heads:
        return _place(line, run, frame.senses["f"].type)
    before = next((item for item in line.items if item.last == run.first - 1), None)
    if before is not None and before.has("f") and line.norm(run.first - 1) == "of":
        return _place(line, run, before.senses["f"].type)
    if _is_listed(line, run):
        return _place(line, run, "place")
    inside = next((item for item in line.items if run.first < item.first < run.last and item.has("f")), None)
    if inside is not None and inside.last == run.last:
        return _place(line, run, inside.senses["f"].type)
    return None


def _of_force(line: Line, run: Run) -> Found | None:
    """ "Counter Terrorism Department", "Second Army Region": no land's, but a force's."""
    last = run.last + (line.norm(run.last) in _CAMPS and line.is_capital(run.last))
    said = {line.norm(place) for place in range(run.first, last)}
    if last - run.first < 2 or line.norm(last - 1) not in _CAMPS or _ARMS.isdisjoint(said):
        return None
    return _new(line, Run(run.first, last), "military" if "army" in said else "government")


def _is_listed(line: Line, run: Run) -> bool:
    """Y in "the villages of X and Y"."""
    if line.norm(run.first - 1) not in {"and", ","}:
        return False
    place = run.first - 2
    while place > 0 and (line.is_capital(place) or line.norm(place) in DASHES | {",", "and"}):
        place -= 1
    frame = line.until.get(place)
    plural = line.norm(place - 1).endswith("s")
    return line.norm(place) == "of" and plural and frame is not None and frame.has("f")


def _near(line: Line, run: Run, *, joined: bool) -> Found | None:
    if _words(line, run) > 3 or _is_shouted(line, run):
        return None
    near = (
        line.norm(run.first - 1) in clues.load().near
        or _moved_to(line, run)
        or _taken(line, run)
        or _beside_place(line, run, joined=joined)
    )
    return _place(line, run, "place") if near else None


def _taken(line: Line, run: Run) -> bool:
    """ "recaptured Sake", "advancing through Sake": an unknown name after a verb of war or of movement."""
    hints, before = clues.load(), line.norm(run.first - 1)
    one = _words(line, run) <= 2 and line.norm(run.first) not in hints.given
    if before in hints.taking:
        return one and line.norm(run.last) not in _OWNING
    moves = {line.norm(place) for place in range(max(0, run.first - _MOTION - 1), run.first - 1)}
    return one and before in hints.through and not hints.motion.isdisjoint(moves)


def _beside_place(line: Line, run: Run, *, joined: bool) -> bool:
    """ "seized Qamishli and Tarvo": one word that "and" joins to a place where somebody is, or is let in."""
    if line.norm(run.first - 1) != "and" or _words(line, run) > 1 or line.norm(run.last) in _OWNING:
        return False
    place = line.until.get(run.first - 1)
    if place is None or not place.has("p") or place.has("asjkt"):
        return joined
    hints, before = clues.load(), line.norm(place.first - 1)
    return before in hints.near or before in hints.taking


def _moved_to(line: Line, run: Run) -> bool:
    """ "withdrew their staff from Agok": one word after "to" or "from", a word of motion before it."""
    before = [line.norm(place) for place in range(max(0, run.first - _MOTION - 1), run.first)]
    one = _words(line, run) == 1 and before[-1:] and before[-1] in {"to", "from"}
    return bool(one) and not clues.load().motion.isdisjoint(before[:-1])


def _words(line: Line, run: Run) -> int:
    """How many words a name has: "Wad al-Noura" has two."""
    small = DASHES | clues.load().particles
    return sum(line.norm(place) not in small for place in range(run.first, run.last))


def _is_shouted(line: Line, run: Run) -> bool:
    return any(line.tokens[place].text.isupper() for place in range(run.first, run.last))


def _place(line: Line, run: Run, kind: str) -> Found:
    linked = _best(line, run, "place")
    name = surface(line.tokens, run.first, run.last)
    if linked:
        type_ = line.names.registry.places[linked.id].kind
        return Found(run.first, run.last, "place", linked.id, linked.name, type_, "skeleton")
    return Found(run.first, run.last, "place", "p_" + slug(name), name, kind, "provisional")


def _linked(line: Line, run: Run) -> Found | None:
    """An entry in another spelling: places after "in" and its like, actors of several words."""
    if line.norm(run.first - 1) in clues.load().near | {"to", "from", "of", "on"} and (
        linked := _best(line, run, "place")
    ):
        kind = line.names.registry.places[linked.id].kind
        return Found(run.first, run.last, "place", linked.id, linked.name, kind, "skeleton")
    if run.last - run.first >= 2 and (linked := _best(line, run, "actor")):
        kind = line.names.registry.actors[linked.id].kind
        return Found(run.first, run.last, "actor", linked.id, linked.name, kind, "skeleton")
    return None


def _best(line: Line, run: Run, kind: str) -> Link | None:
    """The entry that a spelling means: the only one with its key, or clearly the one most like it."""
    text = surface(line.tokens, run.first, run.last)
    ranked = sorted(
        ((_likeness(text, link.name), link.id, link) for link in line.names.link(text) if link.kind == kind),
        reverse=True,
    )
    if not ranked or ranked[0][0] < _LIKE or not _same_side(text, ranked[0][2].name):
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEAR:
        return None
    return ranked[0][2]


def _same_side(one: str, other: str) -> bool:
    """Whether both names have the same point of the compass: South Waziristan is not the North."""
    sides, others = (_SIDES.intersection(fold(name).split()) for name in (one, other))
    return sides == others


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def _person_by_name(line: Line, run: Run) -> Found | None:
    """One to five capitalised words that begin with a given name, speak, or are followed by an age."""
    hints, size = clues.load(), run.last - run.first
    if size > 5 or _is_shouted(line, run):
        return None
    speaks = line.norm(run.last) in hints.speech or line.norm(run.first - 1) in hints.speech
    if size == 1:
        return _by_surname(line, run) if speaks else None
    aged = line.norm(run.last) == "," and line.norm(run.last + 1).isdigit() and line.norm(run.last + 2) == ","
    led = line.norm(run.first - 1) == "by" and line.norm(run.first - 2) in _LED
    if line.norm(run.first) in hints.given or aged or speaks or led or _is_apposed(line, run):
        return _new(line, run, "person")
    return None


def _is_apposed(line: Line, run: Run) -> bool:
    """ "the mayor of Sumy, X, said", "X, the mayor of Sumy": between commas beside a title."""
    if not _SIDES.isdisjoint(line.norm(place) for place in range(run.first, run.last)):
        return False
    if line.norm(run.last) == "," and _opens_with_title(line, run.last + 1):
        return True
    if line.norm(run.first - 1) != "," or line.norm(run.last) not in _CLOSING:
        return False
    for place in range(run.first - 2, max(-1, run.first - _OFFICE), -1):
        item = line.at.get(place)
        if item is not None and item.has("t"):
            return True
        if line.norm(place) in _CLOSING:
            return False
    return False


def _opens_with_title(line: Line, place: int) -> bool:
    """ "the mayor", "a police spokesman", "spokeswoman" """
    first = place + (line.norm(place) in clues.load().determiners)
    items = (line.at.get(at) for at in range(first, first + _BEFORE_TITLE))
    return any(item is not None and item.has("t") for item in items)


def _by_surname(line: Line, run: Run) -> Found | None:
    """A speaker of whom only the surname is told: one of the registry, or an unknown one."""
    id_ = line.names.surnames.get(line.norm(run.first))
    if id_ is not None:
        return Found(
            run.first, run.last, "actor", id_, line.names.registry.actors[id_].name, "person", "alias"
        )
    begins = run.first == 0 or line.norm(run.first - 1) in _OPENING
    return None if begins else _new(line, run, "person")
