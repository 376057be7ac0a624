"""The exceptions of the SDK: one tree, one class a reason.

Every exception that this package raises on purpose is an `IonworksError`. Where
Python has a word for the reason, the class is that too: an `APITimeoutError` is a
`TimeoutError`, a `MeasurementValidationError` is a `ValueError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ionworks.differences import Difference
    from ionworks.issues import ValidationIssue

__all__ = [
    "APIConnectionError",
    "APITimeoutError",
    "BadRequestError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "DescriptionError",
    "FileFormatError",
    "FolderInUseError",
    "ForbiddenError",
    "ForkedProcessError",
    "InterpreterEndingError",
    "IonworksError",
    "JobFailedError",
    "MeasurementProcessingError",
    "MeasurementValidationError",
    "NotFoundError",
    "ProcessingTimeoutError",
    "RateLimitError",
    "RecordDiffersError",
    "RequestValidationError",
    "SeriesMismatchError",
    "ServerError",
    "TransferError",
    "UnexpectedResponseError",
]


class IonworksError(Exception):
    """Base of everything that this package raises on purpose.

    Parameters
    ----------
    message : str
        What was wrong, where, and what to do.
    status_code : int, optional
        HTTP status of the answer, when there was one.
    error_code : str, optional
        The service's own code for the reason, such as ``"CONFLICT"``.
    data : object, optional
        Details that the service sent with the error.
    correlation_id : str, optional
        The service's name for the request; quote it when you ask for help.
    method, path : str, optional
        The request that failed, without its query.
    attempts : int, optional
        How often the request was sent.
    retry_after : float, optional
        How long the service asks to wait before the next try, in s.

    Examples
    --------
    >>> from ionworks import IonworksError
    >>> error = IonworksError("No such cell", status_code=404)
    >>> error.status_code, str(error)
    (404, 'No such cell (404)')
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int | None = None,
        error_code: str | None = None,
        data: Any = None,
        correlation_id: str | None = None,
        method: str | None = None,
        path: str | None = None,
        attempts: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.error_code = error_code
        self.data = data
        self.correlation_id = correlation_id
        self.method = method
        self.path = path
        self.attempts = attempts
        self.retry_after = retry_after

    def __str__(self) -> str:
        status = " ".join(str(part) for part in (self.status_code, self.error_code) if part)
        request = f"{self.method} {self.path}" if self.method else ""
        sent = f"sent {self.attempts} times" if (self.attempts or 0) > 1 else ""
        reference = f"correlation id {self.correlation_id}" if self.correlation_id else ""
        context = ", ".join(part for part in (status, request, sent, reference) if part)
        return f"{self.message} ({context})" if context else self.message


class ConfigurationError(IonworksError, ValueError):
    """The client cannot be set up as asked: a credential or a setting is missing or wrong."""


class ClientClosedError(IonworksError, RuntimeError):
    """The client was closed before the call."""


class FileFormatError(IonworksError, ValueError):
    """A data file cannot be read, or only with further options; the message says which."""


class FolderInUseError(ConfigurationError):
    """Another program works in the folder: it serves it as a platform, or uploads its files."""


class ForkedProcessError(IonworksError, RuntimeError):
    """A process that was made by a fork cannot do this; start processes with ``spawn``."""


class InterpreterEndingError(IonworksError, RuntimeError):
    """The main thread of the program has ended, and the call needs what has ended with it."""


class APIConnectionError(IonworksError, ConnectionError):
    """No answer: the service could not be reached, or the connection broke."""


class APITimeoutError(APIConnectionError, TimeoutError):
    """No answer in time."""


class UnexpectedResponseError(IonworksError):
    """The answer is not one that the contract knows, such as a page from a proxy."""


class TransferError(IonworksError):
    """The storage refused an upload or a download, or broke it off for good."""


class BadRequestError(IonworksError, ValueError):
    """The service could not make sense of the request (400)."""


