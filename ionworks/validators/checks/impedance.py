"""Impedance data have their columns, the right sign, one unit, and a likely size."""

from __future__ import annotations

import math
from collections.abc import Collection

import polars as pl

from ionworks.issues import LISTED, IssueCode, Severity, ValidationIssue
from ionworks.tables.columns import CURRENT, FREQUENCY, TIME, VOLTAGE, Z_IM, Z_MOD, Z_PHASE, Z_RE
from ionworks.validators.checks.needed import suggestion
from ionworks.validators.checks.scan import ROW, RUN, Block, Check

__all__ = [
    "EIS_COLUMNS",
    "EISColumns",
    "EISMagnitude",
    "EISParts",
    "EISSign",
    "EISUnit",
]

EIS_COLUMNS = (FREQUENCY, Z_RE, Z_IM)


def join_names(columns: Collection[str]) -> str:
    """List the first of some columns in quotes."""
    return ", ".join(repr(name) for name in list(columns)[:LISTED]) or "none"


class EISColumns(Check):
    """Impedance data have frequency and both parts of the impedance."""

    name = "eis_columns"

    def __init__(self, columns: Collection[str]) -> None:
        self._columns = list(columns)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        missing = [name for name in EIS_COLUMNS if name not in self._columns]
        if not missing:
            return []
        advice = " ".join(filter(None, (suggestion(name, self._columns) for name in missing)))
        return [
            ValidationIssue.of(
                IssueCode.EIS_COLUMNS_MISSING,
                f"Impedance data need {join_names(EIS_COLUMNS)}; missing: {join_names(missing)}; "
                f"the columns are: {join_names(self._columns)}.",
                advice or "Rename or add the missing columns.",
                check=self.name,
                column=missing[0],
                payload={
                    "required": list(EIS_COLUMNS),
                    "missing": missing,
                    "available_columns": self._columns,
                },
            )
        ]


class _Points(Check):
    """Collects the measured points of all spectra, of which there are few in any series."""

    needs: tuple[str, ...] = EIS_COLUMNS

    def __init__(self) -> None:
        self._parts: list[pl.DataFrame] = []

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        known = pl.all_horizontal(pl.col(name).is_not_null() for name in self.needs)
        # Exports fill rows without an impedance with zeros.
        measured = (pl.col(FREQUENCY) > 0) & ((pl.col(Z_RE) != 0) | (pl.col(Z_IM) != 0))
        points = block.body.filter(known, measured)
        if points.height:
            self._parts.append(points.select(ROW, RUN, *self.needs))

    def points(self) -> pl.DataFrame:
        """Return ``row``, ``run`` and the needed columns of all points in order."""
        if self._parts:
            return pl.concat(self._parts)
        floats = dict.fromkeys(self.needs, pl.Float64)
        return pl.DataFrame(schema={ROW: pl.Int64, RUN: pl.Int64, **floats})


