"""The footer of a Parquet file is read, or refused; it leads to no byte that the file lacks."""

from __future__ import annotations

import io

import polars as pl
import pytest
from hostile import liar
from hostile.fuzzing import fuzz
from hypothesis import given
from hypothesis import strategies as st

from ionworks.tables.footer import read_row_groups

WHOLE = liar.series()
FOOTER = WHOLE[-8 - int.from_bytes(WHOLE[-8:-4], "little") : -8]


@fuzz(300)
@given(
    footer=st.binary(max_size=80)
    | st.tuples(st.integers(0, 400), st.binary(max_size=9)).map(
        lambda change: FOOTER[: change[0]] + change[1] + FOOTER[change[0] + len(change[1]) :]
    )
    | st.just(b"\x19\x19" * 5_000)
)
def test_any_footer_is_row_groups_or_an_error(footer: bytes) -> None:
    try:
        groups = read_row_groups(footer, len(WHOLE))
    except ValueError:
        return
    for group in groups:
        for extents in group.extents.values():
            assert all(0 <= start <= stop <= len(WHOLE) for start, stop in extents)


def test_a_footer_says_what_is_in_the_file() -> None:
    first, second = read_row_groups(FOOTER, len(WHOLE))
    assert [(group.first_row, group.rows) for group in (first, second)] == [(0, 30), (30, 30)]
    assert first.bounds["Time [s]"] == (0.0, 29.0)
    assert second.bounds["Step count"] == (1.0, 2.0)
    assert list(first.extents) == ["Time [s]", "Voltage [V]", "Current [A]", "Step count"]


def footer_of(frame: pl.DataFrame, **options: object) -> tuple[bytes, int]:
    target = io.BytesIO()
    frame.write_parquet(target, **options)  # type: ignore[arg-type]
    whole = target.getvalue()
    return whole[-8 - int.from_bytes(whole[-8:-4], "little") : -8], len(whole)


@pytest.mark.parametrize(
    ("kind", "bounds"),
    [
        (pl.Float64, (1.0, 3.0)),
        (pl.Float32, (1.0, 3.0)),
        (pl.Int64, (1.0, 3.0)),
        (pl.Int16, (1.0, 3.0)),
        (pl.Decimal(9, 3), None),  # stored in thousandths
        (pl.Datetime("ms"), None),
        (pl.String, None),
    ],
)
def test_bounds_are_of_numbers_only(kind: pl.DataType, bounds: tuple[float, float] | None) -> None:
    frame = pl.DataFrame({"Time [s]": [1, 2, 3]}).cast(kind)
    (group,) = read_row_groups(*footer_of(frame))
    assert group.bounds.get("Time [s]") == bounds


def test_a_nested_column_is_in_several_places() -> None:
    frame = pl.DataFrame({"a": [{"x": 1, "y": "z"}], "b": [[1, 2]]})
    (group,) = read_row_groups(*footer_of(frame))
    assert [len(group.extents[name]) for name in ("a", "b")] == [2, 1]


def test_what_pyarrow_writes_is_read() -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    target = io.BytesIO()
    pq.write_table(pa.table({"Time [s]": [0.0, 1.5], "n": [1, 2]}), target)
    whole = target.getvalue()
    footer = whole[-8 - int.from_bytes(whole[-8:-4], "little") : -8]
    (group,) = read_row_groups(footer, len(whole))
    chunk = pq.read_metadata(io.BytesIO(whole)).row_group(0).column(0)
    start = chunk.dictionary_page_offset or chunk.data_page_offset
    assert group.extents["Time [s]"] == ((start, start + chunk.total_compressed_size),)
    assert (group.rows, group.bounds["Time [s]"]) == (2, (0.0, 1.5))


def test_a_number_takes_ten_bytes_at_most() -> None:
    longest = b"\x80" * 9 + b"\x01"
    with pytest.raises(ValueError, match="the footer is damaged: KeyError"):  # that of no file
        read_row_groups(b"\x16" + longest + b"\x00", 100)
    with pytest.raises(ValueError, match="a number of too many bytes"):
        read_row_groups(b"\x16\x80" + longest + b"\x00", 100)
