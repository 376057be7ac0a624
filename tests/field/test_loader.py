"""The loader's amounts are those of the platform: one integral, one rule for gaps."""

import math

import numpy as np
import polars as pl
import pytest
from field.damage import I, S, T, V, halves, trapezoid
from support.simulated import NMC, Logger, constant, rest, simulate

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


@pytest.fixture(scope="module")
def there_and_back():
    """Simulate five pulses of 0.2 A.h out and five in, each followed by a long rest."""
    pulses = [constant(sign * 2.4, 300) for sign in [1] * 5 + [-1] * 5]
    steps = [rest(600), *(step for pulse in pulses for step in (pulse, rest(1800)))]
    frame = simulate(NMC, steps, soc=0.95, logger=Logger(every=60)).frame
    return frame, process(frame).steps


def test_the_branches_of_rests_are_told_apart(there_and_back):
    ocp = {"rest_to_ocp": True}
    out, back = [0.2 * n for n in range(6)], [0.2 * n for n in range(4, -1, -1)]

    def points(branch):
        loader = DataLoader(*there_and_back, transforms={**ocp, "ocp_branch": branch})
        with pytest.raises(ValueError, match=r"DataLoader\(loader.data\)"):
            loader.to_config()
        return loader.data

    # The rest before any current is the first point of the branch that follows.
    discharge, charge, both = map(points, ("discharge", "charge", "both"))
    assert discharge["Capacity [A.h]"].to_list() == pytest.approx(out)
    assert charge["Capacity [A.h]"].to_list() == pytest.approx(sorted(back))
    assert both["Capacity [A.h]"].to_list() == pytest.approx([*out, *back])
    for curve in (discharge, charge):
        relaxed = [NMC.ocv(0.95 - drawn / NMC.capacity) for drawn in curve["Capacity [A.h]"]]
        assert curve["Voltage [V]"].to_list() == pytest.approx(relaxed, abs=1e-4)
    with pytest.warns(UserWarning, match="5 rests after a discharge and 5 after a charge"):
        mixed = DataLoader(*there_and_back, transforms=ocp).data
    assert mixed["Capacity [A.h]"].to_list() == pytest.approx(sorted([*out, *back]))


def test_rests_of_one_branch_need_no_choice(there_and_back):
    for last, first in ((10, 0), (20, 11)):
        part = DataLoader(
            *there_and_back, transforms={"rest_to_ocp": True}, first_step=first, last_step=last
        )
        assert part.data.height == (6 if first == 0 else 5)
    choice = {"rest_to_ocp": True, "ocp_branch": "charge"}
    down = DataLoader(*there_and_back, last_step=10, transforms=choice)
    with pytest.raises(ValueError, match="no rest comes after a charge"):
        down.to_polars()
    for wrong in ({"ocp_branch": "charge"}, {"rest_to_ocp": True, "ocp_branch": "Charge"}):
        with pytest.raises(ValueError, match="ocp_branch"):
            DataLoader(*there_and_back, transforms=wrong)


def fallen_back():
    """Build four steps of the cycles 0, 1, 0, 1, with three rows each."""
    rows = np.arange(12)
    return pl.DataFrame(
        {
            T: rows * 60.0,
            V: 4.0 - rows % 3 * 0.1,
            I: np.ones(12),
            S: rows // 3,
            "Cycle count": rows // 3 % 2,
        }
    )


def not_counted_on(frame):
    """Build the step table of another program: the platform counts on where a cycle comes back."""
    return process(frame).steps.with_columns((pl.col(S) % 2).alias("Cycle count"))


@pytest.mark.parametrize(
    ("first", "last", "stretches"),
    [
        ({"cycle": 0}, {"cycle": 0}, "rows 0 to 0, 2 to 2; row 1 is of cycle 1"),
        ({"cycle": 1}, {"cycle": 1}, "rows 1 to 1, 3 to 3; row 2 is of cycle 0"),
        ({"cycle": 1}, None, "rows 1 to 1, 3 to 3"),
        (None, {"cycle": 0}, "rows 0 to 0, 2 to 2"),
        ({"cycle": 0}, 2, None),
        ({"cycle": 0}, {"cycle": 1}, None),
    ],
)
def test_a_cycle_that_comes_back_is_not_one_stretch(first, last, stretches):
    frame = fallen_back()
    steps = not_counted_on(frame)
    if stretches is None:
        rows = DataLoader(frame, steps, first_step=first, last_step=last).data
        assert rows.height == (9 if last == 2 else 12)
        return
    with pytest.raises(ValueError, match=f"falls back.*{stretches}") as refused:
        DataLoader(frame, steps, first_step=first, last_step=last)
    assert "first_step=" in str(refused.value).split("Choose a stretch")[1]
    # The same for step numbers.
    again = steps.with_columns(pl.col("Cycle count").alias("Step count"))
    by_step = [choice and {"step": choice["cycle"]} for choice in (first, last)]
    with pytest.raises(ValueError, match="step number falls back"):
        DataLoader(frame, again, first_step=by_step[0], last_step=by_step[1])


