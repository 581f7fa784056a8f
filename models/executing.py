"""Executing: how fixed statements reach the driver without SQLAlchemy's machinery around them, and fewer of them.

Nearly all our statements are `text()` constants with plain values. For these the machinery (contexts, events, result
processors) costs several times what the database does, so a connection of ours compiles each once and hands it to the
driver itself. Everything else, and every transaction and pool, stays SQLAlchemy's. (docs/decisions/0003)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import TextClause, text
from sqlalchemy.engine import Connection, CursorResult, Row, RowMapping
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

T = TypeVar("T")

_NAME = re.compile(r"(?<![:\w]):(\w+)")
_WRITES = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")


class Fixed:
    """A statement as the driver takes it, compiled once for a dialect."""

    __slots__ = ("known", "names", "shape", "spoils", "sql")

    def __init__(self, statement: TextClause, connection: Connection) -> None:
        compiled = statement.compile(dialect=connection.dialect)
        self.sql = str(compiled)
        self.names: Sequence[str] | None = compiled.positiontup if compiled.positional else None
        self.shape: SimpleResultMetaData | None = None
        """The columns it returns, once it is `known`; None if it returns no rows."""
        self.known = False
        self.spoils = frozenset(_WRITES.findall(self.sql))
        """The tables it writes: what was remembered of them is forgotten."""

    def bound(self, values: Mapping[str, Any]) -> Any:
        """Return the values as the driver takes them."""
        if self.names is None:
            return values
        return [values[name] for name in self.names]


class Rows:
    """All rows of a result, with the questions we ask of SQLAlchemy's."""

    __slots__ = ("_next", "_rows", "rowcount")

    def __init__(self, rows: Sequence[Row[Any]], rowcount: int) -> None:
        self._rows = rows
        self._next = 0
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Row[Any]]:
        return iter(self._rows)

    def all(self) -> Sequence[Row[Any]]:
        return self._rows

    def fetchall(self) -> Sequence[Row[Any]]:
        return self._rows

    def fetchone(self) -> Row[Any] | None:
        self._next += 1
        return self._rows[self._next - 1] if self._next <= len(self._rows) else None

    def first(self) -> Row[Any] | None:
        return self._rows[0] if self._rows else None

    def one_or_none(self) -> Row[Any] | None:
        if len(self._rows) > 1:
            raise MultipleResultsFound("Multiple rows were found when one or none was required")
        return self._rows[0] if self._rows else None

    def one(self) -> Row[Any]:
        row = self.one_or_none()
        if row is None:
            raise NoResultFound("No row was found when one was required")
        return row

    def scalar_one_or_none(self) -> Any:
        row = self.one_or_none()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalar(self) -> Any:
        return self._rows[0][0] if self._rows else None

    def scalars(self) -> Scalars:
        return Scalars([row[0] for row in self._rows])

    def mappings(self) -> Sequence[RowMapping]:
        return [row._mapping for row in self._rows]


class Scalars(list[Any]):
    """The first column of a result."""

    def all(self) -> list[Any]:
        return self

    def first(self) -> Any:
        return self[0] if self else None


_KEPT = {"sqlite": "_fixed_for_sqlite", "postgresql": "_fixed_for_postgresql"}


