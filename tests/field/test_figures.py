"""Figures come from current, voltage and time; a derived column serves where it agrees."""

import numpy as np
import polars as pl
import pytest
from field.damage import I, S, T, V, cycling, halves, integrals
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ionworks import MeasurementValidationError
from ionworks.local.processing import process
from ionworks.validators import STRICT_CHECK_NAMES, check
from ionworks.validators.checks.integral import Integral

AMOUNTS = (
    "Discharge capacity [A.h]",
    "Charge capacity [A.h]",
    "Discharge energy [W.h]",
    "Charge energy [W.h]",
)
RATINGS = {
    "capacity": {"value": 1.0, "unit": "A.h"},
    "voltage_min": {"value": 3.0, "unit": "V"},
    "voltage_max": {"value": 4.2, "unit": "V"},
}
HALVES = halves()
POWER = (HALVES[V] * HALVES[I]).to_numpy()
RISES = np.arange(61) / 60
NET = np.concatenate([RISES, 1 - RISES])
EACH = np.concatenate([RISES, RISES])
ENERGY = np.concatenate([RISES * 3.7, RISES * 3.85])  # about: the voltage is not constant
NONE = np.zeros(122)
WAVER = 0.001 * (-1.0) ** np.arange(122)

#: Columns that agree, which must pass and give the right totals.
GOOD = {
    "no column": {},
    "power": {"Power [W]": POWER},
    "rounded power": {"Power [W]": POWER.round(1)},
    "power with noise": {"Power [W]": POWER + 20 * WAVER},
    "net, rising on discharge": {"Capacity [A.h]": NET},
    "net, falling on discharge": {"Capacity [A.h]": 5 - NET},
    "of each step": {"Capacity [A.h]": EACH},
    "never reset": {"Capacity [A.h]": np.concatenate([RISES, 1 + RISES])},
    "with noise": {"Capacity [A.h]": NET + WAVER},
    "rounded": {"Capacity [A.h]": NET.round(2)},
    "with gaps": {"Capacity [A.h]": np.where(np.arange(122) % 7 == 3, np.nan, NET)},
    "without its ends": {"Capacity [A.h]": np.where(np.arange(122) % 61 % 55 < 5, np.nan, NET)},
    "energy": {"Energy [W.h]": ENERGY},
    "two columns": {
        AMOUNTS[0]: np.concatenate([RISES, np.zeros(61)]),
        AMOUNTS[1]: np.concatenate([np.zeros(61), RISES]),
    },
}

#: Columns that do not, with the column that is named. The figures must be right all the same.
BAD = {
    "power with the cycler's sign": {"Power [W]": -POWER},
    "power as magnitude": {"Power [W]": np.abs(POWER)},
    "power in mW": {"Power [W]": POWER * 1000},
    "no power": {"Power [W]": NONE},
    "in mA.h": {"Capacity [A.h]": NET * 1000},
    "zeros": {"Capacity [A.h]": NONE},
    "restarts in a step": {"Capacity [A.h]": np.where(EACH < 0.5, EACH, EACH - 0.5)},
    "energy in mW.h": {"Energy [W.h]": ENERGY * 1000},
    "no energy": {"Energy [W.h]": NONE},
    "one of two, in mA.h": {AMOUNTS[0]: np.concatenate([RISES, np.zeros(61)]) * 1000},
    "two columns, swapped": {
        AMOUNTS[1]: np.concatenate([RISES, np.zeros(61)]),
        AMOUNTS[0]: np.concatenate([np.zeros(61), RISES]),
    },
}


def with_columns(columns):
    added = [pl.Series(name, values).fill_nan(None) for name, values in columns.items()]
    return HALVES.with_columns(added)


def amounts(steps):
    return steps.select(AMOUNTS).to_numpy()


def test_the_right_values_are_those_of_the_book():
    assert integrals(HALVES) == pytest.approx(np.array([[1, 0, 3.7, 0], [0, 1, 0, 3.85]]))


@pytest.mark.parametrize("name", GOOD)
def test_columns_that_agree_pass_and_give_the_right_totals(name):
    frame = with_columns(GOOD[name])
    assert check(frame, strict=True).issues == ()
    assert check(frame).issues == ()
    assert amounts(process(frame).steps) == pytest.approx(integrals(frame), rel=0.02, abs=1e-6)


