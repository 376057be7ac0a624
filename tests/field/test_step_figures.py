"""Step types and amounts of simulated tests equal their programme, on any cell, with any logger."""

import numpy as np
import polars as pl
import pytest
from support.simulated import (
    LFP,
    NMC,
    Logger,
    constant,
    hold,
    power,
    profile,
    rest,
    simulate,
)

from ionworks.local.processing import process, stitch
from ionworks.tables.outer_rows import net_amounts

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741
DISCHARGE, CHARGE = "Discharge capacity [A.h]", "Charge capacity [A.h]"
LABELS = {"rest": "Rest", "current": "Constant current", "voltage": "Constant voltage"}
LABELS |= {"power": "Constant power", "profile": "Unknown step type"}


def labels(truth):
    for step in truth:
        moves = step.kind in ("current", "voltage", "power")
        way = " discharge" if step.mean_current > 0 else " charge"
        yield LABELS[step.kind] + way * moves


def net(steps):
    return (steps[DISCHARGE] - steps[CHARGE]).to_numpy()


def programme(k):
    """Return cycling, power, pulses and a drive with regeneration, for a cell of 2.5 k A.h."""
    seconds = np.arange(0, 301, 5)
    return [
        constant(2.5 * k, 1800, every=60),
        rest(1800, every=60),
        constant(-1.25 * k, 7200, until=4.2, every=60),
        hold(4.2, 3600, until=0.05 * k, every=20),
        rest(600, every=60),
        power(5 * k, 1200, every=30),
        constant(5 * k, 10, every=1),
        rest(40, every=2),
        constant(-3.75 * k, 10, every=5),
        rest(40, every=2),
        profile(seconds, k * (0.5 + 2 * np.sin(seconds)), every=1),
        rest(300, every=10),
    ]


LOGGERS = {
    "clean": lambda k: Logger(),
    "noise": lambda k: Logger(noise_current=1e-3 * k, noise_voltage=2e-4),
    "offset": lambda k: Logger(offset_current=3e-4 * k),
    "stale": lambda k: Logger(first="stale", last="stale"),
    "stale and noise": lambda k: Logger(first="stale", noise_current=1e-3 * k, seed=3),
    "resolution": lambda k: Logger(
        noise_current=1e-3 * k, resolution_current=2e-3 * k, resolution_voltage=1e-3
    ),
    "on change": lambda k: Logger(on_change=(2e-3, 0.02 * k)),
}


@pytest.mark.parametrize(
    ("scale", "loggers"), [(1, LOGGERS), (4e-10, ("noise",)), (4e3, ("offset",))]
)
def test_labels_and_charge_are_those_of_the_programme(scale, loggers):
    """From nA to 10 kA; charge to 1e-9 without noise, to 1e-4 of the capacity with it."""
    cell = NMC.scaled(2.5 * scale)
    for name in loggers:
        made = simulate(cell, programme(scale), logger=LOGGERS[name](scale))
        steps = process(made.frame).steps
        assert steps["Step type"].to_list() == list(labels(made.truth)), name
        rated = process(made.frame, rated_capacity=cell.capacity).steps
        assert rated["Step type"].equals(steps["Step type"]), name
        right = np.array([step.discharge - step.charge for step in made.truth])
        # Between the rows of a held voltage and of a profile there is more than a straight line;
        # and the end of a charge that shows the first current of the hold may well be its own.
        sampled = [step.kind not in ("voltage", "profile", "power") for step in made.truth]
        limit = 1e-9 if name in ("clean", "on change") else 2e-4
        assert np.abs(net(steps) - right)[sampled].max() < limit * cell.capacity, name
        assert np.abs(net(steps) - right).max() < 2e-2 * cell.capacity, name


