"""Addresses of platforms: of the service, and of the embedded platform and its bundles."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ionworks.errors import ConfigurationError

DEFAULT_API_URL: Final = "https://api.ionworks.com"
LOCAL: Final = "local:"
BUNDLE: Final = "bundle:"
OF_PLATFORMS: Final = (LOCAL, "http://", "https://")
"""How addresses begin where records can be written to; a bundle is only read."""
DEFAULT_FOLDER: Final = Path("~/.ionworks/local")
"""Where the embedded platform keeps its data if ``local:`` names no folder."""


def same_address(address: str, other: str) -> bool:
    """Tell whether two addresses are those of one platform."""
    if any(address.startswith(each) and other.startswith(each) for each in (LOCAL, BUNDLE)):
        return absolute(address) == absolute(other)
    return address.rstrip("/").lower() == other.rstrip("/").lower()


def absolute(address: str) -> str:
    """Write an address of the embedded platform so that it holds in another folder too."""
    scheme, _, path = address.partition(":")
    # What cannot be expanded is refused where the platform is started.
    with suppress(RuntimeError):
        return f"{scheme}:{Path(path).expanduser().absolute()}" if path else address
    return address


def checked_address(address: str) -> str:
    """Return the address of a service without a slash at its end.

    Raises
    ------
    ConfigurationError
        This is not such an address.
    """
    scheme, separator, rest = address.partition("://")
    host = rest.split("/")[0]
    if (
        not separator
        or scheme.lower() not in ("http", "https")
        or not host
        or "@" in host
        or not _leads_to_a_host(address)
    ):
        shown = without_password(address)
        raise ConfigurationError(
            f"api_url ends in {shown!r}, which is not an address such as {DEFAULT_API_URL!r} or "
            "'local:'" + ("; credentials do not belong in it" if "@" in host else "")
        )
    if "?" in rest or "#" in rest:
        raise ConfigurationError("api_url must not have a query or a fragment")
    return address.rstrip("/")


def without_password(address: str) -> str:
    """Return an address without a password."""
    return address.rpartition("@")[2]


def _leads_to_a_host(address: str) -> bool:
    """Tell whether an address can be called at all; what is there is another question."""
    if not address.isprintable() or any(letter in address for letter in ' "<>\\^`{|}'):
        return False
    try:
        parts = urlsplit(address)
        _ = parts.port  # is checked when it is asked for
        host = (parts.hostname or "").encode("idna")
    except ValueError:
        return False
    return bool(host)
