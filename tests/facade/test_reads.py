"""Reading through both faces: once from the platform, then from the disk; parts move in parts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import polars as pl
import pytest

import ionworks
from ionworks import AsyncIonworks, CacheSettings, Ionworks, NotFoundError
from ionworks._io import awaiting, blocking
from ionworks.local.server import Platform
from ionworks.pagination import PaginatedList

ROWS = 400_000
SERIES = pl.DataFrame(
    {
        "Time [s]": pl.int_range(ROWS, eager=True).cast(pl.Float64),
        "Voltage [V]": 4.0 - (pl.int_range(ROWS, eager=True) % 1000) / 1000,
        "Current [A]": pl.repeat(1.0, ROWS, eager=True),
        "Step count": pl.int_range(ROWS, eager=True) // 100_000,
        "Noise": (pl.int_range(ROWS, eager=True) * 2654435761 % 1_000_003).cast(pl.Float64),
    }
)


class Traffic(list[tuple[str, int, int]]):
    """Requests as (method and path, status, bytes received)."""

    @property
    def received(self) -> int:
        return sum(size for _, _, size in self)

    def paths(self) -> list[str]:
        return [request for request, _, _ in self]


@pytest.fixture
def traffic(monkeypatch: pytest.MonkeyPatch) -> Traffic:
    """Keep account of what is moved, while it is moved."""
    seen = Traffic()

    def count(backend: Any) -> None:
        drain = backend.drain

        async def counting(self: Any, response: Any, sink: Any, deadline: Any) -> None:
            class Counted:
                size = 0

                def start(self, total: int | None) -> None:
                    sink.start(total)

                def write(self, chunk: bytes) -> None:
                    Counted.size += len(chunk)
                    sink.write(chunk)

            await drain(self, response, Counted(), deadline)
            request = response.request
            seen.append(
                (f"{request.method} {request.url.path}", response.status_code, Counted.size)
            )

        monkeypatch.setattr(backend, "drain", counting)

    count(blocking.BlockingBackend)
    count(awaiting.AwaitingBackend)
    return seen


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Serve one large measurement to the tests of this module."""
    with Platform(tmp_path_factory.mktemp("reads")) as platform:
        address = {"api_url": platform.url, "api_key": platform.api_key}
        with Ionworks(**address) as client:
            spec = client.cell_spec.create({"name": "LG M50"})
            cell = client.cell_instance.create(spec.id, {"name": "A"})
            detail = {"measurement": {"name": "long"}, "time_series": SERIES}
            made = client.cell_measurement.create(cell.id, detail)
        yield address, made.measurement, cell


@pytest.fixture(params=["blocking", "async"])
def read(request: pytest.FixtureRequest, stored: Any) -> Callable[..., Any]:
    address = stored[0]

    def act_blocking(act: Any, **settings: Any) -> Any:
        with Ionworks(**address, **settings) as client:
            return act(client)

    def act_awaited(act: Any, **settings: Any) -> Any:
        async def main() -> Any:
            async with AsyncIonworks(**address, **settings) as client:
                return await act(client)

        return anyio.run(main)

    return act_blocking if request.param == "blocking" else act_awaited


@pytest.fixture
def ident(stored: Any) -> str:
    return str(stored[1].id)


@pytest.mark.parametrize("what", ["time_series", "steps", "cycles", "steps_and_cycles"])
def test_the_second_read_asks_nothing(read: Any, ident: str, traffic: Traffic, what: str) -> None:
    first = read(lambda client: getattr(client.cell_measurement, what)(ident))
    assert traffic
    traffic.clear()
    second = read(lambda client: getattr(client.cell_measurement, what)(ident))
    assert traffic == []
    if what == "steps_and_cycles":
        assert second.steps.equals(first.steps)
        assert second.cycles.equals(first.cycles)
    else:
        assert second.equals(first)


