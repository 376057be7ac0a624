"""A pytest plugin: tests of your own code against a real platform, without an account.

pytest finds it where ionworks-api is installed. It has the fixture `ionworks_platform`::

    def test_my_report(ionworks_platform):
        client = ionworks_platform.client
        client.cell_spec.create({"name": "LG M50"})
        assert "LG M50" in my_report(client)

One platform serves all tests of a session, from a temporary folder; each test has a project and a
cache of its own. Code that makes its own ``Ionworks()`` finds the platform as well, because the
variables of the environment name it during the test.

A fixture of a wider scope takes `ionworks_platform_factory`: each call makes a project more, which
lasts until the session ends::

    @pytest.fixture(scope="module")
    def measured(ionworks_platform_factory):
        platform = ionworks_platform_factory()
        platform.client.cell_spec.create({"name": "LG M50"})
        return platform
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from ionworks import settings
from ionworks.cache.settings import DEFAULT_TTL, GLOBAL, CacheSettings
from ionworks.client import AsyncIonworks, Ionworks
from ionworks.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["IonworksPlatform", "ionworks_platform", "ionworks_platform_factory"]


class IonworksPlatform:
    """A platform for one test. The fixture `ionworks_platform` gives it.

    Attributes
    ----------
    api_url, api_key : str
        Where it is, and what opens it.
    project_id : str
        The project of the test: empty at first, and used by nobody else.
    """

    def __init__(self, client: Ionworks, api_key: str) -> None:
        self.api_url = client.settings.api_url
        self.api_key = api_key
        self.project_id = client.project.create({"name": f"test {uuid4()}"}).id
        self._client = client.using(project_id=self.project_id)

    @property
    def client(self) -> Ionworks:
        """A client of the project of the test. It is closed after the test."""
        return self._client

    def async_client(self, **settings: Any) -> AsyncIonworks:
        """Make an awaited client of the project of the test; close it in its event loop.

        Parameters
        ----------
        **settings
            What to set otherwise, as for `AsyncIonworks`.
        """
        return AsyncIonworks(**{**self.settings, **settings})

    @property
    def settings(self) -> dict[str, str]:
        """Arguments that connect a client: `api_url`, `api_key` and `project_id`."""
        return {
            "api_url": self.api_url,
            "api_key": self.api_key,
            "project_id": self.project_id,
        }

    def __repr__(self) -> str:
        return f"IonworksPlatform(api_url={self.api_url!r}, project_id={self.project_id!r})"


@pytest.fixture(scope="session")
def _ionworks_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Serve one platform for all tests of the session; give its address and its key."""
    try:
        from ionworks.local.server import Platform
    except ModuleNotFoundError as missing:
        raise ConfigurationError(
            "`ionworks_platform` needs the embedded platform, and "
            f"{missing.name!r} is not installed; install it with: pip install 'ionworks-api[local]'"
        ) from missing
    with Platform(tmp_path_factory.mktemp("ionworks-platform")) as platform:
        yield platform.url, platform.api_key


@pytest.fixture(scope="session")
def ionworks_platform_factory(
    _ionworks_server: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], IonworksPlatform]]:
    """Give what makes an empty project, for fixtures that are wider than one test."""
    api_url, api_key = _ionworks_server

    with ExitStack() as clients:

        def make() -> IonworksPlatform:
            cache = CacheSettings(directory=tmp_path_factory.mktemp("ionworks-cache"))
            with pytest.MonkeyPatch.context() as patch:
                _without_settings(patch)
                client = clients.enter_context(Ionworks(api_key, api_url, cache=cache))
            return IonworksPlatform(client, api_key)

        yield make


def _without_settings(patch: pytest.MonkeyPatch) -> None:
    """Leave the settings of the user, and those of other tests, out."""
    for name in [name for name in os.environ if name.startswith("IONWORKS_")]:
        patch.delenv(name)
    patch.setattr(settings, "_chosen_backend", None)


@pytest.fixture
def ionworks_platform(
    _ionworks_server: tuple[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[IonworksPlatform]:
    """Give a real platform on this machine, with an empty project for the test."""
    _without_settings(monkeypatch)
    monkeypatch.setitem(GLOBAL, "directory", tmp_path_factory.mktemp("ionworks-cache"))
    monkeypatch.setitem(GLOBAL, "enabled", True)
    monkeypatch.setitem(GLOBAL, "ttl_seconds", DEFAULT_TTL)
    api_url, api_key = _ionworks_server
    with Ionworks(api_key, api_url) as client:
        platform = IonworksPlatform(client, api_key)
        monkeypatch.setenv("IONWORKS_API_URL", api_url)
        monkeypatch.setenv("IONWORKS_API_KEY", api_key)
        monkeypatch.setenv("IONWORKS_PROJECT_ID", platform.project_id)
        yield platform
