"""`ionworks.read` hands files of cyclers to ionworksdata, and says so in its report."""

import pytest
from support.exports import arbin, basytec, biologic, cycling, maccor, novonix

import ionworks


@pytest.mark.parametrize(
    ("name", "write", "reader"),
    [
        ("cell.mpt", biologic, "biologic mpt"),
        ("cell.txt", maccor, "maccor"),
        ("cell.csv", arbin, "arbin"),
        ("cell.txt", basytec, "basytec"),
        ("cell.csv", novonix, "novonix"),
    ],
)
def test_both_ways_of_reading_agree(tmp_path, name, write, reader):
    frame = cycling(2)
    path = tmp_path / name
    path.write_bytes(write(frame))
    theirs, ours = ionworks.read(path, reader=reader), ionworks.read(path)
    assert reader in theirs.report.layout
    for column in ("Time [s]", "Current [A]", "Voltage [V]"):
        assert theirs[column].to_list() == pytest.approx(ours[column].to_list(), abs=2e-6)


def test_a_file_that_its_reader_refuses_is_named(tmp_path):
    path = tmp_path / "cell.txt"
    path.write_text("nothing of a cycler\n")
    with pytest.raises(ionworks.FileFormatError, match=r"cell\.txt cannot be read by ionworksdata"):
        ionworks.read(path, reader="maccor")