class EISSign(_Points):
    """The imaginary part is negative where the real part falls with frequency.

    By the relations of Kramers and Kronig, the imaginary part is about pi/2 of the slope of the
    real part over the logarithm of frequency, in all but the inductance of leads, which adds to
    the imaginary part alone, in proportion to frequency. So the real part of each spectrum is
    fitted by the integral of the imaginary part and by frequency, once for either sign. (The
    local form of the relation is that of B. A. Boukamp, J. Electrochem. Soc. 142 (1995) 1885.)
    """

    name = "eis_zim_sign"

    #: A band of fewer points is not an arc, and a single point would decide.
    _LEAST_POINTS = 3

    #: With fewer points a fit of two parts follows any spectrum.
    _POINTS_FOR_LEADS = 6

    #: Share of the real part's variance that the wrong sign explains at least, and how much more
    #: the right sign leaves unexplained.
    _EXPLAINED = 0.6
    _WORSE = 3.0

    #: Slope of the real part over that integral, which is about 2/pi. It is far steeper where
    #: the fit follows what is left of two parts that cancel.
    _STEEPEST = 2.5

    #: How much larger than the spread of the real part the imaginary part of a capacitor is.
    _BLOCKING = 3.0

    def __init__(self, severity: Severity = "error") -> None:
        super().__init__()
        self._severity: Severity = severity

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        points = self.points()
        if points.height < self._LEAST_POINTS:
            return []
        spectra = self._judged(_in_spectra(points))
        wrong = spectra.filter("wrong")
        if not wrong.height:
            return []
        first = wrong.row(0, named=True)
        of = f" in {wrong.height} of {spectra.height} spectra" if spectra.height > 1 else ""
        return [
            ValidationIssue.of(
                IssueCode.EIS_ZIM_SIGN_REVERSED,
                f"'{Z_IM}' has the wrong sign{of}, first from row {first['row']} on: it must be "
                f"negative where '{Z_RE}' falls with frequency, and is positive in "
                f"{first['positive']:.0%} of that fall.",
                f"Store the imaginary part itself and not its negative: `-pl.col('{Z_IM}')`.",
                check=self.name,
                severity=self._severity,
                column=Z_IM,
                rows=wrong["row"].head(LISTED).to_list(),
                payload={
                    "positive_fraction": first["positive"],
                    "r0": first["r0"],
                    "n_capacitive_points": first["band"],
                    "num_spectra": wrong.height,
                    "total_spectra": spectra.height,
                },
            )
        ]

    def _is_inverted(self, slope: pl.Expr) -> pl.Expr:
        """Tell whether the real part follows the integral as it does with the wrong sign."""
        return slope.is_between(-self._STEEPEST, 0, closed="left")

    def _judged(self, points: pl.DataFrame) -> pl.DataFrame:
        """Return a row for each spectrum; ``wrong`` tells whether its sign is."""
        moments = _moments(points)
        j, w = pl.col("jr"), pl.col("wr")
        determinant = pl.col("jj") * pl.col("ww") - pl.col("jw") ** 2
        both = pl.col("n") >= self._POINTS_FOR_LEADS
        both &= determinant > 1e-9 * pl.col("jj") * pl.col("ww")
        slope = (j * pl.col("ww") - w * pl.col("jw")) / determinant
        leads = (w * pl.col("jj") - j * pl.col("jw")) / determinant
        gain = slope * j + leads * w
        alone = j**2 / pl.col("jj")
        none = pl.lit(0.0)
        right = pl.max_horizontal(
            pl.when(both & (slope >= 0) & (leads <= 0)).then(gain).otherwise(none),
            pl.when(j >= 0).then(alone).otherwise(none),
            pl.when(w <= 0).then(w**2 / pl.col("ww")).otherwise(none),
        )
        inverted = pl.max_horizontal(
            pl.when(both & self._is_inverted(slope) & (leads <= 0)).then(gain).otherwise(none),
            pl.when(self._is_inverted(j / pl.col("jj"))).then(alone).otherwise(none),
        )
        total = pl.col("rr")
        by_fall = (inverted >= self._EXPLAINED * total) & (
            total - right >= self._WORSE * (total - inverted)
        )
        by_fall &= pl.col("positive") > 0
        return moments.with_columns(
            ((pl.col("band") >= self._LEAST_POINTS) & (total > 0) & (by_fall | pl.col("blocking")))
            .fill_null(value=False)
            .alias("wrong")
        )


def _in_spectra(points: pl.DataFrame) -> pl.DataFrame:
    """Give each spectrum a number, and sort the points of each by frequency.

    A spectrum ends with its step, or where the frequency jumps back to where it began. Where
    frequencies come in no order, a step is one spectrum.
    """
    step = pl.col(FREQUENCY).log().diff().over(RUN)
    points = points.with_columns(step.alias("step"))
    mean = pl.col("step").sign().mean().over(RUN)
    back = (pl.col("step") * mean < 0) & (pl.col("step").abs() > math.log(30)) & (mean.abs() > 0.5)
    starts = (pl.col(RUN).diff() != 0) | back
    return (
        points.with_columns(starts.fill_null(value=False).cum_sum().alias("spectrum"))
        .sort("spectrum", FREQUENCY, maintain_order=True)
        .drop("step")
    )


