"""The tables of the platform are as listed; a change of them comes with a new layout version.

Without one, a folder that an earlier version made is not upgraded and lacks the new column.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import layout

from ionworks.local import schema


def test_a_changed_column_has_a_new_layout_version() -> None:
    kept, now = layout.LIST.read_text(encoding="utf-8").splitlines(), layout.describe()
    assert layout.fault(kept, now) == ""
    assert kept == now, "VERSION is new: run `python scripts/layout.py`"


def test_a_column_without_a_new_version_is_named() -> None:
    now = [f"layout {schema.RELEASED}", *layout.describe()[1:]]
    assert "users.phone TEXT" in layout.fault(now, [*now, "users.phone TEXT"])
    assert "users.phone TEXT" in layout.fault([*now, "users.phone TEXT"], now)
    assert layout.fault(now, ["layout 0", *now[1:], "users.phone TEXT"]) == ""


def test_columns_may_change_until_their_version_is_released() -> None:
    now = [f"layout {schema.RELEASED + 1}", *layout.describe()[1:]]
    assert layout.fault(now, [*now, "users.phone TEXT"]) == ""
