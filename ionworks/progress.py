"""Progress of transfers: reported to a function, or drawn in a terminal or a notebook."""

from __future__ import annotations

import html
import inspect
import sys
import threading
import time
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from ionworks._forks import PerProcess
from ionworks._given import shown
from ionworks.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    Report = Callable[[int, int], None]
    ProgressOption = bool | Report | None

_LONGEST_DESCRIPTION = 40
# A notebook stores and sends on every update; ten a second look alive.
_NOTEBOOK_SECONDS = 0.1


@contextmanager
def reporting(
    progress: ProgressOption, description: str, total: int | None
) -> Generator[Report | None, None, None]:
    """Return the function that a transfer tells how far it is, for as long as it takes.

    Parameters
    ----------
    progress : bool or callable, optional
        What the caller asked for. None and False: nothing. True: a bar in a terminal or in
        a notebook, and nothing where neither is. A function is called with the bytes done
        and the bytes in all, from whichever thread moves them but never twice at once.
    description : str
        What is moved, for the bar.
    total : int, optional
        Bytes in all; None when the transfer finds out by itself.

    Yields
    ------
    callable or None
        ``report(done, total)``; None when nobody wants to know. The numbers that it hands
        on never fall, also when a body is sent again, and end with all done.

    Raises
    ------
    ConfigurationError
        A bar in a terminal is wanted and rich is not installed.
    TypeError
        `progress` is neither a truth value nor a plain function.
    Exception
        What the function raises ends the transfer and comes out as it is.
    """
    view = _view(progress, description, total)
    if view is None:
        yield None
        return
    meter = _Meter(view.show, total)
    complete = False
    try:
        yield meter
        meter.finish()
        complete = True
    except Exception as problem:
        failure = meter.failure
        if failure is None or failure is problem:
            raise
        # However the transfer wrapped it, the caller sees the exception of the function.
        raise failure from failure.__cause__
    finally:
        meter.close()
        view.end(complete=complete)


def shared(report: Report | None, sizes: Sequence[int]) -> list[Report | None]:
    """Sum the progress of several bodies into one report.

    Parameters
    ----------
    report : callable or None
        Takes the sum of what is done and of all sizes, one call at a time.
    sizes : sequence of int
        Bytes of each body; a body that tells another size is believed.

    Returns
    -------
    list of callable or None
        One report a body, to be called from any thread. A body that is sent again counts
        from its own start; the others keep what they have.
    """
    if report is None:
        return [None] * len(sizes)
    lock = threading.Lock()
    done, totals = [0] * len(sizes), list(sizes)

    def of_body(place: int) -> Report:
        def advance(done_here: int, total_here: int) -> None:
            with lock:
                done[place], totals[place] = done_here, total_here
                report(sum(done), sum(totals))

        return advance

    return [of_body(place) for place in range(len(sizes))]


class _Stopped(Exception):  # noqa: N818 - carries a failure out, and is not one itself
    """Ends a transfer that nobody waits for; of a kind that nothing takes for its own."""


class _Meter:
    """Hands on progress one call at a time, and only when it grows."""

    def __init__(self, show: Report, total: int | None) -> None:
        self._show = show
        self._done = 0
        self._total = total
        self._shown: tuple[int, int] | None = None
        self._lock = threading.Lock()
        self._closed = False
        self.failure: Exception | None = None

    def __call__(self, done: int, total: int) -> None:
        with self._lock:
            self._done = max(self._done, done)
            self._total = max(total, self._done)
            self._tell()

    def finish(self) -> None:
        """Say that all is done, unless nothing was ever known."""
        with self._lock:
            if self.failure is not None:
                raise self.failure
            if self._total is not None:
                self._done = self._total
                self._tell()

    def close(self) -> None:
        """Let nobody report any more: a thread that still sends is stopped by it."""
        with self._lock:
            self._closed = True

    def _tell(self) -> None:
        if self._closed or self.failure is not None:
            raise _Stopped
        now = (self._done, self._total or 0)
        if now == self._shown:
            return
        self._shown = now
        try:
            self._show(*now)
        except Exception as problem:
            self.failure = problem
            raise _Stopped from problem


# --- who is called ---------------------------------------------------------------------


class _View(Protocol):
    def show(self, done: int, total: int, /) -> None: ...
    def end(self, *, complete: bool) -> None: ...


