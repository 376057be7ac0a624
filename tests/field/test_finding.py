"""Finding over a whole project: by design, by property, by tag and date; as records and tables."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import polars as pl
import pytest

from ionworks import Quantity


def spec(name: str, capacity: Any, loading: Any, **fields: Any) -> dict[str, Any]:
    return {
        "name": name,
        "ratings": {"capacity": capacity},
        "cathode": {
            "material": {"name": fields.pop("cathode", "NMC811"), "manufacturer": "BASF"},
            "properties": {"loading": loading, "coating": {"sides": 2}},
        },
        **fields,
    }


@pytest.fixture
def lab(do: Any) -> dict[str, Any]:
    """Three specifications, four cells, four measurements."""
    specs = [
        spec(
            "LG M50",
            Quantity(5, "A.h"),
            Quantity(20, "mg.cm-2"),
            manufacturer="LG Energy",
            form_factor="21700",
            properties={"mass": Quantity(68, "g")},
        ),
        spec("Coin", Quantity(2.5, "mA.h"), Quantity(120, "g/m**2"), manufacturer="Own lab"),
        spec("Blade", Quantity(138, "A.h"), Quantity(3, "mA.h.cm-2"), cathode="LFP"),
    ]
    made = [do(lambda client, data=data: client.cell_spec.create(data)) for data in specs]
    cells = {}
    for owner, name, loading in [(0, "A", 19.5), (0, "B", 20.5), (1, "C", 12.2), (2, "D", None)]:
        measured = {} if loading is None else {"cathode": {"loading": Quantity(loading, "mg/cm2")}}
        data = {"name": name, "measured_properties": measured, "batch": f"lot {owner}"}
        cells[name] = do(
            lambda client, owner=owner, data=data: client.cell_instance.create(made[owner], data)
        )
    for cell, name, thickness, tags, start in [
        ("A", "in", Quantity(0.52, "mm"), ["incoming", "week 1"], "2024-05-01T08:00:00Z"),
        ("A", "out", Quantity(530, "um"), ["outgoing"], "2024-06-01T08:00:00Z"),
        ("C", "in", Quantity(3.2, "mm"), ["incoming"], "2024-05-02T08:00:00Z"),
        ("D", "in", "not measured", [], "2024-05-03T08:00:00Z"),
    ]:
        do(
            lambda client, cell=cell, name=name, thickness=thickness, tags=tags, start=start: (
                client.cell_measurement.create_properties(
                    cells[cell],
                    name,
                    {"thickness": thickness, "stack": {"layers": 2}},
                    tags=tags,
                    start_time=start,
                )
            )
        )
    return {"specs": made, "cells": cells}


SPECS: list[tuple[dict[str, Any], str]] = [
    ({}, "LG M50, Coin, Blade"),
    ({"manufacturer": "lg"}, "LG M50"),
    ({"material": "nmc"}, "LG M50, Coin"),
    ({"material": "lfp", "manufacturer": "lg"}, ""),
    ({"name": "o"}, "Coin"),
    ({"form_factor": "21700"}, "LG M50"),
    ({"where": {"capacity": "> 4000 mA.h"}}, "LG M50, Blade"),
    ({"where": {"ratings.capacity": ("2.5 mA.h", Quantity(5, "A.h"))}}, "LG M50, Coin"),
    ({"where": {"capacity": (None, "5 A.h")}}, "LG M50, Coin"),
    ({"where": {"capacity": {"value": 5000, "unit": "mA.h"}}}, "LG M50"),
    ({"where": {"loading": "== 12 mg/cm2"}}, "Coin"),
    ({"where": {"cathode loading": ">= 0.1 kg/m**2", "mass": "<70 g"}}, "LG M50"),
    ({"where": {"sides": 2, "cathode material": "lfp"}}, "Blade"),
    ({"where": {"sides": (3, None)}}, ""),
    ({"created_after": "2999-01-01"}, ""),
]
CELLS: list[tuple[dict[str, Any], str]] = [
    ({}, "ABCD"),
    ({"name": "a"}, "A"),
    ({"batch": "LOT 0"}, "AB"),
    ({"manufacturer": "lg", "where": {"measured cathode loading": "> 20 mg.cm-2"}}, "B"),
    ({"where": {"cathode loading": "> 20 mg.cm-2"}}, "B"),
    ({"where": {"capacity": "> 100 A.h"}}, "D"),
    ({"spec_name": "coin"}, "C"),
    ({"created_before": "2000-01-01"}, ""),
]
MEASUREMENTS: list[tuple[dict[str, Any], str]] = [
    ({}, "A in, A out, C in, D in"),
    ({"tags_any": ["outgoing", "week 1"]}, "A in, A out"),
    ({"tags_all": ["incoming", "week 1"]}, "A in"),
    ({"tags_any": ["incoming"], "manufacturer": "own"}, "C in"),
    ({"material": "nmc", "started_before": "2024-05-02T00:00:00Z"}, "A in"),
    ({"where": {"thickness": "< 1 mm"}}, "A in, A out"),
    ({"where": {"thickness": "not measured"}}, "D in"),
    ({"where": {"layers": 2, "capacity": "< 1 A.h"}}, "C in"),
    ({"cell_name": "c", "name": "in"}, "C in"),
    ({"instance_name": "c", "name": "in"}, "C in"),
    ({"spec_name": "blade", "measurement_type": "properties"}, "D in"),
    ({"measurement_type": "time_series"}, ""),
    ({"manufacturer": "nobody"}, ""),
]


def test_records_are_found(do: Any, lab: dict[str, Any]) -> None:
    for query, names in SPECS:
        found = do(lambda client, query=query: client.cell_spec.find(**query))
        assert sorted(each.name for each in found) == sorted(filter(None, names.split(", "))), query
        assert found.total == len(found)
    for query, names in CELLS:
        found = do(lambda client, query=query: client.cell_instance.find(**query))
        assert "".join(sorted(each.name for each in found)) == names, query
    for query, names in MEASUREMENTS:
        found = do(lambda client, query=query: client.cell_measurement.find(**query))
        listed = sorted(f"{each.instance['name']} {each.name}" for each in found)
        assert listed == sorted(filter(None, names.split(", "))), query
    nmc = do(lambda client: client.material.list(name="NMC811"))[0]
    assert len(do(lambda client: client.cell_spec.find(material=nmc))) == 2


NOT_FITTING: list[tuple[dict[str, Any], str]] = [
    ({"capasity": "> 4 A.h"}, "no record here has a value named 'capasity'; .*'capacity'"),
    ({"anode loading": ">= 0 kg/m**2"}, "named 'anode loading'; .*'cathode loading'"),
    ({"qqq": 2}, "named 'qqq'; there are: .*'capacity'"),
    ({"capacity": ">4"}, "'capacity' can fit '>4': that is a plain number, .* its unit too"),
    ({"capacity": "> 1 V"}, "that is of the dimension voltage, .*dimension charge, such as"),
    ({"capacity": "5 Ahh"}, "'capacity' can fit '5 Ahh': that is text"),
    ({"capacity": True}, "'capacity' can fit True: that is True or False"),
    ({"sides": "two"}, "that is text, and the values here are a plain number, such as 2"),
    ({"cathode material": (None, 3)}, "that is a plain number, and .* text, such as"),
]


def test_a_condition_that_nothing_can_fit_is_warned_of(do: Any, lab: dict[str, Any]) -> None:
    for where, message in NOT_FITTING:
        with pytest.warns(UserWarning, match=message) as caught:
            found = do(lambda client, where=where: client.cell_spec.find(where=where))
        assert (found, len(caught)) == ([], 1), where
        both = {"mass": "< 0 g", **where}
        with pytest.warns(UserWarning, match=message):  # whatever the other condition finds
            do(lambda client, both=both: client.cell_spec.find(where=both))
    for name in ("cell_instance", "cell_measurement"):
        where, message = NOT_FITTING[0]
        with pytest.warns(UserWarning, match=message) as caught:
            do(lambda client, name=name, where=where: getattr(client, name).find(where=where))
        assert len(caught) == 1, name


def test_a_number_that_is_text_is_found_as_text(do: Any) -> None:
    name = f"labelled {uuid4()}"
    body = {"name": name, "properties": {"lot": "21700"}}
    do(lambda client: client.cell_spec.create(body))
    assert len(do(lambda client: client.cell_spec.find(name=name, where={"lot": "21700"}))) == 1


@pytest.mark.parametrize("argument", ["name", "manufacturer", "form_factor", "material", "batch"])
def test_a_filter_that_is_no_text_is_refused(client: Any, argument: str) -> None:
    with pytest.raises(TypeError, match=f"{argument}.* text"):
        client.cell_instance.find(**{argument: 5})


@pytest.mark.parametrize("way", ["find", "table"])
def test_a_cell_has_one_name(do: Any, way: str) -> None:
    with pytest.raises(TypeError, match="`cell_name` and `instance_name` are the same; give one"):
        do(lambda client: getattr(client.cell_measurement, way)(cell_name="A", instance_name="A"))


@pytest.mark.parametrize("argument", ["spec_name", "cell_name", "manufacturer"])
def test_a_filter_of_measurements_that_is_no_text_is_refused(client: Any, argument: str) -> None:
    with pytest.raises(TypeError, match=f"`{argument}` is text"):
        client.cell_measurement.find(**{argument: 5})


@pytest.mark.parametrize(
    ("units", "message"),
    [
        ({"capasity": "mA.h"}, "`units`: no record here .*'capasity'; did you mean 'capacity'"),
        ({"capacity": "V"}, "no value of 'capacity' can be written in 'V', a voltage; .* charge"),
    ],
)
def test_a_unit_that_no_column_has_is_warned_of(
    do: Any, lab: dict[str, Any], units: Any, message: str
) -> None:
    with pytest.warns(UserWarning, match=message):
        table = do(lambda client: client.cell_spec.table(units=units, name="LG M50"))
    assert table["Ratings capacity [A.h]"].to_list() == [5.0]


def test_designs_become_one_table(do: Any, lab: dict[str, Any]) -> None:
    table = do(lambda client: client.cell_spec.table(units={"capacity": "mA.h"})).sort("Name")
    assert table.columns[:4] == ["Id", "Name", "Manufacturer", "Form factor"]
    assert table["Name"].to_list() == ["Blade", "Coin", "LG M50"]
    assert table["Ratings capacity [mA.h]"].to_list() == [138000.0, 2.5, 5000.0]
    # The unit of the specification that comes first; a charge by area is no mass by area.
    (mass,) = (
        table[name]
        for name in ("Cathode loading [mg.cm-2]", "Cathode loading [g/m**2]")
        if name in table.columns
    )
    in_mg = 1.0 if mass.name.endswith("[mg.cm-2]") else 10.0
    assert [v and v / in_mg for v in mass] == pytest.approx([None, 12.0, 20.0])
    assert table["Cathode loading [mA.h.cm-2]"].to_list() == [3.0, None, None]
    assert table["Mass [g]"].to_list() == [None, None, 68.0]
    assert table["Cathode material"].to_list() == ["LFP", "NMC811", "NMC811"]
    assert table["Cathode coating sides"].to_list() == [2.0, 2.0, 2.0]
    empty = do(lambda client: client.cell_spec.table(name="nobody"))
    assert empty.columns == ["Id", "Name", "Manufacturer", "Form factor"]
    assert empty.height == 0


def test_cells_and_measurements_become_tables(do: Any, lab: dict[str, Any]) -> None:
    cells = do(lambda client: client.cell_instance.table(design=True)).sort("Name")
    assert cells["Measured cathode loading [mg/cm2]"].to_list() == [19.5, 20.5, 12.2, None]
    assert cells["Specification"].to_list() == ["LG M50", "LG M50", "Coin", "Blade"]
    assert cells["Batch"].to_list() == ["lot 0", "lot 0", "lot 1", "lot 2"]
    assert "Mass [g]" in cells.columns
    assert "Mass [g]" not in do(lambda client: client.cell_instance.table()).columns
    rows = do(
        lambda client: client.cell_measurement.table(units={"thickness": "um"}, manufacturer="lg")
    ).sort("Name")
    assert rows.select("Name", "Cell", "Specification", "Thickness [um]").rows() == [
        ("in", "A", "LG M50", 520.0),
        ("out", "A", "LG M50", 530.0),
    ]
    assert rows["Tags"].to_list() == [["incoming", "week 1"], ["outgoing"]]
    assert rows["Start time"].dtype == pl.Datetime("us", "UTC")
    all_rows = do(lambda client: client.cell_measurement.table()).sort("Cell", "Name")
    assert all_rows["Thickness"].to_list() == [None, None, None, "not measured"]


def test_a_table_is_one_of_the_library_of_the_client(do: Any) -> None:
    import pandas as pd

    do(lambda client: client.cell_spec.create({"name": "one"}))
    table = do(lambda client: client.cell_spec.table(), dataframe_backend="pandas")
    assert isinstance(table, pd.DataFrame)
    assert table["Name"].tolist() == ["one"]


@pytest.mark.parametrize(
    ("where", "error", "message"),
    [
        ({"capacity": "> much"}, ValueError, "condition on 'capacity' .*'much' is no quantity"),
        ({"capacity": ("1 A.h", "2 A.h", "3 A.h")}, ValueError, "has not two bounds"),
        ({"capacity": ("1 A.h", "2 perfurlong")}, ValueError, "cannot be read as a unit"),
        ({"capacity": object()}, TypeError, "condition on 'capacity' cannot be read"),
        ("capacity > 2", TypeError, "pass a dict of conditions"),
    ],
)
def test_conditions_that_cannot_be_read_are_refused(
    client: Any, where: Any, error: type[Exception], message: str
) -> None:
    for resource in (client.cell_spec, client.cell_instance, client.cell_measurement):
        with pytest.raises(error, match=message):
            resource.find(where=where)
    with pytest.raises(ValueError, match="cannot be read as a unit"):
        client.cell_spec.table(units={"capacity": "perfurlong"})
    wrong: Any = "A.h"
    with pytest.raises(TypeError, match="`units` is a dict"):
        client.cell_spec.table(units=wrong)


def test_an_amount_that_is_too_large_for_a_unit_keeps_its_own(do: Any) -> None:
    name = f"heavy {uuid4()}"
    for number, mass in enumerate([Quantity(1, "ug"), Quantity(1e306, "kg")]):
        body = {"name": f"{name} {number}", "properties": {"mass": mass}}
        do(lambda client, body=body: client.cell_spec.create(body))
    table = do(lambda client: client.cell_spec.table(name=name))
    assert table["Mass [ug]"].to_list() == [1.0, None]
    assert table["Mass [kg]"].to_list() == [None, 1e306]