def test_only_what_is_asked_for_is_moved(read: Any, ident: str, traffic: Traffic) -> None:
    read(lambda client: client.cell_measurement.steps(ident))
    assert not [path for path in traffic.paths() if "time_series" in path]


def test_the_cache_can_be_left_out(read: Any, ident: str, traffic: Traffic) -> None:
    folder = ionworks.get_cache_directory()
    for _ in range(2):
        traffic.clear()
        read(lambda client: client.cell_measurement.cycles(ident, use_cache=False))
        assert traffic
    assert not list(folder.rglob("*.parquet"))
    ionworks.set_cache_enabled(False)
    read(lambda client: client.cell_measurement.cycles(ident))
    assert not list(folder.rglob("*.parquet"))
    ionworks.set_cache_enabled(True)


def test_a_client_may_have_a_cache_of_its_own(
    read: Any, ident: str, traffic: Traffic, tmp_path: Path
) -> None:
    own = CacheSettings(directory=tmp_path / "own")
    read(lambda client: client.cell_measurement.cycles(ident), cache=own)
    assert list((tmp_path / "own").rglob("*.parquet"))
    assert not list(ionworks.get_cache_directory().rglob("*.parquet"))
    traffic.clear()
    read(lambda client: client.cell_measurement.cycles(ident), cache=own)
    assert traffic == []


def test_what_is_stale_is_confirmed_and_not_moved_again(
    read: Any, ident: str, traffic: Traffic
) -> None:
    first = read(lambda client: client.cell_measurement.time_series(ident))
    ionworks.set_cache_ttl(0)  # not before: what has expired leaves when a client closes
    traffic.clear()
    second = read(lambda client: client.cell_measurement.time_series(ident))
    assert second.equals(first)
    assert [status for _, status, _ in traffic] == [307, 304]
    assert traffic.received < 1000


def test_a_damaged_file_is_fetched_again(read: Any, ident: str) -> None:
    first = read(lambda client: client.cell_measurement.time_series(ident))
    for path in ionworks.get_cache_directory().rglob("*.parquet"):
        path.write_bytes(path.read_bytes()[:1000])
    assert read(lambda client: client.cell_measurement.time_series(ident)).equals(first)


def test_clearing_counts_what_it_deletes(read: Any, ident: str) -> None:
    read(lambda client: client.cell_measurement.cycles(ident))
    read(lambda client: client.cell_measurement.steps(ident))
    assert ionworks.clear_cache() == 2
    assert ionworks.clear_cache() == 0


def test_another_credential_does_not_see_what_is_cached(
    stored: Any, ident: str, traffic: Traffic
) -> None:
    address = stored[0]
    with Ionworks(**address) as client:
        client.cell_measurement.cycles(ident)
    with (
        Ionworks(**{**address, "api_key": "iwk_other"}) as client,
        pytest.raises(ionworks.ForbiddenError),
    ):
        client.cell_measurement.cycles(ident)


# --- parts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("cached", [False, True])
@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"columns": ["Voltage [V]", "Time [s]"]}, SERIES.select("Voltage [V]", "Time [s]")),
        ({"row_range": (131_000, 132_000)}, SERIES[131_000:132_000]),
        ({"row_range": (399_999, 500_000)}, SERIES[399_999:]),
        ({"row_range": (7, 7)}, SERIES[7:7]),
        ({"row_range": (500_000, 500_001)}, SERIES[:0]),
        ({"time_range": (10.0, 12.0)}, SERIES[10:13]),
        ({"time_range": (None, 1.5)}, SERIES[:2]),
        ({"time_range": (399_998, None), "columns": ["Noise"]}, SERIES[399_998:].select("Noise")),
        ({"time_range": (5e6, 6e6)}, SERIES[:0]),
        ({"row_range": (100, 300_000), "time_range": (0, 105)}, SERIES[100:106]),
    ],
)
def test_a_part_is_what_it_would_be_of_the_whole(
    read: Any, ident: str, part: Any, expected: pl.DataFrame, cached: bool
) -> None:
    if cached:
        read(lambda client: client.cell_measurement.time_series(ident))
    got = read(lambda client: client.cell_measurement.time_series(ident, **part))
    assert got.equals(expected)
    assert got.schema == expected.schema


