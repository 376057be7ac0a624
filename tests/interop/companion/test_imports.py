"""Both packages side by side: whose files, and any order of imports."""

import os
import subprocess
import sys
from importlib.metadata import requires, version
from pathlib import Path

import pytest

import ionworks

SAME_CLASS = (
    "import ionworks, ionworksdata, ionworks_schema._types;"
    "assert ionworks_schema._types.DataLoader is ionworksdata.DataLoader;"
    "assert ionworks_schema._types.AnalysisLoader is ionworksdata.AnalysisLoader"
)


def run(code):
    """Run code in a fresh interpreter; warnings of this package are errors."""
    subprocess.run(
        [sys.executable, "-W", "error:::ionworks", "-c", code],
        check=True,
        env=os.environ | {"PYTHONSAFEPATH": "1"},
    )


def test_the_companion_did_not_replace_this_package():
    assert Path(ionworks.__file__).is_relative_to(sys.prefix)
    assert hasattr(ionworks, "AsyncIonworks")
    assert any(need.startswith("ionworks-api") for need in requires("ionworksdata"))
    assert version("ionworksdata") == "0.20.2"


@pytest.mark.parametrize(
    "first",
    [
        "ionworks",
        "ionworks.validators",
        "ionworks.cache",
        "ionworks.loader",
        "ionworks.local.server",
        "ionworksdata",
        "ionworksdata.load",
        "ionworksdata.transform",
        "ionworks_schema",
    ],
)
def test_any_order_of_imports(first):
    run(f"import {first};{SAME_CLASS}")


def test_importing_stays_light():
    heavy = ["pybamm", "matplotlib", "ionworks_schema"]
    run(f"import ionworks, ionworksdata, sys; assert not set({heavy}) & set(sys.modules)")


def test_both_share_the_settings_of_the_cache(tmp_path):
    import ionworksdata

    ionworksdata.set_cache_directory(tmp_path / "chosen there")
    assert ionworks.get_cache_directory() == tmp_path / "chosen there"
    ionworks.set_cache_ttl(60)
    assert ionworksdata.get_cache_ttl() == 60