class ForbiddenError(IonworksError, PermissionError):
    """The credential is missing, wrong or not allowed to do this (401, 403).

    The message names the kind of credential that was sent, never its value.
    """


class NotFoundError(IonworksError, LookupError):
    """What was asked for does not exist, or is not visible with this credential (404)."""


class ConflictError(IonworksError):
    """The request clashes with what is stored: a name is taken, or it has changed (409, 412)."""

    @property
    def existing_id(self) -> str | None:
        """Id of the record that holds the name, when the service says it."""
        found = self.data.get("existing_id") if isinstance(self.data, dict) else None
        return found if isinstance(found, str) and found else None


class RecordDiffersError(ConflictError):
    """A record of this name exists, and differs from what was sent. It was not changed.

    Attributes
    ----------
    differences : tuple of Difference
        Each field that differs, with the stored and the sent value.
    """

    def __init__(self, message: str, *, differences: Sequence[Difference] = (), **of: Any) -> None:
        super().__init__(message, **of)
        self.differences = tuple(differences)


class RequestValidationError(IonworksError, ValueError):
    """Fields of the request are missing or wrong (422); the message names each."""


class DescriptionError(RequestValidationError, TypeError):
    """What describes a record is no mapping of its fields."""


class RateLimitError(IonworksError):
    """Too many requests, or the quota of the organization is used up (429)."""


class ServerError(IonworksError):
    """The service failed (5xx)."""


class SeriesMismatchError(IonworksError, ValueError):
    """A series lacks a column that was asked for, or does not fit into one table with others."""


class MeasurementProcessingError(IonworksError):
    """The platform could not make step and cycle tables of an upload.

    Attributes
    ----------
    failures : dict of str to str
        Measurement id to the reason that the platform gave.
    """

    def __init__(self, message: str, *, failures: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.failures: dict[str, str] = dict(failures or {})

    @property
    def measurement_id(self) -> str | None:
        """Id of the measurement, the first of several."""
        return next(iter(self.failures), None)


class MeasurementValidationError(IonworksError, ValueError):
    """Data did not pass the checks; nothing was sent.

    Parameters
    ----------
    message : str
        The findings as text.
    errors : sequence of ValidationIssue, optional
        The findings, in the order in which the checks ran.

    Attributes
    ----------
    issues : list of ValidationIssue
        The findings.
    errors : list of ValidationIssue
        The same list, under the name that the ``ionworksdata`` package reads.
    """

    def __init__(self, message: str, errors: Sequence[ValidationIssue] | None = None) -> None:
        super().__init__(message)
        self.issues: list[ValidationIssue] = list(errors or ())

    @property
    def errors(self) -> list[ValidationIssue]:
        """The findings."""
        return self.issues

    def has_code(self, code: str) -> bool:
        """Tell whether any finding has this code.

        Parameters
        ----------
        code : str or IssueCode
            Such as ``"time_not_monotonic"`` or ``IssueCode.TIME_NOT_MONOTONIC``.
        """
        return any(issue.code == code for issue in self.issues)


class ProcessingTimeoutError(IonworksError, TimeoutError):
    """The platform is still at work when the wait is over; it goes on, and nothing is lost.

    Attributes
    ----------
    pending : list of str
        Ids of what is not ready yet: measurements, or the pipeline or job.
    """

    def __init__(self, message: str, *, pending: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.pending = list(pending)


class JobFailedError(IonworksError):
    """A pipeline or a job ended without success: it failed or was canceled.

    `error_code` is the platform's word for the reason, such as ``"SOLVER_ERROR"``.

    Attributes
    ----------
    id : str
        Id of the pipeline or job.
    status : str
        How it ended, such as ``"failed"`` or ``"canceled"``.
    """

    def __init__(self, message: str, *, id: str, status: str, **details: Any) -> None:  # noqa: A002
        super().__init__(message, **details)
        self.id = id
        self.status = status
