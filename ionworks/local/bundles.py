"""Bundles: what was copied from a platform, as one folder or zip file, to be read offline.

A bundle is a backup of a data folder (``backups.py``): a database, the stored files, and their
SHA-256, all by relative paths. Reading it restores it once into ``~/.ionworks/bundles``. Whoever
sent it may have put anything into it: nothing is read but regular files of the names that a backup
has, and nothing is kept whose SHA-256 is another one.
"""

import hashlib
import lzma
import shutil
import stat
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from ionworks.errors import ConfigurationError
from ionworks.local import backups, private
from ionworks.local.folders import BACKUP_MARKER, State, located, look

# RuntimeError: it is encrypted; NotImplementedError: it is compressed in a way of others.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_UNPACKED: Final = Path("~/.ionworks/bundles")
_ZIP: Final = ".zip"
_DRAFT: Final = ".new-"
_LEFT_AFTER: Final = 86400.0  # seconds, many times what it takes to unpack a bundle
# What we store in a zip file does not shrink much, even if somebody compresses it again.
_MOST_TIMES_LARGER: Final = 100
_SMALL: Final = 64 << 20  # bytes; an empty database is large beside its compressed form


def pack(folder: Path, target: Path) -> None:
    """Make a bundle of a data folder. It appears whole or not at all.

    Parameters
    ----------
    folder : Path
        The data folder. Only one program at a time makes a bundle of it.
    target : Path
        The bundle; a zip file if its name ends with ``.zip``, otherwise a folder.

    Raises
    ------
    ConfigurationError
        The target exists, or cannot be written.
    """
    refuse_existing(target)
    with _writable(target), _draft(target) as draft:
        made = draft / "bundle"
        try:
            backups.back_up(folder, made)
        except ConfigurationError as problem:  # of a place that nobody else sees
            raise ConfigurationError(
                f"The bundle {target} cannot be written: {problem.__cause__ or problem}."
            ) from problem
        if target.suffix.lower() == _ZIP:
            packed = draft / "bundle.zip"
            with packed.open("xb") as file:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as entries:
                    for path in sorted(made.rglob("*")):
                        if path.is_file():
                            entries.write(path, path.relative_to(made).as_posix())
                private.sync(file)
            made = packed
        made.rename(target)
        private.sync_folder(target.parent)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Make a folder beside a bundle; the next one removes what a killed program left there."""
    # Its name is short: that of the bundle may be as long as names can be.
    digest = hashlib.sha256(target.name.encode(errors="surrogateescape")).hexdigest()
    folder = target.with_name(f".bundle-{digest[:16]}")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(mode=private.FOLDER_MODE)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def refuse_existing(target: Path) -> None:
    """Refuse a place where something is.

    Raises
    ------
    ConfigurationError
        Something is there, or nothing can be.
    """
    with _writable(target):
        beside(target).exists()  # which fails if the name is too long
        is_taken = target.exists() or target.is_symlink()
        above = next(parent for parent in target.parents if parent.exists())
        if not above.is_dir():
            raise ConfigurationError(f"{above} is a file, so nothing can be written into it.")
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
    folder = located(_UNPACKED) / _identity(bundle, is_file)
    if look(folder) is State.NEW:
        _restore(bundle, is_file, folder)
    return folder


def _restore(bundle: Path, is_file: bool, folder: Path) -> None:
    """Make the data folder whole or not at all, whoever else does so at the same time."""
    with _unpackable(bundle):
        private.make_folder(folder.parent)
        _remove_leftovers(folder.parent)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=_DRAFT) as temporary:
            place, made = bundle, Path(temporary) / "data"
            if is_file:
                place = Path(temporary) / "bundle"
                _extract(bundle, place)
            try:
                findings = backups.restore(place, made).findings
            except ConfigurationError as problem:
                reason = _reason(problem).replace(str(place), str(bundle))
                if str(made) in reason:  # a place that nobody else sees
                    reason = "its database is not that of a platform."
                raise ConfigurationError(f"{bundle} cannot be unpacked: {reason}") from None
            if findings:
                raise ConfigurationError(
                    f"{bundle} is damaged: {'; '.join(findings)}. Ask for it again."
                )
            try:
                made.rename(folder)
            except OSError:
                if look(folder) is State.NEW:  # another program has not been faster
                    raise


def _remove_leftovers(unpacked: Path) -> None:
    """Remove what programs that were killed long ago have left of bundles."""
    for left in unpacked.glob(f"{_DRAFT}*"):
        with suppress(OSError):
            if time.time() - left.lstat().st_mtime > _LEFT_AFTER:
                shutil.rmtree(left)


def _reason(problem: ConfigurationError) -> str:
    """Say why a restore failed; where it restored to is nobody's business."""
    cause = problem.__cause__
    if not isinstance(cause, OSError):
        return str(problem)
    shown = f" ({cause.filename})" if cause.filename else ""
    return f"{cause.strerror or cause}{shown}."


