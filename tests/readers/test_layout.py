"""A table that is written with a known layout is found, whatever stands around it."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from ionworks import FileFormatError
from ionworks.readers.layout import find_layout, layout_of_cells, split

NAMES = ["Time", "Voltage", "Current", "Step", "Note", "Voltage"]
UNITS = ["s", "V", "mA", "", "", "V"]
#: No line of as many words as a table has columns: it could be a header.
PREAMBLE = ["Report", "Operator: somebody who was not on holiday then", "", "Cell7", "Batch:3", ""]


def row(number, width, decimal):
    """Values of every kind, of which more than a third are numbers."""
    values = [f"00:{number % 60:02}:01", f"{3 + number / 1e3:.4f}", f"-{number}.5e-3", str(number)]
    values = [value.replace(".", decimal) for value in values]
    return [*values, "rest", f"{number}{decimal}25"][:width]


@st.composite
def tables(draw):
    separator = draw(st.sampled_from([",", ";", "\t", "|"]))
    decimal = "." if separator == "," else draw(st.sampled_from([".", ","]))
    width = draw(st.integers(2, 6))
    above = draw(st.integers(0, len(PREAMBLE)))
    has_header, has_units = draw(st.sampled_from([(True, True), (True, False), (False, False)]))
    trailing = draw(st.booleans())
    lines = PREAMBLE[:above]
    if not has_header and lines and lines[-1]:
        lines = [*lines, ""]
    end = separator if trailing else ""
    if has_header:
        lines.append(draw(st.sampled_from(["", "#", "~"])) + separator.join(NAMES[:width]) + end)
    if has_units:
        lines.append(separator.join(f"[{unit}]" if unit else "" for unit in UNITS[:width]) + end)
    first = len(lines)
    for number in range(draw(st.integers(5, 12))):
        lines.append(separator.join(row(number, width, decimal)) + end)
        lines += [""] * draw(st.sampled_from([0, 0, 0, 1]))
    header = [*NAMES[:5], "Voltage (2)"] if has_header else [f"column {n}" for n in range(1, 7)]
    return lines, {
        "separator": separator,
        "decimal": decimal,
        "header": tuple(header[:width]),
        "units": tuple(UNITS[:width] if has_units else [""] * width),
        "first": first,
        "header_line": first - 1 - has_units if has_header else None,
    }


@settings(max_examples=60)
@given(tables())
def test_a_table_is_found_as_it_was_written(table):
    lines, right = table
    found = find_layout(lines, "export.csv")
    assert {name: getattr(found, name) for name in right} == right
    assert found.width == len(right["header"])
    if right["header_line"] is not None:
        assert find_layout(lines, "export.csv", header_line=right["header_line"]) == found
    cells = [split(line, right["separator"]) for line in lines]
    sheet = layout_of_cells(cells, "sheet")
    assert (sheet.header, sheet.first, sheet.units) == (found.header, found.first, found.units)


def test_the_larger_of_two_tables_is_the_table():
    small, large = ["a,b", "1,2", "3,4"], ["c,d,e", "1,2,3", "4,5,6", "7,8,9"]
    for lines in ([*small, "then", *large], [*large, "then", *small]):
        found = find_layout(lines, "export.csv")
        assert found.header == ("c", "d", "e")
        assert lines[found.first] == "1,2,3"
    # Two rows of three values are as much as three of two: the first stays.
    same = find_layout(["a,b,c", "1,2,3", "4,5,6", "then", "d,e", "1,2", "3,4", "5,6"], "x")
    assert same.header == ("a", "b", "c")
    late = [*PREAMBLE * 100, *large]
    assert find_layout(late, "export.csv").first == 601


def test_blanks_separate_where_nothing_else_does():
    found = find_layout(["time volts", "0.5 4.1", "1.5  4.0"], "export.txt")
    assert (found.separator, found.header) == (" ", ("time", "volts"))
    found = find_layout(["run time,volts", "01:00 pm,4.1", "02:00 pm,4.0"], "export.txt")
    assert (found.separator, found.header) == (",", ("run time", "volts"))


def test_values_between_quotes_keep_their_separator():
    assert split('"a, b",  2 ,"c ""d"""', ",") == ["a, b", "2", 'c "d"']
    assert split(" a ;b", ";") == ["a", "b"]
    assert split("  a   b ", " ") == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a letter\nand no table", "begins with 'a letter'"),
        ("a,b\n1\n2", "no table of numbers"),
        ("t,U\n0,4,1\n1,4,0", "names 2 columns, and the rows have 3 values"),
        ("\n\n" + "x" * 99, f"begins with '{'x' * 60}')"),
    ],
)
def test_what_is_no_table_is_refused(text, told):
    with pytest.raises(FileFormatError) as refused:
        find_layout(text.split("\n"), "export.csv")
    assert told in str(refused.value)
    with pytest.raises(FileFormatError, match="name another `sheet`"):
        layout_of_cells([["a", "b"], ["1", "x"]], "Info")


