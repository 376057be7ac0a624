"""Saving a measurement in the Battery Data Format, with its description."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ionworks._io.replacing import replacing
from ionworks._version import __version__
from ionworks.tables.bdf import ENDINGS, describe_bdf, to_bdf, write_bdf

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from ionworks.records import CellInstance, CellMeasurement, CellSpecification

# Who works where is nothing for those who get the file.
_OF_THE_PLATFORM: Final = frozenset(
    {"created_by", "created_by_email", "organization_id", "project_id", "processing_status"}
)


def save_bdf(
    series: pl.DataFrame,
    target: Path,
    record: CellMeasurement,
    cell: CellInstance,
    spec: CellSpecification,
) -> None:
    """Write the series and its description; see `export_bdf`."""
    frame = to_bdf(series, record.start_time)
    about: dict[str, Any] = {
        "name": f"{spec.name} / {cell.name} / {record.name}",
        "description": record.notes or f"Cycling data of the cell {cell.name}",
        "identifier": record.id,
        "keywords": list(record.tags or ()),
        "creator": {"@type": "SoftwareApplication", "name": f"ionworks-api {__version__}"},
        "measurement": _fields_of(record),
        "cell": _fields_of(cell),
        "cellSpecification": _fields_of(spec),
    }
    text = json.dumps(describe_bdf(frame, about), indent=1, default=str, ensure_ascii=False)
    description = target.with_name(f"{_stem(target.name)}.bdf.metadata.json")
    with replacing(target) as file, replacing(description) as beside:
        write_bdf(frame, file, target)
        beside.write(f"{text}\n".encode())


def _fields_of(record: CellMeasurement | CellInstance | CellSpecification) -> dict[str, Any]:
    return {
        name: value
        for name, value in record.to_dict().items()
        if value is not None and name not in _OF_THE_PLATFORM
    }


def _stem(name: str) -> str:
    ending = max((one for one in ENDINGS if name.lower().endswith(one)), key=len)
    return name[: -len(ending)]
