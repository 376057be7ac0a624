"""Files of cyclers, read into the columns of the platform: `ionworks.read`."""

from ionworks.readers.given import GuessWarning
from ionworks.readers.reading import read
from ionworks.readers.reports import ColumnRead, Guess, GuessKind, ReadReport
from ionworks.readers.results import ReadResult
from ionworks.readers.sources import Columns, ColumnSource

__all__ = [
    "ColumnRead",
    "ColumnSource",
    "Columns",
    "Guess",
    "GuessKind",
    "GuessWarning",
    "ReadReport",
    "ReadResult",
    "read",
]