@pytest.mark.parametrize(
    ("cell", "is_number"),
    [
        *((cell, True) for cell in ("1", "-1.5", "+.5", ",5", "1e-3", "1,234.5", "12%", "3.")),
        *(
            (cell, True)
            for cell in ("1:30", "01:30:00.5", "2d 01:30:00", "01:30 pm", "10:00:00 AM")
        ),
        *((cell, True) for cell in ("2024-01-31", "31.1.24", "5/Mar/2024", "2024-01-31T10:00:00Z")),
        *((cell, False) for cell in ("", "-", "abc", "1 A", "1-2/3", "a:b", "12:3x", "1e")),
    ],
)
def test_a_row_is_two_values_and_few_words(cell, is_number):
    lines = ["t;U", *[f"{n};{cell}" for n in range(4)]]
    if is_number:
        assert find_layout(lines, "export.csv").first == 1
    else:
        with pytest.raises(FileFormatError, match="no table of numbers"):
            find_layout(lines, "export.csv")


@pytest.mark.parametrize(("words", "is_table"), [(4, True), (5, False)])
def test_a_third_of_the_values_of_a_row_are_numbers(words, is_table):
    header = ";".join(["t", "U", *(f"n{n}" for n in range(words))])
    rows = [f"{n};4.{n};{';'.join(['ok'] * words)}" for n in range(4)]
    if is_table:
        assert find_layout([header, *rows], "export.csv").width == words + 2
    else:
        with pytest.raises(FileFormatError, match="no table of numbers"):
            find_layout([header, *rows], "export.csv")


def found_in(text, **options):
    return find_layout(text.split("\n"), "export.csv", **options)


@pytest.mark.parametrize(
    ("text", "header", "units", "line"),
    [
        ("a;b\n1;2\n3;4", ("a", "b"), ("", ""), 0),
        ("a;b\ns;V\n1;2\n3;4", ("a", "b"), ("s", "V"), 0),
        # Most words of a line of units are units.
        ("p;q;r\ns;x;V\n1;2;3\n3;4;5", ("p", "q", "r"), ("s", "x", "V"), 0),
        ("a;b;c;d\ns;x;V;y\n1;2;3;4\n3;4;5;6", ("s", "x", "V", "y"), ("",) * 4, 1),
        ("a;b\n[s];(V)\n1;2\n3;4", ("a", "b"), ("s", "V"), 0),
        ("a;b\n-;V\n1;2\n3;4", ("a", "b"), ("-", "V"), 0),
        # Names that could be units themselves are no line of units.
        ("s;V\nh;mV\n1;2\n3;4", ("h", "mV"), ("", ""), 1),
        # One word above the rows names nothing.
        ("Report\n1;2\n3;4", ("column 1", "column 2"), ("", ""), None),
        ("a;b\nReport\n1;2\n3;4", ("a", "b"), ("", ""), 0),
        # A header names half of the columns at least.
        ("a;b\n1;2;3;4\n3;4;5;6", ("a", "b", "column 3", "column 4"), ("",) * 4, 0),
        ("a;b\n1;2;3;4;5\n3;4;5;6;7", tuple(f"column {n}" for n in range(1, 6)), ("",) * 5, None),
        # A gap among the names is numbered, as are names that come twice.
        ("a;;a\n1;2;3\n3;4;5", ("a", "column 2", "a (2)"), ("",) * 3, 0),
        ("# a;  b   c ;\n1;2;3\n3;4;5", ("a", "b c", "column 3"), ("",) * 3, 0),
        # A separator at the end of each line makes no column.
        ("a;b;\n1;2;\n3;4;", ("a", "b"), ("", ""), 0),
        ("a;b;\n1;2;\n3;4;5", ("a", "b", "column 3"), ("",) * 3, 0),
        ("a;b;c\n1;2;\n3;4;", ("a", "b", "c"), ("",) * 3, 0),
        # A line that is blank or of dashes does not count.
        ("a;b\n-----\n1;2\n\n3;4", ("a", "b"), ("", ""), 0),
        ("a;b\n\n\n1;2\n3;4", ("a", "b"), ("", ""), 0),
        # Blanks may separate the names alone.
        ("a b\n1;2\n3;4", ("a", "b"), ("", ""), 0),
        ("a b c\n1;2\n3;4", ("column 1", "column 2"), ("", ""), None),
    ],
)
def test_names_and_units_stand_above_the_rows(text, header, units, line):
    found = found_in(text)
    assert (found.header, found.units, found.header_line) == (header, units, line)
    assert text.split("\n")[found.first].startswith("1")


