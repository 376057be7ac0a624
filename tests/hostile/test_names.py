"""Names from elsewhere stay names: no file is written outside the folder that was asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionworks.resources._attachments import prepare_targets, safe_target

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4")) * 100
FOLDER = Path("downloads")
PARTS = st.sampled_from(
    ["..", ".", "/", "\\", "\0", ":", "con", "NUL", "lpt1", " ", "~", "a", "é", "\U0001f50b", "‮"]
)
BAD = [
    "",
    ".",
    "..",
    "../a",
    "/etc/passwd",
    "a/b",
    "a\\b",
    "C:a",
    "a\0",
    "CON",
    "nul.txt",
    "Lpt1.csv",
    "a\u202egnp.exe",
    "a.",
    "a ",
    "\U0001f50b" * 64,
    "x" * 256,
]


@pytest.mark.parametrize("name", BAD)
def test_a_name_that_leads_elsewhere_is_refused_before_anything_is_made(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(ValueError, match="written safely"):
        prepare_targets(tmp_path / "new", ["fine.png", name])
    assert not (tmp_path / "new").exists()


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)
@given(st.lists(st.one_of(PARTS, st.text(max_size=5)), max_size=6).map("".join))
def test_any_name_stays_in_the_folder(name: str) -> None:
    try:
        target = safe_target(FOLDER, name)
    except ValueError:
        return
    assert target.parent == FOLDER
    assert target.name == name


@pytest.mark.parametrize("name", ["x" * 255, "\U0001f50b" * 63, "säule #1.txt", ".hidden"])
def test_plain_names_are_kept(name: str) -> None:
    assert safe_target(FOLDER, name) == FOLDER / name
