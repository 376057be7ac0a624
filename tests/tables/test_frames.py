"""Frames in: whatever users hold gives the same table, and what is wrong is named."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ionworks.tables import (
    derived_table,
    from_columns,
    read_parquet,
    to_backend,
    to_polars,
    write_parquet,
)

COLUMNS = {"Time [s]": [0.0, 1.5, None], "Step count": [0, 0, 1], "Note": ["a", None, "b"]}
EXPECTED = pl.DataFrame(COLUMNS)


@pytest.mark.parametrize(
    "table",
    [
        EXPECTED,
        EXPECTED.lazy(),
        EXPECTED.with_columns(pl.col("Time [s]").fill_null(float("nan"))),
        COLUMNS,
        {**COLUMNS, "Time [s]": [0, 1.5, float("nan")]},
        {**COLUMNS, "Time [s]": np.array([0.0, 1.5, np.nan])},
        {**COLUMNS, "Time [s]": pd.Series([0.0, 1.5, np.nan])},
        {**COLUMNS, "Time [s]": pl.Series([0.0, 1.5, None])},
        pd.DataFrame(COLUMNS),
        pd.DataFrame(COLUMNS).set_index("Time [s]"),
        pa.table(COLUMNS),
        pa.table(COLUMNS).to_batches()[0],
    ],
    ids=lambda table: type(table).__name__,
)
def test_every_kind_of_table_gives_the_same_frame(table: Any) -> None:
    assert_frame_equal(to_polars(table), EXPECTED, check_dtypes=True)


def test_a_polars_frame_without_nan_is_not_copied() -> None:
    assert to_polars(EXPECTED) is EXPECTED


@pytest.mark.parametrize("table", [None, 5, "time_series.csv", [1, 2], [{"a": 1}]])
def test_what_is_no_table_is_refused(table: Any) -> None:
    with pytest.raises(TypeError, match=r"series is a .*; pass a polars or pandas"):
        to_polars(table, name="series")


@pytest.mark.parametrize(
    ("table", "kind", "told"),
    [
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), ValueError, "more than one column named 'a'"),
        (pa.table([[1], [2]], names=["a", "a"]), ValueError, "more than one column named 'a'"),
        ({"a": [1, 2], "b": [1]}, ValueError, "'a' has 2, 'b' has 1 rows"),
        ({"a": [1, "x"]}, TypeError, "column 'a' of series begins with int .* 'x' in row 1"),
        ({5: [1]}, TypeError, "a column named 5"),
    ],
)
def test_what_is_wrong_is_named(table: Any, kind: type[Exception], told: str) -> None:
    with pytest.raises(kind, match=told):
        to_polars(table, name="series")


def test_single_values_fill_their_column() -> None:
    assert from_columns({"a": [1, 2], "b": "x"}).rows() == [(1, "x"), (2, "x")]
    assert from_columns({"a": 1.5, "b": None}).rows() == [(1.5, None)]
    assert from_columns({}).shape == (0, 0)


def test_whole_numbers_and_fractions_mix() -> None:
    assert from_columns({"a": [0, 2.5, None]})["a"].to_list() == [0.0, 2.5, None]
    late = from_columns({"a": [1] * 500 + [1.5]})["a"]
    assert (late.dtype, late[-1]) == (pl.Float64, 1.5)


def test_derived_tables_have_the_same_kinds_whatever_the_json_looked_like() -> None:
    table = derived_table(
        {
            "Step count": [0, 1],
            "Step from cycler": [None, None],
            "Step type": [None, "Rest"],
            "Duration [s]": [0, 60],
            "Coulombic efficiency": [None, None],
        },
        name="steps",
    )
    assert table.dtypes == [pl.Int64, pl.Int64, pl.String, pl.Float64, pl.Float64]


@given(
    st.lists(
        st.none() | st.floats(allow_nan=True, allow_infinity=False) | st.integers(-(2**31), 2**31),
        min_size=1,
    )
)
def test_numbers_survive_the_way_up_and_down(values: list[Any]) -> None:
    frame = to_polars({"a": values})
    buffer = io.BytesIO()
    write_parquet(frame, buffer)
    back = read_parquet(buffer.getvalue())["a"].to_list()
    assert back == [None if v is None or v != v else v for v in values]


def test_columns_can_be_chosen() -> None:
    buffer = io.BytesIO()
    write_parquet(EXPECTED, buffer)
    assert read_parquet(buffer.getvalue(), columns=["Note"]).columns == ["Note"]


def test_pandas_is_returned_when_asked_for() -> None:
    assert isinstance(to_backend(EXPECTED, "pandas"), pd.DataFrame)
    assert to_backend(EXPECTED, "polars") is EXPECTED


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            pd.DataFrame({"Voltage [V]": [3.7, "n/a"]}),
            r"'Voltage \[V\]' .* the str 'n/a' in row 1; .*pd\.to_numeric\(df\['Voltage \[V\]'\]",
        ),
        (pd.DataFrame({"V": ["3.7", 3.6]}, index=[7, 8]), "begins with str .* float 3.6 in row 1"),
        (pd.DataFrame({"Z": np.array([1 + 2j, 3])}), "'Z' .* type complex"),
        (pd.DataFrame({"Z": [object()]}), "'Z' .* type object"),
        (pd.DataFrame({"Z": [[1], 2]}), "'Z' .* begins with list and holds the int 2 in row 1"),
        ({"Z": [1 + 2j]}, "'Z' .* type complex"),
        ({"Z": np.array([1 + 2j])}, "'Z' .* type complex"),
        ({"V": np.array([3.7, "n/a"], dtype=object)}, "'V' .* the str 'n/a' in row 1"),
        (pl.DataFrame({"Z": pl.Series([object()], dtype=pl.Object)}), "'Z' .* type object"),
        (
            pa.table({"V": pa.array([Decimal("3.7")], type=pa.decimal256(50, 3))}),
            r"'V' .* type decimal256\(50, 3\)",
        ),
    ],
)
def test_a_column_that_is_no_column_of_a_table_is_named(table: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        to_polars(table, name="time_series")


@pytest.mark.parametrize(
    "values", [[1, Decimal("2.5")], [2**70, 1.5], [Decimal("1e60"), Decimal("1e-30")]]
)
def test_numbers_of_any_kind_make_a_column_of_numbers(values: list[Any]) -> None:
    frame = to_polars(pd.DataFrame({"V": values}, dtype=object))
    assert frame["V"].cast(pl.Float64).to_list() == [float(value) for value in values]
