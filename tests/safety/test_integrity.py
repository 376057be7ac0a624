"""Flipped bits: on the way in both directions, in the storage, in the cache.

What is read is what was uploaded, or there is one clear error; what is stored is what was meant.
"""

# ruff: noqa: F811  # fixtures that are imported are also arguments
from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from faults.conftest import (  # noqa: F401
    SERIES,
    Stage,
    _stage,
    posts,
    slept,
    stage,
    through,
)
from support.proxy import Answer, Exchange, Fault

import ionworks
from ionworks.cache import rows
from ionworks.errors import (
    BadRequestError,
    IonworksError,
    MeasurementProcessingError,
    ServerError,
    TransferError,
    UnexpectedResponseError,
)

Through = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("slept")
SEED = random.Random(9)


def every(_method: str, _path: str) -> bool:
    return True


def of(method: str) -> Callable[[str, str], bool]:
    return lambda used, _path: used == method


def flipped(data: bytes, place: float) -> bytes:
    """Give the same bytes with one bit flipped, at a place between 0 and 1."""
    at = min(int(place * len(data)), len(data) - 1)
    return data[:at] + bytes([data[at] ^ 1 << SEED.randrange(8)]) + data[at + 1 :]


def in_answer(place: float) -> Fault:
    def fault(exchange: Exchange) -> None:
        answer = exchange.forward()
        exchange.send(replace(answer, body=flipped(answer.body, place)) if answer.body else answer)

    return fault


def in_request(place: float, *, without: str = "") -> Fault:
    """Flip a bit of the body; a header can be left out, as by a storage that ignores it."""

    def fault(exchange: Exchange) -> None:
        if without:
            del exchange._handler.headers[without]
        exchange._body = flipped(exchange._body, place)
        exchange.send(exchange.forward())

    return fault


# Magic number, data, footer, length of the footer.
PLACES = [0.0, SEED.random(), 0.97, 0.9999]
READS: dict[str, Callable[[Stage], Callable[[Any], Any]]] = {
    "whole": lambda stage: lambda c: c.cell_measurement.time_series(stage.old.id),
    "past the cache": lambda stage: (
        lambda c: c.cell_measurement.time_series(stage.old.id, use_cache=False)
    ),
    "part": lambda stage: (
        lambda c: c.cell_measurement.time_series(stage.old.id, row_range=(0, 4), use_cache=False)
    ),
    "steps": lambda stage: lambda c: c.cell_measurement.steps(stage.old.id),
}


@pytest.mark.parametrize("what", READS)
def test_a_bit_that_flips_on_the_way_down_is_noticed(
    stage: Stage, through: Through, what: str
) -> None:
    read = READS[what](stage)
    expected = read(stage.direct)
    for place in PLACES:
        ionworks.clear_cache()
        stage.storage.break_(in_answer(place), of("GET"), times=inf)
        with pytest.raises(UnexpectedResponseError, match="does not match its SHA-256"):
            through(read)
        stage.storage.heal()
        assert through(read).equals(expected)  # nothing of it was kept


def test_a_bit_of_an_attachment_and_of_raw_data(
    stage: Stage, through: Through, tmp_path: Path
) -> None:
    source = tmp_path / "note.txt"
    source.write_bytes(b"two scratches on the can")
    made = stage.direct.cell_measurement.create_file(
        stage.cell.id, name=stage.name("note"), filepaths=[source]
    )
    raw = stage.direct.raw_data.upload(source, name=stage.name("raw"))
    target = tmp_path / "out"
    for place in (0.0, 0.5, 0.99):
        stage.storage.break_(in_answer(place), of("GET"), times=inf)
        for act in (
            lambda c: c.cell_measurement.get_file(made.id, "note.txt"),
            lambda c: c.cell_measurement.save_files(made.id, target),
            lambda c: c.raw_data.download(raw.id, tmp_path / "raw.bin"),
        ):
            with pytest.raises(UnexpectedResponseError, match="does not match its SHA-256"):
                through(act, max_retries=0)
        stage.storage.heal()
    assert not (tmp_path / "raw.bin").exists()
    assert list(target.iterdir()) == []


