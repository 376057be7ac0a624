"""Exit statuses, and which failure has which."""

from enum import IntEnum

from ionworks.errors import (
    APIConnectionError,
    BadRequestError,
    ConfigurationError,
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


_OF_ERRORS: tuple[tuple[type[Exception], Status], ...] = (
    (NotFoundError, Status.NOT_FOUND),
    (ForbiddenError, Status.REFUSED),
    (APIConnectionError, Status.UNREACHABLE),
    (
        # Of the last three: what the user gave, not what the platform did with it.
        (
            ConfigurationError,
            BadRequestError,
            RequestValidationError,
            MeasurementValidationError,
            SeriesMismatchError,
        ),  # type: ignore[list-item]
        Status.BAD_INPUT,
    ),
    (IonworksError, Status.FAILED),
    # Files that the user named.
    ((FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError), Status.BAD_INPUT),  # type: ignore[list-item]
    (OSError, Status.FAILED),
    (ValueError, Status.BAD_INPUT),
)


def status_of(problem: BaseException) -> Status | None:
    """Return the status of an expected failure; None for one that nobody expects."""
    if isinstance(problem, KeyboardInterrupt):
        return Status.INTERRUPTED
    return next((status for kinds, status in _OF_ERRORS if isinstance(problem, kinds)), None)
