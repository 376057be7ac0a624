"""The sign of the current: by the inside of steps, and by the edges between them.

The voltage of a cell sags under load, whatever the cell: V = OCV - R I - overpotential, R > 0. So
a step that starts from a rest with a fall of the voltage discharges, however the voltage goes on.
"""

import numpy as np
import polars as pl
import pytest
from field.damage import I, S, T, V
from support.simulated import (
    ANODE,
    CATHODE,
    LFP,
    NMC,
    SYMMETRIC,
    Logger,
    constant,
    hold,
    profile,
    rest,
    simulate,
)

from ionworks import MeasurementValidationError
from ionworks.validators import check

NAME = "positive_current_is_discharge"
SIGNS = {"current_sign_reversed", "current_sign_unsigned", "current_sign_indeterminate"}

HOUR = np.linspace(0.0, 3600.0, 61)
PAUSE = np.linspace(0.0, 1800.0, 31)


def joined(*steps):
    """Join (current, times, voltage) steps."""
    frames, start = [], 0.0
    for number, (current, times, voltage) in enumerate(steps):
        shape = np.zeros_like(times)
        frames.append(
            pl.DataFrame(
                {T: start + times, V: voltage + shape, I: current + shape, S: number + 0 * times}
            )
        )
        start += times[-1]
    return pl.concat(frames).with_columns(pl.col(S).cast(pl.Int64))


def through(*points):
    """Return a voltage over an hour that goes through (share of the time, V) points."""
    return np.interp(HOUR / HOUR[-1], *zip(*points, strict=True))


def relaxing(start, end, times=PAUSE, tau=300.0):
    return end + (start - end) * np.exp(-times / tau)


COLD = (2.5, HOUR, through((0, 2.81), (0.02, 2.55), (0.95, 2.76), (1, 2.50)))
WARM_CHARGE = (-1.0, HOUR, through((0, 3.5), (1, 4.2)))
AT_REST = (0.0, PAUSE, 4.1)
AFTER_COLD = (0.0, PAUSE, relaxing(3.0, 3.4))
DECAY = 0.3 + 0.2 * np.exp(-HOUR / 800.0)
DELAY = through((0, 2.5), (0.05, 3.0), (0.2, 3.2), (1, 3.35))
OVERCHARGE = through((0, 1.42), (0.1, 1.53), (0.5, 1.45), (1, 1.40))

#: Sound series whose steps look as if they went the other way.
SOUND = {
    "a cold discharge that warms the cell": joined(AT_REST, COLD, AFTER_COLD),
    "with a rest before it alone": joined(AT_REST, COLD),
    "with a rest after it alone": joined(COLD, AFTER_COLD),
    "warm charges between cold discharges": joined(
        *(AT_REST, COLD, AFTER_COLD, WARM_CHARGE, AT_REST) * 2
    ),
    "the same without rests": joined(*(COLD, WARM_CHARGE) * 3),
    "symmetric cell whose overpotential decays": joined(
        *((0.002, HOUR, -DECAY), (-0.002, HOUR, DECAY)) * 3
    ),
    "NiMH overcharge": joined(
        (0.0, PAUSE, 1.36), (-1.0, HOUR, OVERCHARGE), (0.0, PAUSE, relaxing(1.37, 1.34))
    ),
    "voltage delay of a primary cell": joined(
        (0.0, PAUSE, 3.65), (0.01, HOUR, DELAY), (0.0, PAUSE, relaxing(3.5, 3.62))
    ),
    "an impossible current": joined(
        AT_REST, (2.5, HOUR, through((0, 4), (1, 3.6))), AT_REST
    ).with_columns(pl.when(pl.int_range(pl.len()) == 60).then(-9999.0).otherwise(I).alias(I)),
}


def signs(report):
    return [issue.code.value for issue in report.issues if issue.code.value in SIGNS]


def turned(frame):
    return frame.with_columns(-pl.col(I))


def unsigned(frame):
    return frame.with_columns(pl.col(I).abs())


