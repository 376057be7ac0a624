"""The tables of the platform are as listed; a change of them comes with a new layout version.

Without one, a folder that an earlier version made is not upgraded and lacks the new column.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import layout

PHONE = "users.phone TEXT"


def test_a_changed_layout_has_a_new_version() -> None:
    kept, now = layout.LIST.read_text(encoding="utf-8").splitlines(), layout.describe()
    assert layout.fault(kept, now) == ""
    assert kept == now, "VERSION is new: run `python scripts/layout.py` and commit the list"


def test_a_change_without_a_new_version_is_named() -> None:
    before, after = ["layout 7 a1", "users.id TEXT"], ["layout 7 b2", "users.id TEXT", PHONE]
    assert layout.fault(before, before) == ""
    for version in ("layout 7 b2", "layout 6 b2"):
        said = layout.fault(before, [version, *after[1:]])
        assert "Set VERSION in ionworks/local/schema.py to 8" in said
        assert said.endswith(f"added: ['{PHONE}']\nremoved: []")
        said = layout.fault(after, [version, *before[1:]])
        assert said.endswith(f"added: []\nremoved: ['{PHONE}']")
    assert layout.fault(before, ["layout 8 b2", *after[1:]]) == ""


def test_two_layouts_of_one_version_differ_in_the_first_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Git merges the other lines of two branches without a word."""
    first = layout.describe()
    assert layout.describe() == first
    monkeypatch.setattr(layout, "_triggers", lambda _: [PHONE])
    assert layout.describe()[0] != first[0]