@pytest.mark.parametrize("name", BAD)
def test_columns_that_do_not_are_named_with_the_worst_row(name):
    frame = with_columns(BAD[name])
    refused = check(frame, strict=True)
    assert {issue.column for issue in refused.errors} == set(BAD[name])
    (issue, *_) = refused.errors
    row, said, right = (
        issue.payload[key]
        for key in ("worst_row_index", "reported_at_worst", "integrated_at_worst")
    )
    for value in (f"row {row}", f"{said:.6g}", f"{right:.6g}", f"'{issue.column}'"):
        assert value in issue.message
    assert issue.payload["relative_error"] == pytest.approx(
        abs(said - right) / issue.payload["max_scale"]
    )
    warned = check(frame)
    assert warned
    assert {issue.column for issue in warned.warnings} == set(BAD[name])
    assert amounts(process(frame).steps) == pytest.approx(integrals(frame), rel=1e-9, abs=1e-12)


def test_what_is_uploaded_has_the_right_figures(do):
    """Refused in strict mode, else warned of, and right in the tables either way."""
    spec = do(lambda client: client.cell_spec.create({"name": "cell", "ratings": RATINGS}))
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "one"}))

    def create(name, **options):
        detail = {
            "measurement": {"name": name},
            "time_series": with_columns(({**GOOD, **BAD})[name]),
        }
        return do(lambda client: client.cell_measurement.create(cell.id, detail, **options))

    for name in ("power", "with noise", "without its ends", "power as magnitude", "in mA.h"):
        if name in BAD:
            with pytest.raises(MeasurementValidationError, match="differs from the integral"):
                create(name, validate_strict=True)
            with pytest.warns(UserWarning, match="differs from the integral"):
                made = create(name)
        else:
            made = create(name, validate_strict=True, check_against_spec=True)
        steps = do(lambda client, made=made: client.cell_measurement.steps(made.id))
        assert amounts(steps) == pytest.approx(integrals(HALVES), rel=0.02, abs=1e-6), name
        cycles = do(lambda client, made=made: client.cell_measurement.cycles(made.id))
        assert cycles["Coulombic efficiency"][0] == pytest.approx(1.0, rel=0.02)
        assert cycles["Energy efficiency"][0] == pytest.approx(3.7 / 3.85, rel=0.02)


# --- any series, any column, any disguise ------------------------------------------------


def running(frame, way):
    """Give the amounts since the start of each step, row by row: capacity and energy."""
    columns = {}
    for name, rate in (("A.h", pl.col(I)), ("W.h", pl.col(V) * pl.col(I))):
        half = (way * rate).clip(lower_bound=0.0)
        moved = (half + half.shift()) / 2 * pl.col(T).diff() / 3600
        same = pl.col(S) == pl.col(S).shift()
        columns[name] = pl.when(same).then(moved).otherwise(0.0)
    rows = frame.select(S, **columns)
    return rows.select(pl.col("A.h", "W.h").cum_sum().over(S))


COLUMNS = {
    "capacities": ("A.h", AMOUNTS[:2]),
    "energies": ("W.h", AMOUNTS[2:]),
    "capacity": ("A.h", ("Capacity [A.h]",)),
    "energy": ("W.h", ("Energy [W.h]",)),
    "power": ("W", ("Power [W]",)),
}
DISGUISES = {
    "as it is": lambda x, _: x,
    "turned": lambda x, _: -x,
    "magnitude": lambda x, _: np.abs(x),
    "milli": lambda x, _: x * 1000,
    "kilo": lambda x, _: x / 1000,
    "zero": lambda x, _: x * 0,
    "restart": lambda x, random: np.where(
        np.arange(x.size) < random.integers(x.size), x, x - x.max()
    ),
    "noise": lambda x, random: x + 1e-3 * np.ptp(x) * random.standard_normal(x.size),
    "rounded": lambda x, _: np.round(x / np.ptp(x), 2) * np.ptp(x) if np.ptp(x) else x,
    "gaps": lambda x, random: np.where(random.random(x.size) < 0.3, np.nan, x),
    "a little off": lambda x, _: x * 1.08,
    "too far off": lambda x, _: x * 1.2,
    "swapped": lambda x, _: x,
}


