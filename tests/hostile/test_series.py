"""A Parquet file that lies is refused in words; it harms nothing, and nothing keeps it.

Bytes are changed, put in and taken out; each number of the footer is made another one (row counts,
offsets beyond the file, sizes of exabytes); texts of the footer are made nonsense. Such files are
uploaded to the platform, whose processing must answer for each, and handed to a client by a
storage: in both cases what comes is a frame or the error that it should be, never another
exception, a crash or a cache that is poisoned for the next read.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hostile import liar
from hostile.conftest import client_of
from hostile.fuzzing import fuzz
from hostile.raw import uploaded
from hypothesis import given
from hypothesis import strategies as st
from local.series import SERIES, parquet
from support.scripted import Reply, Seen, scripted

from ionworks import Ionworks, clear_cache, errors, get_cache_directory
from ionworks.local.errors import ProcessingError
from ionworks.local.processing import process
from ionworks.local.server import Platform
from ionworks.tables import read_parquet

WHOLE = liar.series()
FOOTER = WHOLE[-8 - int.from_bytes(WHOLE[-8:-4], "little") : -8]
LONG = parquet(SERIES)
NONSENSE = [b"", b"\xff\xfe", b"x" * 300, b"ARROW:schema", b"c__builtin__\neval\n(S'1'\ntR.", b"[]"]


@st.composite
def changed_bytes(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file of whose footer some bytes were changed, taken out or put in.

    Those of its pages are changed in another process, see `test_pages`.
    """
    content = bytearray(whole)
    first = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(min(first, len(content)), len(content)))
        match draw(st.integers(0, 2)):
            case 0 if place < len(content):
                content[place] = draw(st.integers(0, 255))
            case 1:
                content[place:place] = draw(st.binary(max_size=8))
            case _:
                del content[place : place + draw(st.integers(1, 40))]
    return bytes(content)


@st.composite
def lies(draw: st.DrawFn) -> bytes:
    """A file whose footer says what is not so."""
    before, footer = liar.split(WHOLE)
    for _ in range(draw(st.integers(1, 2))):
        if draw(st.booleans()):
            draw(st.sampled_from(liar.texts(footer))).data = draw(st.sampled_from(NONSENSE))
        else:
            draw(st.sampled_from(liar.numbers(footer))).data = draw(st.sampled_from(liar.LIES))
    return liar.joined(before, footer)


FILES = st.one_of(
    changed_bytes(WHOLE),
    changed_bytes(LONG),
    lies(),
    st.integers(0, 2**32 - 1).map(lambda length: liar.lying_length(WHOLE, length)),
    st.binary(max_size=60).map(lambda inner: b"PAR1" + inner + b"PAR1"),
    st.integers(0, len(WHOLE)).map(lambda length: WHOLE[:length]),
    st.just(WHOLE[:-4] + b"PARE"),
)


def test_the_liar_puts_a_file_together_as_it_was() -> None:
    before, footer = liar.split(WHOLE)
    assert liar.joined(before, footer) != b""
    assert pl.read_parquet(io.BytesIO(liar.joined(before, footer))).equals(
        pl.read_parquet(io.BytesIO(WHOLE))
    )
    assert len(liar.numbers(footer)) > 50


