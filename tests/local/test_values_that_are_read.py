"""What the platform reads out of specifications, tables and series: values, units, bounds."""

import io
import math

import polars as pl
import pytest
from local.series import SERIES

from ionworks.local import property_tables
from ionworks.local.errors import Refusal
from ionworks.local.handlers import model_builders
from ionworks.local.handlers.mapped import look_up
from ionworks.local.property_tables import as_numbers, empty_counts, read_original

SPECIFICATION = {
    "name": "LG M50",
    "ratings": {"capacity": {"value": 5000, "unit": "mA.h"}, "cycles": 3, "is_safe": True},
    "anode": {"properties": {"thickness": {"value": 85.2, "unit": "um"}, "shape": "disc"}},
    "share": {"value": 0.5, "unit": None},
    "lost": {"value": math.nan, "unit": "m"},
    "nothing": None,
}


@pytest.mark.parametrize(
    ("parameter", "path", "shown", "value"),
    [
        ("Capacity [A.h]", "ratings.capacity", "5000 mA.h", 5.0),
        ("Thickness [m]", "anode.properties.thickness", "85.2 um", pytest.approx(85.2e-6)),
        ("Cycles", "ratings.cycles", "3", 3.0),
        ("Share", "share", "0.5", 0.5),
        ("Shape", "anode.properties.shape", "disc", "disc"),
        ("Name", "name", "LG M50", "LG M50"),
    ],
)
def test_a_path_leads_to_a_value_in_the_unit_of_the_parameter(parameter, path, shown, value):
    found = look_up(SPECIFICATION, parameter, path)
    assert (found.found, found.value, found.issue, found.code) == (shown, value, None, None)


@pytest.mark.parametrize(
    ("parameter", "path", "code"),
    [
        ("Capacity [A.h]", "ratings.energy", "not_found"),
        ("Capacity [A.h]", "ratings.capacity.value.more", "not_found"),
        ("Nothing", "nothing", "not_found"),
        ("Safe", "ratings.is_safe", "no_value"),
        ("Ratings", "ratings", "no_value"),
        ("Lost [m]", "lost", "no_value"),
        ("Capacity [m]", "ratings.capacity", "unit"),
        ("Capacity", "ratings.capacity", "unit"),
    ],
)
def test_a_path_that_leads_to_no_value_says_why(parameter, path, code):
    found = look_up(SPECIFICATION, parameter, path)
    assert (found.code, found.value) == (code, None)
    assert repr(path) in found.issue


def test_a_recipe_is_read_and_what_is_missing_is_named():
    config = {
        "elements": {
            "known": {"element_type": "entry", "values": {"a": 1, "Shape": "cube", "late": 2}},
            "mapped": {
                "element_type": "entry",
                "values": None,
                "mapping": {
                    "Capacity [A.h]": "ratings.capacity",
                    "Shape": "anode.properties.shape",
                    "late": "absent",
                    "lost": "absent",
                },
            },
            "made": {"element_type": "calculation", "mapping": {"x": "name"}},
        }
    }
    values, missing = model_builders._parameters(config, SPECIFICATION)
    assert values == {"a": 1, "Shape": "disc", "late": 2, "Capacity [A.h]": 5.0}
    assert missing == ["lost"]
    report = model_builders._report(config, SPECIFICATION)
    assert {name: report[name] for name in ("ready", "resolved", "total")} == {
        "ready": False,
        "resolved": 2,
        "total": 4,
    }
    assert [
        (one["severity"], one["code"], one["element"], one.get("parameter"))
        for one in report["issues"]
    ] == [
        ("error", "not_found", "mapped", "late"),
        ("error", "not_found", "mapped", "lost"),
        ("warning", "not_run", "made", None),
    ]
    row = {"id": "i", "model_id": "m", "name": "n", "config": config}
    assert model_builders._readiness(row, SPECIFICATION) == {
        "model_builder_id": "i",
        "model_id": "m",
        "name": "n",
        "ready": False,
        "error_count": 2,
        "warning_count": 1,
    }
    del config["elements"]["mapped"]["mapping"]["late"], config["elements"]["made"]
    del config["elements"]["mapped"]["mapping"]["lost"]
    assert model_builders._report(config, SPECIFICATION)["ready"]
    assert model_builders._preview(look_up(SPECIFICATION, "C [A.h]", "ratings.capacity")) == {
        "found": "5000 mA.h",
        "converted": "5",
        "curve": None,
        "issue": None,
    }


