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
