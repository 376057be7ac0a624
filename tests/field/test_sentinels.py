"""Values that were not measured are named; rare values that were measured pass."""

import uuid
import warnings

import numpy as np
import polars as pl
import pytest
from support.simulated import (
    ANODE,
    LEAD_ACID,
    LFP,
    NMC,
    SUPERCAPACITOR,
    SYMMETRIC,
    Logger,
    constant,
    rest,
    simulate,
)

from ionworks import MeasurementValidationError
from ionworks.validators import check
from ionworks.validators.checks.outliers import find_outliers

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741
TEMPERATURE = "Temperature [degC]"
DAY = 86_400.0


def logged(cell, steps, soc=0.9, **log):
    return simulate(cell, steps, soc=soc, logger=Logger(**log)).frame


def hours():
    """Give 2.5 A.h out from 4.1 to 3.7 V, and in again, with a row every 10 s."""
    time = np.arange(0.0, 3601.0, 10.0)
    fall = np.linspace(4.1, 3.7, len(time))
    return pl.DataFrame(
        {
            T: np.concatenate([time, 3600 + time]),
            V: np.concatenate([fall, fall[::-1]]),
            I: np.repeat([2.5, -2.5], len(time)),
            S: np.repeat([0, 1], len(time)),
            TEMPERATURE: np.full(2 * len(time), 25.0),
        }
    )


def put(frame, column, rows, value):
    values = frame[column].to_numpy().copy()
    values[rows] = value
    return frame.with_columns(pl.Series(column, values))


def strange(report):
    return [
        each for each in report.issues if each.check in {"outlying_values", "temperature_range"}
    ]


def outliers(frame):
    return find_outliers(frame, severity="error").issues


BASES = {
    "lines": hours(),
    "noise": logged(
        NMC,
        [constant(2.5, 1800), rest(600), constant(-2.5, 1800), rest(600)],
        noise_voltage=5e-4,
        noise_current=5e-4,
        resolution_voltage=1e-4,
    ).with_columns(pl.lit(25.0).alias(TEMPERATURE)),
}


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize(
    ("column", "value"),
    [
        (V, 65535.0),
        (V, -9999.0),
        (V, 0.0),
        (V, 12.0),
        (V, 1e30),
        (I, 327.67),
        (I, -9999.0),
        (I, 9999.0),
        (I, 777.0),
        (I, -3.4e38),
        (TEMPERATURE, -999.0),
        (TEMPERATURE, 65535.0),
        (TEMPERATURE, 85.0),
    ],
)
def test_one_value_is_named_and_hides_nothing(base, column, value):
    """A lone value is an error in strict mode, and the only finding."""
    frame = BASES[base]
    row = 100 if base == "noise" else frame.height // 2
    (issue,) = check(put(frame, column, [row], value), strict=True).issues
    assert (issue.code, issue.severity) == ("outlying_value", "error")
    assert (issue.column, issue.rows, issue.values) == (column, (row,), (value,))
    assert f"row {row}" in issue.message


@pytest.mark.parametrize(("column", "value"), [(V, -9999.0), (I, -9999.0), (TEMPERATURE, -999.0)])
def test_otherwise_it_is_a_warning(column, value):
    (issue,) = check(put(hours(), column, [100], value)).issues
    assert issue.severity == "warning"


def test_codes_are_told_from_glitches():
    coded = check(put(hours(), V, [5], 65535.0)).issues[0]
    assert coded.payload["sentinel"] == 65535.0
    glitch = check(put(hours(), V, [5], 12.0)).issues[0]
    assert glitch.payload["sentinel"] is None
    both = put(put(hours(), I, [7, 90, 91, 92, 93, 94], -9999.0), I, [300], 32767.0)
    assert [issue.payload["num_rows"] for issue in check(both).issues] == [6, 1]


@pytest.mark.parametrize("column", [V, I, TEMPERATURE])
def test_codes_in_many_rows(column):
    """In 2 % of the rows, and the first and last, they are still no part of the column."""
    rows = [0, *range(30, 722, 50), 721]
    (issue,) = check(put(hours(), column, rows, -999.0), strict=True).issues
    assert issue.payload["num_rows"] == len(rows)


