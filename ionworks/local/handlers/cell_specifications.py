"""Cell specifications: types of cell."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, or_, select
from starlette.responses import Response

from ionworks.local import layout
from ionworks.local.answers import answer
from ionworks.local.filters import Listing
from ionworks.local.handlers.collection import Collection
from ionworks.local.handlers.components import fill_components, set_components
from ionworks.local.handlers.projects import PROJECTS, project_id
from ionworks.local.json_columns import columns_of_file
from ionworks.local.schema import (
    cell_components,
    cell_specifications,
    material_property_datasets,
)
from ionworks.local.services import Call, by_name
from ionworks.local.stored import DamagedError, damaged, find
from ionworks.words import COMPONENTS

_TABLE = cell_specifications.c


def list_project_cell_specs(call: Call) -> Response:
    """List all specifications of a project, as a bare array."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.path["project_id"])
        everything = select(cell_specifications).where(_TABLE.project_id == project)
        ordered = everything.order_by(*SPECIFICATIONS.listing.ordering({}))
        rows = connection.execute(ordered).mappings()
        full = call.query.get("full", False)
        return answer(SPECIFICATIONS.records(connection, rows, full=full))


def resolved(call: Call, connection: Connection, identifier: str) -> dict[str, Any]:
    """Return a specification in which dotted paths find their value.

    The properties of a component are its own keys, and the datasets of its material are there by
    name, each with its columns: ``anode.loading.value``, ``anode.material.datasets.OCP.Voltage``.
    """
    record = SPECIFICATIONS.record(connection, identifier)
    used = [record[slot]["material"] for slot in COMPONENTS if record[slot]]
    tables = material_property_datasets.c
    found = connection.execute(
        select(tables.material_id, tables.id, tables.name, tables.data_id)
        .where(
            tables.material_id.in_({material["id"] for material in used if material}),
            tables.project_id == record["project_id"],
        )
        .order_by(tables.created_at, tables.id)
    ).all()
    datasets: dict[str, dict[str, Any]] = {}
    for material_id, dataset_id, name, data_id in found:
        key = layout.dataset_table(dataset_id, data_id)
        path = call.services.objects.path(key)
        try:
            call.services.inspector.check(path, find(connection, key))
        except DamagedError:
            raise damaged() from None
        datasets.setdefault(material_id, {})[name] = columns_of_file(path)
    for slot in COMPONENTS:
        component = record[slot]
        if component is None:
            continue
        if material := component["material"]:
            material["datasets"] = datasets.get(material["id"], {})
        record[slot] = {**(component["properties"] or {}), **component}
    return record


def _conditions(query: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """Return the conditions to use certain materials, and not to be a certain specification.

    Of materials in certain slots, one match is enough.
    """
    component = cell_components.c
    uses = select(component.cell_specification_id)
    in_slots = [
        and_(component.component_type == slot, component.material_id == query[name])
        for slot in COMPONENTS
        if (name := f"{slot}_material_id") in query
    ]
    found = [uses.where(or_(*in_slots))] if in_slots else []
    if "material_id" in query:
        found.append(uses.where(component.material_id == query["material_id"]))
    if "material_ids" in query:
        found.append(uses.where(component.material_id.in_(query["material_ids"])))
    conditions: list[ColumnElement[bool]] = [_TABLE.id.in_(ids) for ids in found]
    if "exclude_cell_spec_id" in query:
        conditions.append(_TABLE.id != query["exclude_cell_spec_id"])
    return conditions


SPECIFICATIONS: Final = Collection(
    "cell_specification",
    cell_specifications,
    parent=PROJECTS,
    fields=("name", "form_factor", "manufacturer", "ratings", "properties", "source", "notes"),
    listing=Listing.of(
        cell_specifications,
        text=("name", "created_by_email", "form_factor"),
        special=_conditions,
    ),
    free_text=("notes",),
    store_parts=set_components,
    fill=fill_components,
)
OPERATIONS = by_name(
    list_project_cell_specs,
)
