"""Spectra of impedance, on both sides of each limit."""

import math

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import scan
from ionworks.validators.checks.impedance import EISMagnitude, EISParts, EISSign, EISUnit
from ionworks.validators.functions import findings

F, RE, IM = "Frequency [Hz]", "Z_Re [Ohm]", "Z_Im [Ohm]"
MOD, PHASE = "Z_Mod [Ohm]", "Z_Phase [deg]"
T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741


def table(frequency, z, **columns):
    z = np.asarray(z)
    parts = {F: np.asarray(frequency, dtype=float), RE: z.real, IM: z.imag}
    return pl.DataFrame(parts | {S: np.zeros(len(z), int)} | columns)


def arc(points=31, *, leads=0.0, offset=0.015):
    """Return one RC element of 10 mOhm and 1 s, from 1 mHz to 1 kHz."""
    frequency = np.geomspace(1e-3, 1e3, points)
    s = 2j * np.pi * frequency
    return frequency, offset + 0.01 / (1 + s * 0.16) + s * leads


def sign(frequency, z, **columns):
    return findings(table(frequency, z, **columns), EISSign("error"))


class TestSign:
    @pytest.mark.parametrize("leads", [0.0, 1e-6, 3e-6])
    @pytest.mark.parametrize("points", [5, 6, 8, 31])
    def test_an_arc(self, leads, points):
        frequency, z = arc(points, leads=leads)
        assert sign(frequency, z) == []
        turned = sign(frequency, z.conj())
        if points == 31 or not leads:
            (issue,) = turned
            assert issue.payload["r0"] == pytest.approx(z.real.min())
            assert issue.payload["n_capacitive_points"] == points
            assert (issue.payload["num_spectra"], issue.payload["total_spectra"]) == (1, 1)
            assert issue.rows == (0,)
            assert "spectra" not in issue.message

    def test_the_share_of_the_fall_with_a_positive_part(self):
        frequency, z = arc()
        positive = [True] * 26 + [False] * 5
        turned = np.where(positive, z.conj(), z)
        (issue,) = sign(frequency, turned)
        middle = (turned.imag[1:] + turned.imag[:-1]) / 2
        fall = -np.diff(z.real)
        share = fall[middle > 0].sum() / fall.sum()
        assert 0.5 < share < 1
        assert issue.payload["positive_fraction"] == pytest.approx(share)

    def test_two_points_tell_nothing(self):
        frequency, z = arc(3)
        assert len(sign(frequency, z.conj())) == 1
        assert sign(frequency[:2], z.conj()[:2]) == []

    @pytest.mark.parametrize(
        ("turned", "found"), [([0], 1), ([1], 1), ([0, 2], 2), ([], 0), ([0, 1, 2], 3)]
    )
    @pytest.mark.parametrize("way", [1, -1])
    @pytest.mark.parametrize("in_steps", [False, True])
    def test_each_spectrum_is_judged_by_itself(self, turned, found, way, in_steps):
        frequency, z = (each[::way] for each in arc())
        parts = [z.conj() if place in turned else z for place in range(3)]
        steps = {S: np.repeat([0, 1, 2], len(z))} if in_steps else {}
        issues = sign(np.tile(frequency, 3), np.concatenate(parts), **steps)
        assert len(issues) == bool(turned)
        for issue in issues:
            assert (issue.payload["num_spectra"], issue.payload["total_spectra"]) == (found, 3)
            assert issue.rows == tuple(31 * place for place in turned)
            assert f"in {found} of 3 spectra" in issue.message

    @pytest.mark.parametrize(("factor", "spectra"), [(25.0, 1), (35.0, 2)])
    def test_a_jump_back_begins_a_spectrum(self, factor, spectra):
        """By a factor of 30 at least, against the way that most points go."""
        frequency, z = arc()
        back = int(np.argmin(abs(frequency - frequency[-1] / factor)))
        frequency = np.append(frequency, frequency[-1] / factor * 1.0001 ** np.arange(5))
        z = np.append(z.conj(), z.conj()[back : back + 5])
        (issue,) = sign(frequency, z)
        assert issue.payload["total_spectra"] == spectra

    def test_points_without_an_impedance_are_left_out(self):
        frequency, z = arc()
        turned = z.conj()
        (whole,) = sign(frequency, turned)
        frame = table(frequency, turned)
        zeros = frame.head(4).with_columns(pl.lit(0.0).alias(RE), pl.lit(0.0).alias(IM))
        silent = frame.head(4).with_columns(pl.lit(0.0).alias(F))
        empty = frame.head(4).with_columns(pl.lit(None, pl.Float64).alias(IM))
        (issue,) = findings(pl.concat([zeros, silent, empty, frame]), EISSign("error"))
        assert issue.payload == whole.payload
        assert issue.rows == (12,)

    @pytest.mark.parametrize(
        ("share", "points", "found"),
        [(3.5, 12, 1), (2.5, 12, 0), (3.5, 4, 1)],
    )
    def test_a_capacitor_of_the_wrong_sign(self, share, points, found):
        """Its imaginary part is three times as large as the real part varies."""
        frequency = np.geomspace(1.0, 100.0, points)
        real = 1.0 + 0.1 * (-1.0) ** np.arange(points)  # follows nothing
        real[-1] = 0.89
        imaginary = share * np.ptp(real) / (frequency / frequency[0])
        assert len(sign(frequency, real + 1j * imaginary)) == found
        assert sign(frequency, real - 1j * imaginary) == []
        rising = np.where(np.arange(points) == 1, 1.1, 1.0) * imaginary[0]
        assert sign(frequency, real + 1j * rising) == []

    @pytest.mark.parametrize("points", [4, 5, 12, 40])
    def test_resistances_and_leads_have_no_sign(self, points):
        frequency = np.geomspace(1.0, 1e4, points)
        for inductance in (1e-7, 1e-5, -1e-6):
            noise = 1e-6 * np.random.default_rng(points).normal(size=points)
            assert sign(frequency, 0.01 + noise + 2j * np.pi * frequency * inductance) == []
        assert sign(frequency, np.full(points, 0.01) + 0j) == []

    @pytest.mark.parametrize(("noise", "found"), [(0.2, True), (1.0, False)])
    def test_the_wrong_sign_explains_most_of_the_real_part(self, noise, found):
        """Of noise beside the arc it explains nothing, and then it decides nothing."""
        frequency, z = arc(101)
        random = np.random.default_rng(1)
        rough = z.conj() + 0.01 * noise * random.normal(size=101)
        assert bool(sign(frequency, rough)) is found

    @pytest.mark.parametrize("size", [1, 5])
    def test_blocks_make_no_difference(self, size, monkeypatch):
        frequency, z = arc()
        whole = sign(np.tile(frequency, 2), np.tile(z.conj(), 2))
        monkeypatch.setattr(scan, "BLOCK_ROWS", size)
        assert sign(np.tile(frequency, 2), np.tile(z.conj(), 2)) == whole


