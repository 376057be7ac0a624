"""Values at the limits of the checks."""

import numpy as np
import polars as pl
import pytest
from field.damage import I, S, T, V, halves

from ionworks.validators import check, validate_step_capacity_within_rated

Q_OUT, Q_IN = "Discharge capacity [A.h]", "Charge capacity [A.h]"


def codes(report, severity="error"):
    return [issue.code.value for issue in report.issues if issue.severity == severity]


def series(**columns):
    """Return an hour of 1 A from 4.1 to 3.1 V in rows of a minute, with other columns."""
    time = np.arange(61) * 60.0
    base = {T: time, V: 4.1 - time / 3600.0, I: np.ones(61), S: np.zeros(61, dtype=int)}
    return pl.DataFrame(base | columns)


class TestLimitsThemselvesAreAllowed:
    """What is at a limit passes, and what is just beyond it does not."""

    @pytest.mark.parametrize(("start", "found"), [(1e-6, False), (2e-6, True)])
    def test_start_of_time(self, start, found):
        time = np.arange(61) * 60.0
        time[0] = start
        assert ("time_does_not_start_at_zero" in codes(check(series(**{T: time})))) == found

    @pytest.mark.parametrize(("fall", "found"), [(5e-13, False), (2e-12, True)])
    def test_fall_of_time(self, fall, found):
        time = np.array([0.0, 1e-3, 1e-3 - fall, *range(1, 59)])
        assert ("time_not_monotonic" in codes(check(series(**{T: time})))) == found

    @pytest.mark.parametrize(("gap", "found"), [(18000.0, False), (18001.0, True)])
    def test_gap_between_steps(self, gap, found):
        time = np.concatenate([np.arange(31) * 60.0, 1800.0 + gap + np.arange(30) * 60.0])
        frame = series(**{T: time, S: np.repeat([0, 1], [31, 30])})
        assert ("time_gap_too_large" in codes(check(frame, strict=True))) == found

    @pytest.mark.parametrize(("rows", "found"), [(2, False), (1, True)])
    def test_rows_of_a_step(self, rows, found):
        for steps in ([61 - rows, rows], [rows, 61 - rows]):
            frame = series(**{S: np.repeat([0, 1], steps)})
            assert ("step_too_few_points" in codes(check(frame, strict=True))) == found

    @pytest.mark.parametrize("way", [1, -1])
    @pytest.mark.parametrize(("jumps", "found"), [(1, False), (3, True)])
    def test_jumps_of_the_voltage(self, way, jumps, found):
        """A tooth is two jumps, one each way; 2 of 40 pairs are 5 %, which are allowed."""
        volts = np.linspace(3.3, 3.2, 41) - 0.5 * way
        for tooth in range(jumps):
            volts[10 + 5 * tooth] += 1.0 * way
        frame = series().head(41).with_columns(pl.Series(V, volts))
        report = check(
            frame, strict=True, voltage_window=(2.7, 3.9), skip_checks={"outlying_values"}
        )
        assert ("voltage_continuity" in codes(report)) == found

    @pytest.mark.parametrize("way", [1, -1])
    def test_jumps_one_way(self, way):
        """Every fifth pair jumps by 1 V, and the four after it come back by 0.25 V each."""
        volts = 3.3 + way * (0.25 * (np.arange(41) % 5) - 0.5)
        report = check(
            series().head(41).with_columns(pl.Series(V, volts)),
            strict=True,
            voltage_window=(2.7, 3.9),
            skip_checks={"outlying_values"},
        )
        assert "voltage_continuity" in codes(report)

    @pytest.mark.parametrize(("outside", "found"), [(30, False), (31, True)])
    def test_share_of_rows_outside_the_window(self, outside, found):
        volts = np.where(np.arange(60) < outside, 8.0, 3.7) - np.arange(60) * 1e-3
        frame = series().head(60).with_columns(pl.Series(V, volts))
        report = check(
            frame, strict=True, voltage_window=(3.0, 4.2), skip_checks={"outlying_values"}
        )
        assert ("voltage_outside_window" in codes(report)) == found

    @pytest.mark.parametrize(("offset", "found"), [(1e-6, False), (1.1e-6, True)])
    def test_start_of_a_total(self, offset, found):
        total = np.linspace(0.0, 1.0, 61)
        total[0] = offset
        assert ("cumulative_value_not_reset" in codes(check(series(**{Q_OUT: total})))) == found

    @pytest.mark.parametrize(("factor", "found"), [(1.09, False), (1.12, True)])
    def test_deviation_from_the_integral(self, factor, found):
        """Off by 0.09 of 1.09 (8 %), and by 0.12 of 1.12 (11 %); allowed are 10 %."""
        total = factor * np.linspace(0.0, 1.0, 61)
        for strict, severity in ((True, "error"), (False, "warning")):
            report = check(series(**{Q_OUT: total}), strict=strict)
            mismatch = "discharge_capacity_integral_mismatch"
            assert (mismatch in codes(report, severity)) == found

    @pytest.mark.parametrize("strict", [True, False])
    def test_each_step_counts_from_its_own_rows(self, strict):
        """A total that ends one step right and the next one wrong."""
        frame = halves().with_columns(
            pl.Series(Q_OUT, [*np.linspace(0, 1, 61), *np.zeros(61)]),
            pl.Series(Q_IN, [*np.zeros(61), *np.linspace(0, 1, 61)]),
        )
        assert codes(check(frame, strict=strict)) == codes(check(frame), "warning") == []
        wrong = frame.with_columns(
            pl.when(pl.col(S) == 1).then(0.8 * pl.col(Q_IN)).otherwise(Q_IN).alias(Q_IN)
        )
        found = codes(check(wrong, strict=strict), "error" if strict else "warning")
        assert found == ["charge_capacity_integral_mismatch"]

    @pytest.mark.parametrize(("rated", "found"), [(0.0501, False), (0.0499, True)])
    def test_steps_that_move_many_times_the_rating(self, rated, found):
        """1 A.h is 20 times 0.05 A.h."""
        report = check(series(), strict=True, rated_capacity=rated)
        assert ("step_capacity_impossible" in codes(report)) == found

    @pytest.mark.parametrize(("rated", "found"), [(0.5, False), (0.499, True)])
    def test_full_steps_of_one_direction(self, rated, found):
        """Two discharges of 1 A.h with a rest between: full from twice the rating on."""
        out, pause = series(), series(**{I: np.zeros(61), V: np.full(61, 3.5)})
        frame = pl.concat(
            part.with_columns(pl.col(T) + 3600.0 * k, pl.lit(k, pl.Int64).alias(S))
            for k, part in enumerate((out, pause, out))
        )
        report = check(frame, strict=True, rated_capacity=rated)
        assert ("consecutive_same_direction_full_steps" in codes(report)) == found

    @pytest.mark.parametrize(("value", "found"), [(5.0, 0), (5.01, 1)])
    def test_step_of_a_table(self, value, found):
        steps = pl.DataFrame({S: [0], Q_OUT: [value], Q_IN: [0.0]})
        assert len(validate_step_capacity_within_rated(steps, 1.0)) == found

    def test_what_is_exactly_at_a_limit(self):
        """The numbers are such that no rounding moves them off it."""
        back = check(series(**{T: [1e-12, 0.0, *np.arange(1, 60) * 60.0]}))
        assert "time_not_monotonic" not in codes(back)
        hour = pl.DataFrame({T: [0.0, 3600.0], V: [3.7, 3.6], I: [1.0, 1.0], S: [0, 0]})
        report = check(hour, strict=True, rated_capacity=1.0 / 20)
        assert "step_capacity_impossible" not in codes(report)
        volts = np.where(np.arange(61) % 2, 4.25, 2.25)  # 80 % of 2.5 V, from row to row
        options = {"skip_checks": {"outlying_values"}, "strict": True}
        report = check(series(**{V: volts}), voltage_window=(2.0, 4.5), **options)
        assert "voltage_continuity" not in codes(report)
        report = check(series(**{V: volts}), voltage_window=(2.0, 4.49), **options)
        assert "voltage_continuity" in codes(report)

    @pytest.mark.parametrize(("rows", "found"), [(200, False), (199, True)])
    def test_charge_between_steps(self, rows, found):
        """A minute of 60 A, which is 1 A.h, of 200 A.h and of 199 A.h in all."""
        count = rows + 1
        frame = pl.DataFrame(
            {
                T: np.arange(count) * 60.0,
                V: np.linspace(4.1, 3.0, count),
                I: np.full(count, 60.0),
                S: (np.arange(count) >= 100).astype(int),
            }
        )
        assert ("charge_between_steps" in codes(check(frame), "warning")) == found

    @pytest.mark.parametrize(
        ("temperatures", "unit"),
        [
            ([218.0], "K"),
            ([217.9], None),
            ([393.0], "K"),
            ([393.1], None),
            ([100.0], "degF"),
            ([99.9], "no issue"),
            (np.interp(np.arange(61), [0, 50, 60], [25.0, 200.0, 150.0]), "no issue"),
            (np.interp(np.arange(61), [0, 50, 60], [25.0, 200.5, 150.0]), "hot rows"),
        ],
    )
    def test_temperatures(self, temperatures, unit):
        column = {"Temperature [degC]": np.resize(temperatures, 61)}
        issues = check(series(**column), skip_checks={"outlying_values"}).issues
        found = [one.payload.get("unit", "hot rows") for one in issues if "temper" in one.code]
        assert found == ([] if unit == "no issue" else [unit])


