"""What the tests of this folder share."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from ionworks import Ionworks
from ionworks.local.server import Platform


def connected(platform: Platform, **settings: Any) -> Ionworks:
    """A client of a platform."""
    return Ionworks(platform.api_key, api_url=platform.url, **settings)


def new_cell(client: Ionworks, name: str = "Cell") -> str:
    """The id of a cell, which is made if need be."""
    spec = client.cell_spec.create_or_get({"name": "LG M50"})
    return client.cell_instance.create_or_get(spec.id, {"name": name}).id


def until(condition: Callable[[], object]) -> None:
    """Wait for something that must happen."""
    patience = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < patience
        time.sleep(0.005)