@st.composite
def disguised(draw):
    # From a coin cell of 2 uA.h to a pack of 2 kA.h.
    frame = draw(cycling()).with_columns(pl.col(I) * draw(st.sampled_from([1.0, 1e-6, 1e3])))
    kind = draw(st.sampled_from(sorted(COLUMNS)))
    disguise = draw(st.sampled_from(sorted(DISGUISES)))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    unit, names = COLUMNS[kind]
    if kind == "power":
        values = [(frame[V] * frame[I]).to_numpy()]
    else:
        out, into = (running(frame, way)[unit].to_numpy() for way in (1, -1))
        values = (
            [out, into] if len(names) == 2 else [draw(st.sampled_from([out - into, out + into]))]
        )
    if disguise == "swapped":
        values.reverse()
    if (kind, disguise) == ("power", "noise"):
        # A share of the power: the steps drawn here differ more in power than any cycler's.
        values = [values[0] * (1 + 0.01 * random.standard_normal(frame.height))]
        disguise = "as it is"
    columns = {
        name: DISGUISES[disguise](each, random) for name, each in zip(names, values, strict=True)
    }
    if disguise == "gaps" and len(names) == 2:  # these must show that they start at 0
        starts = np.diff(frame[S].to_numpy(), prepend=-1) != 0
        columns = {name: np.where(starts, 0.0, each) for name, each in columns.items()}
    if draw(st.booleans()):  # a sample is missing here and there, but not beside a step's ends
        inner = (pl.col(S) == pl.col(S).shift(1)) & (pl.col(S) == pl.col(S).shift(-1))
        gap = inner.fill_null(value=False) & (pl.int_range(pl.len()) % 5 == 2)
        frame = frame.with_columns(pl.when(~gap).then(I).alias(I))
    added = (pl.Series(name, values).fill_nan(None) for name, values in columns.items())
    return frame.with_columns(added), kind, disguise


many = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@many
@given(disguised())
def test_tables_are_within_the_tolerance_of_the_integrals(drawn):
    """In strict mode and without: a column that serves is within 10 % in that step."""
    frame, _, _ = drawn
    found, right = amounts(process(frame).steps), integrals(frame)
    assert (np.abs(found - right) <= 0.1 * np.maximum(found, right) + 1e-12).all()


@many
@given(disguised())
def test_what_passes_in_strict_mode_has_the_right_cycles(drawn):
    """Within 2 % if the column agrees, and within the stated 10 % if it is off by less."""
    frame, _, disguise = drawn
    assume(check(frame, strict=True))
    limit = 0.02 if disguise in {"as it is", "rounded", "gaps", "zero", "milli", "kilo"} else 0.1
    cycles, right = process(frame).cycles, integrals(frame).sum(axis=0)
    for name, value in zip(AMOUNTS, right, strict=True):
        assert cycles[name][0] == pytest.approx(value, rel=limit, abs=2e-3 * right.max())


#: Disguises that change what a column says, by the kind of column; the others must pass.
WRONG = {
    "capacities": {"milli", "kilo", "zero", "too far off", "swapped", "turned", "restart"},
    "energies": {"milli", "kilo", "zero", "too far off", "swapped", "turned", "restart"},
    "capacity": {"milli", "kilo", "zero", "too far off", "restart"},
    "energy": {"milli", "kilo", "zero", "too far off", "restart"},
    "power": {"milli", "kilo", "zero", "too far off", "turned", "restart"},
}
#: Disguises that may be right or wrong by what the series holds; or are refused by other checks.
OPEN = {"magnitude", "restart"}


def lost_by_rounding(frame):
    """The largest share of a step's energy that the power column has more or less than V x I."""
    shares = []
    for step in frame.partition_by("Step count"):
        time = step["Time [s]"].to_numpy()
        power = step["Voltage [V]"].to_numpy() * step["Current [A]"].to_numpy()
        moved = np.trapezoid(np.abs(step["Power [W]"].to_numpy() - power), time)
        shares.append(moved / max(np.trapezoid(np.abs(power), time), 1e-12))
    return max(shares)


@many
@given(disguised())
def test_wrong_columns_are_named_and_others_pass_in_silence(drawn):
    frame, kind, disguise = drawn
    if disguise in OPEN or (len(COLUMNS[kind][1]) == 2 and disguise == "noise"):
        return
    if (kind, disguise) == ("power", "rounded"):
        assume(lost_by_rounding(frame) < 0.02)
    report = check(frame, strict=True)
    if disguise in WRONG[kind]:
        assert report.errors
        assert {issue.column for issue in report.errors} <= set(COLUMNS[kind][1])
        assert check(frame).issues
    else:
        assert report.issues == ()


@pytest.mark.parametrize("size", [3, 16, 61])
def test_blocks_make_no_difference(size, monkeypatch):
    # Other checks have their own tests of blocks, and would take most of the time here.
    others = {*STRICT_CHECK_NAMES, "positive_current_is_discharge"} - {Integral.name}
    frames = {name: with_columns(columns) for name, columns in {**GOOD, **BAD}.items()}
    whole = {name: check(frame, strict=True, skip_checks=others) for name, frame in frames.items()}
    monkeypatch.setattr("ionworks.validators.checks.scan.BLOCK_ROWS", size)
    for name, frame in frames.items():
        cut = check(frame, strict=True, skip_checks=others)
        assert [issue.code for issue in cut.issues] == [i.code for i in whole[name].issues], name
        for one, other in zip(cut.issues, whole[name].issues, strict=True):
            assert one.payload["relative_error"] == pytest.approx(other.payload["relative_error"])