def test_a_window_moves_a_part_of_the_bytes(read: Any, ident: str, traffic: Traffic) -> None:
    read(lambda client: client.cell_measurement.time_series(ident, use_cache=False))
    whole = traffic.received
    traffic.clear()
    part = {"columns": ["Noise"], "row_range": (140_000, 150_000)}
    read(lambda client: client.cell_measurement.time_series(ident, **part))
    assert traffic.received < whole / 2
    assert {status for _, status, _ in traffic} == {307, 206}


def test_a_part_of_what_is_cached_asks_nothing(read: Any, ident: str, traffic: Traffic) -> None:
    read(lambda client: client.cell_measurement.time_series(ident))
    traffic.clear()
    read(lambda client: client.cell_measurement.time_series(ident, row_range=(0, 10)))
    assert traffic == []


@pytest.mark.parametrize(
    ("part", "kind", "told"),
    [
        ({"columns": ["Voltage"]}, ValueError, "no column 'Voltage'; it has 'Time"),
        ({"columns": "Voltage [V]"}, TypeError, "list of names"),
        ({"row_range": (5, 1)}, ValueError, "row_range"),
        ({"row_range": (-5, 1)}, ValueError, "row_range"),
        ({"row_range": 5}, ValueError, "row_range"),
        ({"time_range": (5, 1)}, ValueError, "time_range"),
        ({"time_range": ("a", "b")}, ValueError, "time_range"),
        ({"time_range": (1, 2, 3)}, ValueError, "time_range"),
    ],
)
def test_a_part_that_is_not_one_is_reported(
    read: Any, ident: str, part: Any, kind: type[Exception], told: str
) -> None:
    with pytest.raises(kind, match=told):
        read(lambda client: client.cell_measurement.time_series(ident, **part))


def test_a_lazy_frame_moves_what_its_query_needs(read: Any, ident: str, traffic: Traffic) -> None:
    lazy = read(lambda client: client.cell_measurement.scan(ident))
    assert lazy.collect_schema() == SERIES.schema
    read(lambda client: client.cell_measurement.time_series(ident, use_cache=False))
    traffic.clear()
    query = lambda frame: (  # noqa: E731
        frame.filter(pl.col("Step count") == 3).select("Time [s]").head(5)
    )
    assert query(lazy).collect().equals(query(SERIES.lazy()).collect())
    moved = traffic.received
    traffic.clear()
    assert lazy.collect().equals(SERIES)
    assert moved < traffic.received / 3
    mean = pl.col("Voltage [V]").mean()
    assert lazy.select(mean).collect().item() == pytest.approx(SERIES.select(mean).item())


def test_a_file_is_saved_as_it_is_stored(read: Any, ident: str, tmp_path: Path) -> None:
    target = tmp_path / "series.parquet"
    target.write_bytes(b"old")
    assert read(lambda client: client.cell_measurement.download(ident, target)) == target
    assert pl.read_parquet(target).equals(SERIES)
    assert [path.name for path in tmp_path.iterdir()] == ["series.parquet"]
    with pytest.raises(NotFoundError):
        read(lambda client: client.cell_measurement.download("nope", target))
    assert pl.read_parquet(target).height == ROWS


# --- many -----------------------------------------------------------------------------------


