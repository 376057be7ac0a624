"""What a seed makes: ``python -m contract_live.protocol`` prints requests and answers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from contract_live.contract import draw_no_constants, explore, load_schema
from contract_live.platforms import Furnished, furnish, serve
from contract_live.sequences import explore_sequences
from schemathesis import GenerationMode

OPERATIONS = ("create_cell_specification", "list_measurements", "bulk_update_measurement_tags")
SEQUENCES = 1


def protocol(schema: Any, furnished: Furnished, folder: Path) -> list[str]:
    """Ask some operations rightly and wrongly, and some sequences; give a line for each request."""
    traces = explore_sequences(furnished, schema, SEQUENCES)
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        for name in OPERATIONS:
            with serve(furnished, folder / f"{mode.value}-{name}") as live:
                explore(live, schema, name, mode)
            traces.append(live.trace)
    assert all(traces)
    return [f"{asked.request} -> {asked.status}" for trace in traces for asked in trace]


if __name__ == "__main__":
    with TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patch:
        draw_no_constants(patch)
        lines = protocol(load_schema(), furnish(Path(made, "furnished")), Path(made))
    print("\n".join(lines))  # noqa: T201
