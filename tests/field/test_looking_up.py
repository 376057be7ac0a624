"""Records that are looked up: another one than the one that is meant is not taken for it."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import anyio
import polars as pl
import pytest
from support.scripted import Reply, Seen, scripted

from ionworks import AsyncIonworks, Ionworks
from ionworks.errors import ConflictError, NotFoundError, UnexpectedResponseError
from ionworks.records import CellMeasurement
from ionworks.resources._many import read_each


def reply(status: int, body: Any) -> Reply:
    return Reply(status, json.dumps(body).encode())


def spec(ident: str, name: str) -> dict[str, Any]:
    return {"id": ident, "name": name}


CASES = {
    "the holder has the name": ("held", spec("held", "LG M50"), "held"),
    "in another case": ("held", spec("held", " lg m50 "), "held"),
    "the holder has another name": ("held", spec("held", "LG M50T"), None),
    "none is named, and one is found": (None, spec("listed", "LG M50"), "listed"),
    "none is named, and one is like it": (None, spec("listed", "LG M50T"), None),
    "none is named, and one has another case": (None, spec("listed", "lg m50"), None),
}


@pytest.mark.parametrize("case", CASES)
def test_a_conflict_is_resolved_by_the_record_of_the_name_alone(case: str) -> None:
    existing, stored, expected = CASES[case]

    def answer(seen: Seen) -> Reply:
        if seen.method == "POST":
            detail = {"existing_id": existing} if existing else None
            return reply(409, {"error_code": "CONFLICT", "message": "taken", "detail": detail})
        if "/held" in seen.path:
            return reply(200, stored)
        return reply(200, {"items": [stored], "count": 1, "total": 1})

    with scripted(answer=answer) as server, Ionworks(api_url=server.url, api_key="k") as client:
        if expected is None:
            with pytest.raises(ConflictError, match="taken"):
                client.cell_spec.create_or_get({"name": "LG M50"})
        else:
            assert client.cell_spec.create_or_get({"name": "LG M50"}).id == expected


class Counter:
    """Counts what goes on at once; holds each until so many have come, and a moment for more."""

    def __init__(self, expected: int) -> None:
        self.now = self.most = 0
        self.enough = threading.Event()
        self._expected = expected
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
            if self.most >= self._expected:
                self.enough.set()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self.now -= 1


@pytest.mark.parametrize("most", [1, 3])
def test_a_bulk_read_does_so_much_at_once(most: int) -> None:
    reads, cells, specs = Counter(most), Counter(most), Counter(most)

    def answer(seen: Seen) -> Reply:
        kind, ident = seen.path.partition("?")[0].split("/")[-2:]
        with (counter := cells if kind == "cell_instances" else specs):
            counter.enough.wait(30)
            time.sleep(0.02)
        if kind == "cell_instances":
            return reply(200, {"id": ident, "name": ident, "cell_specification_id": f"of {ident}"})
        return reply(200, spec(ident.replace("%20", " "), "s"))

    async def read(runtime: Any, ident: str) -> pl.DataFrame:
        with reads:
            await anyio.to_thread.run_sync(reads.enough.wait, 30)
            await anyio.sleep(0.02)
        return pl.DataFrame({"Time [s]": [0.0]})

    known = [CellMeasurement(id=f"m{n}", name="m", cell_instance_id=f"c{n}") for n in range(5)]

    async def main() -> None:
        async with AsyncIonworks(api_url=server.url, api_key="k", max_retries=0) as client:
            frame, errors = await read_each(client, known, read, max_parallel=most, progress=None)
        assert (frame.height, errors) == (5, {})

    with scripted(answer=answer) as server:
        anyio.run(main)
    assert (reads.most, cells.most, specs.most) == (most, most, most)


def test_another_job_than_the_one_that_is_cancelled_is_an_error() -> None:
    """What mixes answers up does so for a path that ends in a word, too."""
    job = {"job_id": "other", "status": "canceled", "is_terminal": True, "is_failed": False}
    with (
        scripted(reply(200, job)) as server,
        Ionworks(api_url=server.url, api_key="k", max_retries=0) as client,
    ):
        with pytest.raises(UnexpectedResponseError, match="'other', and 'mine' was asked for"):
            client.job.cancel("mine")
        assert client.job.cancel("other").status == "canceled"


def test_a_name_that_is_not_there_gives_the_nearest(do: Any) -> None:
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    do(lambda client: client.cell_instance.create(spec, {"name": "cell 7"}))
    for names, said in [
        (("LG-M50", "cell 7", "x"), "specification 'LG-M50'; did you mean 'LG M50'?"),
        (("LG M50", "Cell7", "x"), "instance 'Cell7' of 'LG M50'; did you mean 'cell 7'?"),
        (("LG M50", "cell 7", "x"), "measurement 'x' of 'cell 7'; there are none"),
    ]:
        with pytest.raises(NotFoundError) as caught:
            do(lambda client, names=names: client.resolve_measurement(*names))
        assert said in str(caught.value)


def test_a_name_in_the_place_of_an_id_says_what_finds_names(do: Any) -> None:
    for asked in (
        lambda client: client.cell_spec.get("LG M50"),
        lambda client: client.cell_instance.list("LG M50"),
        lambda client: client.cell_measurement.get("Cycling 3"),
    ):
        with pytest.raises(
            NotFoundError, match=r"is no id; `list\(name=\.\.\.\)` finds records by name"
        ):
            do(asked)
    with pytest.raises(NotFoundError) as caught:
        do(lambda client: client.cell_spec.get("6b1d7a52-1f5b-4a0c-8f0e-2f6cf1e2b1a4"))
    assert "is no id" not in str(caught.value)
