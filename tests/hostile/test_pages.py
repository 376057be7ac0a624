"""Pages of a Parquet file whose bytes were changed: values, levels, sizes, packing.

In a process of its own, because the reader below polars gives a process up over a few of them (see
`test_deadly`); such a one is counted, and the next process goes on behind it. Every other file is
processed, refused by the platform in words, or named as damaged by the client.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hostile.fuzzing import FACTOR

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {
    "PYTHONPATH": f"{ROOT / 'generated'}:{ROOT}:{ROOT / 'tests'}",
    "POLARS_MAX_THREADS": "2",
}
SCRIPT = """
import io, random, sys, warnings
from contextlib import suppress
from pathlib import Path
from hostile import liar
from ionworks.errors import UnexpectedResponseError
from ionworks.local.processing import ProcessingError, process
from ionworks.tables import read_parquet
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
except ImportError:
    pass
path, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
whole = liar.series()
pages = len(liar.split(whole)[0])
for seed in range(first, last):
    print(seed, flush=True)
    chance = random.Random(seed)
    content = bytearray(whole)
    for _ in range(chance.randint(1, 6)):
        value = chance.choice([0, 1, 127, 128, 255, chance.randrange(256)])
        content[chance.randrange(4, pages)] = value
    if chance.random() < 0.2:
        place = chance.randrange(4, pages)
        del content[place : place + chance.randint(1, 9)]
    path.write_bytes(content)
    with suppress(ProcessingError):
        process(path)
    with suppress(UnexpectedResponseError):
        read_parquet(bytes(content))
print("done", flush=True)
"""


def test_files_with_changed_pages_are_read_or_refused(tmp_path: Path) -> None:
    count = round(300 * FACTOR)
    first = deadly = 0
    while True:
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / "x.parquet")]
        ran = subprocess.run(
            [*command, str(first), str(count)], capture_output=True, text=True, env=ENVIRONMENT
        )
        *_, said = ran.stdout.split()
        if said == "done":
            break
        # Ended by a signal, and not by an exception that is not one of ours.
        assert ran.returncode < 0, ran.stderr[-2000:]
        deadly += 1
        first = int(said) + 1
    assert deadly <= 1 + count // 200
