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
