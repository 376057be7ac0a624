"""The answer PlotData."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.plot_trace import PlotTrace
from ..records import Links, PlainAnswer, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class PlotData(PlainAnswer):
    """A plot of model and data.

    Attributes
    ----------
    traces : Rows[PlotTrace]
        Lines of the plot.
    layout : dict[str, Any]
        Axes and titles; free-form.
    x_full_min : float or None
        Smallest x of the whole series.
    x_full_max : float or None
        Largest x of the whole series.
    """

    traces: Rows[PlotTrace]
    layout: dict[str, Any]
    x_full_min: float | None = None
    x_full_max: float | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "traces": "traces",
        "layout": "layout",
        "x_full_min": "x_full_min",
        "x_full_max": "x_full_max",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        row["traces"] = Rows.read(PlotTrace, row["traces"], "traces")
        if row["layout"] is not None and not isinstance(row["layout"], dict):
            require(cls, "layout", row["layout"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made.traces = row["traces"]
        made.layout = row["layout"]
        made.x_full_min = row["x_full_min"]
        made.x_full_max = row["x_full_max"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(PlotData):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
