"""From an answer, or from none, to the exception that says what was wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from ionworks import errors
from ionworks._io import certificates
from ionworks._io.connections import PROXY

_BY_STATUS: dict[int, type[errors.IonworksError]] = {
    400: errors.BadRequestError,
    401: errors.ForbiddenError,
    403: errors.ForbiddenError,
    404: errors.NotFoundError,
    409: errors.ConflictError,
    412: errors.ConflictError,
    422: errors.RequestValidationError,
}
# Fields in which services without the error envelope put the id of the record with that name.
_OLD_EXISTING_IDS = ("existing_cell_specification_id", "existing_cell_instance_id")

# The connection was never made, so nothing can have been processed.
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# What arrived is not what was sent. The receiver says so of the body of a request, with which it
# did nothing; we notice it of the body of an answer.
DAMAGED_REQUEST = frozenset({"BAD_DIGEST", "BadDigest", "XAmzContentSHA256Mismatch"})
DAMAGED_ANSWER = "DAMAGED_ANSWER"
# What is stored is not what was stored.
DAMAGED_OBJECT = "DAMAGED_OBJECT"
# What was uploaded is not what the confirmation says.
_READ_ONLY = "READ_ONLY"
_OTHER_OBJECT = "DIGEST_MISMATCH"
_STORAGE_CODE = re.compile(r"<Error>.*?<Code>(\w{1,64})</Code>", re.DOTALL)
# The service states that it never does this.
NEVER_DONE = (501, 505)
_MAYBE_DONE = (
    "The request may have been carried out all the same: look before you send it again, as "
    "`create_or_get` does"
)


def leaves_doubt(problem: BaseException) -> bool:
    """Tell whether a request may have been carried out although its answer does not say so."""
    if isinstance(problem, errors.APIConnectionError):
        return not isinstance(problem.__cause__, NOT_SENT)
    status = getattr(problem, "status_code", None) or 0
    if getattr(problem, "error_code", None) == DAMAGED_ANSWER:
        return True
    if isinstance(problem, errors.ServerError):
        return status not in NEVER_DONE
    # A successful status whose body cannot be read.
    return isinstance(problem, errors.UnexpectedResponseError) and 200 <= status < 300


class ErrorDetails(dict[str, Any]):
    """Details of a refusal; the fields of the whole answer are read by their names as well.

    So ``error.data["existing_id"]`` and ``error.data["detail"]["existing_id"]`` are the same.

    Parameters
    ----------
    details : mapping
        What the answer has below ``detail``.
    answer : mapping
        The whole answer.
    """

    def __init__(self, details: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        super().__init__(details)
        self._answer = answer

    def __missing__(self, name: str) -> Any:
        return self._answer[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Return a field of the details or of the answer."""
        return super().get(name, self._answer.get(name, default))

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self._answer


def from_answer(response: httpx.Response, *, credential: str) -> errors.IonworksError:
    """Name the failure that an answer of the service states.

    Parameters
    ----------
    response : httpx.Response
        An answer that is not a success, with its body read.
    credential : str
        What the request was authorised with, in words, such as ``"the API key from
        IONWORKS_API_KEY"``; the error names it when access is refused.
    """
    status = response.status_code
    body = _json_object(response)
    message, code, data = _read_envelope(body)
    request = response.request
    details: dict[str, Any] = {
        "status_code": status,
        "error_code": code,
        "data": data if isinstance(data, list) or not body else _details(data, body),
        "correlation_id": response.headers.get("x-correlation-id"),
        "method": request.method,
        "path": request.url.path,
    }
    if not message:
        message = _describe_foreign(response)
    if status == 404 and body and (named := _name_in(request.url.path)):
        message = _also(message, f"{named!r} is no id; `list(name=...)` finds records by name")
    if status in (401, 403) and code != _READ_ONLY:  # no other credential would help
        message = f"{message.rstrip('.')}. The request was sent with {credential}."
    if status == 429 or status >= 500:
        asked = details["retry_after"] = _retry_after(response)
        if asked is not None:
            message = _also(message, f"The service asks to wait {asked:g} s before the next try")
    if status == 429:
        return errors.RateLimitError(message, **details)
    if status >= 500:
        if request.method == "POST" and status not in NEVER_DONE:
            message = _also(message, _MAYBE_DONE)
        return errors.ServerError(message, **details)
    if status == httpx.codes.PROXY_AUTHENTICATION_REQUIRED:
        return errors.UnexpectedResponseError(
            f"{_proxy_words(request)} wants a user and a password (407). {_PROXY_ADVICE}", **details
        )
    if 300 <= status < 400:
        host = response.headers.get("location", "").split("?")[0]
        return errors.UnexpectedResponseError(
            f"The service redirects this request to {host or 'nowhere'}; check `api_url`", **details
        )
    if code == _OTHER_OBJECT:
        return errors.TransferError(message, **details)
    return _BY_STATUS.get(status, errors.UnexpectedResponseError)(message, **details)


