"""Service and client may disagree about the time by hours: nothing depends on our own clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from faults import breaks
from faults.conftest import SERIES, Stage

from ionworks.errors import TransferError

HOURS = [-9, 9]
Through = Callable[..., Any]


@pytest.mark.parametrize("hours", HOURS)
def test_everything_works(stage: Stage, through: Through, hours: int) -> None:
    detail = stage.detail()
    with stage.clock_ahead(timedelta(hours=hours)):
        made = through(lambda c: c.cell_measurement.create_or_get(stage.cell.id, detail))
        assert made.steps_created == 2
        assert through(lambda c: c.cell_measurement.time_series(made.id)).equals(SERIES)
        assert through(lambda c: c.cell_measurement.steps(made.id)).height == 2
        raw = through(lambda c: c.raw_data.upload(b"raw", name=stage.name("raw")))
        assert through(lambda c: c.raw_data.get(raw.id)).size_bytes == 3
        again = through(lambda c: c.cell_measurement.create_or_get(stage.cell.id, detail))
        assert again.id == made.id


@pytest.mark.parametrize("hours", [0, *HOURS])
def test_a_date_is_read_by_the_clock_of_the_service(
    stage: Stage, through: Through, slept: list[float], hours: int
) -> None:
    clock = timedelta(hours=hours)
    stage.service.break_(breaks.retry_at(7, clock_of_the_service=clock), lambda *_: True)
    through(lambda client: client.cell_spec.get(stage.spec.id))
    assert slept == [7.0]


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry_After": "Wed, 21 Oct 2015 07:28:00 GMT"},
        {"Retry_After": "Wed, 21 Oct 2099 07:28:00 GMT"},
        {"Retry_After": "Wed, 21 Oct 2099 07:28:00 GMT", "Date": "soon"},
        {"Retry_After": "soon"},
        {"Retry_After": "-5"},
        {"Retry_After": "²"},
    ],
    ids=["past", "future", "no clock", "no date", "negative", "no digit"],
)
def test_a_moment_that_cannot_be_read_leaves_the_pause_to_us(
    stage: Stage, through: Through, slept: list[float], headers: dict[str, str]
) -> None:
    stage.service.break_(breaks.answering(429, **headers), lambda *_: True)
    through(lambda client: client.cell_spec.get(stage.spec.id))
    assert len(slept) == 1
    assert 0 <= slept[0] <= 8


@pytest.mark.usefixtures("slept")
def test_a_link_that_has_ended_by_the_clock_of_the_service(stage: Stage, through: Through) -> None:
    """The upload ends with a word of what to do, and doing it completes the upload."""
    detail = stage.detail()

    def upload(client: Any) -> Any:
        return client.cell_measurement.create_or_get(stage.cell.id, detail)

    def two_hours_later(exchange: Any) -> None:
        with stage.clock_ahead(timedelta(hours=2)):
            exchange.send(exchange.forward())

    stage.storage.break_(two_hours_later, lambda method, _: method == "PUT")
    with pytest.raises(TransferError, match="ask for a new one by repeating the call"):
        through(upload)
    assert stage.named(detail["measurement"]["name"]) == []
    assert stage.stored(through(upload).id).equals(SERIES)
