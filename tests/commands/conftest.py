"""The command as a user runs it, against the platform."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keyring
import polars as pl
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from ionworks import Ionworks, cli


@dataclass
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Command = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Keep the user's own settings and terminal out of the tests."""
    monkeypatch.setenv("IONWORKS_CONFIG_FILE", str(tmp_path / "config.toml"))
    monkeypatch.delenv("COLUMNS", raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def ionworks(
    connection: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Command:
    """Run the command in a project of the test: ``ionworks("specs", "--json")``."""
    for name, value in connection.items():
        monkeypatch.setenv(f"IONWORKS_{name.upper()}", value)

    def run(*arguments: object, stdin: str = "") -> Ended:
        capfd.readouterr()
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        status = cli.main([str(one) for one in arguments])
        said = capfd.readouterr()
        return Ended(status, said.out, said.err)

    return run


SERIES = pl.DataFrame(
    {
        "Time [s]": [float(second) for second in range(0, 6000, 60)],
        "Voltage [V]": [4.0 - 0.01 * row for row in range(100)],
        "Current [A]": [1.0] * 50 + [0.0] * 50,
        "Step count": [0] * 50 + [1] * 50,
    }
)


@pytest.fixture
def filled(client: Ionworks) -> dict[str, str]:
    """Two specifications, three cells, four measurements; give the ids of some."""
    ids = {}
    for spec_name, form, cells in (("LG M50", "21700", ("A", "B")), ("Kokam", "pouch", ("C",))):
        spec = client.cell_spec.create(
            {
                "name": spec_name,
                "form_factor": form,
                "ratings": {"capacity": {"value": 5.0, "unit": "A.h"}},
            }
        )
        ids[spec_name] = spec.id
        for name in cells:
            cell = client.cell_instance.create(spec.id, {"name": name})
            ids[name] = cell.id
            made = client.cell_measurement.create(
                cell.id,
                {
                    "measurement": {"name": "cycling", "tags": ["formation", name]},
                    "time_series": SERIES,
                },
            )
            ids[f"{spec_name}/{name}/cycling"] = made.id
    return ids
