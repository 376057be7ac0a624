"""Bundles: what was copied from a platform, as one folder or zip file, to be read offline.

A bundle is a backup of a data folder (``backups.py``): a database, the stored files, and their
SHA-256, all by relative paths. Reading it restores it once into ``~/.ionworks/bundles``.
"""

import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any, Final

from ionworks.errors import ConfigurationError
from ionworks.local import backups
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
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as temporary:
        made = Path(temporary) / "bundle"
        backups.back_up(folder, made)
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
        Something is there.
    """
    if target.exists():
        raise ConfigurationError(f"{target} exists. Name a new file or folder for the bundle.")


def unpack(bundle: Path) -> Path:
    """Return a data folder with what a bundle holds; it is made the first time.

    Raises
    ------
    ConfigurationError
        This is no bundle, or it is damaged.
    """
    if not bundle.exists():
        raise ConfigurationError(f"There is no bundle {bundle}.")
    with tempfile.TemporaryDirectory(prefix="ionworks-bundle-") as temporary:
        place = bundle
        if bundle.is_file():
            place = Path(temporary) / "bundle"
            _extract(bundle, place)
        folder = located(_UNPACKED) / _identity(place, bundle)
        if not folder.exists() or look(folder) is State.NEW:
            restored = backups.restore(place, folder)
            if restored.findings:
                shutil.rmtree(folder)
                raise ConfigurationError(
                    f"{bundle} is damaged: {'; '.join(restored.findings)}. Ask for it again."
                )
    return folder


def _extract(bundle: Path, place: Path) -> None:
    try:
        with zipfile.ZipFile(bundle) as file:
            file.extractall(place)
    except (zipfile.BadZipFile, OSError) as problem:
        raise ConfigurationError(f"{bundle} is not a bundle: {problem}.") from None


def _identity(place: Path, bundle: Path) -> str:
    """Return what is different for each bundle: the digest of its list of digests."""
    try:
        marker: Any = json.loads((place / BACKUP_MARKER).read_bytes())
        digest = bytes.fromhex(marker["sums"]).hex()  # it becomes the name of a folder
    except (OSError, ValueError, KeyError, TypeError):
        raise ConfigurationError(
            f"{bundle} is not a whole bundle: it has no {BACKUP_MARKER}. It was interrupted, or is "
            "something else."
        ) from None
    return digest[:32]
