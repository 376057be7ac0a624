"""The two faces are one: the blocking classes are what `scripts/twins.py` writes."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import ionworks
from ionworks.pagination import AsyncPages, Pages

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import twins  # noqa: E402

SPECS = (ROOT / "ionworks" / "resources" / "cell_specs.py").read_text("utf-8")
PAIRS = {
    awaited.name: path
    for path in twins.modules()
    for awaited, _ in twins.pairs(ast.parse(path.read_text("utf-8")))
}


@pytest.mark.parametrize("path", sorted(set(PAIRS.values())), ids=lambda path: path.stem)
def test_twins_are_written(path: Path) -> None:
    assert twins.differences(path.read_text("utf-8")) == []


def test_every_pair_of_the_public_api_is_found() -> None:
    members = [
        member.func if isinstance(member, cached_property) else member.fget
        for member in vars(ionworks.AsyncIonworks).values()
        if isinstance(member, cached_property | property)
    ]
    answers = [inspect.signature(member).return_annotation for member in members if member]
    subclients = [answer for answer in answers if answer.startswith("Async")]
    assert len(subclients) >= 8
    assert {
        "AsyncIonworks",
        "AsyncFolderWatch",
        "AsyncNavigator",
        "AsyncUploadPlan",
        *subclients,
    } == PAIRS.keys()


DEFECTS = {
    "another method": (
        "return run(self._async.create_or_get(data, on_difference=on_difference))",
        "return run(self._async.create(data, on_difference=on_difference))",
        "CellSpecs.create_or_get is not the twin of AsyncCellSpecs.create_or_get",
    ),
    "run is forgotten": (
        "return run(self._async.get(cell_spec_id))",
        "return self._async.get(cell_spec_id)",
        "CellSpecs.get is not the twin of AsyncCellSpecs.get",
    ),
    "swapped arguments": (
        "return run(self._async.update(cell_spec_id, data))",
        "return run(self._async.update(data, cell_spec_id))",
        "CellSpecs.update is not the twin of AsyncCellSpecs.update",
    ),
    "swapped keywords": (
        "created_by_email=created_by_email,\n                created_after=created_after,\n"
        "                created_before=created_before,",
        "created_by_email=created_by_email,\n                created_after=created_before,\n"
        "                created_before=created_after,",
        "CellSpecs.list is not the twin of AsyncCellSpecs.list",
    ),
    "another statement": (
        "return run(self._async.delete(cell_spec_id, expect=expect))",
        "print(cell_spec_id)\n        return run(self._async.delete(cell_spec_id, expect=expect))",
        "CellSpecs.delete is not the twin of AsyncCellSpecs.delete",
    ),
    "another default": (
        "include_components: bool = False,\n        limit: int | None",
        "include_components: bool = True,\n        limit: int | None",
        "CellSpecs.list is not the twin of AsyncCellSpecs.list",
    ),
    "another docstring": (
        '"""Delete a specification',
        '"""Remove a specification',
        "CellSpecs.delete is not the twin of AsyncCellSpecs.delete",
    ),
    "another example": (
        '>>> first = client.cell_spec.create_or_get({"name": "LG M50"})',
        '>>> first = client.cell_spec.create_or_get({"name": "LG M5"})',
        "CellSpecs.create_or_get is not the twin of AsyncCellSpecs.create_or_get",
    ),
    "a missing method": (
        re.search(r"    def delete\(self.*", SPECS.partition("class CellSpecs(")[2], re.DOTALL),
        "",
        "CellSpecs.delete is missing",
    ),
    "a missing walk": ("    iter = every_page(list)\n", "", "CellSpecs.iter is missing"),
    "a method of one face": (
        "    iter = every_page(list)\n",
        "    iter = every_page(list)\n\n    def rename(self) -> None: ...\n",
        "CellSpecs.rename is not in AsyncCellSpecs",
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_wrong_twin_is_named_and_written_again(defect: str) -> None:
    right, wrong, named = DEFECTS[defect]
    text = right if isinstance(right, str) else right[0]  # type: ignore[index]
    awaited, head, blocking = SPECS.partition("class CellSpecs(")
    assert blocking.count(text) == 1
    broken = awaited + head + blocking.replace(text, wrong)
    assert twins.differences(broken) == [named]
    written = twins.write_twins(broken)
    assert ast.dump(ast.parse(written)) == ast.dump(ast.parse(SPECS))


def test_a_constructor_has_the_parameters_of_the_awaited_one() -> None:
    client = (ROOT / "ionworks" / "client.py").read_text("utf-8")
    awaited, head, blocking = client.partition("class Ionworks(")
    broken = awaited + head + blocking.replace("timeout: float | None = None", "timeout: float = 9")
    assert twins.differences(broken) == [
        "Ionworks.__init__ is not the twin of AsyncIonworks.__init__"
    ]
    assert ast.dump(ast.parse(twins.write_twins(broken))) == ast.dump(ast.parse(client))


def test_a_new_twin_is_written_whole() -> None:
    awaited = SPECS.partition("class CellSpecs(")[0].rstrip() + "\n"
    assert twins.differences(awaited) == ["CellSpecs is missing"]
    assert ast.dump(ast.parse(twins.write_twins(awaited))) == ast.dump(ast.parse(SPECS))


CODE = {
    "page = await client.job.list()": "page = client.job.list()",
    "(await client.job.list()).total": "client.job.list().total",
    "(await client.job.list())[0].id": "client.job.list()[0].id",
    "print((await read(a, b=[c])).height)": "print(read(a, b=[c]).height)",
    "print(await read(a))": "print(read(a))",
    "(await one() + await two()).total": "(one() + two()).total",
    "x in (await client.tags()).items": "x in client.tags().items",
    '"(await x).y, async for AsyncX"  # of text': '"(await x).y, async for AsyncX"  # of text',
    "[one.id async for one in client.job.iter()]": "[one.id for one in client.job.iter()]",
    "async with AsyncIonworks() as client:\n    await client.whoami()": (
        "with Ionworks() as client:\n    client.whoami()"
    ),
    "async def act():\n    async for one in walk:\n        await one": (
        "def act():\n    for one in walk:\n        one"
    ),
    "await list_jobs.asyncio(client=client.api)": "list_jobs.sync(client=client.api)",
}


@pytest.mark.parametrize("code", CODE)
def test_examples_block(code: str) -> None:
    assert twins.blocking_code(code) == CODE[code]


def test_prose_stays_as_it_is() -> None:
    doc = [
        '    """Await one, as `AsyncIonworks` does.',
        "",
        "    >>> await one(",
        "    ...     two",
        "    ... )",
        "    1",
        '    """',
    ]
    assert twins.block_examples("\n".join(doc)) == [
        '    """Await one, as `AsyncIonworks` does.',
        "",
        "    >>> one(",
        "    ...     two",
        "    ... )",
        "    1",
        '    """',
    ]


@pytest.mark.skipif(find_spec("ruff") is None, reason="the group `lint` is not installed")
def test_the_command_checks_and_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    module = tmp_path / "resources" / "things.py"
    module.parent.mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n")
    module.write_text(SPECS.replace("return run(self._async.get(", "return (self._async.get("))
    monkeypatch.setattr(twins, "PACKAGE", tmp_path)
    monkeypatch.setattr(sys, "argv", ["twins.py", "--check"])
    assert twins.main() == 1
    assert "CellSpecs.get is not the twin of AsyncCellSpecs.get" in capsys.readouterr().out
    assert module.read_text() != SPECS
    monkeypatch.setattr(sys, "argv", ["twins.py"])
    assert twins.main() == 0
    assert module.read_text() == SPECS
    monkeypatch.setattr(sys, "argv", ["twins.py", "--check"])
    assert twins.main() == 0


def test_pages_of_both_faces_walk_in_the_same_way() -> None:
    pages = [["a", "b"], ["c"], []]

    async def page(limit: int, offset: int) -> Any:
        assert limit == 2
        return ionworks.PaginatedList(pages[offset // 2], total=3)

    assert list(Pages(AsyncPages(page, page_size=2))) == ["a", "b", "c"]


def test_the_walk_ends_where_a_service_miscounts() -> None:
    async def page(limit: int, offset: int) -> Any:
        return ionworks.PaginatedList(["a"] if offset == 0 else [], total=99)

    assert list(Pages(AsyncPages(page))) == ["a"]
