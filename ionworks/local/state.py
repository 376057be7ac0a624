"""Files by which a running platform tells others its key and its addresses."""

import ipaddress
import json
import secrets
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from attrs import asdict, frozen

from ionworks.errors import ConfigurationError
from ionworks.local import private
from ionworks.local.keys import KEY_FILE, read_key

_STATE_FILE: Final = "serving.json"
_MOST: Final = 16 * 1024  # bytes, many times the size of the file


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
    """Return the API key of a folder; the first call creates it.

    Raises
    ------
    ConfigurationError
        The key file is not one that the platform wrote, or has no key in it.
    """
    path = data / KEY_FILE
    key = read_key(path)
    if key is None:
        key = f"iwk_{secrets.token_urlsafe(32)}"
        private.write(path, f"{key}\n")
    return key


def write(data: Path, serving: Serving) -> None:
    """Write the addresses at which the folder is served."""
    private.write(data / _STATE_FILE, json.dumps(asdict(serving)))


def read(data: Path) -> Serving | None:
    """Return the addresses at which the folder is, or was, served.

    Returns
    -------
    Serving or None
        None if there is no file, or if this user's file cannot be read: the next platform that
        serves the folder replaces it.

    Raises
    ------
    ConfigurationError
        Another user wrote the file, or could have written it; or it names an address that is not
        on this machine. No key is sent there.
    """
    path = data / _STATE_FILE
    content = private.read(path, _MOST)
    serving = None if content is None else _parsed(content)
    if serving is not None and not _is_on_this_machine(serving.url):
        raise ConfigurationError(
            f"{path} names {serving.url!r}, which is not a loopback address of this machine, so "
            "nothing is sent there. If no platform serves the folder, remove the file."
        )
    return serving


def remove(data: Path) -> None:
    """Delete the file: no platform serves the folder.

    Raises
    ------
    ConfigurationError
        Another user has put something in its place.
    """
    private.refuse_planted(data / _STATE_FILE)
    (data / _STATE_FILE).unlink(missing_ok=True)


def _parsed(content: bytes) -> Serving | None:
    try:
        serving = Serving(**json.loads(content))
    except (ValueError, TypeError, RecursionError):
        return None
    texts = (serving.url, serving.storage_url, serving.api_key, serving.run)
    return serving if all(isinstance(text, str) for text in texts) else None


def _is_on_this_machine(url: str) -> bool:
    try:
        place = urlsplit(url)
        host, port = place.hostname or "", place.port
    except ValueError:
        return False
    if place.scheme != "http" or "@" in place.netloc or not port:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
