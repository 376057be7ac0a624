"""Lists of measurements: of a cell, of a project or specification, with their parents."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, or_, select
from starlette.responses import Response

from ionworks.local.answers import page
from ionworks.local.filters import Listing, any_contains, contains, text_condition
from ionworks.local.handlers import cell_instances as instances
from ionworks.local.handlers import cell_specifications as specifications
from ionworks.local.handlers.cell_instances import instance_records
from ionworks.local.handlers.components import with_components
from ionworks.local.handlers.measurements import measurement_records
from ionworks.local.handlers.rows import fetch, project_id
from ionworks.local.schema import (
    cell_components,
    cell_instances,
    cell_measurements,
    cell_specifications,
    materials,
    measurement_tags,
)
from ionworks.local.services import Call

_TABLE = cell_measurements.c
_LISTING = Listing(
    text={
        "name": _TABLE.name,
        "created_by_email": _TABLE.created_by_email,
        "spec_name": cell_specifications.c.name,
        "spec_id": cell_specifications.c.id,
        "instance_name": cell_instances.c.name,
        "cell_instance_id": cell_instances.c.id,
    },
    times={
        "created_at": _TABLE.created_at,
        "updated_at": _TABLE.updated_at,
        "start_time": _TABLE.start_time,
    },
    exact={"measurement_type": _TABLE.measurement_type},
    order={
        "name": _TABLE.name,
        "created_at": _TABLE.created_at,
        "updated_at": _TABLE.updated_at,
        "start_time": _TABLE.start_time,
        "cell_instance_id": _TABLE.cell_instance_id,
        "step_labels_validated": _TABLE.step_labels_validated,
        "cycler": _TABLE.test_setup["cycler"].as_string(),
        "notes": _TABLE.notes,
    },
    key=_TABLE.id,
)


def list_cell_instance_measurements(call: Call) -> Response:
    """List the measurements of a cell."""
    parent = call.path["cell_instance_id"]
    with call.services.database.read() as connection:
        fetch(connection, cell_instances, parent, instances.RESOURCE)
        chosen = _TABLE.cell_instance_id == parent
        rows, total = _page(connection, chosen, call.query)
        return page(measurement_records(connection, rows), total)


def list_measurements(call: Call) -> Response:
    """List the measurements of a specification, or of a project."""
    query = call.query
    with call.services.database.read() as connection:
        if "cell_specification_id" in query:
            specification = query["cell_specification_id"]
            fetch(connection, cell_specifications, specification, specifications.RESOURCE)
            chosen = cell_specifications.c.id == specification
            if "project_id" in query:
                chosen &= cell_specifications.c.project_id == query["project_id"]
        else:
            project = project_id(call, connection, query.get("project_id"))
            chosen = cell_specifications.c.project_id == project
        rows, total = _page(connection, chosen, query)
        return page(measurement_records(connection, rows), total)


def list_project_measurements_full(call: Call) -> Response:
    """List the measurements of a project, each with its specification and cell."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.path["project_id"])
        chosen = and_(
            cell_specifications.c.project_id == project,
            *(
                _with_material(slot, call.query[f"spec_{slot}"])
                for slot in ("anode", "cathode")
                if f"spec_{slot}" in call.query
            ),
        )
        rows, total = _page(connection, chosen, call.query)
        return page(_with_parents(connection, rows), total)


def _page(
    connection: Connection, chosen: ColumnElement[bool], query: Mapping[str, Any]
) -> tuple[Sequence[RowMapping], int]:
    everything = (
        select(cell_measurements)
        .select_from(cell_measurements.join(cell_instances).join(cell_specifications))
        .where(chosen, *_tag_conditions(query))
    )
    return _LISTING.page(connection, everything, query)


def _tag_conditions(query: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    table = measurement_tags.c
    tagged = select(table.measurement_id)
    conditions: list[ColumnElement[bool]] = []
    if "tags_all" in query:
        keys = {tag.strip().casefold() for tag in query["tags_all"]}
        with_all = (
            tagged.where(table.tag_key.in_(keys))
            .group_by(table.measurement_id)
            .having(func.count() == len(keys))
        )
        conditions.append(_TABLE.id.in_(with_all))
    if "tags_any" in query:
        wanted = [tag.strip().casefold() for tag in query["tags_any"]]
        conditions.append(_TABLE.id.in_(tagged.where(table.tag_key.in_(wanted))))
    if "q" in query:
        texts = [_TABLE.name, _TABLE.notes, _TABLE.protocol["name"].as_string()]
        tags = tagged.where(contains(table.tag, query["q"]))
        conditions.append(or_(any_contains(texts, query["q"]), _TABLE.id.in_(tags)))
    return conditions


def _with_material(slot: str, wanted: str) -> ColumnElement[bool]:
    using = (
        select(cell_components.c.cell_specification_id)
        .join_from(cell_components, materials)
        .where(
            cell_components.c.component_type == slot,
            text_condition(materials.c.name, wanted),
        )
    )
    return cell_specifications.c.id.in_(using)


def _with_parents(connection: Connection, rows: Sequence[RowMapping]) -> list[dict[str, Any]]:
    records = measurement_records(connection, rows)
    cells = _by_id(
        instance_records(
            connection,
            connection.execute(
                select(cell_instances).where(
                    cell_instances.c.id.in_({row["cell_instance_id"] for row in rows})
                )
            ).mappings(),
        )
    )
    wanted = {cell["cell_specification_id"] for cell in cells.values()}
    found = connection.execute(
        select(cell_specifications).where(cell_specifications.c.id.in_(wanted))
    )
    types = _by_id(with_components(connection, found.mappings(), full=True))
    for record in records:
        record["instance"] = cells[record["cell_instance_id"]]
        record["specification"] = types[record["instance"]["cell_specification_id"]]
    return records


def _by_id(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in records}


OPERATIONS = (
    list_cell_instance_measurements,
    list_measurements,
    list_project_measurements_full,
)
