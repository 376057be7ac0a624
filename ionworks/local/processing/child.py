"""The process that does tasks for a platform, one at a time, within bounds.

`subprocess_runner` starts it. It reads tasks from its standard input, a line of JSON each,
and answers each with a line. It ends when its input ends, so it does not outlive the platform.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from time import sleep
from typing import BinaryIO, Final

from attrs import asdict

from ionworks.local.processing.tasks import Task, perform

OUT_OF_MEMORY: Final = 77
"""Exit code of a process that took more memory than it may."""

_PAUSE: Final = 0.02  # seconds between two looks at the memory; it grows by 100 MB in that time
_IDLE_PAUSE: Final = 1.0
_STATM: Final = Path("/proc/self/statm")


def main(memory: int) -> None:
    """Do tasks until the input ends.

    Parameters
    ----------
    memory : int
        The most memory in bytes that a task may take.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the platform
    answers = _own_output()
    _bound(memory)
    tasks: SimpleQueue[bytes] = SimpleQueue()
    busy = Event()
    Thread(target=_receive, args=[tasks], daemon=True).start()
    if _STATM.exists():
        Thread(target=_watch, args=[memory, busy, os.getppid()], daemon=True).start()
    while True:
        task = Task(**json.loads(tasks.get()))
        busy.set()
        outcome = perform(task, memory)
        busy.clear()
        answers.write(json.dumps(asdict(outcome)).encode() + b"\n")
        answers.flush()


def _own_output() -> BinaryIO:
    """Keep the output for answers: what a library prints goes to the errors."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _receive(tasks: SimpleQueue[bytes]) -> None:
    for line in sys.stdin.buffer:
        tasks.put(line)
    os._exit(0)  # in the middle of a task, too: nobody waits for its answer


def _watch(memory: int, busy: Event, parent: int) -> None:
    page = os.sysconf("SC_PAGE_SIZE")
    while True:
        is_busy = busy.wait(_IDLE_PAUSE)
        # A forked copy of the platform can keep the input open after the platform has gone.
        if os.getppid() != parent:
            os._exit(0)
        if not is_busy:
            continue
        _, resident, shared, *_ = map(int, _STATM.read_text(encoding="ascii").split())
        if (resident - shared) * page > memory:
            os._exit(OUT_OF_MEMORY)
        sleep(_PAUSE)


def _bound(memory: int) -> None:
    """Let the system end this process, and not another one, where memory runs out."""
    with suppress(OSError):  # only Linux has it
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    try:
        import resource
    except ImportError:
        return
    # The allocator of polars keeps about as much address space again. This bound is for what
    # grows between two looks of the watch, and for systems where it cannot look.
    for which, most in ((resource.RLIMIT_DATA, 3 * memory + 2**28), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(which)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(which, (most, hard))
