"""A file that cannot be read is refused in one line that says where, and what to do."""

import gzip

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from support.exports import EXPORTS, arbin, cycling, german, neware

import ionworks
from ionworks import FileFormatError

LINES = neware(cycling(1)).decode("utf-8-sig").splitlines()


def text(lines):
    return "\n".join(lines).encode()


def with_line(place, line):
    return text([*LINES[:place], line, *LINES[place + 1 :]])


BAD = {
    "empty": (b"", "empty; export the data again"),
    "blank": (b"\r\n \n\n", "empty; export the data again"),
    "binary": (bytes(range(256)) * 9, "binary file of a kind that is not known"),
    "words": (b"This is a letter.\nIt holds no table.\n", "no table of numbers (it begins with"),
    "header": (text(LINES[:1]), "no table of numbers"),
    "too many": (with_line(20, LINES[20] + ",7,8"), "row 19 (line 21) has 14 values, the rows"),
    "too few": (
        with_line(20, "20,1,1"),
        "row 19 (line 21) has 3 values, the rows before it have 12",
    ),
    "far down": (
        text([*LINES * 9, "1,2,3", *LINES[1:]]),
        "has 3 values, the rows before it have 12",
    ),
    "no number": (
        with_line(20, LINES[20].replace(LINES[20].split(",")[7], "oops")),
        "column 'Voltage(mV)' has 'oops' in row 19 (line 21), which is no number",
    ),
    "marks": (german(cycling(1)).replace(b";3,6", b";3.6", 1), "mixes decimal marks: row"),
    "commas": (b"t,U,I\n0,4,1,0,5\n1,4,0,0,5\n2,3,9,0,5\n", "names 3 columns, and the rows have 5"),
    "unknown": (b"a,b,c\n1,2,3\n2,3,4\n", "no column was recognised for 'Time [s]', 'Voltage [V]'"),
    "gzip": (gzip.compress(arbin(cycling(1)))[:99], "damaged gzip file"),
    "parquet": (b"PAR1" + b"x" * 99, "damaged Parquet file"),
    "workbook": (b"PK\x03\x04" + b"x" * 99, "cannot be read as a workbook"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_one_line(name, tmp_path):
    content, told = BAD[name]
    (tmp_path / "export.csv").write_bytes(content)
    with pytest.raises(FileFormatError) as refused:
        ionworks.read(tmp_path / "export.csv")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "export.csv" in str(refused.value)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_in_one_line(data, tmp_path_factory):
    suffix, write, options = EXPORTS[data.draw(st.sampled_from(sorted(EXPORTS)))]
    content = write(cycling(1, interval=300.0))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content) - 1))
        end = start + data.draw(st.integers(0, 200))
        put = data.draw(
            st.sampled_from([b"", b",", b";", b"\t", b"\n", b'"', b"0,5", b"x", b"\xff"])
        )
        content = content[:start] + put * data.draw(st.integers(1, 3)) + content[end:]
        content = content or b"x"
    path = tmp_path_factory.mktemp("damaged") / f"export{suffix}"
    path.write_bytes(content)
    problem, result = None, None
    try:
        result = ionworks.read(path, **options)
    except ValueError as refused:
        problem = refused
    if result is None:
        assert isinstance(problem, FileFormatError) or type(problem) is ValueError
        assert "\n" not in str(problem)
    else:
        assert (result["Time [s]"].drop_nulls().diff().drop_nulls() >= -1e-9).all()
        assert set(result["Step count"].diff().drop_nulls().unique()) <= {0, 1}


def test_formats_that_need_a_program_or_an_extra_say_so(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ionworksdata", None)
    (tmp_path / "cell.res").write_bytes(b"x")
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'ionworks-api\[readers\]'"):
        ionworks.read(tmp_path / "cell.res")
    (tmp_path / "cell.mpr").write_bytes(b"x")
    with pytest.raises(FileFormatError, match=r"export it as text \(.mpt\) in EC-Lab"):
        ionworks.read(tmp_path / "cell.mpr")
    monkeypatch.setitem(__import__("sys").modules, "fastexcel", None)
    (tmp_path / "cell.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'ionworks-api\[excel\]'"):
        ionworks.read(tmp_path / "cell.xlsx")


def test_a_path_that_is_no_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no file"):
        ionworks.read(tmp_path / "nothing.csv")
    with pytest.raises(IsADirectoryError, match="is a folder"):
        ionworks.read(tmp_path)


def test_what_is_no_row_is_left_out_and_said(tmp_path):
    path = tmp_path / "export.csv"
    whole = len(LINES) - 1
    path.write_bytes(text([*LINES[:5], "", *LINES[5:], "End of file", "7 rows"]))
    result = ionworks.read(path)
    assert len(result) == whole
    assert any(
        "2 lines after the table left out ('End of file')" in a for a in result.report.left_out
    )
    half = ",".join(LINES[-1].split(",")[:7])  # as a file that is still written ends
    path.write_bytes(text([*LINES[:-1], half]))
    result = ionworks.read(path)
    assert len(result) == whole - 1
    assert "7 of 12 values" in result.report.left_out[0]
