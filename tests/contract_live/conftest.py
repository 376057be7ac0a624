"""A platform with one record of each kind, and the contract as a source of requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from contract_live.records import Records, make_records

from ionworks.local.server import Platform


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A platform that only these tests use: they fill it with nonsense and delete at random."""
    with Platform(tmp_path_factory.mktemp("live")) as running:
        yield running


@pytest.fixture(scope="session")
def session(live: Platform) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        session.headers["X-API-Key"] = live.api_key
        yield session


@pytest.fixture
def records(live: Platform, session: requests.Session) -> Records:
    return make_records(live.url, session)


@pytest.fixture(scope="session")
def schema(live: Platform) -> Any:
    """The contract, its operations pointed at the platform."""
    import schemathesis

    path = Path(__file__).parents[2] / "openapi.json"
    schema = schemathesis.openapi.from_path(str(path))
    schema.config.base_url = live.url
    schema.config.generation.update(with_security_parameters=False)
    return schema
