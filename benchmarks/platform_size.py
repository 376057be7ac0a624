"""Time the platform's requests as it grows, as ratios to the same request on the smallest one.

Run from the project folder: ``python benchmarks/platform_size.py [--sizes N ...]``; for the
largest, ``--sizes 1000 10000 100000 1000000``. The records are written to the database directly;
the requests are real ones. The baseline of each line is its first size, in the same run: a ratio
near 1 means that the cost does not depend on how much is stored.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from ionworks import Ionworks
from ionworks.local.server import Platform

PER_CELL = 100
"""Measurements of each filled cell."""

FILL = """
WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :size)
INSERT INTO {table} SELECT {columns} FROM numbers, (
    SELECT s.id AS specification, s.project_id AS project, s.organization_id AS organization
    FROM cell_specifications s
)
"""
DATE = "strftime('%Y-%m-%dT%H:%M:%S.000000Z', 1767225600 + n, 'unixepoch')"
MADE = {
    "organization_id": "organization",
    "created_by": "'nobody'",
    "created_by_email": "'nobody@example.com'",
    "created_at": DATE,
    "updated_at": DATE,
}
CELLS = {
    "id": "'cell-' || n",
    "cell_specification_id": "specification",
    "name": "'cell ' || n",
    **MADE,
}
MEASUREMENTS = {
    "id": "'measurement-' || n",
    "cell_instance_id": f"'cell-' || (n / {PER_CELL})",
    "cell_specification_id": "specification",
    "project_id": "project",
    "name": "'measurement ' || n",
    "measurement_type": "'properties'",
    "notes": "printf('%.500c', 'n')",
    "properties": """json_object('capacity', json_object('value', n, 'unit', 'A.h'))""",
    "step_labels_validated": "0",
    "processing_status": "'ready'",
    "steps_created": "0",
    "data_version": "1",
    **MADE,
}
TAGS = {
    "measurement_id": "'measurement-' || (n / 2)",
    "tag_key": "iif(n % 2, 'ageing', '25 degc')",
    "tag": "iif(n % 2, 'ageing', '25 degC')",
    "project_id": "project",
}


def fill(database: Path, size: int) -> None:
    """Write measurements with two tags each, below the only specification."""
    tables = {
        "cell_instances": (CELLS, max(size // PER_CELL, 1)),
        "cell_measurements": (MEASUREMENTS, size),
        "measurement_tags": (TAGS, 2 * size),
    }
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, (columns, rows) in tables.items():
            target = f"{table} ({', '.join(columns)})"
            statement = FILL.format(table=target, columns=", ".join(columns.values()))
            connection.execute(statement, {"size": rows})


def timed(action: Callable[[], object], repeats: int) -> float:
    """Give the median seconds of an action that has run once before."""
    action()
    seconds: list[float] = []
    for _ in range(repeats):
        start = perf_counter()
        action()
        seconds.append(perf_counter() - start)
    return median(seconds)


def measured(size: int, repeats: int) -> dict[str, float]:
    """Give the seconds of each request on a platform of a size."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        with Platform(data) as platform, connected(platform) as client:
            specification = client.cell_spec.create({"name": "filled"})
            project = specification.project_id
            cell = client.cell_instance.create(specification.id, {"name": "empty"})
        fill(data / "platform.db", size)
        with Platform(data) as platform, connected(platform) as client:
            numbers = count()

            def create() -> object:
                return client.cell_measurement.create_properties(
                    cell.id,
                    name=f"new {next(numbers)}",
                    properties={"thickness": {"value": 0.52, "unit": "mm"}},
                    tags=["ageing", "25 degC"],
                )

            requests: dict[str, Callable[[], object]] = {
                "create with two tags": create,
                "get": lambda: client.cell_measurement.get("measurement-0"),
                "page of 100 of the project": lambda: client.cell_measurement.list_by_project(
                    project, limit=100
                ),
                "tags of the project": lambda: client.cell_measurement.list_tags(project),
            }
            return {name: timed(request, repeats) for name, request in requests.items()}


def connected(platform: Platform) -> Ionworks:
    """Give a client of a platform."""
    return Ionworks(api_url=platform.url, api_key=platform.api_key)


def main() -> None:
    """Print one line per request, one column per size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--repeats", type=int, default=20)
    options = parser.parse_args()
    results = [measured(size, options.repeats) for size in options.sizes]
    print(f"median of {options.repeats}; ratios to {options.sizes[0]:,} measurements")
    print(f"{'':28}{'ms':>8}" + "".join(f"{size:>12,}" for size in options.sizes))
    for name, baseline in results[0].items():
        ratios = "".join(f"{result[name] / baseline:>12.2f}" for result in results)
        print(f"{name:28}{baseline * 1e3:>8.2f}{ratios}")


if __name__ == "__main__":
    main()
