"""Rules of folders that are one comparison or one line each, at their limits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from commands.conftest import Command
from commands.test_folders import JOURNAL, export, stored
from support.pauses import without_waiting

from ionworks import Ionworks, progress
from ionworks._io.blocking import run
from ionworks.commands.offered.upload import _created, _few
from ionworks.errors import ConfigurationError, FileFormatError
from ionworks.folders import FolderWatch, aplan_upload, growing, load_plan, plan_upload, watching
from ionworks.folders.files import Content, digest_of_bytes, whole_lines
from ionworks.folders.journals import Journal, Stored
from ionworks.folders.names import Target
from ionworks.folders.plans import first_lines
from ionworks.folders.platform import _difference
from ionworks.folders.reports import FileOutcome, UploadReport, counts_of, counts_text
from ionworks.folders.rules import rules_of
from ionworks.folders.series import RowDigest
from ionworks.folders.sheets import read_sheet
from ionworks.readers.folders import is_data

# --- plans and reports --------------------------------------------------------------------


def test_a_plan_is_shown_with_a_file_a_line(client: Ionworks, tmp_path: Path) -> None:
    (tmp_path / "A_x.csv").write_text(export(5))
    (tmp_path / "B_long.csv").write_text(export(5, 0.1))
    (tmp_path / "notes.md").write_text("about")
    plan = plan_upload(client, tmp_path, name="{cell}_{test}", spec="S")
    assert repr(plan).splitlines() == [
        "3 files: 2 new, 1 not looked at",
        "  also creates: specification S",
        "  also creates: cell S/A",
        "  also creates: cell S/B",
        "  new            A_x.csv     S/A/x",
        "  new            B_long.csv  S/B/long",
        "  not looked at  notes.md    its name does not end as that of a file with a series",
    ]
    (tmp_path / "empty").mkdir()
    assert repr(plan_upload(client, tmp_path / "empty", name="{cell}_{test}")) == "no file"


def test_a_saved_plan_leaves_what_was_not_looked_at(client: Ionworks, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    for name in ("A_x", "A_y", "A_z"):
        (exports / f"{name}.csv").write_text(export(5))
    (exports / "A_bad.csv").write_text("nothing of this\nis a table\n")
    (exports / "notes.md").write_text("about")
    plan_upload(client, exports, name="{cell}_{test}", spec="S").apply()
    ids = {name: record.id for name, record in stored(client).items()}
    path = plan_upload(client, exports, name="{cell}_{test}", spec="S").save(tmp_path / "plan.json")
    client.cell_measurement.delete(ids["A/y"])
    (exports / "A_y.csv").write_text(export(6))  # and its measurement is gone: that is said
    (exports / "A_z.csv").write_text(export(6))
    (exports / "notes.md").unlink()
    report = load_plan(client, path).apply()
    said = {item.file: (item.outcome, item.why) for item in report.items}
    assert said.pop("A_bad.csv")[0] == "refused"
    assert said == {
        "A_x.csv": ("exists", ""),
        "A_y.csv": ("changed", "its measurement was deleted since the plan"),
        "A_z.csv": ("changed", "the file has changed since the plan"),
        "notes.md": ("not looked at", "its name does not end as that of a file with a series"),
    }


def test_sets_among_the_options_are_saved_in_order(client: Ionworks, tmp_path: Path) -> None:
    (tmp_path / "A_x.csv").write_text(export(5))
    kinds = ["columns", "cycles", "dates", "sign", "steps", "units"]
    for given in (set(kinds), frozenset(kinds)):
        options = {"guess": given}
        plan = plan_upload(client, tmp_path, name="{cell}_{test}", spec="S", read_options=options)
        path = plan.save(tmp_path.parent / f"{tmp_path.name}.json")
        assert json.loads(path.read_text())["read_options"] == {"guess": kinds}
        assert load_plan(client, path).counts == {"new": 1}
    plan = plan_upload(client, tmp_path, name="{cell}_{test}", spec="S")
    plan._async._rules.read_options["where"] = object()  # type: ignore[index]
    with pytest.raises(ConfigurationError, match="`read_options` has a object; apply it now"):
        plan.save(path)


def test_reports_are_written_as_their_names_say(tmp_path: Path) -> None:
    good = FileOutcome("a.csv", "uploaded", cell="Ä", measurement_id="m", rows=5)
    bad = FileOutcome("b.csv", "failed", 'it "fell"')
    assert UploadReport((good,))
    assert UploadReport((good, FileOutcome("c", "exists"), FileOutcome("d", "not looked at")))
    for outcome in ("failed", "changed", "differs", "refused"):
        assert not UploadReport((good, FileOutcome("b.csv", outcome)))
    report = UploadReport((bad, good))
    assert repr(report) == '2 files: 1 uploaded, 1 failed\n  failed: b.csv: it "fell"'
    for name in ("report.json", "REPORT.JSON"):
        path = report.write(tmp_path / name)
        assert json.loads(path.read_bytes()) == report.to_dicts()
        assert "Ä" in path.read_text("utf-8")
        assert path.read_bytes().endswith(b"]\n")
    head = "file,outcome,why,specification,cell,measurement,measurement_id,rows"
    assert report.write(tmp_path / "report.csv").read_text("utf-8").splitlines() == [
        head,
        'b.csv,failed,"it ""fell""",,,,,',
        "a.csv,uploaded,,,Ä,,m,5",
    ]
    with pytest.raises(ConfigurationError, match=r"neither with \.json nor with \.csv"):
        report.write(tmp_path / "report.txt")
    with pytest.raises(ConfigurationError, match=r"there is no folder .* to write the report to"):
        report.write(tmp_path / "no" / "report.csv")


