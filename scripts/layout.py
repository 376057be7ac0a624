"""Keep the list of the platform's columns, indexes and triggers, `tests/field/layout.txt`.

``python scripts/layout.py`` writes the list for a new ``VERSION`` of `ionworks/local/schema.py`,
and refuses to change it for the one that it has. The rule and its reason are written there.
"""

import hashlib
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
    """Describe the layout: its version, then columns, references, indexes and triggers.

    The first line has a digest of the others. So two branches that use the same version for
    different layouts conflict there when they are merged.
    """
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
    found.sort()
    digest = hashlib.sha256("\n".join(found).encode()).hexdigest()
    return [f"layout {schema.VERSION} {digest[:16]}", *found]


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
    number, newer = (int(lines[0].split()[1]) for lines in (kept, now))
    if kept == now or newer > number:
        return ""
    added, removed = sorted({*now[1:]} - {*kept[1:]}), sorted({*kept[1:]} - {*now[1:]})
    return (
        f"The layout is not layout {number} as {LIST.name} has it, so folders that exist need an "
        f"upgrade. Set VERSION in ionworks/local/schema.py to {number + 1}, and say in "
        "_NEW_COLUMNS of ionworks/local/upgrades.py what a new column holds there if that is not "
        f"its default.\nadded: {added}\nremoved: {removed}"
    )


def main() -> int:
    """Run the command and return its exit code."""
    kept, now = LIST.read_text(encoding="utf-8").splitlines(), describe()
    if problem := fault(kept, now):
        print(problem, file=sys.stderr)
        return 1
    if kept != now:
        LIST.write_text("\n".join(now) + "\n", encoding="utf-8")
        print(f"{LIST.name}: layout {schema.VERSION} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