def _details(data: Any, body: Mapping[str, Any]) -> ErrorDetails:
    # Details that are a text, or something else, are read as the field of the answer.
    return ErrorDetails(data if isinstance(data, dict) else {}, body)


def from_unreadable(response: httpx.Response, problem: Exception) -> errors.IonworksError:
    """Name a success whose body is not what the contract promises."""
    kind = response.headers.get("content-type", "no content type")
    return _doubtful(
        response,
        f"The answer ({kind}, {len(response.content)} bytes) is not what the contract "
        f"promises: {type(problem).__name__}: {problem}. Check `api_url`, or update ionworks-api",
    )


def from_damage(response: httpx.Response) -> errors.UnexpectedResponseError:
    """Name an answer whose body does not have the digest that its head states."""
    return _doubtful(
        response,
        f"The answer of {response.request.url.host} does not match its SHA-256: it was damaged on "
        "its way, or where it is stored. Try again, and tell whoever runs the service if that "
        "does not help",
        error_code=DAMAGED_ANSWER,
    )


def from_another_record(
    response: httpx.Response, *, asked: str, found: str
) -> errors.UnexpectedResponseError:
    """Name an answer that is the record of another id than the one that was asked for."""
    return _doubtful(
        response,
        f"The answer is the record {found!r}, and {asked!r} was asked for. Something between you "
        "and the service mixes answers up, such as a cache or a proxy; try again",
    )


def _doubtful(
    response: httpx.Response, message: str, *, error_code: str | None = None
) -> errors.UnexpectedResponseError:
    """Name a success that cannot be relied on: what a POST asked for may be done."""
    request = response.request
    return errors.UnexpectedResponseError(
        _also(message, _MAYBE_DONE) if request.method == "POST" else message,
        status_code=response.status_code,
        error_code=error_code,
        correlation_id=response.headers.get("x-correlation-id"),
        method=request.method,
        path=request.url.path,
    )


def from_silence(
    problem: httpx.RequestError | httpx.InvalidURL, request: httpx.Request
) -> errors.IonworksError:
    """Name the reason why no answer came."""
    where = f"{request.url.scheme}://{request.url.netloc.decode('ascii', 'replace')}"
    asked: dict[str, Any] = {"method": request.method, "path": request.url.path}
    if isinstance(problem, httpx.UnsupportedProtocol | httpx.InvalidURL):
        return errors.ConfigurationError(f"{where} is not an address that can be called", **asked)
    if advice := certificates.advice(problem, request.url.host):
        return errors.APIConnectionError(f"Cannot reach {where}: {advice}", **asked)
    proxy = request.extensions.get(PROXY)
    if isinstance(problem, httpx.ProxyError):
        return errors.APIConnectionError(
            f"{_proxy_words(request)} does not let the client through to {where}: "
            f"{_reason(problem)}. {_PROXY_ADVICE}",
            **asked,
        )
    if isinstance(problem, httpx.ConnectError | httpx.ConnectTimeout) and proxy:
        return errors.APIConnectionError(
            f"Cannot reach {where} through the proxy {proxy}: {_reason(problem)}. {_PROXY_ADVICE}",
            **asked,
        )
    if isinstance(problem, httpx.ConnectError | httpx.ConnectTimeout):
        return errors.APIConnectionError(
            f"Cannot reach {where}: {_reason(problem)}. Check the address and your network (behind "
            "a proxy, set HTTPS_PROXY or pass `proxy=`), and that the platform runs "
            "(`ionworks serve` starts an embedded one)",
            **asked,
        )
    in_doubt = request.method == "POST" and not isinstance(problem, NOT_SENT)
    again = _MAYBE_DONE if in_doubt else "Try again"
    if isinstance(problem, httpx.TimeoutException):
        longer = "Pass a longer `timeout` if that is to be expected"
        return errors.APITimeoutError(f"{where} did not answer in time. {again}. {longer}", **asked)
    return errors.APIConnectionError(
        f"The connection to {where} broke: {_reason(problem)}. {again}", **asked
    )


_WORD_OR_ID = re.compile(r"[a-z][a-z0-9_.-]*|[0-9a-fA-F-]{20,}")

_PROXY_ADVICE = (
    "Pass the right one as `proxy=`, such as proxy='http://user:password@proxy.example.com:8080', "
    "or correct HTTPS_PROXY (or HTTP_PROXY, ALL_PROXY); a host that is reached without a proxy "
    "belongs in NO_PROXY"
)


def _proxy_words(request: httpx.Request) -> str:
    proxy = request.extensions.get(PROXY)
    return f"The proxy {proxy}" if proxy else "A proxy"


