"""Every operation of the contract is in a facade, or is left out for a reason."""

from __future__ import annotations

import ast
from pathlib import Path

from ionworks.local.contract import load_contract

PACKAGE = Path(__file__).parents[2] / "ionworks"

# Users reach these through `client.api` until a facade has them.
LEFT_OUT = {
    "Organizations are made in the web app, and `whoami` names those of the credential.": {
        "create_organization",
        "list_organizations",
    },
    "The Parquet download gives the same, and is faster.": {
        "get_steps",
        "get_time_series",
    },
    "A read of the record and reads of its parts give the same.": {
        "get_measurement_detail",
        "list_project_cell_specs",
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
