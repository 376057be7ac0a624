"""A Parquet file whose bytes lie is refused in words; it harms nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from local.series import SERIES, parquet

from ionworks.local.processing import process
from ionworks.local.processing.errors import ProcessingError

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4")) * 20
WHOLE = parquet(SERIES)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.tuples(st.integers(4, len(WHOLE) - 5), st.integers(0, 255)), min_size=1, max_size=4)
)
def test_a_series_with_changed_bytes_is_processed_or_refused(
    tmp_path: Path, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(WHOLE)
    for place, value in changes:
        content[place] = value
    path = tmp_path / "series.parquet"
    path.write_bytes(content)
    # Any other exception fails the test.
    with suppress(ProcessingError):
        process(path)