@pytest.mark.parametrize("name", SOUND)
def test_edges_settle_what_the_inside_of_steps_gets_wrong(name):
    report = check(SOUND[name])
    assert signs(report) == []
    assert NAME in report.checked
    assert signs(check(turned(SOUND[name]))) == ["current_sign_reversed"]


def test_overruled_steps_without_sign_are_found():
    for name in (
        "warm charges between cold discharges",
        "symmetric cell whose overpotential decays",
    ):
        assert signs(check(unsigned(SOUND[name]))) == ["current_sign_unsigned"]


class TestCannotBeTold:
    @pytest.mark.parametrize(("tau", "noise"), [(60.0, 1e-4), (300.0, 0.0), (900.0, 1e-4)])
    def test_relaxation_with_an_offset(self, tau, noise):
        """C/5000 of a cell of 2.5 A.h: the voltage relaxes, it does not follow the charge."""
        times = np.linspace(0.0, 7200.0, 241)
        current = 5e-4 + noise * np.random.default_rng(1).standard_normal(241)
        frame = joined((current, times, relaxing(3.59, 3.65, times, tau)))
        for series in (frame, turned(frame)):
            report = check(series, rated_capacity=2.5)
            assert not report.issues
            assert "cannot be told" in report.not_checked[NAME]
            report = check(series)  # without the rating too
            assert not report.issues
            assert "cannot be told" in report.not_checked[NAME]

    @pytest.mark.parametrize("cell", [NMC, LFP, CATHODE])
    def test_lone_steps_that_go_on_can(self, cell):
        """One discharge, or one charge that ends at a held voltage, is no relaxation."""
        low, high = cell.window
        out = simulate(cell, [constant(cell.capacity, 3600, until=low)], soc=0.9)
        into = simulate(
            cell,
            [constant(-cell.capacity, 3600, until=high), hold(high, 3600, every=60)],
            soc=0.1,
        )
        for made in (out, into):
            assert NAME in check(made.frame).checked
            assert signs(check(turned(made.frame))) == ["current_sign_reversed"]

    def test_a_lone_step_that_comes_back_to_where_it_was(self):
        report = check(joined(COLD))
        assert report
        assert NAME in report.not_checked

    def test_nothing_that_votes(self):
        for current in (0.0, 1.0):  # of three rows
            frame = {T: [0, 1, 2], V: [3.0, 3.1, 3.2], I: [current] * 3, S: [0] * 3}
            report = check(frame)
            assert report
            assert NAME not in report.checked
            assert NAME in report.not_checked

    def test_noise_at_rest(self):
        random = np.random.default_rng(2)
        times = np.linspace(0.0, 7200.0, 241)
        frame = joined((1e-3 * random.standard_normal(241), times, 3.6 + 1e-4 * times / 7200))
        assert signs(check(frame)) == signs(check(turned(frame))) == []


def hppc(cell):
    c = cell.capacity
    pulse = [
        constant(c, 10, every=1),
        rest(40, every=5),
        constant(-0.75 * c, 10, every=1),
        rest(40, every=5),
        constant(c / 3, 1080, every=60),
        rest(900, every=60),
    ]
    return [rest(600, every=60), *pulse * 3]


def drive(cell, least):
    """Drive with regeneration: the charge returned is a small part of the charge taken."""
    random = np.random.default_rng(3)
    smooth = np.convolve(random.standard_normal(320), np.ones(8) / 8, "valid") * 3 + 0.5
    current = np.clip(smooth, least, 3.0) * cell.capacity
    current[np.abs(current) < 0.1 * cell.capacity] = 0.0
    return [rest(60), profile(np.arange(len(current)), current, every=1), rest(300)]


def cycles(cell):
    c, (low, high) = cell.capacity, cell.window
    down = low + 0.1 * (high - low)
    cycle = [
        constant(c / 2, 9000, until=down, every=60),
        rest(900, every=60),
        constant(-c / 2, 9000, until=high, every=60),
        hold(high, 1800, until=c / 20, every=60),
        rest(900, every=60),
    ]
    return cycle * 2