@pytest.mark.parametrize(("column", "value"), [(V, 65535.0), (V, 12.0), (V, 0.01), (I, 900.0)])
def test_advice_runs(column, value):
    damaged = put(hours(), column, [5], value)
    for frame in (damaged, damaged.to_pandas()):
        (issue,) = strange(check(frame))
        code = issue.advice.split("`")[1]
        cleaned = eval(code, {"pl": pl, "frame": frame, "df": frame})
        assert not check(cleaned, strict=True).issues
        right = hours()[column].to_numpy()
        assert np.array_equal(np.delete(cleaned[column].to_numpy(), 5), np.delete(right, 5))
        assert not isinstance(frame, pl.DataFrame) or cleaned[column][5] is None


def single_row_pulses(sizes):
    """Pulses of one row, each a step, between rests; the voltage falls by 0.1 V at each."""
    rows = []
    for number, size in enumerate(sizes):
        level = 4.0 - 0.1 * number
        rows += [(level, 0.0, 2 * number)] * 30 + [(level - 0.05, size, 2 * number + 1)]
    rows += [(4.0 - 0.1 * len(sizes), 0.0, 2 * len(sizes))] * 30
    frame = pl.DataFrame(rows, schema=[V, I, S], orient="row")
    return frame.with_columns((pl.int_range(pl.len()) * 10.0).alias(T))


def test_pulses_of_one_row_are_no_glitches():
    assert not strange(check(single_row_pulses([1.0] * 6)))
    assert not strange(check(single_row_pulses([1.0, 1.2, 0.8])))
    coded = strange(check(single_row_pulses([1.0, 1.0, 1.0, 9999.0, 9999.0])))
    assert [issue.payload["sentinel"] for issue in coded] == [9999.0]
    assert strange(check(single_row_pulses([1.0] * 6 + [2e5, 2e5])))
    # The same rows inside one step are as suspicious as before, and are named by row.
    for issue in strange(check(single_row_pulses([1.0] * 6).with_columns(pl.lit(0).alias(S)))):
        assert "all other rows hold" not in issue.message or issue.payload["others"][1] < 1.0


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("rows", [[0], [0, 1], [-1], [-3, -2, -1]])
def test_zeros_at_an_end_are_found(base, rows):
    """An instrument writes 0 V before its first reading, or after its last."""
    frame = BASES[base]
    (issue,) = outliers(put(frame, V, rows, 0.0))
    assert issue.rows == tuple(row % frame.height for row in rows)


@pytest.mark.parametrize("ends", [([0.0, 0.9, 2.0, 2.6], []), ([], [3.0, 2.6, 0.0])])
def test_a_voltage_that_gets_to_zero_passes(ends):
    """A dead cell is charged; a cell is discharged down to 0 V, with a row every 10 s."""
    first, last = ends
    voltage = hours().head(361)[V].to_numpy()
    voltage = np.concatenate([first, voltage[len(first) : len(voltage) - len(last)], last])
    current = np.full(361, -2.5 if first else 2.5)
    frame = hours().head(361).with_columns(pl.Series(V, voltage), pl.Series(I, current))
    assert not outliers(frame)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("value", [3.0, 4.6, 4.9])
def test_a_lone_voltage_of_a_possible_size_is_found(base, value):
    """The current stays as it was, so the voltage cannot leave its course for one row."""
    for rows in ([100], [50, 100, 150]):
        (issue,) = outliers(put(BASES[base], V, rows, value))
        assert (issue.rows, issue.column) == (tuple(rows), V)
    assert not outliers(put(BASES[base], V, [100, 101], value))  # two rows may be true


def test_a_voltage_that_something_explains_is_no_lone_one():
    frame = hours()
    lone = put(frame, V, [100], 4.9)
    explained = {
        "the current moves": put(lone, I, [100], -2.5),
        "the current moves before": put(lone, I, [98, 99], 0.0),
        "a step of its own": lone.with_columns(
            pl.Series(S, np.repeat([0, 1, 2, 3], [100, 1, 260, 361]))
        ),
        "a change that stays": put(frame, V, range(100, 722), frame[V].to_numpy()[100:] - 1.2),
        "it happens often": put(frame, V, range(5, 722, 20), 4.9),
    }
    found = {name: len(outliers(each)) for name, each in explained.items()}
    assert found == dict.fromkeys(explained, 0)


def test_a_value_that_was_measured_can_be_kept():
    damaged = put(hours(), V, [5], 12.0)
    report = check(damaged, strict=True, skip_checks=["outlying_values"])
    assert not strange(report)
    assert report.not_checked["outlying_values"] == "left out by `skip_checks`"


def test_rows_that_follow_count_from_zero():
    stored, rows = hours().head(400), put(hours().slice(400), V, [3], 65535.0)
    (issue,) = strange(check(rows, follows=stored))
    assert issue.rows == (3,)