def test_a_last_cycle_before_the_first_is_refused():
    frame = fallen_back()
    with pytest.raises(ValueError, match="last_step is cycle 0, before first_step, cycle 1"):
        DataLoader(frame, not_counted_on(frame), first_step={"cycle": 1}, last_step={"cycle": 0})


def test_a_cycle_that_is_one_stretch_holds_its_rows_alone():
    frame = fallen_back().with_columns((pl.col(S) // 2).alias("Cycle count"))
    for cycle in (0, 1):
        choice = {"cycle": cycle}
        part = DataLoader(frame, process(frame).steps, first_step=choice, last_step=choice)
        assert part.data.equals(frame.filter(pl.col("Cycle count") == cycle))


def test_a_step_that_ends_in_untimed_rows_keeps_a_duration():
    frame = pl.DataFrame(
        {
            T: [0.0, 60.0, 120.0, 180.0, None, None, 240.0, 300.0],
            V: [3.7] * 8,
            I: [0.0] * 8,
            "Temperature [degC]": [20.0, 22.0, 24.0, 28.0, 28.0, 28.0, 30.0, 30.0],
            "Frequency [Hz]": [None] * 4 + [10.0, 1.0] + [None] * 2,
            S: [0] * 6 + [1] * 2,
        }
    )
    part = DataLoader(frame, process(frame).steps, time_range={"start": 60.0}).steps
    described = part.row(0, named=True)
    assert (described["Start time [s]"], described["End time [s]"]) == (60.0, 180.0)
    assert described["Duration [s]"] == 120.0
    assert described["Mean temperature [degC]"] == pytest.approx((22 + 2 * 24 + 28) / 4)
    assert (described["Min frequency [Hz]"], described["Max frequency [Hz]"]) == (1.0, 10.0)


@pytest.mark.parametrize("way", [1.0, -1.0])
def test_noise_in_a_window_of_a_rest_is_no_charge(way):
    """What a rest moves in all is its charge, whichever way it flows."""
    amps = way * (0.0005 * (-1.0) ** np.arange(101) + 0.0001)
    frame = pl.DataFrame({T: np.arange(101) * 60.0, V: [3.7] * 101, I: amps, S: [0] * 101})
    steps = process(frame).steps.with_columns(pl.lit("Rest").alias("Step type"))
    part = DataLoader(frame, steps, time_range={"start": 600.0}).steps.row(0, named=True)
    net = way * np.subtract(*trapezoid(frame[T][10:], amps[10:]))
    assert net > 0
    moved, not_moved = ("Discharge", "Charge")[:: int(way)]
    assert part[f"{moved} capacity [A.h]"] == pytest.approx(net)
    assert part[f"{not_moved} capacity [A.h]"] == 0.0
    assert part[f"{not_moved} energy [W.h]"] == 0.0


@pytest.mark.parametrize("amps", [0.001, -0.001, 0.0])
def test_a_window_of_a_rest_has_its_share_of_the_charge(amps):
    """Whichever way it flows; a rest that moved nothing moves nothing in a window."""
    frame = pl.DataFrame({T: np.arange(101) * 60.0, V: [3.7] * 101, I: [amps] * 101, S: [0] * 101})
    moved = abs(amps) * 100 / 60
    stated = {DISCHARGE: moved * (amps > 0), CHARGE: moved * (amps < 0)}
    steps = process(frame).steps.with_columns(
        pl.lit("Rest").alias("Step type"), *(pl.lit(v).alias(k) for k, v in stated.items())
    )
    part = DataLoader(frame, steps, time_range={"start": 600.0}).steps.row(0, named=True)
    assert {name: part[name] for name in stated} == pytest.approx(
        {name: 0.9 * value for name, value in stated.items()}
    )


# --- a step that is cut, and whose outer rows show the current of its neighbours --------------

ENERGY = ("Discharge energy [W.h]", "Charge energy [W.h]")
STALE = Logger(every=60, first="stale", last="stale")
PROGRAMME = [constant(2.5, 600), rest(600), constant(-1.0, 600), rest(600)]


@pytest.mark.parametrize("logger", [Logger(every=60), STALE])
@pytest.mark.parametrize(
    ("start", "end", "moved"),
    [
        # Seconds of each step that are left, by its row in the table.
        (0.0, 300.0, {0: 300}),
        (300.0, 700.0, {0: 300, 1: 60}),
        (60.0, 1500.0, {0: 540, 1: 600, 2: 300}),
        (1260.0, 2399.0, {2: 540, 3: 540}),
    ],
)
def test_a_cut_step_moves_its_own_current_times_the_time_that_is_left(logger, start, end, moved):
    """Whatever its outer rows show: the currents are 2.5, 0, -1 and 0 A."""
    frame = simulate(NMC, PROGRAMME, soc=0.8, logger=logger).frame
    steps = process(frame).steps
    for offset in (0, 1):  # with the neighbours loaded, and without
        choice = {"first_step": offset} if offset and 0 not in moved else {}
        part = DataLoader(frame, steps, time_range={"start": start, "end": end}, **choice)
        net = (part.steps[DISCHARGE] - part.steps[CHARGE]).to_list()
        amps = [2.5, 0.0, -1.0, 0.0]
        expected = [amps[step] * seconds / 3600 for step, seconds in moved.items()]
        assert net == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("logger", [Logger(every=60), STALE])
def test_power_and_energy_of_a_cut_step(logger):
    """Energy is the integral of voltage times the current of the step; power is row by row."""
    made = simulate(NMC, [rest(600), constant(2.5, 1800), rest(600)], soc=0.8, logger=logger)
    steps = process(made.frame).steps
    part = DataLoader(made.frame, steps, time_range={"start": 1200.0, "end": 2400.0})
    cut = part.steps.row(0, named=True)
    rows = part.data.filter(pl.col(S) == 1)
    watts = (rows[V] * rows[I]).to_numpy()
    assert cut["Min power [W]"] == pytest.approx(watts.min())
    assert cut["Max power [W]"] == pytest.approx(watts.max())
    assert cut["Mean power [W]"] == pytest.approx(watts.mean())
    assert cut["Std power [W]"] is None
    # The last row may show the rest; until then the voltage of its step before is as good.
    own = 2.5 * rows[V].to_numpy()
    if logger is STALE:
        own[-1] = own[-2]
    assert cut[ENERGY[0]] == pytest.approx(trapezoid(rows[T], own)[0])
    assert cut[ENERGY[1]] == 0.0


def test_a_cut_follows_the_rule_of_its_table():
    """A table that counts what the outer rows show is cut as it counts."""
    frame = simulate(NMC, PROGRAMME, soc=0.8, logger=STALE).frame
    table = process(frame).steps
    own = frame.filter(pl.col(S) == 0)
    whole = trapezoid(own[T], own[I].to_numpy())[0]
    as_shown = pl.when(pl.int_range(pl.len()) == 0).then(whole).otherwise(DISCHARGE)
    cut = own.filter(pl.col(T) >= 120)
    part = DataLoader(
        frame, table.with_columns(as_shown.alias(DISCHARGE)), time_range={"start": 120.0}
    )
    assert part.steps[DISCHARGE][0] == pytest.approx(trapezoid(cut[T], cut[I].to_numpy())[0])


def test_the_open_circuit_curve_draws_what_the_steps_moved():
    made = simulate(NMC, PROGRAMME, soc=0.8, logger=STALE)
    curve = loaded(made.frame, transforms={"rest_to_ocp": True, "ocp_branch": "both"}).data
    net = [2.5 / 6, 2.5 / 6 - 1 / 6]  # A.h after the first rest, and after the second
    assert curve["Capacity [A.h]"].to_list() == pytest.approx([net[0] - min(net), 0.0], abs=1e-9)


def test_extremes_are_cut_on_an_uneven_grid():
    """Straight to 1 A.h, a parabola to 2 A.h, then straight on: V'' is -0.5 V/(A.h)2 or 0."""
    charge = np.array([0, 1, 3, 4, 8, 10, 11, 12, 16, 18, 20, 22, 25, 26, 30]) / 10
    bend = np.clip(charge, 1, 2) - 1
    volts = 4 - charge - bend**2 / 4 - np.maximum(charge - 2, 0) / 2
    rows = {"Capacity [A.h]": charge, V: volts}
    left = DataLoader(rows, transforms={"remove_extremes": True}).data
    # The slopes at 1.0 and 2.0 A.h see the parabola, and so does the next row's change of slope.
    assert left["Capacity [A.h]"].to_list() == charge[4:12].tolist()


def test_the_second_derivative_is_right_on_an_uneven_grid():
    """A parabola bends the same everywhere: 0.8e-10 V/(A.h)2 counts as straight, all of it."""
    charge = np.concatenate([[0.0], np.cumsum([0.1, 0.1, 1.0, 1.0] * 3)])
    rows = {"Capacity [A.h]": charge, V: 0.4e-10 * charge**2}
    assert DataLoader(rows, transforms={"remove_extremes": True}).data.is_empty()


@pytest.mark.parametrize("known_by", ["steps", "rows"])
def test_the_open_circuit_curve_uses_uploaded_capacities(known_by):
    """A counter that reads 3 % more than the rows do is near enough to serve."""
    hours = np.arange(61) / 60
    totals = {DISCHARGE: np.concatenate([hours * 1.03, np.zeros(61)]), CHARGE: np.zeros(122)}
    frame = pulse(**totals)
    steps = process(frame).steps
    if known_by == "rows":
        steps = steps.drop(DISCHARGE, CHARGE)
    transforms = {"rest_to_ocp": True, "keep_first_ocp_point": True}
    curve = DataLoader(frame, steps, transforms=transforms).data
    assert curve["Capacity [A.h]"].to_list() == pytest.approx([0.0, 1.03])