class TestParts:
    def issues(self, frame):
        return findings(frame, EISParts(frame.columns, "error"))

    def frame(self, factor=1.0, turn=0.0, opposite=False, wrong=31):
        """Return an arc with its parts in polar form, of which some are off."""
        frequency, z = arc()
        off = np.arange(31) < wrong
        size = abs(z) / np.where(off, factor, 1.0)
        angle = np.degrees(np.angle(z)) + np.where(off, turn, 0.0)
        angle = np.where(off & opposite, -angle, angle)
        return table(frequency, z, **{MOD: size, PHASE: angle})

    @pytest.mark.parametrize(
        ("factor", "found"), [(1.049, 0), (1.052, 1), (0.951, 0), (0.948, 1), (1000.0, 1)]
    )
    def test_the_magnitude_is_off_by_a_twentieth_at_most(self, factor, found):
        issues = self.issues(self.frame(factor).drop(PHASE))
        assert len(issues) == found
        for issue in issues:
            assert issue.payload == {"num_rows": 31, "ratio": pytest.approx(factor)}
            assert (issue.column, issue.rows[:2]) == (MOD, (0, 1))

    @pytest.mark.parametrize(("wrong", "found"), [(15, 0), (16, 1)])
    def test_most_points_decide(self, wrong, found):
        (*issues,) = self.issues(self.frame(2.0, wrong=wrong).drop(PHASE))
        assert [each.payload["num_rows"] for each in issues] == [wrong] * found

    @pytest.mark.parametrize(
        ("turn", "found"),
        [(4.9, 0), (5.1, 1), (-4.9, 0), (-5.1, 1), (360.0, 0), (-364.9, 0), (354.9, 1), (180.0, 1)],
    )
    def test_the_phase_is_off_by_five_degrees_at_most(self, turn, found):
        frame = self.capacitive(turn)
        issues = self.issues(frame)
        assert [each.payload for each in issues] == [{"num_rows": 9, "opposite": False}] * found
        assert all(each.column == PHASE for each in issues)

    def capacitive(self, turn=0.0, way=1.0, angle=-30.0):
        angles = np.full(9, angle)
        z = 0.01 * np.exp(1j * np.radians(angles))
        return table(np.geomspace(1, 100, 9), z, **{PHASE: way * angles + turn})

    @pytest.mark.parametrize(("turn", "opposite"), [(0.0, True), (4.9, True), (5.1, False)])
    def test_the_opposite_sign_is_named(self, turn, opposite):
        (issue,) = self.issues(self.capacitive(turn, way=-1.0))
        assert issue.payload["opposite"] is opposite
        assert ("opposite sign" in issue.message) == opposite

    @pytest.mark.parametrize(("angle", "found"), [(-9.9, 0), (-10.1, 1), (9.9, 0), (10.1, 1)])
    def test_angles_of_less_than_ten_degrees_are_not_judged(self, angle, found):
        assert len(self.issues(self.capacitive(way=-1.0, angle=angle))) == found

    def test_both_are_named(self):
        frame = self.frame(2.0, turn=50.0)
        assert [each.column for each in self.issues(frame)] == [MOD, PHASE]
        assert self.issues(self.frame()) == []
        assert self.issues(self.frame().clear()) == []