@fuzz(60)
@given(content=FILES)
def test_the_platform_processes_a_file_or_says_why_not(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "series.parquet"
    path.write_bytes(content)
    # Any other exception fails the test.
    with suppress(ProcessingError):
        process(path)


READS: list[Callable[[Ionworks], Any]] = [
    lambda c: c.cell_measurement.time_series("m"),
    lambda c: c.cell_measurement.time_series("m", use_cache=False),
    lambda c: c.cell_measurement.time_series("m", columns=["Voltage [V]"], use_cache=False),
    lambda c: c.cell_measurement.time_series("m", row_range=(10, 50), use_cache=False),
    lambda c: c.cell_measurement.time_series("m", time_range=(5.0, 40.0), use_cache=False),
    lambda c: c.cell_measurement.scan("m").filter(pl.col("Voltage [V]") > 4.0).collect(),
    lambda c: c.cell_measurement.steps("m"),
    lambda c: c.cell_measurement.steps("m", use_cache=False),
]


SCAN = 5


class Storage:
    """Hands out what it holds, by ranges too."""

    def __init__(self) -> None:
        self.content = WHOLE
        self.url = ""

    def __call__(self, seen: Seen) -> Reply:
        if "/download" in seen.path:
            return Reply(307, b"", {"Location": f"{self.url}/stored"})
        asked = seen.headers.get("range", "").removeprefix("bytes=")
        if not asked or not self.content:
            return Reply(200, self.content, {})
        first, _, last = asked.partition("-")
        size = len(self.content)
        start = int(first) if first else max(0, size - int(last))
        stop = min(size, int(last) + 1) if first else size
        if start >= stop:
            return Reply(416, b"", {})
        told = {"Content-Range": f"bytes {start}-{stop - 1}/{size}"}
        return Reply(206, self.content[start:stop], told)


@pytest.fixture(scope="module")
def stored() -> Iterator[tuple[Ionworks, Storage]]:
    storage = Storage()
    with scripted(answer=storage) as service, client_of(service.url) as client:
        storage.url = service.url
        yield client, storage


@fuzz(80)
@given(content=FILES, read=st.integers(0, len(READS) - 1))
def test_a_client_reads_a_file_or_says_that_it_is_none(
    stored: tuple[Ionworks, Storage], content: bytes, read: int
) -> None:
    client, storage = stored
    clear_cache()
    storage.content = content
    # What the file calls its columns may not be what was asked for, which polars says of a
    # lazy frame.
    wanted = (ValueError,) if read != SCAN else (ValueError, pl.exceptions.PolarsError)
    try:
        READS[read](client)
    except errors.UnexpectedResponseError:
        # It was not kept: when it is whole again, it is read.
        storage.content = WHOLE
        READS[read](client)
    except wanted as problem:
        assert "column" in str(problem), problem  # noqa: PT017


@pytest.mark.parametrize("read", [READS[0], READS[6]], ids=["series", "steps"])
@pytest.mark.parametrize(
    "content",
    [b"", b"PAR1", WHOLE[:-1], liar.lying_length(WHOLE, 2**31), b"<html>" * 99],
    ids=["empty", "head", "cut", "length", "page"],
)
def test_the_next_read_of_what_was_damaged_is_a_miss(
    ask: Any, read: Callable[[Any], Any], content: bytes
) -> None:
    storage = Storage()
    with scripted(answer=storage) as service:
        storage.url, storage.content = service.url, content
        with pytest.raises(errors.UnexpectedResponseError, match="Parquet"):
            ask(service.url, read)
        assert list(get_cache_directory().rglob("*.parquet")) == []
        storage.content = WHOLE
        assert ask(service.url, read).height == 60
        asked = len(service.seen)
        assert ask(service.url, read).height == 60
        assert len(service.seen) == asked


def test_a_panic_below_polars_is_one_of_our_errors() -> None:
    panics = 0
    for place in range(len(liar.numbers(liar.split(WHOLE)[1]))):
        before, footer = liar.split(WHOLE)
        liar.numbers(footer)[place].data = -1
        content = liar.joined(before, footer)
        try:
            pl.read_parquet(io.BytesIO(content))
        except pl.exceptions.PanicException:
            panics += 1
            with pytest.raises(errors.UnexpectedResponseError):
                read_parquet(content)
        except pl.exceptions.PolarsError:
            pass
    assert panics  # else this shows nothing


def test_the_platform_goes_on_after_files_that_lie(
    platform: Platform, connection: dict[str, Any]
) -> None:
    before, footer = liar.split(WHOLE)
    liar.numbers(footer)[1].data = 2**62
    bad = [b"", b"PAR1" * 3, WHOLE[:-9], liar.joined(before, footer), LONG[:200] + LONG[300:]]
    with Ionworks(**connection) as client:
        spec = client.cell_spec.create({"name": "liars"})
        cell = client.cell_instance.create(spec.id, {"name": "c"})
        for number, content in enumerate([*bad, WHOLE]):
            ids = uploaded(client, cell.id, f"m{number}", content)
            if content is WHOLE:
                assert client.cell_measurement.wait_for_processing(ids)[0].steps_created == 3
                continue
            with pytest.raises(errors.MeasurementProcessingError) as refusal:
                client.cell_measurement.wait_for_processing(ids)
            assert refusal.value.failures[ids[0]]
            assert str(platform.data) not in str(refusal.value)


def test_memory_that_nobody_has_is_not_asked_for(tmp_path: Path) -> None:
    """A process with little memory reads every lie about a size and is there at the end."""
    pytest.importorskip("resource")
    script = """
import io, resource, sys
from hostile import liar
from ionworks.errors import UnexpectedResponseError
from ionworks.tables import read_parquet
whole = liar.series()
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
count = 0
for place in range(len(liar.numbers(liar.split(whole)[1]))):
    before, footer = liar.split(whole)
    liar.numbers(footer)[place].data = 2**40
    try:
        read_parquet(liar.joined(before, footer))
    except UnexpectedResponseError:
        count += 1
print("alive", count)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=120,
        env={"PYTHONPATH": f"{root}/generated:{root}:{root}/tests", "POLARS_MAX_THREADS": "2"},
    )
    assert done.stdout.startswith("alive"), done.stderr[-500:]
    assert int(done.stdout.split()[1]) > 10
