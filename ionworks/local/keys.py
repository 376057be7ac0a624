"""API keys of a platform: what a key is, and where a user may give one."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ionworks.errors import ConfigurationError
from ionworks.local import private

KEY_FILE: Final = "api-key"
VARIABLE: Final = "IONWORKS_LOCAL_KEY"

_KEY: Final = re.compile(r"[!-~]{20,4096}")
_MOST: Final = 8 * 1024  # bytes of a key file
_RULE: Final = "a key has 20 to 4096 printable ASCII characters and no spaces"


def checked_key(key: str, named: str) -> str:
    """Return a key if it is one.

    Parameters
    ----------
    key : str
        The key. No error shows it.
    named : str
        Where it is from, for the error.

    Raises
    ------
    ConfigurationError
        It is too short, too long, or has other characters.
    """
    if _KEY.fullmatch(key):
        return key
    problem = "is empty" if not key.strip() else "is not a key"
    raise ConfigurationError(f"{named} {problem}: {_RULE}.")


def given_key(
    key: str | None, file: Path | None, environment: Mapping[str, str] = os.environ
) -> str | None:
    """Return the key that a user gives for a platform.

    Parameters
    ----------
    key : str, optional
        The key itself, of the command line.
    file : Path, optional
        A file that holds it; read when the key is not given.
    environment : mapping of str to str, optional
        Its ``IONWORKS_LOCAL_KEY`` is used when neither of them is given.

    Returns
    -------
    str or None
        None when the user gives none.

    Raises
    ------
    ConfigurationError
        The file is missing or unsafe, or the given text is not a key.
    """
    if key is not None:
        return checked_key(key, "The API key of --api-key")
    if file is not None:
        found = read_key(file, named=True)
        if found is None:
            raise ConfigurationError(f"There is no key file {file}.")
        return found
    if VARIABLE in environment:
        return checked_key(environment[VARIABLE], f"The API key of {VARIABLE}")
    return None


def read_key(path: Path, *, named: bool = False) -> str | None:
    """Return the key in a file, None when there is no such file.

    Parameters
    ----------
    path : Path
        The file.
    named : bool, optional
        Whether the user named it, see `private.read`.

    Raises
    ------
    ConfigurationError
        The file is unsafe, or holds no key.
    """
    content = private.read(path, _MOST, named=named)
    if content is None:
        return None
    text = content.decode("ascii", errors="replace").strip()
    advice = "" if named else " (remove it, and the next start makes a new one)"
    return checked_key(text, f"The API key in {path}{advice}")