def test_a_bit_of_an_answer_in_json(stage: Stage, through: Through) -> None:
    acts: dict[str, Callable[[Any], Any]] = {
        "record": lambda c: c.cell_spec.get(stage.spec.id),
        "cycles": lambda c: c.cell_measurement.cycles(stage.old.id, use_cache=False),
    }
    for act in acts.values():
        for place in (0.0, 0.5, 0.99):
            stage.service.break_(in_answer(place), of("GET"))
            with pytest.raises(UnexpectedResponseError, match="SHA-256"):
                through(act)


def test_a_bit_of_the_answer_to_a_create_leaves_a_doubt_that_is_said(
    stage: Stage, through: Through
) -> None:
    name = stage.name("spec")
    stage.service.break_(in_answer(0.5), posts("/cell_specifications"))
    with pytest.raises(UnexpectedResponseError, match="may have been carried out"):
        through(lambda client: client.cell_spec.create({"name": name}))
    assert [spec.name for spec in stage.direct.cell_spec.list(name_exact=name)] == [name]


def test_a_bit_of_a_request_is_refused_and_sent_again(stage: Stage, through: Through) -> None:
    for place in (0.1, 0.5, 0.9):
        spec = {"name": stage.name("a name that is long enough to be hit"), "notes": "n" * 200}
        stage.service.break_(in_request(place), of("POST"))
        made = through(lambda client, spec=spec: client.cell_spec.create(spec))
        assert stage.direct.cell_spec.get(made.id).name == spec["name"]
        stage.service.break_(in_request(place), of("POST"), times=inf)
        other = {**spec, "name": stage.name("other")}
        with pytest.raises(BadRequestError, match="damaged on its way"):
            through(lambda client, other=other: client.cell_spec.create(other), max_retries=1)
        stage.service.heal()
        found = stage.direct.cell_spec.list(name_exact=other["name"])
        assert found.total == 0


@pytest.mark.parametrize("without", ["", "x-amz-checksum-sha256"], ids=["storage", "confirmation"])
def test_a_bit_that_flips_on_the_way_up_is_not_stored(
    stage: Stage, through: Through, tmp_path: Path, without: str
) -> None:
    """The storage refuses it, and the confirmation where the storage does not look."""
    source = tmp_path / "raw.bin"
    source.write_bytes(bytes(range(256)) * 8)
    for place in PLACES:
        detail, name = stage.detail(), stage.name("raw")
        acts: dict[str, Callable[[Any], Any]] = {
            "series": lambda c, d=detail: c.cell_measurement.create(stage.cell.id, d),
            "file": lambda c, n=name: c.cell_measurement.create_file(
                stage.cell.id, name=n, filepaths=[source]
            ),
            "raw": lambda c, n=name: c.raw_data.upload(source, name=n),
        }
        for act in acts.values():
            stage.storage.break_(in_request(place, without=without), of("PUT"), times=inf)
            with pytest.raises(TransferError):
                through(act, max_retries=1)
            stage.heal()
        assert stage.named(detail["measurement"]["name"]) == []
        assert stage.named(name) == []
        assert name not in {raw.name for raw in stage.direct.raw_data.iter()}


def test_a_bit_that_flips_once_on_the_way_up_is_sent_again(stage: Stage, through: Through) -> None:
    for place in PLACES:
        stage.storage.break_(in_request(place), of("PUT"))
        detail = stage.detail()
        made = through(lambda c, d=detail: c.cell_measurement.create(stage.cell.id, d))
        assert stage.stored(made.id).equals(SERIES)


def test_rows_to_append_are_held_to_their_digest(stage: Stage, through: Through) -> None:
    made = stage.direct.cell_measurement.create(stage.cell.id, stage.detail())
    more = SERIES.with_columns(pl.col("Time [s]") + 1000, pl.col("Step count") + 2)
    fault = in_request(0.5, without="x-amz-checksum-sha256")
    stage.storage.break_(fault, of("PUT"), times=inf)
    with pytest.raises(TransferError, match="does not match the SHA-256"):
        through(lambda client: client.cell_measurement.extend(made.id, more))
    stage.heal()
    assert stage.direct.cell_measurement.time_series(made.id).equals(SERIES)
    through(lambda client: client.cell_measurement.extend(made.id, more))
    grown = pl.concat([SERIES, more])
    # The series that the platform joined has a digest too.
    assert through(lambda c: c.cell_measurement.time_series(made.id)).equals(grown)
    flip(stage.platform.data / f"objects/measurements/{made.id}/2/time_series.parquet", 0.5)
    with pytest.raises(UnexpectedResponseError, match="SHA-256"):
        through(lambda c: c.cell_measurement.time_series(made.id, use_cache=False), max_retries=0)


