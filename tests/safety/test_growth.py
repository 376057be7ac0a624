"""What a request costs the platform does not grow with what is stored.

Cost is counted in steps of SQLite's machine, which are the same on every computer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from ionworks.local import schema
from ionworks.local.database import Database
from ionworks.local.server import Platform

SMALL, LARGE = 200, 2000
_DATE = "strftime('%Y-%m-%dT%H:%M:%S.000000Z', 1767225600 + n, 'unixepoch')"
_MADE = {
    "organization_id": "organization",
    "created_by": "'nobody'",
    "created_by_email": "'nobody@example.com'",
    "created_at": _DATE,
    "updated_at": _DATE,
}
_IN_PROJECT = {"project_id": "project", "name": "'filled ' || n"}
_STATE = {"status": "'failed'"}
FILL: dict[str, dict[str, str]] = {
    "projects": {
        "id": "'project-' || n",
        "organization_id": "organization",
        "name": "'filled ' || n",
        "created_at": _DATE,
        "updated_at": _DATE,
    },
    "materials": {
        "id": "'material-' || n",
        **_IN_PROJECT,
        "organization_id": "organization",
        "created_at": _DATE,
        "updated_at": _DATE,
    },
    "cell_specifications": {"id": "'specification-' || n", **_IN_PROJECT, **_MADE},
    "cell_batches": {
        "id": "'batch-' || n",
        "cell_specification_id": "specification",
        "name": "'filled ' || n",
        "name_key": "'filled ' || n",
        **_MADE,
    },
    "cell_instances": {
        "id": "'cell-' || n",
        "cell_specification_id": "specification",
        "name": "'filled ' || n",
        **_MADE,
    },
    # Half of them on one cell, the other half on all of them.
    "cell_measurements": {
        "id": "'measurement-' || n",
        "cell_instance_id": "'cell-' || iif(n % 2, n, 0)",
        "cell_specification_id": "specification",
        "project_id": "project",
        "name": "'filled ' || n",
        "measurement_type": "'properties'",
        "notes": "printf('%.300c', 'n')",
        "step_labels_validated": "0",
        "processing_status": "'ready'",
        "steps_created": "0",
        "data_version": "1",
        **_MADE,
    },
    "measurement_tags": {
        "measurement_id": "'measurement-' || n",
        "tag_key": "'ageing'",
        "tag": "'ageing'",
        "project_id": "project",
    },
    "raw_data": {
        "id": "'raw-' || n",
        **_IN_PROJECT,
        "filename": "'raw.csv'",
        "content_type": "'text/csv'",
        "size_bytes": "0",
        **_MADE,
    },
    "measurement_raw_data": {
        "measurement_id": "'measurement-' || n",
        "raw_data_id": "'raw-' || n",
    },
    "watches": {"measurement_id": "'measurement-' || n", "user_id": "user"},
    "pipelines": {"id": "'pipeline-' || n", **_IN_PROJECT, **_STATE, **_MADE},
    "jobs": {
        "id": "'job-' || n",
        "project_id": "project",
        "job_type": "'datafit'",
        **_STATE,
        **_MADE,
    },
    "pipeline_elements": {
        "id": "'element-' || n",
        "pipeline_id": "'pipeline-' || n",
        "name": "'fit'",
        "element_order": "1",
        "element_type": "'Data Fit'",
        "job_id": "'job-' || n",
        **_STATE,
        **_MADE,
    },
    "uploads": {
        "id": "'upload-' || n",
        "kind": "'measurement'",
        "target_id": "'cell-0'",
        "expires_at": "'2999-01-01T00:00:00.000000Z'",
    },
    "upload_objects": {
        "object_key": "'key-' || n",
        "upload_id": "'upload-' || n",
        "position": "0",
        "filename": "'f'",
    },
}


def fill(path: Path, size: int) -> None:
    """Store a number of records of each kind in the default project."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, columns in FILL.items():
            connection.execute(
                f"""
                WITH RECURSIVE numbers(n) AS (
                    SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?
                )
                INSERT INTO {table} ({", ".join(columns)})
                SELECT {", ".join(columns.values())} FROM numbers, (
                    SELECT id AS user, organization_id AS organization,
                        default_project_id AS project FROM users
                ), (
                    SELECT id AS specification FROM cell_specifications WHERE name = 'home'
                )
                """,
                [size],
            )