@pytest.mark.parametrize("rated", [None, 280.0])
def test_a_large_flat_cell(rated):
    """Constant current on the plateau, with 0.02 % noise; +-40 A and pulses hold no voltage."""
    cell = LFP.scaled(280.0)
    square = np.tile(np.repeat([40.0, -40.0], 30), 6)
    seconds = np.arange(square.size)
    noisy = Logger(every=10, noise_current=0.028, noise_voltage=2e-4)
    steps = [
        constant(140, 1200),
        rest(600),
        constant(14, 1200),
        profile(seconds, square, every=1),
        profile(seconds, square + 1, every=1),
        profile(seconds, (square + 40) / 4, every=1),
        power(450, 1200),
        rest(600),
    ]
    made = simulate(cell, steps, soc=0.7, logger=noisy)
    found = process(made.frame, rated_capacity=rated).steps
    assert found["Step type"].to_list() == list(labels(made.truth))


@pytest.mark.parametrize(
    ("cell", "step", "noise"),
    [
        (NMC.scaled(50.0), constant(50, 600), 0.025),
        (NMC.scaled(50.0, 12), power(2000, 600), 0.004),
        (NMC.scaled(2.5, 96), constant(2.5, 600), 1e-3),
    ],
)
def test_noise_is_small_beside_what_is_held(cell, step, noise):
    logger = Logger(every=5, noise_current=noise, noise_voltage=1e-4 * cell.window[1])
    made = simulate(cell, [step, rest(300)], soc=0.8, logger=logger)
    assert process(made.frame).steps["Step type"].to_list() == list(labels(made.truth))


@pytest.mark.parametrize("rated", [None, 2.5, 5.0])
@pytest.mark.parametrize("before", [True, False])
def test_a_float_current_is_no_rest(before, rated):
    """8 to 2 mA at 4.2 V with 0.1 mV of noise."""
    seconds = np.arange(0, 36000, 60.0)
    random = np.random.default_rng(0)
    floating = {
        T: seconds,
        V: 4.2 + 1e-4 * random.standard_normal(seconds.size),
        I: -0.002 - 0.006 * np.exp(-seconds / 8000) + 2e-5 * random.standard_normal(seconds.size),
        S: np.zeros(seconds.size, int),
    }
    frame = pl.DataFrame(floating)
    if before:
        charge = simulate(NMC, [constant(-1.25, 3600, every=60)], soc=0.4).frame.select(*floating)
        frame = pl.concat([charge, frame.with_columns(pl.col(T) + 3600, pl.col(S) + 1)])
    found = process(frame, rated_capacity=rated).steps["Step type"].to_list()
    assert found == ["Constant current charge"] * before + ["Constant voltage charge"]


@pytest.mark.parametrize(("cell", "offset"), [(NMC, 3e-4), (NMC.scaled(200.0), 5e-3)])
def test_an_offset_at_rest_is_no_discharge(cell, offset):
    steps = [constant(cell.capacity / 2, 3600, every=60), rest(3600, every=60)]
    made = simulate(cell, steps, logger=Logger(offset_current=offset))
    for rated in (cell.capacity, None):
        found = process(made.frame, rated_capacity=rated)
        assert found.steps["Step type"].to_list() == ["Constant current discharge", "Rest"]
        assert found.cycles["Discharge duration [s]"].to_list() == [3600.0]
        assert found.cycles["Charge duration [s]"].to_list() == [None]


@pytest.mark.parametrize(
    "logger", [{}, {"offset_current": 3e-4}, {"first": "stale", "last": "stale"}]
)
def test_calendar_ageing(logger):
    """28 days of rest with 1 mA of noise: retention and efficiency are those of the checks."""
    steps = [
        constant(2.5, 3000, every=60),
        rest(28 * 86400, every=3600),
        constant(-2.5, 2900, every=60, cycle=1),
        rest(600, every=60, cycle=1),
        constant(2.5, 2900, every=60, cycle=1),
        rest(28 * 86400, every=3600, cycle=1),
    ]
    made = simulate(NMC, steps, logger=Logger(noise_current=1e-3, **logger))
    cycles = process(made.frame).cycles
    assert cycles["Capacity retention"].to_list() == pytest.approx([1, 29 / 30], rel=1e-3)
    # Nothing was charged in the first.
    assert cycles["Coulombic efficiency"].to_list() == [None, pytest.approx(1, rel=1e-3)]
    assert cycles["Energy efficiency"][0] is None


