"""What the commands share that work on the folder of an embedded platform."""

import logging
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any, TypeVar

from ionworks.commands.showing import printable, say, write
from ionworks.commands.statuses import Status

T = TypeVar("T")

_MOST_FINDINGS = 100


def fail(reason: str) -> int:
    """Say why a command on a folder fails, and return the exit status."""
    say(f"ionworks: {reason}")
    return Status.FAILED


def stop_at_signals(stopping: Event) -> None:
    """Set an event at Ctrl+C, and when the system asks the process to end."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def show_log(level: int) -> None:
    """Write what the platform logs, from a level on, to standard error: here nobody else would."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    logger = logging.getLogger("ionworks.local")
    logger.addHandler(handler)
    logger.setLevel(level)


def worked(work: Callable[..., T], *folders: Path) -> T | str:
    """Do work on folders; return what it made, or in words why it cannot be done."""
    from ionworks.errors import ConfigurationError

    try:
        return work(*folders)
    except ConfigurationError as error:
        return str(error)


def list_findings(findings: Sequence[str]) -> int:
    """Write what is wrong, and return the exit status."""
    for finding in findings[:_MOST_FINDINGS]:
        write(printable(finding))
    if len(findings) > _MOST_FINDINGS:
        write(f"... and {len(findings) - _MOST_FINDINGS} more")
    write(f"Findings  {len(findings)}")
    return Status.FAILED if findings else Status.DONE


def megabytes(size_bytes: int) -> str:
    """Write a size in MB."""
    return f"{size_bytes / 1e6:.1f} MB"


def facts_of(made: Any) -> dict[str, Any]:
    """Return a backup as data."""
    return {
        "place": str(made.place),
        "objects": made.objects,
        "size_bytes": made.size_bytes,
        "findings": list(made.findings),
    }
