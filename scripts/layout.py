"""Keep the list of the platform's columns, `tests/field/layout.txt`.

A folder that an earlier version made is upgraded only if the layout has a new version. So the list
is written for a new ``VERSION`` of `ionworks/local/schema.py`, and a change of the columns without
one is refused; that of a version which no release has yet may change.
``python scripts/layout.py`` writes the list if that is needed.
"""

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from ionworks.local import schema
from ionworks.local.database import Database

LIST = Path(__file__).parent.parent / "tests" / "field" / "layout.txt"


def describe() -> list[str]:
    """Describe the layout: its version, then table, name, type and null of each column."""
    query = """
        SELECT m.name || '.' || c.name || ' ' || c.type
            || CASE WHEN c."notnull" THEN ' NOT NULL' ELSE '' END
        FROM sqlite_master m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        Database(path).close()
        with closing(sqlite3.connect(path)) as database:
            columns = sorted(line for (line,) in database.execute(query))
    return [f"layout {schema.VERSION}", *columns]


def fault(kept: list[str], now: list[str]) -> str:
    """Say what is wrong with columns that changed without a new version; "" for nothing."""
    added, removed = sorted({*now} - {*kept}), sorted({*kept} - {*now})
    is_released = now[0] == f"layout {schema.RELEASED}"
    if now[0] != kept[0] or not is_released or not added + removed:
        return ""
    return (
        "Columns changed, so folders that exist need an upgrade. Raise VERSION in "
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
