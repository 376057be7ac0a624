"""Step and cycle tables that travel as JSON, kept as Parquet like the others."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ionworks_generated.types import read_json

from ionworks.errors import UnexpectedResponseError
from ionworks.tables import derived_table, write_parquet

if TYPE_CHECKING:
    from collections.abc import Callable


def as_parquet(table: str) -> Callable[[bytes], bytes]:
    """Return the function that turns an answer with JSON columns into Parquet.

    Parameters
    ----------
    table : str
        Name of the table in the answer.
    """

    def convert(answer: bytes) -> bytes:
        import polars as pl

        buffer = io.BytesIO()
        try:
            write_parquet(derived_table(read_json(answer)[table], name=table), buffer)
        # JSON that is nested without end breaks the parser with a RecursionError.
        except (
            ValueError,
            TypeError,
            LookupError,
            AttributeError,
            RecursionError,
            pl.exceptions.PolarsError,
            pl.exceptions.PanicException,
        ) as problem:
            raise UnexpectedResponseError(
                f"The service answered with no {table}: {str(problem)[:200]}"
            ) from problem
        return buffer.getvalue()

    return convert


def address_of(api_url: str, operation: Any, *ids: str) -> str:
    """Return the address of an operation that only reads."""
    return api_url + str(operation._get_kwargs(*ids)["url"])