def _moments(points: pl.DataFrame) -> pl.DataFrame:
    """Sum up each spectrum for the fit of its real part.

    Returns
    -------
    polars.DataFrame
        A row for each spectrum: its first ``row``, ``n`` points, the smallest real part ``r0``
        and the number of points up to it, ``band``; the share of the fall of the real part with
        a ``positive`` imaginary part; whether it ``blocks`` like a capacitor of the wrong sign;
        and the weighted products of deviations from the mean: of the integral ``j`` of the
        imaginary part over ln(f), the frequency ``w``, and the real part ``r``.
    """
    real, imaginary, key = pl.col(Z_RE), pl.col(Z_IM), "spectrum"
    width = pl.col(FREQUENCY).log().diff().over(key)
    middle = ((imaginary + imaginary.shift().over(key)) / 2).alias("middle")
    points = points.with_columns(
        middle,
        (-real.diff().over(key)).clip(lower_bound=0.0).alias("fall"),
        (middle * width).fill_null(0.0).cum_sum().over(key).alias("j"),
        (pl.col(FREQUENCY) / pl.col(FREQUENCY).max().over(key)).alias("w"),
        real.alias("r"),
        (1 / (real**2 + imaginary**2)).alias("weight"),
    )
    weight = pl.col("weight")
    means = {
        name: (pl.col(name) * weight).sum().over(key) / weight.sum().over(key)
        for name in ("j", "w", "r")
    }
    points = points.with_columns((pl.col(name) - mean) for name, mean in means.items())
    pairs = (("j", "j"), ("j", "w"), ("w", "w"), ("j", "r"), ("w", "r"), ("r", "r"))
    fall = pl.col("fall")
    low = imaginary.head(3)
    return points.group_by(key, maintain_order=True).agg(
        pl.col(ROW).min(),
        pl.len().alias("n"),
        real.min().alias("r0"),
        (real.arg_min() + 1).alias("band"),
        (fall.filter(pl.col("middle") > 0).sum() / fall.sum()).clip(0, 1).alias("positive"),
        (
            (imaginary.first() > EISSign._BLOCKING * (real.max() - real.min()))
            & (low.diff().drop_nulls() < 0).all()
            & (imaginary.first() >= imaginary.abs().max())
            & (pl.len() > EISSign._LEAST_POINTS)
        ).alias("blocking"),
        *((pl.col(a) * pl.col(b) * weight).sum().alias(a + b) for a, b in pairs),
    )


