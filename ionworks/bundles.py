"""Where `copy_to` writes to: another client, or a new bundle."""

from __future__ import annotations

import os
import shutil
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from ionworks._io.awaiting import AwaitingBackend
from ionworks._io.blocking import BlockingBackend
from ionworks._io.connections import Route
from ionworks._io.runtime import Runtime
from ionworks.addresses import BUNDLE, OF_PLATFORMS
from ionworks.client import AsyncIonworks, Ionworks
from ionworks.errors import ConfigurationError, FolderInUseError
from ionworks.resources._base import default_project
from ionworks.settings import Credential

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ionworks.local.server import Platform
    from ionworks.resources._copying import Destination


async def checked(
    source: AsyncIonworks, other: Destination, *, dry_run: bool
) -> AsyncIonworks | Path:
    """Return the logic of a client, or the place of a bundle; nothing is made yet.

    Raises
    ------
    ConfigurationError
        The bundle exists, or cannot be written.
    TypeError
        This is neither a client nor a place for a bundle.
    """
    if isinstance(other, str | os.PathLike):
        place = _place(other)
        try:
            from ionworks.local import bundles
        except ModuleNotFoundError as missing:
            raise ConfigurationError(
                f"a bundle needs the package {missing.name!r}; install it with: "
                "pip install 'ionworks-api[local]'"
            ) from missing
        await source._runtime.backend.run_in_thread(bundles.refuse_existing, place)
        return place
    client: AsyncIonworks | None = None
    if source._runtime.is_blocking and isinstance(other, Ionworks):
        client = other._async
    if not source._runtime.is_blocking and isinstance(other, AsyncIonworks):
        client = other
    if client is not None:
        if client.settings.address.startswith(BUNDLE) and not dry_run:
            raise ConfigurationError(
                f"{client.settings.address} is read-only; name the path of a new bundle"
            )
        return client
    face = "Ionworks" if source._runtime.is_blocking else "AsyncIonworks"
    raise TypeError(
        f"`other` is another {face} client, or the path of a new bundle, not {type(other).__name__}"
    )


async def refuse_itself(
    source: AsyncIonworks, target: AsyncIonworks | Path, projects: set[str | None]
) -> None:
    """Refuse a copy of projects of an embedded platform onto themselves.

    Raises
    ------
    ConfigurationError
        Source and target are the same.
    """
    if isinstance(target, Path) or (source.settings.local or target.settings.local) is None:
        return
    if not projects or target.settings.api_url != source.settings.api_url:
        return
    if projects == {target.settings.project_id or await default_project(target)}:
        raise ConfigurationError(
            f"{target.settings.address} is where the records are: there is nothing to copy. Name "
            "another platform, or another project of this one"
        )


def _place(given: str | os.PathLike[str]) -> Path:
    path = os.fspath(given)
    if path.startswith(OF_PLATFORMS):
        raise ConfigurationError(
            f"{path!r} is the address of a platform; give a client of it: Ionworks(api_url=...)"
        )
    name = path.removeprefix(BUNDLE)
    if not name:
        raise ConfigurationError("the bundle has no name; give the path of a new file or folder")
    return Path(name).expanduser().absolute()


@asynccontextmanager
async def opened(
    source: AsyncIonworks, target: AsyncIonworks | Path, *, dry_run: bool
) -> AsyncIterator[AsyncIonworks]:
    """Return the logic of a client, or of a platform that becomes a bundle at the end.

    Raises
    ------
    ConfigurationError
        The bundle cannot be written.
    """
    if isinstance(target, Path):
        async with _bundle(source, target, dry_run) as made:
            yield made
    else:
        yield target


@asynccontextmanager
async def _bundle(
    source: AsyncIonworks, place: Path, dry_run: bool
) -> AsyncIterator[AsyncIonworks]:
    """Return a platform beside the bundle; an interrupted copy goes on there."""
    from ionworks.local import bundles
    from ionworks.local.server import Platform

    in_thread = source._runtime.backend.run_in_thread
    work = bundles.beside(place)
    was_there = await in_thread(work.exists)
    try:
        platform = await in_thread(lambda: Platform(work))
    except FolderInUseError:
        raise ConfigurationError(f"Another program is making the bundle {place}.") from None
    try:
        async with _client_of(platform, source) as client:
            (project,) = await client.project.list()
            yield client.using(project_id=project.id)
        if not dry_run:
            await in_thread(lambda: bundles.pack(work, place))
    finally:
        await in_thread(platform.close)
    if not (dry_run and was_there):
        await in_thread(lambda: shutil.rmtree(work))


def _client_of(platform: Platform, source: AsyncIonworks) -> AsyncIonworks:
    """Make a client of a platform here, whatever the environment says of other services."""
    settings = evolve(
        source.settings,
        api_url=platform.url,
        credential=Credential("X-API-Key", platform.api_key, "the API key of the bundle"),
        organization_id=None,
        project_id=None,
        local=None,
        proxy=None,
        profile=None,
    )
    route = Route.of(settings)
    backend = BlockingBackend(route) if source._runtime.is_blocking else AwaitingBackend(route)
    return AsyncIonworks._over(Runtime(settings, backend))
