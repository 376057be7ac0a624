"""Uploads and extensions whose confirmation was carried out although the answer was lost.

A confirmation of an upload is sent again, because it names the id that was reserved, and the
record of that id is looked up where the service refuses the second one. A confirmation of an
extension is sent once; the end of the stored series shows whether the rows were appended.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from faults import breaks
from faults.breaks import LOST
from faults.conftest import SERIES, Stage, posts
from support.proxy import Fault

from ionworks.errors import APIConnectionError, ConflictError

MORE = pl.DataFrame(
    {
        "Time [s]": [240.0, 300.0],
        "Voltage [V]": [4.02, 4.03],
        "Current [A]": [0.0, 0.0],
        "Step count": [1, 1],
    }
)

pytestmark = pytest.mark.usefixtures("slept")


def uploads(stage: Stage, folder: Path) -> dict[str, Callable[[Any, str], Any]]:
    """Kinds of uploads that are confirmed, and how a user makes one."""
    note = folder / "note.txt"
    note.write_text("two scratches")

    def series(client: Any, name: str) -> Any:
        detail = {"measurement": {"name": name}, "time_series": SERIES}
        return client.cell_measurement.create(stage.cell.id, detail, wait_for_processing=False)

    def files(client: Any, name: str) -> Any:
        return client.cell_measurement.create_file(stage.cell.id, name=name, filepaths=[note])

    def raw(client: Any, name: str) -> Any:
        return client.raw_data.upload(b"raw", name=name)

    return {"series": series, "files": files, "raw": raw}


def stored(stage: Stage, kind: str, name: str) -> list[str]:
    if kind == "raw":
        return [record.id for record in stage.direct.raw_data.iter() if record.name == name]
    return [record.id for record in stage.named(name)]


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
@pytest.mark.parametrize("kind", ["series", "files", "raw"])
def test_what_was_confirmed_is_a_success(
    stage: Stage,
    through: Callable[..., Any],
    tmp_path: Path,
    fault: Fault,
    kind: str,
) -> None:
    upload = uploads(stage, tmp_path)[kind]
    name = stage.name(kind)
    stage.service.break_(fault, posts("/confirm-upload"), times=inf)
    made = through(lambda client: upload(client, name), max_retries=1)
    assert stored(stage, kind, name) == [made.id]
    assert stage.sent("POST", "/initiate-upload") == (1, 1)


@pytest.mark.parametrize(
    "second",
    [
        breaks.answering(409, b'{"message": "A record of this name exists."}'),
        breaks.answering(404, b'{"message": "No such upload is under way."}'),
        breaks.answering(500),
    ],
    ids=["409", "404", "500"],
)
@pytest.mark.parametrize("kind", ["series", "files", "raw"])
def test_a_service_that_refuses_a_second_confirmation(
    stage: Stage, through: Callable[..., Any], tmp_path: Path, second: Fault, kind: str
) -> None:
    upload = uploads(stage, tmp_path)[kind]
    name = stage.name(kind)
    stage.service.break_(breaks.reset_after, posts("/confirm-upload"))
    stage.service.break_(second, posts("/confirm-upload"), times=inf)
    made = through(lambda client: upload(client, name), max_retries=1)
    assert stored(stage, kind, name) == [made.id]
    assert stage.sent("POST", "/confirm-upload") == (2, 1)


@pytest.mark.parametrize("kind", ["series", "files"])
def test_a_name_that_somebody_else_took_meanwhile_is_a_conflict(
    stage: Stage, through: Callable[..., Any], tmp_path: Path, kind: str
) -> None:
    upload = uploads(stage, tmp_path)[kind]
    name = stage.name(kind)

    def taken_meanwhile(exchange: Any) -> None:
        upload(stage.direct, name)
        exchange.send(exchange.forward())

    stage.service.break_(taken_meanwhile, posts("/confirm-upload"))
    with pytest.raises(ConflictError) as caught:
        through(lambda client: upload(client, name))
    assert stored(stage, kind, name) == [caught.value.existing_id]
    assert stage.service.seen[-1].endswith("/confirm-upload")  # nothing is in doubt


@pytest.fixture
def running(stage: Stage) -> str:
    """Id of a measurement that can be extended."""
    return str(stage.direct.cell_measurement.create(stage.cell.id, stage.detail()).id)


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_rows_are_appended_once(
    stage: Stage, through: Callable[..., Any], fault: Fault, running: str
) -> None:
    stage.service.break_(fault, posts("/confirm-extend"), times=inf)
    grown = through(lambda client: client.cell_measurement.extend(running, MORE))
    assert grown.steps_created == 2
    assert stage.sent("POST", "/confirm-extend") == (1, 1)
    whole = pl.concat([SERIES, MORE])
    assert stage.direct.cell_measurement.time_series(running).equals(whole)


def test_rows_that_were_not_appended_are_the_first_problem(
    stage: Stage, through: Callable[..., Any], running: str
) -> None:
    def extend(client: Any) -> Any:
        return client.cell_measurement.extend(running, MORE)

    stage.service.break_(breaks.reset_before, posts("/confirm-extend"))
    with pytest.raises(APIConnectionError, match="may have been carried out"):
        through(extend)
    assert stage.direct.cell_measurement.time_series(running, use_cache=False).equals(SERIES)
    assert through(extend).steps_created == 2
    whole = pl.concat([SERIES, MORE])
    assert stage.direct.cell_measurement.time_series(running, use_cache=False).equals(whole)
