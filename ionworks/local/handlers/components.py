"""The components of a cell specification: electrodes, electrolyte, separator, case."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select

from ionworks.local.handlers.collection import Records
from ionworks.local.handlers.materials import MATERIALS, link_material
from ionworks.local.handlers.rows import insert_row, patch_row
from ionworks.local.merge import merge_patch
from ionworks.local.schema import cell_components
from ionworks.local.services import Call
from ionworks.words import COMPONENTS


def set_components(
    call: Call, connection: Connection, identifier: str, project: str, body: Mapping[str, Any]
) -> None:
    """Store the components that a body names, by the rule of merge patches.

    Parameters
    ----------
    call : Call
        The request.
    connection : Connection
        The connection that writes.
    identifier, project : str
        Ids of the specification and of its project.
    body : mapping
        A slot that is None loses its component; absent ones stay as they are.
    """
    stored = _stored(connection, [identifier]).get(identifier, {})
    for slot in COMPONENTS:
        if slot not in body:
            continue
        if body[slot] is None:
            connection.execute(
                delete(cell_components).where(
                    cell_components.c.cell_specification_id == identifier,
                    cell_components.c.component_type == slot,
                )
            )
            continue
        values = _values(call, connection, project, stored.get(slot), body[slot])
        if slot in stored:
            patch_row(call, connection, cell_components, stored[slot], values)
        else:
            _insert(call, connection, {"cell_specification_id": identifier, **values}, slot)


def fill_components(connection: Connection, records: Records, full: bool) -> None:
    """Add the ids of the components to specifications, or the components themselves.

    Parameters
    ----------
    connection : Connection
        Where to read.
    records : list of dict
        The specifications.
    full : bool
        Add each component and its material.
    """
    stored = _stored(connection, [record["id"] for record in records])
    wanted = {c["material_id"] for components in stored.values() for c in components.values()}
    used = MATERIALS.by_id(connection, wanted) if full else {}
    for record in records:
        # A specification always has ratings, if only an empty set of them.
        record["ratings"] = record["ratings"] or {}
        components = stored.get(record["id"], {})
        for slot in COMPONENTS:
            component = components.get(slot)
            record[f"{slot}_id"] = component["id"] if component else None
            if full:
                record[slot] = _record(component, used) if component else None


Components = dict[str, RowMapping]


def _stored(connection: Connection, specification_ids: list[str]) -> dict[str, Components]:
    found: dict[str, Components] = {}
    table = cell_components.c
    rows = connection.execute(
        select(cell_components).where(table.cell_specification_id.in_(specification_ids))
    ).mappings()
    for row in rows:
        found.setdefault(row["cell_specification_id"], {})[row["component_type"]] = row
    return found


def _record(component: RowMapping, used: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    record = {k: v for k, v in component.items() if k != "cell_specification_id"}
    material = used.get(component["material_id"])
    if material is None:
        del record["material_id"]
    return {**record, "material": material}


def _values(
    call: Call,
    connection: Connection,
    project: str,
    stored: RowMapping | None,
    wanted: Mapping[str, Any],
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "properties" in wanted:
        values["properties"] = merge_patch(
            stored["properties"] if stored else None, wanted["properties"]
        )
    if wanted.get("material") is not None:
        values["material_id"] = link_material(call, connection, project, wanted["material"])
    elif "material" in wanted:
        values["material_id"] = None
    return values


def _insert(call: Call, connection: Connection, values: Mapping[str, Any], slot: str) -> None:
    moment = call.services.now()
    insert_row(
        connection,
        cell_components,
        {
            "id": call.services.new_id(),
            "organization_id": call.services.account.organization_id,
            "component_type": slot,
            "created_at": moment,
            "updated_at": moment,
            **values,
        },
    )
