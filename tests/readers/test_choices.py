"""Options of `read`, one by one and together: what each takes, and what it says."""

import sys
from types import SimpleNamespace

import polars as pl
import pytest

import ionworks
from ionworks import FileFormatError
from ionworks.readers.folders import files_below, obstacle, without_name
from ionworks.readers.given import read_given, table_in
from ionworks.readers.signs import sign_of
from ionworks.tables.columns import CURRENT, STEP, TIME, VOLTAGE

HEADER = "t [s];U [V];I [A];Step;Cycle"
ROWS = [f"{60 * n};{4 - n / 100};1;{1 + n // 3};{1 + n // 6}" for n in range(12)]
STATED = {"positive_current": "discharge"}


def read(tmp_path, lines, name="export.csv", **options):
    path = tmp_path / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return ionworks.read(path, **options)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"positive_current": "out"}, "positive_current is 'out'; it is 'discharge' or 'charge'"),
        ({"steps": "x"}, "steps is 'x'; it is 'cycler' or 'mode' or 'current'"),
        ({"cycles": "mode"}, "cycles is 'mode'; it is 'cycler' or 'current'"),
        ({"time_resets": "go"}, "time_resets is 'go'; it is 'error' or 'join'"),
        ({"data_type": "cv"}, "data_type is 'cv'; it is 'ocp' or 'eis'"),
        (
            {"guess": "colour"},
            "guess has 'colour'; it is True, False, or some of 'columns', 'units'",
        ),
        ({"guess": ["sign", "b", "a"]}, "guess has 'a', 'b'; it is"),
        (
            {"where": {"Kanal": 1}},
            "no column 'Kanal' for `where`; its columns are 't [s]', 'U [V]'",
        ),
        ({"where": {"Step": 9}}, "no row in which 'Step' is 9; its values are '1', '2', '3', '4'"),
        (
            {"keep": ["Step", "Who"]},
            "has no column 'Who' to keep; its columns are 't [s]', 'U [V]'",
        ),
        ({"steps": "mode"}, "steps='mode', and export.csv has no column of it that is known"),
    ],
)
def test_an_option_that_cannot_be_followed_is_named(tmp_path, options, told):
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the text is compared below
        read(tmp_path, [HEADER, *ROWS], **options)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"guess": "steps"}, "no column was recognised for"),
        ({"guess": ["columns", "sign"]}, "has no 'Step count'; state how steps are told apart"),
        ({"guess": ["columns", "steps"]}, "state the sign of the current as positive_current="),
    ],
)
def test_what_may_not_be_guessed_is_asked_for(tmp_path, options, told):
    with pytest.raises(FileFormatError) as refused:
        read(tmp_path, [HEADER, *ROWS], **options)
    assert told in str(refused.value)


