"""The frame library that a user works in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import polars as pl

# A polars frame by default. Which library a client answers in is a setting of the
# client, known when it runs and not to a type checker, so the pandas form is Any.
AnyFrame: TypeAlias = Any


def to_backend(frame: pl.DataFrame, backend: str) -> AnyFrame:
    """Hand a frame out in the library that the client was set up with.

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