def test_units_in_brackets_belong_to_the_name_before_where_blanks_separate():
    found = found_in("time [s] volts (V)\n0.5 4.1\n1.5  4.0")
    assert found.header == ("time [s]", "volts (V)")
    assert found_in("[s] volts\n0.5 4.1\n1.5 4.0").header == ("[s]", "volts")


def test_the_line_of_the_header_may_be_stated():
    text = "a;b\np;q\ns;V\n1;2\n3;4"
    assert found_in(text, header_line=0).header == ("a", "b")
    assert found_in(text, header_line=0).units == ("", "")
    stated = found_in(text, header_line=1)
    assert (stated.header, stated.units, stated.header_line) == (("p", "q"), ("s", "V"), 1)
    # Also a line of numbers; rows begin after it.
    numbers = found_in("1;2\n3;4\n5;6", header_line=0)
    assert (numbers.header, numbers.first) == (("1", "2"), 1)


@pytest.mark.parametrize(
    ("rows", "mark", "doubt"),
    [
        ("1;2\n3;4", ".", False),
        ("0,5;1,5\n1,5;2", ",", False),
        ("0.5;1.5\n1.5;2", ".", False),
        ("1,500;2\n1,600;3", ",", True),
        ("1.500;2\n1.600;3", ".", True),
        ("1,500;2\n1,60;3", ",", False),
        ("0,500;2\n1,600;3", ",", False),
        ("1,5;1.5\n2,5;2", ",", False),
        ("1,5;1.5\n2;2.5", ".", False),
        ("1,5;1.5\n2;2", ".", False),
    ],
)
def test_the_decimal_mark_is_the_one_of_most_numbers(rows, mark, doubt):
    found = found_in(f"a;b\n{rows}")
    assert found.decimal == mark
    assert [kind for kind, _ in found.doubts] == ["decimal"] * doubt
    if doubt:
        assert found.doubts[0][1].startswith(f"{mark!r} is read as the decimal mark")
    other = "," if mark == "." else "."
    stated = found_in(f"a;b\n{rows}", decimal=other)
    assert (stated.decimal, stated.doubts) == (other, ())


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "a;b\n1;2\n3;4\n5;6\nthen\nc;d\n1;2\n3;4\n5;6\n7;8",
            ["3 rows of another table in lines 2 to 4"],
        ),
        ("a;b\n1;2\n3;4\nthen\nc;d\n1;2\n3;4\n5;6", []),
        # Blank rows do not count, and what is narrower than half is no table.
        ("a;b\n1;2\n\n3;4\nthen\nc;d\n1;2\n3;4\n5;6\n7;8", []),
        (
            "a;b\n1;2\n\n3;4\n5;6\nthen\nc;d\n1;2\n3;4\n5;6\n7;8\n9;9",
            ["3 rows of another table in lines 2 to 5"],
        ),
        (
            "a;b\n1;2\n3;4\n5;6\nthen\nc;d;e;f\n1;2;3;4\n3;4;5;6\n5;6;7;8",
            ["3 rows of another table in lines 2 to 4"],
        ),
        ("a;b\n1;2\n3;4\n5;6\nthen\nc;d;e;f;g\n1;2;3;4;5\n3;4;5;6;7\n5;6;7;8;9", []),
    ],
)
def test_another_table_is_told_if_it_may_be_one(text, places):
    assert list(found_in(text).others) == places


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # Damage, a header that is repeated and a remark do not end a table.
        ("a;b\n1;2\n3;4;5\n6;7", 3),
        ("a;b\n1;2\na;b\n3;4\n5;6", 4),
        ("a;b\n1;2\npaused;\n3;4\n5;6", 4),
        ("a;b\n1;2\n;paused\n3;4\n5;6", 2),
        ("a;b\n1;2\npaused\n3;4\n5;6", 2),
        ("a;b\n1;2\nc;d\n3;4\n5;6", 2),
    ],
)
def test_what_ends_a_table(text, rows):
    lines = text.split("\n")
    found = find_layout(lines, "export.csv")
    assert found.first == (1 if rows > 2 or "3;4;5" in text else 3)


