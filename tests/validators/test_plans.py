"""Which checks are made on which data, in which order, and how grave a finding is."""

import numpy as np
import polars as pl
import pytest
from validators.series import summary, usual

from ionworks.validators import check

ALWAYS = [
    "positive_current_is_discharge",
    "time_missing_only_on_eis_rows",
    "time_starts_at_zero",
    "time_monotonic",
    "step_count_sequential",
    "cumulative_values_reset_per_step",
]
GRADED = [
    "capacity_energy_from_current_power",
    "cycle_count_never_falls",
    "time_resolution",
    "time_gaps",
    "charge_between_steps",
]
STRICT = [
    "minimum_points_per_step",
    "cycle_constant_within_step",
    *GRADED,
    "voltage_continuity",
    "charge_discharge_column_direction",
    "consecutive_same_direction_full_steps",
    "step_capacity_within_rated",
]
TABLES = ["ocp_voltage_unit", "ocp_axis_range", "ocp_row_order", "ocp_voltage_direction"]
SPECTRA = ["eis_zim_sign", "eis_parts_agree", "eis_impedance_unit", "eis_impedance_magnitude"]

SWEEP = {
    "Frequency [Hz]": [1e3, 1.0],
    "Z_Re [Ohm]": [0.01, 0.02],
    "Z_Im [Ohm]": [-0.01, -0.02],
    "Z_Mod [Ohm]": [2**0.5 * 0.01, 2**0.5 * 0.02],
}
CURVE = {"Voltage [V]": [4.2, 3.0], "Capacity [A.h]": [0.0, 1.0], "Step count": [0, 0]}
EVERYTHING = {"rated_capacity": 5.0, "voltage_window": (2.5, 4.2)}


def warm(frame):
    return frame.with_columns(pl.lit(25.0).alias("Temperature [degC]"))


@pytest.mark.parametrize(
    ("frame", "options", "made"),
    [
        (usual(), {}, [*ALWAYS, "outlying_values", *GRADED]),
        (warm(usual()), {}, [*ALWAYS, "outlying_values", "temperature_range", *GRADED]),
        (
            warm(usual()),
            {"strict": True, "steps": summary(usual()), **EVERYTHING},
            [*ALWAYS, "outlying_values", "temperature_range", *STRICT],
        ),
        (
            usual(),
            {"start_time": "2026-01-01T00:00:00Z"},
            [*ALWAYS, "outlying_values", *GRADED, "measurement_timing"],
        ),
        (
            usual(),
            {"end_time": "2026-01-01T00:00:00Z", "data_type": "x"},
            [*ALWAYS, "outlying_values", *GRADED, "measurement_timing", "data_type"],
        ),
        (
            CURVE,
            {"data_type": "ocp"},
            ["ocp_columns", "step_count_sequential", "outlying_values", *TABLES],
        ),
        (
            CURVE,
            {"data_type": "OCP", "strict": True},
            ["ocp_columns", "step_count_sequential", "outlying_values", *TABLES],
        ),
        (
            SWEEP,
            {"data_type": "eis", "rated_capacity": 5.0},
            ["eis_columns", "outlying_values", *SPECTRA],
        ),
    ],
)
def test_checks_that_are_made_in_their_order(frame, options, made):
    report = check(frame, **options)
    assert list(report.checked) == made
    if not options.get("strict") and isinstance(frame, pl.DataFrame):
        assert report.not_checked == {}


def test_what_is_not_made_says_why():
    report = check(usual(), strict=True, skip_checks={"time_resolution"})
    rated = "needs a positive `rated_capacity`"
    assert report.not_checked == {
        "time_resolution": "left out by `skip_checks`",
        "voltage_continuity": "needs `voltage_window`",
        "charge_discharge_column_direction": "needs `steps`",
        "consecutive_same_direction_full_steps": rated,
        "step_capacity_within_rated": rated,
    }
    report = check(SWEEP, data_type="eis", strict=True)
    assert report.not_checked == {"eis_impedance_magnitude": rated}
    report = check({"Voltage [V]": [4.0], "SOC": [1.0]}, data_type="ocp")
    assert set(report.not_checked) == {"step_count_sequential"}


def test_rows_that_follow_need_not_start_at_zero():
    frame = usual()
    report = check(frame.slice(40), follows=frame.head(40))
    assert list(report.checked) == [
        *[name for name in ALWAYS if name != "time_starts_at_zero"],
        "outlying_values",
        *GRADED,
    ]
    assert report.issues == ()
    # They need the columns of what is stored, and no others.
    lean = frame.drop("Current [A]")
    codes = [issue.code.value for issue in check(lean.slice(40), follows=frame.head(40)).errors]
    assert codes == ["required_column_missing"]
    assert check(lean.slice(40), follows=lean.head(40)).errors == ()


def test_a_series_with_spectra_is_checked_for_both():
    frame = usual().with_columns(
        pl.lit(None, pl.Float64).alias(name)
        for name in ("Frequency [Hz]", "Z_Re [Ohm]", "Z_Im [Ohm]")
    )
    report = check(frame, rated_capacity=5.0)
    spectra = [name for name in SPECTRA if name != "eis_parts_agree"]
    assert list(report.checked) == [*ALWAYS, "outlying_values", *spectra, *GRADED]


def changed(**columns):
    names = {"cycle": "Cycle count", "volts": "Voltage [V]", "kelvin": "Temperature [degC]"}
    frame = usual()
    return frame.with_columns(pl.Series(names[name], each) for name, each in columns.items())


VOLTS = usual()["Voltage [V]"].to_numpy()


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (changed(volts=np.where(np.arange(240) == 50, 999.0, VOLTS)), "outlying_value"),
        (changed(kelvin=np.full(240, 298.0)), "temperature_implausible"),
        (changed(cycle=np.repeat([0, 1, 0], 80)), "cycle_count_decreased"),
        (
            usual().with_columns(pl.col("Charge capacity [A.h]") * 0.5),
            "charge_capacity_integral_mismatch",
        ),
    ],
)
def test_what_spoils_figures_refuses_the_data_only_if_strict(frame, code):
    for strict in (False, True):
        found = {issue.code.value: issue.severity for issue in check(frame, strict=strict).issues}
        assert found[code] == ("error" if strict else "warning")


@pytest.mark.parametrize("data_type", ["eis", None])
def test_spectra_refuse_only_if_strict(data_type):
    frequency = np.geomspace(1e3, 1e-2, 30)
    z = 0.02 + 0.01 / (1 + 2j * np.pi * frequency)
    sweep = {"Frequency [Hz]": frequency, "Z_Re [Ohm]": z.real, "Z_Im [Ohm]": -z.imag}
    for strict in (False, True):
        report = check(sweep, data_type=data_type, strict=strict)
        found = {issue.code.value: issue.severity for issue in report.issues}
        assert found["eis_zim_sign_reversed"] == ("error" if strict else "warning")