def flip(path: Path, place: float) -> None:
    """Flip a bit of a file, which keeps its times."""
    found = path.stat()
    path.write_bytes(flipped(path.read_bytes(), place))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


@pytest.fixture
def kept(stage: Stage) -> tuple[Any, Path]:
    """A measurement of this test, and the folder of its objects."""
    made = stage.direct.cell_measurement.create(stage.cell.id, stage.detail())
    return made, stage.platform.data / "objects" / "measurements" / made.id / "1"


@pytest.mark.parametrize("place", PLACES)
def test_a_bit_that_flips_in_the_storage_is_noticed(
    stage: Stage, through: Through, kept: tuple[Any, Path], place: float
) -> None:
    made, folder = kept
    flip(folder / "time_series.parquet", place)
    flip(folder / "tables" / "steps.parquet", place)
    for act in (
        lambda c: c.cell_measurement.time_series(made.id),
        lambda c: c.cell_measurement.time_series(made.id, row_range=(0, 4)),
        lambda c: c.cell_measurement.time_series(made.id, columns=["Voltage [V]"]),
        lambda c: c.cell_measurement.scan(made.id),
        lambda c: c.cell_measurement.steps(made.id),
        lambda c: c.cell_measurement.download(made.id, folder.parent / "never"),
    ):
        with pytest.raises((TransferError, UnexpectedResponseError), match="SHA-256"):
            through(act, max_retries=0)
    assert not (folder.parent / "never").exists()


def test_a_part_is_checked_also_after_the_object_was_read(
    stage: Stage, through: Through, kept: tuple[Any, Path]
) -> None:
    made, folder = kept

    def read(client: Any) -> Any:
        return client.cell_measurement.time_series(made.id, row_range=(0, 4), use_cache=False)

    assert through(read).equals(SERIES)
    flip(folder / "time_series.parquet", 0.5)
    with pytest.raises(TransferError, match="the object is damaged"):
        through(read)


@pytest.mark.failing_platform
def test_the_platform_makes_no_answer_of_a_damaged_table(
    stage: Stage, through: Through, kept: tuple[Any, Path]
) -> None:
    made, folder = kept
    flip(folder / "tables" / "cycles.parquet", 0.5)
    with pytest.raises(ServerError, match="SHA-256"):
        through(lambda c: c.cell_measurement.cycles(made.id))
    assert sum("cycles" in line for line in stage.service.seen) == 1  # to ask again does not help


def test_what_is_damaged_before_it_is_processed_is_not_processed(
    stage: Stage, through: Through
) -> None:
    detail = stage.detail()
    folder = stage.platform.data / "objects" / "measurements"

    def damage(exchange: Exchange) -> None:
        identifier = exchange.target.split("/")[2]
        flip(folder / identifier / "1" / "time_series.parquet", 0.5)
        exchange.send(exchange.forward())

    stage.service.break_(damage, posts("/confirm-upload"))
    with pytest.raises(MeasurementProcessingError, match="does not match the SHA-256"):
        through(lambda client: client.cell_measurement.create(stage.cell.id, detail))


MORE = SERIES.with_columns(pl.col("Time [s]") + 1000, pl.col("Step count") + 2)


def test_a_damaged_series_is_not_extended_by_the_client(
    stage: Stage, through: Through, kept: tuple[Any, Path]
) -> None:
    """The client reads the end of the series, to check the rows as its continuation."""
    made, folder = kept
    flip(folder / "time_series.parquet", 0.5)
    with pytest.raises(TransferError, match="does not match the SHA-256"):
        through(lambda client: client.cell_measurement.extend(made.id, MORE))
    assert stage.service.seen[-1] == f"GET /cell_measurements/{made.id}/time_series/download"