def _name_in(path: str) -> str | None:
    """Return what stands in a path where an id belongs, and looks like the name of a record."""
    # Words of the service are in lower case.
    names = (part for part in path.split("/") if part.strip() and not _WORD_OR_ID.fullmatch(part))
    return next(names, None)


def storage_code(response: httpx.Response) -> str | None:
    """Read the word by which a storage names a failure: S3 in XML, others in the envelope."""
    found = _STORAGE_CODE.search(response.text)
    return found[1] if found else _text(_json_object(response).get("error_code"))


def answered_early(response: httpx.Response) -> errors.TransferError:
    """Name a success that a storage stated before it had the whole body."""
    return _transfer_failed(
        response,
        f"Upload to {response.request.url.host} failed: the storage answered "
        f"{response.status_code} before it had taken all of the body. Send it again",
    )


def stored_otherwise(response: httpx.Response) -> errors.TransferError:
    """Name a success that states another digest than that of the body."""
    return _transfer_failed(
        response,
        f"Upload to {response.request.url.host} failed: what the storage holds does not match the "
        "SHA-256 of what was sent. Send it again",
    )


def no_file(response: httpx.Response) -> errors.TransferError:
    """Name a success that holds no file, or a part of one that was not asked for."""
    return _transfer_failed(
        response,
        f"Download from {response.request.url.host} failed: the answer "
        f"{response.status_code} {response.reason_phrase} is not the file that was asked for",
    )


def _transfer_failed(response: httpx.Response, message: str) -> errors.TransferError:
    return errors.TransferError(
        message,
        status_code=response.status_code,
        method=response.request.method,
        path=response.request.url.path,
    )


def from_storage(response: httpx.Response) -> errors.TransferError:
    """Name the failure of a transfer. The query of a signed link is a secret: it is left out."""
    status, url = response.status_code, response.request.url
    hint = {
        403: "the link has expired or was altered; ask for a new one by repeating the call",
        404: "the object is not there",
        409: "the storage does not wait for this object any more: another upload took its place",
        413: "the object is larger than the storage allows",
        416: "the object is shorter than the range that was asked for",
        507: "the storage has no space left for it",
    }.get(status, "the storage refused it")
    code = storage_code(response)
    if code in DAMAGED_REQUEST:
        hint = "it arrived damaged: its SHA-256 is not the one that was sent with it"
    elif code == DAMAGED_OBJECT:
        hint = "the object is damaged: it does not match the SHA-256 that it was stored with"
    elif response.has_redirect_location:
        hint = "the storage sends elsewhere, or round in circles"
    return errors.TransferError(
        f"{'Upload to' if response.request.method == 'PUT' else 'Download from'} "
        f"{url.host} failed: {hint}",
        status_code=status,
        error_code=code,
        method=response.request.method,
        path=url.path,
        retry_after=_retry_after(response),
    )


def _also(message: str, sentence: str) -> str:
    return f"{message.rstrip('.')}. {sentence}"


def _reason(problem: Exception) -> str:
    return str(problem).rstrip(".") or type(problem).__name__


def _json_object(response: httpx.Response) -> Mapping[str, Any]:
    try:
        body = response.json()
    except (ValueError, RecursionError):  # the latter of endless nesting
        return {}
    return body if isinstance(body, dict) else {}


def _read_envelope(body: Mapping[str, Any]) -> tuple[str, str | None, Any]:
    message, code, detail = body.get("message"), body.get("error_code"), body.get("detail")
    if isinstance(detail, list):
        return _join_fields(detail), _text(code), detail
    if not message and isinstance(detail, str):
        return detail, _text(code), None
    for key in _OLD_EXISTING_IDS:
        if key in body:
            known = detail if isinstance(detail, dict) else {}
            detail = {**known, "existing_id": body[key]}
    return _text(message) or "", _text(code), detail


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _join_fields(items: list[Any]) -> str:
    lines: list[str] = []
    for item in items:
        if isinstance(item, dict):
            place = ".".join(str(part) for part in item.get("loc") or ())
            lines.append(f"{place}: {item.get('msg', 'is not valid')}" if place else str(item))
        else:
            lines.append(str(item))
    return "; ".join(lines) or "The request is not valid"


def _describe_foreign(response: httpx.Response) -> str:
    kind = response.headers.get("content-type", "").split(";")[0]
    answer = f"{response.status_code} {response.reason_phrase}".strip()
    proxy = response.request.extensions.get(PROXY)
    who = f"The service, or the proxy {proxy} before it," if proxy else "The service"
    if not response.content:
        return f"{who} answered {answer} without a reason"
    return f"{who} answered {answer} with {kind or 'an unnamed content type'}, not its JSON"


def _retry_after(response: httpx.Response) -> float | None:
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    # A date is compared with the clock of the service in the answer, because ours may be wrong.
    then, now = _parsed_date(value), _parsed_date(response.headers.get("date", ""))
    return None if then is None or now is None else max(0.0, (then - now).total_seconds())


def _parsed_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
