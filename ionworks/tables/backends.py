"""The frame library that a user works in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from os import PathLike

    import pandas as pd
    import polars as pl


class ArrowTable(Protocol):
    """A table that offers the Arrow stream interface, such as one of pyarrow."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the table as a stream."""


# Text, so that neither library is imported.
AnyFrame: TypeAlias = "pl.DataFrame | pd.DataFrame"
"""A frame of the library that the client was set up with; of polars unless set otherwise."""

TableLike: TypeAlias = "pl.DataFrame | pl.LazyFrame | pd.DataFrame | Mapping[str, Any] | ArrowTable"
"""A table as users may pass it; a mapping holds a sequence for each column."""

SeriesLike: TypeAlias = "TableLike | str | PathLike[str]"
"""A series as users may pass it: a table, or the path of a file that `ionworks.read` reads."""


def to_backend(frame: pl.DataFrame, backend: str) -> AnyFrame:
    """Return a frame in the library that the client was set up with.

    Parameters
    ----------
    frame : polars.DataFrame
        The table.
    backend : {"polars", "pandas"}
        The library.

    Raises
    ------
    ModuleNotFoundError
        pandas or pyarrow is not installed; the message says how to install them.
    """
    if backend == "polars":
        return frame
    try:
        import pandas  # noqa: F401
        import pyarrow  # noqa: F401
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "dataframe_backend='pandas' needs pandas and pyarrow; install them with: "
            "pip install 'ionworks-api[pandas]'",
            name=missing.name,
        ) from missing
    return frame.to_pandas()
