"""Text becomes rows of text: encodings, blank and repeated lines, rows below rows."""

import pytest

from ionworks import FileFormatError
from ionworks.readers.files import kind_of, suffix_of, text_of
from ionworks.readers.layers import find_layers
from ionworks.readers.tables import of_text

LAYERS = """Cycle,Cap,Old
,Step,Name
,,Record,U (V)
1,2.5,x,more,than,names
,1,"rest, long"
,,1,4.0
,,2,
,2,CC
,,3,3.8,,,,,,,,,,,,,,,,,,,,,,,,,,,,,9
2,2.6,y
,1,CC
,,4,3.7
"""


def rows_of(text, **options):
    """Read all columns of a text, and what was left out."""
    table = of_text(text.encode(), "export.csv", **options)
    rows, notes = table.rows(table.header)
    return rows.rows(), notes


def test_rows_below_rows_have_the_values_of_those_above():
    table = of_text(LAYERS.encode(), "export.csv")
    assert table.header == ("Record", "U (V)", "Step", "Name", "Cycle", "Cap", "Old")
    assert table.units == ("",) * 7
    assert (table.decimal, table.first_line, table.cycler) == (".", None, "Neware")
    assert table.described == (
        "text, utf-8, separated by commas, 3 kinds of rows one below another"
    )
    rows, notes = table.rows(table.header)
    assert rows.rows() == [
        ("1", "4.0", "1", "rest, long", "1", "2.5", "x"),
        ("2", None, "1", "rest, long", "1", "2.5", "x"),
        ("3", "3.8", "2", "CC", "1", "2.5", "x"),
        ("4", "3.7", "1", "CC", "2", "2.6", "y"),
    ]
    assert notes == ["5 rows of cycles and steps were read into the records below them"]
    assert table.rows(["Cap", "U (V)"])[0].columns == ["Cap", "U (V)"]


@pytest.mark.parametrize(
    ("text", "separator", "decimal", "kinds", "first"),
    [
        (LAYERS, ",", ".", 3, 3),
        (LAYERS.replace(",", "\t"), "\t", ".", 3, 3),
        (LAYERS.replace(",", ";").replace(".", ","), ";", ",", 3, 3),
        ("Report\n" + LAYERS, ",", ".", 3, 4),
        ("Cycle,Cap\n,Record,U\n1,2.5\n,1,4.0\n", ",", ".", 2, 2),
    ],
)
def test_kinds_of_rows_are_found_by_their_indented_headers(text, separator, decimal, kinds, first):
    found = find_layers(text.split("\n"))
    assert (found.separator, found.decimal) == (separator, decimal)
    assert (len(found.names), found.first) == (kinds, first)
    assert find_layers(text.split("\n"), separator) == found
    assert find_layers(text.split("\n"), "|") is None


@pytest.mark.parametrize(
    "text",
    [
        "t,U\n1,2\n3,4",
        "Cycle,Cap\n,Record,U\n",
        "Cycle,Cap\n,Record,U\n,1,4.0\n,2,3.9",
        "Cycle,Cap\n,Record,U\nnone,2.5\n,1,4.0",
        "Date,U,I\n,V,A\n2024-01-01,4.0,1",
        "Cycle,Cap\n,Record\n1,2.5\n,1",
        "Cycle,Cap\nx,Record,U\n1,2.5\n,1,4.0",
        "Cycle,Cap\n,,Record,U\n1,2.5\n,1,4.0",
        "Cycle,1.5\n,Record,U\n1,2.5\n,1,4.0",
    ],
)
def test_other_tables_have_one_kind_of_rows(text):
    assert find_layers(text.split("\n")) is None


HEAD = "t/s;U/V;n\n"


@pytest.mark.parametrize(
    ("text", "rows", "notes"),
    [
        ("1;2;a\n3;4;b\n", [("1", "2", "a"), ("3", "4", "b")], []),
        (" 1 ; 2 ;\n3;;b\n", [("1", "2", None), ("3", None, "b")], []),
        ("1;2;a\n\n3;4;b", [("1", "2", "a"), ("3", "4", "b")], ["1 blank line left out"]),
        ("1;2;a\n;;\n\n3;4;b", [("1", "2", "a"), ("3", "4", "b")], ["2 blank lines left out"]),
        (
            f"1;2;a\n{HEAD}3;4;b\n#{HEAD}5;6;c",
            [("1", "2", "a"), ("3", "4", "b"), ("5", "6", "c")],
            ["2 repeated headers left out"],
        ),
        # What begins as the header does, and is another line, is none.
        ("1;2;a\nt/s;U/V;x\n3;4;b", [("1", "2", "a"), ("t/s", "U/V", "x"), ("3", "4", "b")], []),
        ('1;2;"a;b"\n3;4;b', [("1", "2", "a;b"), ("3", "4", "b")], []),
        ("1;2;a;;\n3;4;b;;", [("1", "2", "a"), ("3", "4", "b")], []),
        ("1;2;a\n3;4;b\nThe end\nof it", [("1", "2", "a"), ("3", "4", "b")],
         ["2 lines after the table left out ('The end')"]),
        ("1;2;a\n3;4;b\nThe end", [("1", "2", "a"), ("3", "4", "b")],
         ["1 line after the table left out ('The end')"]),
        ("1;2;a\n3;4;b\n5;6", [("1", "2", "a"), ("3", "4", "b")],
         ["the last line was left out: it has 2 of 3 values, as a file has that is still written"]),
        ("1;2;a\n3;4;b\n5;6;", [("1", "2", "a"), ("3", "4", "b"), ("5", "6", None)], []),
    ],
)  # fmt: skip
def test_what_is_no_row_is_left_out_and_told(text, rows, notes):
    assert rows_of(HEAD + text) == (rows, notes)


