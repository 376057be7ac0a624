"""Each bound of the checks of open-circuit tables, from both sides."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators import check

V, SOC, X = "Voltage [V]", "SOC", "Stoichiometry"


def codes(columns, severity=None):
    report = check(pl.DataFrame(columns), data_type="ocp", strict=True)
    return [
        issue.code.value
        for issue in report.issues
        if issue.code.value.startswith("ocp") and severity in (None, issue.severity)
    ]


SHARES = np.linspace(0, 1, 20)


@pytest.mark.parametrize(
    ("low", "high", "is_found"),
    [
        (995.0, 999.0, False),  # no pack has more than 1000 V
        (1001.0, 1005.0, True),
        (20.0, 59.0, False),  # nor does a voltage above 60 V change by a factor of three
        (20.0, 61.0, True),
        (20.5, 61.0, False),
    ],
)
def test_millivolts_are_more_than_any_pack_has(low, high, is_found):
    volts = np.where(SHARES < 0.5, low, high) + SHARES * 1e-3
    assert ("ocp_voltage_not_in_volts" in codes({V: volts, SOC: SHARES})) == is_found
    assert ("ocp_voltage_not_in_volts" in codes({V: -volts, X: SHARES})) == is_found


@pytest.mark.parametrize("axis", [SOC, X])
@pytest.mark.parametrize(
    ("low", "high", "is_found"),
    [(-0.049, 1.0, False), (-0.051, 1.0, True), (0.0, 1.049, False), (0.0, 1.051, True)],
)
def test_a_share_is_between_0_and_1_with_a_margin(axis, low, high, is_found):
    sign = 1 if axis == SOC else -1
    columns = {V: 3.7 + sign * 0.5 * SHARES, axis: np.linspace(low, high, 20)}
    found = codes(columns)
    assert found == ["ocp_axis_out_of_range"] * is_found
    # Ions per formula are a warning, but none is below 0.
    assert codes(columns, "error") == found * (axis == SOC or low < -0.05)


@pytest.mark.parametrize(
    ("axis", "low", "high", "percent"),
    [
        (SOC, 1.2, 1.99, False),
        (SOC, 1.2, 2.01, True),
        (X, 1.2, 9.9, False),
        (X, 1.2, 10.1, True),
        (SOC, 0.0, 2.01, False),  # half of the rows are shares
        (SOC, 0.0, 2.3, True),
    ],
)
def test_percent_are_more_than_shares_in_most_rows(axis, low, high, percent):
    """More than 2 of a state of charge, and more than 10 ions per formula."""
    sign = 1 if axis == SOC else -1
    frame = pl.DataFrame({V: 3.7 + sign * 0.5 * SHARES, axis: np.linspace(low, high, 20)})
    (issue,) = check(frame, data_type="ocp", strict=True).issues
    assert issue.payload["percent"] == percent
    assert (issue.payload["lowest"], issue.payload["highest"]) == (low, high)


@pytest.mark.parametrize(("rows", "is_found"), [(9, False), (10, True)])
def test_ten_rows_tell_an_order(rows, is_found):
    place = np.resize([0, 5, 1, 6, 2, 7, 3, 8, 4, 9], 10)[:rows] / 10
    found = codes({V: 3.0 + place, SOC: place})
    assert ("ocp_rows_out_of_order" in found) == is_found


@pytest.mark.parametrize(("height", "is_found"), [(0.049, False), (0.051, True)])
def test_columns_that_were_sorted_apart_are_seen_in_curves_of_50_millivolts(height, is_found):
    volts = 3.7 + height * np.resize([0, 19, 5, 12, 3, 17, 8, 14, 1, 10], 20) / 19
    assert ("ocp_rows_out_of_order" in codes({V: volts, SOC: SHARES})) == is_found


@pytest.mark.parametrize(("axis", "sign"), [(SOC, -1), (X, 1)])
@pytest.mark.parametrize(
    ("rows", "change", "is_found"),
    [
        (10, 0.0223, False),  # the mean of the last fifth is 20 mV from that of the first
        (10, 0.0227, True),
        (5, 0.5, True),
        (4, 0.5, False),
    ],
)
def test_a_reversed_curve_changes_by_20_millivolts(axis, sign, rows, change, is_found):
    x = np.linspace(0, 1, rows)
    for order in (slice(None), slice(None, None, -1)):
        columns = {V: (3.7 + sign * change * x)[order], axis: x[order]}
        assert codes(columns) == ["ocp_voltage_reversed"] * is_found
    right = {V: 3.7 - sign * change * x, axis: x}
    assert codes(right) == []


@pytest.mark.parametrize(("middle", "is_found"), [(1.99, False), (2.01, True)])
def test_below_2_volts_a_potential_may_be_that_of_an_anode(middle, is_found):
    """It falls with the state of charge of the cell; with the stoichiometry every one does."""
    curve = middle + 0.3 * (0.5 - SHARES)
    assert codes({V: curve, SOC: SHARES}) == ["ocp_voltage_reversed"] * is_found
    assert codes({V: curve[::-1], X: SHARES}) == ["ocp_voltage_reversed"]
    assert codes({V: curve, X: SHARES}) == []


@pytest.mark.parametrize(("share", "is_found"), [(0.45, False), (0.55, True)])
def test_a_reversed_curve_falls_on_the_whole(share, is_found):
    """The ranks of voltage and axis are related by minus a half at least."""
    x = np.arange(101.0)
    random = np.random.default_rng(1).permutation(x)

    def ranks(weight):
        mixed = -weight * x + (1 - weight) * random
        return np.argsort(np.argsort(mixed))

    weights = np.linspace(0, 1, 2001)
    related = [np.corrcoef(ranks(w), x)[0, 1] for w in weights]
    place = ranks(weights[int(np.argmin(np.abs(np.array(related) + share)))])
    columns = {V: 3.0 + place / 100, SOC: x / 100}
    report = check(pl.DataFrame(columns), data_type="ocp", strict=True)
    found = {issue.code.value for issue in report.issues}
    assert ("ocp_voltage_reversed" in found) == is_found
    assert ("ocp_rows_out_of_order" in found) != is_found