def test_a_rest_moves_its_net_charge_at_most():
    made = simulate(
        NMC, [constant(1, 60), rest(86400, every=60)], logger=Logger(noise_current=1e-3)
    )
    steps = process(made.frame).steps
    current = made.frame.filter(pl.col(S) == 1)[I].to_numpy()
    moved = np.sum(current[1:] + current[:-1]) / 2 * 60 / 3600
    assert steps[DISCHARGE][1] + steps[CHARGE][1] <= abs(moved)
    drawn = made.frame.with_columns(pl.when(pl.col(S) == 1).then(4e-4).otherwise(I).alias(I))
    assert process(drawn).steps[DISCHARGE][1] == pytest.approx(4e-4 * 24)


@pytest.mark.parametrize("first", ["start", "stale"])
@pytest.mark.parametrize("last", ["end", "stale"])
@pytest.mark.parametrize("every", [1, 2, 5])
def test_pulses_of_few_rows(first, last, every):
    steps = []
    for _ in range(2):
        steps += [constant(2.6, 10, every=every), rest(40, every=every)]
        steps += [constant(-1.95, 10, every=every), rest(40, every=every)]
        steps += [constant(0.87, 300), rest(600)]
    made = simulate(LFP, steps, soc=0.8, logger=Logger(first=first, last=last))
    found = process(made.frame)
    assert found.steps["Step type"].to_list() == list(labels(made.truth))
    right = [step.discharge - step.charge for step in made.truth]
    assert net(found.steps) == pytest.approx(right, abs=1e-9)


def test_means_over_a_cycle_are_charge_over_time():
    """A held voltage that is logged on change, and a drive that is logged densely in charge."""
    cccv = [constant(-1.25, 3600, until=4.2), hold(4.2, 7200, until=0.02)]
    made = simulate(NMC, cccv, soc=0.6, logger=Logger(every=2, on_change=(5e-3, 0.02)))
    found = process(made.frame)
    held = found.steps.row(1, named=True)
    assert held["Mean current [A]"] < 1.2 * made.truth[1].mean_current  # over rows, as stated
    seconds = sum(step.duration for step in made.truth)
    charge = sum(step.charge for step in made.truth)
    mean = found.cycles["Mean charge current [A]"][0]
    assert mean == pytest.approx(-charge * 3600 / seconds, rel=2e-3)

    times = np.concatenate([np.arange(0, 1000, 100), np.arange(1000, 2001, 1)])
    drive = pl.DataFrame(
        {
            T: times,
            V: np.full(times.size, 3.7),
            I: np.where(times < 1000, 4.0, -1.0),
            S: np.zeros(times.size, int),
        }
    )
    cycle = process(drive).cycles.row(0, named=True)
    assert cycle["Discharge duration [s]"] == 2000.0
    assert cycle["Charge duration [s]"] is None
    moved = cycle[DISCHARGE] - cycle[CHARGE]
    assert cycle["Mean discharge current [A]"] == pytest.approx(moved * 1.8)


def test_cc_cv_in_one_step_holds_nothing():
    made = simulate(NMC, [constant(-2.5, 3600, until=4.2), hold(4.2, 1800), rest(60)], soc=0.5)
    one = made.frame.with_columns(pl.when(pl.col(S) < 2).then(0).otherwise(1).alias(S))
    assert process(one).steps["Step type"].to_list() == ["Unknown step type", "Rest"]


