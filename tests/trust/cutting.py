"""Cutting: a wire to PostgreSQL that breaks around a COMMIT, before it or after it with its answer lost.

Psycopg connects to it as to the server itself; nothing in the program knows of it.
"""

from __future__ import annotations

import contextlib
import random
import select
import socket
import tempfile
import threading
from collections import Counter
from pathlib import Path

from sqlalchemy.engine import URL

from models.database import Database

NAME = ".s.PGSQL.5432"
COMMIT = b"COMMIT\x00"
CHUNK = 65_536


class Wire:
    """Hands on what both sides say; of the COMMITs so many in a hundred are cut before or after the server did them."""

    def __init__(self, server: str, chance: random.Random, *, before: int, after: int) -> None:
        self.cuts: Counter[str] = Counter()
        self.on = False
        self._server = f"{server}/{NAME}"
        self._chance = chance
        self._before, self._after = before, after
        self._folder = tempfile.TemporaryDirectory(prefix="kaspro-wire-")
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(f"{self._folder.name}/{NAME}")
        self._listening.listen(64)
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def folder(self) -> Path:
        """The folder that psycopg takes for the host."""
        return Path(self._folder.name)

    def stop(self) -> None:
        """Let no more through, and wait for the threads."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(10)
        self._folder.cleanup()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._hand_on, args=(client,))
            self._threads.append(thread)
            thread.start()

    def _hand_on(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as server:
            server.connect(self._server)
            prepared = False
            while True:
                ready, _, _ = select.select([client, server], [], [], 30)
                if server in ready:
                    said = server.recv(CHUNK)
                    if not said:
                        return
                    client.sendall(said)
                if client in ready:
                    said = client.recv(CHUNK)
                    # A connection's first COMMIT ends its preparation, and keeps nothing.
                    if not said or (prepared and self._is_cut(said, server)):
                        return
                    prepared = prepared or COMMIT in said
                    server.sendall(said)

    def _is_cut(self, said: bytes, server: socket.socket) -> bool:
        """Return whether the wire breaks now; after the server's answer has come this far, or with nothing sent on."""
        if not self.on or COMMIT not in said:
            return False
        lot = self._chance.randrange(100)
        if lot < self._before:
            self.cuts["before"] += 1
            return True
        if lot < self._before + self._after:
            server.sendall(said)
            server.recv(CHUNK)
            self.cuts["after"] += 1
            return True
        return False


def over(wire: Wire, database: Database) -> Database:
    """Return the same database over the wire."""
    url: URL = database.url.update_query_dict({"host": str(wire.folder)})
    return Database(url.render_as_string(hide_password=False))


def server_of(database: Database) -> str:
    """Return the folder of the server's socket."""
    return str(database.url.query["host"])
