"""Uploads and extensions whose confirmation was carried out although the answer was lost.

What became of a confirmation is looked up before it is sent again: that of an upload by the id that
was reserved, that of an extension by the end of the stored series. So a service that does not know
a repeat as one makes one record all the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from faults import breaks
from faults.breaks import LOST
from faults.conftest import SERIES, Stage, posts
from support.proxy import Answer, Exchange, Fault

from ionworks.errors import (
    APIConnectionError,
    ConflictError,
    RequestValidationError,
    UnexpectedResponseError,
)

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


REFUSALS = {
    "400": breaks.answering(400, b'{"message": "The file was taken already."}'),
    "404": breaks.answering(404, b'{"message": "No such upload is under way."}'),
    "409": breaks.answering(409, b'{"message": "A record of this name exists."}'),
    "422": breaks.answering(422, b'{"message": "This id is in use."}'),
    "500": breaks.answering(500),
}


@pytest.mark.parametrize("second", REFUSALS.values(), ids=REFUSALS)
@pytest.mark.parametrize("kind", ["series", "files", "raw"])
def test_a_service_that_refuses_a_second_confirmation(
    stage: Stage, through: Callable[..., Any], tmp_path: Path, second: Fault, kind: str
) -> None:
    """The first one is processed late, after the look: only the second look finds the record."""
    upload = uploads(stage, tmp_path)[kind]
    name = stage.name(kind)
    late: list[Exchange] = []

    def kept(exchange: Exchange) -> None:
        late.append(exchange)
        exchange.reset()

    def refused(exchange: Exchange) -> None:
        assert late.pop().forward().status == 201
        second(exchange)

    stage.service.break_(kept, posts("/confirm-upload"))
    stage.service.break_(refused, posts("/confirm-upload"), times=inf)
    made = through(lambda client: upload(client, name), max_retries=1)
    assert stored(stage, kind, name) == [made.id]
    assert stage.sent("POST", "/confirm-upload") == (2, 1)


@pytest.mark.parametrize("kind", ["series", "files", "raw"])
def test_a_refusal_of_the_second_confirmation_is_reported_if_there_is_no_record(
    stage: Stage, through: Callable[..., Any], tmp_path: Path, kind: str
) -> None:
    upload = uploads(stage, tmp_path)[kind]
    name = stage.name(kind)
    stage.service.break_(breaks.reset_before, posts("/confirm-upload"))
    stage.service.break_(REFUSALS["422"], posts("/confirm-upload"), times=inf)
    with pytest.raises(RequestValidationError, match="This id is in use"):
        through(lambda client: upload(client, name), max_retries=4)
    assert stored(stage, kind, name) == []
    assert stage.sent("POST", "/confirm-upload") == (2, 0)


@pytest.mark.parametrize("kind", ["series", "files", "raw"])
def test_both_confirmations_carry_one_key(
    stage: Stage, through: Callable[..., Any], tmp_path: Path, kind: str
) -> None:
    """The platform answers the second one as the first, which it processed late."""
    upload = uploads(stage, tmp_path)[kind]
    name = stage.name(kind)
    keys: list[str] = []
    late: list[Exchange] = []

    def kept(exchange: Exchange) -> None:
        keys.append(exchange.headers["Idempotency-Key"])
        late.append(exchange)
        exchange.reset()

    def overtaken(exchange: Exchange) -> None:
        keys.append(exchange.headers["Idempotency-Key"])
        first, second = late.pop().forward(), exchange.forward()
        assert (first.status, first.body) == (second.status, second.body)
        exchange.send(second)

    stage.service.break_(kept, posts("/confirm-upload"))
    stage.service.break_(overtaken, posts("/confirm-upload"))
    made = through(lambda client: upload(client, name))
    assert stored(stage, kind, name) == [made.id]
    assert keys == [keys[0], keys[0]]
    assert keys[0]


@pytest.mark.parametrize(
    ("kind", "field"),
    [(k, f) for k in ("series", "files") for f in ("id", "name", "cell_instance_id")]
    + [("raw", "id"), ("raw", "name")],
)
def test_a_confirmation_that_is_answered_with_another_record(
    stage: Stage, through: Callable[..., Any], tmp_path: Path, kind: str, field: str
) -> None:
    """What is stored under the reserved id counts; where that is another one too, it is refused."""
    upload = uploads(stage, tmp_path)[kind]

    def another(exchange: Exchange) -> None:
        answer = exchange.forward()
        record = {**json.loads(answer.body), field: "another"}
        # A service that answers so would state the digest of what it answers.
        headers = {
            name: value
            for name, value in answer.headers.items()
            if name.lower() != "content-digest"
        }
        exchange.send(Answer(answer.status, headers, json.dumps(record).encode()))

    def confirmations(method: str, path: str) -> bool:
        return method == "POST" and path.endswith("/confirm-upload")

    name = stage.name(kind)
    stage.service.break_(another, confirmations)
    made = through(lambda client: upload(client, name))
    assert stored(stage, kind, name) == [made.id]
    stage.heal()
    name = stage.name(kind)

    def reads_too(method: str, path: str) -> bool:
        return confirmations(method, path) or (
            method == "GET" and path.startswith(("/cell_measurements/", "/raw_data/"))
        )

    stage.service.break_(another, reads_too, times=inf)
    with pytest.raises(UnexpectedResponseError, match="'another' came"):
        through(lambda client: upload(client, name))
    assert stage.sent("POST", "/confirm-upload") == (1, 1)


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


def test_rows_that_were_not_appended_are_sent_again(
    stage: Stage, through: Callable[..., Any], running: str
) -> None:
    def extend(client: Any) -> Any:
        return client.cell_measurement.extend(running, MORE)

    stage.service.break_(breaks.reset_before, posts("/confirm-extend"))
    with pytest.raises(APIConnectionError, match="may have been carried out"):
        through(extend, max_retries=0)
    assert stage.direct.cell_measurement.time_series(running, use_cache=False).equals(SERIES)
    stage.heal()
    stage.service.break_(breaks.reset_before, posts("/confirm-extend"))
    assert through(extend).steps_created == 2
    assert stage.sent("POST", "/confirm-extend") == (2, 1)
    whole = pl.concat([SERIES, MORE])
    assert stage.direct.cell_measurement.time_series(running, use_cache=False).equals(whole)


@pytest.mark.parametrize("second", REFUSALS.values(), ids=REFUSALS)
def test_an_extension_that_is_processed_late_is_done_once(
    stage: Stage, through: Callable[..., Any], second: Fault, running: str
) -> None:
    late: list[Exchange] = []

    def kept(exchange: Exchange) -> None:
        late.append(exchange)
        exchange.reset()

    def refused(exchange: Exchange) -> None:
        assert late.pop().forward().status == 201
        second(exchange)

    stage.service.break_(kept, posts("/confirm-extend"))
    stage.service.break_(refused, posts("/confirm-extend"), times=inf)
    assert through(lambda client: client.cell_measurement.extend(running, MORE)).steps_created == 2
    whole = pl.concat([SERIES, MORE])
    assert stage.direct.cell_measurement.time_series(running, use_cache=False).equals(whole)
