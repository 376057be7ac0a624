"""Tell charge from discharge: the fit of one open-circuit slope and one resistance.

Within a step, the voltage is taken for ``v0 + d * s - R * J``: ``s`` is the state of
charge moved by the current ``J`` (positive on discharge), scaled to 0..1, and ``d >= 0``
and ``R >= 0`` because voltage rises with charge and sags under load. Fitted once with the
current as it stands and once with its sign turned, the larger slope ``d`` tells which sign
means discharge. The fit needs nothing of the rows but their moments, so that all steps are
solved at once and exactly: the best of all ways to hold each unknown at a bound or free.
"""

from __future__ import annotations

from itertools import product

import polars as pl

__all__ = ["fit_both_signs"]

#: Least width in V taken for the range of the voltage in the bounds of the fit.
_LEAST_RANGE = 0.01

#: Share of the product of two variances below which their determinant is rounding.
_SINGULAR = 1e-12


def fit_both_signs(moments: pl.DataFrame) -> pl.DataFrame:
    """Fit all steps for both meanings of the sign, and judge which is right.

    Parameters
    ----------
    moments : polars.DataFrame
        One row a step: ``n``; means ``q``, ``i``, ``v`` of the charge that flowed in
        (A.s), the current and the voltage; sums of products of their deviations ``qq``, ``qi``,
        ``qv``, ``ii``, ``iv``, ``vv``; extremes ``q_min``, ``q_max``, ``i_min``,
        ``i_max``, ``v_min``, ``v_max``. The charge is the integral of minus the current, and it and the voltage must vary.

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
    fits = pl.concat([_fit(scaled, 1, "discharge"), _fit(scaled, -1, "charge")], how="horizontal")
    slope_d, slope_c = pl.col("slope discharge"), pl.col("slope charge")
    cost_d, cost_c = pl.col("cost discharge"), pl.col("cost charge")
    charge = slope_c > slope_d
    winner, loser = pl.max_horizontal(slope_c, slope_d), pl.min_horizontal(slope_c, slope_d)
    cost_won = pl.when(charge).then(cost_c).otherwise(cost_d)
    cost_lost = pl.when(charge).then(cost_d).otherwise(cost_c)
    misfit = pl.when(cost_lost > 1e-10).then(cost_won / cost_lost).otherwise(0.0)
    doubt = (loser / pl.max_horizontal(winner, pl.lit(1e-10)) + misfit).clip(0.0, 1.0)
    none = winner < 1e-10
    verdict = fits.select(
        (charge | none).alias("charge"), pl.when(none).then(1.0).otherwise(doubt).alias("p")
    )
    return pl.concat([moments, verdict], how="horizontal")


def _fit(steps: pl.DataFrame, sign: int, name: str) -> pl.DataFrame:
    """Minimise the squares over v0, d and R within their bounds; return slope and cost.

    Turning the sign of the current turns the state of charge about: ``s`` is ``1 - s``.
    """
    s_mean = pl.col("s") if sign > 0 else 1 - pl.col("s")
    candidates: list[pl.Expr] = []
    faces = list(product((None, "low", "high"), (None, 0, 2), (False, True)))
    for index, (offset, slope_at, resistance_free) in enumerate(faces):
        # Deviations from the means when v0 is free, from v0 itself when it is at a bound;
        # the features are s and -J, the unknowns d and R.
        v = pl.lit(0.0) if offset is None else -pl.col(offset)
        m = pl.lit(0.0) if offset is None else pl.col("n")
        j = sign * pl.col("i")
        ss = pl.col("ss") + m * s_mean**2
        rr = pl.col("ii") + m * j**2
        sr = -(pl.col("si") + m * s_mean * j)
        sv = sign * pl.col("sv") + m * s_mean * v
        rv = -(sign * pl.col("iv") + m * j * v)
        vv = pl.col("vv") + m * v**2
        held = None if slope_at is None else slope_at * pl.col("width")
        if held is None and resistance_free:
            determinant = ss * rr - sr**2
            solvable = determinant > _SINGULAR * ss * rr
            d = (sv * rr - rv * sr) / determinant
            r = (rv * ss - sv * sr) / determinant
        elif held is None:
            solvable, d, r = ss > 0, sv / ss, pl.lit(0.0)
        elif resistance_free:
            solvable, d, r = rr > 0, held, (rv - sr * held) / rr
        else:
            solvable, d, r = pl.lit(value=True), held, pl.lit(0.0)
        feasible = solvable & (d >= 0) & (d <= 2 * pl.col("width")) & (r >= 0)
        if offset is None:
            v0 = -d * s_mean + r * j
            feasible &= (v0 >= pl.col("low")) & (v0 <= pl.col("high"))
        cost = vv - 2 * (d * sv + r * rv) + d**2 * ss + 2 * d * r * sr + r**2 * rr
        candidates += [
            pl.when(feasible).then(cost).otherwise(float("inf")).alias(f"cost {index}"),
            d.alias(f"slope {index}"),
        ]
    tried = steps.select(candidates).with_columns(
        pl.min_horizontal(f"cost {index}" for index in range(len(faces))).alias("cost")
    )
    return tried.select(
        pl.coalesce(
            pl.when(pl.col(f"cost {index}") == pl.col("cost")).then(f"slope {index}")
            for index in range(len(faces))
        ).alias(f"slope {name}"),
        (pl.col("cost").clip(lower_bound=0.0) / 2).alias(f"cost {name}"),
    )
