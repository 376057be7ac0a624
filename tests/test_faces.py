"""The two faces are one: the same methods, the same arguments, all of them handed on."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

import ionworks
from ionworks._io.blocking import run
from ionworks.pagination import AsyncPages, Pages
from ionworks.resources.cell_batches import AsyncCellBatches, CellBatches
from ionworks.resources.cell_instances import AsyncCellInstances, CellInstances
from ionworks.resources.cell_measurements import AsyncCellMeasurements, CellMeasurements
from ionworks.resources.cell_specs import AsyncCellSpecs, CellSpecs
from ionworks.resources.jobs import AsyncJobs, Jobs
from ionworks.resources.pipelines import AsyncPipelines, Pipelines
from ionworks.resources.projects import AsyncProjects, Projects
from ionworks.resources.raw_data import AsyncRawDataFiles, RawDataFiles

PAIRS = [
    (AsyncProjects, Projects),
    (AsyncCellSpecs, CellSpecs),
    (AsyncCellBatches, CellBatches),
    (AsyncCellInstances, CellInstances),
    (AsyncCellMeasurements, CellMeasurements),
    (AsyncRawDataFiles, RawDataFiles),
    (AsyncPipelines, Pipelines),
    (AsyncJobs, Jobs),
    (ionworks.AsyncNavigator, ionworks.Navigator),
    (ionworks.AsyncIonworks, ionworks.Ionworks),
]
# What differs by nature.
ONLY_BLOCKING = {"__enter__", "__exit__"}


def public(owner: type) -> dict[str, Any]:
    return {
        name: member
        for name, member in inspect.getmembers(owner, inspect.isfunction)
        if not name.startswith("_")
    }


def differences(awaited: type, blocking: type) -> list[str]:
    """Say where two faces differ."""
    found: list[str] = []
    logic, twin = public(awaited), public(blocking)
    found += [f"{blocking.__name__} lacks {name}" for name in logic.keys() - twin.keys()]
    found += [f"{awaited.__name__} lacks {name}" for name in twin.keys() - logic.keys()]
    for name in logic.keys() & twin.keys():
        found += [f"{blocking.__name__}.{name}: {why}" for why in _differ(logic[name], twin[name])]
    return sorted(found)


def _differ(awaited: Any, blocking: Any) -> list[str]:
    found: list[str] = []
    ours, theirs = inspect.signature(awaited), inspect.signature(blocking)
    if [str(one).replace("AsyncPages", "Pages") for one in ours.parameters.values()] != [
        str(one) for one in theirs.parameters.values()
    ]:
        found.append(f"parameters {ours} and {theirs}")
    result = str(ours.return_annotation).replace("Async", "")
    if result != str(theirs.return_annotation):
        found.append(f"results {ours.return_annotation} and {theirs.return_annotation}")
    first, twin_first = (
        (inspect.getdoc(one) or "").split("\n", 1)[0] for one in (awaited, blocking)
    )
    if not twin_first:
        found.append("no docstring")
    if " See `" not in first:
        found.append("the awaited docstring does not point to the blocking one")
    body = inspect.getsource(blocking)
    for parameter in theirs.parameters.values():
        if parameter.name == "self":
            continue
        handed = {
            inspect.Parameter.KEYWORD_ONLY: f"{parameter.name}={parameter.name}",
            inspect.Parameter.VAR_POSITIONAL: f"*{parameter.name}",
        }.get(parameter.kind, parameter.name)
        call = body.rpartition("self._async.")[2]
        if handed not in call:
            found.append(f"{parameter.name} is not handed on")
    statements = [line for line in body.split('"""')[-1].strip().splitlines() if line[:1] != ")"]
    if not statements or not statements[0].strip().startswith("return "):
        found.append("the twin is more than one statement")
    return found


@pytest.mark.parametrize(("awaited", "blocking"), PAIRS, ids=lambda one: one.__name__)
def test_faces_agree(awaited: type, blocking: type) -> None:
    assert differences(awaited, blocking) == []


def test_every_subclient_is_compared() -> None:
    client = ionworks.Ionworks(api_key="key", api_url="http://127.0.0.1:9")
    compared = {blocking for _, blocking in PAIRS}
    held = {
        type(value)
        for name, value in vars(client).items()
        if not name.startswith("_") and hasattr(value, "_async")
    }
    client.close()
    assert held <= compared


def test_a_difference_is_found() -> None:
    class AsyncThings:
        async def get(self, one: str, *, full: bool = False) -> str:
            """Get. See `Things.get`."""
            return one

        async def only_here(self) -> None:
            """Do. See `Things.only_here`."""

    class Things:
        _async: Any

        def get(self, one: str, *, full: bool = False) -> str:
            """Get."""
            return run(self._async.get(one))

    assert differences(AsyncThings, Things) == [
        "Things lacks only_here",
        "Things.get: full is not handed on",
    ]


def test_pages_of_both_faces_walk_alike() -> None:
    pages = [["a", "b"], ["c"], []]

    async def page(limit: int, offset: int) -> Any:
        assert limit == 2
        return ionworks.PaginatedList(pages[offset // 2], total=3)

    assert list(Pages(AsyncPages(page, page_size=2))) == ["a", "b", "c"]


def test_the_walk_ends_where_a_service_miscounts() -> None:
    async def page(limit: int, offset: int) -> Any:
        return ionworks.PaginatedList(["a"] if offset == 0 else [], total=99)

    assert list(Pages(AsyncPages(page))) == ["a"]