class Steps:
    """Counts the steps of SQLite's machine in one database."""

    def __init__(self) -> None:
        self._count = 0

    def step(self) -> int:
        self._count += 1
        return 0

    def of(self, action: Callable[[], object]) -> int:
        action()  # so that what is done once only is not counted
        before = self._count
        action()
        return self._count - before


class Grown:
    """A platform that stores much or little, and the steps that it takes."""

    def __init__(self, folder: Path, size: int) -> None:
        self.size = size
        self.steps = Steps()
        self.file = folder / "platform.db"
        self._names = count()
        self.spare = count(50)
        with Platform(folder) as platform, self._connected(platform) as api:
            api.post("/cell_specifications", json={"name": "home"}).raise_for_status()
        fill(self.file, size)
        event.listen(Engine, "connect", self._watch)
        self.platform = Platform(folder)
        self.api = self._connected(self.platform)
        self.project = self.get("/users/me")["default_project_id"]
        (home,) = self.get("/cell_specifications", name="eq.home")["items"]
        self.home = home["id"]
        self.cell = self.post(f"/cell_specifications/{self.home}/cell_instances", name="own")["id"]

    def close(self) -> None:
        self.api.close()
        self.platform.close()
        event.remove(Engine, "connect", self._watch)

    def _connected(self, platform: Platform) -> httpx.Client:
        headers = {"X-API-Key": platform.api_key}
        return httpx.Client(base_url=platform.url, headers=headers, verify=False, timeout=60)

    def _watch(self, connection: sqlite3.Connection, _record: object) -> None:
        (_, _, file) = connection.execute("PRAGMA database_list").fetchone()
        if Path(file).samefile(self.file):
            connection.set_progress_handler(self.steps.step, 1)

    def name(self) -> str:
        return f"new {next(self._names)}"

    def get(self, path: str, **query: Any) -> Any:
        return self._ok("GET", path, params=query)

    def post(self, path: str, **body: Any) -> Any:
        return self._ok("POST", path, json=body)

    def delete(self, path: str) -> None:
        self._ok("DELETE", path)

    def _ok(self, method: str, path: str, **options: Any) -> Any:
        answer = self.api.request(method, path, **options)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def measurement(self) -> str:
        body = {"name": self.name(), "properties": {}, "tags": ["Ageing", "new"]}
        path = f"/cell_instances/{self.cell}/cell_measurements/create"
        return self.post(path, **body)["id"]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Grown, Grown]]:
    with ExitStack() as stack:
        pair = [
            stack.enter_context(closing(Grown(tmp_path_factory.mktemp("grown") / "data", size)))
            for size in (SMALL, LARGE)
        ]
        yield (pair[0], pair[1])


def made_and_deleted(path: str, **body: Any) -> Callable[[Grown], object]:
    """Create a record and delete it, with the search for all that could hang below it."""

    def act(lab: Grown) -> None:
        parts = {"home": lab.home, "cell": lab.cell}
        made = lab.post(path.format(**parts), **{**body, "name": lab.name()})
        lab.delete(f"/{path.rpartition('/')[2]}/{made['id']}")

    return act


def listed(path: str, **query: Any) -> Callable[[Grown], object]:
    """Read a page of ten."""

    def act(lab: Grown) -> Any:
        place = path.format(home=lab.home, cell="cell-0", project=lab.project)
        return lab.get(place, limit=10, **query)

    return act


