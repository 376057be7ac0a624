"""The examples in docstrings run, against the embedded platform."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from nbclient.exceptions import CellExecutionError
from support.notebooks import notebook, shown

import ionworks
from ionworks import Ionworks
from ionworks.local.server import Platform

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
PUBLIC = [
    "ionworks",
    "ionworks.cache",
    "ionworks.folders",
    "ionworks.loader",
    "ionworks.pagination",
    "ionworks.plots",
    "ionworks.profiles",
    "ionworks.quantities",
    "ionworks.readers",
    "ionworks.records",
    "ionworks.transforms",
    "ionworks.urls",
    "ionworks.validators",
]
START = """
import os
import tempfile
import warnings
import ionworks

warnings.simplefilter("error")
get_ipython().display_formatter.formatters["text/plain"].pprint = False

def begin():
    for name in {*globals()} - kept:
        del globals()[name]
    os.chdir(tempfile.mkdtemp(dir=os.environ["HOME"]))

kept = {"kept", "shared", *globals()}
"""
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


@pytest.mark.timeout(400)  # a cell after another, some hundreds
@pytest.mark.parametrize("face", ["blocking", "awaited"])
def test_examples_run_as_cells_of_a_notebook(
    face: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran, wrong = 0, []
    # A platform of its own: sites and projects have names in the whole of it.
    with Platform(tmp_path / "data") as platform:
        monkeypatch.setenv("IONWORKS_API_URL", platform.url)
        monkeypatch.setenv("IONWORKS_API_KEY", platform.api_key)
        monkeypatch.setenv("HOME", str(tmp_path))
        with Ionworks() as outside, notebook(tmp_path) as opened:
            opened.run(START)
            kind = "Ionworks" if face == "blocking" else "AsyncIonworks"
            opened.run(f"shared = ionworks.{kind}()")
            for examples in _examples(face):
                project = outside.project.create({"name": f"{examples.name} {ran}"}).id
                opened.run(f"begin(); client = shared.using(project_id={project!r})")
                for example in examples.examples:
                    ran += 1
                    try:
                        text = shown(opened.run(example.source))
                    except CellExecutionError as error:
                        text = str(error)
                    if not doctest.OutputChecker().check_output(example.want, text, LAYOUT):
                        wrong.append(f"{examples.name}: {example.source}{text}")
                        break
            opened.run("shared.close()" if face == "blocking" else "await shared.close()")
            opened.run("warnings.simplefilter('default')")  # the kernel warns at its end
    assert not wrong, "\n".join(wrong)
    assert ran >= 300


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    examples = sum(len(test.examples) for test in finder.find(Ionworks))
    assert examples >= 2


def _is_awaited(examples: doctest.DocTest) -> bool:
    return re.search(r"\b(Async[A-Z]|amap_)", examples.name) is not None


def _examples(face: str) -> Iterator[doctest.DocTest]:
    """Find the examples of what users import and call, each once."""
    seen = set()
    finder = doctest.DocTestFinder(exclude_empty=True)
    for name in [*PUBLIC, *OF_BOTH_FACES]:
        module = importlib.import_module(name)
        offered = {each: getattr(module, each) for each in getattr(module, "__all__", [])}
        found = [finder.find(it, each, False) for each, it in offered.items() if callable(it)]
        for examples in chain(*found, finder.find(module)):
            if examples.docstring not in seen and _is_awaited(examples) is (face == "awaited"):
                seen.add(examples.docstring)
                yield examples