def test_a_damaged_series_is_not_extended_by_the_platform(
    stage: Stage, through: Through, kept: tuple[Any, Path]
) -> None:
    """The series is damaged after the client has checked the rows."""
    made, folder = kept

    def damage(exchange: Exchange) -> None:
        flip(folder / "time_series.parquet", 0.5)
        exchange.send(exchange.forward())

    stage.service.break_(damage, posts("/confirm-extend"))
    with pytest.raises(MeasurementProcessingError, match="does not match the SHA-256"):
        through(lambda client: client.cell_measurement.extend(made.id, MORE))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("rot", [False, True], ids=["written", "rotten"])
def test_a_bit_that_flips_in_the_cache_is_one_miss(
    stage: Stage,
    through: Through,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    place: float,
    rot: bool,
) -> None:
    """Rot changes no time of a file, so each process hashes what it reads first."""

    def read(client: Any) -> Any:
        return client.cell_measurement.time_series(stage.old.id)

    def moved() -> int:
        return sum(line.startswith("GET") for line in stage.storage.seen)

    ionworks.set_cache_directory(tmp_path)
    if rot:
        monkeypatch.setattr(rows, "mark_of", lambda found: [found.st_size])
    through(read)
    (stored,) = tmp_path.rglob("*.parquet")
    flip(stored, place)
    rows._hashed.clear()  # as a new process begins
    assert through(read).equals(SERIES)
    assert moved() == 2
    assert through(read).equals(SERIES)
    assert moved() == 2


def test_a_service_that_offers_no_digests_is_sent_none(
    stage: Stage, through: Through, tmp_path: Path
) -> None:
    """The hosted service never meets a field, nor its storage a header, that it does not know."""
    confirmations: list[dict[str, Any]] = []
    puts: list[set[str]] = []

    def without_offer(exchange: Exchange) -> None:
        answer = exchange.forward()
        body = json.loads(answer.body)
        for target in body["uploads"]:
            del target["digest"]
        exchange.send(Answer(answer.status, answer.headers, json.dumps(body).encode()))

    def confirm(exchange: Exchange) -> None:
        confirmations.append(json.loads(exchange._body))
        exchange.send(exchange.forward())

    def put(exchange: Exchange) -> None:
        puts.append({name.lower() for name in exchange._handler.headers})
        exchange.send(exchange.forward())

    stage.service.break_(without_offer, posts("/initiate-upload"), times=inf)
    stage.service.break_(without_offer, posts("/initiate-extend"), times=inf)
    stage.service.break_(confirm, posts("/confirm-upload"), times=inf)
    stage.service.break_(confirm, posts("/confirm-extend"), times=inf)
    stage.storage.break_(put, of("PUT"), times=inf)
    source = tmp_path / "note.txt"
    source.write_bytes(b"x")
    detail = stage.detail()
    made = through(lambda c: c.cell_measurement.create(stage.cell.id, detail))
    more = SERIES.with_columns(pl.col("Time [s]") + 1000, pl.col("Step count") + 2)
    through(lambda c: c.cell_measurement.extend(made.id, more))
    through(
        lambda c: c.cell_measurement.create_file(
            stage.cell.id, name=stage.name("f"), filepaths=[source]
        )
    )
    through(lambda c: c.raw_data.upload(source))
    assert len(confirmations) == len(puts) == 4
    assert not any("digests" in body for body in confirmations)
    assert not any(name.startswith("x-amz-") for names in puts for name in names)


def test_digests_that_name_nothing_are_refused(stage: Stage) -> None:
    http = stage.direct.api.get_httpx_client()
    head = {"measurement": {"name": stage.name("m")}, "measurement_type": "time_series"}
    begun = http.post(
        f"/cell_instances/{stage.cell.id}/cell_measurements/initiate-upload", json=head
    )
    body = {**head, "cell_instance_id": stage.cell.id, "digests": {"other": "0" * 64}}
    with pytest.raises(IonworksError, match="digests names 'other'"):
        http.post(f"/cell_measurements/{begun.json()['measurement_id']}/confirm-upload", json=body)