class Direct(Connection):
    """SQLAlchemy's connection, which hands fixed statements to the driver itself."""

    _memory: dict[str, dict[Hashable, Any]] | None = None

    def remember(self, table: str, key: Hashable, value: T) -> T:
        """Keep what a row of this table said, until this transaction ends or writes to the table."""
        if self._memory is None:
            self._memory = {}
        self._memory.setdefault(table, {})[key] = value
        return value

    def remembered(self, table: str, key: Hashable) -> Any:
        """Return what was kept, or None."""
        return self._memory[table].get(key) if self._memory and table in self._memory else None

    def forget(self, tables: frozenset[str] | None = None) -> None:
        """Forget what was kept of these tables, or all."""
        if self._memory and tables is None:
            self._memory = None
        elif self._memory and tables:
            for table in tables:
                self._memory.pop(table, None)

    def execute(self, statement: Any, parameters: Any = None, **options: Any) -> CursorResult[Any]:
        """Execute a statement; its result knows what `Rows` knows if the statement is a plain `text()`."""
        watched = self.dispatch.before_cursor_execute  # Somebody counts statements: they go the long way, and are seen.
        if type(statement) is not TextClause or options or watched or not self.in_transaction():
            self.forget()
            return super().execute(statement, parameters, **options)
        kept = statement.__dict__  # With the statement itself: what is made for one page goes with it.
        name = _KEPT[self.dialect.name]
        if name not in kept:
            kept[name] = Fixed(statement, self) if _is_plain(statement) else None
        fixed: Fixed | None = kept[name]
        if fixed is None:
            self.forget(frozenset(_WRITES.findall(statement.text)))
            return super().execute(statement, parameters, **options)
        return cast("CursorResult[Any]", self._direct(fixed, parameters))

    def _direct(self, fixed: Fixed, parameters: Any) -> Rows:
        if fixed.spoils:
            self.forget(fixed.spoils)
        cursor = self.connection.cursor()
        try:
            if isinstance(parameters, Sequence):
                cursor.executemany(fixed.sql, [fixed.bound(each) for each in parameters])
                return Rows((), cursor.rowcount)
            if parameters:
                cursor.execute(fixed.sql, fixed.bound(parameters))
            else:
                cursor.execute(fixed.sql)
            if not fixed.known:  # Asked once: the driver makes an object for each column of each result.
                if cursor.description is not None:
                    fixed.shape = SimpleResultMetaData([column[0] for column in cursor.description])
                fixed.known = True
            shape = fixed.shape
            if shape is None:
                return Rows((), cursor.rowcount)
            rows: list[Row[Any]] = [Row(shape, None, shape._key_to_index, found) for found in cursor.fetchall()]
            return Rows(rows, cursor.rowcount)
        except Exception as error:
            # Worded, and the connection given up where it is lost, as after a statement of SQLAlchemy's own.
            self._handle_dbapi_exception(error, fixed.sql, None, cursor, None)
        finally:
            cursor.close()


def _is_plain(statement: TextClause) -> bool:
    """Return whether the statement's values go to the driver as they are: no lists in it, no types given."""
    return all(not bind.expanding and bind.type._isnull for bind in statement._bindparams.values())


Write = tuple[TextClause, Mapping[str, Any]]


def remember(connection: Connection, table: str, key: Hashable, value: T) -> T:
    """Keep what a row said that nobody else can change meanwhile, until this transaction writes to its table."""
    return connection.remember(table, key, value) if isinstance(connection, Direct) else value


def remembered(connection: Connection, table: str, key: Hashable, read: Callable[[], T]) -> T:
    """Return what was kept of a row in this transaction, or what `read` reads."""
    kept = connection.remembered(table, key) if isinstance(connection, Direct) else None
    return read() if kept is None else cast("T", kept)


def write_together(connection: Connection, *writes: Write) -> Rows:
    """Execute statements that write different rows and do not need each other; return what the last one returns.

    PostgreSQL gets them as one: there each way there and back costs more than most statements do.
    """
    if connection.dialect.name != "postgresql" or len(writes) == 1:
        for statement, values in writes[:-1]:
            connection.execute(statement, values)
        statement, values = writes[-1]
        return cast("Rows", connection.execute(statement, values))
    joined = _joined(tuple(statement for statement, _ in writes))
    bound = {f"{name}_{nth}": value for nth, (_, values) in enumerate(writes) for name, value in values.items()}
    return cast("Rows", connection.execute(joined, bound))


@cache
def _joined(statements: tuple[TextClause, ...]) -> TextClause:
    """Return one statement that does what these do; each one's values have its number."""
    numbered = [_NAME.sub(rf":\1_{nth}", each.text) for nth, each in enumerate(statements)]
    *before, last = numbered
    return text("WITH " + ", ".join(f"w{nth} AS ({each})" for nth, each in enumerate(before)) + f" {last}")
