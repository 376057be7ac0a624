"""Tables in a configuration are found wherever they are, and held by columns."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ionworks import MeasurementValidationError
from ionworks._io.bodies import encode_json
from ionworks.loader import DataLoader
from ionworks.records import Project
from ionworks.resources._configs import plain_config

COLUMNS = {"Time [s]": [0.0, 1.0, 2.5], "Voltage [V]": [4.1, None, 3.9], "Step count": [0, 0, 1]}
# As the guide to reading data prints it.
TOO_LONG = (
    "Time series has 5000 rows, which exceeds the maximum of 1000 rows for inline data. Upload "
    "the data as a measurement using client.cell_measurement.create() and reference it with "
    "'db:<measurement_id>' or iwdata.DataLoader.from_db(MEASUREMENT_ID) instead."
)


def sent(config: dict[str, Any]) -> Any:
    """Give what the service reads."""
    return json.loads(encode_json(plain_config(config), holds_series=True))


def rows(count: int) -> pl.DataFrame:
    return pl.DataFrame({"Time [s]": range(count)})


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame(COLUMNS),
        pl.LazyFrame(COLUMNS),
        pl.DataFrame({**COLUMNS, "Voltage [V]": [4.1, float("nan"), 3.9]}),
        pl.DataFrame({**COLUMNS, "Voltage [V]": [4.1, float("inf"), 3.9]}),
        pd.DataFrame(COLUMNS),
        pd.DataFrame({**COLUMNS, "Voltage [V]": [4.1, -np.inf, 3.9]}, index=[7, 8, 9]),
        pd.DataFrame({**COLUMNS, "Step count": pd.array([0, 0, 1], dtype="Int64")}),
        pa.table(COLUMNS),
        pa.RecordBatch.from_pydict(COLUMNS),
    ],
    ids=lambda frame: f"{type(frame).__module__.partition('.')[0]} {type(frame).__name__}",
)
def test_every_frame_is_held_by_columns(frame: Any) -> None:
    data = sent({"elements": {"fit": {"data": frame}}})["elements"]["fit"]["data"]
    assert data == COLUMNS
    assert list(data) == list(COLUMNS)
    assert [type(step) for step in data["Step count"]] == [int, int, int]


class Loader:
    def __init__(self, held: Any) -> None:
        self.held = held

    def to_config(self) -> dict[str, Any]:
        return {"data": self.held}


@dataclass
class Element:
    element_type: str
    data: Any


def test_frames_are_found_wherever_they_are() -> None:
    frame = pl.DataFrame({"a": [1, 2]})
    config = {
        "elements": MappingProxyType(
            {
                "list": [{"deep": (frame, [frame])}],
                "loader": Loader(frame),
                "dataclass": Element("data_fit", frame),
                "series": frame["a"],
                "array": np.array([1, 2]),
            }
        )
    }
    held = {"a": [1, 2]}
    assert sent(config)["elements"] == {
        "list": [{"deep": [held, [held]]}],
        "loader": {"data": held},
        "dataclass": {"element_type": "data_fit", "data": held},
        "series": [1, 2],
        "array": [1, 2],
    }
    assert plain_config(Loader(frame)) == {"data": held}


def test_the_configuration_is_not_changed() -> None:
    frame = pl.DataFrame({"a": [1, 2]})
    config: dict[str, Any] = {"elements": {"fit": {"data": frame, "more": [(1, 2), {}]}}}
    before = deepcopy(config)
    result = plain_config(config)
    result["elements"]["fit"]["more"].append("new")
    assert config["elements"]["fit"]["more"] == before["elements"]["fit"]["more"]
    assert config["elements"]["fit"]["data"] is frame


def test_values_of_every_kind_are_sent() -> None:
    frame = pl.DataFrame(
        {
            "duration": [timedelta(seconds=90), None],
            "decimal": [Decimal("1.5"), None],
            "clock": [time(1, 2), None],
            "day": [date(2026, 3, 1), None],
            "moment": [datetime(2026, 3, 1, tzinfo=UTC), None],
            "list": [[1.0, float("nan")], None],
            "struct": [{"deep": float("nan")}, None],
            "label": pl.Series(["nan", ""], dtype=pl.Categorical),
            "flag": [True, None],
            "single": pl.Series([1.1, None], dtype=pl.Float32),
        }
    )
    assert sent({"e": frame})["e"] == {
        "duration": [90.0, None],
        "decimal": [1.5, None],
        "clock": ["01:02:00", None],
        "day": ["2026-03-01", None],
        "moment": ["2026-03-01T00:00:00+00:00", None],
        "list": [[1.0, None], None],
        "struct": [{"deep": None}, None],
        "label": ["nan", ""],
        "flag": [True, None],
        "single": [1.100000023841858, None],
    }
    assert sent({"e": pd.DataFrame({"when": [pd.Timestamp("2026-03-01"), pd.NaT]})})["e"] == {
        "when": ["2026-03-01T00:00:00", None]
    }
    assert sent({"e": pd.DataFrame({"a": []})})["e"] == {"a": []}


def test_a_column_that_cannot_be_sent_is_named() -> None:
    with pytest.raises(TypeError, match=r"elements\.fit\.raw\[0\] is a bytes"):
        sent({"elements": {"fit": pl.DataFrame({"raw": [b"1"]})}})
    with pytest.raises(ValueError, match=r"config\.e has more than one column named 'a'"):
        plain_config({"e": pd.DataFrame([[1, 2]], columns=["a", "a"])})
    with pytest.raises(TypeError, match="begins with int and holds the str 'one'") as caught:
        plain_config({"e": [pd.DataFrame({"a": [1, "one"]})]})
    assert caught.value.__notes__ == ["The table is at config.e[0]."]


# --- the limit ------------------------------------------------------------------------


@pytest.mark.parametrize("convert", [pl.DataFrame, pl.LazyFrame, pd.DataFrame, pa.table])
def test_a_long_series_is_refused_as_the_guide_says(convert: Any) -> None:
    frame = convert({"Time [s]": list(range(5000))})
    with pytest.raises(MeasurementValidationError) as caught:
        plain_config({"elements": {"fit": {"objectives": [{"data": Loader(frame)}]}}})
    assert str(caught.value) == TOO_LONG
    assert caught.value.has_code("time_series_row_count_exceeded")
    assert caught.value.issues[0].payload == {"n_rows": 5000, "max_rows": 1000}
    where = "config.elements.fit.objectives[0].data.data"
    assert caught.value.__notes__ == [f"The series is at {where}."]


def test_a_thousand_rows_pass_and_columns_given_as_such_have_no_limit() -> None:
    assert len(plain_config({"e": rows(1000)})["e"]["Time [s]"]) == 1000
    with pytest.raises(MeasurementValidationError, match="has 1001 rows"):
        plain_config({"e": rows(1001)})
    columns = {"Time [s]": list(range(5000))}
    assert plain_config({"e": columns}) == {"e": columns}


# --- references -----------------------------------------------------------------------


def test_references_to_the_platform_and_plain_text_stay() -> None:
    config = {
        "name": "file: see the notebook",
        "description": "folder:42",
        "elements": {"fit": {"data": "db:9b0c", "label": "profile: slow", "url": "http://x"}},
    }
    assert plain_config(config) == config


def test_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    # Whole numbers for longer than a reader looks ahead by default, and a gap.
    text = "Time [s],Voltage [V]\n" + "".join(f"{n},4\n" for n in range(200)) + "200.5,\n"
    Path("cell.csv").write_text(text)
    pl.DataFrame(COLUMNS).write_parquet("cell.parquet")
    config = {"e": ["file:cell.csv", f"file:{tmp_path}/cell.parquet", "file:~/cell.parquet"]}
    from_csv, *from_parquet = plain_config(config)["e"]
    assert from_csv["Time [s]"][-2:] == [199.0, 200.5]
    assert from_csv["Voltage [V]"][-1] is None
    assert from_parquet == [COLUMNS, COLUMNS]


def test_a_folder_holds_a_series_and_its_steps(tmp_path: Path) -> None:
    pl.DataFrame(COLUMNS).write_parquet(tmp_path / "time_series.parquet")
    (tmp_path / "time_series.csv").write_text("not,this\n1,2\n")
    assert plain_config({"e": [f"folder:{tmp_path}"]})["e"][0] == {"time_series": COLUMNS}
    rows(1500).write_csv(tmp_path / "steps.csv")
    tables = plain_config({"e": [f"folder:{tmp_path}"]})["e"][0]
    assert list(tables) == ["time_series", "steps"]
    assert len(tables["steps"]["Time [s]"]) == 1500  # the limit is one of series


def test_the_limit_holds_for_files(tmp_path: Path) -> None:
    rows(1001).write_csv(tmp_path / "time_series.csv")
    for reference in (f"folder:{tmp_path}", f"file:{tmp_path / 'time_series.csv'}"):
        with pytest.raises(MeasurementValidationError, match="has 1001 rows"):
            plain_config({"e": [reference]})


@pytest.mark.parametrize("reference", ["file:absent.csv", "folder:absent", "file:", "folder:."])
def test_a_reference_that_leads_nowhere_is_an_error(
    reference: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match=rf"config\.e\.data is '{reference}'"):
        plain_config({"e": {"data": reference}})


def test_a_file_that_is_no_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(ValueError, match=r"broken\.parquet cannot be read as a table"):
        plain_config({"e": [f"file:{tmp_path / 'broken.parquet'}"]})
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(ValueError, match=r"empty\.csv cannot be read as a table"):
        plain_config({"e": [f"file:{tmp_path / 'empty.csv'}"]})


# --- loaders --------------------------------------------------------------------------


def test_loaders_describe_themselves() -> None:
    reference = DataLoader.from_db("9b0c", options={"first_step": 1})
    held = DataLoader(pl.DataFrame({"Capacity [A.h]": [0.0, 1.0], "Voltage [V]": [4.0, 3.0]}))
    config = plain_config({"elements": {"fit": {"reference": reference, "held": held}}})
    assert config["elements"]["fit"]["reference"] == {
        "data": "db:9b0c",
        "options": {"first_step": 1},
    }
    assert config["elements"]["fit"]["held"]["data"]["Voltage [V]"] == [4.0, 3.0]


def test_a_loader_that_has_to_be_awaited_says_so() -> None:
    class Awaited:
        async def to_config(self) -> dict[str, Any]:
            return {}

    with pytest.raises(TypeError, match=r"config\.e is a Awaited, whose to_config\(\)"):
        plain_config({"e": Awaited()})


# --- shapes ---------------------------------------------------------------------------


@pytest.mark.parametrize("config", [None, "folder:here", ["e"], 3, rows(2)])
def test_a_configuration_is_a_mapping(config: Any) -> None:
    with pytest.raises(TypeError, match="a configuration is a dict such as"):
        plain_config(config)


def test_a_configuration_that_contains_itself_is_refused() -> None:
    config: dict[str, Any] = {"elements": {"fit": []}}
    config["elements"]["fit"].append(config["elements"])
    with pytest.raises(ValueError, match=r"config\.elements\.fit\[0\] contains itself"):
        plain_config(config)
    loader = Loader(None)
    loader.held = loader
    with pytest.raises(ValueError, match="contains itself"):
        plain_config({"e": loader})
    shared = {"data": [1]}
    assert plain_config({"e": [shared, shared]}) == {"e": [{"data": [1]}, {"data": [1]}]}


def test_depth_has_a_limit() -> None:
    def nested(depth: int) -> Any:
        return [nested(depth - 1)] if depth else "end"

    assert plain_config({"e": nested(99)}) == {"e": nested(99)}
    with pytest.raises(ValueError, match="nested more than 100 deep"):
        plain_config({"e": nested(100)})


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.just("db:1"),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(PLAIN)
def test_what_holds_no_table_stays_as_it_is(value: Any) -> None:
    assert plain_config({"e": value}) == {"e": value}


@given(PLAIN, st.lists(st.sampled_from("abc") | st.integers(0, 2), max_size=8))
def test_a_table_is_found_at_any_place(around: Any, way: list[str | int]) -> None:
    value: Any = pl.DataFrame({"a": [1, 2]})
    expected: Any = {"a": [1, 2]}
    for step in reversed(way):
        if isinstance(step, str):
            value, expected = {"around": around, step: value}, {"around": around, step: expected}
        else:
            value, expected = (*[around] * step, value), [*[around] * step, expected]
    assert plain_config({"e": value}) == {"e": expected}


class Described:
    """What a schema package has: an object that says its own configuration."""

    def __init__(self, **fields: Any) -> None:
        self.fields = fields

    def model_dump(self) -> dict[str, Any]:
        return self.fields


class Configured(Described):
    def to_config(self) -> dict[str, Any]:
        return {"type": "configured", **self.fields}


def test_objects_say_their_own_configuration() -> None:
    inner = Configured(data=pl.DataFrame({"a": [1.0, float("nan")]}))
    config = Described(elements={"fit": inner}, name="x")
    held = {"type": "configured", "data": {"a": [1.0, None]}}
    assert plain_config(config) == {"elements": {"fit": held}, "name": "x"}
    with pytest.raises(TypeError, match="not a list"):
        plain_config([1], "recipe")
    with pytest.raises(FileNotFoundError, match=r"recipe\.a\.b"):
        plain_config({"a": {"b": "file:none"}}, "recipe")


def test_a_record_in_place_of_an_id_becomes_the_id() -> None:
    project = Project.from_dict({"id": "p1", "name": "One"})
    assert plain_config({"a": {"project_id": project}}) == {"a": {"project_id": "p1"}}
