"""Keys in a body that the contract does not know: a warning names the nearest, and they go out.

What the contract knows is read from the contract itself here, not from the client.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import polars as pl
from support.scripted import Reply, scripted

TESTS = Path(__file__).parents[1]
CONTRACT = json.loads((TESTS.parent / "openapi.json").read_text())["components"]["schemas"]
SERIES = pl.DataFrame(
    {"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 3.9], "Current [A]": [1.0, 1.0]}
).with_columns(pl.Series("Step count", [0, 0]))
VOLTS = {"value": 4.2, "unit": "V"}
UNITS = {
    "capacity": "A.h",
    "voltage_min": "V",
    "voltage_max": "V",
    "nominal_voltage": "V",
    "energy": "W.h",
    "energy_density_gravimetric": "W.h/kg",
    "energy_density_volumetric": "W.h/L",
    "max_discharge_rate": "C",
    "max_charge_rate": "C",
}


def messages(act: Any) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        act()
    for one in caught:
        assert Path(one.filename).is_relative_to(TESTS), one  # the line of the user
    return [str(one.message) for one in caught]


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"nots": "x"}, "nots", "notes"),
    ({"Notes": "x"}, "Notes", "notes"),
    ({"formfactor": "R2032"}, "formfactor", "form_factor"),
    ({"ratings": {"voltage_maximum": VOLTS}}, "voltage_maximum", "voltage_max"),
    ({"ratings": {"voltage_max": {**VOLTS, "units": "V"}}}, "units", "unit"),
    ({"anode": {"propertys": {}}}, "propertys", "properties"),
    ({"cathode": {"material": {"name": "m", "maker": "x"}}}, "maker", "manufacturer, name"),
]


def test_an_unknown_key_of_a_specification_is_named(do: Any) -> None:
    for number, (data, key, nearest) in enumerate(WRONG):
        body = {"name": f"S{number}", **data}
        (said,) = messages(
            lambda body=body: do(lambda client: client.cell_spec.create_or_get(body))
        )
        assert said.startswith(f"{key!r} is not a field of ")
        assert nearest in said


def test_every_record_is_looked_at_and_once(do: Any) -> None:
    spec = do(lambda client: client.cell_spec.create({"name": "S"}))
    cell = do(lambda client: client.cell_instance.create(spec, {"name": "C"}))
    batch = do(lambda client: client.cell_batch.create(spec, {"name": "B"}))
    made = do(
        lambda client: client.cell_measurement.create_properties(cell, name="P", properties={})
    )
    file = do(lambda client: client.raw_data.upload(b"x", name="f.txt"))
    wrong = {"name": "N", "nmae": "M"}
    detail = {"measurement": {"name": "T", "note": "x"}, "time_series": SERIES}
    project = do(lambda client: client.project.create({"name": f"of {spec.id}"}))
    for act, nearest in (
        (lambda client: client.project.update(project, {"descripton": "x"}), "description"),
        (lambda client: client.cell_spec.update(spec, wrong), "name"),
        (lambda client: client.cell_batch.create(spec, wrong), "name"),
        (lambda client: client.cell_batch.update(batch, {"note": "x"}), "notes"),
        (lambda client: client.cell_instance.create(spec, wrong), "name"),
        (lambda client: client.cell_instance.update(cell, {"batchid": "x"}), "batch_id"),
        (
            lambda client: client.cell_measurement.create(cell, detail, wait_for_processing=False),
            "notes",
        ),
        (lambda client: client.cell_measurement.update(made, {"tag": ["x"]}), "tags"),
        (lambda client: client.raw_data.update(file, {"sources": "x"}), "source"),
    ):
        said = messages(lambda act=act: do(act))
        assert [f"did you mean {nearest!r}?" in one for one in said] == [True], said


def test_what_is_known_or_free_passes_without_a_word(do: Any) -> None:
    free = {"thickness": {"value": 1, "unit": "mm"}, "nots": "x"}
    everything = {
        "name": "S",
        "ratings": {name: {"value": 2, "unit": unit} for name, unit in UNITS.items()},
        "properties": free,
        "source": {"doi": "10.1000/1"},
        "anode": {"properties": free, "material": {"name": "Graphite", "definition": free}},
        "notes": "x",
    }
    assert set(UNITS) == set(CONTRACT["Ratings"]["properties"])
    assert set(everything) <= set(CONTRACT["CellSpecificationCreate"]["properties"])

    def act() -> None:
        spec = do(lambda client: client.cell_spec.create(everything))
        # What the record holds besides is the service's to set.
        again = {**spec.to_dict(), "name": "copy"}
        do(lambda client: client.cell_spec.create(again))
        cell = {"name": "C", "measured_properties": {"anode": free}, "batch": "b"}
        made = do(lambda client: client.cell_instance.create(spec, cell))
        measurement = {
            "name": "T",
            "protocol": {"name": "p", "own": 1},
            "test_setup": {"cycler": "c", "own": 1},
            "tags": ["a"],
            "step_labels_validated": True,
        }
        detail = {"measurement": measurement, "time_series": SERIES}
        do(lambda client: client.cell_measurement.create(made, detail, wait_for_processing=False))

    assert messages(act) == []


def test_unknown_keys_go_out(do: Any) -> None:
    made = {"id": "1", "name": "S", "organization_id": "o", "project_id": "p", "ratings": {}}
    body = {"name": "S", "colour": "red", "ratings": {"capcity": VOLTS}}
    with scripted(Reply(201, json.dumps(made).encode())) as service:
        said = messages(
            lambda: do(lambda client: client.cell_spec.create(body), api_url=service.url)
        )
    assert len(said) == 2
    sent = json.loads(service.seen[0].body)
    assert (sent["colour"], sent["ratings"]) == ("red", {"capcity": VOLTS})
