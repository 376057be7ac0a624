"""The examples in docstrings run, against the embedded platform."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from typing import Any

import pytest

import ionworks
from ionworks import Ionworks

MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(ionworks.__path__, "ionworks.")
    if not found.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["ionworks", *MODULES])
def test_examples_run(
    name: str, connection: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("IONWORKS_API_URL", connection["api_url"])
    monkeypatch.setenv("IONWORKS_API_KEY", connection["api_key"])
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    module = importlib.import_module(name)
    with Ionworks(project_id=connection["project_id"]) as client:
        outcome = doctest.testmod(
            module,
            extraglobs={"client": client},
            optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS,
        )
    assert outcome.failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    examples = sum(len(test.examples) for test in finder.find(Ionworks))
    assert examples >= 2