def _extract(bundle: Path, place: Path) -> None:
    with _readable(bundle), zipfile.ZipFile(bundle) as file:
        for name, entry in _checked(bundle, file.infolist()).items():
            target = place / name
            private.make_folder(target.parent)
            with file.open(entry) as packed, private.create(target) as unpacked:
                shutil.copyfileobj(packed, unpacked, 1 << 20)


def _checked(bundle: Path, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the files of a zip file that a bundle has, by their names in it.

    What a system added is left out, and so is the folder that all lies in, if somebody has packed
    the folder of a bundle.

    Raises
    ------
    ConfigurationError
        The zip file was made to do harm.
    """
    ours: dict[str, zipfile.ZipInfo] = {}
    folder = _folder_of(entries)
    for entry in entries:
        name = entry.filename.removeprefix(folder)
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or (name and not parts[0]) or ":" in parts[0]:
            raise _hostile(bundle, f"{name!r} leads out of it")
        if not backups.holds(name):
            continue
        if name in ours:
            raise _hostile(bundle, f"{name!r} is in it twice")
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise _hostile(bundle, f"{name!r} is no regular file")
        ours[name] = entry
    size, packed = sum(entry.file_size for entry in ours.values()), bundle.stat().st_size
    if size > _SMALL + _MOST_TIMES_LARGER * packed:
        raise _hostile(bundle, f"its {packed} bytes would become {size}")
    return ours


def _folder_of(entries: list[zipfile.ZipInfo]) -> str:
    """Return the folder in a zip file in which the marker lies, with a slash behind it."""
    for entry in entries:
        folder, slash, name = entry.filename.rpartition("/")
        if name == BACKUP_MARKER and folder not in ("", "..", ".") and "/" not in folder:
            return folder + slash
    return ""


def _hostile(bundle: Path, problem: str) -> ConfigurationError:
    return ConfigurationError(f"{bundle} is not a bundle: {problem}. Nothing of it was unpacked.")


def _identity(bundle: Path, is_file: bool) -> str:
    """Return what is different for each bundle: the digest of its list of digests."""
    try:
        marker: Any = _marker_in(bundle) if is_file else backups.read_marker(bundle)
        digest = bytes.fromhex(marker["sums"]).hex()  # it becomes the name of a folder
        if not digest:
            raise ValueError
    except ConfigurationError:
        raise
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise ConfigurationError(
            f"{bundle} is not a whole bundle: it has no {BACKUP_MARKER}. It was interrupted, or is "
            "something else."
        ) from None
    return digest[:32]


def _marker_in(bundle: Path) -> Any:
    """Read the marker in a zip file."""
    with _readable(bundle), zipfile.ZipFile(bundle) as file:
        entry = _checked(bundle, file.infolist()).get(BACKUP_MARKER)
        if entry is None:
            return None
        with file.open(entry) as marker:
            content = marker.read(backups.LONGEST_MARKER)
    return backups.parse_marker(content)


@contextmanager
def _readable(bundle: Path) -> Iterator[None]:
    try:
        yield
    except ConfigurationError:
        raise
    except _BROKEN as problem:
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
