"""What the commands share that work on the folder of an embedded platform."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from ionworks.commands.showing import printable, say, write
from ionworks.commands.statuses import Status

T = TypeVar("T")

_MOST_FINDINGS = 100


def fail(reason: str) -> int:
    """Say why a command on a folder fails, and return the exit status."""
    say(f"ionworks: {reason}")
    return Status.FAILED


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
