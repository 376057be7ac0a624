"""Real notebooks: cells that a kernel of Jupyter runs, one after another, in one event loop."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbclient
import nbformat


class Notebook:
    """An open notebook; each cell is run as it is given."""

    def __init__(self, client: nbclient.NotebookClient) -> None:
        self._client = client

    def run(self, source: str) -> list[Any]:
        """Run a cell and return its outputs; an error in it is a `CellExecutionError`."""
        cell = nbformat.v4.new_code_cell(source)
        self._client.nb.cells.append(cell)
        self._client.execute_cell(cell, len(self._client.nb.cells) - 1)
        return list(cell.outputs)

    def run_all(self, cells: Sequence[str]) -> None:
        """Run cells in their order."""
        for source in cells:
            self.run(source)


@contextmanager
def notebook(
    folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[Notebook]:
    """Open a notebook in a folder; its kernel ends with the block.

    Parameters
    ----------
    folder : Path, optional
        The working directory.
    environment : mapping, optional
        All variables of the kernel; by default those of this process.
    """
    client = nbclient.NotebookClient(
        nbformat.v4.new_notebook(),
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}} if folder else {},
    )
    with client.setup_kernel(env=dict(environment or os.environ)):
        yield Notebook(client)


def shown(outputs: Sequence[Any]) -> str:
    """Return what a reader sees below a cell, as text; pictures are left out."""
    texts = [
        output.text if output.output_type == "stream" else output.data.get("text/plain", "")
        for output in outputs
        if "image/png" not in output.get("data", {})
    ]
    return "".join(text if text.endswith("\n") or not text else f"{text}\n" for text in texts)
