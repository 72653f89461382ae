"""The schema of the graph as a picture: every label in its place, every relationship as an arrow."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from math import hypot
from typing import Final, NamedTuple

from kg.schema import DIRECT, Schema

WIDTH, HEIGHT = 1040, 640
_HALF = (80, 30)  # of a box
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
font-family="sans-serif" font-size="14">
<title>The labels and relationships of kg's graph</title>
<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">\
<path d="M0 0L10 5L0 10z" fill="#555"/></marker></defs>
<rect width="{width}" height="{height}" fill="#fff"/>
"""
_LINE = '<path d="{path}" fill="none" stroke="#555" stroke-width="1.5" marker-end="url(#tip)"/>\n'
_BOX = (
    '<rect x="{x:.0f}" y="{y:.0f}" width="{width}" height="{height}" rx="12" fill="{fill}"/>\n'
    '<text x="{middle:.0f}" y="{base:.0f}" text-anchor="middle" font-size="18" font-weight="bold">'
    "{label}</text>\n"
)
_WORDS = (
    '<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="18" fill="#fff"/>\n'
    '<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle" fill="#222">{text}</text>\n'
)
_LETTER = 8.6  # about as wide as a capital


class Point(NamedTuple):
    """A place in the picture."""

    x: float
    y: float


class Spot(NamedTuple):
    """Where a label is drawn, in which colour, and to which side the arrows to itself go."""

    at: Point
    fill: str
    loop: int  # -1 is up


PLACES: Final = {
    "Article": Spot(Point(130, 170), "#d9d9d9", -1),
    "Sentence": Spot(Point(130, 470), "#d9d9d9", 1),
    "Claim": Spot(Point(500, 470), "#ffe08a", 1),
    "Actor": Spot(Point(500, 170), "#a6cbf5", -1),
    "Incident": Spot(Point(900, 170), "#f5b1a6", -1),
    "Place": Spot(Point(900, 470), "#b7e0b0", 1),
}
LABELS_AT: Final = {("Actor", "Place"): 0.27, ("Claim", "Incident"): 0.3}  # where two arrows cross


def drawn(schema: Schema) -> str:
    """The picture as SVG; what no relationship leads to has no place in it."""
    arrows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for edges in schema.edges:
        for end in edges.ends:
            arrows[edges.start, end].append(edges.type)
    shown = [_arrow(ends, _named(types, schema), ends[::-1] in arrows) for ends, types in arrows.items()]
    boxes = (_box(label) for label in schema.nodes if label in PLACES)
    lines, words = zip(*shown, strict=True)
    return "".join([_HEAD.format(width=WIDTH, height=HEIGHT), *lines, *boxes, *words, "</svg>\n"])


def _named(types: Sequence[str], schema: Schema) -> list[str]:
    """What stands at an arrow, a line for each type."""
    direct = f"{DIRECT} … ({len(schema.claim_types)} claim types)"
    return [direct if type_ == DIRECT else type_ for type_ in types]


def _arrow(ends: tuple[str, str], names: list[str], both_ways: bool) -> tuple[str, str]:
    start, end = ends
    if start == end:
        return _loop(PLACES[start], names)
    a, b = PLACES[start].at, PLACES[end].at
    length = hypot(b.x - a.x, b.y - a.y)
    aside = 14 if both_ways else 0
    shift = Point(-(b.y - a.y) / length * aside, (b.x - a.x) / length * aside)
    a, b = Point(a.x + shift.x, a.y + shift.y), Point(b.x + shift.x, b.y + shift.y)
    first, last = _edge_of_box(a, b), _edge_of_box(b, a)
    part = LABELS_AT.get(ends, 0.5)
    middle = Point(first.x + (last.x - first.x) * part, first.y + (last.y - first.y) * part)
    path = f"M{first.x:.0f} {first.y:.0f}L{last.x:.0f} {last.y:.0f}"
    return _LINE.format(path=path), "".join(_words(middle, names, below=shift.y > 0 if aside else None))


def _loop(spot: Spot, names: list[str]) -> tuple[str, str]:
    x, y = spot.at
    side, far = y + spot.loop * _HALF[1], y + spot.loop * (_HALF[1] + 70)
    path = f"M{x - 30:.0f} {side:.0f}C{x - 60:.0f} {far:.0f} {x + 60:.0f} {far:.0f} {x + 30:.0f} {side:.0f}"
    middle = Point(x, side + spot.loop * 62)
    return _LINE.format(path=path), "".join(_words(middle, names, below=spot.loop > 0))


def _words(middle: Point, names: list[str], *, below: bool | None) -> Iterator[str]:
    """The names, one under the other: around a point, or all of them below or above it."""
    top = middle.y - 9 * (len(names) - 1) + 5
    if below is not None:
        top = middle.y + 20 if below else middle.y - 18 * (len(names) - 1) - 8
    width = _LETTER * max(map(len, names))
    left = middle.x - width / 2
    for number, name in enumerate(names):
        y = top + 18 * number
        yield _WORDS.format(left=left, top=y - 14, width=width, x=middle.x, y=y, text=escape(name))


def _edge_of_box(inside: Point, outside: Point) -> Point:
    """Where the line from the middle of a box leaves it."""
    dx, dy = outside.x - inside.x, outside.y - inside.y
    part = min(size / abs(way) for size, way in zip(_HALF, (dx, dy), strict=True) if way)
    return Point(inside.x + dx * part, inside.y + dy * part)


def _box(label: str) -> str:
    (x, y), fill, _ = PLACES[label]
    return _BOX.format(
        x=x - _HALF[0],
        y=y - _HALF[1],
        width=2 * _HALF[0],
        height=2 * _HALF[1],
        middle=x,
        base=y + 6,
        fill=fill,
        label=label,
    )
