"""What records cost the client, beside `json.loads` of the same bytes.

Prints ratios of CPU time, measured in turn in the same run:
``POLARS_MAX_THREADS=1 python benchmarks/records.py``. With ``--official PYTHON``, an interpreter
that has the official client, the same reads are made with it against the same server.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from typing import Any

MOMENT = "2026-03-01T12:00:00.123456+00:00"
SPEC: dict[str, Any] = {
    "id": "c5a1e0f7-2b64-4d1e-a3c8-91d7b6f0e432",
    "name": "LG M50",
    "ratings": {
        "capacity": {"value": 5.0, "unit": "A.h"},
        "voltage_min": {"value": 2.5, "unit": "V"},
        "voltage_max": {"value": 4.2, "unit": "V"},
    },
    "organization_id": "7f1f4f0e-0000-4000-8000-000000000001",
    "project_id": "7f1f4f0e-0000-4000-8000-000000000002",
    "form_factor": "21700",
    "manufacturer": "LG",
    "properties": {"mass": {"value": 69.0, "unit": "g"}},
    "source": None,
    "notes": None,
    "created_by": "7f1f4f0e-0000-4000-8000-000000000003",
    "created_by_email": "someone@example.com",
    "created_at": MOMENT,
    "updated_at": MOMENT,
}
ROWS = [
    {**SPEC, "id": f"c5a1e0f7-2b64-4d1e-a3c8-{row:012d}", "name": f"{row}"} for row in range(1000)
]
PAGE = json.dumps({"items": ROWS, "count": 1000, "total": 1000}).encode()
ONE = json.dumps(SPEC).encode()


def main() -> None:
    """Measure, and print a line for each comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--official", metavar="PYTHON", help="has the official client")
    parser.add_argument("--at", help=argparse.SUPPRESS)  # measure only, at this address
    options = parser.parse_args()
    if options.at:
        print(json.dumps(measured(options.at, options.rounds)))
        return
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there,), daemon=True)
    server.start()
    address = f"http://127.0.0.1:{here.recv()}"
    command = [__file__, "--at", address, "--rounds", str(options.rounds)]
    ours = run([sys.executable, *command])
    print(f"a page of 1,000 records: {ours['page'] / ours['loads']:.2f} x json.loads of its body")
    print(f"its to_polars(): {ours['frame'] / ours['loads']:.2f} x json.loads of its body")
    if options.official:
        theirs = run([options.official, *command])
        for what in ("page", "one"):
            print(f"{what}: {theirs[what] / ours[what]:.2f} (official / ours)")
    server.terminate()


def run(command: list[str]) -> dict[str, float]:
    """Measure in a process of its own."""
    environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(address: str, rounds: int) -> dict[str, float]:
    """Return the CPU seconds of each read, the best of several rounds in turn."""
    from ionworks import Ionworks

    client = Ionworks(api_key="iwk_benchmark", api_url=address)
    page = client.cell_spec.list()
    reads: dict[str, Callable[[], Any]] = {
        "loads": lambda: json.loads(PAGE),
        "page": lambda: [spec.name for spec in client.cell_spec.list()],
        "one": lambda: [client.cell_spec.get(SPEC["id"]) for _ in range(20)],
    }
    if hasattr(page, "to_polars"):
        reads["frame"] = lambda: client.cell_spec.list().to_polars()
    best = dict.fromkeys(reads, float("inf"))
    for _ in range(rounds):
        for name, read in reads.items():
            begun = time.process_time()
            read()
            best[name] = min(best[name], time.process_time() - begun)
    return best


def serve(parent: Connection) -> None:
    """Answer every list with the page, and all other requests with one record."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body are sent together, as real servers do

        def do_GET(self) -> None:
            body = PAGE if self.path.split("?")[0].endswith("cell_specifications") else ONE
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    parent.send(server.server_port)
    server.serve_forever()


if __name__ == "__main__":
    main()
