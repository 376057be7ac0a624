"""What the runtime needs to know of a generated endpoint module."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

P = ParamSpec("P")
T_co = TypeVar("T_co", covariant=True)


class Operation(Protocol[P, T_co]):
    """A generated module of one operation: it builds a request and reads its answer."""

    def _get_kwargs(self, *args: P.args, **kwargs: P.kwargs) -> dict[str, Any]: ...

    def _parse_response(self, *, client: Any, response: httpx.Response) -> T_co: ...


# POSTs that leave the same behind however often they arrive. To begin an upload makes no
# record, and an id that is not confirmed lapses; to confirm one names the id that was reserved,
# which gets a record once; links between records that are there stay.
_REPEATABLE_POSTS = frozenset(
    {
        "attach_raw_data",
        "confirm_measurement_upload",
        "confirm_raw_data_upload",
        "initiate_measurement_extend",
        "initiate_measurement_upload",
        "initiate_raw_data_upload",
    }
)
# Methods that are safe to send again whatever is asked for.
REPEATABLE_METHODS = frozenset({"GET", "HEAD", "PUT", "DELETE"})


# Operations that take a configuration, in which the lists are series.
_WITH_SERIES = frozenset({"create_job", "create_pipeline"})


def holds_series(operation: Operation[..., Any]) -> bool:
    """Tell whether the body of an operation may hold series, whose samples may be missing."""
    return getattr(operation, "__name__", "").rpartition(".")[2] in _WITH_SERIES


def is_repeatable(operation: Operation[..., Any], method: str) -> bool:
    """Tell whether a request may be sent again that may have been carried out.

    A PATCH may: updates are merge patches, which name what shall be, not what to add.
    """
    name = getattr(operation, "__name__", "").rpartition(".")[2]
    return method in REPEATABLE_METHODS or method == "PATCH" or name in _REPEATABLE_POSTS


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
