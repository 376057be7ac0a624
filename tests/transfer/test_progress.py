"""Progress: what a function is told, and what a terminal and a notebook show."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.notebooks import notebook

from ionworks._io.bodies import BytesBody, Sending
from ionworks.progress import _Stopped, reporting, shared

calls_of_a_transfer = st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)))


# --- a function ---------------------------------------------------------------------------


@given(calls=calls_of_a_transfer, total=st.none() | st.integers(0, 1000))
def test_numbers_never_fall_and_end_with_all(calls: Any, total: int | None) -> None:
    told: list[tuple[int, int]] = []
    with reporting(lambda *call: told.append(call), "x", total) as report:
        assert report is not None
        for call in calls:
            report(*call)
    done = [call[0] for call in told]
    assert done == sorted(done)
    assert all(call[0] <= call[1] for call in told)
    assert all(call != following for call, following in pairwise(told))
    if calls or total is not None:
        assert told[-1][0] == told[-1][1]
    else:
        assert told == []


@pytest.mark.parametrize("progress", [None, False])
def test_nobody_is_reported_when_nobody_asks(progress: Any) -> None:
    with reporting(progress, "x", 10) as report:
        assert report is None
    assert shared(None, [1, 2]) == [None, None]


@pytest.mark.parametrize("progress", [1, 0, "yes", object()])
def test_anything_else_is_refused(progress: Any) -> None:
    with pytest.raises(TypeError, match="pass True, or a function"):
        with reporting(progress, "x", 10):
            pass


def test_a_coroutine_function_is_refused() -> None:
    async def progress(done: int, total: int) -> None: ...

    with pytest.raises(TypeError, match="coroutine"):
        with reporting(progress, "x", 10):  # type: ignore[arg-type]
            pass


def test_a_failure_of_the_transfer_does_not_end_with_all() -> None:
    told: list[tuple[int, int]] = []

    def transfer() -> None:
        with reporting(lambda *call: told.append(call), "x", 10) as report:
            assert report is not None
            report(3, 10)
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        transfer()
    assert told == [(3, 10)]


@pytest.mark.parametrize("wrapped", [True, False])
def test_what_the_function_raises_comes_out_as_it_is(wrapped: bool) -> None:
    cause = KeyError("cell")
    problem = ValueError("enough")
    problem.__cause__ = cause

    def fail(done: int, total: int) -> None:
        raise problem

    def transfer() -> None:
        with reporting(fail, "x", 10) as report:
            assert report is not None
            try:
                report(3, 10)
            except Exception as stopped:
                if wrapped:
                    raise RuntimeError("the transport says") from stopped
                # else swallowed: the transfer still does not count as complete

    with pytest.raises(ValueError, match="enough") as caught:
        transfer()
    assert caught.value is problem
    assert problem.__cause__ is cause


def test_a_thread_that_outlives_its_transfer_is_stopped() -> None:
    told: list[tuple[int, int]] = []
    with reporting(lambda *call: told.append(call), "x", 10) as report:
        assert report is not None
    with pytest.raises(_Stopped):
        report(20, 20)
    assert told == [(10, 10)]


def test_parallel_bodies_are_summed_one_call_at_a_time() -> None:
    bodies = [BytesBody(bytes(size)) for size in (3_000_000, 0, 5_000_001, 1)]
    sizes = [body.size for body in bodies]
    told: list[tuple[int, int]] = []
    busy = threading.Lock()

    def progress(done: int, total: int) -> None:
        assert busy.acquire(blocking=False), "called twice at once"
        told.append((done, total))
        busy.release()

    with reporting(progress, "x", sum(sizes)) as report:
        with ThreadPoolExecutor(4) as pool:
            list(
                pool.map(lambda *sent: list(Sending(*sent).chunks()), bodies, shared(report, sizes))
            )
    assert {call[1] for call in told} == {sum(sizes)}
    assert told[-1][0] == sum(sizes)
    assert told == sorted(told)


def test_a_body_that_is_sent_again_counts_again() -> None:
    told: list[tuple[int, int]] = []
    one, other = shared(lambda *call: told.append(call), [10, 100])
    assert one is not None
    assert other is not None
    one(10, 10)
    other(60, 100)
    other(20, 100)
    other(100, 120)  # a body of another size than was said
    assert told == [(10, 110), (70, 110), (30, 110), (110, 130)]


# --- a terminal ---------------------------------------------------------------------------

PREAMBLE = "import sys\nfrom ionworks.progress import reporting\n"


def in_terminal(program: str) -> tuple[str, str, int]:
    """Run a program whose errors go to a terminal, and whose output goes to a pipe."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
    running = subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + textwrap.dedent(program)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env=environment,
    )
    os.close(theirs)
    seen = b""
    try:
        while block := os.read(ours, 65536):
            seen += block
    except OSError:
        pass  # Linux says so when the other side has closed
    os.close(ours)
    assert running.stdout is not None
    output = running.stdout.read()
    running.stdout.close()
    return seen.decode(), output, running.wait()


