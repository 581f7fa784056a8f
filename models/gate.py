"""The gate: one writer at a time on SQLite, among threads and processes, and one commit for all who wait there.

A commit that reaches the disk costs more than a turn. Whoever finds others of her process waiting when her work is done
leaves the transaction open for the next one and waits; the last one commits for all. Each works behind a savepoint, so
who fails takes nobody with her, and nobody is told of anything before it is kept.
"""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from .executing import Direct

TOGETHER_MAX = 8


class Undone(DBAPIError):
    """The commit that was to keep this work too failed: none of it happened, and all of it may be tried again."""


class Gate:
    """One writer at a time, among the threads of this process and among processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._owner: int | None = None
        self._file: IO[bytes] | None = None
        self.in_use = False
        """Whether a shared transaction is open behind it, though no thread has it just now."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the gate and hold it."""
        self.take()
        while self.in_use:
            self.give()
            time.sleep(0.001)
            self.take()
        try:
            self.open()
            try:
                yield
            finally:
                self.shut()
        finally:
            self.give()

    def take(self) -> None:
        """Wait for the threads of this process that were here before."""
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction was begun inside a transaction")
        self._lock.acquire()
        self._owner = threading.get_ident()

    def give(self) -> None:
        """Let the next thread in."""
        self._owner = None
        self._lock.release()

    def open(self) -> None:
        """Wait for other processes; only with the gate taken."""
        if self._file is None:
            self._file = self._path.open("ab")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def shut(self) -> None:
        """Let other processes in."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close the gate's file; it is opened again when it is needed."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None


class _Shared:
    """One transaction of several threads, one after the other."""

    def __init__(self, engine: Engine) -> None:
        self.connection = engine.connect()
        self.done = threading.Event()
        self.error: BaseException | None = None
        self.size = 0
        """How many have finished their work in it."""
        try:
            self._transaction = self.connection.begin()
        except BaseException:
            self.connection.close()
            raise

    def save(self) -> None:
        """What follows can be undone by itself; the first one's is all there is."""
        if isinstance(self.connection, Direct):
            self.connection.forget()
        if self.size:
            self._driver.execute("SAVEPOINT mine")

    def undo(self) -> None:
        """Undo what came since `save`. Where the database has undone all by itself, nothing is kept of anybody."""
        if not self.size:
            return
        if not self.alive:
            self.error = RuntimeError("the database gave up the whole transaction")
            return
        self._driver.execute("ROLLBACK TO mine")
        self._driver.execute("RELEASE mine")

    def keep(self) -> None:
        """What came since `save` is kept with the rest; unless it was rolled back by hand, and with it everything."""
        if not self._transaction.is_active:
            self.error = RuntimeError("the whole transaction was rolled back") if self.size else None
            return
        if self.size:
            self._driver.execute("RELEASE mine")
        self.size += 1

    def end(self) -> None:
        """Commit what is to be kept, or roll back; raise what the database says against it."""
        try:
            if self.size and self.error is None:
                self._transaction.commit()
            elif self._transaction.is_active:
                self._transaction.rollback()
        except BaseException as error:
            self.error = error
            with suppress(Exception):
                self._transaction.rollback()
            raise
        finally:
            with suppress(Exception):  # What it was good for is decided.
                self.connection.close()
            self.done.set()

    @property
    def alive(self) -> bool:
        """Whether the transaction is still open."""
        return bool(self._driver.in_transaction)

    @property
    def _driver(self) -> Any:
        return self.connection.connection.driver_connection


class Writers:
    """The writing transactions of this process on SQLite, kept together where several wait."""

    def __init__(self, engine: Engine, gate: Gate) -> None:
        self._engine = engine
        self._gate = gate
        self._counting = threading.Lock()
        self._waiting = 0
        self._open: _Shared | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open a transaction: all of it is kept, or nothing."""
        shared = self._step_up()
        try:
            yield shared.connection
        except BaseException:
            with suppress(DBAPIError):  # A commit of others that fails is told to them; this one failed by herself.
                self._step_down(shared, failed=True)
            raise
        self._step_down(shared, failed=False)
        shared.done.wait()
        if shared.error is not None:
            raise Undone("COMMIT", None, shared.error) from shared.error

    def _step_up(self) -> _Shared:
        self._count(1)
        try:
            self._gate.take()
        finally:
            self._count(-1)
        try:
            shared = self._open
            if shared is None:
                shared = self._open = self._begin()
            try:
                shared.save()
            except BaseException as error:
                shared.error = error
                self._end(shared)
                raise
        except BaseException:
            self._gate.give()
            raise
        return shared

    def _begin(self) -> _Shared:
        self._gate.open()
        try:
            return _Shared(self._engine)
        except BaseException:
            self._gate.shut()
            raise

    def _step_down(self, shared: _Shared, *, failed: bool) -> None:
        """Leave the transaction to whoever waits, or end it."""
        try:
            try:
                if failed:
                    shared.undo()
                else:
                    shared.keep()
            except BaseException as error:  # Nobody must wait for ever for a transaction that is broken.
                shared.error = error
            if shared.error is None and 0 < shared.size < TOGETHER_MAX and self._waiting:
                self._gate.in_use = True
                return
            self._end(shared)
        finally:
            self._gate.give()

    def _end(self, shared: _Shared) -> None:
        self._open = None
        self._gate.in_use = False
        try:
            shared.end()
        finally:
            self._gate.shut()

    def _count(self, by: int) -> None:
        with self._counting:
            self._waiting += by
