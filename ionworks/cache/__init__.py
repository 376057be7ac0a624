"""The disk cache of measurements: what was read once is not requested again.

Bytes are stored as they were received, one file for each artefact of a measurement, and
found through an index. `Cache` is what reads use; the functions set it up.
"""

# Compatibility: these four names are what the companion package imports. See companion.py.
from ionworks.cache.companion import load_tables as _load_from_cache
from ionworks.cache.companion import save_tables as _save_to_cache
from ionworks.cache.companion import tables_directory as _get_cache_dir
from ionworks.cache.folder import CacheWarning
from ionworks.cache.rows import Entry, Key
from ionworks.cache.settings import GLOBAL as _CACHE_CONFIG
from ionworks.cache.settings import (
    CacheSettings,
    get_cache_directory,
    get_cache_enabled,
    get_cache_ttl,
    global_settings,
    set_cache_directory,
    set_cache_enabled,
    set_cache_ttl,
)
from ionworks.cache.store import Cache
from ionworks.cache.writer import Writer

__all__ = [
    "_CACHE_CONFIG",
    "Cache",
    "CacheSettings",
    "CacheWarning",
    "Entry",
    "Key",
    "Writer",
    "_get_cache_dir",
    "_load_from_cache",
    "_save_to_cache",
    "clear_cache",
    "get_cache_directory",
    "get_cache_enabled",
    "get_cache_ttl",
    "global_settings",
    "set_cache_directory",
    "set_cache_enabled",
    "set_cache_ttl",
]


def clear_cache() -> int:
    """Delete every file of the global cache, and none that is not one of its own.

    Returns
    -------
    int
        The number of stored files deleted.
    """
    return Cache(global_settings()).clear()
