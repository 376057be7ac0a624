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
    # A current that never changes leaves rounding for its deviations; they are none.
    constant = pl.col("i_min") == pl.col("i_max")
    moments = moments.with_columns(
        pl.when(constant).then(0.0).otherwise(name).alias(name) for name in ("qi", "ii", "iv")
    )
    span = pl.col("q_max") - pl.col("q_min")
    width = pl.max_horizontal(pl.col("v_max") - pl.col("v_min"), pl.lit(_LEAST_RANGE))
    scaled = moments.with_columns(
        width.alias("width"),
        (pl.col("v_min") - width - pl.col("v")).alias("low"),
        (pl.col("v_max") + width - pl.col("v")).alias("high"),
        ((pl.col("q") - pl.col("q_min")) / span).alias("s"),
        (pl.col("qq") / span**2).alias("ss"),
        (pl.col("qi") / span).alias("si"),
        (pl.col("qv") / span).alias("sv"),
    )
    # Turning the sign of the current turns the state of charge about: s is 1 - s.
    turned = scaled.with_columns(
        (1 - pl.col("s")).alias("s"), -pl.col("sv"), -pl.col("i"), -pl.col("iv")
    )
    slopes, costs = _fit(pl.concat([scaled, turned]))
    slope_d, slope_c = slopes.head(moments.height), slopes.tail(moments.height)
    cost_d, cost_c = costs.head(moments.height), costs.tail(moments.height)
    charge = slope_c > slope_d
    winner, loser = slope_c.zip_with(charge, slope_d), slope_d.zip_with(charge, slope_c)
    cost_won, cost_lost = cost_c.zip_with(charge, cost_d), cost_d.zip_with(charge, cost_c)
    misfit = (cost_won / cost_lost).zip_with(cost_lost > _NO_COST, 0.0 * cost_lost)
    doubt = (loser / winner.clip(lower_bound=_NO_SLOPE) + misfit).clip(0.0, 1.0)
    none = winner < _NO_SLOPE
    # What is left of a fit that explains nothing is rounding, and must not be a vote.
    certain = doubt < 1 - _NO_CONFIDENCE
    return moments.with_columns(
        (charge | none).alias("charge"),
        doubt.zip_with(certain & ~none, 0.0 * doubt + 1.0).alias("p"),
    )


def _fit(steps: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Minimise the squares over v0, d and R within their bounds; return slopes and costs."""
    width, low, high = steps["width"], steps["low"], steps["high"]
    s_mean, j_mean = steps["s"], steps["i"]
    best_cost = pl.repeat(math.inf, steps.height, eager=True)
    best_slope = pl.repeat(0.0, steps.height, eager=True)
    for offset in (None, low, high):
        # The features are s and -J, the unknowns d and R. Sums are about the means when v0
        # is free, and about v0 when it is at a bound.
        v_mean = 0.0 if offset is None else -offset
        m = 0.0 if offset is None else steps["n"]
        ss = steps["ss"] + m * s_mean * s_mean
        rr = steps["ii"] + m * j_mean * j_mean
        sr = -(steps["si"] + m * s_mean * j_mean)
        sv = steps["sv"] + m * s_mean * v_mean
        rv = -(steps["iv"] + m * j_mean * v_mean)
        vv = steps["vv"] + m * v_mean * v_mean
        determinant = ss * rr - sr * sr
        candidates = [
            (
                (sv * rr - rv * sr) / determinant,
                (rv * ss - sv * sr) / determinant,
                determinant > _SINGULAR * ss * rr,
            ),
            (sv / ss, 0.0 * ss, ss > 0),
            *((held, (rv - sr * held) / rr, rr > 0) for held in (0.0 * width, 2 * width)),
            *((held, 0.0 * ss, ss >= 0) for held in (0.0 * width, 2 * width)),
        ]
        for d, r, solvable in candidates:
            feasible = solvable & (d >= 0) & (d <= 2 * width) & (r >= 0)
            if offset is None:
                v0 = r * j_mean - d * s_mean
                feasible &= (v0 >= low) & (v0 <= high)
            cost = vv - 2 * (d * sv + r * rv) + d * d * ss + 2 * d * r * sr + r * r * rr
            better = feasible & (cost < best_cost - _TIE * steps["vv"])
            best_cost = cost.zip_with(better, best_cost)
            best_slope = d.zip_with(better, best_slope)
    return best_slope, best_cost.clip(lower_bound=0.0) / 2