def test_many_make_one_tall_frame_and_one_that_fails_does_not_lose_the_rest(do: Any) -> None:
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    short = SERIES.head(10)
    for name in ("A", "B"):
        cell = do(lambda client, name=name: client.cell_instance.create(spec.id, {"name": name}))
        for number, series in enumerate([short, short.drop("Noise")]):
            detail = {"measurement": {"name": f"RPT {number}"}, "time_series": series}
            do(
                lambda client, cell=cell, detail=detail: client.cell_measurement.create(
                    cell.id, detail
                )
            )
    project = do(lambda client: client.settings.project_id)
    page = do(
        lambda client: client.cell_measurement.list_by_project(
            project, order_by="created_at", order="asc"
        )
    )
    told: list[tuple[int, int]] = []
    got = do(
        lambda client: client.cell_measurement.read_many(
            [*page, "nope"], progress=lambda done, total: told.append((done, total))
        )
    )
    assert told[-1] == (5, 5)
    assert list(got.errors) == ["nope"]
    with pytest.raises(NotFoundError):
        got.raise_for_errors()
    assert got.frame.columns[:4] == [
        "Measurement id",
        "Measurement",
        "Cell instance",
        "Cell specification",
    ]
    assert got.frame.height == 40
    counts = got.frame.group_by("Cell instance", "Measurement").len().sort(pl.all())
    assert counts.rows() == [
        ("A", "RPT 0", 10),
        ("A", "RPT 1", 10),
        ("B", "RPT 0", 10),
        ("B", "RPT 1", 10),
    ]
    assert got.frame["Noise"].null_count() == 20
    cycles = do(
        lambda client: client.cell_measurement.read_many([one.id for one in page], what="cycles")
    )
    assert cycles.frame.height == 4
    assert cycles.errors == {}
    with pytest.warns(UserWarning, match=r"^3 of 4 measurements are read"):
        part = do(
            lambda client: client.cell_measurement.read_many(
                PaginatedList(page[:3], total=page.total), what="cycles"
            )
        )
    assert part.frame.height == 3

    for whole in (page, page[:3]):  # all of the list, and records without a list
        read = do(lambda client, of=whole: client.cell_measurement.read_many(of, what="cycles"))
        assert read.frame.height == len(whole)
    nothing = do(lambda client: client.cell_measurement.read_many([]))
    assert (nothing.frame.height, nothing.errors) == (0, {})
    with pytest.raises(ValueError, match="'steps'"):
        do(lambda client: client.cell_measurement.read_many([], what="colours"))


# --- changes and company ----------------------------------------------------------------------


def test_a_change_of_this_client_is_seen_at_once(do: Any) -> None:
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "A"}))
    short = SERIES.head(10)
    detail = {"measurement": {"name": "running"}, "time_series": short}
    made = do(lambda client: client.cell_measurement.create(cell.id, detail))
    assert do(lambda client: client.cell_measurement.time_series(made.id)).height == 10
    do(lambda client: client.cell_measurement.extend(made.id, SERIES[10:15]))
    assert do(lambda client: client.cell_measurement.time_series(made.id)).height == 15
    assert do(lambda client: client.cell_measurement.cycles(made.id)).height == 1
    do(lambda client: client.cell_measurement.delete(made.id))
    with pytest.raises(NotFoundError):
        do(lambda client: client.cell_measurement.time_series(made.id))


def test_eight_readers_download_once(stored: Any, ident: str, traffic: Traffic) -> None:
    frames: list[pl.DataFrame] = []
    with Ionworks(**stored[0]) as client:
        threads = [
            threading.Thread(
                target=lambda: frames.append(client.cell_measurement.time_series(ident))
            )
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [frame.height for frame in frames] == [ROWS] * 8
    assert len([path for path in traffic.paths() if path.endswith("/download")]) == 1


def test_what_is_returned_can_be_changed(read: Any, ident: str) -> None:
    first = read(lambda client: client.cell_measurement.steps(ident), dataframe_backend="pandas")
    first.loc[0, "Start voltage [V]"] = -1.0
    again = read(lambda client: client.cell_measurement.steps(ident), dataframe_backend="pandas")
    assert again.loc[0, "Start voltage [V]"] == 4.0
