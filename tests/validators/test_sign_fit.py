"""The fit of the sign check beside a search of all ways, and the moments that it takes."""

import itertools

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import current_sign
from ionworks.validators.checks.current_sign import judge_run
from ionworks.validators.checks.scan import ROW, RUN
from ionworks.validators.checks.sign_fit import fit_both_signs, ratio, size, where

T, V, I = "Time [s]", "Voltage [V]", "Current [A]"  # noqa: E741


class TestFit:
    """The fit gives the least squares within bounds.

    Within its bounds a square has one minimum, so a projected descent from anywhere finds it.
    """

    @staticmethod
    def least(t, v, i):
        """Return slope and cost for one sign of the current, by descent along each unknown."""
        moved = np.concatenate([[0.0], np.cumsum(-(i[1:] + i[:-1]) / 2 * np.diff(t))])
        s = (moved - moved.min()) / (moved.max() - moved.min())
        width = max(v.max() - v.min(), 0.01)
        bounds = [(v.min() - width, v.max() + width), (0.0, 2 * width), (0.0, np.inf)]
        features = np.column_stack([np.ones_like(s), s, -i])
        best = np.inf, 0.0
        # Every way to hold each unknown at a bound or to leave it free.
        for held in itertools.product(
            *([None, *(b for b in each if np.isfinite(b))] for each in bounds)
        ):
            x = np.array([0.0 if b is None else b for b in held])
            free = [k for k, b in enumerate(held) if b is None]
            if free:
                x[free] = np.linalg.lstsq(features[:, free], v - features @ x, rcond=None)[0]
            inside = all(
                low - 1e-9 <= value <= high + 1e-9
                for value, (low, high) in zip(x, bounds, strict=True)
            )
            cost = float(np.sum((v - features @ x) ** 2) / 2)
            if inside and cost < best[0] - 1e-12:
                best = cost, float(x[1])
        return best

    @pytest.mark.parametrize("kind", range(4))
    def test_is_the_least(self, kind):
        for seed in range(kind, 60, 4):
            self.compare(seed)

    def compare(self, seed):
        random = np.random.default_rng(seed)
        rows = int(random.integers(5, 40))
        t = np.cumsum(random.uniform(1.0, 30.0, rows))
        # A large current that hardly changes takes v0 to its bounds; one that decays as the
        # voltage does, the slope.
        mean, spread = random.choice([0.0, 1.0, -10.0, 10.0]), random.choice([0.02, 0.5, 2.0])
        fade = np.exp(-t / t[-1] * random.uniform(0.5, 4.0))
        i = mean + spread * (random.normal(0.0, 0.1, rows) + random.choice([0, 1, -1]) * fade)
        s = np.cumsum(i) / np.abs(i).sum()
        v = 3.7 - random.uniform(-1, 1) * s - random.uniform(-0.5, 0.5) * i
        v += random.normal(0.0, random.choice([1e-4, 1e-2]), rows)
        if seed % 4 == 3:
            # Pulses at both ends move most of the charge, and the voltage changes between them.
            rows = 400
            t = np.cumsum(random.uniform(5.0, 20.0, rows))
            i = random.normal(0.1, 0.02, rows)
            i[[0, -1]] = random.uniform(50.0, 200.0)
            v = 3.7 + random.choice([-0.1, 0.1]) * np.linspace(-1, 1, rows)
            v[[0, -1]] = 3.7
        if seed % 4 == 2:
            v = 3.7 + (v - 3.7) * random.uniform(0.005, 0.02)  # the range counts for 10 mV at least
        (cost_d, slope_d), (cost_c, slope_c) = self.least(t, v, i), self.least(t, v, -i)
        charge, doubt = judge_run(pl.DataFrame({"t": t, "v": v, "i": i}))
        winner, loser = max(slope_c, slope_d), min(slope_c, slope_d)
        if winner < 1e-6:
            assert doubt == 1.0
            return
        assert charge == (slope_c > slope_d) or winner - loser < 1e-6
        won, lost = (cost_c, cost_d) if slope_c > slope_d else (cost_d, cost_c)
        assert doubt == pytest.approx(min(loser / winner + won / lost, 1.0), abs=1e-5)


def rows_of_runs(seed, runs):
    """Return random rows of some runs of 1 to 9 rows."""
    random = np.random.default_rng(seed)
    run = np.repeat(np.arange(runs), random.integers(1, 10, runs))
    count = len(run)
    current = random.normal(random.choice([-1.0, 0.0, 1.0]), 0.5, count)
    current[run % 3 == 0] = 2.0
    return pl.DataFrame(
        {
            ROW: np.arange(count) + 100,
            RUN: run,
            T: np.cumsum(random.uniform(0.5, 30.0, count)),
            V: 3.7 + random.normal(0.0, 0.1, count),
            I: current,
        }
    )


