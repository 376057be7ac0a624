"""Lists of measurements: of a cell, of a project or specification, with their parents."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, or_, select
from starlette.responses import Response

from ionworks.local.answers import page
from ionworks.local.filters import Listing, any_contains, has_text, text_condition
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
_TAGS = measurement_tags.c
_OF_SPECIFICATIONS = {"spec_id": cell_specifications.c.id, "spec_name": cell_specifications.c.name}
_OF_CELLS = {"cell_instance_id": cell_instances.c.id, "instance_name": cell_instances.c.name}
_LISTING = Listing(
    text={
        "name": _TABLE.name,
        "created_by_email": _TABLE.created_by_email,
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


async def list_cell_instance_measurements(call: Call) -> Response:
    """List the measurements of a cell."""
    parent = call.path["cell_instance_id"]
    with call.services.database.read() as connection:
        fetch(connection, cell_instances, parent, instances.RESOURCE)
        chosen = _below(_TABLE.cell_instance_id == parent, call.query)
        rows, total = _page(connection, chosen, call.query)
        return page(measurement_records(connection, rows), total)


async def list_measurements(call: Call) -> Response:
    """List the measurements of a specification, or of a project."""
    query = call.query
    with call.services.database.read() as connection:
        if "cell_specification_id" in query:
            identifier = query["cell_specification_id"]
            parent = fetch(connection, cell_specifications, identifier, specifications.RESOURCE)
            if query.get("project_id", parent["project_id"]) != parent["project_id"]:
                return page([], 0)
            chosen = _below(_TABLE.cell_specification_id == identifier, query)
        else:
            chosen = _in_project(project_id(call, connection, query.get("project_id")), query)
        rows, total = _page(connection, chosen, query)
        return page(measurement_records(connection, rows), total)


async def list_project_measurements_full(call: Call) -> Response:
    """List the measurements of a project, each with its specification and cell."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.path["project_id"])
        rows, total = _page(connection, [_with_chosen_parents(project, call.query)], call.query)
        return page(_with_parents(connection, rows), total)


def _page(
    connection: Connection, chosen: Sequence[ColumnElement[bool]], query: Mapping[str, Any]
) -> tuple[Sequence[RowMapping], int]:
    return _LISTING.page(connection, select(cell_measurements).where(*chosen), query)


def _below(parent: ColumnElement[bool], query: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """Return what the query asks of the measurements below a specification or a cell."""
    within = _TAGS.measurement_id.in_(select(_TABLE.id).where(parent).correlate(None))
    return [parent, *_tag_conditions(within, query), *_text_conditions(within, query)]


def _in_project(project: str, query: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """Return what the query asks of the measurements of a project."""
    within = _TAGS.project_id == project
    # With tags, the condition on the project is left out: the tags are of the project, and the
    # search begins at the measurements that have them, not at all of the project.
    chosen = _tag_conditions(within, query) or [_TABLE.project_id == project]
    return [*chosen, *_text_conditions(within, query)]


def _tag_conditions(
    within: ColumnElement[bool], query: Mapping[str, Any]
) -> list[ColumnElement[bool]]:
    tagged = select(_TAGS.measurement_id).where(within)
    conditions: list[ColumnElement[bool]] = []
    if "tags_all" in query:
        keys = {tag.strip().casefold() for tag in query["tags_all"]}
        with_all = (
            tagged.where(_TAGS.tag_key.in_(keys))
            .group_by(_TAGS.measurement_id)
            .having(func.count() == len(keys))
        )
        conditions.append(_TABLE.id.in_(with_all))
    if "tags_any" in query:
        wanted = [tag.strip().casefold() for tag in query["tags_any"]]
        conditions.append(_TABLE.id.in_(tagged.where(_TAGS.tag_key.in_(wanted))))
    return conditions


def _text_conditions(
    within: ColumnElement[bool], query: Mapping[str, Any]
) -> list[ColumnElement[bool]]:
    if "q" not in query:
        return []
    texts = [_TABLE.name, _TABLE.notes, _TABLE.protocol["name"].as_string()]
    tagged = select(_TAGS.measurement_id).where(within, has_text(_TAGS.tag_key, query["q"]))
    return [or_(any_contains(texts, query["q"]), _TABLE.id.in_(tagged))]


def _with_chosen_parents(project: str, query: Mapping[str, Any]) -> ColumnElement[bool]:
    """Return the condition that specification and cell are those that the query asks for.

    It begins at the cells, or else at the specifications, that the query names.
    """
    specification = [
        text_condition(column, query[name])
        for name, column in _OF_SPECIFICATIONS.items()
        if name in query
    ]
    specification += [
        _with_material(slot, query[f"spec_{slot}"])
        for slot in ("anode", "cathode")
        if f"spec_{slot}" in query
    ]
    cell = [
        text_condition(column, query[name]) for name, column in _OF_CELLS.items() if name in query
    ]
    in_project = cell_specifications.c.project_id == project
    if cell:
        cells = select(cell_instances.c.id).join_from(cell_instances, cell_specifications)
        return _TABLE.cell_instance_id.in_(cells.where(in_project, *specification, *cell))
    if specification:
        chosen = select(cell_specifications.c.id).where(in_project, *specification)
        return _TABLE.cell_specification_id.in_(chosen)
    return _TABLE.project_id == project


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
