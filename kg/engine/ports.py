"""Picks loopback ports that nothing listens on."""

import socket

from kg.engine.layout import Ports

LOOPBACK = "127.0.0.1"


def pick(before: Ports | None) -> Ports:
    """Two free ports: the same as before where they are still free, so that bookmarks stay good."""
    if before and before.bolt != before.http and all(map(_is_free, before)):
        return before
    return Ports(*_free(len(Ports._fields)))


def _free(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((LOOPBACK, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does after a restart
        try:
            probe.bind((LOOPBACK, port))
        except (OSError, OverflowError):
            return False
        return True
