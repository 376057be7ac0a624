"""Where `copy_to` writes to: another client, or a new bundle."""

from __future__ import annotations

import os
import shutil
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ionworks.client import AsyncIonworks, Ionworks
from ionworks.errors import ConfigurationError
from ionworks.settings import BUNDLE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ionworks.resources._copying import Destination


@asynccontextmanager
async def opened(
    source: AsyncIonworks, other: Destination, *, dry_run: bool
) -> AsyncIterator[AsyncIonworks]:
    """Return the logic of a client, or of a platform that becomes a bundle at the end.

    Raises
    ------
    ConfigurationError
        The bundle exists, or cannot be written.
    TypeError
        This is neither a client nor a place for a bundle.
    """
    if isinstance(other, str | os.PathLike):
        async with _bundle(source, _place(other), dry_run) as target:
            yield target
    elif source._runtime.is_blocking and isinstance(other, Ionworks):
        yield other._async
    elif not source._runtime.is_blocking and isinstance(other, AsyncIonworks):
        yield other
    else:
        face = "Ionworks" if source._runtime.is_blocking else "AsyncIonworks"
        raise TypeError(
            f"`other` is another {face} client, or the path of a new bundle, not "
            f"{type(other).__name__}"
        )


def _place(given: str | os.PathLike[str]) -> Path:
    return Path(os.fspath(given).removeprefix(BUNDLE)).expanduser().absolute()


@asynccontextmanager
async def _bundle(
    source: AsyncIonworks, place: Path, dry_run: bool
) -> AsyncIterator[AsyncIonworks]:
    """Return a platform beside the bundle; an interrupted copy goes on there."""
    try:
        from ionworks.local import bundles
        from ionworks.local.server import Platform
    except ModuleNotFoundError as missing:
        raise ConfigurationError(
            f"a bundle needs the package {missing.name!r}; install it with: "
            "pip install 'ionworks-api[local]'"
        ) from missing
    in_thread = source._runtime.backend.run_in_thread
    bundles.refuse_existing(place)
    work = place.with_name(f"{place.name}.partial")
    was_there = await in_thread(work.exists)
    platform = await in_thread(lambda: Platform(work))
    try:
        key, url = platform.api_key, platform.url
        if source._runtime.is_blocking:
            with Ionworks(api_key=key, api_url=url) as blocking:
                yield blocking._async
        else:
            async with AsyncIonworks(api_key=key, api_url=url) as awaited:
                yield awaited
        if not dry_run:
            await in_thread(lambda: bundles.pack(work, place))
    finally:
        await in_thread(platform.close)
    if not (dry_run and was_there):
        await in_thread(lambda: shutil.rmtree(work))
