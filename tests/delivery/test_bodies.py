"""Request bodies: everything with a plain form is sent, everything else is named."""

from __future__ import annotations

import hashlib
import io
import json
import math
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ionworks._io.bodies import BytesBody, FileBody, Sending, compress, encode_json
from ionworks._io.sinks import CheckedSink, FileSink, MemorySink


class Colour(Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (float("nan"), None),
        (float("-inf"), None),
        (np.float32(0.5), 0.5),
        (np.float64("nan"), None),
        (np.int64(7), 7),
        (np.bool_(True), True),
        (np.array([[1.0, np.nan]]), [[1.0, None]]),
        (pl.Series([1.5, None]), [1.5, None]),
        (pd.Series([1.5, float("nan")]), [1.5, None]),
        (pd.NaT, None),
        (pd.NA, None),
        (pd.Timestamp("2026-03-01T12:00Z"), "2026-03-01T12:00:00+00:00"),
        (datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01T00:00:00+00:00"),
        (date(2026, 3, 1), "2026-03-01"),
        (timedelta(minutes=1.5), 90.0),
        (timedelta(days=1, milliseconds=500), 86_400.5),
        (-timedelta(seconds=1), -1.0),
        (Decimal("0.25"), 0.25),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (PurePosixPath("a/b"), "a/b"),
        (Colour.RED, "red"),
        ((1, 2), [1, 2]),
        ("Ω ü", "Ω ü"),
        (2**70, 2**70),
    ],
)
def test_values_have_a_plain_form(value: Any, plain: Any) -> None:
    assert json.loads(encode_json({"x": [value]}, holds_series=True)) == {"x": [plain]}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"a": [1, {"b": object()}]}, r"body\.a\[1\]\.b is a object"),
        ({"a": {1: "x"}}, r"body\.a has the key 1"),
        ({"a": b"bytes"}, r"body\.a is a bytes"),
        ({"a": 1j}, r"body\.a is a complex"),
    ],
)
def test_what_has_no_form_is_named_by_its_place(body: Any, place: str) -> None:
    with pytest.raises(TypeError, match=place):
        encode_json(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def _without_nan(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [_without_nan(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    return value


@given(JSON)
def test_json_is_sent_as_it_is_but_for_what_is_not_finite(value: Any) -> None:
    try:
        sent = encode_json([value], holds_series=True)
    except UnicodeEncodeError:
        return  # a lone surrogate is no text
    assert json.loads(sent) == [_without_nan(value)]


def test_compression_gives_the_same_bytes_at_any_time() -> None:
    assert compress(b"x" * 1000) == compress(b"x" * 1000)


def test_a_large_file_is_read_a_piece_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "large"
    content = bytes(range(256)) * 4096 * 8 + b"end"  # 8 MiB
    path.write_bytes(content)
    tracemalloc.start()
    try:
        body = FileBody.of(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 3 * 1024 * 1024
    assert (body.size, body.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@given(size=st.integers(0, 40), reads=st.lists(st.integers(-1, 15)))
def test_a_file_on_its_way_is_read_as_any_other(size: int, reads: list[int]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "f"
        path.write_bytes(bytes(range(size)))
        plain = io.BytesIO(bytes(range(size)))
        with FileBody.of(path).open() as sent:
            assert [sent.read(count) for count in reads] == [plain.read(count) for count in reads]
            assert sent.read() == plain.read()


def test_a_body_can_be_read_again_and_tells_how_far_it_is() -> None:
    body = BytesBody(b"x" * (2 * 1024 * 1024 + 5))
    told: list[tuple[int, int]] = []
    assert (
        b"".join(Sending(body, lambda done, total: told.append((done, total))).chunks())
        == body.data
    )
    assert b"".join(Sending(body, None).chunks()) == body.data
    assert told[-1] == (body.size, body.size)


def test_a_sink_that_checks_begins_again_with_what_it_fills() -> None:
    told: list[tuple[int, int]] = []
    filled = MemorySink(lambda done, total: told.append((done, total)))
    sink = CheckedSink(filled)
    sink.start(8)
    sink.write(b"broken")
    sink.start(None)  # the second answer does not say how long it is
    sink.write(b"wh")
    sink.write(b"ole")
    assert filled.data == b"whole"
    assert (sink.size, sink.sha256) == (5, hashlib.sha256(b"whole").hexdigest())
    assert told == [(6, 8), (2, 2), (5, 5)]


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_a_sink_that_is_started_again_forgets_what_came(kind: str) -> None:
    file = io.BytesIO()
    told: list[tuple[int, int]] = []
    note = lambda done, total: told.append((done, total))  # noqa: E731
    sink: Any = MemorySink(note) if kind == "memory" else FileSink(file, note)
    sink.start(8)
    sink.write(b"broken")
    sink.start(8)
    sink.write(b"whole")
    assert (sink.data if kind == "memory" else file.getvalue()) == b"whole"
    assert told == [(6, 8), (5, 8)]
