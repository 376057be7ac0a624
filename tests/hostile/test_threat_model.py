"""The page on security names tests for each of its lines, and all of them exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:\w+/)?test_\w+\.py(?:::\w+)?)`", PAGE)))


@pytest.mark.parametrize("name", NAMED)
def test_a_test_that_is_named_exists(name: str) -> None:
    path, _, function = name.partition("::")
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert not function or function in defined


def test_every_line_of_the_tables_names_tests() -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith("| ")]
    stated = [line for line in lines if not line.startswith("| Against")]
    assert len(stated) > 25
    for line in stated:
        assert re.search(r"`[\w/]+\.py[:\w]*`", line.rpartition(" | ")[2]), line


@pytest.mark.parametrize("folder", ["hostile", "safety"])
def test_every_module_of_these_tests_is_on_the_page(folder: str) -> None:
    modules = {path.name for path in (ROOT / "tests" / folder).glob("test_*.py")}
    modules -= {Path(__file__).name}
    assert {name for name in modules if f"{folder}/{name}" not in PAGE} == set()
