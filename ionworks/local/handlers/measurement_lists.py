"""Lists of measurements: of a cell, of a project or specification, with their parents."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, false, func, or_, select
from starlette.responses import Response

from ionworks.local import schema
from ionworks.local.answers import page
from ionworks.local.filters import any_contains, has_text, text_condition
from ionworks.local.handlers.cell_instances import CELLS
from ionworks.local.handlers.cell_specifications import SPECIFICATIONS
from ionworks.local.handlers.collection import Records
from ionworks.local.handlers.measurements import MEASUREMENTS
from ionworks.local.handlers.projects import project_id
from ionworks.local.schema import (
    cell_components,
    cell_instances,
    cell_measurements,
    cell_specifications,
    materials,
    measurement_counts,
    measurement_tags,
)
from ionworks.local.services import Call, by_name

_TABLE = cell_measurements.c
_TAGS = measurement_tags.c
_SPELLED = schema.tags.c
_FEW: Final = 1000
"""Measurements with a tag, below which they are looked up one by one."""
_OF_SPECIFICATIONS = {"spec_id": cell_specifications.c.id, "spec_name": cell_specifications.c.name}
_OF_CELLS = {"cell_instance_id": cell_instances.c.id, "instance_name": cell_instances.c.name}
_NARROWING: Final = {
    *("tags_all", "tags_any", "q", "spec_anode", "spec_cathode"),
    *_OF_SPECIFICATIONS,
    *_OF_CELLS,
}


def list_cell_instance_measurements(call: Call) -> Response:
    """List the measurements of a cell."""
    parent = call.path["cell_instance_id"]
    with call.services.database.read() as connection:
        CELLS.row(connection, parent)
        chosen = [_TABLE.cell_instance_id == parent, *_tag_and_text_conditions(call.query)]
        rows, total = _page(connection, chosen, call.query)
        return page(MEASUREMENTS.records(connection, rows), total)


def list_measurements(call: Call) -> Response:
    """List the measurements of a specification, or of a project."""
    query = call.query
    with call.services.database.read() as connection:
        if "cell_specification_id" in query:
            identifier = query["cell_specification_id"]
            parent = SPECIFICATIONS.row(connection, identifier)
            below = _TABLE.cell_specification_id == identifier
            if query.get("project_id", parent["project_id"]) != parent["project_id"]:
                below = false()
            project = None
        else:
            project = project_id(call, connection, query.get("project_id"))
            below = _in_project(connection, project, query)
        chosen = [below, *_tag_and_text_conditions(query)]
        rows, total = _page(connection, chosen, query, project)
        return page(MEASUREMENTS.records(connection, rows), total)


def list_project_measurements_full(call: Call) -> Response:
    """List the measurements of a project, each with its specification and cell."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.path["project_id"])
        chosen = [_with_chosen_parents(project, call.query)]
        rows, total = _page(connection, chosen, call.query, project)
        return page(_with_parents(connection, rows), total)


def _page(
    connection: Connection,
    chosen: Sequence[ColumnElement[bool]],
    query: Mapping[str, Any],
    project: str | None = None,
) -> tuple[Sequence[RowMapping], int]:
    """Read a page of the chosen measurements; `project` is given if they may be all of its own."""
    stored = None
    if project is not None and _NARROWING.isdisjoint(query):
        counts = measurement_counts.c
        stored = connection.scalar(select(counts.measurements).where(counts.project_id == project))
    everything = select(cell_measurements).where(*chosen)
    return MEASUREMENTS.listing.page(connection, everything, query, stored)


def _in_project(
    connection: Connection, project: str, query: Mapping[str, Any]
) -> ColumnElement[bool]:
    """Return the condition to be in a project; it begins at a tag that few have, if there is one.

    What tags the measurements must have is another condition.
    """
    wanted = [
        _keys(query.get("tags_any", ())),
        *({key} for key in _keys(query.get("tags_all", ()))),
    ]
    for keys in filter(None, wanted):
        uses = select(func.coalesce(func.sum(_SPELLED.uses), 0)).where(
            _SPELLED.project_id == project, _SPELLED.tag_key.in_(keys)
        )
        if connection.scalars(uses).one() < _FEW:
            tagged = select(_TAGS.measurement_id).where(
                _TAGS.project_id == project, _TAGS.tag_key.in_(keys)
            )
            return _TABLE.id.in_(tagged)
    return _TABLE.project_id == project


def _tag_and_text_conditions(query: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    own = _TAGS.measurement_id == _TABLE.id
    conditions: list[ColumnElement[bool]] = []
    if "tags_all" in query:
        keys = _keys(query["tags_all"])
        found = select(func.count()).where(own, _TAGS.tag_key.in_(keys))
        conditions.append(found.scalar_subquery() == len(keys))
    if "tags_any" in query:
        conditions.append(exists().where(own, _TAGS.tag_key.in_(_keys(query["tags_any"]))))
    if "q" in query:
        texts = [_TABLE.name, _TABLE.notes, _TABLE.protocol["name"].as_string()]
        tagged = exists().where(own, has_text(_TAGS.tag_key, query["q"]))
        conditions.append(or_(any_contains(texts, query["q"]), tagged))
    return conditions


def _keys(tags: Iterable[str]) -> set[str]:
    return {tag.strip().casefold() for tag in tags}


def _with_chosen_parents(project: str, query: Mapping[str, Any]) -> ColumnElement[bool]:
    """Return the condition that specification and cell are those that the query asks for.

    It starts from the cells that the query names; without them, from the specifications.
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


def _with_parents(connection: Connection, rows: Sequence[RowMapping]) -> Records:
    records = MEASUREMENTS.records(connection, rows)
    cells = CELLS.by_id(connection, {row["cell_instance_id"] for row in rows})
    wanted = {cell["cell_specification_id"] for cell in cells.values()}
    types = SPECIFICATIONS.by_id(connection, wanted)
    for record in records:
        record["instance"] = cells[record["cell_instance_id"]]
        record["specification"] = types[record["instance"]["cell_specification_id"]]
    return records


OPERATIONS = by_name(
    list_cell_instance_measurements,
    list_measurements,
    list_project_measurements_full,
)
