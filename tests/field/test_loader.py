"""The loader's amounts are those of the platform: one integral, one rule for gaps."""

import math

import numpy as np
import polars as pl
import pytest
from field.damage import I, S, T, V, halves, trapezoid

from ionworks import DataLoader
from ionworks.local.processing import process

DISCHARGE, CHARGE = "Discharge capacity [A.h]", "Charge capacity [A.h]"


def pulse(**columns):
    """Build 1 A.h out in an hour, then an hour of rest."""
    frame = halves().with_columns(
        pl.when(pl.col(S) == 0).then(pl.col(I)).otherwise(0.0).alias(I),
        pl.when(pl.col(S) == 0).then(pl.col(V)).otherwise(3.5).alias(V),
    )
    return frame.with_columns(pl.Series(name, values) for name, values in columns.items())


def blank(frame, column, *rows):
    here = pl.int_range(pl.len()).is_in(list(rows))
    return frame.with_columns(pl.when(~here).then(column).alias(column))


def loaded(frame, **options):
    return DataLoader(frame, process(frame).steps, **options)


def drawn(frame):
    ocp = loaded(frame, transforms={"rest_to_ocp": True, "keep_first_ocp_point": True}).data
    return ocp["Capacity [A.h]"].to_list()


@pytest.mark.parametrize("rows", [(), (30,), (1, 2, 30), tuple(range(10, 40))])
@pytest.mark.parametrize("column", [I, T])
def test_a_gap_loses_no_charge(rows, column):
    frame = blank(pulse(), column, *rows)
    assert drawn(frame) == pytest.approx([0.0, 1.0])
    if column == I:
        part = loaded(frame, time_range={"start": 60.0})
        assert part.steps[DISCHARGE][0] == pytest.approx(59 / 60 if 1 not in rows else 57 / 60)


def test_a_window_is_integrated_over_its_own_rows():
    frame = blank(halves(), I, 30)
    part = loaded(frame, time_range={"start": 600.0, "end": 4200.0})
    rows = frame.filter(pl.col(T).is_between(600, 4200))
    for place, step in enumerate((0, 1)):
        own = rows.filter(pl.col(S) == step)
        amps, volts = (own[name].cast(pl.Float64).fill_null(math.nan).to_numpy() for name in (I, V))
        expected = trapezoid(own[T], amps) + trapezoid(own[T], amps * volts)
        given = part.steps.row(place, named=True)
        got = [given[name] for name in (DISCHARGE, CHARGE)]
        got += [given["Discharge energy [W.h]"], given["Charge energy [W.h]"]]
        assert got == pytest.approx(expected)


@pytest.mark.parametrize("edge", [10, 50])
def test_a_missing_total_at_an_edge_is_no_error(edge):
    """The total has no end there, so current and time say what passed."""
    totals = {
        DISCHARGE: np.concatenate([np.arange(61) / 60, np.zeros(61)]),
        CHARGE: np.zeros(122),
    }
    frame = blank(pulse(**totals), DISCHARGE, edge)
    part = loaded(frame, time_range={"start": 600.0, "end": 3000.0})
    assert part.steps[DISCHARGE][0] == pytest.approx(40 / 60)


@pytest.mark.parametrize("factor", [0.0, 1000.0, -1.0])
def test_totals_that_do_not_agree_do_not_serve(factor):
    totals = {
        DISCHARGE: np.concatenate([np.arange(61) / 60, np.zeros(61)]) * factor,
        CHARGE: np.zeros(122),
    }
    frame = pulse(**totals)
    assert drawn(frame) == pytest.approx([0.0, 1.0])
    part = loaded(frame, time_range={"start": 600.0, "end": 3000.0})
    assert part.steps[DISCHARGE][0] == pytest.approx(40 / 60)


def test_the_cycle_of_the_loader_is_that_of_the_table():
    """The table counts the cycler's cycles; what the user counted beside them is another thing."""
    counts = {"Cycle count": [5] * 61 + [6] * 61, "Cycle from cycler": [1] * 61 + [3] * 61}
    frame = halves().with_columns(pl.Series(name, values) for name, values in counts.items())
    steps = process(frame).steps
    assert steps["Cycle count"].to_list() == [0, 1]
    second = DataLoader(frame, steps, first_step={"cycle": 1}, last_step={"cycle": 1})
    assert second.data[I].unique().to_list() == [-1.0]
    with pytest.raises(ValueError, match="no such cycle"):
        DataLoader(frame, steps, first_step={"cycle": 5})