@pytest.mark.parametrize("steps", [None, "cycler", "current"])
@pytest.mark.parametrize("cycles", [None, "cycler", "current"])
@pytest.mark.parametrize("named", [False, True])
def test_what_is_stated_is_no_guess(tmp_path, steps, cycles, named):
    columns = {"Step from cycler": "Step", "Cycle from cycler": "Cycle"} if named else None
    options = {"steps": steps, "cycles": cycles, "columns": columns, **STATED}
    result = read(tmp_path, [HEADER, *ROWS], **options)
    count = [0] * 12 if steps == "current" else [n // 3 for n in range(12)]
    assert result["Step count"].to_list() == count
    number = [0] * 12 if cycles == "current" else [n // 6 for n in range(12)]
    assert result["Cycle count"].to_list() == number
    kinds = {guess.kind for guess in result.report.guesses}
    assert ("steps" in kinds) == (steps is None and not named)
    assert "cycles" not in kinds
    assert "sign" not in kinds
    assert result.report.sign == "positive is discharge in the file, as stated"
    told = "(1 step)" if steps == "current" else "(4 steps)"
    assert result.report.steps.endswith(told)
    assert result.report.cycles.endswith("(1 cycle)" if cycles == "current" else "(2 cycles)")


def test_cycles_that_nothing_tells_are_guessed_or_left_out(tmp_path):
    lines = [line.rpartition(";")[0] for line in (HEADER, *ROWS)]
    guessed = read(tmp_path, lines, **STATED)
    assert guessed["Cycle count"].to_list() == [0] * 12
    assert "cycles: they follow from the current" in repr(guessed.report)
    left = read(tmp_path, lines, guess=["columns", "steps"], **STATED)
    assert "Cycle count" not in left.columns
    assert left.report.cycles == "not numbered, as `guess` says"
    stated = read(tmp_path, lines, guess=["columns", "steps"], cycles="current", **STATED)
    assert stated["Cycle count"].to_list() == [0] * 12
    with pytest.raises(
        ValueError, match=r"cycles='cycler', and export.csv has no column of cycles"
    ):
        read(tmp_path, lines, cycles="cycler", **STATED)


@pytest.mark.parametrize("value", [2, 2.0, "2"])
def test_rows_are_chosen_by_number_or_text(tmp_path, value):
    result = read(tmp_path, [HEADER, *ROWS, "720;3.9;1;;2"], where={"Step": value}, **STATED)
    assert result["Time [s]"].to_list() == [0.0, 60.0, 120.0]
    assert f"rows in which 'Step' is not {value!r}, as `where` says" in result.report.left_out
    assert result.report.time.endswith("; 180 s was subtracted, so that it starts at 0")


def test_rows_that_are_chosen_are_named_without_a_line(tmp_path):
    lines = [HEADER, *ROWS[:4], ROWS[4].replace("3.96", "oops"), *ROWS[5:]]
    with pytest.raises(FileFormatError, match=r"'oops' in row 4 \(line 6\), which is no number"):
        read(tmp_path, lines, **STATED)
    with pytest.raises(FileFormatError, match=r"'oops' in row 1, which is no number"):
        read(tmp_path, lines, where={"Step": 2}, **STATED)


def test_other_columns_are_kept_as_what_they_are(tmp_path):
    lines = [
        f"{line};{more}"
        for line, more in zip([HEADER, *ROWS], ["a;b", *["1,5;x"] * 12], strict=True)
    ]
    lines = [line.replace(".", ",") for line in lines]
    lines[3] = f";{lines[3].partition(';')[2]}"  # a row without a time
    assert {"a", "b"}.isdisjoint(read(tmp_path, lines, **STATED).columns)
    for keep, columns in (("a", {"a"}), (["b", "a"], {"a", "b"}), (True, {"a", "b"}), ([], set())):
        result = read(tmp_path, lines, keep=keep, **STATED)
        assert {"a", "b"} & set(result.columns) == columns
        assert len(result) == 11
        if "a" in columns:
            assert result["a"].to_list() == [1.5] * 11
        if "b" in columns:
            assert result["b"].to_list() == ["x"] * 11
    assert "1 row without a time" in result.report.left_out
    assert {"t [s]", "Step"} <= set(read(tmp_path, lines, keep=True, **STATED).columns)
    frame = pl.DataFrame({"t [s]": [0.0, 1.0], "U [V]": [4, 3], "I [A]": [1, 1], "n": [7, 8]})
    frame.write_parquet(tmp_path / "export.parquet")
    kept = ionworks.read(tmp_path / "export.parquet", keep="n", **STATED)
    assert kept["n"].to_list() == [7, 8]
    assert kept["n"].dtype == pl.Int64
    assert kept.report.layout == "Parquet"


def test_a_unit_is_converted_without_a_rest(tmp_path):
    lines = [
        "t [ms];U [mV];I [uA];T [F];Q [kW]",
        "0;3760;1;212;1",
        "1000;3750;7;32;2",
        "3000;3741;9;50;3",
    ]
    result = read(tmp_path, lines, columns={"Power [W]": {"column": "Q", "sign": -1}}, **STATED)
    assert result["Time [s]"].to_list() == [0.0, 1.0, 3.0]
    assert result["Voltage [V]"].to_list() == [3.76, 3.75, 3.741]
    assert result["Current [A]"].to_list() == [1e-6, 7e-6, 9e-6]
    assert result["Temperature [degC]"].to_list() == pytest.approx([100, 0, 10], abs=1e-9)
    assert result["Power [W]"].to_list() == [-1000.0, -2000.0, -3000.0]
    how = {each.column: each.how for each in result.report.columns}
    assert how["Power [W]"] == "kW to W, times -1"
    assert how["Temperature [degC]"] == "degF to degC, recognised by its name"


@pytest.mark.parametrize(("volts", "is_refused"), [(1000.0, False), (1000.1, True)])
def test_a_voltage_that_no_cell_has_is_refused(tmp_path, volts, is_refused):
    lines = ["t [s];U [V];I [A]", *(f"{n};{way * volts};1" for n, way in enumerate((1, -1, 1, 0)))]
    if is_refused:
        with pytest.raises(
            FileFormatError, match=r"around 1000, which are no volts; .*'unit': 'mV'"
        ):
            read(tmp_path, lines, **STATED)
    else:
        assert read(tmp_path, lines, **STATED)["Voltage [V]"][1] == -volts


def test_a_time_of_dates_or_without_a_unit_is_refused_if_it_may_not_be_guessed(tmp_path):
    kinds = ["columns", "units", "sign", "steps", "cycles", "dates"]
    lines = ["Date;U [V];I [A]", *(f"2024-01-01 0{n}:00;{4 - n / 10};1" for n in range(4))]
    dated = read(tmp_path, lines, guess=kinds)
    assert dated["Time [s]"].to_list() == [0.0, 3600.0, 7200.0, 10_800.0]
    assert dated.report.time.endswith("; the first date was subtracted, so that it starts at 0")
    with pytest.raises(
        FileFormatError, match=r"would be read from dates in 'Date' .*\[s\]': 'Date'"
    ):
        read(tmp_path, lines, guess=kinds[:-1])
    named = read(tmp_path, lines, guess=kinds[:-1], columns={"Time [s]": "Date"})
    assert named["Time [s]"].equals(dated["Time [s]"])
    assert not any(guess.kind == "dates" for guess in named.report.guesses)
    # What is named may still be read in two ways, which is said.
    lines = ["Date;U [V];I [A]", *(f"0{n}/02/2024 00:00;{4 - n / 10};1" for n in range(1, 5))]
    doubtful = read(tmp_path, lines, columns={"Time [s]": "Date"})
    assert any("may be confused" in guess.what for guess in doubtful.report.guesses)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["t [s];U [V];I [A]", ";4;1", ";3;1"], "no row has a time; name another column for it"),
        (["t [s];U [V];I [A];Step count", "0;4;1;1", "1;3;1;1.5"], "'Step count' is read as"),
        (["t [s];U [V];I [A];Step count", "0;4;1;1", "1;3;1;CC"], "'CC' in row 1 (line 3)"),
    ],
)
def test_a_table_that_is_no_series_is_refused(tmp_path, lines, told):
    with pytest.raises(FileFormatError) as refused:
        read(tmp_path, lines, **STATED)
    assert told in str(refused.value)


