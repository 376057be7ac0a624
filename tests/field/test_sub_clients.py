"""Sub-clients are made when they are first used, and reach each other through their client."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from typing import Any

import pytest

from ionworks import AsyncIonworks, Ionworks


def test_an_import_and_a_client_load_no_sub_client() -> None:
    code = """
import json, sys
import ionworks
def loaded():
    return sorted(m for m in sys.modules if m.startswith("ionworks.resources.") and "._" not in m)
client = ionworks.Ionworks(api_key="key", api_url="http://127.0.0.1:9")
before = loaded()
client.job
print(json.dumps([before, loaded()]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert json.loads(done.stdout) == [[], ["ionworks.resources.jobs"]]


def test_an_import_loads_only_what_every_client_needs() -> None:
    code = """
import json, sys
import httpx
before = set(sys.modules)
from ionworks import AsyncIonworks, Ionworks
print(json.dumps(sorted(set(sys.modules) - before)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = set(json.loads(done.stdout))
    packages = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names
    assert packages == {"attr", "attrs", "ionworks", "ionworks_generated"}
    # A program that only lists records needs none of these either, or a part of them.
    of_some = {
        *("ionworks._io.awaiting", "ionworks._io.bodies", "ionworks._io.forms"),
        *("ionworks._io.network", "ionworks.cache", "ionworks.issues", "ionworks.loader"),
        *("ionworks.navigator", "ionworks.notebook", "ionworks.pagination", "ionworks.progress"),
        *("ionworks.quantities", "ionworks.records", "ionworks.resources", "ionworks.tables"),
        *("ionworks.transforms", "ionworks.validators", "ionworks_generated.client"),
        *("ionworks_generated.models", "ionworks_generated.records"),
        *("asyncio", "dataclasses", "decimal", "gzip", "html", "inspect", "sqlite3", "ssl"),
    }
    assert loaded & of_some == set()


@pytest.mark.parametrize("kind", [Ionworks, AsyncIonworks])
def test_a_sub_client_is_made_once(kind: Any) -> None:
    client = kind(api_key="key", api_url="http://127.0.0.1:9")
    assert client.cell_measurement is client.cell_measurement
    assert client.measurement is client.cell_measurement
    assert repr(client.job) == f"<{type(client.job).__name__} of http://127.0.0.1:9>"


def test_both_faces_share_the_logic() -> None:
    client = Ionworks(api_key="key", api_url="http://127.0.0.1:9")
    assert client.cell_spec._async is client._async.cell_spec
    assert client.cell_spec._async._client.cell_instance is client.cell_instance._async


@pytest.mark.parametrize("kind", [Ionworks, AsyncIonworks])
def test_a_client_whose_sub_clients_were_used_is_pickled(kind: Any) -> None:
    client = kind(api_key="key", api_url="http://127.0.0.1:9")
    assert client.cell_spec is not None
    copy = pickle.loads(pickle.dumps(client))
    logic = copy.cell_spec if kind is AsyncIonworks else copy.cell_spec._async
    assert logic._client is (copy if kind is AsyncIonworks else copy._async)
