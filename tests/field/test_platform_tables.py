"""The tables of the platform: what a delete has to find, it finds in one step."""

from __future__ import annotations

from sqlalchemy import Table

from ionworks.local.handlers import COLLECTIONS
from ionworks.local.schema import metadata


def above(table: Table) -> set[Table]:
    """The tables whose rows take rows of this one along when they are deleted."""
    return {
        key.column.table
        for key in table.foreign_keys
        if key.ondelete == "CASCADE" and key.column.table is not table
    }


def test_records_with_objects_name_all_records_above_them() -> None:
    owners = [table for table in metadata.sorted_tables if "objects" in table.info]
    assert {table.name for table in owners} == {
        *("cell_measurements", "raw_data", "analyses", "material_property_datasets"),
    }
    for owner in owners:
        named = reached = above(owner)
        while step := {further for table in reached for further in above(table)} - reached:
            reached = reached | step
        assert reached & {each.table for each in COLLECTIONS} <= named
