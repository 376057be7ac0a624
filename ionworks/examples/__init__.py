"""Example data that come with the package: time series to try it with.

The file ``README.md`` of this package says of each where it comes from.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from ionworks.tables import AnyFrame

__all__ = ["cycling", "discharge", "path"]

_FILES: Final = {
    "cycling": "cycling_cccv.parquet",
    "discharge": "measured_discharge.parquet",
}


def cycling() -> AnyFrame:
    """Return twenty cycles of a 5 A.h cell (LG M50): 1C discharge, CC-CV charge. A simulation.

    It reads like a cycler's file: one sample every three seconds, with noise, and with the
    numbers of steps and cycles. The cell loses capacity two hundred times faster than a real one.

    Source: made for this project with PyBaMM 26.10.1.1, parameters ``Chen2020``.

    Licence: MIT, as this package.

    Citation: V. Sulzer et al., J. Open Res. Softw. 9 (2021) 14, doi:10.5334/jors.309;
    C.-H. Chen et al., J. Electrochem. Soc. 167 (2020) 080534, doi:10.1149/1945-7111/ab9050.

    Returns
    -------
    polars.DataFrame or pandas.DataFrame
        126,667 rows with ``Time [s]``, ``Voltage [V]``, ``Current [A]`` (positive on discharge),
        ``Temperature [degC]``, ``Step count``, ``Cycle count``, ``Step from cycler`` and
        ``Cycle from cycler``. `set_dataframe_backend` chooses the library.

    Examples
    --------
    >>> import ionworks
    >>> ionworks.examples.cycling()["Cycle count"].n_unique()
    20
    """
    return _read("cycling")


def discharge() -> AnyFrame:
    """Return a measured 1C discharge of a 2.28 A.h pouch cell (Enertech, LiCoO2 and graphite).

    Time and voltage are measured. The source names the rate alone, so the current is 1C, 2.28 A,
    in every row.

    Source: PyBaMM 23.9, ``input/discharge_data/Enertech_cells/1C_discharge_U.txt``.

    Licence: BSD 3-Clause; its text is in ``LICENSE-PyBaMM.txt`` of this package.

    Citation: W. Ai et al., J. Electrochem. Soc. 167 (2020) 013512, doi:10.1149/2.0122001JES;
    B. Rieger et al., J. Electrochem. Soc. 163 (2016) A1566.

    Returns
    -------
    polars.DataFrame or pandas.DataFrame
        3,615 rows, one a second, with ``Time [s]``, ``Voltage [V]``, ``Current [A]`` and
        ``Step count``. `set_dataframe_backend` chooses the library.

    Examples
    --------
    >>> import ionworks
    >>> ionworks.examples.discharge()["Voltage [V]"].min()
    2.991078805
    """
    return _read("discharge")


def path(name: Literal["cycling", "discharge"]) -> Path:
    """Return the Parquet file of an example, for what takes a path.

    Raises
    ------
    ValueError
        There is no example of this name.

    Examples
    --------
    >>> import ionworks
    >>> ionworks.examples.path("discharge").name
    'measured_discharge.parquet'
    """
    if name not in _FILES:
        known = ", ".join(map(repr, _FILES))
        raise ValueError(f"there is no example {name!r}; there are {known}")
    return Path(__file__).with_name(_FILES[name])


def _read(name: Literal["cycling", "discharge"]) -> AnyFrame:
    from ionworks.settings import get_dataframe_backend
    from ionworks.tables import read_parquet, to_backend

    return to_backend(read_parquet(path(name)), get_dataframe_backend())
