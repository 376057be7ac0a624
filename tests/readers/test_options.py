"""What is stated is taken, what is refused is not guessed, and what is missing is asked for."""

import unicodedata

import polars as pl
import pytest
from support.exports import cycling, maccor, neware, series
from support.exports_of_versions import neware_chinese

import ionworks
from ionworks import FileFormatError
from ionworks.readers.signs import discharging
from ionworks.readers.sources import listed

PLAIN = "when,pot,amp draw,T_oven,note\n" + "\n".join(
    f"{minute},{4100 - 10 * minute},{-250},{298.15},ok" for minute in range(6)
)
COLUMNS = {
    "Time [s]": {"column": "when", "unit": "min"},
    "Voltage [V]": {"column": "pot", "unit": "mV"},
    "Current [A]": {"column": "amp draw", "unit": "mA", "sign": -1},
    "Temperature [degC]": {"column": "T_oven", "unit": "K"},
    "remark": "note",
}


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text(PLAIN)
    return path


def test_columns_are_named_with_unit_and_sign(plain):
    options = {"guess": False, "steps": "current", "cycles": "current"}
    result = ionworks.read(plain, columns=COLUMNS, **options)
    assert result.report.guesses == ()
    frame = result.to_polars()
    assert frame["Time [s]"].to_list() == [0, 60, 120, 180, 240, 300]
    assert frame["Voltage [V]"].to_list() == pytest.approx([4.1, 4.09, 4.08, 4.07, 4.06, 4.05])
    assert frame["Current [A]"].to_list() == [0.25] * 6
    assert frame["Temperature [degC]"].to_list() == pytest.approx([25.0] * 6)
    assert frame["remark"].to_list() == ["ok"] * 6
    assert frame["Step count"].to_list() == frame["Cycle count"].to_list() == [0] * 6


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"guess": False}, "steps='cycler', 'mode' or 'current'"),
        ({"columns": {"Time [s]": "when"}}, "no column was recognised for 'Current [A]'"),
        (
            {"columns": COLUMNS | {"Voltage [V]": "volts"}},
            "no column 'volts' for 'Voltage [V]'; its columns are 'when', 'pot'",
        ),
        (
            {"columns": COLUMNS | {"Voltage [V]": {"column": "pot", "unit": "Ah"}}},
            "'pot' is in 'Ah', which does not become 'Voltage [V]'",
        ),
        ({"columns": COLUMNS | {"Voltage [V]": "pot"}}, "no volts; state the unit"),
        ({"columns": COLUMNS | {"Current [A]": {"column": "amp draw", "sign": 2}}}, "give 1 or -1"),
        ({"columns": COLUMNS | {"Current [A]": {"name": "amp draw"}}}, "a dict such as"),
        ({"guess": ["colour"]}, "guess has 'colour'"),
        ({"positive_current": "up"}, "'discharge' or 'charge'"),
        ({"keep": "colour"}, "no column 'colour' to keep"),
        ({"steps": "cycler"}, "steps='cycler', and plain.csv has no column of it"),
        ({"cycles": "cycler"}, "cycles='cycler', and plain.csv has no column of cycles"),
    ],
)
def test_what_is_wrong_or_missing_is_named(plain, changes, told):
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the text is compared below
        ionworks.read(plain, **({"columns": COLUMNS} | changes))
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_each_guess_is_refused_by_its_kind(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(neware(cycling(1)))
    everything = {"columns", "units", "dates", "sign", "steps", "cycles"}
    for kind, told in {
        "columns": "no column was recognised for",
        "sign": "state the sign of the current",
        "steps": "state how steps are told apart",
    }.items():
        with pytest.raises(FileFormatError, match=told):
            ionworks.read(path, guess=everything - {kind})
    without = ionworks.read(
        path, guess=everything - {"cycles"}, columns={"Cycle from cycler": None}
    )
    assert "Cycle count" not in without.columns
    no_unit = tmp_path / "plain.csv"
    no_unit.write_text("t/s;Spannung;Strom\n0;4,1;1\n1;4;1\n2;3,9;1\n3;3,8;1")
    assert "'Strom' names no unit and was taken as A" in repr(ionworks.read(no_unit).report)
    with pytest.raises(ValueError, match="column 'Spannung' names no unit; state it: columns="):
        ionworks.read(no_unit, guess=everything - {"units"})


def test_a_column_is_refused_by_name_and_others_are_kept(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(neware(cycling(1)))
    result = ionworks.read(
        path, columns={"Temperature [degC]": None}, keep=["T1(℃)", "Step Type", "Energy(Wh)"]
    )
    assert "Temperature [degC]" not in result.columns
    frame = result.to_polars()
    assert frame["T1(℃)"].dtype == pl.Float64
    assert frame["Step Type"][0] == "CC Chg"
    assert result.report.not_used == ("DataPoint", "Time", "Capacity(mAh)", "Date")


def test_stated_capacities_begin_at_zero_in_each_step(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(
        "t [s],U [V],I [A],Q [mAh],Step\n"
        "0,4,1,10,1\n60,3.9,1,26.5,1\n120,3.8,1,43,2\n180,3.7,1,60,2"
    )
    result = ionworks.read(
        path, columns={"Discharge capacity [A.h]": "Q"}, positive_current="discharge"
    )
    assert result["Discharge capacity [A.h]"].to_list() == pytest.approx([0, 0.0165, 0, 0.017])
    assert "begin at 0 in each step" in repr(result.report)


def test_the_sign_is_that_of_the_words_or_the_voltage_or_as_stated(tmp_path):
    frame = cycling(1)
    path = tmp_path / "export.csv"
    path.write_bytes(neware(frame))
    words = ionworks.read(path)
    assert "negative where 'Step Type' says discharge" in words.report.sign
    path.write_bytes(neware(frame).replace(b"CC Chg", b"A").replace(b"CC DChg", b"B"))
    voltage = ionworks.read(path)
    assert "voltage rises while the current is positive" in voltage.report.sign
    stated = ionworks.read(path, positive_current="charge")
    wrong = ionworks.read(path, positive_current="discharge")
    assert words["Current [A]"].equals(voltage["Current [A]"])
    assert words["Current [A]"].equals(stated["Current [A]"])
    assert wrong["Current [A]"].equals(-stated["Current [A]"] + 0.0)


def test_a_current_without_sign_needs_states(tmp_path):
    path = tmp_path / "export.txt"
    path.write_bytes(maccor(cycling(1)).replace(b"\tState\t", b"\tLetter\t"))
    with pytest.raises(FileFormatError, match="needs a column of states"):
        ionworks.read(path)


def test_steps_from_modes_and_from_the_current(tmp_path):
    frame = cycling(2)
    path = tmp_path / "export.csv"
    path.write_bytes(neware(frame))
    for rule in ("mode", "current"):
        found = ionworks.read(path, steps=rule)
        assert found["Step count"].to_list() == frame["Step count"].to_list()
        assert found.report.steps.endswith("(8 steps)")


@pytest.mark.parametrize("steps", [None, "cycler", "mode", "current"])
@pytest.mark.parametrize("cycles", [None, "cycler", "current"])
def test_every_rule_of_steps_and_cycles_counts_a_usual_test(tmp_path, steps, cycles):
    frame = cycling(3)
    path = tmp_path / "export.csv"
    path.write_bytes(neware(frame))
    found = ionworks.read(path, steps=steps, cycles=cycles)
    for name in ("Step count", "Cycle count"):
        assert found[name].to_list() == frame[name].to_list()
    assert found.report.steps.endswith("(12 steps)")
    assert found.report.cycles.endswith("(3 cycles)")
    assert found.report.cycles.startswith("from" if cycles == "current" else "those of the cycler")
    # What is stated is no guess, nor are the cycles of the cycler.
    guessed = {guess.kind for guess in found.report.guesses}
    assert ("steps" in guessed) == (steps is None)
    assert "cycles" not in guessed


def test_one_cycler_step_that_is_repeated_is_told_apart_by_its_time(tmp_path):
    frame = series([("discharge", 0.1), ("discharge", 0.1), ("discharge", 0.1)])
    text = neware(frame.with_columns((pl.col("Step count") * 4).alias("Step count")))
    (tmp_path / "export.csv").write_bytes(text.replace(b",Time,", b",Step Time,"))
    found = ionworks.read(tmp_path / "export.csv")
    assert found["Step count"].to_list() == frame["Step count"].to_list()
    assert "'Step Time' starts again" in found.report.steps


def test_open_circuit_and_impedance_data(tmp_path):
    path = tmp_path / "ocp.csv"
    for axis, column in (("x", "Stoichiometry"), ("State of charge", "SOC")):
        path.write_text(f"Potential (V);{axis}\n4,2;0,1\n3,7;0,5\n3,0;0,9")
        ocp = ionworks.read(path, data_type="ocp")
        assert ocp[column].to_list() == [0.1, 0.5, 0.9]
        assert ionworks.validate(ocp, data_type="ocp")
    for axis in ("SOC (%)", "SOC/%", "State of charge [%]"):
        path.write_text(f"{axis},OCV (V)\n90,4.2\n50,3.7\n10,3.0")
        ocp = ionworks.read(path, data_type="ocp")
        assert ocp["SOC"].to_list() == [0.9, 0.5, 0.1]
        assert ocp["Voltage [V]"].to_list() == [4.2, 3.7, 3.0]
        assert "% to 1" in str(ocp.report)
    share = {"column": "SoC", "unit": "%"}
    path.write_text("SoC,U\n90,4.2\n50,3.7\n10,3.0")
    stated = ionworks.read(path, data_type="ocp", columns={"SOC": share})
    assert stated["SOC"].to_list() == [0.9, 0.5, 0.1]
    with pytest.raises(ValueError, match="a share, which is in '%' or in '1', not in 'V'"):
        ionworks.read(path, data_type="ocp", columns={"SOC": share | {"unit": "V"}})
    path.write_text("Capacity (mAh);Potential (V)\n0;4,2\n2500;3,7\n5000;3,0")
    ocp = ionworks.read(path, data_type="ocp")
    assert ocp["Capacity [A.h]"].to_list() == [0, 2.5, 5]
    assert ionworks.validate(ocp, data_type="ocp")
    path.write_text("freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\n1000\t0.01\t0.002\n10\t0.02\t0.01\n")
    eis = ionworks.read(path, data_type="eis")
    assert eis["Z_Im [Ohm]"].to_list() == [-0.002, -0.01]
    assert ionworks.validate(eis, data_type="eis")


def test_a_time_without_a_unit_is_a_guess_unless_it_is_written_in_words(tmp_path):
    path = tmp_path / "export.csv"
    rows = "{};4,1;1\n{};4;1\n{};3,9;1\n{};3,8;1"
    path.write_text("Zeit;U/V;I/A\n" + rows.format(0, 60, 120, 180))
    assert "'Zeit' names no unit and was taken as s" in repr(ionworks.read(path).report)
    with pytest.raises(ValueError, match="column 'Zeit' names no unit"):
        ionworks.read(path, guess=["columns", "sign", "steps", "cycles"])
    path.write_text("Zeit;U/V;I/A\n" + rows.format("0:00:00", "0:01:00", "0:02:00", "26:03:00"))
    result = ionworks.read(path, guess=["columns", "sign", "steps", "cycles"])
    assert result["Time [s]"].to_list() == [0, 60, 120, 26 * 3600 + 180]


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("D,DCH,CC DChg,CC_DChg,CCCV Discharge,DisChrg,Entladen,Entladung,D_CC,Dis", True),
        ("C,CHA,CC Chg,CCCV_Chg,Charge,CC Charge,Laden,Ladung,C_CV,Recharge", False),
        ("R,PAU,Rest,Pause,Switch,Watch,1,0,OCV,EIS,Suspended", None),
    ],
)
def test_words_of_cyclers(words, way):
    found = discharging(pl.Series(words.split(",")))
    assert found.to_list() == [way] * found.len()


@pytest.mark.parametrize(
    ("header", "options"),
    [("Schritttyp", {}), ("Schrittart", {}), ("Phase", {"columns": {"mode": "Phase"}})],
)
def test_words_of_a_step_are_found_by_their_header_or_named(tmp_path, header, options):
    path = tmp_path / "lab.csv"
    rows = [("Laden", 1000), ("Laden CV", 500), ("Pause", 0), ("Entladen", -1000)]
    lines = [f"Prüfzeit;U / V;I / mA;{header}"]
    lines += [
        f"00:0{2 * step + half}:00;4,{step}{half};{current};{words}"
        for step, (words, current) in enumerate(rows)
        for half in (0, 1)
    ]
    path.write_text("\n".join(lines), encoding="cp1252")
    result = ionworks.read(path, **options)
    assert result["Time [s]"].to_list() == [60.0 * minute for minute in range(8)]
    assert result["Step count"].to_list() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert result["Current [A]"].to_list() == [-1, -1, -0.5, -0.5, 0, 0, 1, 1]


def test_a_line_of_units_may_leave_out_that_of_the_dates(tmp_path):
    file = tmp_path / "export.csv"
    rows = [f"01.10.2026 08:00:{n:02d};{n};{4 - n / 100:.2f};1,5" for n in range(10)]
    lines = ["Cell 7;;;", "Date;Time;Voltage;Current", ";s;V;A", *rows]
    file.write_text("\n".join(lines).replace(".", ","), encoding="utf-8")
    series = ionworks.read(file, positive_current="discharge")
    assert series["Current [A]"].to_list() == [1.5] * 10
    assert series["Voltage [V]"].to_list() == [round(4 - n / 100, 2) for n in range(10)]


@pytest.mark.parametrize("zones", [("+01:00", "+02:00"), ("+0200", "+0100"), ("Z", " UTC")])
def test_the_zone_of_a_date_counts(tmp_path, zones):
    """A clock that is put forward or back makes no hour of test, and loses none."""
    ahead = {"+01:00": 1, "+02:00": 2, "+0200": 2, "+0100": 1, "Z": 0, " UTC": 0}
    rows = ["Date,U[V],I[A]"]
    for row in range(12):
        zone = zones[row >= 6]
        minutes = 60 + 10 * row + 60 * ahead[zone]
        day = f"2024-03-31T{minutes // 60:02d}:{minutes % 60:02d}:00"
        rows.append(f"{day}{zone},{4 - row / 100},1")
    (tmp_path / "export.csv").write_text("\n".join(rows))
    result = ionworks.read(tmp_path / "export.csv")
    assert result["Time [s]"].to_list() == [600.0 * row for row in range(12)]


def test_a_year_at_the_end_is_no_zone(tmp_path):
    rows = ["Date,U[V],I[A]"] + [f"{day}-03-2024,{4 - day / 100},1" for day in range(13, 20)]
    (tmp_path / "export.csv").write_text("\n".join(rows))
    result = ionworks.read(tmp_path / "export.csv")
    assert result["Time [s]"].to_list() == [86_400.0 * day for day in range(7)]


def test_what_is_filled_or_missing_is_said(tmp_path):
    (tmp_path / "export.csv").write_text(
        "t[s],U[V],I[A],T1(C),Step\n0,4,1,25,1\n60,3.9,1,--,\n120,3.8,1,26,2\n180,3.7,1,26,2"
    )
    result = ionworks.read(tmp_path / "export.csv", positive_current="discharge")
    assert result["Temperature [degC]"].to_list() == [25, None, 26, 26]
    assert result["Step count"].to_list() == [0, 0, 1, 1]
    assert "'T1(C)' has no value in 1 rows: '--'" in result.report.notes
    assert any("'Step' is empty in 1 rows" in note for note in result.report.notes)


def test_the_report_fits_a_terminal(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(neware_chinese(cycling(1)))
    shown = repr(ionworks.read(path).report).splitlines()
    assert max(map(len, shown)) <= 100
    # What is said of each column begins in one cell of the terminal; a Chinese letter takes two.
    starts = set()
    for line in shown:
        if line.endswith(("recognised by its name", "sign turned")):
            before = line[: line.index("recognised")]
            starts.add(sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in before))
    assert len(starts) == 1


def test_a_rest_has_no_sign_to_state(tmp_path):
    path = tmp_path / "rest.csv"
    path.write_text("t [s],U [V],I [A]\n" + "".join(f"{n},{4 - n / 100},0\n" for n in range(9)))
    found = ionworks.read(path)
    assert found["Current [A]"].to_list() == [0.0] * 9
    assert found.report.sign == "no current flows, so that nothing depends on its sign"


def test_thirty_columns_are_listed():
    names = [f"c{number}" for number in range(31)]
    assert listed(names[:30]).endswith("'c29'")
    assert listed(names).endswith("'c29' and 1 more")


@pytest.mark.parametrize(
    ("data_type", "exact"),
    [
        *(
            (None, name)
            for name in ("Time [s]", "Voltage [V]", "Current [A]", "Temperature [degC]")
        ),
        *(("eis", name) for name in ("Frequency [Hz]", "Z_Re [Ohm]", "Z_Im [Ohm]")),
        *(("ocp", name) for name in ("Voltage [V]", "Capacity [A.h]", "SOC", "Stoichiometry")),
    ],
)
def test_the_name_of_the_platform_goes_before_any_other(tmp_path, data_type, exact):
    aliases = {
        None: {"Time [s]": "t/s", "Voltage [V]": "U/V", "Current [A]": "I/A"}
        | {"Temperature [degC]": "T/°C"},
        "eis": {"Frequency [Hz]": "freq/Hz", "Z_Re [Ohm]": "Re(Z)/Ohm", "Z_Im [Ohm]": "Im(Z)/Ohm"},
        "ocp": {"Voltage [V]": "U/V", "Capacity [A.h]": "Q/Ah"},
    }[data_type]
    header = [*aliases.values(), exact]
    path = tmp_path / "export.csv"
    rows = [
        ";".join([str(4 - row / 10)] * len(aliases) + [str(row / 8 + 0.25)]) for row in range(5)
    ]
    path.write_text("\n".join([";".join(header), *rows]), encoding="utf-8")
    options = {} if data_type else {"positive_current": "discharge", "time_resets": "join"}
    found = ionworks.read(path, data_type=data_type, **options)
    # It is known, not guessed.
    assert not any(exact in guess.what.partition(" is ")[0] for guess in found.report.guesses)
    first = 0.0 if exact == "Time [s]" else 0.25
    assert found[exact].to_list() == [row / 8 + first for row in range(5)]


@pytest.mark.parametrize("way", ["discharge", "charge"])
def test_a_sign_that_is_stated_is_taken_though_the_words_say_more(tmp_path, way):
    path = tmp_path / "export.txt"
    path.write_bytes(maccor(cycling(1)))
    by_words, stated = ionworks.read(path), ionworks.read(path, positive_current=way)
    note = "the current is never negative, and 'State' names charge and discharge: leave"
    assert note in repr(stated.report)
    assert note not in repr(by_words.report)
    turned = -1 if way == "charge" else 1
    assert stated["Current [A]"].to_list() == (by_words["Current [A]"].abs() * turned).to_list()