# --- tables -----------------------------------------------------------------------------------


def numbers(content, *columns, **options):
    original = read_original(content, **options)
    chosen = [{"name": name, "source_column_index": place} for name, place in columns]
    return as_numbers(original, chosen)


def test_columns_of_a_table_become_numbers():
    csv = b"\xef\xbb\xbfa;b;c\n 1 ;x;2,5\n;0.5;true\n"
    table = numbers(csv, ("second", 1), ("first", 0))
    assert table.columns == ["second", "first"]
    assert table.dtypes == [pl.Float64, pl.Float64]
    assert empty_counts(table) == {"second": 1, "first": 1}
    assert table["first"][0] == 1.0
    assert table["second"][1] == 0.5
    headless = numbers(b"1,2\n3,4\n", ("a", 1), no_header=True)
    assert headless["a"].to_list() == [2.0, 4.0]
    assert numbers(b"1,2\n3,4\n", ("a", 1))["a"].to_list() == [4.0]
    for separator in ";\t":
        assert numbers(f"a{separator}b\n1{separator}2\n".encode(), ("b", 1))["b"].to_list() == [2.0]
    parquet = io.BytesIO()
    pl.DataFrame(
        {"a": [1, None], "b": [True, False], "c": [[1], [2]], "d": [1.5, math.nan]}
    ).write_parquet(parquet)
    table = numbers(parquet.getvalue(), ("a", 0), ("b", 1), ("c", 2), ("d", 3))
    assert empty_counts(table) == {"a": 1, "b": 0, "c": 2, "d": 1}
    assert table["b"].to_list() == [1.0, 0.0]


def test_a_table_may_have_so_many_values_and_no_more(monkeypatch):
    monkeypatch.setattr(property_tables, "MAX_VALUES", 4)
    read_original(b"a,b\n1,2\n3,4\n", no_header=False)
    with pytest.raises(Refusal, match="has 6 values; the most of a dataset is 4"):
        read_original(b"a,b\n1,2\n3,4\n5,6\n", no_header=False)


# --- series -----------------------------------------------------------------------------------


def test_a_detail_has_the_rows_between_its_bounds(lab):
    series = SERIES.with_columns(pl.Series("Note", ["n"] * SERIES.height))
    measurement = lab.measurement(frame=series)
    path = f"/cell_measurements/{measurement}/detail"
    times = series["Time [s]"].to_list()

    def found(**query):
        return lab.get(path, **query)["time_series"]["Time [s]"]

    assert found() == times
    assert found(x_min=times[1]) == times[1:]
    assert found(x_max=times[-2]) == times[:-1]
    assert found(x_min=times[1], x_max=times[1]) == times[1:2]
    assert found(x_min=times[0] - 1, x_max=times[-1] + 1) == times
    volts = series["Voltage [V]"].to_list()
    assert found(x_column="Voltage [V]", x_min=max(volts)) == [
        time for time, volt in zip(times, volts, strict=True) if volt == max(volts)
    ]
    for column, said in (("Absent", "has no column 'Absent'"), ("Note", "holds no numbers")):
        query = {"x_column": column, "x_min": 0}
        assert said in lab.refused(400, "GET", path, params=query)["message"]
    without = lab.get(path, include_time_series=False, include_steps=False)
    assert "time_series" not in without
    assert "steps" not in without
    assert without["instance"]["cell_specification_id"] == without["specification"]["id"]