def test_counts_are_in_words() -> None:
    assert counts_text({}) == "no file"
    assert counts_text({"new": 1}) == "1 file: 1 new"
    assert counts_of(["refused", "not looked at", "new", "refused"]) == {
        "new": 1,
        "refused": 2,
        "not looked at": 1,
    }
    assert list(counts_of(["not looked at", "differs", "exists", "new"])) == [
        *("new", "exists", "differs", "not looked at")
    ]
    assert _few(["a"]) == "a"
    assert _few(["a", "b"]) == "a and 1 more"
    cells = [f"cell S/{number}" for number in range(1, 7)]
    assert _created(["specification S", *cells[:5]]) == [
        "Also creates the specification S.",
        *(f"Also creates the {cell}." for cell in cells[:5]),
    ]
    assert _created([*cells[:3], "specification S", *cells[3:]]) == [
        "Also creates the specification S.",
        "Also creates 6 cells: S/1 and 5 more.",
    ]
    for length, shown in ((400, "x" * 400), (401, "x" * 399 + "…")):
        assert first_lines(ValueError("x" * length)) == shown
    assert first_lines(ValueError("one\n  two")) == "one two"
    assert first_lines(ValueError()) == "ValueError"


def test_stored_rows_are_compared_cell_by_cell() -> None:
    rows = pl.DataFrame({"a": [1.0, None, 3.0], "b": ["x", "y", None]})
    assert _difference(rows, rows) == ""
    assert _difference(rows, rows.select("b")) == ""  # the platform may have more columns
    assert _difference(rows.select("a"), rows) == "'b' is not stored"
    assert _difference(rows, rows.head(2)) == "3 rows are stored, and the file has 2"
    assert _difference(rows, rows.with_columns(a=pl.Series([1, None, 3]))) == ""
    other = rows.with_columns(a=pl.Series([1.0, 2.0, 4.0]))
    assert _difference(rows, other) == ("'a' differs, first in row 1: stored None, in the file 2.0")
    assert "row 2: stored None, in the file z" in _difference(
        rows, rows.with_columns(b=pl.Series(["x", "y", "z"]))
    )


def test_bars_show_how_far_files_are(
    ionworks: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_is_terminal", lambda stream: stream is sys.stderr)
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "A_x.csv").write_text(export(5))
    plan = ("upload", exports, "--name", "{cell}_{test}", "--spec", "S")
    saved = ionworks(*plan, "--plan", "--save", tmp_path / "plan.json")
    assert ("Reading exports" in saved.err, "Uploading" in saved.err) == (True, False)
    done = ionworks("upload", "--apply", tmp_path / "plan.json")
    assert ("Reading" in done.err, "Uploading exports" in done.err) == (False, True)
    (exports / "A_y.csv").write_text(export(6))
    both = ionworks(*plan, "--yes")
    assert "Reading exports" in both.err
    assert "Uploading exports" in both.err