def expected(rows, run):
    """Return the moments of one run, by their definition."""
    t, v, i, label = (rows[name].to_numpy() for name in (T, V, I, RUN))
    steps = np.diff(t)
    q = np.concatenate([[0.0], -np.cumsum((i[1:] + i[:-1]) / 2 * steps)])
    moved = np.concatenate([[0.0], (abs(i[1:]) + abs(i[:-1])) / 2 * steps])
    own = label == run
    values = {"q": q[own], "i": i[own], "v": v[own]}
    found = {RUN: run, "n": own.sum(), "q_end": q[own][-1]}
    found |= {"first row": rows[ROW].to_numpy()[own][0], "last row": rows[ROW].to_numpy()[own][-1]}
    found |= {"weight": moved[own][1:].sum(), "into_first": moved[own][0]}
    for name, each in values.items():
        found |= {name: each.mean(), f"{name}_min": each.min(), f"{name}_max": each.max()}
    for a, b in ("qq", "qi", "qv", "ii", "iv", "vv"):
        found[a + b] = np.sum((values[a] - values[a].mean()) * (values[b] - values[b].mean()))
    return found


def moments(rows, led=0):
    starts = pl.Series([0, *(np.flatnonzero(np.diff(rows[RUN].to_numpy())) + 1)])
    found = current_sign._run_moments(rows, starts, led=led)
    return found if isinstance(found, list) else found.to_dicts()


class TestMoments:
    """The moments of each run, however many there are and wherever they are cut."""

    @pytest.mark.parametrize("runs", [3, 40])
    def test_are_those_of_the_definition(self, runs):
        rows = rows_of_runs(runs, runs)
        found = moments(rows)
        assert len(found) == runs
        for run, each in enumerate(found):
            wanted = expected(rows, run)
            for name, value in wanted.items():
                assert each[name] == pytest.approx(value, rel=1e-9, abs=1e-9), name

    @pytest.mark.parametrize("runs", [3, 40])
    def test_a_row_that_leads_gives_the_charge_into_the_first(self, runs):
        rows = rows_of_runs(runs, runs)
        whole, led = moments(rows), moments(rows.slice(1), led=1)
        second = moments(rows.slice(2))  # without what leads to it
        t, i = rows[T], rows[I]
        assert led[0]["into_first"] == pytest.approx((abs(i[1]) + abs(i[2])) / 2 * (t[2] - t[1]))
        assert led[0]["n"] == second[0]["n"]
        assert led[0]["weight"] == pytest.approx(second[0]["weight"])
        assert led[-1]["weight"] == pytest.approx(whole[-1]["weight"])

    @pytest.mark.parametrize("seed", range(4))
    def test_of_a_run_in_two_parts(self, seed):
        rows = rows_of_runs(seed, 1)
        while rows.height < 4:
            rows = rows_of_runs(rows.height + 10 * seed, 1)
        rows = rows.with_columns(pl.lit(0, pl.Int64).alias(RUN))
        for cut in range(1, rows.height):
            (one,), (two,) = moments(rows.head(cut)), moments(rows.slice(cut - 1), led=1)
            joined = current_sign._joined(one, two)
            for name, value in expected(rows, 0).items():
                assert joined[name] == pytest.approx(value, rel=1e-9, abs=1e-9), name

    def test_many_runs_are_fitted_as_each_is(self):
        rows = rows_of_runs(7, 40)
        each = [run for run in moments(rows) if run["n"] > 3]
        charge, doubt = fit_both_signs(
            {name: pl.Series([float(run[name]) for run in each]) for name in each[0]}
        )
        alone = [fit_both_signs(run) for run in each]
        assert charge.to_list() == [bool(one) for one, _ in alone]
        assert doubt.to_list() == pytest.approx([p for _, p in alone], abs=1e-9)
        assert len({bool(one) for one, _ in alone}) == 2
        assert any(0.01 < p < 0.99 for _, p in alone)


def test_numbers_and_columns_are_treated_alike():
    many = pl.Series([-2.0, 0.0, 3.0])
    assert [size(each) for each in many] == size(many).to_list() == [2.0, 0.0, 3.0]
    assert where(many > 0, many, -many).to_list() == [2.0, 0.0, 3.0]
    assert [where(each > 0, 1, 2) for each in many] == [2, 2, 1]
    assert [ratio(each, 0.0) for each in (-2.0, 3.0)] == [-np.inf, np.inf]
    assert [ratio(each, -0.0) for each in (-2.0, 3.0)] == [np.inf, -np.inf]
    assert np.isnan(ratio(0.0, 0.0))
    assert ratio(3.0, 2.0) == 1.5
    assert ratio(many, pl.Series([2.0, 2.0, 0.0])).to_list() == [-1.0, 0.0, np.inf]


@pytest.mark.parametrize("noise", [0.0, 1e-14])
def test_a_fit_that_explains_nothing_is_no_vote(noise):
    """A voltage that goes up and back tells of neither sign."""
    t = np.arange(41.0)
    frame = pl.DataFrame({"t": t, "v": 3.7 + 0.01 * abs(t - 20) + noise * t, "i": np.ones(41)})
    assert judge_run(frame)[1] == pytest.approx(1.0)
