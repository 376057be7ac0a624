"""Every operation of the contract is in a facade, or is left out for a reason."""

from __future__ import annotations

import ast
from pathlib import Path

from ionworks.local.contract import load_contract

PACKAGE = Path(__file__).parents[2] / "ionworks"

# Users reach these through `client.api` until a facade has them.
LEFT_OUT = {
    "The members, users and usage of an organization are managed in the web app.": {
        "create_organization",
        "get_current_usage",
        "invite_organization_user",
        "invite_project_member",
        "list_organization_users",
        "list_organizations",
        "list_project_roles",
        "remove_organization_user",
        "remove_project_member",
        "resend_organization_invite",
        "set_organization_user_active",
        "set_organization_user_role",
        "set_project_member",
        "update_project_member",
    },
    "Materials and their properties get a facade with the next resources.": {
        "create_material",
        "create_material_property_dataset",
        "delete_material",
        "delete_material_property_dataset",
        "get_material",
        "get_material_property_data",
        "get_material_property_dataset",
        "get_material_property_download_url",
        "list_material_property_datasets",
        "list_materials",
        "replace_material_property_file",
        "update_material",
        "update_material_property_dataset",
    },
    "Models are not part of this package.": {
        "list_pybamm_models",
        "serialize_ionworks_model",
        "validate_pybamm_model_config",
    },
    "The plots and the progress of a running job are for the web app.": {
        "get_datafit_plot_data",
        "get_job_series",
        "get_job_series_channels",
        "get_validation_plot_data",
    },
    "Jobs are started through pipelines, and elements come with their pipeline.": {
        "create_job",
        "get_pipeline_element",
    },
    "The Parquet download gives the same, and is faster.": {
        "get_steps",
        "get_time_series",
    },
    "A read of the record and reads of its parts give the same.": {
        "get_measurement_detail",
        "get_resolved_cell_specification",
        "list_project_cell_specs",
    },
    "Search, watching and the description of the data have no facade yet.": {
        "get_discovery_schema",
        "search",
        "unwatch_measurement",
        "watch_measurement",
    },
}


def imported() -> set[str]:
    """The operations whose generated modules the package imports."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body if "ionworks_generated.api." in text else ():
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "ionworks_generated.api."
            ):
                found |= {name.name for name in node.names}
    return found


def test_each_operation_is_in_a_facade_or_left_out_for_a_reason() -> None:
    operations = {operation.id for operation in load_contract().operations}
    left_out = [name for names in LEFT_OUT.values() for name in names]
    assert len(set(left_out)) == len(left_out)
    assert imported() <= operations
    assert operations - imported() == set(left_out)
