"""What `ionworksdata` reads of a cycler file; imported by the process that `asking` starts."""

# What the package returns has no types:
# pyright: reportMissingImports=false

from importlib import import_module
from typing import Any

_read: Any = import_module("ionworksdata.read")


def read_series(source: str, target: str) -> dict[str, Any]:
    """Write the series of a cycler file as Parquet; return the format, or what was wrong."""
    try:
        reader = _read.detect_reader(source)
        _read.time_series(source, reader).write_parquet(target)
    except Exception as problem:
        return {"error": " ".join(str(problem).replace(source, "it").split())}
    return {"reader": reader}
