"""Parts of a series: of the place and the version that was asked for, or an error.

A storage of our own answers ranges as each case says. Every right answer is the rows that polars
reads from the whole file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import polars as pl
import pytest
from support.scripted import Reply, Script, Seen, scripted

from ionworks.errors import IonworksError, TransferError, UnexpectedResponseError

Do = Callable[..., Any]
ROWS = 60_000
GROUP = 10_000


def series(offset: float) -> pl.DataFrame:
    row = pl.int_range(ROWS, eager=True)
    noise = (row * 2654435761 % 1_000_003).cast(pl.Float64)
    return pl.DataFrame({"Time [s]": row.cast(pl.Float64), "Voltage [V]": noise + offset})


def parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, row_group_size=GROUP, compression="uncompressed")
    return buffer.getvalue()


OLD, NEW = series(0.0), series(0.5)
FILES = {"old": parquet(OLD), "new": parquet(NEW)}
assert len(FILES["old"]) == len(FILES["new"])  # so that only a version tells them apart


class Storage:
    """A service with one series, in a storage that answers ranges as a test says.

    Attributes
    ----------
    data : bytes
        The file.
    headers : dict
        Headers of each answer, such as the ETag.
    answer : callable
        Makes the answer to a range of a truthful one: start, stop, total to a reply.
    """

    def __init__(self, script: Script) -> None:
        self.script = script
        self.data = FILES["old"]
        self.headers: dict[str, str] = {"ETag": '"old"'}
        self.answer: Callable[[int, int, int], Reply] = self.truthful
        self.asked: list[str | None] = []
        self.conditions: list[str | None] = []
        self.after = lambda: None
        script.answer = self.reply

    def reply(self, seen: Seen) -> Reply:
        if seen.path != "/stored":
            return Reply(307, b"", {"Location": f"{self.script.url}/stored"})
        asked = seen.headers.get("range")
        self.asked.append(asked)
        self.conditions.append(seen.headers.get("if-range"))
        if asked is None:
            reply = Reply(200, self.data, dict(self.headers))
        else:
            first, last = re.fullmatch(r"bytes=(\d*)-(\d*)", asked).groups()  # type: ignore[union-attr]
            total = len(self.data)
            start = int(first) if first else max(total - int(last), 0)
            stop = min(int(last) + 1, total) if first and last else total
            reply = self.answer(start, stop, total)
        self.after()
        return reply

    def part(self, start: int, stop: int, stated: str | None) -> Reply:
        named = {} if stated is None else {"Content-Range": stated}
        return Reply(206, self.data[start:stop], {**self.headers, **named})

    def truthful(self, start: int, stop: int, total: int) -> Reply:
        return self.part(start, stop, f"bytes {start}-{stop - 1}/{total}")


@pytest.fixture
def storage() -> Iterator[Storage]:
    with scripted() as script:
        yield Storage(script)


def window(client: Any) -> Any:
    return client.cell_measurement.time_series("m", row_range=(25_000, 25_010), use_cache=False)


def column(client: Any) -> Any:
    return client.cell_measurement.time_series("m", columns=["Voltage [V]"], use_cache=False)


RIGHT = {window: lambda frame: frame[25_000:25_010], column: lambda frame: frame[["Voltage [V]"]]}
READS = pytest.mark.parametrize("read", [window, column])


def ask(do: Do, storage: Storage, read: Callable[[Any], Any]) -> Any:
    return do(read, api_url=storage.script.url, max_retries=0)


@READS
def test_parts_make_the_rows_that_were_asked_for(do: Do, storage: Storage, read: Any) -> None:
    assert ask(do, storage, read).equals(RIGHT[read](OLD))
    assert None not in storage.asked  # only parts were moved
    assert storage.conditions[0] is None
    assert set(storage.conditions[1:]) == {'"old"'}


def lies(storage: Storage) -> dict[str, Callable[[int, int, int], Reply]]:
    """Ways to answer another range than the one that was asked for."""

    def shifted(by: int) -> Callable[[int, int, int], Reply]:
        def answer(start: int, stop: int, total: int) -> Reply:
            start, stop = start + by, stop + by
            return storage.part(start, stop, f"bytes {start}-{stop - 1}/{total}")

        return answer

    def first_bytes(start: int, stop: int, total: int) -> Reply:
        return storage.part(0, stop - start, f"bytes 0-{stop - start - 1}/{total}")

    def several(start: int, stop: int, total: int) -> Reply:
        reply = storage.part(start, stop, None)
        reply.headers["Content-Type"] = "multipart/byteranges; boundary=x"
        return reply

    return {
        "before": shifted(-4096),
        "a group before": shifted(-len(storage.data) // 6),
        "the first bytes": first_bytes,
        "no range": lambda start, stop, _: storage.part(start, stop, None),
        "several": several,
        "no total": lambda start, stop, _: storage.part(start, stop, f"bytes {start}-{stop - 1}/*"),
        "not bytes": lambda a, b, n: storage.part(a, b, f"rows {a}-{b - 1}/{n}"),
        "shorter": lambda a, b, n: storage.part(a, b - 8, f"bytes {a}-{b - 9}/{n}"),
        "longer": lambda a, b, n: storage.part(a - 8, b, f"bytes {a - 8}-{b - 1}/{n}"),
        "fewer bytes than stated": lambda a, b, n: storage.part(a, b - 8, f"bytes {a}-{b - 1}/{n}"),
        "more bytes than stated": lambda a, b, n: storage.part(a - 8, b, f"bytes {a}-{b - 1}/{n}"),
        "backwards": lambda a, b, n: storage.part(a, b, f"bytes {b - 1}-{a}/{n}"),
        "of a longer file": lambda a, b, n: storage.part(a, b, f"bytes {a}-{b - 1}/{n + 9}"),
        "nothing": lambda *_: Reply(204, b"", dict(storage.headers)),
        "another success": lambda a, b, _: Reply(202, storage.data[a:b], dict(storage.headers)),
        "whole but not": lambda a, b, n: Reply(
            200, storage.data[a:b], {**storage.headers, "Content-Range": f"bytes {a}-{b - 1}/{n}"}
        ),
    }


LIES = list(lies(Storage(Script())))


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("since", ["the first", "the second"])
def test_another_part_than_was_asked_for_is_refused(
    do: Do, storage: Storage, lie: str, since: str
) -> None:
    def answer(start: int, stop: int, total: int) -> Reply:
        if since == "the second" and len(storage.asked) == 1:
            return storage.truthful(start, stop, total)
        return lies(storage)[lie](start, stop, total)

    storage.answer = answer
    with pytest.raises((TransferError, UnexpectedResponseError)):
        ask(do, storage, window)


@READS
def test_a_storage_that_knows_no_ranges_sends_the_whole_once(
    do: Do, storage: Storage, read: Any
) -> None:
    storage.answer = lambda *_: Reply(200, storage.data, dict(storage.headers))
    assert ask(do, storage, read).equals(RIGHT[read](OLD))
    assert len(storage.asked) == 1


@READS
@pytest.mark.parametrize(
    "headers",
    [{}, {"ETag": 'W/"weak"'}, {"Last-Modified": "Sat, 28 Nov 2026 18:00:00 GMT"}],
    ids=["nothing", "weak", "date"],
)
def test_without_a_version_the_whole_comes_in_one_request(
    do: Do, storage: Storage, read: Any, headers: dict[str, str]
) -> None:
    """The file changes after each answer; parts of it would not fit together."""
    storage.headers = headers

    def change() -> None:
        storage.data = FILES["new"] if storage.data is FILES["old"] else FILES["old"]

    storage.after = change
    found = ask(do, storage, read)
    assert found.equals(RIGHT[read](OLD)) or found.equals(RIGHT[read](NEW))
    assert storage.asked[1:] == [None]


@READS
def test_a_file_that_changes_in_between_is_read_again(do: Do, storage: Storage, read: Any) -> None:
    def change() -> None:
        storage.data, storage.headers = FILES["new"], {"ETag": '"new"'}

    storage.after = change
    assert ask(do, storage, read).equals(RIGHT[read](NEW))


def test_a_version_that_comes_and_goes_is_an_error(do: Do, storage: Storage) -> None:
    def answer(start: int, stop: int, total: int) -> Reply:
        reply = storage.truthful(start, stop, total)
        if storage.asked[-1] and not storage.asked[-1].startswith("bytes=-"):
            del reply.headers["ETag"]
        return reply

    storage.answer = answer
    with pytest.raises(UnexpectedResponseError, match="changed while it was read"):
        ask(do, storage, window)


def test_a_lazy_frame_takes_no_other_part_either(do: Do, storage: Storage) -> None:
    lazy = ask(do, storage, lambda client: client.cell_measurement.scan("m"))
    query = pl.col("Time [s]") == 25_000
    assert lazy.filter(query).collect().equals(OLD.filter(query))
    storage.answer = lies(storage)["the first bytes"]
    with pytest.raises(Exception, match="not the part that was asked for") as caught:
        lazy.filter(query).collect()
    assert isinstance(caught.value, IonworksError | pl.exceptions.ComputeError)


@pytest.mark.parametrize("status", [202, 204, 206])
def test_a_success_that_is_no_file_is_refused(do: Do, storage: Storage, status: int) -> None:
    def reply(seen: Seen) -> Reply:
        if seen.path != "/stored":
            return Reply(307, b"", {"Location": f"{storage.script.url}/stored"})
        return Reply(status, b"" if status == 204 else storage.data, {})

    storage.script.answer = reply
    with pytest.raises(TransferError, match="not the file that was asked for"):
        ask(do, storage, lambda client: client.cell_measurement.time_series("m"))