@pytest.mark.parametrize("timed", [True, False])
@pytest.mark.parametrize("voltage", [True, False])
def test_a_rest_that_ends_with_a_sweep_is_a_rest(timed, voltage):
    frame = simulate(NMC, [constant(1, 600), rest(1800, every=60)]).frame
    sweep = pl.DataFrame(
        {
            T: [2400.0 + k if timed else None for k in range(40)],
            V: [4.0 if voltage else None] * 40,
            I: [0.0] * 40,
            S: [1] * 40,
            "Frequency [Hz]": [10.0 ** (3 - k / 10) for k in range(40)],
        }
    )
    frame = pl.concat([frame, sweep], how="diagonal_relaxed")
    found = process(frame)
    assert found.steps["Step type"].to_list() == ["Constant current discharge", "Rest"]
    assert found.steps["End time [s]"].to_list() == [600.0, 2439.0 if timed else 2400.0]
    assert found.cycles["Cycle duration [s]"].to_list() == [600.0 + 1800.0 + 39.0 * timed]
    assert found.steps["End voltage [V]"][1] is not None
    alone = frame.with_columns(pl.col("Frequency [Hz]").is_not_null().cast(pl.Int64).alias(S))
    assert process(alone).steps["Step type"].to_list()[1] == "EIS"


def test_temperature_of_a_step_is_over_time():
    frame = pl.DataFrame(
        {
            T: [0.0, 100.0, 101.0, 102.0, 103.0],
            V: [3.7] * 5,
            I: [1.0] * 5,
            "Temperature [degC]": [20.0, 20.0, 40.0, 40.0, 40.0],
        }
    )
    right = (100 * 20 + 30 + 2 * 40) / 103
    assert process(frame).steps["Mean temperature [degC]"].to_list() == [pytest.approx(right)]


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        ([0, 1, 0, 1], [0, 1, 2, 3]),
        ([1, 5, 1, 2], [1, 5, 6, 7]),
        ([0, 0, 3, 3], [0, 0, 3, 3]),
        ([3, 2, 1, 0], [3, 4, 5, 6]),
    ],
)
def test_a_cycle_count_that_falls_back_goes_on(given, counted):
    steps = [constant(1.0, 360, cycle=cycle) for cycle in given]
    found = process(simulate(NMC, steps).frame)
    assert found.steps["Cycle count"].to_list() == counted
    assert found.cycles["Cycle count"].to_list() == sorted(set(counted))
    assert found.cycles[DISCHARGE].sum() == pytest.approx(0.4)


def test_an_extended_series_has_the_tables_of_the_whole():
    logger = Logger(first="stale", last="stale", noise_current=1e-3, noise_voltage=1e-4)
    frame = simulate(NMC, programme(1), logger=logger).frame
    start = frame.filter(pl.col(S) == 4)[T][0]
    frame = frame.filter((pl.col(T) != start) | (pl.col(S) == 3))  # stitched rows follow in time
    cut = frame.filter(pl.col(S) < 4).height
    whole = stitch(frame.head(cut), frame.tail(frame.height - cut))
    assert process(whole).steps.equals(process(frame).steps)
    assert process(whole).cycles.equals(process(frame).cycles)


@pytest.mark.parametrize("noise", [1e-3, 4e-3])
@pytest.mark.parametrize("rated", [None, 2.6])
def test_short_rests_in_noise_are_rests(noise, rated):
    """A few rows of noise can look like a trend; the other rests show the noise."""
    programme = [
        step
        for _ in range(12)
        for step in (
            rest(120, every=20),
            constant(2.6, 10),
            rest(40),
            constant(-1.95, 10),
            rest(40),
        )
    ]
    logger = Logger(first="stale", noise_current=noise, noise_voltage=3e-4, seed=5)
    test = simulate(LFP, programme, soc=0.8, logger=logger)
    kinds = process(test.frame, rated_capacity=rated).steps["Step type"].to_list()
    turn = ["Rest", "Constant current discharge", "Rest", "Constant current charge", "Rest"]
    assert kinds == turn * 12


def test_a_rest_that_charges_on_balance_moves_a_charge():
    """Out 1, into 3: a rest moves 2 into the cell, another step what it moved either way."""
    out, into, no = pl.Series([1.0, 1.0]), pl.Series([3.0, 3.0]), pl.Series([False, False])
    moved = net_amounts(out, into, pl.Series([True, False]), no)
    assert [amounts.to_list() for amounts in moved] == [[0.0, 1.0], [2.0, 3.0]]
