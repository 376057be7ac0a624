"""The examples in docstrings run, against the embedded platform."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import pkgutil
import re
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import anyio
import pytest

import ionworks
from ionworks import AsyncIonworks, AsyncNavigator, Ionworks
from ionworks.resources.cell_specs import AsyncCellSpecs

MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(ionworks.__path__, "ionworks.")
    if not found.name.endswith("__main__")
)
OF_BOTH_FACES = [
    name
    for name in MODULES
    if re.fullmatch(r"ionworks\.(client|navigator|resources\.[a-z]\w*)", name)
]
LAYOUT = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


@pytest.fixture
def project(
    connection: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> str | None:
    """What examples find: a platform to connect to, and a folder to write to."""
    monkeypatch.setenv("IONWORKS_API_URL", connection["api_url"])
    monkeypatch.setenv("IONWORKS_API_KEY", connection["api_key"])
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    found: str | None = connection["project_id"]
    return found


@pytest.mark.parametrize("name", ["ionworks", *MODULES])
def test_examples_run(name: str, project: str | None) -> None:
    module = importlib.import_module(name)
    runner = doctest.DocTestRunner(optionflags=LAYOUT)
    with Ionworks(project_id=project) as client:
        for examples in doctest.DocTestFinder().find(module, extraglobs={"client": client}):
            # Those of awaited classes differ in `await` alone: see tests/test_faces.py.
            if not _is_awaited(examples):
                runner.run(examples)
    assert runner.summarize(verbose=False).failed == 0


@pytest.mark.parametrize("owner", [AsyncIonworks, AsyncNavigator, AsyncCellSpecs])
def test_awaited_examples_run_as_in_a_notebook(owner: type, project: str | None) -> None:
    async def main() -> int:
        ran = 0
        async with AsyncIonworks(project_id=project) as client:
            for examples in doctest.DocTestFinder().find(owner):
                names = {"client": client}
                for example in examples.examples:
                    shown = StringIO()
                    with redirect_stdout(shown):
                        outcome = eval(_compiled(example.source, "single"), names)
                        if inspect.iscoroutine(outcome):
                            await outcome
                    assert doctest.OutputChecker().check_output(
                        example.want, shown.getvalue(), LAYOUT
                    ), (example.source, shown.getvalue())
                    ran += 1
        return ran

    assert anyio.run(main) >= 3


@pytest.mark.parametrize("name", OF_BOTH_FACES)
def test_awaited_examples_are_code(name: str) -> None:
    for examples in doctest.DocTestFinder().find(importlib.import_module(name)):
        for example in examples.examples:
            _compiled(example.source, "exec")


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    examples = sum(len(test.examples) for test in finder.find(Ionworks))
    assert examples >= 2


def _is_awaited(examples: doctest.DocTest) -> bool:
    return re.search(r"\.Async[A-Z]", examples.name) is not None


def _compiled(source: str, mode: str) -> Any:
    return compile(source, "<example>", mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
