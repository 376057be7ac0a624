"""Which column of a file becomes which one of the platform, and what a message says of it."""

import pytest

import ionworks
from ionworks import FileFormatError
from ionworks.readers.sources import choose, require, strange
from ionworks.readers.tables import of_text


def table_of(header, values=None):
    names = header.split(";")
    row = ";".join(values or [str(place + 1) for place in range(len(names))])
    return of_text("\n".join([header, row, row, row]).encode(), "export.csv")


def chosen(header, columns=None, *, data_type=None, guess_columns=True, guess_units=True):
    return choose(
        table_of(header),
        columns or {},
        data_type=data_type,
        guess_columns=guess_columns,
        guess_units=guess_units,
    )


@pytest.mark.parametrize(
    ("header", "meant", "column"),
    [
        # Of several names the clearer one is taken, wherever it stands.
        ("t/s;Ecell/V;Voltage (V);I/A", "Voltage [V]", "Voltage (V)"),
        ("t/s;Voltage (V);Ecell/V;I/A", "Voltage [V]", "Voltage (V)"),
        ("t/s;U/V;<I>/mA;Current (A)", "Current [A]", "Current (A)"),
        ("Cyc#;Cycle Index;U/V;I/A", "Cycle from cycler", "Cycle Index"),
        ("freq/Hz;-z2;-Im(Z)/Ohm;Re(Z)/Ohm", "Z_Im [Ohm]", "-Im(Z)/Ohm"),
        ("freq/Hz;neg. z2;neg. Zimag;Re(Z)/Ohm", "Z_Im [Ohm]", "neg. Zimag"),
        ("t/s;Voltage [V];Voltage (V);I/A", "Voltage [V]", "Voltage [V]"),
        # A unit of another quantity makes it another column.
        ("t/s;Voltage (Ah);U/V;I/A", "Voltage [V]", "U/V"),
    ],
)
def test_the_clearest_name_is_taken(header, meant, column):
    assert chosen(header)[meant][0].column == column


@pytest.mark.parametrize(
    ("header", "others"),
    [
        ("t/s;Voltage (V);Voltage (mV);I/A", ("Voltage (mV)",)),
        ("t/s;Voltage 1 (V);Voltage (V);Ecell/V;I/A", ()),
        ("t/s;Voltage (V);Voltage (V);U/V;I/A", ("Voltage (V) (2)",)),
        ("t/s;Voltage (V);Ecell/V;I/A", ()),
    ],
)
def test_columns_of_one_name_are_told_of(header, others):
    assert chosen(header)["Voltage [V]"][0].others == others


def test_a_time_has_several_columns_and_the_rest_one():
    found = chosen("Total Time;Test Time (s);Date;Step Time (s);Uhrzeit;U/V;I/A")
    assert [use.column for use in found["Time [s]"]] == ["Total Time", "Test Time (s)"]
    assert all(len(uses) == 1 for meant, uses in found.items() if meant != "Time [s]")
    # With a stated time only that within the step is of use: it tells steps apart.
    stated = chosen("Total Time;Date;Step Time (s);Uhrzeit;U/V;I/A", {"Time [s]": "Total Time"})
    assert {"date", "time of day"}.isdisjoint(stated)
    assert stated["time in the step"][0].column == "Step Time (s)"
    assert len(stated["Time [s]"]) == 1


def test_without_a_frequency_nothing_is_an_impedance():
    assert "Z_Phase [deg]" not in chosen("t/s;U/V;I/A;Phase")
    assert "Z_Phase [deg]" in chosen("t/s;U/V;I/A;Phase;freq/Hz")
    assert set(chosen("t/s;U/V;I/A;Q/Ah;Ladezustand")) == {"Time [s]", "Voltage [V]", "Current [A]"}
    assert set(chosen("t/s;U/V;I/A;Q/Ah;Ladezustand", data_type="ocp")) == {
        "Voltage [V]",
        "Capacity [A.h]",
        "SOC",
    }
    assert set(chosen("t/s;U/V;I/A;T/K;Step;freq/Hz", data_type="eis")) == {
        "Time [s]",
        "Voltage [V]",
        "Current [A]",
        "Temperature [degC]",
        "Frequency [Hz]",
    }