def test_a_header_of_numbered_names_and_units_is_left_out_where_it_is_repeated():
    head = "U;U;;n\nV;V;;s\n"
    text = f"{head}1;2;3;4\n5;6;7;8\nU;U;x;n\nV;V;;s\n1;1;1;1"
    rows, notes = rows_of(text)
    assert rows == [("1", "2", "3", "4"), ("5", "6", "7", "8"), ("1", "1", "1", "1")]
    assert notes == ["2 repeated headers left out"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1;2;a\n3;4\n5;6;c", "row 1 (line 3) has 2 values, the rows before it have 3: '3;4'"),
        ("1;2;a\n\n3;4;5;7\n5;6;c", "row 1 (line 4) has 4 values, the rows before it have 3"),
        ('1;2;a\n3;4;"b\n5;6;c\n7;8;d\n', "a quote is not closed in row 1 of the table"),
    ],
)  # fmt: skip
def test_a_row_of_another_width_is_refused(text, told):
    with pytest.raises(FileFormatError) as refused:
        rows_of(HEAD + text)
    assert told in str(refused.value)


def test_blanks_at_the_ends_of_lines_separate_nothing():
    rows, _ = rows_of("time volts\n  0.5 4.1  \n 1.5   4.0\n")
    assert rows == [("0.5", "4.1"), ("1.5", "4.0")]


@pytest.mark.parametrize(
    ("text", "described", "options"),
    [
        ("a;b\n1,5;2\n", "utf-8, separated by semicolons, decimal comma, header in line 1", {}),
        ("a\tb\n1\t2\n", "utf-8, separated by tabs, decimal point, header in line 1", {}),
        ("p,q\ns,V\n1,2\n",
         "utf-8, separated by commas, decimal point, header in line 1, units below it", {}),
        ("x\n\n1|2\n", "utf-8, separated by bars, decimal point, no header", {}),
        ("a 1\n1 2\n", "utf-8, separated by blanks, decimal point, header in line 1",
         {"header_line": 0}),
        ("a:b\n1:2\n", "utf-8, separated by ':', decimal point, header in line 1",
         {"separator": ":"}),
        ("a;b\n1;2\n", "latin-1, separated by semicolons, decimal comma, header in line 1",
         {"encoding": "latin-1", "decimal": ","}),
    ],
)  # fmt: skip
def test_the_layout_is_told(text, described, options):
    assert of_text(text.encode(), "export.csv", **options).described == f"text, {described}"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way_and_marks_of_the_end_count_for_nothing(end):
    assert rows_of(end.join(["a;b", "1;2", "3;4", "\x1a"])) == ([("1", "2"), ("3", "4")], [])


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Zeit µ".encode(), "Zeit µ", "utf-8"),
        ("Zeit µ".encode("utf-8-sig"), "Zeit µ", "utf-8"),
        ("Zeit µ".encode("utf-16"), "Zeit µ", "utf-16"),
        ("Zeit µ".encode("utf-16-le"), "Zeit µ", "utf-16-le"),
        ("Zeit µ".encode("utf-16-be"), "Zeit µ", "utf-16-be"),
        ("Zeit µ".encode("cp1252"), "Zeit µ", "cp1252"),
        (b"Zeit \x81", "Zeit \x81", "latin-1"),
        ("电流(A)".encode("gb18030"), "电流(A)", "gb18030"),
        ("T1(℃)".encode("gb18030"), "T1(℃)", "gb18030"),
        ("T1(°C)".encode("gb18030"), "T1(°C)", "gb18030"),
        ("電流(A)".encode("shift_jis"), "電流(A)", "shift_jis"),
        (b"x" * 1000 + b"\x01", "x" * 1000 + "\x01", "utf-8"),
    ],
)
def test_the_encoding_of_a_text_is_found(data, text, encoding):
    assert text_of(data, "export.csv") == (text, encoding)


def test_a_stated_encoding_is_taken_and_what_is_no_text_refused():
    assert text_of("Zeit µ".encode("cp1252"), "x", "latin-1") == ("Zeit µ", "latin-1")
    assert text_of("\ufeffZeit".encode(), "x", "utf-8") == ("Zeit", "utf-8")
    for binary in (b"x" * 998 + b"\x01", bytes(range(256))):
        with pytest.raises(FileFormatError, match=r"^export.csv is a binary file of a kind"):
            text_of(binary, "export.csv")


def test_a_file_is_told_by_its_first_bytes_and_its_ending():
    kinds = [kind_of(data) for data in (b"PAR1x", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"x PAR1")]
    assert kinds == ["parquet", "workbook", "workbook", "text"]
    assert [suffix_of(name) for name in ("A.CSV", "a.csv.GZ", "a.b.Res", "gz")] == [
        ".csv",
        ".csv",
        ".res",
        "",
    ]
