"""Time series in the Battery Data Format (BDF) of the Battery Data Alliance.

The format: https://github.com/battery-data-alliance/battery-data-format. A positive current
charges, the opposite of this package.
"""

from __future__ import annotations

import gzip
import io
import re
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from attrs import frozen

from ionworks.tables.columns import (
    CHARGE_CAPACITY,
    CHARGE_ENERGY,
    CURRENT,
    CYCLE,
    DISCHARGE_CAPACITY,
    DISCHARGE_ENERGY,
    POWER,
    STEP,
    TEMPERATURE,
    TIME,
    VOLTAGE,
)

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    import polars as pl

_IRI: Final = "https://w3id.org/battery-data-alliance/ontology/battery-data-format#"
UNIX_TIME: Final = "Unix Time / s"


@frozen
class Term:
    """A quantity of the format."""

    label: str
    name: str

    @property
    def iri(self) -> str:
        """Its identifier."""
        return f"{_IRI}{self.name}"


TERMS: Final = {
    TIME: Term("Test Time / s", "test_time_second"),
    VOLTAGE: Term("Voltage / V", "voltage_volt"),
    CURRENT: Term("Current / A", "current_ampere"),
    CYCLE: Term("Cycle Count / 1", "cycle_count"),
    STEP: Term("Step Count / 1", "step_count"),
    TEMPERATURE: Term("Temperature T1 / degC", "temperature_t1_celsius"),
    POWER: Term("Power / W", "power_watt"),
    CHARGE_CAPACITY: Term("Step Charging Capacity / Ah", "step_charging_capacity_ah"),
    DISCHARGE_CAPACITY: Term("Step Discharging Capacity / Ah", "step_discharging_capacity_ah"),
    CHARGE_ENERGY: Term("Step Charging Energy / Wh", "step_charging_energy_wh"),
    DISCHARGE_ENERGY: Term("Step Discharging Energy / Wh", "step_discharging_energy_wh"),
}
_UNIX: Final = Term(UNIX_TIME, "unix_time_second")
REQUIRED: Final = (TIME, VOLTAGE, CURRENT)
# Positive on discharge here, on charge there.
SIGNED: Final = (CURRENT, POWER)
_WITH_UNIT: Final = re.compile(r"(.+) \[(.+)\]")


def to_bdf(series: pl.DataFrame, start: datetime | None) -> pl.DataFrame:
    """Name the columns of a time series as the format does; charge is positive.

    Parameters
    ----------
    series : polars.DataFrame
        A time series with ``Time [s]``, ``Voltage [V]`` and ``Current [A]``.
    start : datetime, optional
        When the first row was measured, for ``Unix Time / s``.

    Raises
    ------
    ValueError
        A column that the format requires is missing.

    Examples
    --------
    >>> import polars as pl
    >>> series = pl.DataFrame({"Time [s]": [0.0], "Voltage [V]": [3.7], "Current [A]": [1.5]})
    >>> to_bdf(series, None).to_dicts()
    [{'Test Time / s': 0.0, 'Voltage / V': 3.7, 'Current / A': -1.5}]
    """
    import polars as pl

    missing = [column for column in REQUIRED if column not in series.columns]
    if missing:
        raise ValueError(
            f"the Battery Data Format is for cycling data; the series has no "
            f"{', '.join(map(repr, missing))}"
        )
    # A rest is 0.0, not minus 0.0.
    negated = {
        column: pl.when(pl.col(column) == 0).then(0.0).otherwise(-pl.col(column))
        for column in SIGNED
    }
    ordered = [*REQUIRED, *(column for column in series.columns if column not in REQUIRED)]
    columns = [
        negated.get(column, pl.col(column)).alias(
            TERMS[column].label if column in TERMS else _with_slash(column)
        )
        for column in ordered
    ]
    if start is not None:
        elapsed = pl.col(TIME) - pl.col(TIME).first()
        columns.insert(len(REQUIRED), (start.timestamp() + elapsed).alias(UNIX_TIME))
    return series.select(columns)


def write_bdf(frame: pl.DataFrame, file: BinaryIO, path: Path) -> None:
    """Write a frame as the name of its file says: CSV, also compressed, or Parquet.

    Raises
    ------
    ValueError
        The name has another ending.
    """
    name = path.name.lower()
    if name.endswith(".parquet"):
        frame.write_parquet(file, compression="zstd")
    elif name.endswith(".gz"):
        buffer = io.BytesIO()
        frame.write_csv(buffer)
        # The same content gives the same bytes: neither name nor time go into the file.
        with gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
            packed.write(buffer.getbuffer())
    else:
        frame.write_csv(file)


ENDINGS: Final = (".bdf", ".bdf.csv", ".bdf.parquet", ".bdf.gz", ".bdf.csv.gz")


def require_ending(path: Path) -> None:
    """Check the name of a file.

    Raises
    ------
    ValueError
        It does not end as the format wants it.
    """
    if not path.name.lower().endswith(ENDINGS):
        raise ValueError(f"{path.name!r} does not end with one of {', '.join(ENDINGS)}")


def describe_bdf(frame: pl.DataFrame, about: dict[str, Any]) -> dict[str, Any]:
    """Describe a frame of the format as a data set of schema.org, in JSON-LD.

    Parameters
    ----------
    frame : polars.DataFrame
        What `to_bdf` gave.
    about : dict
        Further members of the data set.
    """
    terms = {term.label: term for term in (*TERMS.values(), _UNIX)}
    variables = []
    for label in frame.columns:
        name, _, unit = label.partition(" / ")
        variable = {"@type": "PropertyValue", "name": name}
        if unit:
            variable["unitText"] = unit
        if label in terms:
            variable |= {"alternateName": terms[label].name, "sameAs": terms[label].iri}
        if label in (TERMS[CURRENT].label, TERMS[POWER].label):
            variable["description"] = "Positive on charge, negative on discharge."
        variables.append(variable)
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        **about,
        "variableMeasured": variables,
    }


def _with_slash(column: str) -> str:
    """Write ``Noise [mV]`` as ``Noise / mV``; what has no unit stays as it is."""
    found = _WITH_UNIT.fullmatch(column)
    return f"{found[1]} / {found[2]}" if found else column
