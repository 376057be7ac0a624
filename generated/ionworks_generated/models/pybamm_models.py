"""The record PybammModels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class PybammModels(PlainRecord):
    """Battery models and their options.

    Attributes
    ----------
    pybamm_models : dict[str, Any] or None
        Class names, by module.
    ionworks_models : dict[str, Any] or None
        Models of the service, by module.
    options : dict[str, Any] or None
        Allowed values, by option.
    pybamm_version : str or None
        Version of PyBaMM.
    """

    pybamm_models: dict[str, Any] | None = None
    ionworks_models: dict[str, Any] | None = None
    options: dict[str, Any] | None = None
    pybamm_version: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "pybamm_models": "pybamm_models",
        "ionworks_models": "ionworks_models",
        "options": "options",
        "pybamm_version": "pybamm_version",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["pybamm_models"] is not None and not isinstance(row["pybamm_models"], dict):
            require(cls, "pybamm_models", row["pybamm_models"], dict)
        if row["options"] is not None and not isinstance(row["options"], dict):
            require(cls, "options", row["options"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.pybamm_models = row["pybamm_models"]
        made.ionworks_models = row["ionworks_models"]
        made.options = row["options"]
        made.pybamm_version = row["pybamm_version"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(PybammModels):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
