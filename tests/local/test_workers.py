"""Rules by which workers take, leave and postpone what waits."""

import errno
import logging
import sqlite3
from contextlib import closing
from threading import Event

import pytest
from filelock import Timeout

from ionworks.local import processor, worker
from ionworks.local.claims import Claims
from ionworks.local.database import Database, DatabaseBusyError
from ionworks.local.objects import ObjectStore
from ionworks.local.processing.bounds import Bounds
from ionworks.local.processing.subprocess_runner import DiedError, SubprocessRunner
from ionworks.local.processing.tasks import Outcome
from ionworks.local.processor import Result
from ionworks.local.separate_worker import _process_oldest, _process_what_waits
from ionworks.local.stored import Inspector
from ionworks.local.worker import Worker


class Scripted:
    """Stands for the processor: gives results that are known, and notes what it is asked for."""

    def __init__(self, **results):
        self.results = results
        self.tried = []

    def waiting(self):
        return list(self.results)

    def process(self, measurement_id):
        self.tried.append(measurement_id)
        return self.results[measurement_id]

    def get_ready(self):
        self.tried.append("get ready")

    def interrupt(self):
        self.tried.append("interrupt")

    def rest(self):
        self.tried.append("rest")


@pytest.mark.parametrize(
    ("results", "tried", "pause"),
    [
        ({}, "", 1.0),
        ({"a": Result.DONE, "b": Result.DONE}, "a", 0.0),
        ({"a": Result.GONE, "b": Result.TAKEN, "c": Result.DONE, "d": Result.DONE}, "abc", 0.0),
        ({"a": Result.TAKEN, "b": Result.GONE}, "ab", 1.0),
        ({"a": Result.AGAIN, "b": Result.DONE}, "a", 0.0),
        ({"a": Result.LATER, "b": Result.DONE}, "a", 30.0),
        ({"a": Result.INTERRUPTED, "b": Result.DONE}, "ab", 0.0),
    ],
)
def test_the_oldest_that_nobody_has_is_processed(results, tried, pause, caplog):
    caplog.set_level(logging.INFO)
    scripted, interrupted = Scripted(**results), set()
    assert _process_oldest(scripted, interrupted) == pause
    assert scripted.tried == list(tried)
    failed = {one for one, result in results.items() if result is Result.INTERRUPTED}
    assert interrupted == failed
    # What the platform could not do is left to its next start; the others go on.
    scripted.tried.clear()
    _process_oldest(scripted, interrupted)
    assert scripted.tried == [one for one in tried if one not in failed]
    done = [one for one in tried if results[one] is Result.DONE]
    assert [record.getMessage() for record in caplog.records] == [
        f"measurement {one} is processed" for one in done * 2
    ]


class Ending:
    """An event that is set after some pauses, which take no time."""

    def __init__(self, pauses):
        self.left, self.pauses = pauses, []

    def is_set(self):
        return len(self.pauses) == self.left

    def wait(self, seconds):
        self.pauses.append(seconds)


def test_a_database_that_cannot_be_asked_is_asked_again(caplog):
    class Failing(Scripted):
        looks = 0

        def waiting(self):
            self.looks += 1
            if self.looks == 1:
                raise OSError("no space")
            return super().waiting()

    ending, failing = Ending(3), Failing(a=Result.DONE)
    _process_what_waits(failing, ending)
    assert (ending.pauses, failing.tried) == ([30.0, 0.0, 0.0], ["a", "a"])
    (record,) = (one for one in caplog.records if one.levelno == logging.ERROR)
    assert record.getMessage() == "what waits is not known; it is asked for again in 30 s"
    assert record.exc_info


def worker_of(scripted):
    made = Worker(None, None, None, None, None)
    made._processor = scripted
    return made


def test_what_is_in_the_way_decides_when_it_is_tried_again():
    results = {result.name: result for result in Result}
    scripted = Scripted(**results)
    ours = worker_of(scripted)
    pauses = {}
    for name in results:
        ours._postponed.clear()
        ours._try(name)
        pauses[name] = ours._pause()
    assert pauses == {
        "DONE": 300.0,
        "GONE": 300.0,
        "AGAIN": 300.0,
        "LATER": 30.0,
        "INTERRUPTED": 300.0,
        "TAKEN": 1.0,
    }
    ours._try("LATER")
    assert ours._pause() == 1.0  # the shorter one
    assert ours._waiting.get_nowait() == "AGAIN"
    assert ours._waiting.empty()


