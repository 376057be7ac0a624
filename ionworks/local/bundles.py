"""Bundles: what was copied from a platform, as one folder or zip file, to be read offline.

A bundle is a backup of a data folder (``backups.py``): a database, the stored files, and their
SHA-256, all by relative paths. Reading it restores it once into ``~/.ionworks/bundles``.
"""

import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ionworks.errors import ConfigurationError
from ionworks.local import backups, private
from ionworks.local.folders import BACKUP_MARKER, State, located, look

SCHEME: Final = "bundle:"
_UNPACKED: Final = Path("~/.ionworks/bundles")
_ZIP: Final = ".zip"


def pack(folder: Path, target: Path) -> None:
    """Make a bundle of a data folder. It appears whole or not at all.

    Parameters
    ----------
    folder : Path
        The data folder.
    target : Path
        The bundle; a zip file if its name ends with ``.zip``, otherwise a folder.

    Raises
    ------
    ConfigurationError
        The target exists, or cannot be written.
    """
    refuse_existing(target)
    with (
        _writable(target),
        # Its name is short: that of the bundle may be as long as names can be.
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".bundle-") as temporary,
    ):
        made = Path(temporary) / "bundle"
        try:
            backups.back_up(folder, made)
        except ConfigurationError as problem:  # of a place that nobody else sees
            raise ConfigurationError(
                f"The bundle {target} cannot be written: {problem.__cause__ or problem}."
            ) from problem
        if target.suffix.lower() == _ZIP:
            packed = Path(temporary) / "bundle.zip"
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
                for path in sorted(made.rglob("*")):
                    if path.is_file():
                        file.write(path, path.relative_to(made).as_posix())
            made = packed
        made.rename(target)


def refuse_existing(target: Path) -> None:
    """Refuse a place where something is.

    Raises
    ------
    ConfigurationError
        Something is there, or nothing can be.
    """
    with _writable(target):
        beside(target).exists()  # which fails if the name is too long
        is_taken = target.exists()
    if is_taken:
        raise ConfigurationError(f"{target} exists. Name a new file or folder for the bundle.")


def beside(target: Path) -> Path:
    """Return the folder in which a bundle is made."""
    return target.with_name(f"{target.name}.partial")


def unpack(bundle: Path) -> Path:
    """Return a data folder with what a bundle holds; it is made the first time.

    Raises
    ------
    ConfigurationError
        This is no bundle, or it is damaged.
    """
    try:
        is_file = bundle.is_file()
        if not is_file and not bundle.exists():
            raise ConfigurationError(f"There is no bundle {bundle}.")
    except OSError as problem:
        raise ConfigurationError(f"There is no bundle {bundle}: {problem.strerror}.") from None
    with tempfile.TemporaryDirectory(prefix="ionworks-bundle-") as temporary:
        place = bundle
        if is_file:
            place = Path(temporary) / "bundle"
            _extract(bundle, place)
        folder = located(_UNPACKED) / _identity(place, bundle)
        if look(folder) is State.NEW:
            _restore(place, folder, bundle)
    return folder


def _restore(place: Path, folder: Path, bundle: Path) -> None:
    """Make the data folder whole or not at all, whoever else does so at the same time."""
    with _unpackable(bundle):
        private.make_folder(folder.parent)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as temporary:
            made = Path(temporary) / "data"
            findings = backups.restore(place, made).findings
            if findings:
                raise ConfigurationError(
                    f"{bundle} is damaged: {'; '.join(findings)}. Ask for it again."
                )
            try:
                made.rename(folder)
            except OSError:
                if look(folder) is State.NEW:  # another program has not been faster
                    raise


def _extract(bundle: Path, place: Path) -> None:
    try:
        with zipfile.ZipFile(bundle) as file:
            file.extractall(place)
    # RuntimeError: it is encrypted; NotImplementedError: it is compressed in a way of others.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as problem:
        raise ConfigurationError(f"{bundle} is not a bundle: {problem}.") from None
    except OSError as problem:
        raise ConfigurationError(f"{bundle} cannot be unpacked: {problem}.") from None


@contextmanager
def _writable(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        reason = problem.strerror or problem
        raise ConfigurationError(f"The bundle {target} cannot be written: {reason}.") from problem


@contextmanager
def _unpackable(bundle: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        reason = problem.strerror or problem
        raise ConfigurationError(
            f"{bundle} cannot be unpacked into {_UNPACKED}: {reason} ({problem.filename})."
        ) from problem


def _identity(place: Path, bundle: Path) -> str:
    """Return what is different for each bundle: the digest of its list of digests."""
    try:
        marker: Any = json.loads((place / BACKUP_MARKER).read_bytes())
        digest = bytes.fromhex(marker["sums"]).hex()  # it becomes the name of a folder
        if not digest:
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise ConfigurationError(
            f"{bundle} is not a whole bundle: it has no {BACKUP_MARKER}. It was interrupted, or is "
            "something else."
        ) from None
    return digest[:32]
