"""Every fault on every kind of request, in both faces: what the caller gets, what was sent.

What is to be expected stands in `faults.table`. After each cell the platform holds what was
confirmed and nothing else, neither side keeps half a file, and running the same upload again
completes it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from faults import breaks
from faults.conftest import SERIES, Act, Stage
from faults.table import ERRORS, EXPIRED, FAULTS, LASTING, ONCE, REFUSED, cells
from support.proxy import Exchange

from ionworks import IonworksError, set_cache_directory

CELLS = [
    pytest.param(times, *cell, id=f"{cell[0]} {word}: {cell[1]}")
    for times, word, table in ((1, "once", ONCE), (inf, "lasting", LASTING))
    for cell in cells(table)
]


def picks(operation: str, method: str, path: str) -> bool:
    """Tell whether a request is the one that an operation is about."""
    return {
        "get": method == "GET" and path.startswith("/cell_specifications/"),
        "create": method == "POST" and path.rstrip("/") == "/cell_specifications",
        "initiate": method == "POST" and path.endswith("/initiate-upload"),
        "PUT": method == "PUT",
        "confirm": method == "POST" and path.endswith("/confirm-upload"),
        "read": method == "GET" and path.endswith("/time_series.parquet"),
    }[operation]


class Cell:
    """One operation with one fault."""

    def __init__(self, stage: Stage, operation: str) -> None:
        self.stage, self.operation = stage, operation
        self.front = stage.storage if operation in ("PUT", "read") else stage.service
        self.detail = stage.detail()
        self.name = self.detail["measurement"]["name"]
        self.picks = partial(picks, operation)

    def act(self, client: Any) -> Any:
        match self.operation:
            case "get":
                return client.cell_spec.get(self.stage.spec.id)
            case "create":
                return client.cell_spec.create({"name": self.name})
            case "read":
                return client.cell_measurement.time_series(self.stage.old.id)
        return client.cell_measurement.create(
            self.stage.cell.id, self.detail, wait_for_processing=False
        )

    def break_(self, fault: str, times: float) -> None:
        if fault == REFUSED:
            self._refuse(times)
        elif fault == EXPIRED:
            self.front.break_(self._too_late, self.picks, times=times)
        else:
            self.front.break_(FAULTS[fault], self.picks, times=times)

    def _refuse(self, times: float) -> None:
        """Refuse the connection of this operation, until the client makes a pause or for good."""
        self.stage.down_for_good = times > 1
        if self.operation == "confirm":
            self.front.break_(breaks.last_before_refusing, partial(picks, "initiate"))
        else:
            self.front.refuse()

    def _too_late(self, exchange: Exchange) -> None:
        with self.stage.clock_ahead(timedelta(hours=2)):
            answer = exchange.forward()
        assert answer.status == 403
        exchange.send(answer)

    def outcome(self, run: Callable[[Act], Any]) -> str:
        """Run the operation; give what a cell of the table says."""
        try:
            assert self.succeeds(run)
        except IonworksError as problem:
            told = next(name for name, kind in ERRORS.items() if type(problem) is kind)
        else:
            told = "ok"
        sent = [sum(self.picks(*line.split(" ", 1)) for line in lines) for lines in self._lines()]
        return f"{told} {sent[0]}/{sent[1]}"

    def _lines(self) -> tuple[list[str], list[str]]:
        return self.front.seen, self.front.reached

    def audit(self, run: Callable[[Act], Any], told: str) -> None:
        """Look what the platform holds, and if the operation failed, run it again."""
        stage, failed = self.stage, not told.startswith("ok")
        confirmed = any("/confirm-upload" in line for line in stage.service.reached)
        stage.heal()
        if self.operation == "create":
            if failed:
                run(lambda client: client.cell_spec.create_or_get({"name": self.name}))
            assert stage.direct.cell_spec.list(name_exact=self.name).total == 1
        elif self.operation in ("get", "read"):
            assert not failed or self.succeeds(run)
        else:
            assert len(stage.named(self.name)) == confirmed
            assert failed or confirmed
            if failed:
                run(
                    lambda client: client.cell_measurement.create_or_get(
                        stage.cell.id, self.detail, wait_for_processing=False
                    )
                )
            (record,) = stage.named(self.name)
            assert stage.stored(record.id).equals(SERIES)

    def succeeds(self, run: Callable[[Act], Any]) -> bool:
        """Run the operation and check its result."""
        result = run(self.act)
        return self.operation != "read" or bool(result.equals(SERIES))


@pytest.mark.usefixtures("slept")
@pytest.mark.parametrize(("times", "fault", "operation", "expected"), CELLS)
def test_a_fault(
    stage: Stage,
    through: Callable[..., Any],
    temporary: Path,
    tmp_path: Path,
    times: float,
    fault: str,
    operation: str,
    expected: str,
) -> None:
    set_cache_directory(tmp_path / "cache")
    cell = Cell(stage, operation)
    run = partial(through, max_retries=1)
    cell.break_(fault, times)
    slow = fault.startswith(("hang", "drip"))
    told = cell.outcome(partial(run, timeout=1.0) if slow else run)
    assert told == expected
    kept = [pl.read_parquet(path) for path in (tmp_path / "cache").glob("*/entries/*")]
    assert [frame.equals(SERIES) for frame in kept] == [True] * (
        told[:2] == "ok" and operation == "read"
    )
    cell.audit(run, told)
    assert list(temporary.iterdir()) == []
