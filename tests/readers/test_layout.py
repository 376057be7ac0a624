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
