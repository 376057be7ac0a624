"""Impedance and open-circuit data: what contradicts itself is named, what may be right passes."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from support.simulated import ANODE, LEAD_ACID, LFP, NIMH, NMC, Logger, constant, rest, simulate

from ionworks.validators import check

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741
F, RE, IM = "Frequency [Hz]", "Z_Re [Ohm]", "Z_Im [Ohm]"
MOD, PHASE = "Z_Mod [Ohm]", "Z_Phase [deg]"


def spectrum(low=1e-2, high=1e5, points=50, *, leads=1e-7, scale=1.0, noise=0.0, arcs=1.0, c=None):
    """Simulate R + L + two ZARC elements + Warburg (+ C), from high to low frequency."""
    frequency = np.geomspace(high, low, points)
    s = 2j * np.pi * frequency
    z = 0.015 + arcs * 0.01 / (1 + (s * 1e-3) ** 0.85) + arcs * 0.008 / (1 + (s * 0.2) ** 0.85)
    z = scale * (z + 0.002 / np.sqrt(s)) + s * leads
    if c is not None:
        z = z + 1 / (s * c)
    random = np.random.default_rng(points)
    z = z * (1 + noise * (random.normal(size=points) + 1j * random.normal(size=points)))
    return pl.DataFrame({F: frequency, RE: z.real, IM: z.imag})


def inverted(frame):
    return frame.with_columns(-pl.col(IM))


def codes(report):
    return [issue.code.value for issue in report.issues]


SPECTRA = {
    "usual": spectrum(),
    "noisy": spectrum(noise=0.01),
    "no leads": spectrum(leads=0.0),
    "1 uH": spectrum(leads=1e-6, noise=0.005),
    "5 uH of a coin cell": spectrum(leads=5e-6, scale=1e3),
    "a large cell": spectrum(leads=1e-8, scale=0.02, noise=0.005),
    "a micro-cell": spectrum(leads=0.0, scale=1e5, noise=0.005),
    "low frequencies": spectrum(1e-3, 10, 25, noise=0.005),
    "seven points": spectrum(points=7),
    "upwards": spectrum().reverse(),
    "in no order": spectrum(leads=1e-6).sample(fraction=1.0, shuffle=True, seed=1),
    "blocking electrode": spectrum(leads=0.0, arcs=0.0, c=1e-3, noise=0.005),
}


class TestImpedance:
    @pytest.mark.parametrize("name", SPECTRA)
    def test_the_sign_is_judged_beside_the_leads(self, name):
        frame = SPECTRA[name]
        assert not check(frame, data_type="eis", strict=True).issues
        (issue,) = check(inverted(frame), data_type="eis", strict=True).issues
        assert (issue.code, issue.severity) == ("eis_zim_sign_reversed", "error")

    @pytest.mark.parametrize(
        "frame",
        [
            spectrum(1e2, 1e5, 31, leads=1e-6),  # hardly more than leads
            spectrum(1e3, 1e6, 31, leads=1e-6, noise=0.01),
            spectrum(arcs=0.0, leads=1e-6, noise=0.01),
        ],
    )
    def test_good_spectra_of_little_evidence_pass(self, frame):
        assert not check(frame, data_type="eis", strict=True).issues

    @pytest.mark.parametrize("in_steps", [True, False])
    def test_each_spectrum_is_judged_by_itself(self, in_steps):
        parts = [spectrum(arcs=1.0 + k, leads=1e-6, noise=0.003) for k in range(4)]
        good = pl.concat(parts)
        parts[2] = inverted(parts[2])
        wrong = pl.concat(parts)
        if in_steps:
            step = pl.Series(S, np.repeat(np.arange(4), 50))
            good, wrong = good.with_columns(step), wrong.with_columns(step)
        assert not check(good, data_type="eis", strict=True).issues
        (issue,) = check(wrong, data_type="eis", strict=True).issues
        assert issue.rows == (100,)
        assert (issue.payload["num_spectra"], issue.payload["total_spectra"]) == (1, 4)

    def test_milliohms(self):
        """Leads of 100 uH give the unit away; without leads the rating does."""
        milli = SPECTRA["usual"].with_columns(pl.col(RE, IM) * 1000)
        (issue,) = check(milli, data_type="eis", strict=True).issues
        assert (issue.code, issue.severity) == ("eis_impedance_not_in_ohm", "error")
        bare = SPECTRA["no leads"].with_columns(pl.col(RE, IM) * 1000)
        assert "eis_impedance_magnitude_implausible" in codes(
            check(bare, data_type="eis", rated_capacity=2.5)
        )

    def test_magnitude_and_phase(self):
        frame = SPECTRA["usual"].with_columns(
            (pl.col(RE) ** 2 + pl.col(IM) ** 2).sqrt().alias(MOD),
            pl.arctan2(IM, RE).degrees().alias(PHASE),
        )
        assert not check(frame, data_type="eis", strict=True).issues
        milli = frame.with_columns(pl.col(MOD) * 1000)
        (issue,) = check(milli, data_type="eis", strict=True).issues
        assert (issue.code, issue.column) == ("eis_parts_disagree", MOD)
        assert issue.payload["ratio"] == pytest.approx(1e-3)
        turned = check(frame.with_columns(-pl.col(PHASE)), data_type="eis", strict=True).issues
        assert [issue.payload["opposite"] for issue in turned] == [True]
        # From 0 to 360 degrees is the same, where all is capacitive.
        steep = SPECTRA["no leads"].with_columns(pl.col(RE) - 0.95 * pl.col(RE).min())
        around = steep.with_columns(pl.arctan2(IM, RE).degrees().alias(PHASE) % 360)
        assert around[PHASE].is_between(270, 350).mean() > 0.5
        assert "eis_parts_disagree" not in codes(check(around, data_type="eis", strict=True))
        radians = frame.with_columns(pl.col(PHASE).radians())
        assert codes(check(radians, data_type="eis", strict=True)) == ["eis_parts_disagree"]


def mixed(points):
    """Put a spectrum without times between a discharge and a charge."""
    logger = Logger(every=30)
    programme = [constant(2.5, 1800), rest(300), constant(-2.5, 1800)]
    frame = simulate(NMC, programme, soc=0.9, logger=logger).frame.drop("Cycle count")
    before, after = frame.filter(pl.col(S) <= 1), frame.filter(pl.col(S) > 1)
    points = points.with_columns(pl.lit(2, pl.Int64).alias(S))
    after = after.with_columns(pl.lit(3, pl.Int64).alias(S))
    return pl.concat([before, points, after], how="diagonal")


class TestMixedSeries:
    def test_impedance_is_checked(self):
        report = check(mixed(SPECTRA["1 uH"]), strict=True)
        assert not report.issues
        assert {"eis_zim_sign", "eis_impedance_unit"} <= set(report.checked)
        assert "rated_capacity" in report.not_checked["eis_impedance_magnitude"]
        assert not check(mixed(SPECTRA["1 uH"]), strict=True, rated_capacity=2.5).issues

    def test_zeros_beside_spectra_pass(self):
        filled = mixed(SPECTRA["usual"]).with_columns(pl.col(F, RE, IM).fill_null(0.0))
        assert not check(filled, strict=True, rated_capacity=2.5).issues

    def test_faults_are_found(self):
        report = check(mixed(inverted(SPECTRA["1 uH"])), strict=True)
        assert codes(report) == ["eis_zim_sign_reversed"]
        # 15 Ohm would take 37 V at 2.5 A.
        bare = SPECTRA["no leads"].with_columns(pl.col(RE, IM) * 1000)
        (issue,) = check(mixed(bare), strict=True).issues
        assert issue.code == "eis_impedance_not_in_ohm"

    def test_missing_parts_are_said(self):
        report = check(mixed(SPECTRA["usual"]).drop(IM), strict=True)
        assert "Z_Im" in report.not_checked["eis_zim_sign"]


X = np.linspace(0.01, 0.99, 40)
#: Potentials over the share of sites that are filled, which fall for every electrode.
ELECTRODES = {
    "graphite": [ANODE.ocv(1 - x) for x in X],
    "LTO": 1.55 + 0.5 * np.exp(-60 * X) - 0.3 * np.exp(60 * (X - 1)) - 0.01 * X,
    "LFP": 3.43 + 0.4 * np.exp(-60 * X) - 0.5 * np.exp(60 * (X - 1)) - 0.005 * X,
    "NMC": 4.3 - 0.7 * X - 0.4 * np.exp(40 * (X - 1)),
}
CELLS = {cell.name: cell for cell in (NMC, LFP, NIMH, LEAD_ACID, NMC.scaled(50, 200))}


def table(axis, x, voltage):
    return pl.DataFrame({V: np.array(voltage, float), axis: x, S: np.zeros(len(x), int)})


def forms(frame, axis):
    """Give a curve in both orders, and with both branches of a hysteresis."""
    half = 0.02 * (frame[V].max() - frame[V].min())
    upper, lower = frame.with_columns(pl.col(V) + half), frame.with_columns(pl.col(V) - half)
    noise = np.random.default_rng(0).normal(0, half / 40, frame.height)
    return [
        frame,
        frame.reverse(),
        frame.with_columns(pl.col(V) + noise),
        pl.concat([upper, lower.reverse()]),
        pl.concat([upper, lower]),
        pl.concat([upper, lower]).sort(axis),
    ]


def issues(frame):
    return check(frame, data_type="ocp", strict=True).issues


class TestOpenCircuit:
    @pytest.mark.parametrize("name", CELLS)
    def test_cells_pass(self, name):
        curve = [CELLS[name].ocv(x) for x in X]
        for axis, x in (("SOC", X), ("Capacity [A.h]", 2.5 * X), ("Capacity [A.h]", 2.5 - 2.5 * X)):
            for frame in forms(table(axis, x, curve), axis):
                assert not issues(frame)

    @pytest.mark.parametrize("name", ELECTRODES)
    def test_electrodes_pass(self, name):
        curve = ELECTRODES[name]
        soc = X if name in {"graphite", "LTO"} else 1 - X
        for axis, x in (("Stoichiometry", X), ("SOC", soc), ("Capacity [A.h]", 3 - 3 * X)):
            for frame in forms(table(axis, x, curve), axis):
                assert not issues(frame)

    @pytest.mark.parametrize("name", ["NMC", "LFP"])
    def test_faults_of_cells(self, name):
        good = table("SOC", X, [CELLS[name].ocv(x) for x in X])
        soc, volts = pl.col("SOC"), pl.col(V)
        damaged = {
            "ocp_voltage_not_in_volts": good.with_columns(volts * 1000),
            "ocp_axis_out_of_range": good.with_columns(soc * 1.2),
            "ocp_voltage_reversed": good.with_columns((1 - soc).alias("SOC")),
            "ocp_rows_out_of_order": good.sample(fraction=1.0, shuffle=True, seed=2),
        }
        for code, frame in damaged.items():
            (issue,) = issues(frame)
            assert (issue.code, issue.severity) == (code, "error")
            assert check(frame, data_type="ocp").issues[0].severity == "warning"
        (percent,) = issues(good.with_columns(soc * 100))
        assert percent.payload["percent"]
        apart = good.with_columns(volts.shuffle(seed=2))
        assert [issue.column for issue in issues(apart)] == [V]

    @pytest.mark.parametrize("name", ELECTRODES)
    def test_faults_of_electrodes(self, name):
        good = table("Stoichiometry", X, ELECTRODES[name])
        turned = good.with_columns((1 - pl.col("Stoichiometry")).alias("Stoichiometry"))
        assert [issue.code for issue in issues(turned)] == ["ocp_voltage_reversed"]
        milli = good.with_columns(pl.col(V) * 1000)
        assert [issue.code for issue in issues(milli)] == ["ocp_voltage_not_in_volts"]

    def test_ions_per_formula_are_a_warning(self):
        silicon = table("Stoichiometry", 3.75 * X, 0.1 + 0.5 * (1 - X) ** 2)
        assert [issue.severity for issue in issues(silicon)] == ["warning"]

    def test_a_sentinel_in_a_table(self):
        good = table("SOC", X, [NMC.ocv(x) for x in X])
        damaged = good.with_columns(pl.when(pl.col("SOC") != X[9]).then(V).otherwise(65535.0))
        assert [issue.code for issue in issues(damaged)] == ["outlying_value"]


@pytest.mark.parametrize("make", [dict, pl.DataFrame, pd.DataFrame])
def test_an_open_circuit_table_gets_its_step_count(do, make):
    """The hosted platform wants the column; open-circuit data are one step, step 0."""
    curve = make({"Voltage [V]": [4.2, 3.7, 3.0], "Capacity [A.h]": [0.0, 2.5, 5.0]})
    spec = do(lambda client: client.cell_spec.create({"name": "cell"}))
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "one"}))
    for method in ("create", "create_or_get"):
        detail = {"measurement": {"name": method, "data_type": "OCP"}, "time_series": curve}
        made = do(
            lambda client, method=method, detail=detail: getattr(client.cell_measurement, method)(
                cell.id, detail, validate_strict=True
            )
        )
        stored = do(lambda client, made=made: client.cell_measurement.time_series(made.id))
        assert stored["Step count"].to_list() == [0, 0, 0]
    assert "Step count" not in curve
