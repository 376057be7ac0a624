"""Addresses of platforms on this machine: ``local:``, ``local:PATH`` and ``bundle:PATH``."""

import atexit
import http.client
import json
import time
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from attrs import frozen

from ionworks._forks import PerProcess
from ionworks.addresses import BUNDLE, DEFAULT_FOLDER, LOCAL
from ionworks.errors import ConfigurationError, FolderInUseError
from ionworks.local import bundles, folders, state
from ionworks.local.locking import is_held

if TYPE_CHECKING:
    from ionworks.local.server import Platform


_PATIENCE: Final = 60.0  # seconds for another process to finish its start
_PAUSE: Final = 0.05  # seconds between two looks
_PROBE: Final = 2.0  # seconds for a platform to say that it is up
_HEALTH: Final = 64 * 1024  # bytes of what it says, at most

_lock = PerProcess(Lock)
_own: dict[Path, "Platform"] = {}


@frozen
class Connection:
    """Where a platform serves, and its credential.

    Attributes
    ----------
    api_url : str
        Address of the service.
    api_key : str
        Its key.
    """

    api_url: str
    api_key: str


def connect(address: str) -> Connection:
    """Return the platform of an address. It is started in this process if nobody serves its folder.

    What was started here stops with the process. One that another process serves is
    joined; it stops with that one, and the next call starts another.

    Parameters
    ----------
    address : str
        ``local:`` for the folder ``~/.ionworks/local``, ``local:PATH``, or ``bundle:PATH``, which
        is read and not changed.

    Returns
    -------
    Connection
        The same at each call, as long as that platform is up.

    Raises
    ------
    ConfigurationError
        The packages of the extra ``local`` are not installed, the folder cannot be used (it
        holds something else, was made by another version, its database is damaged, another user
        has put something into it), or another process holds the folder and does not answer.
    """
    is_bundle = address.startswith(BUNDLE)
    with _lock.here():
        folder = (
            bundles.unpack(folders.located(Path(address.removeprefix(BUNDLE))))
            if is_bundle
            else _folder(address)
        )
        until = time.monotonic() + _PATIENCE
        while True:
            folders.look(folder)
            # Only the holder of the folder is trusted: after a kill, others may have the port.
            with folders.usable(folder):
                serving = state.read(folder) if is_held(folder) else None
            if serving is not None and _answers(serving):
                return Connection(serving.url, serving.api_key)
            platform = _start(folder, read_only=is_bundle)
            if platform is not None:
                return Connection(platform.url, platform.api_key)
            if time.monotonic() > until:
                raise ConfigurationError(
                    f"Another process holds {folder} and does not answer within "
                    f"{_PATIENCE:.0f} s; stop it, or use another folder (local:PATH)."
                )
            time.sleep(_PAUSE)


def _folder(address: str) -> Path:
    if not address.startswith(LOCAL):
        raise ConfigurationError(f"{address!r} does not begin with {LOCAL!r}.")
    path = address.removeprefix(LOCAL)
    return folders.located(Path(path) if path else DEFAULT_FOLDER)


def _start(folder: Path, *, read_only: bool) -> "Platform | None":
    """Start a platform here; return None if another one holds the folder."""
    with folders.usable(folder):
        if is_held(folder):
            return None
    try:
        from ionworks.local.server import Platform
    except ImportError as error:
        raise ConfigurationError(
            f"The embedded platform needs the package {error.name!r}: "
            "pip install 'ionworks-api[local]'."
        ) from error
    try:
        platform = Platform(folder, read_only=read_only)
    except FolderInUseError:
        return None
    _own[folder] = platform
    atexit.register(platform.close)
    return platform


def _answers(serving: state.Serving) -> bool:
    """Tell whether the platform that the state names is running, and is still the same one."""
    place = urlsplit(serving.url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=_PROBE)
    try:
        connection.request("GET", "/healthz")
        health = json.loads(connection.getresponse().read(_HEALTH))
    except (OSError, http.client.HTTPException, ValueError, RecursionError):
        return False
    finally:
        connection.close()
    return isinstance(health, dict) and health.get("run") == serving.run