def test_capacities_that_are_not_read_are_said_to_be_derived(tmp_path):
    note = "the platform derives capacities and energies from current and voltage"
    lines = [f"{line};7" for line in ROWS]
    assert note in read(tmp_path, [f"{HEADER};Capacity (Ah)", *lines], **STATED).report.notes
    assert note not in read(tmp_path, [f"{HEADER};Other", *lines], **STATED).report.notes


@pytest.mark.parametrize(
    ("header", "data_type", "is_ours"),
    [
        ("Time [s],Voltage [V],Current [A],Step count", None, True),
        ("Time [s],Voltage [V],Current [A],Step", None, False),
        ("Voltage [V],Step count,SOC", "ocp", True),
        ("Voltage [V],SOC", "ocp", False),
        ("Frequency [Hz],Z_Re [Ohm],Z_Im [Ohm]", "eis", True),
        ("Frequency [Hz],Z_Re [Ohm],Z_Im", "eis", False),
    ],
)
def test_a_table_of_the_platform_is_left_as_it_is(tmp_path, header, data_type, is_ours):
    rows = ["1,2,-0.5,4", "2,3,-0.6,4"]
    width = header.count(",") + 1
    rows = [",".join(row.split(",")[:width]) for row in rows]
    options = {"data_type": data_type} if data_type else STATED
    result = read(tmp_path, [header, *rows], **options)
    assert result.report.is_as_it_was == is_ours
    assert result.report.layout.endswith(", with the columns of the platform") == is_ours
    assert result.data_type == data_type
    if is_ours:
        assert result.columns == header.split(",")
        # What is named is read as it is named.
        named = {result.columns[0]: result.columns[0]}
        assert not read(tmp_path, [header, *rows], columns=named, **options).report.is_as_it_was


