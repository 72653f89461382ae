"""`kg browser`: the graph in Neo4j Browser, with every question saved in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Home, settings
from kg.cli.progress import progress
from kg.cli.session import connected, open_graph, open_log
from kg.cli.streams import emit, say
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.browser.style import Style
    from kg.graph import Graph

PORT = 7475  # beside Neo4j's own 7474; always the same, since Neo4j Browser keeps your queries by address

Port = Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="Where to serve it.")]
Open = Annotated[bool, typer.Option("--open/--no-open", help="Open it in your web browser.")]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Where to write the files.", show_default=False)]

app = typer.Typer(invoke_without_command=True)


def register(root: typer.Typer) -> None:
    """Add this group's commands."""
    root.add_typer(app, name="browser")


@app.callback()
def browser(ctx: typer.Context, port: Port = PORT, open_it: Open = True, home: Home = None) -> None:
    """Serve Neo4j Browser on this machine and open it, connected to the graph.

    It has every question as a saved query, once as a picture and once as a table, colours for the kinds of
    actors, and a guide. Its files, 15 MB, are downloaded once. It is served until you interrupt it; the page
    can be opened again by the address that is printed.

    \b
    Examples:
      kg browser
      kg browser export pack/      the saved queries, the style and the guide as files
    """
    if ctx.invoked_subcommand:
        return
    chosen = loaded(settings(ctx, home))
    with open_log(chosen) as log, open_graph(chosen, log) as graph:
        rules = style(graph)
    serve(chosen, rules, port=port, open_it=open_it)


@app.command()
def export(ctx: typer.Context, folder: Folder, home: Home = None) -> None:
    """Write the Browser pack: saved queries as CSV and zip, style, guide in both forms, parameters.

    \b
    Example:
      kg browser export pack/
    """
    from kg.browser import pack

    chosen = settings(ctx, home)
    with connected(chosen) as graph:
        files = pack.files(style(graph))
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        (folder / name).write_bytes(body)
        emit(str(folder / name))


def loaded(chosen: Settings) -> Settings:
    """The home, or the demo's where nothing but the demo was loaded."""
    from kg import log as logs

    demo = chosen.demo
    if logs.exists(chosen.log) or not logs.exists(demo.log):
        return chosen
    say(f"nothing is loaded in {chosen.home}: this is the demo's graph")
    return demo


def style(graph: "Graph") -> "Style":
    """The style of the picture, by what the graph holds."""
    from kg import statements
    from kg.browser.style import style as styled

    rows = graph.read(statements.body("admin/support"), {}).rows
    return styled({str(type_): int(claims) for type_, claims in rows})


def serve(chosen: Settings, rules: "Style", *, port: int, open_it: bool) -> None:
    """Serve until interrupted."""
    from kg import engine
    from kg.browser import pack
    from kg.browser.kept import discovery, kept
    from kg.browser.site import Door, Site

    server, jar = engine.server(chosen.home, env=chosen.env), fetch()
    with Door(port) as door:
        guide = f"{door.address}/pack/guide.html"
        found = kept(server, pack.saved(), rules, pack.parameters(), guide)
        site = Site(jar, pack.files(rules), found, discovery(server))
        entrance = write_entrance(chosen.home, f"{door.address}/start#{site.token}")
        say(f"Neo4j Browser is at {door.address}/browser/; {entrance} opens it connected; Ctrl-C ends it")
        if open_it:
            typer.launch(entrance.as_uri())
        door.serve(site)


def write_entrance(home: Path, address: str) -> Path:
    """A page for its owner only that leads to the address: the token is in no command line."""
    from kg.engine.accounts import write_private

    path = home / "browser.html"
    write_private(path, f'<!doctype html><meta http-equiv="refresh" content="0; url={address}">\n')
    return path


def fetch() -> Path:
    """The jar of Neo4j Browser, from the user's cache or downloaded."""
    from kg.engine import jars

    [jar] = jars.lock("browser.lock")
    with progress("downloading Neo4j Browser", total=jar.size, in_bytes=True) as reached:
        return jars.fetch([jar], progress=reached) / jar.path
