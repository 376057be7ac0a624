"""What the runtime needs to know of a generated endpoint module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar
from uuid import uuid4

from ionworks.errors import UnexpectedResponseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Operation(Protocol[P, T_co]):
    """A generated module of one operation: it builds a request and reads its answer."""

    def _get_kwargs(self, *args: P.args, **kwargs: P.kwargs) -> dict[str, Any]: ...

    def _parse_response(self, *, client: Any, response: httpx.Response) -> T_co: ...


IDEMPOTENCY_KEY = "Idempotency-Key"
"""Header by which a service knows a repeat. Services that do not know it ignore it."""

# POSTs with the same result however often they arrive. Beginning an upload makes no record, and
# an id that is not confirmed expires; links between existing records stay.
# A simulation that exists is not started again, and a protocol is stored once.
_REPEATABLE_POSTS = frozenset(
    {
        "assign_measurement",
        "assign_simulation",
        "attach_raw_data",
        "auto_schedule_proposal",
        "check_model_builder",
        "convert_protocol",
        "create_simulation_batch",
        "detect_and_read",
        "dry_run_model_builder",
        "fit_example",
        "get_simulation_statuses",
        "initiate_measurement_extend",
        "initiate_measurement_upload",
        "initiate_raw_data_upload",
        "watch_measurement",
        "parse_protocol_file",
        "parse_protocol_to_template",
        "preview_mapping",
        "protocol_input_references",
        "serialize_ionworks_model",
        "set_project_member",
        "validate_ecm",
        "validate_protocol",
        "validate_pybamm_model_config",
    }
)
# Methods that are always safe to send again. A PATCH is not: somebody else may
# have changed the record since, see `ionworks._io.updating`.
REPEATABLE_METHODS = frozenset({"GET", "HEAD", "PUT", "DELETE"})


# Operations that take a configuration, in which the lists are series.
_WITH_SERIES = frozenset(
    {"create_job", "create_optimization", "create_pipeline", "create_simple_pipeline"}
)


def holds_series(operation: Operation[..., Any]) -> bool:
    """Tell whether the body of an operation may hold series, whose samples may be missing."""
    return getattr(operation, "__name__", "").rpartition(".")[2] in _WITH_SERIES


def is_repeatable(operation: Operation[..., Any], method: str, body: Any = None) -> bool:
    """Tell whether a request that may have been carried out may simply be sent again."""
    name = getattr(operation, "__name__", "").rpartition(".")[2]
    if name == "create_protocol":  # the answer to a repeat is the protocol of the first one
        return not (body or {}).get("force_create")
    return method in REPEATABLE_METHODS or name in _REPEATABLE_POSTS


def new_key() -> str:
    """Return an Idempotency-Key for one request and its repeats."""
    return str(uuid4())


def require_asked(found: T, **asked: Any) -> T:
    """Refuse an answer with another record than the requested one.

    Parameters
    ----------
    found : record or model
        What the answer says.
    **asked : str
        Fields and their values, such as its id; values that are not text are not compared.

    Raises
    ------
    UnexpectedResponseError
        It is another one. What was asked for may have been done all the same.
    """
    for field, wanted in asked.items():
        came = getattr(found, field, None)
        if not (isinstance(came, str) and isinstance(wanted, str)):
            continue
        if came.strip() != wanted.strip():
            raise UnexpectedResponseError(
                f"The service answered with another record: {field} {wanted!r} was asked for, "
                f"{came!r} came. Look what is stored before you send the request again",
                status_code=200,  # only a success has a record
            )
    return found


class _Payload:
    """A body that is sent as it was given."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def to_dict(self) -> Mapping[str, Any]:
        return self._data


def payload(data: Mapping[str, Any]) -> Any:
    """Let a user's mapping stand where an operation expects a generated model.

    Of a body an operation asks only `to_dict`. Reading the mapping into the model first
    would turn a wrong field into an error of the reader; sent as it is, the service
    names the field, and keys that a newer service knows get through.
    """
    return _Payload(data)
