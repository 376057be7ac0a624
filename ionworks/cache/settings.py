"""Where the cache is, how long it keeps what, and how much of it.

The global settings are those of every client that has none of its own.
"""

from __future__ import annotations

import math
import os
import tempfile
from pathlib import Path
from typing import Any, TypedDict, overload

from attrs import field, frozen

from ionworks._deprecation import NOT_GIVEN, NotGiven, renamed

DEFAULT_TTL = 3600.0
DEFAULT_MAX_BYTES = 10 * 1024**3
DEFAULT_MAX_WAIT = 30.0
_DEFAULT_NAME = ".ionworksdata_cache"


def _home_directory() -> Path | None:
    try:
        home = Path.home()
    except RuntimeError:  # no HOME, and no entry for this user
        return None
    directory = home / _DEFAULT_NAME
    usable = directory.is_dir() or os.access(home, os.W_OK | os.X_OK)
    return directory if home.is_absolute() and usable else None


def default_directory() -> Path:
    """Return ``~/.ionworksdata_cache``, or without a home a folder of the user's own below temp."""
    if (directory := _home_directory()) is not None:
        return directory
    user = str(os.geteuid()) if hasattr(os, "geteuid") else "user"
    try:
        return Path(tempfile.gettempdir(), f"ionworks-cache-{user}")
    except FileNotFoundError:  # nothing can be written anywhere; the first use reports it
        return Path(_DEFAULT_NAME).absolute()


def _absolute(path: str | os.PathLike[str]) -> Path:
    # A later chdir must not move the cache.
    return Path(path).expanduser().absolute()


def _check_ttl(_instance: object, _attribute: object, ttl: float | None) -> None:
    if ttl is not None and (isinstance(ttl, bool) or math.isnan(ttl) or ttl < 0):
        raise ValueError(f"the time to live must be seconds, 0 or more, or None, not {ttl!r}")


def _check_wait(_instance: object, _attribute: object, wait: float) -> None:
    if isinstance(wait, bool) or not 0 <= wait < math.inf:
        raise ValueError(f"max_wait must be seconds, 0 or more, not {wait!r}")


def _check_size(_instance: object, _attribute: object, size: int) -> None:
    if isinstance(size, bool) or size < 0:
        raise ValueError(f"max_bytes must be 0 or more, not {size!r}")


@frozen
class CacheSettings:
    """What a cache is set up with.

    Parameters
    ----------
    enabled : bool, default True
        Whether anything is looked up or stored.
    directory : path-like, optional
        Where the files are. Default: ``~/.ionworksdata_cache``, or a private folder below
        the temporary directory when there is no home that can be written.
    ttl : float or None, default 3600
        Seconds after which an entry is stale; None means never.
    max_bytes : int, default 10 GiB
        Size of all entries together above which the oldest go. What was written last
        stays, also when it is larger than this.
    max_wait : float, default 30
        Seconds to wait for another thread or process that downloads the same table and makes
        no progress. After them the table is downloaded here too.

    Raises
    ------
    ValueError
        `ttl`, `max_bytes` or `max_wait` is negative or not a number.
    """

    enabled: bool = True
    directory: Path = field(factory=default_directory, converter=_absolute)
    ttl: float | None = field(default=DEFAULT_TTL, validator=_check_ttl)
    max_bytes: int = field(default=DEFAULT_MAX_BYTES, validator=_check_size)
    max_wait: float = field(default=DEFAULT_MAX_WAIT, validator=_check_wait)


class GlobalConfig(TypedDict):
    """The global settings as the functions below change them; no directory is the default one."""

    enabled: bool
    directory: Any
    ttl_seconds: float | None


# A plain dictionary, because the companion package changes it in place (see companion.py).
GLOBAL: GlobalConfig = {"enabled": True, "directory": None, "ttl_seconds": DEFAULT_TTL}


def global_settings() -> CacheSettings:
    """Return the global settings as they are now."""
    return CacheSettings(
        enabled=GLOBAL["enabled"], directory=get_cache_directory(), ttl=GLOBAL["ttl_seconds"]
    )


def set_cache_enabled(enabled: bool) -> None:
    """Switch the global cache on or off.

    Parameters
    ----------
    enabled : bool
        When False, nothing is looked up and nothing stored; what is stored stays.
    """
    GLOBAL["enabled"] = bool(enabled)


def get_cache_enabled() -> bool:
    """Tell whether the global cache is on.

    Returns
    -------
    bool
    """
    return GLOBAL["enabled"]


def set_cache_directory(directory: str | os.PathLike[str]) -> None:
    """Choose the directory of the global cache.

    Parameters
    ----------
    directory : path-like
        Made on first use. A relative path counts from the current directory of now.
    """
    GLOBAL["directory"] = _absolute(directory)


def get_cache_directory() -> Path:
    """Return the directory of the global cache.

    Returns
    -------
    pathlib.Path
    """
    chosen = GLOBAL["directory"]
    return default_directory() if chosen is None else _absolute(chosen)


@overload
def set_cache_ttl(ttl_seconds: float | None) -> None: ...
@overload
def set_cache_ttl(*, seconds: float | None) -> None: ...
def set_cache_ttl(
    ttl_seconds: float | NotGiven | None = NOT_GIVEN,
    *,
    seconds: float | NotGiven | None = NOT_GIVEN,
) -> None:
    """Set how long entries of the global cache are good.

    Parameters
    ----------
    ttl_seconds : float or None
        Age in seconds from which an entry is stale; None means never.
    seconds : float or None
        The old name of `ttl_seconds`; it warns.

    Raises
    ------
    ValueError
        A negative number or NaN.
    """
    ttl = renamed("ttl_seconds", ttl_seconds, "seconds", seconds, absent=NOT_GIVEN)
    if isinstance(ttl, NotGiven):
        raise TypeError("`ttl_seconds` is missing; pass seconds, or None for never")
    _check_ttl(None, None, ttl)
    GLOBAL["ttl_seconds"] = ttl


def get_cache_ttl() -> float | None:
    """Tell how long entries of the global cache are good.

    Returns
    -------
    float or None
        Seconds; None means that they never expire.
    """
    return GLOBAL["ttl_seconds"]
