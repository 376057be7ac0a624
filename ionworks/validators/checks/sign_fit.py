"""Tell charge from discharge: the fit of one open-circuit slope and one resistance.

Within a step, the voltage is taken for ``v0 + d * s - R * J``: ``s`` is the state of
charge moved by the current ``J`` (positive on discharge), scaled to 0..1, and ``d >= 0``
and ``R >= 0`` because voltage rises with charge and sags under load. Fitted once with the
current as it stands and once with its sign turned, the larger slope ``d`` tells which sign
means discharge. The fit needs nothing of the rows but their moments, so that all steps are
solved at once and exactly: the best of all ways to hold each unknown at a bound or free.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeAlias

import polars as pl

__all__ = ["Number", "Truth", "fit_both_signs", "negated", "ratio", "size", "where"]

# A number (or truth) of one step, or a column with one for each of many: all is written once for
# both. A column costs the same for one step as for hundreds, and far more than a few plain numbers.
# Type checkers cannot follow arithmetic that is the same for both.
Number: TypeAlias = Any
Truth: TypeAlias = Any

#: Least width in V taken for the range of the voltage in the bounds of the fit.
_LEAST_RANGE = 0.01

#: Share of the product of two variances below which their determinant is rounding.
_SINGULAR = 1e-12

#: Share of the variance of the voltage by which a later candidate must be better. A current
#: that decays like the state of charge leaves open which of the two explains the voltage;
#: the candidates that say the state of charge come first.
_TIE = 1e-12

#: V, V**2: a slope or a misfit below these counts as 0.
_NO_SLOPE = 1e-10
_NO_COST = 1e-10
_NO_CONFIDENCE = 1e-9


def where(condition: Truth, yes: Number, no: Number) -> Number:
    """Return one of two numbers."""
    if condition is True:
        return yes
    if condition is False:
        return no
    return yes.zip_with(condition, no)


def negated(condition: Truth) -> Truth:
    """Return the opposite."""
    return ~condition if isinstance(condition, pl.Series) else not condition


def ratio(part: Number, whole: Number) -> Number:
    """Return a quotient; of plain numbers too, it may be infinite or NaN."""
    if isinstance(whole, pl.Series) or whole:
        return part / whole
    return part * math.copysign(math.inf, whole)


def size(value: Number) -> Number:
    """Return the absolute value, at less cost for columns than `abs`."""
    return where(value >= 0, value, 0.0 - value)


def fit_both_signs(
    moments: Mapping[str, Number],
) -> tuple[Truth, Number]:
    """Fit steps for both meanings of the sign, and judge which is right.

    Parameters
    ----------
    moments : mapping of str to float or polars.Series
        Of one step, or columns with a row a step: ``n``; means ``q``, ``i``, ``v`` of the charge
        that flowed in (A.s), the current and the voltage; sums of products of their deviations
        ``qq``, ``qi``, ``qv``, ``ii``, ``iv``, ``vv``; extremes ``q_min``, ``q_max``, ``i_min``,
        ``i_max``, ``v_min``, ``v_max``. The charge is the integral of minus the current, and it
        and the voltage must vary.

    Returns
    -------
    charge : bool or polars.Series
        Positive current charges.
    p : float or polars.Series
        From 0 to 1, 1 for no evidence.
    """
    (slope_d, cost_d), (slope_c, cost_c) = _fit(moments)
    charge = slope_c > slope_d
    winner, loser = where(charge, slope_c, slope_d), where(charge, slope_d, slope_c)
    cost_won, cost_lost = where(charge, cost_c, cost_d), where(charge, cost_d, cost_c)
    zero = 0.0 * winner
    misfit = where(cost_lost > _NO_COST, ratio(cost_won, cost_lost), zero)
    none = winner < _NO_SLOPE
    doubt = where(none, zero, ratio(loser, winner)) + misfit
    # What is left of a fit that explains nothing is rounding, and must not be a vote.
    certain = negated(none) & (doubt < 1 - _NO_CONFIDENCE)
    return charge | none, where(certain, doubt, zero + 1.0)


def _fit(steps: Mapping[str, Number]) -> list[tuple[Number, Number]]:
    """Minimise the squares over v0, d and R within their bounds.

    Returns slope and cost for "positive current discharges", then for "positive current charges".
    """
    n, q, i, v, qq, qi, qv, ii, iv, vv = (
        steps[name] for name in ("n", "q", "i", "v", "qq", "qi", "qv", "ii", "iv", "vv")
    )
    zero = 0.0 * n
    # A current that never changes leaves rounding for its deviations; they count as 0.
    changes = steps["i_min"] != steps["i_max"]
    qi, ii, iv = (where(changes, each, zero) for each in (qi, ii, iv))
    span = steps["q_max"] - steps["q_min"]
    width = steps["v_max"] - steps["v_min"]
    width = where(width > _LEAST_RANGE, width, zero + _LEAST_RANGE)
    low, high = steps["v_min"] - width - v, steps["v_max"] + width - v
    s = (q - steps["q_min"]) / span
    own, cross, sv = qq / (span * span), qi / span, qv / span

    # The features are s and -J, the unknowns d and R. Sums are about the means when v0 is free,
    # and about v0 when it is at a bound. Turning the sign of the current turns the state of
    # charge about: s is 1 - s.
    signs = ((s, i, sv, zero - iv), (1.0 - s, zero - i, zero - sv, iv))
    bounds = ((zero, zero), (n, zero - low), (n, zero - high))
    cases = [
        (own, ii, cross, vv, s_mean, j_mean, sv, rv, m, v_mean, low, high, width)
        for m, v_mean in bounds
        for s_mean, j_mean, sv, rv in signs
    ]
    solved = [_solved(*case) for case in cases] if isinstance(n, float) else _at_once(cases)
    best = solved[:2]
    for place, other in enumerate(solved[2:]):
        best[place % 2] = _better(best[place % 2], other, vv)
    return [(slope, where(cost > 0, cost, zero) / 2) for slope, cost in best]


def _at_once(cases: list[tuple[Number, ...]]) -> list[tuple[Number, Number]]:
    """Solve all cases of many steps, stacked into one column."""
    slopes, costs = _solved(*(pl.concat(values) for values in zip(*cases, strict=True)))
    steps = cases[0][0].len()
    places = range(0, slopes.len(), steps)
    return [(slopes.slice(place, steps), costs.slice(place, steps)) for place in places]


def _solved(
    own: Number,
    ii: Number,
    cross: Number,
    vv: Number,
    s_mean: Number,
    j_mean: Number,
    sv: Number,
    rv: Number,
    m: Number,
    v_mean: Number,
    low: Number,
    high: Number,
    width: Number,
) -> tuple[Number, Number]:
    """Return slope and cost of the best of all ways to hold d and R at a bound or free.

    Parameters
    ----------
    own, ii, cross, vv, sv, rv : float or polars.Series
        Sums of products of the deviations of features and voltage from their means.
    s_mean, j_mean, v_mean : float or polars.Series
        The means of state of charge, current and voltage.
    m : float or polars.Series
        The number of rows if v0 is at a bound, 0 if it is free.
    low, high : float or polars.Series
        The bounds of v0.
    width : float or polars.Series
        The range of the voltage; d is at most twice this.
    """
    spread = vv
    ss = own + m * s_mean * s_mean
    rr = ii + m * j_mean * j_mean
    sr = 0.0 - (cross + m * s_mean * j_mean)
    sv = sv + m * s_mean * v_mean
    rv = rv - m * j_mean * v_mean
    vv = spread + m * v_mean * v_mean
    zero, held, most = 0.0 * m, m > 0.0, 2.0 * width

    determinant = ss * rr - sr * sr
    slope = ratio(sv * rr - rv * sr, determinant)
    resistance = ratio(rv * ss - sv * sr, determinant)
    solvable = determinant > _SINGULAR * ss * rr
    solvable = solvable & (slope >= 0) & (slope <= most) & (resistance >= 0)
    # The best on each side of the bounds: R = 0, d = 0, and d at its upper bound.
    alone = sv / ss
    alone = where(alone > 0, alone, zero)
    candidates = [
        (slope, resistance),
        (where(alone < most, alone, most), zero),
        (zero, _positive(ratio(rv, rr), rr > 0, zero)),
        (most, _positive(ratio(rv - sr * most, rr), rr > 0, zero)),
    ]
    best: tuple[Number, Number] | None = None
    for d, r in candidates:
        v0 = r * j_mean - d * s_mean
        inside = held | ((v0 >= low) & (v0 <= high))
        cost = vv - 2.0 * (d * sv + r * rv) + d * d * ss + 2.0 * d * r * sr + r * r * rr
        if best is None:
            best = d, where(inside & solvable, cost, zero + math.inf)
        else:
            best = _better(best, (d, where(inside, cost, zero + math.inf)), spread)
    assert best is not None
    return best


def _positive(value: Number, known: Truth, zero: Number) -> Number:
    return where(known & (value > 0), value, zero)


def _better(
    best: tuple[Number, Number], other: tuple[Number, Number], spread: Number
) -> tuple[Number, Number]:
    """Return the slope and the cost of what costs less; a tie goes to the first."""
    less = other[1] < best[1] - _TIE * spread
    return where(less, other[0], best[0]), where(less, other[1], best[1])
