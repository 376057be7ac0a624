"""The record NavItem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class NavItem(PlainRecord):
    """A switch of the web app's navigation.

    Attributes
    ----------
    show : bool or None
        Whether it is shown.
    disabled : bool or None
        Whether it cannot be used.
    badge_label : str or None
        Text of its badge.
    badge_tooltip : str or None
        Explanation of its badge.
    """

    show: bool | None = None
    disabled: bool | None = None
    badge_label: str | None = None
    badge_tooltip: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "show": "show",
        "disabled": "disabled",
        "badgeLabel": "badge_label",
        "badgeTooltip": "badge_tooltip",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.show = row["show"]
        made.disabled = row["disabled"]
        made.badge_label = row["badgeLabel"]
        made.badge_tooltip = row["badgeTooltip"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(NavItem):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
