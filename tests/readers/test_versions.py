"""Exports of other versions, languages and settings; what cannot be told is said or refused."""

import math

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from support.exports import arbin, cycling, neware
from support.exports_of_versions import VERSIONS, time_of_steps

import ionworks
from ionworks import FileFormatError

FRAME = cycling(2)
COLUMNS = ["Time [s]", "Current [A]", "Voltage [V]", "Temperature [degC]", "Step count"]
COLUMNS += ["Cycle count"]


@pytest.mark.parametrize("name", VERSIONS)
def test_an_export_is_read_as_it_is(name, tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(VERSIONS[name](FRAME))
    found = ionworks.read(path).to_polars()
    assert_frame_equal(found.select(COLUMNS), FRAME.select(COLUMNS), abs_tol=2e-6)
    assert not any("-0.0" in f"{value}" for value in found["Current [A]"].unique())


def test_the_time_of_steps_alone_is_joined_when_told(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(time_of_steps(FRAME))
    with pytest.raises(FileFormatError, match=r"falls from 1440 s to 0 s .* time_resets='join'"):
        ionworks.read(path)
    result = ionworks.read(path, time_resets="join")
    # The second between two steps is in no time of a step.
    assert result["Time [s]"].to_list() == pytest.approx(
        (FRAME["Time [s]"] - FRAME["Step count"]).to_list()
    )
    assert result["Step count"].to_list() == FRAME["Step count"].to_list()


def several(interleaved):
    """Two cells in one file, below each other or row by row."""
    header, *lines = arbin(FRAME).decode().splitlines()
    other = arbin(FRAME.with_columns(pl.col("Voltage [V]") + 0.01)).decode().splitlines()[1:]
    both = [(f"3,{one}", f"4,{two}") for one, two in zip(lines, other, strict=True)]
    rows = [row for pair in both for row in pair]
    if not interleaved:
        rows.sort(key=lambda row: row[0])
    return "\n".join([f"Channel_ID,{header}", *rows])


@pytest.mark.parametrize("interleaved", [False, True])
def test_several_cells_in_one_file_are_read_one_by_one(tmp_path, interleaved):
    path = tmp_path / "export.csv"
    path.write_text(several(interleaved))
    with pytest.raises(FileFormatError) as refused:
        ionworks.read(path)
    assert "holds 2 values of 'Channel_ID' ('3', '4')" in str(refused.value)
    assert "where={'Channel_ID': '3'}" in str(refused.value)
    for channel, more in ((3, 0.0), ("4", 0.01)):
        result = ionworks.read(path, where={"Channel_ID": channel})
        found = result.to_polars().with_columns(pl.col("Voltage [V]") - more)
        assert_frame_equal(found.select(COLUMNS), FRAME.select(COLUMNS), abs_tol=2e-6)
        assert any("as `where` says" in left for left in result.report.left_out)
    with pytest.raises(ValueError, match="no row in which 'Channel_ID' is 5; its values are '3'"):
        ionworks.read(path, where={"Channel_ID": 5})
    with pytest.raises(ValueError, match="no column 'Kanal' for `where`"):
        ionworks.read(path, where={"Kanal": 5})
    if interleaved:
        whole = ionworks.read(path, columns={"channel": None})
        assert len(whole) == 2 * FRAME.height


def test_a_channel_that_never_changes_or_counts_rows_is_no_other_cell(tmp_path):
    path = tmp_path / "export.csv"
    header, *lines = arbin(FRAME).decode().splitlines()
    for name, number in (
        ("channel_index", lambda place: 7),
        ("channel_index", lambda place: place),
        ("Cell (V)", lambda place: 3 + place % 2),
    ):
        rows = [f"{number(place)},{line}" for place, line in enumerate(lines)]
        path.write_text("\n".join([f"{name},{header}", *rows]))
        assert len(ionworks.read(path)) == FRAME.height


def test_columns_of_one_name_are_said(tmp_path):
    path = tmp_path / "export.csv"
    rows = [f"{60 * row},{4 - row / 100},1,{3 - row / 100},2" for row in range(9)]
    path.write_text("\n".join(["t(s),Voltage(V),Current(A),Voltage(V),Current(A)", *rows]))
    result = ionworks.read(path)
    assert result["Voltage [V]"][0] == 4
    assert "'Voltage(V)' is 'Voltage [V]', and not 'Voltage(V) (2)'" in repr(result.report)
    second = ionworks.read(
        path, columns={"Voltage [V]": "Voltage(V) (2)", "Current [A]": "Current(A) (2)"}
    )
    assert (second["Voltage [V]"][0], second["Current [A]"][0]) == (3, 2)


def test_a_number_that_stays_the_same_is_no_time(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("Time,U[V],I[A]\n1,4,1\n1,3.9,1\n1,3.8,1\n")
    with pytest.raises(FileFormatError, match="'Time' has one value in all rows, which is no time"):
        ionworks.read(path)
    # Nor is the number of a test, also where it grows.
    path.write_text("Test,U[V],I[A]\n1,4,1\n1,3.9,1\n2,3.8,1\n")
    with pytest.raises(FileFormatError, match=r"no column was recognised for 'Time \[s\]'"):
        ionworks.read(path)


def test_a_mark_that_may_set_thousands_apart_is_a_guess(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("t/s;U/V;I/mA\n0;4,125;1,500\n60;4,115;1,500\n120;4,105;1,500\n180;4,095;1,500")
    result = ionworks.read(path)
    assert result["Current [A]"][0] == pytest.approx(0.0015)
    assert [each.what[:5] for each in result.report.guesses if each.kind == "decimal"] == ["',' i"]
    others = ["columns", "units", "dates", "sign", "steps", "cycles"]
    with pytest.raises(FileFormatError, match=r"as thousands have; state it with decimal=','"):
        ionworks.read(path, guess=others)
    stated = ionworks.read(path, guess=others, decimal=",")
    assert stated["Current [A]"].equals(result["Current [A]"])


def test_names_and_values_that_do_not_match_are_refused_or_said(tmp_path):
    path = tmp_path / "export.txt"
    rows = "\n".join(f"{60 * row} 3.9{9 - row} 1" for row in range(9))
    path.write_text(f"Time Cell Voltage Current\n{rows}")
    with pytest.raises(FileFormatError, match="header has 4 words, and the rows have 3 values"):
        ionworks.read(path)
    path.write_text(f"t/s;U/V;I/A;Q;W\n{rows.replace(' ', ';')}")
    result = ionworks.read(path)
    assert "the header names 5 columns and the rows have 3 values" in repr(result.report)
    with pytest.raises(FileFormatError, match="the header names 5 columns"):
        ionworks.read(path, guess=["units", "sign", "steps", "cycles"])
    stated = {"Time [s]": "t/s", "Voltage [V]": "U/V", "Current [A]": "I/A"}
    rest = {"positive_current": "discharge", "steps": "current", "cycles": "current"}
    found = ionworks.read(path, columns=stated, header_line=0, guess=False, **rest)
    assert found["Voltage [V]"].equals(result["Voltage [V]"])


def test_the_state_in_words_goes_before_the_one_in_numbers(tmp_path):
    path = tmp_path / "export.csv"
    text = neware(FRAME).decode("utf-8-sig").splitlines()
    lines = [f"{'State' if place == 0 else place % 3},{line}" for place, line in enumerate(text)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert "where 'Step Type' says discharge" in ionworks.read(path).report.sign


PLAIN = "Time (s),Voltage (V),Current (A),Step"
ROWS = [f"{60 * row},{4 - row / 100},1,{row // 5}" for row in range(20)]


def test_a_header_that_is_repeated_ends_no_table(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("\n".join([PLAIN, *ROWS[:8], PLAIN, *ROWS[8:]]))
    result = ionworks.read(path)
    assert result["Time [s]"].to_list() == [60.0 * row for row in range(20)]
    assert result.report.left_out == ("1 repeated header left out",)


def test_a_remark_among_the_rows_is_named(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("\n".join([PLAIN, *ROWS[:8], "Paused by user,,,", *ROWS[8:]]))
    with pytest.raises(FileFormatError, match=r"'Paused by user' in row 8 \(line 10\)"):
        ionworks.read(path)


def test_another_table_in_the_file_is_said(tmp_path):
    path = tmp_path / "export.csv"
    summary = ["Cycle,Capacity (Ah),Energy (Wh),Time (h)", *(f"{n},2,7,{n}" for n in range(4))]
    path.write_text("\n".join([*summary, "", PLAIN, *ROWS]))
    result = ionworks.read(path)
    assert len(result) == 20
    assert "4 rows of another table in lines 2 to 5" in repr(result.report)


def test_a_line_of_dashes_sets_a_header_off(tmp_path):
    path = tmp_path / "export.txt"
    bars = [f"| {line.replace(',', ' | ')} |" for line in (PLAIN, *ROWS)]
    path.write_text("\n".join([bars[0], "|---|---|---|---|", *bars[1:]]))
    assert ionworks.read(path)["Voltage [V]"].to_list() == [4 - row / 100 for row in range(20)]


def test_sheets_with_smaller_tables_are_left_out_and_equal_ones_asked_for(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("fastexcel")
    rows = [[float(cell) for cell in line.split(",")] for line in ROWS]

    def save(sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, header, table in sheets:
            sheet = book.create_sheet(title)
            for row in (header.split(","), *table):
                sheet.append(row)
        book.save(tmp_path / "export.xlsx")

    summary = "Cycle_Index,Test_Time(s),Current(A),Voltage(V)"
    save([("Channel_1", PLAIN, rows), ("Statistics", summary, [[1, 3600.0, 0.0, 3.5]] * 10)])
    result = ionworks.read(tmp_path / "export.xlsx")
    assert len(result) == 20
    assert "sheet 'Statistics', which holds another and smaller table" in result.report.left_out
    save([("Channel_1", PLAIN, rows), ("Other", summary, [[1, 3600.0, 0.0, 3.5]] * 11)])
    with pytest.raises(FileFormatError, match="'Channel_1', 'Other' hold different tables"):
        ionworks.read(tmp_path / "export.xlsx")
    save([("Cell A", PLAIN, rows), ("Cell B", PLAIN, rows)])
    with pytest.raises(FileFormatError, match="one after the other: to read one, pass sheet='Cel"):
        ionworks.read(tmp_path / "export.xlsx")


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        ("总时间(s),电压(V),电流(A),工步号", "gb18030"),
        ("時間(s),電圧(V),電流(A),step", "shift_jis"),
        ("Prüfzeit(s),Spannung(V),Strom(A),Schritt", "cp1252"),
    ],
)
def test_letters_are_told_by_the_words_that_they_make(tmp_path, names, encoding):
    path = tmp_path / "export.csv"
    path.write_bytes("\n".join([names, *ROWS]).encode(encoding))
    result = ionworks.read(path)
    assert f"text, {encoding}," in result.report.layout
    assert result["Voltage [V]"].to_list() == [4 - row / 100 for row in range(20)]
    assert result["Step count"].max() == 3


# --- impedance ------------------------------------------------------------------------

FREQUENCIES = [10 ** (4 - place / 5) for place in range(30)]
IMPEDANCES = [
    0.02 + 0.03 / (1 + 2j * math.pi * one * 0.05) - 1e-4j / math.sqrt(one) for one in FREQUENCIES
]


def phase(impedance):
    return math.degrees(math.atan2(impedance.imag, impedance.real))


#: Head, and values of a line; the sweep comes back from each.
SPECTRA = {
    "EC-Lab": (
        "EC-Lab ASCII FILE\r\nNb header lines : 4\r\n\r\nfreq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\t|Z|/Ohm\t"
        "Phase(Z)/deg\ttime/s\t<Ewe>/V\t<I>/mA\tCs/µF\r\n",
        "\t",
        lambda f, z: (f, z.real, -z.imag, abs(z), phase(z), 1 / f, 3.7, 0.0, 1.0),
    ),
    "Gamry": (
        "EXPLAIN\nTAG\tEISPOT\nTITLE\tLABEL\tPotentiostatic EIS\tTest &Identifier\nZCURVE\tTABLE\n"
        "\tPt\tTime\tFreq\tZreal\tZimag\tZsig\tZmod\tZphz\tIdc\tVdc\n"
        "\t#\ts\tHz\tohm\tohm\tV\tohm\t°\tA\tV\n",
        "\t",
        lambda f, z: ("", 1, 1 / f, f, z.real, z.imag, 1, abs(z), phase(z), 0.0, 3.7),
    ),
    "CH Instruments": (
        "A.C. Impedance\nInit E (V) = 0.2\n\nFreq/Hz, Z'/ohm, Z\"/ohm, Z/ohm, Phase/deg\n\n",
        ", ",
        lambda f, z: (f, z.real, z.imag, abs(z), phase(z)),
    ),
    "Nova": (
        "Index;Frequency (Hz);Z' (Ω);-Z'' (Ω);Z (Ω);-Phase (°);Time (s)\n",
        ";",
        lambda f, z: (1, f, z.real, -z.imag, abs(z), -phase(z), 1 / f),
    ),
    "ZPlot": (
        '"ZPLOT2 ASCII","1"\n  Freq(Hz)     Ampl  Time(Sec)    Z\'(a)     Z\'\'(b)  GD\n'
        "End Comments\n",
        ", ",
        lambda f, z: (f, 0.01, 1 / f, z.real, z.imag, 0),
    ),
    "PalmSens": (
        "freq / Hz,neg. Phase / °,Idc / uA,Z / Ohm,Z' / Ohm,-Z'' / Ohm,Cs / F\n",
        ",",
        lambda f, z: (f, -phase(z), 0, abs(z), z.real, -z.imag, 1),
    ),
    "modulus and phase": (
        "Frequency [Hz],|Z| [mOhm],Phase [rad]\n",
        ",",
        lambda f, z: (f, abs(z) * 1000, math.radians(phase(z))),
    ),
    "modulus and minus phase": (
        "Frequency [kHz];Zmod [Ohm];Phase [°]\n",
        ";",
        lambda f, z: (f / 1000, abs(z), -phase(z)),
    ),
    "minus the imaginary part": (
        "Frequency (Hz),Zreal (ohms),Zimag (ohms)\n",
        ",",
        lambda f, z: (f, z.real, -z.imag),
    ),
    "Battery Data Format": (
        "Frequency / Hz,Real Impedance / ohm,Imaginary Impedance / ohm,Phase / deg\n",
        ",",
        lambda f, z: (f, z.real, z.imag, phase(z)),
    ),
}


@pytest.mark.parametrize("name", SPECTRA)
def test_a_spectrum_is_read_as_it_is(name, tmp_path):
    head, separator, values = SPECTRA[name]
    lines = [
        separator.join(map(str, values(f, z))) for f, z in zip(FREQUENCIES, IMPEDANCES, strict=True)
    ]
    path = tmp_path / "spectrum.csv"
    path.write_text(head + "\n".join(lines), encoding="utf-8")
    result = ionworks.read(path, data_type="eis")
    assert result["Frequency [Hz]"].to_list() == pytest.approx(FREQUENCIES)
    assert result["Z_Re [Ohm]"].to_list() == pytest.approx([one.real for one in IMPEDANCES])
    assert result["Z_Im [Ohm]"].to_list() == pytest.approx([one.imag for one in IMPEDANCES])
    assert ionworks.validate(result, data_type="eis", strict=True).issues == ()
    turned = [each.what for each in result.report.guesses if each.kind == "sign"]
    assert bool(turned) == (name in ("modulus and minus phase", "minus the imaginary part"))
    if turned:
        with pytest.raises(FileFormatError, match=r"state it: columns=.*'sign': -1"):
            ionworks.read(path, data_type="eis", guess=["columns", "units"])


def test_the_kind_of_a_spectrum_is_asked_for(tmp_path):
    path = tmp_path / "spectrum.csv"
    path.write_text("freq/Hz;Re(Z)/Ohm;-Im(Z)/Ohm\n1000;0.01;0.002\n10;0.02;0.01\n")
    with pytest.raises(FileFormatError, match="impedance spectra, pass data_type='eis'"):
        ionworks.read(path)


def test_rows_of_no_sweep_have_no_impedance(tmp_path):
    path = tmp_path / "export.mpt"
    path.write_bytes(VERSIONS["biologic_with_spectra"](FRAME))
    result = ionworks.read(path)
    swept = FRAME["kind"] == "rest"
    for column in ("Frequency [Hz]", "Z_Re [Ohm]", "Z_Im [Ohm]", "Z_Phase [deg]"):
        assert result[column].is_not_null().equals(swept)
    assert "'Frequency [Hz]' is 0 in rows that are of no sweep" in repr(result.report)
