"""Which sign of the current is discharge: from the words of the cycler, or from the voltage."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

import polars as pl

from ionworks.errors import FileFormatError
from ionworks.issues import IssueCode
from ionworks.tables.columns import CURRENT, FREQUENCY, STEP, TIME, VOLTAGE, Z_IM, Z_RE

__all__ = ["Direction", "discharging", "is_negative_part", "is_reversed", "sign_of"]

Direction: TypeAlias = Literal["discharge", "charge"]

_DISCHARGE = re.compile(
    r"(?i)dis[\s_-]*ch|d[\s_-]?ch|entlad|^ent$|^d(?:$|[\s_-])|\bdis\b|"
    r"放电|放電|d[ée]charg|descarga|scarica"
)
_CHARGE = re.compile(
    r"(?i)cha?r?g|\bcha?\b|laden|ladung|^lad$|^c(?:$|[\s_-])|充电|充電|carga|carica"
)
_CLEAR: Final = 0.95  # share of the charge that must agree with the words
_CYCLERS_CHARGE_POSITIVE: Final = frozenset(
    ("BioLogic", "Basytec", "Novonix", "Digatron", "Arbin", "Neware", "Landt")
)


def discharging(modes: pl.Series) -> pl.Series:
    """Tell of each word whether it is one of discharge, of charge, or of neither (null)."""
    words = modes.cast(pl.String).unique()
    found = {word: _is_discharge_word(word) for word in words if word is not None}
    kinds = [found.get(word) for word in words]
    return modes.cast(pl.String).replace_strict(
        words, pl.Series(kinds, dtype=pl.Boolean), default=None, return_dtype=pl.Boolean
    )


def _is_discharge_word(word: str) -> bool | None:
    if _DISCHARGE.search(word.strip()):
        return True
    return False if _CHARGE.search(word.strip()) else None


def sign_of(
    frame: pl.DataFrame, modes: pl.Series | None, name: str, cycler: str | None
) -> tuple[pl.Series, str, bool | None]:
    """Return the current with discharge positive.

    Parameters
    ----------
    frame : polars.DataFrame
        With time, voltage and current, and ``Step count`` where it is known.
    modes : polars.Series or None
        The words of the cycler for what it does.
    name : str
        Of the file, for errors.
    cycler : str or None
        Whose export it is.

    Returns
    -------
    current : polars.Series
        In A.
    described : str
        What speaks for it.
    is_turned : bool or None
        The file has the other sign; None where no sign, or none for all rows, is known.

    Raises
    ------
    FileFormatError
        The current has no sign, or both signs are as likely.
    """
    current = frame[CURRENT]
    if modes is not None and (found := _from_words(frame, modes)) is not None:
        return found
    flowing = current.abs().max()
    if not isinstance(flowing, float) or flowing == 0.0:
        return current, "no current flows, so that nothing depends on its sign", None
    codes, undecided = _votes(frame)
    if IssueCode.CURRENT_SIGN_REVERSED in codes:
        return -current, "turned: the voltage rises while the current is positive", True
    if codes:
        what = (
            "has no sign: it is never negative"
            if IssueCode.CURRENT_SIGN_UNSIGNED in codes
            else "fits neither sign: the voltage rises in some steps and falls in others"
        )
        raise FileFormatError(
            f"{name}: the current {what}. State the sign as positive_current='discharge' or "
            "'charge'; a current without a sign needs a column of states (charge, discharge) "
            "beside it"
        )
    if not undecided:
        return current, "kept: the voltage falls while the current is positive", False
    if cycler in _CYCLERS_CHARGE_POSITIVE:
        why = f"turned: {cycler} writes charge as positive, and the voltage does not tell"
        return -current, why, True
    raise FileFormatError(
        f"{name}: neither the voltage nor a column of states tells which sign of the current is "
        "discharge; state it as positive_current='discharge' or 'charge'"
    )


def is_reversed(frame: pl.DataFrame) -> bool:
    """Tell whether the voltage says clearly that a positive current charges."""
    return IssueCode.CURRENT_SIGN_REVERSED in _votes(frame)[0]


def is_negative_part(frame: pl.DataFrame) -> bool:
    """Tell whether an imaginary part is clearly minus that of the impedance."""
    from ionworks.validators.checks.impedance import EISSign
    from ionworks.validators.checks.scan import scan

    issues, _ = scan(frame.select(FREQUENCY, Z_RE, Z_IM), [EISSign()])
    return any(issue.code == IssueCode.EIS_ZIM_SIGN_REVERSED for issue in issues)


def _from_words(frame: pl.DataFrame, modes: pl.Series) -> tuple[pl.Series, str, bool | None] | None:
    """Read the sign from words such as "CC DChg"; None where they do not tell."""
    out = discharging(modes)
    current = frame[CURRENT]
    if not out.count():
        return None
    known = pl.DataFrame({"out": out, "i": current, "t": frame[TIME]}).with_columns(
        pl.col("t").diff().shift(-1).clip(lower_bound=0.0).fill_null(0.0).alias("dt")
    )
    moved = (pl.col("i") * pl.col("dt")).abs()
    shares = (
        known.filter(pl.col("out").is_not_null() & (pl.col("i") != 0))
        .select(
            (moved.filter(pl.col("out") == (pl.col("i") > 0))).sum().alias("kept"),
            moved.sum().alias("all"),
            (pl.col("i") > 0).all().alias("unsigned"),
            pl.col("out").n_unique().alias("ways"),
        )
        .row(0, named=True)
    )
    name = modes.name
    if not shares["all"]:
        return None
    if shares["unsigned"] and shares["ways"] == 2:
        size = pl.when(out).then(current.abs()).when(~out).then(-current.abs()).otherwise(current)
        signed = pl.select(size.alias(CURRENT)).to_series()
        return signed, f"from the states in {name!r}: the file has a current without sign", None
    share = shares["kept"] / shares["all"]
    if share >= _CLEAR:
        return current, f"kept: it is positive where {name!r} says discharge", False
    if share <= 1 - _CLEAR:
        return -current, f"turned: it is negative where {name!r} says discharge", True
    return None


def _votes(frame: pl.DataFrame) -> tuple[set[IssueCode], bool]:
    """Ask the check of uploads, and tell whether it could not decide."""
    from ionworks.validators.checks.current_sign import CurrentSign
    from ionworks.validators.checks.scan import scan

    columns = [name for name in (TIME, VOLTAGE, CURRENT, STEP) if name in frame.columns]
    rows = frame.select(columns).drop_nulls([TIME])
    check = CurrentSign(rows, by_sign=STEP not in columns)
    issues, not_made = scan(rows, [check])
    codes = {issue.code for issue in issues if issue.check == check.name}
    return codes, check.name in not_made