SIMULATED = {
    "hppc": (hppc, 0.9),
    "drive": (lambda cell: drive(cell, -0.5), 0.8),
    "cycles": (cycles, 0.9),
}
LOGGERS = {
    "plain": Logger(),
    "stale first and last rows": Logger(first="stale", last="stale"),
    "late first rows": Logger(first="after"),
}


@pytest.mark.parametrize(
    ("cell", "programme", "logger"),
    [
        (NMC, "hppc", "late first rows"),
        (NMC, "drive", "stale first and last rows"),
        (LFP, "cycles", "plain"),
        (LFP.scaled(1e4), "drive", "plain"),
        (NMC.scaled(1e-9), "cycles", "late first rows"),
        (ANODE, "hppc", "stale first and last rows"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_simulated_tests_in_three_forms(cell, programme, logger):
    """HPPC and drives lose the sign of a few per cent of their charge: the edges show it."""
    steps, soc = SIMULATED[programme]
    frame = simulate(cell, steps(cell), soc=soc, logger=LOGGERS[logger]).frame
    # What flows before late first rows is lost, and said.
    lost = {"charge_between_steps"} if logger == "late first rows" else set()
    assert {issue.code.value for issue in check(frame).issues} == lost
    assert signs(check(turned(frame))) == ["current_sign_reversed"]
    assert signs(check(unsigned(frame))) == ["current_sign_unsigned"]


def test_noise_does_not_look_like_charges():
    logger = Logger(noise_voltage=0.005, noise_current=0.01)
    only_out = [each for each in hppc(NMC) if each.value >= 0]
    for steps in (only_out, drive(NMC, 0.0)):
        assert signs(check(simulate(NMC, steps, soc=0.9, logger=logger).frame)) == []


def test_symmetric_cells_pass():
    steps = [step for _ in range(3) for step in (constant(0.001, 1800), constant(-0.001, 1800))]
    frame = simulate(SYMMETRIC, steps, soc=0.5, logger=Logger(last="stale")).frame
    assert signs(check(frame)) == []
    assert signs(check(turned(frame))) == ["current_sign_reversed"]
    assert signs(check(unsigned(frame))) == ["current_sign_unsigned"]


def test_discharges_that_were_joined_are_no_charges():
    """Charges that were left out: the voltage is higher where a load begins than before it."""
    discharge = (2.5, HOUR, through((0, 4.0), (1, 2.8)))
    frame = joined(*(discharge, (0.0, PAUSE, relaxing(3.1, 3.3))) * 4)
    assert signs(check(frame)) == []


def test_a_long_rest_with_an_offset_does_not_outvote():
    """2 mA for 28 days is 1.3 A.h; the cell rests for all that."""
    times = np.linspace(0.0, 28 * 86400.0, 200)
    frame = joined(
        (2.5, HOUR / 6, through((0, 4.1), (1, 4.0))),
        (0.002, times, 4.02 + 0.03 * (1 - np.exp(-times / 86400.0))),
    )
    assert signs(check(frame)) == []
    assert signs(check(turned(frame))) == ["current_sign_reversed"]


class TestRowsThatFollow:
    """The edge between the last stored row and the first new one counts."""

    stored = joined(AT_REST)

    def rows(self, current):
        _, times, voltage = COLD
        frame = joined((current, times, voltage))
        return frame.with_columns(pl.col(T) + 1801.0, pl.col(S) + 1)

    @pytest.mark.parametrize("known", [1, 5, 31])
    def test_it_settles_the_sign(self, known):
        stored = self.stored.tail(known)
        assert signs(check(self.rows(2.5), follows=stored)) == []
        assert signs(check(self.rows(-2.5), follows=stored)) == ["current_sign_reversed"]

    def test_edges_within_the_stored_rows_do_not(self):
        """What is stored must not outvote what follows."""
        stored = joined(AT_REST, COLD, AFTER_COLD).with_columns(pl.lit(0).alias(S))
        following = turned(joined(WARM_CHARGE)).with_columns(
            pl.col(T) + stored[T][-1] + 1.0, pl.col(S) + 1
        )
        assert signs(check(following, follows=stored)) == ["current_sign_reversed"]


class TestWayPast:
    wrong = turned(SOUND["a cold discharge that warms the cell"])

    def test_the_check_may_be_skipped(self):
        for strict in (False, True):
            report = check(self.wrong, strict=strict, skip_checks={NAME})
            assert signs(report) == []
            assert report.not_checked[NAME] == "left out by `skip_checks`"

    def test_the_finding_says_how_and_what_it_risks(self):
        (issue,) = check(self.wrong).errors
        assert f'skip_checks={{"{NAME}"}}' in issue.advice
        assert "nothing finds a wrong sign" in issue.advice

    def test_other_checks_that_are_always_made_stay(self):
        with pytest.raises(ValueError, match=NAME):
            check(self.wrong, skip_checks={"time_monotonic"})

    def test_uploads(self, do):
        spec = do(lambda client: client.cell_spec.create({"name": "cell"}))
        cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "one"}))
        detail = {"measurement": {"name": "test"}, "time_series": self.wrong}
        skip = {"skip_checks": {NAME}}
        with pytest.raises(MeasurementValidationError):
            do(lambda client: client.cell_measurement.create(cell.id, detail))
        made = do(lambda client: client.cell_measurement.create(cell.id, detail, **skip)).id
        detail = {**detail, "measurement": {"name": "other"}}
        do(lambda client: client.cell_measurement.create_or_get(cell.id, detail, **skip))
        rows = self.wrong.with_columns(pl.col(T) + self.wrong[T][-1] + 1.0, pl.col(S) + 3)
        with pytest.raises(MeasurementValidationError):
            do(lambda client: client.cell_measurement.extend(made, rows))
        bundle = do(lambda client: client.cell_measurement.extend(made, rows, **skip))
        assert bundle.steps_created == 6


