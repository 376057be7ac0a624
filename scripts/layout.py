"""Keep the list of the platform's columns, indexes and triggers, `tests/field/layout.txt`.

A folder that an earlier version made is upgraded only if the layout has a new version. So the list
is written for a new ``VERSION`` of `ionworks/local/schema.py`, and a change of the layout without
one is refused; that of a version which no release has yet may change.
``python scripts/layout.py`` writes the list if that is needed.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import ColumnDefault, Table

from ionworks.local import schema
from ionworks.local.database import Database

LIST = Path(__file__).parent.parent / "tests" / "field" / "layout.txt"


def describe() -> list[str]:
    """Describe the layout: its version, then columns, references, indexes and triggers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        Database(path).close()
        with closing(sqlite3.connect(path)) as database:
            found = [
                line
                for table in schema.metadata.sorted_tables
                for line in (
                    *_columns(database, table),
                    *_references(database, table.name),
                    *_indexes(database, table.name),
                )
            ]
            found += _triggers(database)
    return [f"layout {schema.VERSION}", *sorted(found)]


def _columns(database: sqlite3.Connection, table: Table) -> Iterator[str]:
    """Yield each column: type, null, key, what a new row has, and whether records show it."""
    shown = schema.shown(table)
    made = {
        column.name: f" new {column.default.arg!r}"
        for column in table.c
        if isinstance(column.default, ColumnDefault)
    }
    query = """
        SELECT name, name || ' ' || type || iif("notnull", ' NOT NULL', '')
            || iif(dflt_value IS NULL, '', ' DEFAULT ' || dflt_value)
            || iif(pk, ' KEY ' || pk, '')
        FROM pragma_table_info(?)
    """
    for name, text in database.execute(query, [table.name]):
        yield f"{table.name}.{text}{made.get(name, '')}{'' if name in shown else ' internal'}"


def _references(database: sqlite3.Connection, table: str) -> Iterator[str]:
    query = """
        SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(?)
    """
    for column, other, named, on_delete in database.execute(query, [table]):
        yield f"{table}.{column} -> {other}.{named} ON DELETE {on_delete}"


def _indexes(database: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield the indexes that are written out, and the columns that are unique together."""
    query = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql NOT NULL"
    for (sql,) in database.execute(query, [table]):
        yield f"{table}: {sql}"
    unique = "SELECT name FROM pragma_index_list(?) WHERE origin = 'u'"
    for (name,) in database.execute(unique, [table]):
        columns = database.execute("SELECT name FROM pragma_index_info(?)", [name])
        yield f"{table}: UNIQUE ({', '.join(column for (column,) in columns)})"


def _triggers(database: sqlite3.Connection) -> Iterator[str]:
    for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'"):
        yield " ".join(sql.split())


def fault(kept: list[str], now: list[str]) -> str:
    """Say what is wrong with a layout that changed without a new version; "" for nothing."""
    added, removed = sorted({*now} - {*kept}), sorted({*kept} - {*now})
    is_released = now[0] == f"layout {schema.RELEASED}"
    if now[0] != kept[0] or not is_released or not added + removed:
        return ""
    return (
        "The layout changed, so folders that exist need an upgrade. Raise VERSION in "
        "ionworks/local/schema.py, and say in _NEW_COLUMNS of ionworks/local/upgrades.py what a "
        f"new column holds there if that is not its default.\nadded: {added}\nremoved: {removed}"
    )


def main() -> int:
    """Run the command and return its exit code."""
    kept, now = LIST.read_text(encoding="utf-8").splitlines(), describe()
    if problem := fault(kept, now):
        print(problem, file=sys.stderr)
        return 1
    if kept != now:
        LIST.write_text("\n".join(now) + "\n", encoding="utf-8")
        print(f"{LIST.name}: {now[0]} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
