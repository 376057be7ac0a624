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

import polars as pl

__all__ = ["fit_both_signs"]

#: Least width in V taken for the range of the voltage in the bounds of the fit.
_LEAST_RANGE = 0.01

#: Share of the product of two variances below which their determinant is rounding.
_SINGULAR = 1e-12

#: Share of the variance of the voltage by which a later candidate must be better. A current
#: that decays like the state of charge leaves open which of the two explains the voltage;
#: the candidates that say the state of charge come first.
_TIE = 1e-12

#: V, V**2: a slope or a misfit below these is none.
_NO_SLOPE = 1e-10
_NO_COST = 1e-10
_NO_CONFIDENCE = 1e-9


def fit_both_signs(moments: pl.DataFrame) -> pl.DataFrame:
    """Fit all steps for both meanings of the sign, and judge which is right.

    Parameters
    ----------
    moments : polars.DataFrame
        One row a step: ``n``; means ``q``, ``i``, ``v`` of the charge that flowed in
        (A.s), the current and the voltage; sums of products of their deviations ``qq``, ``qi``,
        ``qv``, ``ii``, ``iv``, ``vv``; extremes ``q_min``, ``q_max``, ``i_min``,
        ``i_max``, ``v_min``, ``v_max``. The charge is the integral of minus the current, and it
        and the voltage must vary.

    Returns
    -------
    polars.DataFrame
        The same rows and ``charge`` (bool: positive current charges) and ``p`` (0..1, 1 for
        no evidence).
    """
    steps = moments.height
    slopes, costs = _fit(moments)
    slope_d, slope_c = slopes.head(steps), slopes.tail(steps)
    cost_d, cost_c = costs.head(steps), costs.tail(steps)
    charge = slope_c > slope_d
    winner, loser = slope_c.zip_with(charge, slope_d), slope_d.zip_with(charge, slope_c)
    cost_won, cost_lost = cost_c.zip_with(charge, cost_d), cost_d.zip_with(charge, cost_c)
    zero = 0.0 * winner
    misfit = (cost_won / cost_lost).zip_with(cost_lost > _NO_COST, zero)
    none = winner < _NO_SLOPE
    doubt = (loser / winner).zip_with(~none, zero) + misfit
    # What is left of a fit that explains nothing is rounding, and must not be a vote.
    certain = (doubt < 1 - _NO_CONFIDENCE) & ~none
    return moments.with_columns(
        (charge | none).alias("charge"), doubt.zip_with(certain, zero + 1.0).alias("p")
    )


def _fit(steps: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Minimise the squares over v0, d and R within their bounds.

    Returns the slopes and the costs: of all steps for "positive current discharges", then of all
    for "positive current charges". Arithmetic of whole columns costs next to nothing for a few
    steps, unlike expressions and other methods, so all cases are stacked into one column.
    """
    n, q, i, v, qq, qi, qv, ii, iv, vv = (
        steps[name] for name in ("n", "q", "i", "v", "qq", "qi", "qv", "ii", "iv", "vv")
    )
    zero = 0.0 * n
    # A current that never changes leaves rounding for its deviations; they are none.
    changes = steps["i_min"] != steps["i_max"]
    qi, ii, iv = (each.zip_with(changes, zero) for each in (qi, ii, iv))
    span = steps["q_max"] - steps["q_min"]
    width = steps["v_max"] - steps["v_min"]
    width = width.zip_with(width > _LEAST_RANGE, zero + _LEAST_RANGE)
    low, high = steps["v_min"] - width - v, steps["v_max"] + width - v
    s, sv = (q - steps["q_min"]) / span, qv / span

    def both(right: pl.Series, turned: pl.Series) -> pl.Series:
        """Stack both signs of the current, for v0 free, at its lower and at its upper bound."""
        return pl.concat([right, turned] * 3)

    def at_bounds(free: pl.Series, lower: pl.Series, upper: pl.Series) -> pl.Series:
        return pl.concat([free, free, lower, lower, upper, upper])

    # The features are s and -J, the unknowns d and R. Sums are about the means when v0 is free,
    # and about v0 when it is at a bound. Turning the sign of the current turns the state of
    # charge about: s is 1 - s.
    m, v_mean = at_bounds(zero, n, n), at_bounds(zero, zero - low, zero - high)
    s_mean, j_mean = both(s, 1 - s), both(i, zero - i)
    own = qq / (span * span)
    ss = both(own, own) + m * s_mean * s_mean
    rr = both(ii, ii) + m * j_mean * j_mean
    cross = qi / span
    sr = both(cross, cross) + m * s_mean * j_mean
    sr = 0.0 - sr
    sv = both(sv, zero - sv) + m * s_mean * v_mean
    rv = both(zero - iv, iv) - m * j_mean * v_mean
    spread = both(vv, vv)
    vv = spread + m * v_mean * v_mean
    zero = at_bounds(zero, zero, zero)
    most = 2.0 * both(width, width)
    held, low, high = m > 0.0, both(low, low), both(high, high)

    determinant = ss * rr - sr * sr
    inner = (sv * rr - rv * sr) / determinant, (rv * ss - sv * sr) / determinant
    solvable = determinant > _SINGULAR * ss * rr
    solvable &= (inner[0] >= 0) & (inner[0] <= most) & (inner[1] >= 0)
    # The best on each side of the bounds: R = 0, d = 0, and d at its upper bound.
    alone = sv / ss
    alone = alone.zip_with(alone > 0, zero)
    candidates = [
        (*inner, solvable),
        (alone.zip_with(alone < most, most), zero, None),
        *((d, _positive((rv - sr * d) / rr, rr > 0, zero), None) for d in (zero, most)),
    ]
    best: tuple[pl.Series, pl.Series] | None = None
    infinite = zero + math.inf
    for d, r, feasible in candidates:
        v0 = r * j_mean - d * s_mean
        inside = held | ((v0 >= low) & (v0 <= high))
        if feasible is not None:
            inside &= feasible
        cost = vv - 2 * (d * sv + r * rv) + d * d * ss + 2 * d * r * sr + r * r * rr
        best = _better(best, (d, cost.zip_with(inside, infinite)), spread)
    assert best is not None
    pair = 2 * steps.height
    found: tuple[pl.Series, pl.Series] | None = None
    for start in range(0, zero.len(), pair):
        slope, cost = (each.slice(start, pair) for each in best)
        found = _better(found, (slope, cost), spread.head(pair))
    assert found is not None
    slope, cost = found
    return slope, cost.zip_with(cost > 0, 0.0 * cost) / 2


def _positive(values: pl.Series, known: pl.Series, zero: pl.Series) -> pl.Series:
    return values.zip_with(known & (values > 0), zero)


def _better(
    best: tuple[pl.Series, pl.Series] | None, other: tuple[pl.Series, pl.Series], spread: pl.Series
) -> tuple[pl.Series, pl.Series]:
    """Return the slopes and costs of those that cost less; a tie goes to the first."""
    if best is None:
        return other
    less = other[1] < best[1] - _TIE * spread
    return other[0].zip_with(less, best[0]), other[1].zip_with(less, best[1])
