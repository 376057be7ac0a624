"""What a running platform leaves in its folder for others: its key, and where it serves."""

import json
import os
import secrets
from pathlib import Path
from typing import Final

from attrs import asdict, frozen

KEY_FILE: Final = "api-key"
_STATE_FILE: Final = "serving.json"


@frozen
class Serving:
    """Where a platform serves a folder.

    Attributes
    ----------
    url, storage_url : str
        Its addresses.
    api_key : str
        Its credential.
    pid : int
        Its process.
    run : str
        Name of this run; the health check answers it.
    """

    url: str
    storage_url: str
    api_key: str
    pid: int
    run: str


def kept_key(data: Path) -> str:
    """Return the API key of a folder; the first call makes it."""
    path = data / KEY_FILE
    if not path.exists():
        _write_private(path, f"iwk_{secrets.token_urlsafe(32)}\n")
    return path.read_text(encoding="utf-8").strip()


def write(data: Path, serving: Serving) -> None:
    """Tell where the folder is served."""
    _write_private(data / _STATE_FILE, json.dumps(asdict(serving)))


def read(data: Path) -> Serving | None:
    """Return where the folder is, or was, served; None when nothing says so."""
    try:
        return Serving(**json.loads((data / _STATE_FILE).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def remove(data: Path) -> None:
    """Tell that the folder is not served any more."""
    (data / _STATE_FILE).unlink(missing_ok=True)


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, in one step.

    Only the platform that holds the folder does so: a draft that is there was left by a crash.
    """
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)
