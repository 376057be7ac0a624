"""A change of the platform's tables comes with a new layout version.

Without one, a folder that an earlier version made is not upgraded and lacks the new column.
`layout-<version>.txt` lists the columns of a layout, one line each.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ionworks.local import schema
from ionworks.local.database import Database

HERE = Path(__file__).parent


def columns(path: Path) -> set[str]:
    """Describe the columns of a database: table, name, type, and whether null is allowed."""
    query = """
        SELECT m.name || '.' || c.name || ' ' || c.type
            || CASE WHEN c."notnull" THEN ' NOT NULL' ELSE '' END
        FROM sqlite_master m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
    """
    with closing(sqlite3.connect(path)) as database:
        return {line for (line,) in database.execute(query)}


def test_a_changed_column_has_a_new_layout_version(tmp_path: Path) -> None:
    Database(tmp_path / "new.db").close()
    now = columns(tmp_path / "new.db")
    kept = HERE / f"layout-{schema.VERSION}.txt"
    assert kept.exists(), (
        f"schema.VERSION is new. Write these lines to {kept.name}, and let "
        "tests/safety/test_upgrades.py upgrade a folder of the layout before:\n"
        + "\n".join(sorted(now))
    )
    known = set(kept.read_text().splitlines())
    assert now == known, (
        "Columns changed, so folders that exist need an upgrade. Raise VERSION in "
        "ionworks/local/schema.py, and say in _NEW_COLUMNS of ionworks/local/upgrades.py what a "
        f"new column holds there.\nadded: {sorted(now - known)}\nremoved: {sorted(known - now)}"
    )