def test_the_window_and_the_rating_sharpen_the_search():
    damaged = put(hours(), V, [50, 51], 5.6)
    assert not strange(check(damaged))
    assert strange(check(damaged, voltage_window=(2.5, 4.2)))
    # Between rows of one hour a glitch moves so much charge that only the rating tells it apart.
    slow = hours().with_columns(pl.col(T) * 360, pl.col(I) / 360)
    spiked = put(slow, I, [50], 60.0)
    assert strange(check(spiked, rated_capacity=2.5))


PULSE = {cell.name: cell for cell in (NMC, LEAD_ACID, LFP.scaled(280), ANODE, NMC.scaled(1e-6))}


@pytest.mark.parametrize("name", PULSE)
def test_a_start_pulse_in_a_day_of_rest_passes(name):
    cell = PULSE[name]
    for seconds in (0.01, 1.0):
        pulse = constant(36 * cell.capacity, seconds, every=seconds)
        frame = logged(
            cell,
            [rest(DAY / 4, every=300), pulse, rest(DAY / 4, every=300)],
            every=300,
            noise_voltage=2e-4 * cell.ocv(0.5),
        )
        repeated = (pl.col(I) > 0) & (pl.col(I).shift() > 0)
        for kept in (frame, frame.filter(~repeated)):
            assert not strange(check(kept, strict=True))


CELLS = {
    cell.name: cell
    for cell in (NMC, SUPERCAPACITOR, ANODE, SYMMETRIC, NMC.scaled(1e-6), NMC.scaled(50, 216))
}


@pytest.mark.parametrize("name", CELLS)
def test_programmes_pass(name):
    cell = CELLS[name]
    q = cell.capacity
    programmes = [
        # pulses of one row
        [step for _ in range(4) for step in (rest(1800), constant(2 * q, 1, every=1))],
        # formation at C/100, then 10C in one row and in many
        [
            constant(-q / 100, 36_000, every=600),
            constant(10 * q, 1, every=1),
            rest(600),
            constant(10 * q, 20, every=1),
            constant(-q / 100, 3600),
        ],
        # pulses of both signs between partial discharges
        [
            step
            for _ in range(3)
            for step in (constant(q / 3, 1200), constant(2 * q, 10, every=1), rest(600))
        ],
    ]
    for steps, first in zip(programmes, ("after", "after", "stale"), strict=True):
        noise = 1e-4 * cell.window[1]
        frame = logged(cell, steps, 0.6, every=60, first=first, noise_voltage=noise)
        assert not strange(check(frame, strict=True))


@pytest.mark.parametrize("rows", [1, 2, 30])
def test_a_short_circuit_passes(rows):
    frame = pl.DataFrame(
        {
            T: np.arange(400.0 + rows),
            V: np.concatenate([np.full(200, 4.1), np.full(rows, 0.1), np.linspace(3.2, 4.0, 200)]),
            I: np.concatenate([np.zeros(200), np.full(rows, 150.0), np.zeros(200)]),
            S: np.zeros(400 + rows, int),
        }
    )
    assert not strange(check(frame, strict=True))


def test_an_overcharge_to_the_compliance_voltage_passes():
    frame = pl.DataFrame(
        {
            T: np.arange(500) * 10.0,
            V: np.concatenate([np.linspace(3.5, 4.9, 300), np.full(150, 12.0), np.full(50, 20.0)]),
            I: np.repeat([-2.5, -0.01], [300, 200]),
            S: np.repeat([0, 1], [300, 200]),
        }
    )
    assert not strange(check(frame, strict=True))


