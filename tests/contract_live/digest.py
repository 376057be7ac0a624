"""One number for what a seed makes: ``python -m contract_live.digest`` prints it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from contract_live.contract import explore, load_schema
from contract_live.platforms import Furnished, furnish, serve
from contract_live.sequences import explore_sequences
from schemathesis import GenerationMode

OPERATIONS = ("create_cell_specification", "list_measurements", "bulk_update_measurement_tags")
SEQUENCES = 3


def digest(schema: Any, furnished: Furnished, folder: Path) -> str:
    """Ask some operations rightly and wrongly, and some sequences; sum up what was answered."""
    traces = explore_sequences(furnished, schema, SEQUENCES)
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        for name in OPERATIONS:
            with serve(furnished, folder / f"{mode.value}-{name}") as live:
                explore(live, schema, name, mode)
            traces.append(live.trace)
    assert all(traces)
    return sha256(repr(traces).encode()).hexdigest()


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        print(digest(load_schema(), furnish(Path(made, "furnished")), Path(made)))  # noqa: T201