MEASUREMENTS = "/cell_measurements"
FULL = "/cell_measurements/by-project/{project}"
CONSTANT: dict[str, Callable[[Grown], object]] = {
    "get": lambda lab: lab.get("/cell_measurements/measurement-7"),
    "create with tags": lambda lab: lab.measurement(),
    "create and delete": lambda lab: lab.delete(f"/cell_measurements/{lab.measurement()}"),
    "tag": lambda lab: lab.post(
        "/cell_measurements/tags/bulk", measurement_ids=["measurement-7"], add=[lab.name()]
    ),
    "begin an upload": lambda lab: lab.post(
        f"/cell_instances/{lab.cell}/cell_measurements/initiate-upload",
        measurement={"name": lab.name()},
    ),
    "list the project": listed(MEASUREMENTS),
    "list the project in full": listed(FULL),
    **{
        f"list by {order}, {direction}": listed(MEASUREMENTS, order_by=order, order=direction)
        for order in ("name", "created_at", "updated_at", "start_time")
        for direction in ("asc", "desc")
    },
    "list with a name": listed(MEASUREMENTS, name="eq.filled 7"),
    "list with a date": listed(MEASUREMENTS, created_at_lt="2026-01-01T00:00:05Z"),
    "list with a change": listed(MEASUREMENTS, updated_at_lt="2026-01-01T00:00:05Z"),
    "list with a rare tag": listed(MEASUREMENTS, tags_any="rare"),
    "list with all of two tags": listed(MEASUREMENTS, tags_all=["ageing", "rare"]),
    "list with a cell": listed(FULL, cell_instance_id="eq.cell-7"),
    "list with a specification": listed(FULL, spec_id="eq.specification-7"),
    "list with the name of a specification": listed(FULL, spec_name="eq.filled 7"),
    "list another cell": lambda lab: lab.get("/cell_instances/cell-7/cell_measurements"),
    "list another cell with a tag": lambda lab: lab.get(
        "/cell_instances/cell-7/cell_measurements", tags_all="ageing"
    ),
    "list another specification": listed(MEASUREMENTS, cell_specification_id="specification-7"),
    "list tags": listed("/cell_measurements/tags"),
    "list projects": listed("/projects"),
    "a project": made_and_deleted("/projects"),
    "a material": made_and_deleted("/materials"),
    "a specification": made_and_deleted("/cell_specifications"),
    "a batch": made_and_deleted("/cell_specifications/{home}/cell_batches"),
    "a cell": made_and_deleted("/cell_specifications/{home}/cell_instances"),
    "a pipeline": made_and_deleted("/pipelines", elements={"a": {"element_type": "data_fit"}}),
    # All jobs of the platform: SQLite knows the number of rows of a whole table.
    "list jobs": listed("/jobs"),
    "delete raw data": lambda lab: lab.delete(f"/raw_data/raw-{next(lab.spare)}"),
    "delete a linked measurement": lambda lab: lab.delete(
        f"/cell_measurements/measurement-{next(lab.spare)}"
    ),
}


@pytest.mark.parametrize("request_", CONSTANT.values(), ids=CONSTANT)
def test_it_costs_the_same_on_a_large_platform(grown, request_):
    small, large = (lab.steps.of(lambda lab=lab: request_(lab)) for lab in grown)
    assert 0 < large < small * 1.2 + 50


COUNTED = {
    "materials": listed("/materials"),
    "specifications": listed("/cell_specifications"),
    "batches": listed("/cell_specifications/{home}/cell_batches"),
    "cells": listed("/cell_specifications/{home}/cell_instances"),
    "measurements of a cell": listed("/cell_instances/{cell}/cell_measurements"),
    "raw data": listed("/raw_data"),
    "pipelines": listed("/pipelines"),
}


@pytest.mark.parametrize("request_", COUNTED.values(), ids=COUNTED)
def test_of_a_list_only_the_count_grows(grown, request_):
    """The total reads entries of an index, at five steps each; the page reads what it has."""
    small, large = (lab.steps.of(lambda lab=lab: request_(lab)) for lab in grown)
    assert 0 < large - small < 5 * (LARGE - SMALL)


def test_a_create_is_not_slowed_by_another_project_with_the_same_tags(grown):
    def elsewhere(lab: Grown) -> None:
        project = lab.post("/projects", name=lab.name())["id"]
        spec = lab.post("/cell_specifications", name="one", project_id=project)["id"]
        cell = lab.post(f"/cell_specifications/{spec}/cell_instances", name="one")["id"]
        lab.post(
            f"/cell_instances/{cell}/cell_measurements/create",
            **{"name": "one", "properties": {}, "tags": ["AGEING"]},
        )
        listed = lab.get("/cell_measurements/tags", project_id=project)
        assert listed["items"] == [{"tag": "AGEING", "usage_count": 1}]

    small, large = (lab.steps.of(lambda lab=lab: elsewhere(lab)) for lab in grown)
    assert 0 < large < small * 1.2 + 50


