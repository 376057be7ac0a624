"""The series of a cycler file; imported by the process that `asking` starts."""

from importlib import import_module
from typing import Any

# The platform uses nothing of the client; this process uses the reader as any other package.
_readers: Any = import_module("ionworks.readers")


def read_series(source: str, target: str) -> dict[str, Any]:
    """Write the series of a cycler file as Parquet, and return how it was read.

    A file that cannot be read gives an ``error``; a package that its format needs and that is not
    there a ``missing``.
    """
    try:
        result = _readers.read(source)
    except ModuleNotFoundError as missing:
        return {"missing": str(missing)}
    except Exception as problem:
        return {"error": str(problem)}
    result.to_polars().write_parquet(target)
    report = result.report
    return {
        "reader": report.cycler,
        "layout": report.layout,
        "guesses": [guess.what for guess in report.guesses],
        "notes": [*report.left_out, *report.notes],
    }