class EISParts(_Points):
    """Magnitude and phase are those of the real and imaginary part."""

    name = "eis_parts_agree"

    #: Share by which the magnitude, and degrees by which the phase may be off in most points.
    _MAGNITUDE = 0.05
    _PHASE = 5.0

    def __init__(self, columns: Collection[str], severity: Severity) -> None:
        super().__init__()
        self._severity: Severity = severity
        self.needs = (*EIS_COLUMNS, *(name for name in (Z_MOD, Z_PHASE) if name in columns))

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        points = self.points().with_columns(
            (pl.col(Z_RE) ** 2 + pl.col(Z_IM) ** 2).sqrt().alias("magnitude"),
            pl.arctan2(pl.col(Z_IM), pl.col(Z_RE)).degrees().alias("phase"),
        )
        if not points.height:
            return []
        found: list[ValidationIssue] = []
        if Z_MOD in self.needs:
            found += self._magnitudes(points)
        if Z_PHASE in self.needs:
            found += self._phases(points)
        return found

    def _magnitudes(self, points: pl.DataFrame) -> list[ValidationIssue]:
        ratio = points.select(pl.col("magnitude") / pl.col(Z_MOD)).to_series()
        wrong = points.filter((ratio - 1).abs() > self._MAGNITUDE)
        if wrong.height * 2 <= points.height:
            return []
        middle = ratio.median()
        factor = float(middle) if isinstance(middle, float) else math.nan
        return [
            self._issue(
                f"The magnitude of '{Z_RE}' and '{Z_IM}' is {factor:.4g} times '{Z_MOD}'",
                wrong,
                "Bring all of them to Ohm: one is likely in mOhm or per area.",
                Z_MOD,
                {"ratio": factor},
            )
        ]

    def _phases(self, points: pl.DataFrame) -> list[ValidationIssue]:
        phase, given = pl.col("phase"), pl.col(Z_PHASE)
        clear = points.filter(phase.abs() > 2 * self._PHASE)
        apart = (((phase - given) + 180) % 360 - 180).abs()
        wrong = clear.filter(apart > self._PHASE)
        if wrong.height * 2 <= clear.height:
            return []
        turned = clear.filter((phase + given).abs() <= self._PHASE).height * 2 > clear.height
        return [
            self._issue(
                f"'{Z_PHASE}' has the opposite sign of '{Z_IM}'"
                if turned
                else f"'{Z_PHASE}' is not the angle of '{Z_RE}' and '{Z_IM}'",
                wrong,
                f"One of them is the negative: both must be negative in the capacitive range. "
                f"Exports often hold -Im(Z); then use `-pl.col('{Z_IM}')`."
                if turned
                else "Give it in degrees and not in radians, and check the columns of both parts.",
                Z_PHASE,
                {"opposite": turned},
            )
        ]

    def _issue(
        self,
        finding: str,
        wrong: pl.DataFrame,
        advice: str,
        column: str,
        payload: dict[str, object],
    ) -> ValidationIssue:
        rows = wrong[ROW].head(LISTED).to_list()
        return ValidationIssue.of(
            IssueCode.EIS_PARTS_DISAGREE,
            f"{finding}, first in row {rows[0]}.",
            advice,
            check=self.name,
            severity=self._severity,
            column=column,
            rows=rows,
            payload={"num_rows": wrong.height, **payload},
        )


