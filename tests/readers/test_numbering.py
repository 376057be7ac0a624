"""Steps are numbered as a plain program numbers them."""

import hypothesis.strategies as st
import polars as pl
import pytest
from hypothesis import given, settings

from ionworks.readers.numbering import runs, steps_of_current


def numbered(keys):
    """Number the runs of equal keys from 0."""
    number, found = 0, []
    for place, key in enumerate(keys):
        number += place > 0 and key != keys[place - 1]
        found.append(number)
    return found


def filled(values):
    """Let a gap have the value before it."""
    found = []
    for value in values:
        found.append(found[-1] if value is None and found else value)
    return found


NUMBER = st.one_of(st.none(), st.integers(0, 2))
ROWS = st.lists(st.tuples(NUMBER, NUMBER, st.integers(0, 5)), max_size=12)


@settings(max_examples=60)
@given(ROWS)
def test_a_run_ends_where_any_column_changes(rows):
    columns = [[row[place] for row in rows] for place in range(3)]
    one, two, time = (
        pl.Series(name, values, dtype=pl.Int64) for name, values in zip("abt", columns, strict=True)
    )
    keys = list(zip(filled(columns[0]), filled(columns[1]), strict=True))
    assert runs([one, two]).to_list() == numbered(keys)
    # A time that falls begins a step too.
    falls = [0]
    for before, after in zip(columns[2], columns[2][1:], strict=False):
        falls.append(falls[-1] + (after < before))
    keys = list(zip(filled(columns[0]), falls, strict=False))
    assert runs([one], time).to_list() == numbered(keys)


@settings(max_examples=60)
@given(st.lists(st.one_of(st.none(), st.integers(-500, 500)), max_size=12))
def test_a_step_of_the_current_is_a_direction(values):
    """Up to 0.2 % of the largest current the cell rests."""
    largest = max((abs(value) for value in values if value is not None), default=0)
    known = [value or 0 for value in filled(values)]
    ways = [0 if abs(value) <= 0.002 * largest else 1 if value > 0 else -1 for value in known]
    current = pl.Series([None if v is None else v / 4 for v in values], dtype=pl.Float64)
    assert steps_of_current(current).to_list() == numbered(ways)


@pytest.mark.parametrize(("rest", "steps"), [(0.0019, [0, 1]), (0.0021, [0, 0])])
def test_small_currents_are_rests(rest, steps):
    for way in (1.0, -1.0):
        assert steps_of_current(pl.Series([way, way * rest])).to_list() == steps
