"""Materials of a project."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, exists, select

from ionworks.local.errors import conflict
from ionworks.local.filters import Listing
from ionworks.local.handlers.collection import Collection, Records
from ionworks.local.handlers.projects import PROJECTS
from ionworks.local.handlers.rows import counts_by, merged, patch_row
from ionworks.local.schema import cell_components, material_property_datasets, materials
from ionworks.local.services import Call


def link_material(
    call: Call, connection: Connection, project: str, wanted: Mapping[str, Any]
) -> str:
    """Return the id of the material of a specification, made if it is new.

    A material is the same when its name and its maker are. What else comes with it
    is merged into what is stored.
    """
    for existing in MATERIALS.same(connection, project, wanted):
        row = MATERIALS.row(connection, existing)
        given = {name: value for name, value in wanted.items() if value is not None}
        changes = merged(row, given, ("product_id", "definition"))
        if any(row[name] != value for name, value in changes.items()):
            patch_row(call, connection, materials, row, changes)
        return existing
    return MATERIALS.insert(call, connection, project, wanted)


def _fill(connection: Connection, records: Records, _full: bool) -> None:
    own = (record["id"] for record in records)
    counts = counts_by(connection, material_property_datasets.c.material_id, own)
    for record in records:
        record["property_count"] = counts.get(record["id"], 0)


def _check_delete(_call: Call, connection: Connection, identifier: str) -> None:
    if connection.scalar(select(exists().where(cell_components.c.material_id == identifier))):
        raise conflict(
            "The material is part of a cell specification; take it out there first.",
            {"resource_type": "material", "resource_id": identifier},
        )


MATERIALS: Final = Collection(
    "material",
    materials,
    parent=PROJECTS,
    fields=("name", "manufacturer", "product_id", "definition"),
    listing=Listing.of(
        materials,
        text=("name", "manufacturer", "product_id"),
        order=("name", "manufacturer", "created_at", "updated_at"),
        default="name",
    ),
    unique=("name", "manufacturer"),
    free_text=(),
    is_in_project=False,
    fill=_fill,
    check_delete=_check_delete,
)