def test_a_name_of_the_platform_is_known_without_a_guess():
    header = "Time [s];Voltage [V];Current [A];Step;T/K"
    known = chosen(header, guess_columns=False)
    assert set(known) == {"Time [s]", "Voltage [V]", "Current [A]"}
    assert not any(use.is_guess for uses in known.values() for use in uses)
    left = chosen(header, {"Voltage [V]": None, "V2": "Current [A]"}, guess_columns=False)
    assert {meant: use.column for meant, (use,) in left.items()} == {
        "V2": "Current [A]",
        "Time [s]": "Time [s]",
    }


@pytest.mark.parametrize(
    ("header", "given", "column", "factor", "is_bare"),
    [
        ("pot", "pot", "pot", 1.0, True),
        ("Volts", "Volts", "Volts", 1.0, False),
        ("cell volt", "cell volt", "cell volt", 1.0, False),
        ("pot (mV)", "pot (mV)", "pot (mV)", 1e-3, False),
        ("pot (mV)", "POT", "pot (mV)", 1e-3, False),
        ("pot (mV)", "Pot (MV)", "pot (mV)", 1e-3, False),
        ("pot (mV)", {"column": "pot", "unit": "V"}, "pot (mV)", 1.0, False),
        ("pot", {"column": "pot", "unit": "uV"}, "pot", 1e-6, False),
    ],
)
def test_a_stated_column_has_the_unit_that_is_stated_or_written(
    header, given, column, factor, is_bare
):
    (use,) = chosen(f"t/s;{header};I/A", {"Voltage [V]": given})["Voltage [V]"]
    assert (use.column, use.convert[0], use.unit_is_guess) == (column, factor, is_bare)
    assert not use.is_guess
    if is_bare:
        with pytest.raises(ValueError, match="column 'pot' names no unit; state it: columns="):
            chosen(f"t/s;{header};I/A", {"Voltage [V]": given}, guess_units=False)
    else:
        (stated,) = chosen(f"t/s;{header};I/A", {"Voltage [V]": given}, guess_units=False)[
            "Voltage [V]"
        ]
        assert stated == use


def test_a_unit_may_stand_in_a_line_of_its_own_or_be_a_time_of_day():
    text = "when;pot;I\ns;mV;A\n1;2;3\n2;3;4"
    table = of_text(text.encode(), "export.csv")
    (use,) = choose(
        table, {"Voltage [V]": "pot"}, data_type=None, guess_columns=False, guess_units=False
    )["Voltage [V]"]
    assert (use.convert[0], use.unit) == (1e-3, "mV")
    (clock,) = chosen("when (hh:mm:ss);U/V;I/A", {"Time [s]": "when"})["Time [s]"]
    assert (clock.unit, clock.convert) == ("h:min:s", (1.0, 0.0))
    (guessed,) = chosen("Test Time (hh:mm:ss);U/V;I/A")["Time [s]"]
    assert (guessed.unit, guessed.is_guess) == ("h:min:s", True)
    # A time without a unit may be a clock, which its values tell.
    (bare,) = chosen("when;U/V;I/A", {"Time [s]": "when"}, guess_units=False)["Time [s]"]
    assert bare.unit_is_guess
    (bare,) = chosen("Zeit;U/V;I/A", guess_units=False)["Time [s]"]
    assert bare.unit_is_guess
    (seconds,) = chosen("Seconds;U/V;I/A")["Time [s]"]
    assert not seconds.unit_is_guess


@pytest.mark.parametrize("header", ["Volts", "v", "Volt", "Voltage Volt", "voltage_volt"])
def test_a_name_may_be_that_of_a_unit(header):
    (use,) = chosen(f"t/s;{header};I/A", guess_units=False)["Voltage [V]"]
    assert not use.unit_is_guess
    with pytest.raises(ValueError, match=r"'Spannung' names no unit; .*'unit': 'V'"):
        chosen("t/s;Spannung;I/A", guess_units=False)
    assert chosen("t/s;Spannung;I/A")["Voltage [V]"][0].unit_is_guess


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"column": "pot", "sgn": 1},
            "columns['Voltage [V]'] is {'column': 'pot', 'sgn': 1}; give",
        ),
        ({"unit": "V"}, "a dict such as"),
        ({"column": "pot", "sign": 0}, "is 0; give 1 or -1"),
        ({"column": "pot", "unit": "Ah"}, "column 'pot' is in 'Ah', which does not become"),
        ("volts", "has no column 'volts' for 'Voltage [V]'; its columns are 't/s', 'pot', 'I/A'"),
    ],
)
def test_what_cannot_be_stated_is_named(given, told):
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the text is compared below
        chosen("t/s;pot;I/A", {"Voltage [V]": given})
    assert told in str(refused.value)