def test_values_of_a_table_of_the_platform_have_their_types(tmp_path):
    lines = [
        "Time [s],Voltage [V],Current [A],Step count,Cycle count,Note",
        "0,4,1,0,0.5,a",
        "1,3,1,1,1,7",
    ]
    frame = read(tmp_path, lines).to_polars()
    kinds = [pl.Float64, pl.Float64, pl.Float64, pl.Int64, pl.Float64, pl.String]
    assert frame.dtypes == kinds
    with pytest.raises(FileFormatError, match="'x' in row 0"):
        read(tmp_path, [lines[0], "0,x,1,0,0,a", lines[2]])


@pytest.mark.parametrize(
    ("agree", "told"),
    [(0.96, "kept: it is"), (0.94, "voltage"), (0.04, "turned: it is"), (0.06, "voltage")],
)
def test_words_decide_the_sign_if_nearly_all_charge_agrees_with_them(agree, told):
    rows = 1000
    frame = pl.DataFrame(
        {
            TIME: [float(n) for n in range(rows + 1)],
            VOLTAGE: [4 - n / rows for n in range(rows + 1)],
            CURRENT: [1.0] * (rows + 1),
            STEP: [0] * (rows + 1),
        }
    )
    # One row charges by its words and flows the other way, so that the file is not without sign.
    frame[3, CURRENT] = -1e-6
    words = pl.Series("Mode", ["DChg" if n < agree * rows else "Chg" for n in range(rows + 1)])
    _, described, _ = sign_of(frame, words, "export.csv", None)
    assert told in described


@pytest.mark.parametrize(
    ("cycler", "turned"),
    [
        *((each, True) for each in ("BioLogic", "Basytec", "Novonix", "Digatron", "Arbin")),
        *((each, True) for each in ("Neware", "Landt")),
        *((each, False) for each in ("Maccor", "PEC", None)),
    ],
)
def test_programs_that_write_charge_as_positive_are_known(cycler, turned):
    level = pl.DataFrame(
        {TIME: [0.0, 60.0, 120.0], VOLTAGE: [3.7] * 3, CURRENT: [1.0, 1.0, -1.0], STEP: [0, 0, 1]}
    )
    if turned:
        assert sign_of(level, None, "x", cycler)[0].to_list() == [-1.0, -1.0, 1.0]
    else:
        with pytest.raises(FileFormatError, match="state it as positive_current"):
            sign_of(level, None, "x", cycler)


# --- files ------------------------------------------------------------------------------------


