"""The same seed makes the same requests, and they are answered the same: in any process, in any
order, however many run beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from contract_live.platforms import Furnished
from contract_live.protocol import protocol


def test_another_process_asks_and_is_answered_the_same(
    schema: Any, furnished: Furnished, tmp_path: Path
) -> None:
    here = protocol(schema, furnished, tmp_path)
    tests = str(Path(__file__).parents[1])
    # Of what differs between processes, the order of sets is what most often leaks.
    settings = {"PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join([tests, *sys.path])}
    run = subprocess.run(
        [sys.executable, "-m", "contract_live.protocol"],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == here