def test_a_header_that_does_not_match_is_refused_or_told():
    with pytest.raises(FileFormatError, match="the header has 3 words, and the rows have 2 values"):
        found_in("time the volts\n0.5 4.1\n1.5 4.0")
    longer = found_in("a;b;c\n1;2\n3;4")
    assert [kind for kind, _ in longer.doubts] == ["columns"]
    assert "names 3 columns and the rows have 2 values" in longer.doubts[0][1]
    assert longer.header == ("a", "b", "c")
    assert found_in("a;b;c\n1;2\n3;4", header_line=0).doubts == ()
    # Commas in the numbers make more values than names; one row of many may be damaged.
    with pytest.raises(FileFormatError, match="the header names 2 columns, and the rows have 3"):
        found_in("t,U\n0,4,1\n1,4,0\n2,4,0\n3,4")
    assert found_in("t,U,\n0,4,\n1,4,\n2,4,7\n").header == ("t", "U", "column 3")


def test_the_first_five_thousand_lines_are_looked_at():
    table = ["a;b", *["1;2"] * 5]
    for before, found in ((398, True), (399, True), (4994, True), (4999, False)):
        lines = ["nothing"] * before + table
        if found:
            assert find_layout(lines, "export.csv").header == ("a", "b")
        else:
            with pytest.raises(FileFormatError, match="no table"):
                find_layout(lines, "export.csv")


@pytest.mark.parametrize(
    ("rows", "separator"),
    [
        ("0,5;1,5\n1,5;2,5", ";"),
        # Another separator makes values of the words of a note, but also more words.
        ("5;6;a,7,b,8,c,9,d,1\n7;8;a,7,b,8,c,9,d,1", ";"),
        # Blanks separate where nothing else does, even if they make more values.
        ("5;6;a 7 8 9 10 b\n7;8;a 7 8 9 10 b", ";"),
        ("5|6\n7|8", "|"),
        ("5\t6,5\n7\t8,5", "\t"),
    ],
)
def test_the_separator_is_the_one_that_makes_values_and_few_words(rows, separator):
    header = separator.join(["p", "q", "note"][: rows.split("\n")[0].count(separator) + 1])
    assert found_in(f"{header}\n{rows}").separator == separator


def test_names_in_brackets_are_names_where_they_are_as_many_as_the_columns():
    assert found_in("time [x]\n0.5 4.1\n1.5 4.0").header == ("time", "[x]")
    assert found_in("a;[b];c\n1;2\n3;4").header == ("a", "[b]", "c")
    # Half of the rows with a value more are damage, and no header that lacks a name.
    assert found_in("t,U\n0,4,1\n1,4,0\n2,4\n3,4").header == ("t", "U", "column 3")
