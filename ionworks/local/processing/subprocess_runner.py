"""The platform's side of the process that does tasks.

Reading a file can end the process that does it: some lies of a Parquet file do, and files that
do not fit into memory. The platform has to outlive that, and so does the program that it runs in.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Lock, Timer
from typing import IO, Final

from attrs import asdict

from ionworks.local.processing.bounds import MEMORY, SECONDS, Bounds, in_words
from ionworks.local.processing.tasks import Outcome, Task, perform

_OUT_OF_MEMORY: Final = 77  # as `child` has it, which only its own process imports
_NEW_GROUP: Final = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows only
_GRACE: Final = 2.0  # seconds for an idle process to end
_LONGEST_LAST_WORDS: Final = 10_000  # bytes
# Isolated (-I): neither the working directory nor PYTHON* of the environment can add modules.
# The package is there without its `__init__`, which would import the client: that takes as long as
# all that the process needs.
_START: Final = (
    "import sys, types; sys.path += sys.argv[3:]; "
    "sys.modules['ionworks'] = package = types.ModuleType('ionworks'); "
    "package.__path__ = [sys.argv[2]]; "
    "from ionworks.local.processing.child import main; main(int(sys.argv[1]))"
)
_PACKAGE: Final = str(Path(__file__).absolute().parents[2])
# The modules that the process needs; where this process found them is trusted already.
_NEEDED: Final = ("polars", "attrs")


class DiedError(Exception):
    """The process that did a task is gone; the text says why."""


class SubprocessRunner:
    """A process that does tasks, started with the first and kept for the next ones.

    Parameters
    ----------
    bounds : Bounds
        What a task may take.
    """

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._process: subprocess.Popen[bytes] | None = None
        self._last_words: IO[bytes] | None = None
        self._starting = Lock()
        self._late = Event()

    def start(self) -> None:
        """Start the process, so that the first task need not wait for it.

        Raises
        ------
        OSError
            There cannot be another process here.
        """
        with self._starting:
            if self._process is not None and self._process.poll() is None:
                return
            self._forget()
            self._last_words = TemporaryFile()  # noqa: SIM115 - it lives as long as the process
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-I", "-c", _START, str(self._bounds.memory), _PACKAGE, *_homes()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._last_words,
                cwd=Path(sys.executable).parent,
                env=environment(),
                # Ctrl-C in a terminal stays away from the process.
                start_new_session=os.name == "posix",
                creationflags=_NEW_GROUP,
            )

    def perform(self, task: Task) -> Outcome:
        """Do a task.

        Raises
        ------
        DiedError
            The process ended, or was ended at the bound of time; the next task gets a new one.
        """
        if not can_start():
            return perform(task, self._bounds.memory)
        self.start()
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        self._late.clear()
        alarm = Timer(self._bounds.seconds, self._end_late, [process])
        alarm.daemon = True
        alarm.start()
        try:
            process.stdin.write(json.dumps(asdict(task)).encode() + b"\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:  # it was gone before it was asked, or was closed meanwhile
            answer = b""
        finally:
            alarm.cancel()
        if answer.endswith(b"\n"):
            return Outcome(**json.loads(answer))
        raise DiedError(self._reason(_ended(process)))

    def end(self) -> None:
        """End the process, also within a task."""
        if (process := self._process) is not None:
            process.kill()
            process.wait()

    def close(self) -> None:
        """End the process when it has nothing to do."""
        with self._starting:
            if (process := self._process) is not None:
                assert process.stdin is not None
                with suppress(OSError):
                    process.stdin.close()
                _ended(process)
            self._forget()

    def _forget(self) -> None:
        if self._process is not None:
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                with suppress(OSError):
                    pipe.close()
        if self._last_words is not None:
            self._last_words.close()
        self._process = self._last_words = None

    def _end_late(self, process: subprocess.Popen[bytes]) -> None:
        self._late.set()
        process.kill()

    def _reason(self, code: int) -> str:
        memory = in_words(self._bounds.memory)
        no_memory = (
            f"it needs more than the {memory} of memory that it may take; upload it in parts, or "
            f"set {MEMORY} (in MiB) where the platform runs. If the series is not that long, the "
            "file is damaged: write it again"
        )
        if self._late.is_set():
            return (
                f"it takes more than {self._bounds.seconds:g} seconds; upload it in parts, or set "
                f"{SECONDS} where the platform runs"
            )
        if code == _OUT_OF_MEMORY or b"memory allocation" in self._end_of_output():
            return no_memory
        if code >= 0:
            return f"its process ended with exit code {code}"
        name = signal.Signals(-code).name
        if name == "SIGKILL":
            return "the system killed its process (SIGKILL), as it does where memory runs out"
        return (
            f"the Parquet file is damaged: reading it ends the process that does ({name}); "
            "write it again and upload it again"
        )

    def _end_of_output(self) -> bytes:
        assert self._last_words is not None
        size = self._last_words.seek(0, os.SEEK_END)
        self._last_words.seek(max(0, size - _LONGEST_LAST_WORDS))
        return self._last_words.read()


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Wait for the end of a process that has to end now; return its exit code."""
    try:
        return process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def can_start() -> bool:
    """Tell whether this Python can run another process of itself."""
    # In a program that was frozen into one file, the executable is that program.
    return Path(sys.executable or "").is_file() and not getattr(sys, "frozen", False)


def _homes() -> list[str]:
    """List the folders of the needed modules; the process looks there last."""
    files = [sys.modules[name].__file__ for name in _NEEDED if name in sys.modules]
    return list(dict.fromkeys(str(Path(file).absolute().parents[1]) for file in files if file))


def environment() -> dict[str, str]:
    """Return the environment without credentials and without what changes Python."""
    kept = os.environ.items()
    return {k: v for k, v in kept if not k.upper().startswith(("PYTHON", "IONWORKS_"))}
