"""Analyses: tables that were made from measurements."""

from typing import Any, Final

from sqlalchemy import Connection, select
from starlette.responses import Response

from ionworks.local import layout, repeats, reservations
from ionworks.local.answers import answer
from ionworks.local.errors import bad_request
from ionworks.local.filters import Listing
from ionworks.local.handlers.collection import Collection, Records, Row
from ionworks.local.handlers.measurements import MEASUREMENTS
from ionworks.local.handlers.projects import PROJECTS
from ionworks.local.schema import analyses
from ionworks.local.services import Call, by_name
from ionworks.tables.parquet import MEDIA_TYPE

_MAGIC: Final = b"PAR1"
_SHORTEST: Final = 12  # bytes of a Parquet file: the magic twice, and the length of its footer
_SOURCES: Final = (
    "source_pipeline_id",
    "source_simple_pipeline_id",
    "source_analysis_id",
    "source_label",
)
_SCOPES: Final = {"measurement_id": MEASUREMENTS, "project_id": PROJECTS}


def list_analyses(call: Call) -> Response:
    """List the analyses of a measurement or of a project, the newest first."""
    named = _SCOPES.keys() & call.query.keys()
    if len(named) != 1:
        raise bad_request("Name a measurement_id or a project_id, and not both.")
    (scope,) = named
    identifier = call.query[scope]
    with call.services.database.read() as connection:
        _SCOPES[scope].row(connection, identifier)
        everything = select(analyses).where(analyses.c[scope] == identifier)
        query = {**call.query, "order": "desc"}
        return ANALYSES.page(connection, everything, query)


def create_analysis(call: Call) -> Response:
    """Store an analysis with its table."""
    body = call.body
    content: bytes = body["file"].content
    if len(content) < _SHORTEST or not (content.startswith(_MAGIC) and content.endswith(_MAGIC)):
        raise bad_request("The file is no Parquet.")
    _check_plots(body.get("plots", []), body.get("columns", []))
    measurement = body["measurement_id"]
    with call.services.database.read() as connection:
        MEASUREMENTS.row(connection, measurement)
    identifier = call.services.new_id()
    key = layout.analysis(identifier)
    reservations.upload(call, reservations.ANALYSIS, identifier, measurement, key, content)
    with call.services.database.write() as connection:
        above = MEASUREMENTS.row(connection, measurement)
        reservations.claim(connection, reservations.ANALYSIS, identifier, measurement)
        call.services.objects.confirm([key])
        copied = ("cell_instance_id", "cell_specification_id", "project_id")
        facts = {"id": identifier, **{name: above[name] for name in copied}}
        given = {"columns": [], "plots": [], "metadata": {}, **body}
        ANALYSES.insert(call, connection, measurement, given, facts)
        return repeats.created(call, connection, ANALYSES.record(connection, identifier))


def analysis_download_url(call: Call) -> Response:
    """Return a link to the table."""
    identifier = call.path["analysis_id"]
    with call.services.database.read() as connection:
        ANALYSES.row(connection, identifier)
    key = layout.analysis(identifier)
    link = call.services.links.to_download(call.storage, key, MEDIA_TYPE)
    return answer({"url": link}, with_digest=False)


def _settle(_connection: Connection, values: dict[str, Any], stored: Row | None) -> None:
    after = {**(stored or {}), **values}
    if stored is not None and values.get("metadata", {}) is None:
        values["metadata"] = {}
    if stored is not None and not {"plots", "columns"}.isdisjoint(values):
        _check_plots(after["plots"], after["columns"])


def _check_plots(plots: list[dict[str, Any]], columns: list[dict[str, Any]]) -> None:
    """Refuse plots that draw nothing, or columns that are not described."""
    known = {column["name"] for column in columns}
    for number, plot in enumerate(plots):
        drawn = [
            name
            for part in (plot, *plot.get("rows", ()))
            for axis in ("y", "y2")
            for name in part.get(axis) or ()
        ]
        if not drawn:
            raise bad_request(f"plots[{number}] has no column in y or y2.")
        named = [plot["x"], *drawn, *([plot["group_by"]] if plot.get("group_by") else [])]
        unknown = [name for name in named if name not in known] if known else []
        if unknown:
            raise bad_request(f"plots[{number}] names {unknown[0]!r}, which is not described.")


def _fill(_connection: Connection, records: Records, _full: bool) -> None:
    for record in records:
        record |= dict.fromkeys(_SOURCES)  # pipelines do not run here


ANALYSES: Final = Collection(
    "analysis",
    analyses,
    parent=MEASUREMENTS,
    fields=("name", "analysis_type", "columns", "plots", "metadata", "notes"),
    listing=Listing.of(analyses, text=(), times=()),
    unique=(),
    verbs=("get", "update", "delete"),
    settle=_settle,
    fill=_fill,
)
OPERATIONS = by_name(
    list_analyses,
    create_analysis,
    analysis_download_url,
)
