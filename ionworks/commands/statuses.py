"""Exit statuses, and which failure has which."""

from enum import IntEnum

from ionworks.errors import (
    APIConnectionError,
    BadRequestError,
    ConfigurationError,
    FileFormatError,
    ForbiddenError,
    IonworksError,
    MeasurementValidationError,
    NotFoundError,
    RequestValidationError,
    SeriesMismatchError,
)


class Status(IntEnum):
    """How a command ended."""

    DONE = 0
    """It did what was asked."""
    FAILED = 1
    """The platform or this machine failed, or what was checked is not in order."""
    BAD_INPUT = 2
    """An argument, a setting or a file is not what it should be."""
    NOT_FOUND = 3
    """The platform has no such record."""
    REFUSED = 4
    """The credential is missing, wrong or not allowed to do this."""
    UNREACHABLE = 5
    """The service does not answer."""
    INTERRUPTED = 130
    """Ctrl+C."""


# The first that fits counts.
_OF_ERRORS: tuple[tuple[type[Exception], Status], ...] = (
    (NotFoundError, Status.NOT_FOUND),
    (ForbiddenError, Status.REFUSED),
    (APIConnectionError, Status.UNREACHABLE),
    (ConfigurationError, Status.BAD_INPUT),
    (BadRequestError, Status.BAD_INPUT),
    (RequestValidationError, Status.BAD_INPUT),
    (MeasurementValidationError, Status.BAD_INPUT),
    (FileFormatError, Status.BAD_INPUT),
    (SeriesMismatchError, Status.BAD_INPUT),
    (IonworksError, Status.FAILED),
    # Files that the user named.
    (FileNotFoundError, Status.BAD_INPUT),
    (FileExistsError, Status.BAD_INPUT),
    (IsADirectoryError, Status.BAD_INPUT),
    (NotADirectoryError, Status.BAD_INPUT),
    (OSError, Status.FAILED),
    # What the client refuses before it asks anybody, such as a wrong time.
    (ValueError, Status.BAD_INPUT),
)


def status_of(problem: Exception) -> Status | None:
    """Return the status of an expected failure; None for one that nobody expects."""
    return next((status for kind, status in _OF_ERRORS if isinstance(problem, kind)), None)