class _Function:
    """A function of the caller."""

    def __init__(self, function: Report) -> None:
        self.show = function

    def end(self, *, complete: bool) -> None:
        """Do nothing: the last call has said it."""


class _Screen:
    """The bars on the terminal, shared by the transfers of several threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.bars: Any = None
        self.open = 0


_screen = PerProcess(_Screen)


class _TerminalBar:
    """One line of the bars on the terminal."""

    def __init__(self, description: str, total: int | None) -> None:
        self._screen = screen = _screen.here()
        with screen.lock:
            if screen.open == 0:
                screen.bars = _terminal_bars()
                screen.bars.start()
            screen.open += 1
            self._line = screen.bars.add_task(description, total=total, state="")

    def show(self, done: int, total: int) -> None:
        """Move the bar."""
        self._screen.bars.update(self._line, completed=done, total=total)

    def end(self, *, complete: bool) -> None:
        """Leave the line as it is; the last one gives the terminal back."""
        screen = self._screen
        with screen.lock:
            screen.bars.stop_task(self._line)
            if not complete:
                screen.bars.update(self._line, state="stopped")
            screen.open -= 1
            if screen.open == 0:
                screen.bars.stop()
                screen.bars = None


def _terminal_bars() -> Any:
    try:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )
    except ModuleNotFoundError as problem:
        raise ConfigurationError(
            "`progress=True` draws with rich, which is not installed. Install it with "
            "`pip install 'ionworks-api[progress]'`, or pass a function of (done, total)"
        ) from problem
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[state]}", markup=False),
        console=Console(stderr=True),
        # What the program prints into a pipe must arrive there, not on the terminal.
        redirect_stdout=_is_terminal(sys.stdout),
    )


class _NotebookBar:
    """An output of a notebook that is replaced in place."""

    def __init__(self, description: str, total: int | None) -> None:
        display: Any = import_module("IPython.display").display  # has no types
        self._description = description
        self._now = None if total is None else (0, total)
        self._next = 0.0
        self._output: Any = display(self._picture(""), raw=True, display_id=True)

    def show(self, done: int, total: int) -> None:
        """Move the bar, unless it has just moved."""
        self._now = (done, total)
        if time.monotonic() >= self._next:
            self._output.update(self._picture(""), raw=True)
            self._next = time.monotonic() + _NOTEBOOK_SECONDS

    def end(self, *, complete: bool) -> None:
        """Show the last state."""
        self._output.update(self._picture("" if complete else "stopped"), raw=True)

    def _picture(self, state: str) -> dict[str, str]:
        size, place = "", ""  # a bar without a place says that the length is not known yet
        if self._now is not None:
            size = _sizes(*self._now)
            place = 'max="{1}" value="{0}"'.format(*self._now if self._now[1] else (1, 1))
        picture = (
            '<div style="display: flex; align-items: center; gap: 1em">'
            f"<span>{html.escape(self._description)}</span><progress {place}></progress>"
            f'<span style="font-variant-numeric: tabular-nums">{size}</span>'
            f"<span>{state}</span></div>"
        )
        text = " ".join(part for part in (f"{self._description}:", size, state) if part)
        return {"text/plain": text, "text/html": picture}


def _view(progress: ProgressOption, description: str, total: int | None) -> _View | None:
    if progress is None or progress is False:
        return None
    if progress is True:
        label = _label(description)
        if _in_notebook():
            return _NotebookBar(label, total)
        return _TerminalBar(label, total) if _is_terminal(sys.stderr) else None
    if not callable(progress):
        raise TypeError(f"progress is {shown(progress)}; pass True, or a function of (done, total)")
    if inspect.iscoroutinefunction(progress):
        raise TypeError("progress is a coroutine function, which nothing here awaits; pass a def")
    return _Function(progress)


def _is_terminal(stream: Any) -> bool:
    return stream is not None and stream.isatty()


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None) is not None


def _label(description: str) -> str:
    """Keep the names of files from steering the terminal, or from filling it."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in description)
    short = plain[: _LONGEST_DESCRIPTION - 1] + "…"
    return plain if len(plain) <= _LONGEST_DESCRIPTION else short


def _sizes(done: int, total: int) -> str:
    unit, name = next(
        (pair for pair in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")) if total >= pair[0]), (1.0, "B")
    )
    digits = 0 if unit == 1.0 else 1
    return f"{done / unit:.{digits}f} of {total / unit:.{digits}f} {name}"