def test_a_worker_takes_up_what_was_left_and_tries_again_what_was_postponed():
    scripted = Scripted(a=Result.TAKEN, b=Result.LATER, c=Result.DONE)
    ours, rounds = worker_of(scripted), []

    def process(measurement_id):
        result = Scripted.process(scripted, measurement_id)
        if measurement_id == "c":
            rounds.append(measurement_id)
            if len(rounds) == 1:
                scripted.results["a"] = Result.DONE
                ours.submit("c")
            else:
                ours._stopping.set()
        return result

    scripted.process = process
    ours.start()
    ours._thread.join(30)
    assert not ours._thread.is_alive()
    # Each round tries what is new, then what was postponed; after the end nothing is begun.
    assert scripted.tried == ["a", "b", "a", "c", "b", "a", "c"]
    ours.stop()
    assert scripted.tried[7:] == ["interrupt", "rest"]


def test_a_task_that_does_not_end_in_time_is_interrupted_and_waited_for(monkeypatch):
    begun, interrupted = Event(), Event()
    scripted = Scripted(a=Result.GONE)

    def process(measurement_id):
        begun.set()
        assert interrupted.wait(30)
        return Scripted.process(scripted, measurement_id)

    scripted.process, scripted.interrupt = process, interrupted.set
    ours = worker_of(scripted)
    patience = iter([0.01, 30])
    join = ours._thread.join
    monkeypatch.setattr(ours._thread, "join", lambda _: join(next(patience)))
    ours.start()
    assert begun.wait(30)
    ours.stop()
    assert not ours._thread.is_alive()
    assert scripted.tried == ["a", "rest"]


def test_a_process_that_cannot_be_started_is_no_end_of_a_worker(lab, platform, monkeypatch, caplog):
    def fail(*_):
        raise OSError("no more processes")

    own = platform_processor(platform)
    with monkeypatch.context() as patch:
        patch.setattr(SubprocessRunner, "start", fail)
        own.get_ready()
    assert "there is no process for the next upload yet" in caplog.text
    with monkeypatch.context() as patch:
        patch.setattr(processor, "_begin", fail)
        assert own.process("m") is Result.INTERRUPTED
    assert "processing of measurement m was interrupted" in caplog.text
    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", busy)
        own._stopping.set()
        assert own.process("m") is Result.INTERRUPTED
    own._stopping.clear()
    assert own.process("m") is Result.GONE


def busy(_database):
    raise DatabaseBusyError("held")


def platform_processor(platform):
    """A processor of its own beside the platform."""
    return processor.Processor(
        Database(platform.data / "platform.db"),
        ObjectStore(platform.data),
        Inspector(),
        Bounds.of_environment(),
        Claims(platform.data),
        Event(),
    )


def test_what_waits_is_taken_the_oldest_first(lab, platform, monkeypatch):
    monkeypatch.setattr(Worker, "submit", lambda *_: None)
    first, second = (lab.measurement(wait=False) for _ in range(2))
    own = platform_processor(platform)
    assert own.waiting() == [first, second]
    with closing(sqlite3.connect(platform.data / "platform.db")) as database, database:
        moved = "UPDATE cell_measurements SET created_at = '2020-01-01T00:00:00.000000Z'"
        database.execute(f"{moved} WHERE id = ?", [second])
        database.commit()
        assert own.waiting() == [second, first]
        database.execute(moved)
        database.commit()
        assert own.waiting() == sorted([first, second])
        database.execute(
            "UPDATE cell_measurements SET processing_status = 'running' WHERE id = ?", [first]
        )
        database.commit()
    assert own.waiting() == sorted([first, second])
    for path in platform.data.rglob(f"{first}/1/time_series.parquet"):
        path.unlink()
    assert own.process(first) is Result.DONE
    failed = lab.get(f"/cell_measurements/{first}")
    assert failed["processing_status"] == "failed"
    assert "'time_series.parquet' does not match the SHA-256" in failed["processing_error"]
    assert own.process(second) is Result.DONE
    assert lab.get(f"/cell_measurements/{second}")["processing_status"] == "ready"
    with closing(sqlite3.connect(platform.data / "platform.db")) as database:
        kept = "SELECT attempts, extension, data_version FROM cell_measurements"
        assert database.execute(kept).fetchall() == [(0, None, 1)] * 2
    assert own.waiting() == []
    own.rest()