def test_a_format_of_a_program_is_read_by_its_package(tmp_path, monkeypatch):
    asked = []

    def time_series(path, reader):
        asked.append((path, reader))
        if "bad" in path:
            raise RuntimeError("no such table\nmore" if reader else "")
        return pl.DataFrame({"Time [s]": [0.0]})

    package = SimpleNamespace(read=SimpleNamespace(time_series=time_series))
    monkeypatch.setitem(sys.modules, "ionworksdata", package)
    for name in ("cell.res", "cell.DTA", "cell.mpr", "cell.csv", "bad.res"):
        (tmp_path / name).write_bytes(b"x,y")
    found = ionworks.read(tmp_path / "cell.res")
    assert found.report.layout == "read by ionworksdata"
    assert (found.report.file, found.report.rows) == ("cell.res", 1)
    assert found.report.columns[0].source == "ionworksdata"
    ionworks.read(tmp_path / "cell.DTA")
    named = ionworks.read(tmp_path / "cell.mpr", reader="biologic")
    assert named.report.layout == "read by ionworksdata, reader 'biologic'"
    ionworks.read(tmp_path / "cell.csv", reader="maccor")
    assert asked == [
        (str(tmp_path / name), reader)
        for name, reader in (
            ("cell.res", None),
            ("cell.DTA", None),
            ("cell.mpr", "biologic"),
            ("cell.csv", "maccor"),
        )
    ]
    with pytest.raises(
        FileFormatError, match=r"bad.res cannot be read by ionworksdata: no such table$"
    ):
        ionworks.read(tmp_path / "bad.res", reader="arbin")
    with pytest.raises(FileFormatError, match=r"by ionworksdata: RuntimeError$"):
        ionworks.read(tmp_path / "bad.res")


@pytest.mark.parametrize("ending", ["mpr", "nda", "ndax", "ccs", "cex", "mdb"])
def test_a_format_that_nothing_reads_is_named(tmp_path, ending):
    (tmp_path / f"cell.{ending.upper()}").write_bytes(b"x")
    with pytest.raises(FileFormatError, match=rf"^cell.{ending.upper()} is a .*; export "):
        ionworks.read(tmp_path / f"cell.{ending.upper()}")


def test_hidden_files_and_linked_folders_are_not_looked_at(tmp_path):
    for name in ("a.csv", ".b.csv", "in/c.csv", ".in/d.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    (tmp_path / "folder").symlink_to(tmp_path / "in")
    (tmp_path / ".folder").symlink_to(tmp_path / "in")
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    assert files_below(tmp_path) == {
        "a.csv": "",
        "in/c.csv": "",
        "link.csv": "",
        "folder": "it is a link to a folder",
        "gone": "it is a link to nothing",
    }
    assert obstacle(tmp_path / "nothing") == "there is no such file"
    assert obstacle(tmp_path / "in") == "it is a folder"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a.csv: no time", "no time"),
        ("a.csv is empty", "it is empty"),
        ("b.csv: no time", "b.csv: no time"),
        ("a.csvx is empty", "a.csvx is empty"),
    ],
)
def test_the_name_of_a_file_is_not_said_twice(text, left):
    for file in ("a.csv", "in/a.csv", "in\\a.csv", "a.csv.gz"):
        assert without_name(text, file) == left
    assert without_name(text.replace("a.csv", "a.csv.gz", 1), "a.csv.gz") == left.replace(
        "a.csv", "a.csv.gz"
    )


def test_guesses_are_grouped_by_their_kind(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("\n".join(["t;U;I", *(f"{n};{4 - n / 10};1" for n in range(4))]))
    table, remark = read_given(path)
    assert len(table) == 4
    first, *lines = remark.split("\n")
    assert first == "export.csv does not say everything, so this was guessed:"
    assert [line.partition(":")[0] for line in lines] == [
        "  units",
        "  columns",
        "  steps",
        "  sign",
        "  cycles",
    ]
    assert "'t' names no unit and was taken as s, 'U' names no unit" in lines[0]
    assert read_given(table) == (table, "")
    assert read_given(path, "ocp-like", {"positive_current": "discharge"})[0].data_type is None
    with pytest.warns(ionworks.GuessWarning, match="and pass the result of"):
        table_in(path)