class TestUnit:
    def issues(self, frame, series=None):
        check = EISUnit(frame if series is None else series, "error")
        return findings(frame, check)

    def coil(self, inductance, real=0.01, arc=0.001):
        """Return a small arc below, and leads at the top, of some spectrum."""
        frequency = np.array([1.0, 10.0, 100.0, 1e4])
        return table(
            frequency,
            np.array([real + arc, real + arc / 2, real, real])
            + 1j * np.array([-arc, -arc, 0.0, 2 * math.pi * 1e4 * inductance]),
        )

    @pytest.mark.parametrize(("inductance", "found"), [(49e-6, 0), (51e-6, 1), (1e-3, 1)])
    def test_leads_have_50_microhenry_at_most(self, inductance, found):
        for way in (1, -1):
            frame = self.coil(inductance).with_columns(pl.col(IM) * way)
            issues = self.issues(frame)
            assert len(issues) == found
            for issue in issues:
                assert issue.payload == {"r0": 0.01, "row_index": 2}
                assert (issue.rows, issue.values) == ((2,), (0.01,))
                assert f"{inductance * 1e6:.3g} uH" in issue.message

    @pytest.mark.parametrize(("share", "found"), [(0.196, 0), (0.204, 1)])
    def test_leads_show_beside_the_real_part(self, share, found):
        drop = 2 * math.pi * 1e4 * 1e-4
        assert len(self.issues(self.coil(1e-4, real=drop / share))) == found

    def test_leads_have_the_other_sign_than_the_arc(self):
        frame = self.coil(1e-3)
        assert self.issues(frame.with_columns(pl.col(IM).abs())) == []
        assert self.issues(frame.with_columns(pl.col(F) / pl.col(F).max() * 1e4)) != []
        # Points of half the highest frequency or more are leads too.
        near = frame.with_columns(pl.Series(F, [5.1e3, 6e3, 7e3, 1e4]))
        assert self.issues(near) == []
        near = frame.with_columns(pl.Series(F, [4.9e3, 6e3, 7e3, 1e4]))
        assert self.issues(near) != []

    def series(self, current, volts, hours=1.0):
        rows = 61
        return pl.DataFrame(
            {
                T: np.linspace(0, 3600 * hours, rows),
                V: np.full(rows, volts),
                I: np.full(rows, float(current)),
            }
        )

    @pytest.mark.parametrize(("current", "found"), [(590.0, 0), (610.0, 1), (-610.0, 1)])
    def test_the_current_of_the_series_takes_up_its_voltage(self, current, found):
        """10 mOhm at 600 A take 6 V, which is 1.5 times the voltage."""
        frame = self.coil(1e-9)
        issues = self.issues(frame, self.series(current, 4.0, hours=1e-3))
        assert len(issues) == found
        for issue in issues:
            size = abs(current)
            assert f"{size:.4g} A at 4 V, of which it would take {size / 100:.4g} V" in (
                issue.message
            )
        for column in (T, V, I):
            assert self.issues(frame, self.series(current, 4.0, 1e-3).drop(column)) == []
            text = self.series(current, 4.0, 1e-3).with_columns(pl.lit("x").alias(column))
            assert self.issues(frame, text) == []

    @pytest.mark.parametrize(("hours", "found"), [(49.0, 0), (51.0, 1)])
    def test_resistance_times_capacity_has_a_limit(self, hours, found):
        """10 mOhm and 10 A for 50 h are 5 Ohm.A.h."""
        issues = self.issues(self.coil(1e-9), self.series(10.0, 4.0, hours))
        assert len(issues) == found
        for issue in issues:
            assert f"gives {10 * hours:.4g} A.h has at most {5 / (10 * hours):.4g} Ohm" in (
                issue.message
            )

    def test_only_positive_real_parts_count(self):
        frame = self.coil(1e-3)
        negative = frame.with_columns(pl.Series(RE, [0.011, 0.0105, -0.5, 0.01]))
        (issue,) = self.issues(negative)
        assert issue.payload == {"r0": 0.01, "row_index": 3}
        assert self.issues(frame.with_columns(-pl.col(RE))) == []


