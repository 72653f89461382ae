"""The colours and widths of the picture, as a GraSS style sheet.

A node takes the last rule whose labels it has, so the kinds of actors stand after `Actor`. Widths go by the
relationship's type, for a style sheet sees no more: those that sum up claims are wide, the more claims the
wider, and those that lead to the evidence thin.
"""

from collections.abc import Mapping

from kg.projection.shapes import ACTOR_LABELS

Style = dict[str, dict[str, str]]

_KINDS = {
    "State": "#4C6A92",
    "Government": "#6F8FB7",
    "Military": "#2F5D3A",
    "Police": "#5E8C6A",
    "Militia": "#C97B2D",
    "Rebel": "#B8A12F",
    "Terrorist": "#8E2F2F",
    "Coalition": "#2E7F8C",
    "Pmc": "#7A4B2A",
    "Media": "#8A63A8",
    "Monitor": "#B48EC9",
    "Igo": "#3FA7D6",
    "Ngo": "#7CC4E4",
    "Person": "#D98CA6",
    "Civilians": "#E3C565",
}
_OTHER_KIND = "#9A9A9A"
_NODES = {
    "Actor": (_OTHER_KIND, "{name}", "80px"),
    "Place": ("#5AA469", "{name}", "65px"),
    "Incident": ("#D1495B", "{title}", "80px"),
    "Claim": ("#F2E9D8", "{type}", "40px"),
    "Sentence": ("#DDE3EA", "{text}", "40px"),
    "Article": ("#B7C4D4", "{title}", "50px"),
}
_EVIDENCE = ("ABOUT", "AGENT", "AT", "IN", "PUBLISHED_BY", "RECIPIENT", "REPORTED_BY", "STATED_IN", "WITHIN")
_THIN = "#C3C9D1"
_CLASH = "#D1495B"
_WIDTHS = (1, 10, 100, 1_000, 10_000)  # so many claims behind a type of direct edges make it a step wider
_STEPS = ("2px", "3px", "5px", "8px", "13px", "25px")


def style(support: Mapping[str, int]) -> Style:
    """The rules, from how many claims stand behind each type of direct edge."""
    rules: Style = {
        "node": {"color": _OTHER_KIND, "border-color": "#7D7D7D", "diameter": "50px", "font-size": "12px"},
        "relationship": {"color": "#8E98A4", "shaft-width": "2px", "font-size": "10px", "caption": "<type>"},
    }
    for label, (color, caption, diameter) in _NODES.items():
        rules[f"node.{label}"] = {**_node(color), "caption": caption, "diameter": diameter}
    for label in sorted(ACTOR_LABELS):
        rules[f"node.{label}"] = {**_node(_KINDS.get(label, _OTHER_KIND)), "caption": "{name}"}
    for type_ in _EVIDENCE:
        rules[f"relationship.{type_}"] = {"color": _THIN, "shaft-width": "1px", "caption": "<type>"}
    for type_ in ("CONTRADICTS", "DENIED"):
        rules[f"relationship.{type_}"] = {"color": _CLASH, "shaft-width": "3px", "caption": "<type>"}
    for type_, claims in sorted(support.items()):
        rules[f"relationship.{type_}"] = {
            "color": _CLASH if type_ == "DENIED" else "#4A4A4A",
            "shaft-width": _width(claims),
            "caption": "<type>",
        }
    return rules


def sheet(rules: Style) -> str:
    """The style sheet as text; it has no comments, since not every version can read them."""
    return "".join(
        f"{selector} {{\n"
        + "".join(f"  {name}: {_value(name, value)};\n" for name, value in rule.items())
        + "}\n"
        for selector, rule in rules.items()
    )


def _node(color: str) -> dict[str, str]:
    return {"color": color, "border-color": _darker(color), "text-color-internal": _ink(color)}


def _width(claims: int) -> str:
    return _STEPS[sum(claims > bound for bound in _WIDTHS)]


def _darker(color: str) -> str:
    return "#" + "".join(f"{int(part * 0.75):02X}" for part in _parts(color))


def _ink(color: str) -> str:
    """Black or white, whichever is easier to read on a colour (relative luminance as ITU-R BT.709 has it)."""
    red, green, blue = _parts(color)
    return "#222222" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 140 else "#FFFFFF"


def _parts(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


def _value(name: str, value: str) -> str:
    return f'"{value}"' if name == "caption" else value