@pytest.mark.parametrize(("more", "seconds"), [((), 60.0), (("--interval", "5"), 5.0)])
def test_a_watch_goes_on_until_it_is_interrupted(
    ionworks: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    seconds: float,
) -> None:
    def interrupt(_: float) -> None:
        if pauses.count(seconds) == 3:
            raise KeyboardInterrupt

    pauses = without_waiting(monkeypatch, interrupt)
    (tmp_path / "A_x.csv").write_text(export(5))
    (tmp_path / "B_x.csv").write_text("nothing of this\nis a table\n")
    ended = ionworks("watch", tmp_path, "--name", "{cell}_{test}", "--spec", "S", *more)
    assert ended.status == 130
    assert max(pauses) == seconds  # the others are waits for the platform
    assert ended.lines == ["created: A_x.csv: 5 rows"]
    first, refused, last = ended.err.splitlines()
    assert first == f"Following {tmp_path}, every {seconds:g} s. Ctrl+C ends it."
    assert refused.startswith("refused: B_x.csv: ")
    assert last == "ionworks: interrupted"


def test_a_plan_makes_the_checks_that_are_asked_for(client: Ionworks, tmp_path: Path) -> None:
    client.cell_spec.create({"name": "S"})  # without a rated capacity
    file, sheet = tmp_path / "A_x.csv", tmp_path / "sheet.csv"
    # Strict checks let a row last 5 h, and this one lasts 6 h.
    file.write_text("t/s,U/V,I/mA\n0,4.1,-500\n21600,4.0,-500\n43200,3.9,-500\n64800,3.8,-500\n")
    for begins, later in (("2026-01-01T00:00:00Z", False), ("2999-01-01T00:00:00Z", True)):
        sheet.write_text(f"file,cell,measurement,start_time\nA_x.csv,A,x,{begins}\n")
        (item,) = plan_upload(client, tmp_path, spec="S", sheet=sheet).items
        assert item.action == "new"
        assert any("is in the future" in said for said in item.warnings) == later
    sheet.unlink()
    ways: dict[str, dict[str, bool]] = {
        "": {},
        "Time gap of 6.00 h": {"strict": True},
        "there is no rating 'capacity'": {"check_against_spec": True},
    }
    for said, way in ways.items():
        for awaited in (False, True):
            options: dict[str, Any] = {"spec": "S", "name": "{cell}_{test}", **way}
            plan: Any = (
                run(aplan_upload(client._async, tmp_path, **options))
                if awaited
                else plan_upload(client, tmp_path, **options)
            )
            (item,) = plan.items
            assert (item.action, said in item.why) == ("refused" if said else "new", True)


def test_what_a_plan_and_a_watch_say_is_not_warned_of_too(
    client: Ionworks, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    # Charge that flows between the last row of a step and the first of the next one: a warning.
    lines = ["Time [s],Voltage [V],Current [A],Step count"]
    lines += [f"{60 * row},3.7,0.0,0" for row in range(25)]
    lines += [f"{60 * row},{3.7 - row / 1000},0.5,1" for row in range(25, 50)]
    text = "\n".join(lines) + "\n"
    (tmp_path / "A_x.csv").write_text(text)
    rule: dict[str, Any] = {"name": "{cell}_{test}", "spec": "S"}
    plan = plan_upload(client, tmp_path, **rule)
    assert any("flow between" in said for said in plan.items[0].warnings)
    assert plan.apply()
    watch = FolderWatch(client, tmp_path, **rule)
    (tmp_path / "A_y.csv").write_text("\n".join(lines[:26]) + "\n")
    assert [(event.file, event.kind) for event in watch.look()] == [("A_y.csv", "created")]
    (tmp_path / "A_y.csv").write_text(text)
    assert [(event.file, event.rows) for event in watch.look()] == [("A_y.csv", 25)]
    assert [str(one.message) for one in recwarn] == []


# --- sheets -------------------------------------------------------------------------------


def sheet_of(folder: Path, text: str) -> Any:
    path = folder / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return read_sheet(path)


def test_a_sheet_is_read_row_by_row(tmp_path: Path) -> None:
    sheet = sheet_of(
        tmp_path,
        " Path ;Spec;Cell;Test;Tag;note;Start-Time;operator;\n"
        ".\\a\\1.csv;S;001;1.50;x, y,;;2026-01-01;ada;\n"
        ";;;;;;;;\n"  # an empty row ends nothing
        ";;;;;;;ada;\n"  # and what is not used says nothing
        "./b.csv;;;;;n;;;\n"
        "c\u0301.csv;;;;z;;;;\n",
    )
    assert sheet.targets == {
        "a/1.csv": Target("S", "001", "1.50", ("x", "y"), "", "2026-01-01"),
        "b.csv": Target(notes="n"),
        "\u0107.csv": Target(tags=("z",)),
    }
    assert sheet.not_used == ("operator", "")
    assert sheet_of(tmp_path, "file\tcell\na,b.csv\tC\n").targets == {"a,b.csv": Target(cell="C")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,cell\na,b\n", r"has no column 'file'; its columns are 'name', 'cell'"),
        ("file,path\na,b\n", "two columns for 'file'"),
        ("file,cell,notes\na,b,\n,C,\n", "row 3 names no file"),
        ("file,cell\na,b\nb,c\n./a,d\n", "row 4 names 'a' again"),
        ("file,cell\na,b,c\n", "cannot be read as a sheet"),
    ],
)
def test_a_sheet_that_cannot_be_followed_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FileFormatError, match=said):
        sheet_of(tmp_path, text)


