"""A walk through the sample corpus, for both forms of guide that Neo4j Browser knows: HTML and AsciiDoc."""

from html import escape
from typing import NamedTuple

from kg import statements

TITLE = "A walk through kg"


class Slide(NamedTuple):
    """A step of the walk: a heading, paragraphs, and statements to run with a click."""

    heading: str
    paragraphs: tuple[str, ...]
    runnable: tuple[str, ...] = ()


def slides() -> tuple[Slide, ...]:
    """The steps, in order; they are about the articles that `kg demo` loads."""
    return (
        Slide(
            "What you are looking at",
            (
                "Articles say who did what to whom. Each such assertion is a claim, with the words it was"
                " made in and everybody who stands behind it. What many articles tell of is an incident.",
                "The edges between actors sum the claims up: how many there are, from how many"
                " independent outlets, and whether anybody denies them. Click an edge to see.",
            ),
            ("MATCH path = (:Actor)-[deed]->(:Actor)\nWHERE deed.status IS NOT NULL\nRETURN path LIMIT 60",),
        ),
        Slide(
            "Who attacked whom",
            (
                "Every attack that is reported. Double-click an actor to see what else it does.",
                "An edge with the status contested is denied or told otherwise by somebody."
                " Nothing is averaged.",
            ),
            (_drawn("who-attacked-whom"),),
        ),
        Slide(
            "Where the sources contradict each other",
            (
                "A contested incident, the claims that clash over it, and whose word each of them is: the"
                " night of Khasham is told with over a hundred killed, and with 25 wounded.",
            ),
            (_drawn("contested"),),
        ),
        Slide(
            "Who calmed it down",
            ("A claim of a de-escalation, between whom, and the chain of those who say so.",),
            (_drawn("de-escalations"),),
        ),
        Slide(
            "Down to the words",
            (
                "From a claim to the sentence that states it, and on to the article. The property quote has"
                " the exact words.",
            ),
            (
                "MATCH path = (:Actor)<-[:AGENT]-(:Claim {type: 'ATTACKED'})\n"
                "  -[:STATED_IN]->(:Sentence)-[:IN]->(:Article)\n"
                "RETURN path LIMIT 12",
            ),
        ),
        Slide(
            "Ask your own",
            (
                "The saved queries under the star on the left are the questions of `kg ask`, each as a"
                " picture and as a table. Their parameters are set to everything; narrow them as below, and"
                " run them again.",
                "The keys of actors, places and incidents are in the property key of their nodes.",
            ),
            (":param actor => 'us_forces'", ":param actor => null"),
        ),
    )


def html() -> str:
    """The walk for the older Neo4j Browser."""
    return (
        f'<article class="guide">\n<title>{TITLE}</title>\n<carousel class="deck container-fluid">\n'
        + "".join(map(_slide_html, slides()))
        + "</carousel>\n</article>\n"
    )


def adoc() -> str:
    """The walk for the newer one."""
    return f"= {TITLE}\n\n" + "\n".join(map(_slide_adoc, slides()))


def _slide_html(slide: Slide) -> str:
    paragraphs = "".join(f"<p>{escape(text)}</p>\n" for text in slide.paragraphs)
    runnable = "".join(
        f'<pre class="pre-scrollable code runnable">{escape(text)}</pre>\n' for text in slide.runnable
    )
    return (
        '<slide class="row-fluid">\n<div class="col-sm-12">\n'
        f"<h3>{escape(slide.heading)}</h3>\n{paragraphs}{runnable}</div>\n</slide>\n"
    )


def _slide_adoc(slide: Slide) -> str:
    runnable = "".join(f"[source,cypher]\n----\n{text}\n----\n\n" for text in slide.runnable)
    return f"== {slide.heading}\n\n" + "".join(f"{text}\n\n" for text in slide.paragraphs) + runnable


def _drawn(question: str) -> str:
    return statements.body(f"draw/{question}")