class TestSwappedColumns:
    """Swapped: the larger amount is against the current, in 75 % of the amount moved."""

    def found(self, steps):
        table = pl.DataFrame(steps, orient="row", schema=["mean", "out", "in", "s"]).select(
            pl.int_range(pl.len()).alias(S),
            *(pl.col("mean").alias(f"{name} current [A]") for name in ("Mean", "Min", "Max")),
            pl.col("out").alias(Q_OUT),
            pl.col("in").alias(Q_IN),
            pl.col("s").alias("Duration [s]"),
        )
        return "charge_discharge_capacity_columns_swapped" in codes(
            check(halves(), strict=True, steps=table)
        )

    def test_either_direction_tells(self):
        assert self.found([(1.0, 0.0, 1.0, 3600.0)])
        assert self.found([(-1.0, 1.0, 0.0, 3600.0)])
        assert not self.found([(1.0, 1.0, 0.0, 3600.0), (-1.0, 0.0, 1.0, 3600.0)])

    def test_limits(self):
        assert self.found([(1.0, 1.0, 4.0, 60.0)])  # four times as much is enough, as is a minute
        assert not self.found([(1.0, 1.0, 3.9, 60.0)])
        assert not self.found([(1.0, 1.0, 4.0, 59.0)])
        assert self.found([(1.0, 1.0, 0.0, 60.0), (1.0, 0.0, 3.0, 60.0)])  # three of four
        assert not self.found([(1.0, 1.0, 0.0, 60.0), (1.0, 0.0, 2.9, 60.0)])
        assert self.found([(1e-3, 0.0, 1.0, 60.0)])
        assert not self.found([(9e-4, 0.0, 1.0, 60.0)])


@pytest.mark.parametrize(("lost", "says"), [(0.004, False), (0.006, True)])
def test_little_that_is_lost_is_not_worth_a_word(lost, says):
    """From 0.5 % of the whole on, the advice says what it loses."""
    (issue,) = check(series(**{Q_OUT: np.linspace(lost, 1.0, 61)})).errors
    assert issue.code == "cumulative_value_not_reset"
    assert ("% of the whole" in issue.message) == says


def test_blocks_agree_on_what_is_lost_before_first_rows(monkeypatch):
    """The share of the whole counts all steps, also those in blocks before the first such row."""
    total = [*np.linspace(0, 1, 61), *np.linspace(0.25, 1.0, 61)]
    frame = pl.concat(
        [series(), series().with_columns(pl.col(T) + 3600.0, pl.lit(1, pl.Int64).alias(S))]
    )
    frame = frame.with_columns(pl.Series(Q_OUT, total))
    for rows in (7, 1000):
        monkeypatch.setattr("ionworks.validators.checks.scan.BLOCK_ROWS", rows)
        (issue,) = (e for e in check(frame).issues if e.code == "cumulative_value_not_reset")
        assert "0.25 A.h, 12.5% of the whole" in issue.message  # 0.25 of 1 + 0.75 + 0.25