def test_every_reference_leads_an_index(tmp_path):
    """A delete looks for the children of a record: without an index it reads all of them."""
    Database(tmp_path / "new.db").close()
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        for table in schema.metadata.tables:
            leading = {
                connection.execute("SELECT name FROM pragma_index_info(?)", [index]).fetchone()[0]
                for (index,) in connection.execute("SELECT name FROM pragma_index_list(?)", [table])
            }
            references = connection.execute(
                'SELECT "from" FROM pragma_foreign_key_list(?)', [table]
            ).fetchall()
            assert {column for (column,) in references} <= leading, table


def test_the_counts_are_those_of_the_records(grown):
    lab, _ = grown
    spec = lab.post("/cell_specifications", name=lab.name())["id"]
    cells = [
        lab.post(f"/cell_specifications/{spec}/cell_instances", name=lab.name())["id"]
        for _ in range(2)
    ]
    for cell in cells:
        for tags in (["Counted"], ["counted", "ageing"], []):
            body = {"name": lab.name(), "properties": {}, "tags": tags}
            lab.post(f"/cell_instances/{cell}/cell_measurements/create", **body)
    check(lab)
    (first, *_) = lab.get(f"/cell_instances/{cells[0]}/cell_measurements")["items"]
    lab.delete(f"/cell_measurements/{first['id']}")
    check(lab)
    lab.delete(f"/cell_instances/{cells[0]}")
    check(lab)
    lab.delete(f"/cell_specifications/{spec}")
    check(lab)
    assert "Counted" not in {tag["tag"] for tag in lab.get("/cell_measurements/tags")["items"]}


def check(lab: Grown) -> None:
    with closing(sqlite3.connect(lab.file)) as connection:
        kept = connection.execute("SELECT project_id, measurements FROM measurement_counts")
        counted = connection.execute(
            "SELECT project_id, count(*) FROM cell_measurements GROUP BY project_id"
        )
        assert {row for row in kept if row[1]} == set(counted)
        kept = connection.execute("SELECT project_id, tag_key, uses FROM tags")
        counted = connection.execute(
            "SELECT project_id, tag_key, count(*) FROM measurement_tags GROUP BY 1, 2"
        )
        assert set(kept) == set(counted)
        total = connection.execute(
            "SELECT count(*) FROM cell_measurements WHERE project_id = ?", [lab.project]
        ).fetchone()[0]
    assert lab.get(MEASUREMENTS, limit=1)["total"] == total
    assert lab.get(FULL.format(project=lab.project), limit=1)["total"] == total


@pytest.mark.parametrize("uses", [1, 1500], ids=["few", "many"])
def test_tags_are_found_however_many_have_them(grown, uses):
    """Few are looked up one by one, of many the list is walked."""
    _, lab = grown
    with closing(sqlite3.connect(lab.file)) as connection, connection:
        connection.execute(
            """
            INSERT INTO measurement_tags (measurement_id, tag_key, tag, project_id)
            SELECT id, 'a' || ?1, 'A' || ?1, project_id FROM cell_measurements
            WHERE id LIKE 'measurement-%' ORDER BY id DESC LIMIT ?1
            """,
            [uses],
        )
        connection.execute(
            f"""
            INSERT INTO measurement_tags (measurement_id, tag_key, tag, project_id)
            SELECT id, 'b{uses}', 'b', project_id FROM cell_measurements WHERE id = 'measurement-7'
            """
        )
    a, b = f"a{uses}", f"B{uses} "

    def total(**query: Any) -> int:
        return lab.get(MEASUREMENTS, limit=1, **query)["total"]

    for below in ({}, {"cell_specification_id": lab.home}):
        assert total(tags_any=a, **below) == uses
        assert total(tags_any=[a, "none"], **below) == uses
        assert total(tags_all=[a, "none"], **below) == 0
        assert total(tags_any=[a, b], **below) == uses + 1 - total(tags_all=[a, b], **below)
        assert total(tags_all=[b], tags_any=["none"], **below) == 0
        (found,) = lab.get(MEASUREMENTS, tags_all=[b], **below)["items"]
        assert found["id"] == "measurement-7"