def test_files_are_listed_in_order(tmp_path: Path) -> None:
    for name in ("b.csv", "c.csv", "sheet.csv", "report.csv"):
        (tmp_path / name).write_text("")
    (tmp_path / "sheet.csv").write_text("file\nc.csv\na.csv\nb.csv\n")
    rules, journal, _ = rules_of(
        tmp_path,
        name=None,
        spec=None,
        sheet=tmp_path / "sheet.csv",
        journal=None,
        others=(tmp_path / "report.csv", None, tmp_path.parent / "elsewhere.csv"),
    )
    assert list(rules.files().items()) == [
        ("a.csv", "there is no such file"),
        ("b.csv", ""),
        ("c.csv", ""),
    ]
    assert journal.path == tmp_path / JOURNAL
    for name in ("a.csv", "A.CSV.GZ", "x.xlsx", "run.007"):
        assert is_data(name)
    for name in ("a.md", "run.07", "run.0007", "csv"):
        assert not is_data(name)


# --- growing text -------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be"])
def test_a_line_end_of_two_bytes_is_no_half_of_others(code: str) -> None:
    """These letters have the bytes of a line end, across two letters."""
    bom = "\ufeff"
    across = "\u0a41\u0100\u0a41\u0100" if code == "utf-16-le" else "\u0100\u0a41\u0100\u0a41"
    for whole in ("", "t;U\n", f"t;U\n{across}\n", f"{across}\n\n"):
        for rest in ("", "1", across, f"{across}1{across}"):
            data = (bom + whole + rest).encode(code)
            expected = (bom + whole).encode(code) if whole else b""
            assert whole_lines(Content("a.csv", data)).data == expected
    assert whole_lines(Content("a.csv", b"t;U\n1")).data == b"t;U\n"
    assert whole_lines(Content("a.csv", b"t;U")).data == b""
    for name, data in (("a.csv", b"PK\x03\x04\n1"), ("a.res", b"x\n1")):
        assert whole_lines(Content(name, data)).data == data


@pytest.mark.parametrize(
    ("stored_data", "data", "news"),
    [
        (b"a\nb\n", b"a\nb\n", ()),
        (b"a\nb\n", b"a\nb\nc", ()),  # a line without its end
        (b"a\nb\n", b"a\nb\nc\n", None),
        (b"a\nb", b"a\nb", ()),  # an upload takes such a line too
        (b"a\nb", b"a\nb1", ()),
        (b"a\nb", b"a\nb\n", None),
        (b"a\nb\n", b"a\nb", ("rewritten", "it has 1 bytes less than were stored")),
        (b"a\nb\n", b"", ("rewritten", "it has 4 bytes less than were stored")),
        *(
            (
                b"a\nb\n",
                data,
                ("rewritten", "its beginning is not what was stored; nothing is merged"),
            )
            for data in (b"a\nc\n", b"A\nb\nc\n")
        ),
        (b"PK\x03\x04", b"PK\x03\x04", ()),
        (b"PK\x03\x04", b"PK\x03\x04more", None),
        (b"PK\x03\x04more", b"PK\x03\x04", None),  # its rows are compared
    ],
)
def test_news_of_a_file(stored_data: bytes, data: bytes, news: Any) -> None:
    before = Stored("a.csv", "m", len(stored_data), digest_of_bytes(stored_data), 1, "")
    there = Content("a.csv", data)
    assert watching._news(before, there, whole_lines(there)) == news