class TestMagnitude:
    def issues(self, real, needs=(RE,), **columns):
        frame = pl.DataFrame({RE: real, **columns})
        return findings(frame, EISMagnitude(2.0, 10.0, 0.05, needs=needs))

    @pytest.mark.parametrize(
        ("real", "found"),
        [(0.0026, 0), (0.0024, 1), (0.24, 0), (0.26, 1), (-0.001, 0), (0.0, 0), (0.025, 0)],
    )
    def test_the_smallest_real_part_is_in_its_band(self, real, found):
        """For 2 A.h about 0.025 Ohm, within a factor of 10."""
        for values in ([9.0, real, None], [None, real, 9.0]):
            issues = self.issues(values)
            assert len(issues) == found
            for issue in issues:
                assert (issue.rows, issue.values) == ((1,), (real,))
                assert issue.payload == {
                    "r0": real,
                    "r_expected": pytest.approx(0.025),
                    "band_low": pytest.approx(0.0025),
                    "band_high": pytest.approx(0.25),
                    "factor": 10.0,
                    "r_times_q": 0.05,
                    "rated_capacity": 2.0,
                }

    @pytest.mark.parametrize("size", [1, 2, 10])
    def test_of_all_blocks(self, size, monkeypatch):
        monkeypatch.setattr(scan, "BLOCK_ROWS", size)
        (issue,) = self.issues([9.0, 5.0, 0.5, 0.4, 0.6])
        assert (issue.rows, issue.values) == ((3,), (0.4,))
        assert self.issues([None, None, None]) == []

    def test_zeros_beside_spectra_are_left_out(self):
        frequency = [0.0, 1.0, 2.0, 3.0]
        real = [1e-9, 0.0, 0.5, 0.6]
        (issue,) = self.issues(real, needs=(F, RE), **{F: frequency})
        assert issue.values == (0.5,)
        assert self.issues([0.0, 0.5]) == []
