"""Scripts for the official client, against a platform that a process of its own serves.

``tox -e interop`` runs them twice. In an environment of its own ``ionworks`` is the official client
and not this package, so nothing here may use the fixtures of other tests. Then the same scripts run
with this package in its place: what they do has to be done by both. A client is driven by what it
offers in public; how it is made inside is nobody's business here.

``PLATFORM_COMMAND`` is the command that serves; without it nothing here is collected.
"""

import os
import subprocess
import time
from importlib.metadata import PackageNotFoundError, version

import polars as pl
import pytest
from support.contract import Ledger

OFFICIAL = "0.38.0"
KEY = "key-of-the-tests-0123"

try:
    OURS = version("ionworks-api") != OFFICIAL
except PackageNotFoundError:  # a checkout that is not installed
    OURS = True
if "PLATFORM_COMMAND" not in os.environ:
    collect_ignore_glob = ["test_*.py"]


def pytest_configure(config):
    # Scripts for the official client, which has no `close`, leave their connections open.
    for kind in ("ResourceWarning", "pytest.PytestUnraisableExceptionWarning"):
        config.addinivalue_line("filterwarnings", f"ignore::{kind}")
    config.addinivalue_line("markers", "differs(reason): this package does otherwise, on purpose")


def pytest_collection_modifyitems(items):
    # A script that ours does not run as it stands is an explained difference, or a failure.
    for item in items:
        mark = item.get_closest_marker("differs")
        if OURS and mark is not None:
            item.add_marker(pytest.mark.xfail(reason=mark.args[0], strict=True))


def pytest_terminal_summary(terminalreporter):
    ran = {kind: len(terminalreporter.getreports(kind)) for kind in ("passed", "xfailed")}
    which = "this package" if OURS else "the official client"
    terminalreporter.write_line(
        f"{ran['passed']} of {terminalreporter._numcollected} scripts run with {which}; "
        f"{ran['xfailed']} differ on purpose"
    )


@pytest.fixture(scope="session")
def ledger(tmp_path_factory):
    """Where the platform writes down which of its answers the contract does not allow."""
    return Ledger(tmp_path_factory.mktemp("answers"))


@pytest.fixture(autouse=True)
def _answers_are_what_the_contract_states(ledger):
    yield
    assert ledger.take() == []


@pytest.fixture(scope="session")
def address(tmp_path_factory, ledger):
    """Serve a platform with the command of this package; give what a client connects with."""
    data = tmp_path_factory.mktemp("platform")
    command = [os.environ["PLATFORM_COMMAND"], "serve", "--port", "0", "--api-key", KEY]
    settings = {name: value for name, value in os.environ.items() if "IONWORKS" not in name}
    settings |= ledger.environment()
    with subprocess.Popen(
        [*command, "--data", str(data)], stdout=subprocess.PIPE, text=True, cwd=data, env=settings
    ) as process:
        word, _, url = process.stdout.readline().partition(" ")
        assert word == "Service", "the platform did not start"
        yield {"api_url": url.strip(), "api_key": KEY}
        process.terminate()
    assert ledger.answers()  # so the platform was watched


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside():
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("IONWORKS_"):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def connect(address):
    """Make a client that fails a test on an answer that says that the platform is broken."""
    import ionworks

    def no_fault(response, *_args, **_kwargs):
        # 501 is an honest no.
        assert response.status_code < 500 or response.status_code == 501, response.text

    def client(**settings):
        made = ionworks.Ionworks(**{**address, **settings})
        if not OURS:
            made.session.hooks["response"].append(no_fault)
        return made

    return client


@pytest.fixture(scope="session")
def project_id(connect):
    return connect().whoami()["default_project_id"]


@pytest.fixture(scope="session")
def client(connect, project_id):
    return connect(project_id=project_id)


@pytest.fixture(autouse=True)
def _cache_of_the_test(tmp_path_factory):
    import ionworks

    ionworks.set_cache_directory(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def unique(request):
    """A name that no other test uses."""
    return request.node.nodeid


@pytest.fixture
def spec(client, unique):
    """The specification of the user pages, under a name of the test's own."""
    return client.cell_spec.create(
        {
            "name": f"NCM622/Graphite {unique}",
            "form_factor": "R2032",
            "manufacturer": "Custom Cells",
            "ratings": {
                "capacity": {"value": 0.002, "unit": "A*h"},
                "voltage_min": {"value": 2.5, "unit": "V"},
                "voltage_max": {"value": 4.2, "unit": "V"},
            },
            "cathode": {
                "properties": {"loading": {"value": 12.3, "unit": "mg/cm**2"}},
                "material": {"name": "NCM622", "manufacturer": "BASF"},
            },
            "anode": {
                "properties": {"loading": {"value": 6.5, "unit": "mg/cm**2"}},
                "material": {"name": "Graphite", "manufacturer": "Customcells"},
            },
        }
    )


@pytest.fixture
def cell(client, spec):
    return client.cell_instance.create(spec.id, {"name": "Cell A #1"})


@pytest.fixture(scope="session")
def series():
    """Ten minutes of charge and ten minutes of rest, a row each 10 s."""
    rows = range(120)
    charging = [row < 60 for row in rows]
    return pl.DataFrame(
        {
            "Time [s]": [10.0 * row for row in rows],
            "Voltage [V]": [3.6 + row * 0.005 if row < 60 else 3.85 for row in rows],
            "Current [A]": [-0.002 if now else 0.0 for now in charging],
            "Step count": [0 if now else 1 for now in charging],
            "Cycle count": [0] * 120,
        }
    )


@pytest.fixture
def measured(client, cell, series):
    """A processed measurement with both steps."""
    upload = {
        "measurement": {
            "name": "RPT 0",
            "start_time": "2026-03-15T09:30:00Z",
            "tags": ["rpt", "formation"],
            "protocol": {"name": "CC charge", "ambient_temperature_degc": 25},
        },
        "time_series": series,
    }
    made = client.cell_measurement.create(cell.id, upload, wait_for_processing=False)
    until = time.monotonic() + 60
    # The client itself looks every two seconds.
    while client.cell_measurement.get(made.id).processing_status != "ready":
        assert time.monotonic() < until
        time.sleep(0.02)
    return made