class TestTemperature:
    @staticmethod
    def at(values):
        frame = hours()
        return frame.with_columns(pl.Series(TEMPERATURE, np.resize(values, frame.height)))

    @pytest.mark.parametrize(
        "chamber", [-40, -20, 0, 5, 20, 25, 35, 45, 60, 65, 70, 75, 80, 85, 90]
    )
    def test_chambers_pass(self, chamber):
        noise = np.random.default_rng(1).normal(0, 0.2, 722)
        frame = self.at(chamber + noise + np.linspace(0, 4, 722))
        assert not check(frame, strict=True).issues

    @pytest.mark.parametrize("chamber", [60, 65, 70, 75, 80, 85, 90])
    def test_a_noisy_sensor_in_a_hot_chamber_passes(self, chamber):
        noise = np.random.default_rng(2).normal(0, 0.8, 722)
        assert not strange(check(self.at(chamber + noise)))

    def test_a_cell_that_warms_passes(self):
        """One row at 70 degC is true if the cell stays warmer, or if much time passes around it."""
        at = hours().height // 2
        heated = put(put(hours(), TEMPERATURE, range(at, 722), 40.0), TEMPERATURE, [at], 70.0)
        assert not outliers(heated)
        lone = put(hours(), TEMPERATURE, [at], 70.0)
        assert outliers(lone)
        assert not outliers(lone.with_columns(pl.col(T) * 60))

    def test_a_chamber_at_77_cannot_be_told_from_25_in_fahrenheit(self):
        (issue,) = strange(check(self.at([77.0, 77.1, 76.9])))
        assert (issue.severity, issue.payload["unit"]) == ("warning", "degF")
        assert "skip_checks" in issue.advice

    def test_only_a_steady_chamber_is_known_by_its_setting(self):
        assert not check(self.at(np.linspace(73.5, 76.5, 722)), strict=True).issues
        (issue,) = strange(check(self.at(np.linspace(68.0, 82.0, 722))))  # 75 on the whole
        assert issue.payload["unit"] == "degF"

    def test_a_sweep_of_the_chamber_passes(self):
        assert not check(self.at(np.linspace(-40, 90, 722)), strict=True).issues

    @pytest.mark.parametrize("celsius", [-20.0, 25.0, 60.0])
    def test_kelvin_is_an_error(self, celsius):
        (issue,) = check(self.at(np.linspace(0, 5, 722) + celsius + 273.15), strict=True).issues
        assert (issue.severity, issue.payload["unit"]) == ("error", "K")
        assert "273.15" in issue.advice

    @pytest.mark.parametrize("celsius", [22.0, 23.0, 25.0, 45.0, 60.0])
    def test_what_may_be_fahrenheit_is_a_warning(self, celsius):
        frame = self.at((np.linspace(0, 5, 722) + celsius) * 1.8 + 32)
        (issue,) = check(frame, strict=True).issues
        assert (issue.severity, issue.payload["unit"]) == ("warning", "degF")

    @pytest.mark.parametrize("nothing", [-999.0, -273.15, 3276.7])
    def test_a_sensor_that_measured_nothing(self, nothing):
        (issue,) = check(self.at([nothing]), strict=True).issues
        assert issue.code == "temperature_implausible"

    def test_a_test_to_destruction_is_a_warning(self):
        runaway = np.interp(np.arange(722), [600, 650, 721], [25, 700, 100])
        (issue,) = check(self.at(runaway), strict=True).issues
        assert issue.severity == "warning"


RATINGS = {
    "capacity": {"value": 2.5, "unit": "A.h"},
    "voltage_min": {"value": 2.5, "unit": "V"},
    "voltage_max": {"value": 4.2, "unit": "V"},
}


def test_an_upload_warns_and_a_strict_one_is_refused(do):
    spec = do(lambda client: client.cell_spec.create_or_get({"name": "cell", "ratings": RATINGS}))
    cell = do(lambda client: client.cell_instance.create_or_get(spec.id, {"name": "one"}))
    detail = {
        "measurement": {"name": str(uuid.uuid4())},
        "time_series": put(hours(), V, [5], 65535.0),
    }
    with pytest.raises(MeasurementValidationError, match="65535"):
        do(lambda client: client.cell_measurement.create(cell.id, detail, validate_strict=True))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        do(lambda client: client.cell_measurement.create(cell.id, detail))
    assert any("65535" in str(each.message) for each in caught)


def test_currents_beyond_any_battery_pass_where_the_test_is_made_of_them():
    """A step of two rows at six times the usual current, whose voltage follows it."""
    parts = [(4.3e5, 6, 3.45, 3.25), (2.7e6, 2, 3.25, 3.0), (0.0, 2, 3.05, 3.05)]
    parts += [(4.5e5, 7, 3.0, 2.75), (2.1e5, 14, 2.75, 2.5)]
    frame = pl.concat(
        pl.DataFrame(
            {
                "Voltage [V]": np.linspace(first, last, rows),
                "Current [A]": [current] * rows,
                "Step count": [number] * rows,
            }
        )
        for number, (current, rows, first, last) in enumerate(parts)
    )
    frame = frame.with_columns((pl.int_range(pl.len()) / 10.0).alias("Time [s]"))
    assert "outlying_value" not in [issue.code for issue in check(frame, strict=True).issues]
