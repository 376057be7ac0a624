"""The data of measurements: series, steps and cycles, as JSON columns or by a link."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import RowMapping
from starlette.responses import RedirectResponse, Response

from ionworks.local import answers, layout
from ionworks.local.answers import answer
from ionworks.local.errors import bad_request, conflict
from ionworks.local.handlers.cell_instances import CELLS
from ionworks.local.handlers.cell_specifications import SPECIFICATIONS
from ionworks.local.handlers.measurements import MEASUREMENTS
from ionworks.local.json_columns import Table, columns_of_file
from ionworks.local.services import Call, by_name
from ionworks.local.stored import DamagedError, damaged, find

ObjectKey = Callable[[str, int], str]
Answering = Callable[[RowMapping, Mapping[str, Table]], Response]


def get_measurement(call: Call) -> Response:
    """Return the record of a measurement, with its data if the caller wants them."""
    with call.services.database.read() as connection:
        record = MEASUREMENTS.record(connection, call.path["measurement_id"])
    wanted: dict[str, ObjectKey] = {
        "steps": layout.steps_table,
        "time_series": layout.time_series,
    }
    keys = {name: key for name, key in wanted.items() if call.query.get(f"include_{name}")}
    if not keys:
        return answers.single(record)
    return _read(call, keys, lambda _row, tables: answers.single({**record, **tables}))


def get_measurement_detail(call: Call) -> Response:
    """Return the record of a measurement with its parents and its tables."""
    with call.services.database.read() as connection:
        record = MEASUREMENTS.record(connection, call.path["measurement_id"])
        cell = CELLS.record(connection, record["cell_instance_id"])
        specification = SPECIFICATIONS.record(connection, cell["cell_specification_id"])
    whole = {**record, "specification": specification, "instance": cell}
    wanted: dict[str, ObjectKey] = {
        "steps": layout.steps_table,
        "time_series": layout.time_series,
    }
    keys = {name: key for name, key in wanted.items() if call.query.get(f"include_{name}", True)}
    if not keys or record["measurement_type"] != "time_series":
        return answer(whole)

    def make(_row: RowMapping, tables: Mapping[str, Table]) -> Response:
        series = tables.get("time_series")
        part = {} if series is None else {"time_series": _between(series, call.query)}
        return answer({**whole, **tables, **part})

    return _read(call, keys, make)


def _between(series: Table, query: Mapping[str, Any]) -> Table:
    """Return the rows of a series whose x lies within the bounds of a query."""
    low, high = query.get("x_min", -math.inf), query.get("x_max", math.inf)
    if (low, high) == (-math.inf, math.inf):
        return series
    column = query.get("x_column", "Time [s]")
    if column not in series:
        raise bad_request(f"The series has no column {column!r}; it has {', '.join(series)}.")
    x = series[column]
    if not all(value is None or isinstance(value, int | float) for value in x):
        raise bad_request(f"{column!r} holds no numbers to compare x_min and x_max with.")
    rows = [place for place, value in enumerate(x) if value is not None and low <= value <= high]
    return {name: [values[place] for place in rows] for name, values in series.items()}


def get_steps(call: Call) -> Response:
    """Return the steps of a measurement."""
    return _tables(call, steps=layout.steps_table)


def get_cycles(call: Call) -> Response:
    """Return the cycles of a measurement."""
    return _tables(call, cycles=layout.cycles_table)


def get_steps_and_cycles(call: Call) -> Response:
    """Return the steps and the cycles of a measurement."""
    return _tables(call, steps=layout.steps_table, cycles=layout.cycles_table)


def get_time_series(call: Call) -> Response:
    """Return the whole time series of a measurement as JSON columns."""
    keys = {"time_series": layout.time_series}
    return _read(call, keys, lambda _row, tables: answer(tables["time_series"]))


def download_steps(call: Call) -> Response:
    """Send the caller to the steps, as Parquet at storage."""
    row = _processed_row(call)
    return _redirect(call, layout.steps_table(row["id"], row["data_version"]))


def download_time_series(call: Call) -> Response:
    """Send the caller to the time series, as Parquet at storage."""
    row = _time_series_row(call)
    return _redirect(call, layout.time_series(row["id"], row["data_version"]))


def _tables(call: Call, **keys: ObjectKey) -> Response:
    def etag(row: RowMapping) -> str:
        return f'"{"-".join(keys)}-{row["id"]}-{row["data_version"]}"'

    known = etag(_processed_row(call))
    if call.headers.get("if-none-match") == known:
        return Response(status_code=304, headers={"etag": known})
    return _read(call, keys, lambda row, tables: answer(tables, headers={"etag": etag(row)}))


def _read(
    call: Call,
    keys: Mapping[str, ObjectKey],
    make: Answering,
) -> Response:
    """Answer with tables of one version; if an extension replaces it, with the next version."""
    objects, seen = call.services.objects, None
    while True:
        row = _processed_row(call)
        sources = {name: key(row["id"], row["data_version"]) for name, key in keys.items()}
        with call.services.database.read() as connection:
            noted = {key: find(connection, key) for key in sources.values()}
        try:
            for key, stored in noted.items():
                call.services.inspector.check(objects.path(key), stored)
            return make(
                row, {name: columns_of_file(objects.path(key)) for name, key in sources.items()}
            )
        except DamagedError:
            raise damaged() from None
        except FileNotFoundError:
            if row["data_version"] == seen:
                raise
            seen = row["data_version"]


def _redirect(call: Call, key: str) -> Response:
    return RedirectResponse(call.services.links.to_download(call.storage, key), status_code=307)


def _time_series_row(call: Call) -> RowMapping:
    with call.services.database.read() as connection:
        row = MEASUREMENTS.row(connection, call.path["measurement_id"])
    if row["measurement_type"] != "time_series":
        raise bad_request(
            f"The measurement {row['name']!r} is of type {row['measurement_type']}; "
            "it has no time series."
        )
    return row


def _processed_row(call: Call) -> RowMapping:
    row = _time_series_row(call)
    state = {
        "processing_status": row["processing_status"],
        "processing_error": row["processing_error"],
    }
    if row["processing_status"] == "failed":
        raise conflict(
            f"There are no steps and cycles: {row['processing_error']}",
            state,
        )
    if row["processing_status"] != "ready":
        raise conflict(
            f"The measurement is still being processed ({row['processing_status']}); "
            "ask again when processing_status is ready.",
            state,
        )
    return row


OPERATIONS = by_name(
    get_measurement,
    get_measurement_detail,
    get_steps,
    get_cycles,
    get_steps_and_cycles,
    get_time_series,
    download_steps,
    download_time_series,
)
