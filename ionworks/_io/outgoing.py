"""Requests of the service before they are sent: checked and encoded once for all attempts."""

from __future__ import annotations

import hashlib
from datetime import date
from enum import Enum
from numbers import Number
from typing import TYPE_CHECKING, Any, Final, Self

import httpx
from attrs import evolve, field, frozen
from ionworks_generated.types import Unset

from ionworks import digests
from ionworks._given import kind_of
from ionworks._io.operations import holds_series, is_repeatable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ionworks._io.operations import Operation

OF_ONE_PAGE: Final = ("limit", "offset")
"""The filters that say which page of a list is wanted."""


@frozen
class Outgoing:
    """A request of the service.

    Attributes
    ----------
    method, path : str
        The path begins where the address of the service ends.
    headers : dict
        All but the credential.
    is_repeatable : bool
        Whether it may be sent again although it may have been carried out.
    params : dict, optional
        Query parameters.
    content : bytes, optional
        What is sent.
    body : object, optional
        What is to be encoded as the content.
    holds_series : bool
        Whether the lists of the body hold samples, which may be missing.
    form : dict
        The files and fields of a form that is to be encoded as the content, as the HTTP library
        takes them.
    """

    method: str
    path: str
    headers: dict[str, str]
    is_repeatable: bool
    params: dict[str, Any] | None = None
    content: bytes | None = field(default=None, repr=False)
    body: Any = field(default=None, repr=False)
    holds_series: bool = False
    form: dict[str, Any] = field(factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        operation: Operation[..., Any],
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
        headers: Mapping[str, str],
    ) -> Self:
        """Build the request of an operation.

        Raises
        ------
        TypeError
            The value of a query can be none.
        ValueError
            A part of the path is empty, or text holds half a character.
        """
        for name, value in kwargs.items():
            if name != "body" and not _is_query_value(name, value):
                raise TypeError(f"`{name}` is {_of_what(name)}, not {kind_of(value)}")
        try:
            recipe = operation._get_kwargs(*args, **kwargs)
        except UnicodeEncodeError as problem:
            raise _half_a_character(problem) from None
        method = str(recipe["method"]).upper()
        return cls(
            method=method,
            path=str(recipe["url"]),
            headers={"Accept": "application/json", **recipe.get("headers", {}), **headers},
            is_repeatable=is_repeatable(operation, method, recipe.get("json")),
            params=recipe.get("params") or None,
            body=recipe.get("json"),
            holds_series=holds_series(operation),
            form={name: recipe[name] for name in ("data", "files") if name in recipe},
        )

    @property
    def is_change(self) -> bool:
        """Whether it may change something on the service."""
        return self.method not in ("GET", "HEAD")

    @property
    def is_soon_encoded(self) -> bool:
        """Whether encoding the body takes less time than passing it to a thread."""
        if self.body is None:
            return False
        from ionworks._io.bodies import is_small

        return is_small(self.body)

    def encoded(self) -> Self:
        """Encode the body, which may take a while: a form, or JSON, compressed if it is long."""
        from ionworks._io.bodies import GZIP_FROM_BYTES, compress, encode_json

        headers = dict(self.headers)
        if self.form:
            from ionworks._io.forms import encode_form

            content, headers["Content-Type"] = encode_form(self.form)
        else:
            content = encode_json(self.body, holds_series=self.holds_series)
            headers["Content-Type"] = "application/json"
            if len(content) > GZIP_FROM_BYTES:
                headers["Content-Encoding"] = "gzip"
                content = compress(content)
        headers["Content-Digest"] = digests.as_field(hashlib.sha256(content).hexdigest())
        return evolve(self, headers=headers, content=content, body=None, form={})

    def request(self, api_url: str, headers: Mapping[str, str]) -> httpx.Request:
        """Make the request of one attempt; its own headers win over those given here.

        Raises
        ------
        ValueError
            An id or a filter cannot stand in an address.
        """
        try:
            return httpx.Request(
                self.method,
                api_url + self.path,
                params=self.params,
                headers={**headers, **self.headers},
                content=self.content,
            )
        except UnicodeEncodeError as problem:
            raise _half_a_character(problem) from None
        except httpx.InvalidURL as problem:
            raise ValueError(f"the ids and filters make no address: {problem}") from None


def _is_query_value(name: str, value: Any) -> bool:
    if name in OF_ONE_PAGE and isinstance(value, list | tuple):
        return False  # an empty one would ask for everything
    return value is None or isinstance(
        value, str | Number | bool | list | tuple | date | Enum | Unset
    )


def _of_what(name: str) -> str:
    return "a whole number" if name in OF_ONE_PAGE else "a text, a number or a list of them"


def _half_a_character(problem: UnicodeEncodeError) -> ValueError:
    return ValueError(f"{problem.object!r} holds half of a surrogate pair, which is no character")
