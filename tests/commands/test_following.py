"""Files that grow: what was added is read and appended, whatever happens meanwhile."""

from __future__ import annotations

import gzip
import itertools
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from commands.test_folders import JOURNAL, export, stored
from support.pauses import without_waiting

import ionworks
from ionworks import Ionworks
from ionworks.errors import APIConnectionError
from ionworks.folders import FolderWatch, growing, journals, plan_upload, watching
from ionworks.folders.files import content_of
from ionworks.local.server import Platform

WATCHED: dict[str, Any] = {"name": "{cell}_{test}", "spec": "LG M50"}
CAPACITIES = {
    "Charge capacity [A.h]": "Charge_Capacity(Ah)",
    "Discharge capacity [A.h]": "Discharge_Capacity(Ah)",
}


@pytest.fixture
def whole_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are read as a whole."""
    names: list[str] = []

    def noted(path: Path) -> Any:
        names.append(path.name)
        return content_of(path)

    monkeypatch.setattr(watching, "content_of", noted)
    return names


def told(watch: FolderWatch) -> list[tuple[str, str, int]]:
    return sorted((event.file, event.kind, event.rows) for event in watch.look())


def series(client: Ionworks, name: str) -> pl.DataFrame:
    return client.cell_measurement.time_series(stored(client)[name].id)


def program(rows: int) -> list[str]:
    """Lines of an export with dates, states, steps, cycles and capacities of the cycler."""
    lines = ["Record;Cycle;Step;Date;U/mV;I/mA;Charge_Capacity(Ah);Discharge_Capacity(Ah);State"]
    states = (("Rest", 0, 7), ("CC Chg", 1500, 31), ("Rest", 0, 5), ("CC DChg", -2500, 23))
    at, voltage, moved = 0, 3500.0, {"CC Chg": 0.0, "CC DChg": 0.0, "Rest": 0.0}
    for number in itertools.count():
        state, current, count = states[number % 4]
        for _ in range(count):
            moved[state] += abs(current) / 60_000
            voltage += current / 1000
            lines.append(
                f"{at + 1};{number // 4 + 1};{number % 4 + 1};"
                f"2026-11-{1 + at // 1440:02d} {at // 60 % 24:02d}:{at % 60:02d}:00;{voltage:.1f};"
                f"{current};{moved['CC Chg']:.5f};{moved['CC DChg']:.5f};{state}"
            )
            at += 1
            if at == rows:
                return lines
    raise AssertionError


def plain(rows: int) -> list[str]:
    """Lines of an export with time, voltage and current: rests, pulses, charge and discharge."""
    chance = random.Random(5)
    lines = ["t/s,U/V,I/A"]
    voltage = 3.7
    for row in range(rows):
        phase = row // 40 % 5
        current = (-1.0, 0.001 * chance.random(), 1.0, -0.9, 0.0)[phase]
        voltage += current * 0.001 + 0.00001 * chance.random()
        lines.append(f"{10 * row},{voltage:.6f},{current:.6f}")
    return lines


def ours(rows: int) -> list[str]:
    """Lines with the columns of the platform."""
    lines = ["Time [s],Voltage [V],Current [A],Step count"]
    lines += [f"{row},{4 - row / 1000},{float(row // 30 % 2)},{row // 30}" for row in range(rows)]
    return lines


@pytest.mark.parametrize("lines", [program, plain, ours], ids=lambda each: each.__name__)
def test_what_is_read_on_is_what_a_whole_reading_gives(
    client: Ionworks, tmp_path: Path, whole_reads: list[str], lines: Callable[[int], list[str]]
) -> None:
    """The reference is `ionworks.read` of the whole file, at the end."""
    rows = 400
    text = "\n".join(lines(rows)) + "\n"
    file = tmp_path / "A_x.csv"
    begin = text.index("\n", len(text) * 3 // 5) + 1
    file.write_text(text[:begin])
    options: dict[str, Any] = {"columns": CAPACITIES} if lines is program else {}
    watch = FolderWatch(client, tmp_path, **WATCHED, read_options=options)
    assert [event.kind for event in watch.look()] == ["created"]
    chance = random.Random(7)
    place, looks = begin, 0
    while place < len(text):
        place = min(place + chance.randrange(30, 900), len(text))
        with file.open("a") as end:  # within a line, mostly
            end.write(text[file.stat().st_size : place])
        assert {event.kind for event in watch.look()} <= {"extended"}
        looks += 1
    assert looks > 4
    # A larger current than before makes one of them whole, at most.
    assert len(whole_reads) <= 2
    kinds = ["columns", "units", "dates", "sign", "steps"]
    result = ionworks.read(file, guess=kinds, **options)  # type: ignore[arg-type]
    expected = result.to_polars()
    found = series(client, "A/x")
    assert found.height == rows
    assert found.select(expected.columns).equals(expected.cast(dict(found.schema)))  # type: ignore[arg-type]
    # The journal says the same as after a whole reading: a new program has nothing to do.
    assert told(FolderWatch(client, tmp_path, **WATCHED, read_options=options)) == []


def test_only_what_was_added_is_read(
    client: Ionworks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole_reads: list[str]
) -> None:
    lines = program(3000)
    file = tmp_path / "A_x.csv"
    file.write_text("\n".join(lines[:2001]) + "\n")
    watch = FolderWatch(client, tmp_path, **WATCHED)
    watch.look()
    read: list[int] = []

    def counted(content: Any, options: Any) -> Any:
        read.append(content.data.count(b"\n"))
        return from_file(content, options)

    from_file = growing.read_content
    monkeypatch.setattr(growing, "read_content", counted)
    whole_reads.clear()
    for end in range(2101, 2501, 100):
        file.write_text("\n".join(lines[:end]) + "\n")
        assert told(watch) == [("A_x.csv", "extended", 100)]
    assert whole_reads == []
    assert max(read) < 100 + 60  # with the header, and rows that tell how to go on
    file.touch()
    assert (told(watch), whole_reads) == ([], [])


def test_a_file_that_is_no_text_is_read_as_a_whole(
    client: Ionworks, tmp_path: Path, whole_reads: list[str]
) -> None:
    packed, two_bytes = tmp_path / "A_packed.csv.gz", tmp_path / "A_wide.csv"
    text = export(60)
    lines = text.splitlines(keepends=True)
    for count in (41, 51, 61):
        part = "".join(lines[:count])
        packed.write_bytes(gzip.compress(part.encode()))
        two_bytes.write_bytes(part.encode("utf-16"))
        if count == 41:
            watch = FolderWatch(client, tmp_path, **WATCHED)
            watch.look()
        else:
            assert [rows for _, _, rows in told(watch)] == [10, 10]
    assert len(whole_reads) == 6
    assert series(client, "A/wide").height == series(client, "A/packed").height == 60


def test_another_file_of_the_same_name_is_found_out(client: Ionworks, tmp_path: Path) -> None:
    """Truncated, rotated, written again in its place: nothing is merged."""
    lines = export(300).splitlines(keepends=True)
    other = export(400, 0.5)

    def begun(name: str) -> Path:
        file = tmp_path / f"A_{name}.csv"
        file.write_text("".join(lines[:201]))
        return file

    files = {name: begun(name) for name in ("cut", "rotated", "copied", "again", "gone")}
    watch = FolderWatch(client, tmp_path, **WATCHED)
    assert {event.kind for event in watch.look()} == {"created"}
    for file in files.values():
        file.write_text("".join(lines[:221]))
    assert {(event.kind, event.rows) for event in watch.look()} == {("extended", 20)}

    os.truncate(files["cut"], 900)
    (tmp_path / "new").write_text(other)
    (tmp_path / "new").replace(files["rotated"])
    (tmp_path / "new").write_text("".join(lines[:231]))  # a tool that writes a copy each time
    (tmp_path / "new").replace(files["copied"])
    files["again"].write_text(other)
    files["gone"].unlink()
    assert told(watch) == [
        ("A_again.csv", "rewritten", 0),
        ("A_copied.csv", "extended", 10),
        ("A_cut.csv", "rewritten", 0),
        ("A_rotated.csv", "rewritten", 0),
    ]
    assert series(client, "A/rotated").height == 220
    files["again"].write_text("".join(lines[:231]))  # as it was, and more
    assert told(watch) == [("A_again.csv", "extended", 10)]


def test_a_change_in_the_middle_is_found_when_the_file_has_doubled(
    client: Ionworks, tmp_path: Path
) -> None:
    lines = [line.replace(",", ",  ") for line in export(6000).splitlines(keepends=True)]
    file = tmp_path / "A_x.csv"
    file.write_text("".join(lines[:2001]))
    watch = FolderWatch(client, tmp_path, **WATCHED)
    watch.look()
    lines[500] = lines[500].replace("-500", "-499")
    file.write_text("".join(lines[:2101]))
    assert told(watch) == [("A_x.csv", "extended", 100)]
    file.write_text("".join(lines[:4101]))
    assert told(watch) == [("A_x.csv", "rewritten", 0)]


def test_what_earlier_rows_decide_is_decided_by_them(
    client: Ionworks, tmp_path: Path, whole_reads: list[str]
) -> None:
    """The largest current makes rests of others, and the sign is that of the first rows."""
    text = ["t/s,U/V,I/A", "0,3.6,0"]
    text += [f"{row},{3.6 - row / 1000:.4f},-10" for row in range(1, 100)]
    text += [f"{row},3.6,0.0" for row in range(100, 300)]
    late = [f"{row},{3.6 + row / 1e5:.6f},{0.004 if row < 320 else 0.5}" for row in range(300, 350)]
    file = tmp_path / "A_x.csv"
    file.write_text("\n".join(text) + "\n")
    watch = FolderWatch(client, tmp_path, **WATCHED)
    watch.look()
    file.write_text("\n".join(text + late) + "\n")
    assert told(watch) == [("A_x.csv", "extended", 50)]
    found = series(client, "A/x")
    assert found["Step count"].to_list() == [0] + [1] * 99 + [2] * 220 + [3] * 30
    currents = [0.0] + [10.0] * 99 + [0.0] * 200 + [-0.004] * 20 + [-0.5] * 30
    assert found["Current [A]"].to_list() == currents
    assert whole_reads == ["A_x.csv"]


def test_two_watchers_share_a_folder(client: Ionworks, tmp_path: Path) -> None:
    lines = program(300)
    file = tmp_path / "A_x.csv"
    file.write_text("\n".join(lines[:101]) + "\n")
    both = [FolderWatch(client, tmp_path, **WATCHED) for _ in range(2)]
    assert [told(watch) for watch in both] == [[("A_x.csv", "created", 100)], []]
    for place, end in enumerate((151, 181, 191, 251, 301)):
        file.write_text("\n".join(lines[:end]) + "\n")
        first, second = both if place % 2 else reversed(both)
        assert [kind for _, kind, _ in told(first)] == ["extended"]
        assert told(second) == []
    expected = ionworks.read(file).to_polars()
    found = series(client, "A/x")
    assert found["Voltage [V]"].equals(expected["Voltage [V]"])
    assert found["Step count"].equals(expected["Step count"])
    assert len((tmp_path / JOURNAL).read_text().splitlines()) == 6


def test_a_long_journal_is_shortened(
    client: Ionworks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two watchers write lines; one of them leaves out those that do not count any more."""
    monkeypatch.setattr(journals, "_MANY", 12)
    for name in ("x", "y"):
        (tmp_path / f"A_{name}.csv").write_text("".join(ours_lines(50)))
    both = [FolderWatch(client, tmp_path, **WATCHED) for _ in range(2)]
    assert [len(watch.look()) for watch in both] == [2, 0]
    counts: list[int] = []
    for place in range(25):
        for name in ("x", "y"):
            (tmp_path / f"A_{name}.csv").write_text("".join(ours_lines(51 + place)))
        first, second = both if place % 2 else reversed(both)
        assert [event.rows for event in first.look()] == [1, 1]
        assert second.look() == []
        counts.append((tmp_path / JOURNAL).read_bytes().count(b"\n"))
    assert max(counts) < 30
    assert counts != sorted(counts)
    assert series(client, "A/x").height == series(client, "A/y").height == 75
    assert FolderWatch(client, tmp_path, **WATCHED).look() == []


