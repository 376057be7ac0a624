"""Open-circuit tables, on both sides of each limit."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import scan
from ionworks.validators.checks.open_circuit import OCPDirection, OCPOrder, OCPRange, OCPVoltage
from ionworks.validators.functions import findings

V, Q, SOC, X = "Voltage [V]", "Capacity [A.h]", "SOC", "Stoichiometry"


def issues(check, volts, **axes):
    names = {"soc": SOC, "x": X, "q": Q}
    columns = {names[name]: np.array(values, dtype=float) for name, values in axes.items()}
    frame = pl.DataFrame({V: np.array(volts, dtype=float), **columns})
    return findings(frame, check("error"))


@pytest.mark.parametrize(
    ("volts", "found"),
    [
        (np.full(41, 999.0), 0),  # no pack has more than 1000 V
        (np.full(41, 1001.0), 1),
        (np.full(41, -1001.0), 1),
        (np.linspace(28.0, 105.0, 401), 1),  # more than 60 V, and three times as much as least
        (np.linspace(36.0, 105.0, 401), 0),
        (np.linspace(15.0, 59.0, 401), 0),
        (np.linspace(15.0, 65.0, 401), 1),
        (np.append(np.full(39, 4.0), [4000.0]), 0),  # most of it tells
    ],
)
def test_a_curve_in_millivolts(volts, found):
    made = issues(OCPVoltage, volts)
    assert len(made) == found
    for issue in made:
        assert issue.payload == {"lowest": min(volts), "highest": max(volts), "factor": 0.001}
        assert issue.rows == (0,)


class TestRange:
    @pytest.mark.parametrize("axis", ["soc", "x"])
    @pytest.mark.parametrize(
        ("value", "found"), [(-0.049, 0), (-0.051, 1), (1.049, 0), (1.051, 1), (0.5, 0)]
    )
    def test_shares_have_a_margin(self, axis, value, found):
        made = issues(OCPRange, [4.0] * 4, **{axis: [0.0, 0.5, value, 1.0]})
        assert len(made) == found
        for issue in made:
            assert issue.rows == (2,)
            assert issue.payload == {
                "lowest": min(value, 0.0),
                "highest": max(value, 1.0),
                "num_rows": 1,
                "percent": False,
            }
            assert f"is {value:.6g} in row 2" in issue.message
            # Ions per formula may be more than one.
            assert issue.severity == ("warning" if axis == "x" and value > 0 else "error")

    @pytest.mark.parametrize(
        ("axis", "highest", "percent"),
        [("soc", 1.99, False), ("soc", 2.01, True), ("x", 9.9, False), ("x", 10.1, True)],
    )
    def test_percent(self, axis, highest, percent):
        (issue,) = issues(OCPRange, [4.0] * 4, **{axis: [0.0, 1.5, 1.8, highest]})
        assert issue.payload["percent"] is percent
        assert ("percent" in issue.message) == percent
        assert issue.severity == ("warning" if axis == "x" and not percent else "error")
        # Half of the rows must be more than a share.
        (issue,) = issues(OCPRange, [4.0] * 4, **{axis: [0.0, 1.0, 1.8, highest]})
        assert issue.payload["percent"] is False

    def test_a_capacity_is_no_share_and_each_axis_is_named(self):
        assert issues(OCPRange, [4.0] * 2, q=[0.0, 5.0]) == []
        made = issues(OCPRange, [4.0] * 2, q=[0.0, 5.0], soc=[0.0, 50.0], x=[0.0, -1.0])
        assert {issue.column for issue in made} == {SOC, X}


class TestOrder:
    RANDOM = np.random.default_rng(0)

    @pytest.mark.parametrize(("rows", "found"), [(9, 0), (10, 1)])
    def test_an_axis_in_no_order(self, rows, found):
        x = [0.0, 1.0, 0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0.4, 0.6][:rows]
        made = issues(OCPOrder, 3 + np.array(x), soc=x)
        assert len(made) == found
        for issue in made:
            assert (issue.column, issue.payload) == (SOC, {"turns": 1.0})
            assert issue.rows == (0,)

    @pytest.mark.parametrize(("share", "found"), [(0.36, 0), (0.5, 1)])
    def test_how_often_it_turns(self, share, found):
        """In four of ten rows at least, and by steps as long as those in random order."""
        count = 200
        order = np.arange(count)
        # Pairs of turns: rows that are swapped with one far away.
        swapped = np.arange(0, count // 2, 2)[: int(share * count / 4)]
        order[swapped], order[swapped + count // 2] = swapped + count // 2, swapped.copy()
        x = order / count
        steps = np.sign(np.diff(x))
        turns = np.sum(steps[1:] != steps[:-1]) / (count - 2)
        made = issues(OCPOrder, 3 + x, soc=x)
        rough = np.abs(np.diff(x)).mean() / np.abs(x[:, None] - x).mean() * (count - 1) / count
        assert len(made) == (turns > 0.4 and rough > 0.6)
        assert len(made) == found
        assert [issue.payload["turns"] for issue in made] == [pytest.approx(turns)] * found

    @pytest.mark.parametrize(("height", "found"), [(0.049, 0), (0.051, 1)])
    def test_columns_sorted_apart(self, height, found):
        random = np.random.default_rng(3)
        volts = random.permutation(np.linspace(3.0, 3.0 + height, 400))
        made = issues(OCPOrder, volts, soc=np.linspace(0, 1, 400))
        assert len(made) == found
        for issue in made:
            # Steps in random order are about as long as any two values are apart.
            apart = np.abs(volts[:, None] - volts).sum() / (400 * 399)
            rough = np.abs(np.diff(volts)).mean() / apart
            assert issue.payload["roughness"] == pytest.approx(rough)
            assert (issue.column, issue.rows) == (V, (0,))

    @pytest.mark.parametrize("way", [1, -1])
    @pytest.mark.parametrize(("noise", "found"), [(0.45, 0), (1.1, 1)])
    def test_a_noisy_voltage_that_follows_is_in_order(self, way, noise, found):
        random = np.random.default_rng(3)
        x = np.linspace(0, 1, 400)
        volts = 3 + way * x + noise * random.normal(size=400)
        ranks = [np.argsort(np.argsort(each)) for each in (volts, x)]
        correlation = abs(np.corrcoef(ranks)[0, 1])
        assert (correlation < 0.5) == found
        assert len(issues(OCPOrder, volts, soc=x)) == found

    def test_hysteresis_and_loops_are_in_order(self):
        x = np.concatenate([np.linspace(0, 1, 100), np.linspace(1, 0, 100)] * 3)
        assert issues(OCPOrder, 3 + x, soc=x) == []
        assert issues(OCPOrder, np.full(100, 3.0), soc=np.linspace(0, 1, 100)) == []
        small = 3 + 0.1 * (np.arange(100) % 2)  # turns at each row, but only follows a step
        assert len(issues(OCPOrder, small, q=np.linspace(0, 1, 100))) == 1


class TestDirection:
    @pytest.mark.parametrize(
        ("axis", "volts", "found"),
        [
            ("soc", (3.0, 4.0), 0),
            ("soc", (4.0, 3.0), 1),
            ("x", (4.0, 3.0), 0),
            ("x", (3.0, 4.0), 1),
            ("soc", (2.26, 1.76), 1),  # a curve with a mean above 2 V is not that of an anode
            ("soc", (2.24, 1.74), 0),
            ("x", (0.1, 1.5), 1),
            ("q", (4.0, 3.0), 0),
        ],
    )
    def test_what_the_voltage_does(self, axis, volts, found):
        for factor in (1.0, 1000.0):
            curve = factor * np.linspace(*volts, 40)
            made = issues(OCPDirection, curve, **{axis: np.linspace(0, 1, 40)})
            assert len(made) == found
            # The means of a fifth of the rows at each end are four fifths and a bit apart.
            change = -abs(volts[1] - volts[0]) * 32 / 39
            assert [each.payload["change"] for each in made] == [pytest.approx(change)] * found
            for issue in made:
                what = "falls" if axis == "soc" else "rises"
                assert f"{what} by {-change:.3g} V" in issue.message
            turned = issues(OCPDirection, curve[::-1], **{axis: np.linspace(1, 0, 40)})
            assert len(turned) == found

    @pytest.mark.parametrize(("rows", "found"), [(4, 0), (5, 1)])
    def test_five_rows_tell(self, rows, found):
        volts, soc = np.linspace(4.0, 3.0, rows), np.linspace(0, 1, rows)
        assert len(issues(OCPDirection, volts, soc=soc)) == found

    @pytest.mark.parametrize(("change", "found"), [(0.019, 0), (0.021, 1)])
    def test_twenty_millivolts_tell(self, change, found):
        volts = np.linspace(4.0, 4.0 - change * 39 / 32, 40)
        assert len(issues(OCPDirection, volts, soc=np.linspace(0, 1, 40))) == found

    @pytest.mark.parametrize(("up", "found"), [(0.40, 0), (0.20, 1)])
    def test_the_voltage_goes_that_way_for_the_most_part(self, up, found):
        """A rank correlation of a half is clear."""
        x = np.linspace(0, 1, 101)
        volts = 3.8 + 0.5 * np.where(x < up, x, 2 * up - x)
        ranks = [np.argsort(np.argsort(each, kind="stable")) for each in (volts, x)]
        correlation = np.corrcoef(ranks)[0, 1]
        assert (correlation < -0.5) == found
        assert len(issues(OCPDirection, volts, soc=x)) == found

    def test_missing_rows_and_empty_tables(self):
        volts, soc = np.linspace(4.0, 3.0, 40), np.linspace(0, 1, 40)
        volts[[3, 20]] = np.nan
        soc[[5, 30]] = np.nan
        assert len(issues(OCPDirection, volts, soc=soc)) == 1
        for check in (OCPDirection, OCPOrder, OCPRange, OCPVoltage):
            assert issues(check, [], soc=[], x=[]) == []
            assert issues(check, [np.nan] * 20, soc=[0.5] * 20) == []

    def test_blocks_make_no_difference(self, monkeypatch):
        volts, soc = np.linspace(4.0, 3.0, 40), np.linspace(0, 1, 40)
        whole = issues(OCPDirection, volts, soc=soc)
        monkeypatch.setattr(scan, "BLOCK_ROWS", 7)
        assert issues(OCPDirection, volts, soc=soc) == whole