class EISUnit(_Points):
    """The impedance does not contradict the leads, nor the current that the cell carried.

    Parameters
    ----------
    frame : polars.DataFrame
        The time series.
    severity : {"error", "warning"}
        Of the finding.
    """

    name = "eis_impedance_unit"

    #: H. The leads of a cell have 0.01 to 10 uH.
    _LEADS = 50e-6

    #: Share of the smallest real part that the leads have at least, to be seen as such.
    _SEEN = 0.2

    #: Multiple of the voltage that the real part takes up at the usual current.
    _DROP = 1.5

    #: Ohm.A.h, that no cell has.
    _PRODUCT = 5.0

    def __init__(self, frame: pl.DataFrame, severity: Severity) -> None:
        super().__init__()
        self._frame = frame
        self._severity: Severity = severity

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        points = self.points()
        positive = points.filter(pl.col(Z_RE) > 0)
        if not positive.height:
            return []
        smallest = positive.sort(Z_RE).row(0, named=True)
        reason = self._leads(points, smallest[Z_RE]) or self._series(smallest[Z_RE])
        if not reason:
            return []
        return [
            ValidationIssue.of(
                IssueCode.EIS_IMPEDANCE_NOT_IN_OHM,
                f"The smallest '{Z_RE}' is {smallest[Z_RE]:.4g} Ohm, in row {smallest[ROW]}, but "
                f"{reason}.",
                f"The impedance is likely in mOhm: multiply it by 0.001. If it is in Ohm, pass "
                f'skip_checks={{"{self.name}"}}.',
                check=self.name,
                severity=self._severity,
                column=Z_RE,
                rows=[smallest[ROW]],
                values=[smallest[Z_RE]],
                payload={"r0": smallest[Z_RE], "row_index": smallest[ROW]},
            )
        ]

    def _leads(self, points: pl.DataFrame, smallest: float) -> str:
        top = points.sort(FREQUENCY).row(-1, named=True)
        inductance = abs(top[Z_IM]) / (2 * math.pi * top[FREQUENCY])
        below = points.filter(pl.col(FREQUENCY) < top[FREQUENCY] / 2)
        # The imaginary part of leads rises with frequency, and has the other sign than the arcs.
        bulk = below.select((-pl.col(Z_IM) * math.copysign(1.0, top[Z_IM])).max()).item()
        if bulk is None or bulk <= 0 or abs(top[Z_IM]) < self._SEEN * smallest:
            return ""
        if inductance <= self._LEADS:
            return ""
        return f"the leads would have {inductance * 1e6:.3g} uH by it"

    def _series(self, smallest: float) -> str:
        from ionworks.validators.checks.outliers import bulk, moved_charge

        frame = self._frame
        if not all(
            name in frame.columns and frame.schema[name].is_numeric()
            for name in (TIME, VOLTAGE, CURRENT)
        ):
            return ""
        current, voltage = bulk(frame, CURRENT), bulk(frame, VOLTAGE)
        if current is None or voltage is None:
            return ""
        if smallest * current.level > self._DROP * voltage.level > 0:
            return (
                f"the series has {current.level:.4g} A at {voltage.level:.4g} V, of which it would "
                f"take {smallest * current.level:.4g} V"
            )
        if smallest * (moved := moved_charge(frame)) > self._PRODUCT:
            return f"a cell that gives {moved:.4g} A.h has at most {self._PRODUCT / moved:.4g} Ohm"
        return ""


class EISMagnitude(Check):
    """The smallest real part is likely for a cell of this capacity."""

    name = "eis_impedance_magnitude"

    def __init__(
        self,
        rated_capacity: float,
        factor: float,
        r_times_q: float,
        severity: Severity = "error",
        *,
        needs: tuple[str, ...] = (Z_RE,),
    ) -> None:
        self.needs = needs
        self._severity: Severity = severity
        self._capacity = rated_capacity
        self._factor = factor
        self._r_times_q = r_times_q
        self._r0: tuple[float, int] | None = None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        points = block.body
        if FREQUENCY in self.needs:  # exports fill rows without an impedance with zeros
            points = points.filter((pl.col(FREQUENCY) > 0) & (pl.col(Z_RE) != 0))
        points = points.select(Z_RE, ROW).drop_nulls()
        if points.height:
            lowest: tuple[float, int] = points.row(points[Z_RE].arg_min() or 0)
            self._r0 = min(self._r0 or lowest, lowest)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        expected = self._r_times_q / self._capacity
        low, high = expected / self._factor, expected * self._factor
        if self._r0 is None or self._r0[0] <= 0 or low <= self._r0[0] <= high:
            return []
        r0, row = self._r0
        return [
            ValidationIssue.of(
                IssueCode.EIS_IMPEDANCE_MAGNITUDE_IMPLAUSIBLE,
                f"The smallest '{Z_RE}' is {r0:.4g} Ohm; for a cell of {self._capacity:.4g} A.h "
                f"about {expected:.4g} Ohm are expected, and {low:.4g} to {high:.4g} Ohm allowed.",
                "Check that the impedance is in Ohm (not mOhm, nor per area) and the rated "
                "capacity in A.h.",
                check=self.name,
                severity=self._severity,
                column=Z_RE,
                rows=[row],
                values=[r0],
                payload={
                    "r0": r0,
                    "r_expected": expected,
                    "band_low": low,
                    "band_high": high,
                    "factor": self._factor,
                    "r_times_q": self._r_times_q,
                    "rated_capacity": self._capacity,
                },
            )
        ]