def ours_lines(rows: int) -> list[str]:
    return [f"{line}\n" for line in ours(rows)]


def test_a_second_file_of_a_measurement_is_refused(client: Ionworks, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "A_x.csv").write_text(export(20))
    watch = FolderWatch(client, tmp_path, **WATCHED)
    assert told(watch) == [("b/A_x.csv", "created", 20)]
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "A_x.csv").write_text(export(30))
    (event,) = watch.look()
    assert (event.file, event.kind) == ("a/A_x.csv", "refused")
    assert event.why == "it would be the same measurement as b/A_x.csv"
    assert watch.look() == []
    assert series(client, "A/x").height == 20


@pytest.mark.timeout(120)
def test_a_platform_that_was_away_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The platform ends while the folder is followed, and is there again, on the same port."""

    class EnoughError(Exception):
        pass

    without_waiting(monkeypatch)
    folder, data = tmp_path / "exports", tmp_path / "data"
    folder.mkdir()
    file = folder / "A_x.csv"
    lines = export(100).splitlines(keepends=True)
    file.write_text("".join(lines[:51]))
    running = [Platform(data)]
    port, storage_port = (int(url.rpartition(":")[2]) for url in addresses(running[0]))
    seen: list[tuple[str, str, int]] = []

    def on_event(event: Any) -> None:
        seen.append((event.file, event.kind, event.rows))
        if len(seen) == 1:
            file.write_text("".join(lines[:71]))
            running.pop().close()
        elif len(seen) == 2:
            running.append(Platform(data, port=port, storage_port=storage_port))
        else:
            raise EnoughError

    try:
        with Ionworks(api_url=running[0].url, api_key=running[0].api_key) as client:
            watch = FolderWatch(client, folder, **WATCHED)
            with pytest.raises(EnoughError):
                watch.run(on_event)
            assert series(client, "A/x").height == 70
    finally:
        for platform in running:
            platform.close()
    assert seen == [("A_x.csv", "created", 50), (".", "failed", 0), ("A_x.csv", "extended", 20)]


def addresses(platform: Platform) -> tuple[str, str]:
    return platform.url, platform.storage_url


def test_a_lasting_trouble_is_told_once(
    client: Ionworks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class EnoughError(Exception):
        pass

    (tmp_path / "A_x.csv").write_text(export(10))
    watch = FolderWatch(client, tmp_path, **WATCHED)
    tries = itertools.count()

    async def look() -> Any:
        if next(tries) == 5:
            raise EnoughError
        raise APIConnectionError("nobody answers")

    without_waiting(monkeypatch)
    monkeypatch.setattr(watch._async, "look", look)
    seen: list[str] = []
    with pytest.raises(EnoughError):
        watch.run(lambda event: seen.append(event.why))
    assert seen == ["nobody answers"]


@pytest.mark.parametrize("header", ["Cycle_Index", "Cyc#"])
def test_a_watch_stores_what_an_upload_stores(
    client: Ionworks, tmp_path: Path, header: str
) -> None:
    lines = [line.replace("Cycle;", f"{header};") for line in program(300)]
    file = tmp_path / "A_x.csv"
    watch = FolderWatch(client, tmp_path, **WATCHED)
    for rows in (100, 200, 300):
        file.write_text("\n".join(lines[: rows + 1]) + "\n")
        watch.look()
    kept = series(client, "A/x")
    assert kept["Cycle count"].to_list() == [row // 66 for row in range(300)]
    whole = ionworks.read(file).to_polars()
    assert set(whole.columns) <= set(kept.columns)
    (tmp_path / JOURNAL).unlink()  # nothing but the series is compared
    plan = plan_upload(client, tmp_path, **WATCHED)
    assert [(item.action, item.why) for item in plan.items] == [("exists", "")]