def plain(screen: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen)


def test_a_terminal_shows_a_bar_and_a_pipe_gets_its_lines() -> None:
    screen, output, code = in_terminal(
        """
        with reporting(True, "Uploading Pulse [1]", 3_000_000) as report:
            report(1_000_000, 3_000_000)
            print("a line of the program")
        """
    )
    assert code == 0, screen
    assert output == "a line of the program\n"
    assert "a line" not in screen
    last = plain(screen).strip().splitlines()[-1]
    assert "Uploading Pulse [1] ━" in last
    assert "3.0/3.0 MB" in last


def test_a_transfer_that_stops_says_so_and_gives_the_terminal_back() -> None:
    screen, _, code = in_terminal(
        """
        try:
            with reporting(True, "Pulse", 3_000_000) as report:
                report(1_000_000, 3_000_000)
                raise OSError("gone")
        except OSError:
            pass
        """
    )
    assert code == 0, screen
    last = plain(screen).strip().splitlines()[-1]
    assert "1.0/3.0 MB" in last
    assert "stopped" in last
    assert screen.rindex("\x1b[?25h") > screen.rindex("\x1b[?25l")  # the cursor is back


def test_transfers_side_by_side_share_the_terminal() -> None:
    screen, _, code = in_terminal(
        """
        with reporting(True, "first", 1000) as one, reporting(True, "second", 1000) as other:
            one(500, 1000)
            other(250, 1000)
        with reporting(True, "third", 1000):
            pass
        """
    )
    assert code == 0, screen
    last = plain(screen).rpartition("first")[2].splitlines()
    assert last[1].startswith("second")
    assert any(line.startswith("third") for line in last)


def test_names_cannot_steer_the_terminal() -> None:
    screen, _, code = in_terminal(
        r"""
        with reporting(True, "a\x1b]0;owned\x07\r\nb" + 200 * "c", 1000):
            pass
        """
    )
    assert code == 0, screen
    assert "\x1b]0" not in screen
    assert "a�]0;owned���b" in plain(screen)
    assert 50 * "c" not in screen


def test_without_the_extra_a_terminal_says_what_to_install() -> None:
    screen, _, code = in_terminal(
        """
        sys.modules["rich.console"] = None
        with reporting(True, "x", 1000):
            pass
        """
    )
    assert code == 1
    assert "ConfigurationError" in screen
    assert "pip install 'ionworks-api[progress]'" in screen


def test_where_nobody_looks_nothing_is_drawn() -> None:
    program = """
        sys.modules["rich.console"] = None
        with reporting(True, "x", 1000) as report:
            assert report is None
        sys.stderr = None
        with reporting(True, "x", 1000) as report:
            assert report is None
        """
    run = subprocess.run(
        [sys.executable, "-c", PREAMBLE + textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


# --- a notebook ---------------------------------------------------------------------------


def outputs_of(source: str) -> list[Any]:
    """Run a cell in a kernel of its own, and return what stands below it in the end."""
    with notebook() as opened:
        return opened.run(textwrap.dedent(source))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:(jupyter|nbclient|zmq|tornado).*")
def test_a_notebook_shows_one_bar_each_that_is_moved_in_place() -> None:
    outputs = outputs_of(
        """
        from concurrent.futures import ThreadPoolExecutor
        from ionworks.progress import reporting, shared

        with reporting(True, "Uploading <Pulse>", 3_000_000) as report:
            one, other = shared(report, [1_000_000, 2_000_000])
            with ThreadPoolExecutor(2) as pool:
                for done in range(0, 1_000_001, 100_000):
                    pool.submit(one, done, 1_000_000)
                    pool.submit(other, 2 * done, 2_000_000)
        try:
            with reporting(True, "Second", 2000) as report:
                report(500, 2000)
                raise OSError("gone")
        except OSError:
            pass
        """
    )
    assert [output.output_type for output in outputs] == ["display_data", "display_data"]
    first, second = (output.data for output in outputs)
    assert first["text/plain"] == "Uploading <Pulse>: 3.0 of 3.0 MB"
    assert "Uploading &lt;Pulse&gt;" in first["text/html"]
    assert '<progress max="3000000" value="3000000">' in first["text/html"]
    assert second["text/plain"] == "Second: 0.5 of 2.0 kB stopped"