class TestVoltageContinuity:
    def test_jumps_between_steps_are_no_discontinuity(self):
        """Short pulses at -30 degC: 0.9 V of a window of 1 V at each edge."""
        times = np.arange(4) * 10.0
        steps = [(0.0, times, 3.4), (2.0, times, 2.5)] * 5
        report = check(joined(*steps), strict=True, voltage_window=(2.5, 3.5))
        assert not [issue for issue in report.issues if issue.check == "voltage_continuity"]

    def test_jumps_within_steps_are(self):
        frame = joined(*[(0.0, np.arange(4) * 10.0, np.array([3.4, 2.5, 3.4, 2.5]))] * 5)
        report = check(frame, strict=True, voltage_window=(2.5, 3.5))
        assert report.errors[0].payload["bad_count"] == 15


def test_one_edge_does_not_overrule_a_clear_step():
    """A made-up rest that does not fit the voltage beside it: 3.7 to 3.75, and back to 3.7 V."""
    days = np.linspace(0.0, 28 * 86400.0, 673)
    noise = 1e-3 * np.random.default_rng(0).standard_normal(len(days))
    falls, rises = np.linspace(4.1, 3.7, 61), np.linspace(3.7, 4.1, 61)
    ageing = joined(
        (2.5, HOUR, falls), (noise, days, 3.75 + 0 * days), (-2.5, HOUR, rises), (2.5, HOUR, falls)
    )
    assert check(ageing, rated_capacity=2.5).issues == ()
    assert SIGNS & {issue.code for issue in check(ageing.with_columns(-pl.col(I))).errors}
    one_row = joined((1.0, HOUR, falls), (-1.0, HOUR[:1] + 60.0, [3.9]), (1.0, HOUR, falls))
    assert not SIGNS & {issue.code for issue in check(one_row).issues}


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_step_alone_that_comes_back_tells_nothing(sign):
    """A discharge that warms up; a charge of NiMH beyond full. They end near where they began."""
    cold = joined((2.5 * sign, HOUR, COLD[2]))
    full = joined((-2.0 * sign, HOUR, through((0, 1.40), (0.25, 1.52), (1, 1.44))))
    for frame in (cold, full):
        report = check(frame)
        assert not report.issues
        assert NAME in report.not_checked
