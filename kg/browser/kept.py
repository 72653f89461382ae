"""What Neo4j Browser keeps in a web browser's local storage, made ready: connection, saved queries, style.

The names and forms are those of the version that the lock file names; another may know others.
"""

import json
from collections.abc import Iterable, Mapping

from kg.browser.pack import FOLDERS, Saved
from kg.browser.style import Style
from kg.engine.address import Server

_CONNECTION = "$$discovery"  # Neo4j Browser's own word for the connection that it opens first


def kept(
    server: Server,
    queries: Iterable[Saved],
    rules: Style,
    parameters: Mapping[str, object],
    guide: str,
) -> dict[str, object]:
    """The items by name: who opens the page with them is connected, and has the pack.

    Nothing is sent to anybody: usage statistics and crash reports are off.
    """
    return {
        "neo4j.connections": _connections(server),
        "neo4j.settings": {
            "initCmd": f":params {json.dumps(parameters)}",
            "showSampleScripts": False,
            "allowCrashReports": False,
            "allowUserStats": False,
            "autoComplete": False,  # draw what was asked for, not what else lies between it
            "initialNodeDisplay": 300,
            "maxRows": 1_000,
        },
        "neo4j.udc": {"consentBannerShownCount": 9, "allowUserStatsInDesktop": False},
        "neo4j.grass": rules,
        "neo4j.folders": [{"id": folder, "name": title} for folder, title in FOLDERS.items()],
        "neo4j.documents": [{"id": q.id, "content": q.text, "folder": q.folder} for q in queries],
        "neo4j.guides": {
            "currentGuide": None,
            "remoteGuides": [{"currentSlide": 0, "title": "A walk through kg", "identifier": guide}],
        },
    }


def discovery(server: Server) -> dict[str, object]:
    """What Neo4j Browser asks for at the address that it was opened from."""
    return {"bolt_direct": server.uri, "bolt_routing": server.uri}


def _connections(server: Server) -> dict[str, object]:
    connection = {
        "id": _CONNECTION,
        "name": _CONNECTION,
        "type": "bolt",
        "host": server.uri,
        "username": server.reader or server.user,
        "password": server.password,
        "authEnabled": True,
        "authenticationMethod": "NATIVE",
        "db": server.database,
    }
    return {
        "allConnectionIds": [_CONNECTION],
        "connectionsById": {_CONNECTION: connection},
        "activeConnection": None,
        "connectionState": 0,
        "lastUpdate": 0,
        "useDb": None,
        "lastUseDb": server.database,
    }
