"""What `ionworks.read` returns: a frame with a report, usable as the frame itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ionworks.settings import get_dataframe_backend
from ionworks.tables import to_backend

if TYPE_CHECKING:
    import polars as pl

    from ionworks.readers.reports import ReadReport
    from ionworks.tables import AnyFrame

__all__ = ["ReadResult"]


class ReadResult:
    """A table that was read from a file, and the report of how.

    It is passed wherever a frame is taken: to `validate`, to uploads, to `DataLoader`, and to
    ``polars.DataFrame(result)``.

    Attributes
    ----------
    report : ReadReport
        What was read, what it became, and what was guessed.
    data_type : {"ocp", "eis"} or None
        What kind of table it was read as; None for a test of a cycler. Checks and uploads take
        it from here.
    """

    def __init__(
        self,
        frame: pl.DataFrame,
        report: ReadReport,
        data_type: str | None = None,
    ) -> None:
        self._frame = frame
        self.report = report
        self.data_type = data_type

    @property
    def frame(self) -> AnyFrame:
        """The table, in the library of `set_dataframe_backend`."""
        return to_backend(self._frame, get_dataframe_backend())

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self._frame.columns

    def to_polars(self) -> pl.DataFrame:
        """Return the table as a polars frame, whatever library is set."""
        return self._frame

    def steps(self, rated_capacity: float | None = None) -> AnyFrame | None:
        """Return a table of the steps, as a loader needs it; None where there are none.

        Parameters
        ----------
        rated_capacity : float, optional
            Rated capacity of the cell in A.h, for the labels; see `DataLoader.steps_with_labels`.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame or None
            One row a step: rows, times, voltages, capacities, energies and ``Step type``. The
            platform makes a fuller table of what is uploaded.
        """
        from ionworks.tables.columns import CURRENT, STEP, TIME, VOLTAGE
        from ionworks.tables.own_steps import steps_of

        if not {TIME, VOLTAGE, CURRENT, STEP} <= set(self._frame.columns):
            return None
        return to_backend(steps_of(self._frame, rated_capacity), get_dataframe_backend())

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)

    def __getitem__(self, column: str) -> Any:
        return self.frame[column]

    def __len__(self) -> int:
        return self._frame.height

    def __repr__(self) -> str:
        return f"{self.report!r}\n\n{self._frame!r}"

    def _repr_html_(self) -> str:
        return f"{self.report._repr_html_()}{self._frame._repr_html_()}"