def test_the_last_row_tells_whether_somebody_else_has_appended() -> None:
    ours = pl.DataFrame({"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 3.9], "Current [A]": 1.0})
    assert watching._other_end(ours.tail(1), ours) == ""
    assert watching._other_end(ours.tail(1).drop("Current [A]"), ours) == ""
    for column in ours.columns:
        end = ours.tail(1).with_columns(pl.lit(7.0).alias(column))
        assert watching._other_end(end, ours).startswith(
            f"the last stored row has {column!r} 7.0, and the file {ours[column][1]}: "
        )


def test_the_lines_that_are_read_again() -> None:
    assert growing._kept(1000, 700, 3) == [0, 3, 700, *range(950, 1000)]
    assert growing._kept(1, 0, 0) == [0]
    lines = [b"%d;x\n" % number**3 for number in range(200)]
    data = b"".join(lines)
    starts = [sum(map(len, lines[:number])) for number in range(200)]
    wanted = [0, 3, 149, 150, 151, 198, 199]
    assert growing._begins(data, wanted) == [starts[each] for each in wanted]
    assert growing._begins(b"a\nb\n", [0, 1]) == [0, 2]
    steps = pl.DataFrame({"Step count": [0, 0, 1, 1, 0, 0]})
    assert growing._begin_of_last_step(steps) == 4
    assert growing._begin_of_last_step(steps.head(2)) == 0
    assert growing._begin_of_last_step(pl.DataFrame({"a": [1]})) == 0


def test_a_digest_of_rows_does_not_depend_on_the_parts() -> None:
    rows = pl.DataFrame({"Time [s]": [float(row) for row in range(20_000)], "Other": 1})
    whole = RowDigest.of(rows)
    for cut in (1, 8191, 8192, 8193, 16384, 19_999):
        begun = RowDigest.of(rows.head(cut))
        before = begun.hexdigest()
        gone_on = begun.copy()
        gone_on.add(rows.slice(cut))
        assert gone_on.hexdigest() == whole.hexdigest()
        assert (gone_on.rows, begun.rows) == (20_000, cut)
        assert begun.hexdigest() == before != whole.hexdigest()
    assert RowDigest.of(rows.select("Time [s]")).hexdigest() == whole.hexdigest()
    gap = pl.DataFrame({"Time [s]": [0.0, None]})
    nan = pl.DataFrame({"Time [s]": [0.0, float("nan")]})
    assert RowDigest.of(gap).hexdigest() != RowDigest.of(nan).hexdigest()


# --- journals -----------------------------------------------------------------------------


def line(file: str, rows: int = 1) -> Stored:
    return Stored(file, "m", 10, "a", rows, "b")


def test_a_journal_says_what_counts(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    ours, theirs = Journal(path), Journal(path)
    versions = {theirs.version}
    ours.add(line("a"))
    size = path.stat().st_size
    ours.add(line("a"))  # no news
    assert path.stat().st_size == size
    theirs.refresh()
    assert theirs.get("a") == line("a")
    versions.add(theirs.version)
    theirs.refresh()
    assert theirs.version in versions  # nothing has changed
    with path.open("ab") as file:
        file.write(b'{"file": "b", "meas')  # a program was killed here
    theirs.refresh()
    assert (theirs.get("b"), theirs.version in versions) == (None, True)
    ours.add(line("c"))
    assert path.read_bytes().count(b"\n") == 3
    theirs.refresh()
    assert theirs.get("c") == line("c")
    assert theirs.version not in versions
    versions.add(theirs.version)
    path.unlink()
    theirs.refresh()
    assert theirs.get("a") is None
    assert theirs.version not in versions
    path.write_text("x")
    with pytest.raises(ConfigurationError, match="is not a journal of uploads"):
        theirs.refresh()


@pytest.mark.parametrize(
    ("files", "lines", "left"), [(1, 10_000, 10_000), (1, 10_001, 1), (1001, 10_010, 10_010)]
)
def test_a_journal_is_shortened_when_it_has_many_lines(
    client: Ionworks, tmp_path: Path, files: int, lines: int, left: int
) -> None:
    path = tmp_path / "journal.jsonl"
    text = b'{"file": "%d", "measurement_id": "m", "size": 1, "sha256": "", "rows": %d, '
    text += b'"rows_sha256": ""}\n'
    path.write_bytes(b"".join(text % (place % files, place) for place in range(lines)))
    journal = Journal(path)
    run(journal.lock(client._async))()
    assert path.read_bytes().count(b"\n") == left
    last = journal.get("0")
    assert last is not None
    assert last.rows == (lines - 1) // files * files