def test_an_expected_upload_gets_a_process_ready():
    scripted = Scripted()
    ours = worker_of(scripted)
    scripted.get_ready = ours._stopping.set
    ours.expect()
    ours.start()
    ours._thread.join(30)
    assert not ours._thread.is_alive()


def test_a_measurement_is_claimed_by_one(tmp_path):
    allowed = [True]
    first, second = Claims(tmp_path), Claims(tmp_path, lambda: allowed[0])
    with first.of("m") as ours:
        assert ours
        with second.of("m") as theirs:
            assert not theirs
        with pytest.raises(Timeout):
            second.wait(0)
    first.wait(0)
    with second.of("m") as theirs:
        assert theirs
        with first.of("m") as ours:
            assert not ours
    allowed.clear()
    allowed.append(False)
    with second.of("m") as theirs:
        assert not theirs  # nothing may begin, and yet the lock is held
        with first.of("m") as ours:
            assert not ours
    with pytest.raises(ZeroDivisionError), second.of("m"):
        raise ZeroDivisionError
    first.wait(0)
    with first.of("m") as ours:
        assert ours


def test_words_and_numbers_of_the_processor():
    capacity = {"capacity": {"value": 5000, "unit": "mA.h"}}
    assert processor._rated_capacity(capacity) == 5.0
    for unknown in (None, {}, {"capacity": "much"}):
        assert processor._rated_capacity(unknown) is None
    said = "the platform could not process it: "
    assert processor._fault(OSError(errno.ENOSPC, "x")) == f"{said}No space left on device"
    assert processor._fault(TimeoutError()) == f"{said}TimeoutError"
    # A failed extension leaves the stored series readable.
    assert [processor._refused("full", one)["processing_status"] for one in (None, "x")] == [
        *("failed", "ready")
    ]
    before, _, *none = processor._sources("m", 3, None)
    assert not none
    assert processor._sources("m", 3, "more")[0::2] == [before, "more"]


def perform_as(monkeypatch, *ways):
    """Let the process do each task in one of these ways, the last of them for ever."""
    left, perform = list(ways), SubprocessRunner.perform

    def one(runner, task):
        way = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(way, BaseException):
            raise way
        return perform(runner, task) if way is None else way

    monkeypatch.setattr(SubprocessRunner, "perform", one)
    monkeypatch.setattr(worker, "_PAUSE", 0.01)


DEATH = DiedError("it was ended by signal 9")
FULL = OSError(errno.ENOSPC, "x")


@pytest.mark.parametrize(
    ("ways", "state", "reason", "told"),
    [
        ([DEATH, None], "ready", None, ["processing of measurement {} died: {died}"]),
        ([DEATH], "failed", "{died}", ["processing of measurement {} died: {died}"] * 2),
        ([FULL, FULL, FULL, None], "ready", None, ["measurement {} could not be processed"] * 3),
        (
            [OSError(errno.EIO, "x")],
            "failed",
            "the platform could not process it: Input/output error",
            ["measurement {} could not be processed"],
        ),
        (
            [Outcome(refused="no rows", log="Traceback")],
            "failed",
            "no rows",
            ["processing of measurement {} failed: Traceback"],
        ),
        ([Outcome(refused="no room", temporary=True), None], "ready", None, []),
    ],
)
def test_what_passes_is_tried_again(lab, monkeypatch, caplog, ways, state, reason, told):
    perform_as(monkeypatch, *ways)
    measurement = lab.measurement(wait=False)
    found = lab.wait(measurement)
    assert found["processing_status"] == state
    assert found["processing_error"] == (reason and reason.format(died=DEATH))
    said = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert said == [one.format(measurement, died=DEATH) for one in told]
