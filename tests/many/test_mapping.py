"""A function for each of many measurements, on threads, processes and a cluster."""

from __future__ import annotations

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import anyio.to_thread
import numpy as np
import polars as pl
import pytest
from many.conftest import BASE

import ionworks
from ionworks import AsyncIonworks, Ionworks, MappedMeasurements, NotFoundError, mapping


class OddError(Exception):
    """Cannot be made again of its text alone, so it does not go through pickle."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def lowest(frame: pl.DataFrame) -> dict[str, Any]:
    """Find the lowest voltage, but not of B."""
    if frame["Measurement"][0] == "B":
        raise OddError("odd", "cell")
    return {"Lowest [V]": round(frame["Voltage [V]"].min(), 6), "Rows": len(frame)}


def check_results_and_errors(client: Ionworks, ids: list[str], scheduler: Any) -> None:
    told: list[tuple[int, int]] = []
    mapped = ionworks.map_measurements(
        lowest,
        ids,
        client=client,
        scheduler=scheduler,
        progress=lambda done, total: told.append((done, total)),
    )
    assert list(mapped.results) == [ids[0], ids[2], ids[3]]
    assert list(mapped.errors) == [ids[1]]
    assert "odd cell" in str(mapped.errors[ids[1]])
    assert repr(mapped).startswith("MappedMeasurements(results=<3>, errors=<1, the first: ")
    assert "odd cell" in repr(mapped)
    assert told[-1] == (4, 4)
    table = mapped.to_frame()
    assert table.select("Measurement", "Lowest [V]", "Rows").rows() == [
        ("A", 3.8, 3),
        ("B", None, None),
        ("C", 3.6, 3),
        ("D", 3.5, 3),
    ]
    assert [reason is None for reason in table["Error"]] == [True, False, True, True]
    assert table["Error"][1].endswith("odd cell")
    assert table["Cell specification"].unique().to_list() == ["LG M50"]
    with pytest.raises(Exception, match="odd cell"):
        mapped.raise_for_errors()


def test_results_and_errors_come_by_measurement(client: Ionworks, ids: list[str]) -> None:
    check_results_and_errors(client, ids, "threads")


@pytest.mark.timeout(120)
def test_a_cluster_of_two_workers(client: Ionworks, ids: list[str]) -> None:
    distributed = pytest.importorskip("distributed")
    frame = client.cell_measurement.to_dask(ids)
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as own,
        distributed.Client(own) as cluster,
    ):
        check_results_and_errors(client, ids, cluster)
        with pytest.raises(ValueError, match="leave `max_parallel` out"):
            ionworks.map_measurements(len, ids, client=client, scheduler=cluster, max_parallel=2)
        means = frame.groupby("Measurement")["Voltage [V]"].mean().compute()
    assert means.round(6).to_dict() == {"A": 3.9, "B": 3.8, "C": 3.7, "D": 3.6}


def test_processes_take_functions_of_a_notebook_and_lose_one_result_at_a_time(
    client: Ionworks, ids: list[str]
) -> None:
    home, factor = os.getpid(), 2

    def elsewhere(frame: pl.DataFrame) -> Any:
        assert os.getpid() != home
        match frame["Measurement"][0]:
            case "A":
                return len(frame) * factor
            case "B":
                raise OddError("odd", "cell")
            case "C":
                return threading.Lock()  # cannot come back
            case _:
                os._exit(1)  # as if it had been killed

    mapped = ionworks.map_measurements(
        elsewhere, ids, client=client, scheduler="processes", max_parallel=1
    )
    assert mapped.results == {ids[0]: 6}
    assert list(mapped.errors) == ids[1:]
    assert "OddError: odd cell" in str(mapped.errors[ids[1]])
    assert "in elsewhere" in mapped.errors[ids[1]].__notes__[0]
    assert isinstance(mapped.errors[ids[2]], TypeError)
    assert "process" in str(mapped.errors[ids[3]])


def test_what_cannot_be_sent_is_said_before_anything_runs(client: Ionworks, ids: list[str]) -> None:
    lock = threading.Lock()

    def locked(frame: pl.DataFrame) -> int:
        with lock:
            return len(frame)

    with pytest.raises(TypeError, match="cannot go to another process"):
        ionworks.map_measurements(locked, ids, client=client, scheduler="processes")
    assert ionworks.map_measurements(locked, ids[:1], client=client).results == {ids[0]: 3}


def test_tables_columns_and_kinds_of_results(client: Ionworks, ids: list[str]) -> None:
    cell = client.cell_measurement.get(ids[0]).cell_instance_id
    everything = client.cell_measurement.iter(cell)
    steps = ionworks.map_measurements(
        lambda frame: frame.select("Step type"), everything, client=client, what="steps"
    )
    assert steps.to_frame()["Step type"].n_unique() == 1
    assert steps.to_frame().height == 4
    numbers = ionworks.map_measurements(
        lambda frame: frame["Time [s]"].sum(), ids, client=client, columns=["Time [s]"]
    )
    assert numbers.to_frame()["Result"].to_list() == [3.0] * 4
    lists = ionworks.map_measurements(lambda frame: [1], ids, client=client)
    with pytest.raises(TypeError, match=r"is list; only mappings, numbers and frames"):
        lists.to_frame()
    empty = ionworks.map_measurements(len, [], client=client)
    assert empty.results == {}
    assert empty.to_frame().is_empty()


def test_a_table_of_failures_alone_says_why(client: Ionworks, ids: list[str]) -> None:
    def fail(frame: pl.DataFrame) -> float:
        raise ValueError(f"no peak in {frame['Measurement'][0]}")

    table = ionworks.map_measurements(fail, ids[:2], client=client).to_frame()
    assert table.select("Measurement id", "Measurement", "Error").rows() == [
        (ids[0], "A", "ValueError: no peak in A"),
        (ids[1], "B", "ValueError: no peak in B"),
    ]

    def of_some(frame: pl.DataFrame) -> dict[str, float]:
        return {"Error": 0.5} if frame["Measurement"][0] == "A" else {"Error": fail(frame)}

    table = ionworks.map_measurements(of_some, ids[:2], client=client).to_frame()
    assert table.select("Error", "Error (measurement)").rows() == [
        (0.5, None),
        (None, "ValueError: no peak in B"),
    ]
    assert "Error" not in ionworks.map_measurements(len, ids, client=client).to_frame().columns


def test_a_measurement_without_the_column_is_an_error_of_its_own(
    client: Ionworks, ids: list[str]
) -> None:
    mapped = ionworks.map_measurements(len, ids, client=client, columns=["Note"])
    assert mapped.results == {ids[2]: 3}
    assert len(mapped.errors) == 3


def test_frames_of_the_function_are_of_the_library_of_the_client(
    connection: dict[str, Any], ids: list[str]
) -> None:
    with Ionworks(**connection, dataframe_backend="pandas") as client:
        mapped = ionworks.map_measurements(
            lambda frame: {"kind": type(frame).__module__.split(".")[0]}, ids[:1], client=client
        )
        assert mapped.results[ids[0]] == {"kind": "pandas"}
        assert list(mapped.to_frame().columns)[-1] == "kind"


@pytest.mark.parametrize(
    ("wrong", "kind", "match"),
    [
        ({"scheduler": "thread"}, ValueError, "`scheduler` is"),
        ({"max_parallel": 0}, ValueError, "`max_parallel` is at least 1"),
        ({"max_parallel": 1.5}, TypeError, "`max_parallel` is a whole number"),
        ({"columns": "Voltage [V]"}, TypeError, "`columns` is a list of names; put"),
        ({"columns": 5}, TypeError, "`columns` is a list of names, not 5"),
        ({"scheduler": pl.DataFrame({"a": [1]})}, ValueError, "not a DataFrame"),
        ({"what": "rows"}, ValueError, "`what` is one of"),
        ({"client": "me"}, TypeError, "`client` is an Ionworks client, not str"),
        ({"function": 5}, TypeError, "cannot be called"),
        ({"measurements": "abc"}, TypeError, "`measurements`"),
    ],
)
def test_wrong_arguments_are_named(
    client: Ionworks, wrong: dict[str, Any], kind: type[Exception], match: str
) -> None:
    given: dict[str, Any] = {"function": len, "measurements": [], "client": client, **wrong}
    with pytest.raises(kind, match=match):
        ionworks.map_measurements(given.pop("function"), given.pop("measurements"), **given)


@pytest.mark.parametrize("scheduler", ["threads", "processes"])
def test_a_measurement_that_is_not_there_is_an_error_of_its_own(
    client: Ionworks, ids: list[str], scheduler: Any
) -> None:
    client.cell_measurement.delete(ids[0])
    told: list[tuple[int, int]] = []
    mapped = ionworks.map_measurements(
        len,
        ids,
        client=client,
        scheduler=scheduler,
        max_parallel=1,
        progress=lambda done, total: told.append((done, total)),
    )
    assert mapped.results == dict.fromkeys(ids[1:], 3)
    assert isinstance(mapped.errors[ids[0]], NotFoundError)
    assert told[-1] == (4, 4)
    table = mapped.to_frame()
    assert table.select("Measurement id", "Measurement", "Result").rows() == [
        (ids[0], None, None),
        (ids[1], "B", 3),
        (ids[2], "C", 3),
        (ids[3], "D", 3),
    ]
    assert table["Error"][0].startswith("NotFoundError: ")


def test_records_whose_cell_is_gone_do_not_lose_the_others(
    client: Ionworks, ids: list[str]
) -> None:
    spec = client.cell_spec.get(
        client.cell_instance.get(
            client.cell_measurement.get(ids[0]).cell_instance_id
        ).cell_specification_id
    )
    cell = client.cell_instance.create(spec.id, {"name": "002"})
    detail = {"measurement": {"name": "E"}, "time_series": BASE}
    stale = client.cell_measurement.create(cell.id, detail).measurement
    client.cell_instance.delete(cell.id)
    mapped = ionworks.map_measurements(len, [stale, ids[0]], client=client)
    assert mapped.results == {ids[0]: 3}
    assert isinstance(mapped.errors[stale.id], NotFoundError)
    read = client.cell_measurement.read_many([stale, ids[0]])
    assert read.frame["Measurement"].unique().to_list() == ["A"]
    assert isinstance(read.errors[stale.id], NotFoundError)


def test_the_awaited_face_lets_others_run(connection: dict[str, Any], ids: list[str]) -> None:
    """The functions end only after the loop has done something else."""
    loop_ran = threading.Event()

    def waiting(frame: pl.DataFrame) -> str:
        assert loop_ran.wait(60)
        return str(frame["Measurement"][0])

    async def main() -> MappedMeasurements[str]:
        async with AsyncIonworks(**connection) as client:
            await client.cell_measurement.delete(ids[3])
            mapping = asyncio.ensure_future(
                ionworks.amap_measurements(waiting, ids, client=client, max_parallel=2)
            )
            await asyncio.sleep(0)
            loop_ran.set()
            return await mapping

    mapped = asyncio.run(main())
    assert mapped.results == dict(zip(ids[:3], "ABC", strict=True))
    assert isinstance(mapped.errors[ids[3]], NotFoundError)


def test_the_awaited_face_takes_its_own_lists_and_processes(
    connection: dict[str, Any], client: Ionworks, ids: list[str]
) -> None:
    cell = client.cell_measurement.get(ids[0]).cell_instance_id

    async def main() -> MappedMeasurements[dict[str, Any]]:
        async with AsyncIonworks(**connection) as client:
            return await ionworks.amap_measurements(
                lambda frame: {"Rows": len(frame), "Process": os.getpid()},
                client.cell_measurement.iter(cell),
                client=client,
                scheduler="processes",
                max_parallel=1,
            )

    table = anyio.run(main).to_frame()
    assert table["Measurement id"].sort().to_list() == sorted(ids)
    assert table["Rows"].to_list() == [3] * 4
    assert os.getpid() not in table["Process"].to_list()


def test_a_caller_that_is_cancelled_waits_for_no_function(
    connection: dict[str, Any], ids: list[str]
) -> None:
    began, end = threading.Event(), threading.Event()

    def stuck(frame: pl.DataFrame) -> None:
        began.set()
        end.wait()

    async def main() -> None:
        async with AsyncIonworks(**connection) as client:
            with anyio.CancelScope() as scope:
                async with anyio.create_task_group() as group:

                    async def cancel() -> None:
                        await anyio.to_thread.run_sync(began.wait)
                        scope.cancel()

                    group.start_soon(cancel)
                    await ionworks.amap_measurements(stuck, ids, client=client, max_parallel=1)
            assert not end.is_set()

    try:
        anyio.run(main)
    finally:
        end.set()
    for thread in threading.enumerate():
        if thread.name.startswith("ionworks-map"):
            thread.join(60)


@pytest.mark.parametrize("awaited", [False, True])
def test_a_client_of_the_other_face_is_told_the_function_of_its_own(
    connection: dict[str, Any], client: Ionworks, awaited: bool
) -> None:
    async def main() -> None:
        await ionworks.amap_measurements(len, [], client=client)  # type: ignore[arg-type]

    if awaited:
        with pytest.raises(TypeError, match=r"write `ionworks\.map_measurements\(\.\.\.\)`"):
            asyncio.run(main())
    else:
        other: Any = AsyncIonworks(**connection)
        with pytest.raises(TypeError, match=r"write `await ionworks\.amap_measurements\("):
            ionworks.map_measurements(len, [], client=other)
        asyncio.run(other.close())


def test_a_function_that_is_awaited_is_refused(client: Ionworks) -> None:
    async def awaited(frame: pl.DataFrame) -> int:
        return len(frame)

    with pytest.raises(TypeError, match="give a plain `def`"):
        ionworks.map_measurements(awaited, [], client=client)


def test_a_cluster_calls_the_function_again_for_the_same_measurement() -> None:
    asked: list[dict[str, Any]] = []

    class Cluster:
        def get_executor(self, **options: Any) -> ThreadPoolExecutor:
            asked.append(options)
            return ThreadPoolExecutor(1)

    with mapping._executor(Cluster(), None) as executor:
        executor.shutdown()
    # A cluster would take the result of an earlier call for that of a pure function.
    assert asked == [{"pure": False}]


def test_threads_are_as_many_as_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    cores = {0: {1, 2, 5}}
    monkeypatch.setattr(os, "sched_getaffinity", cores.__getitem__, raising=False)

    def threads(most: int | None) -> int:
        with mapping._executor("threads", most) as executor:
            return executor._max_workers  # type: ignore[attr-defined,no-any-return]

    assert (threads(None), threads(7), threads(1)) == (3, 7, 1)
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert threads(None) == 1


@pytest.mark.parametrize(
    ("result", "rows"),
    [
        ({"a": 1, "b": None}, [{"a": 1, "b": None}]),
        (None, [{"Result": None}]),
        (2, [{"Result": 2}]),
        (0.5, [{"Result": 0.5}]),
        (True, [{"Result": True}]),
        ("text", [{"Result": "text"}]),
        (np.float64(0.5), [{"Result": 0.5}]),
        (np.array(3), [{"Result": 3}]),
        (pl.DataFrame({"a": [1, 2]}), [{"a": 1}, {"a": 2}]),
        (pl.DataFrame({"a": [1, 2]}).to_pandas(), [{"a": 1}, {"a": 2}]),
    ],
)
def test_what_a_function_returns_becomes_rows(result: Any, rows: list[dict[str, Any]]) -> None:
    assert mapping._as_frame("m", result).to_dicts() == rows


def test_a_result_says_in_short_what_failed() -> None:
    assert repr(MappedMeasurements({})) == "MappedMeasurements(results=<0>, errors={})"
    failed = MappedMeasurements({"a": 1}, {"b": ValueError("first"), "c": ValueError("second")})
    assert repr(failed) == (
        "MappedMeasurements(results=<1>, errors=<2, the first: ValueError('first')>)"
    )
    MappedMeasurements({"a": 1}).raise_for_errors()
    with pytest.raises(ValueError, match="first"):
        failed.raise_for_errors()
    with pytest.raises(TypeError, match="the result of measurement m is set; only mappings"):
        mapping._as_frame("m", {1})
    assert mapping._unnamed("m") == {
        "Measurement id": "m",
        "Measurement": None,
        "Cell instance": None,
        "Cell specification": None,
    }


def test_an_error_goes_to_another_process_with_its_traceback() -> None:
    def caught(problem: Exception) -> Exception:
        try:
            raise problem
        except Exception as raised:
            return mapping._movable(raised)

    # Not one that only lacks arguments: dask teaches pickle to take those along.
    holder = OddError("odd", "cell")
    holder.lock = threading.Lock()  # type: ignore[attr-defined]
    plain, odd = caught(KeyError("k")), caught(holder)
    assert (type(plain), plain.args) == (KeyError, ("k",))
    assert (type(odd), str(odd)) == (RuntimeError, "OddError: odd cell")
    for moved in (plain, odd):
        assert moved.__notes__[0].startswith("Traceback")
        assert "in caught" in moved.__notes__[0]
