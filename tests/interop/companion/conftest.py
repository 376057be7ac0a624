"""The package ``ionworksdata`` on top of this one.

These tests run in an environment of their own, which ``tox -e interop`` makes: this package as
it is installed, and ``ionworksdata`` installed after it.
"""

from importlib.util import find_spec

import polars as pl
import pytest

from ionworks import examples

if find_spec("ionworksdata") is None:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def cycling():
    """The first two cycles of the example data."""
    whole = examples.cycling()
    return whole.filter(pl.col("Cycle count") < 2)


@pytest.fixture
def cell(client):
    ratings = {"capacity": {"value": 5.0, "unit": "A.h"}}
    spec = client.cell_spec.create({"name": "LG M50", "ratings": ratings})
    return client.cell_instance.create(spec.id, {"name": "M50-001"})


@pytest.fixture
def measurement_id(client, cell, cycling):
    data = {"measurement": {"name": "CC-CV"}, "time_series": cycling}
    return client.cell_measurement.create(cell.id, data).id
