"""Files that are whole or not there, and that their owner alone may read."""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO, Final

_BINARY: Final = getattr(os, "O_BINARY", 0)
_CHUNK: Final = 1 << 20


def write_durably(path: Path, content: bytes) -> None:
    """Write a small file in one step; it is on the disk when this returns.

    Only the process that holds the folder does so: a draft that is there was left by a crash.
    """
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    with create_private(draft) as file:
        file.write(content)
        sync(file)
    draft.replace(path)
    sync_folder(path.parent)


def digest_of(path: Path, copy: BinaryIO | None = None) -> tuple[str, int]:
    """Read a file, and return its SHA-256 and its size.

    Parameters
    ----------
    path : Path
        The file.
    copy : file, optional
        Takes what is read.
    """
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if copy is not None:
                copy.write(chunk)
    return digest.hexdigest(), size


def create_private(path: Path) -> BinaryIO:
    """Create a file that only its owner may read; it must not exist."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb")


def make_private_folder(path: Path) -> None:
    """Make a folder, and those above it that are not there, for their owner alone."""
    if not path.is_dir():
        if path != path.parent:  # a disk that is not there has none above it
            make_private_folder(path.parent)
        path.mkdir(exist_ok=True, mode=0o700)


def sync(file: BinaryIO) -> None:
    """Wait until the bytes of a file are on the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can do so."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