def test_a_name_that_two_columns_have_is_not_enough():
    with pytest.raises(ValueError, match=r"no column 'pot' alone for 'Voltage \[V\]'"):
        chosen("t/s;pot (V);pot (mV);I/A", {"Voltage [V]": "pot"})
    assert chosen("t/s;pot (V);pot;I/A", {"Voltage [V]": "pot"})["Voltage [V]"][0].column == "pot"


@pytest.mark.parametrize(
    ("key", "ours"),
    [
        ("Current (A)", "Current [A]"),
        ("current", "Current [A]"),
        ("VOLTAGE/V", "Voltage [V]"),
        ("Voltage [mV]", "Voltage [V]"),
        ("Current [A]", None),
        ("Noise [mV]", None),
        ("SOC", None),
        ("remark", None),
    ],
)
def test_a_key_that_is_nearly_a_column_of_the_platform_is_remarked_on(key, ours):
    remarks = strange({key: "x"})
    assert remarks == (
        [f"{key!r} is not one of the platform's columns, {ours!r} is"] if ours else []
    )
    if ours:
        with pytest.raises(ValueError, match=r"no column 'x' for .* is not one of the platform's"):
            chosen("t/s;U/V;I/A", {key: "x"})


@pytest.mark.parametrize(
    ("header", "data_type", "told"),
    [
        (
            "t/s;U/V;Strm",
            None,
            "for 'Current [A]'; name it, such as columns={'Current [A]': 'Strm'}",
        ),
        ("t/s;U/V;Colour", None, "such as columns={'Current [A]': 'HEADER'}"),
        ("p;q", None, "for 'Time [s]', 'Voltage [V]', 'Current [A]'; name it"),
        ("U/V;I/A;p", None, "for 'Time [s]'; name it"),
        ("Date;U/V;I/A", None, ""),
        ("Uhrzeit;U/V;I/A", None, ""),
        ("Step Time (s);U/V;I/A", None, ""),
        ("U/V;Q/Ah", "ocp", ""),
        ("U/V;SOC", "ocp", ""),
        ("U/V;x", "ocp", ""),
        ("U/V;p", "ocp", "for 'Capacity [A.h]'; name it"),
        ("Q/Ah;p", "ocp", "for 'Voltage [V]'; name it"),
        ("freq/Hz;Zreal;Zimag", "eis", ""),
        ("freq/Hz;Zmod;Phase", "eis", ""),
        ("freq/Hz;Zmod;Zreal", "eis", "for 'Z_Im [Ohm]'; name it"),
        ("freq/Hz;Phase;p", "eis", "for 'Z_Re [Ohm]', 'Z_Im [Ohm]'; name it"),
        ("Zmod;Phase", "eis", "for 'Frequency [Hz]'; name it"),
        ("freq/Hz;Zreal;Zimag", None, "; if it holds impedance spectra, pass data_type='eis'"),
    ],
)
def test_what_a_series_needs_is_asked_for(header, data_type, told):
    table, found = table_of(header), chosen(header, data_type=data_type)
    if not told:
        require(table, found, data_type)
        return
    with pytest.raises(FileFormatError) as refused:
        require(table, found, data_type, ["a remark"])
    assert told in str(refused.value)
    assert str(refused.value).startswith("export.csv: no column was recognised for ")
    assert "; a remark. The columns are " in str(refused.value)
    if data_type is not None or "freq" not in header:
        assert "data_type='eis'" not in str(refused.value)


def test_a_step_that_is_repeated_is_told_apart_by_its_time_though_the_time_is_stated(tmp_path):
    path = tmp_path / "export.csv"
    rows = [f"{60 * n};{60 * (n % 3)};1;{4 - n / 100};1" for n in range(6)]
    path.write_text("\n".join(["when (s);Step Time (s);Step;U/V;I/A", *rows]))
    result = ionworks.read(path, columns={"Time [s]": "when"}, positive_current="discharge")
    assert result["Step count"].to_list() == [0, 0, 0, 1, 1, 1]
