"""What differs between a stored record and a description of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias, get_args

from attrs import frozen
from ionworks_generated import models
from ionworks_generated.records import Record
from ionworks_generated.types import Body

from ionworks._given import shown
from ionworks._moments import is_same_moment
from ionworks.quantities import is_quantity, read_quantity

__all__ = ["Difference", "DifferenceWarning", "OnDifference"]

OnDifference: TypeAlias = Literal["ignore", "warn", "raise", "update"]
"""What `create_or_get` does if what is stored differs from what was sent."""

_EMPTY: Final[tuple[Any, ...]] = (None, "", {}, [])
_LONGEST: Final = 80
# A description names a material; what is known of the material is its own record.
_NAMES_OF_MATERIAL: Final = frozenset({"name", "manufacturer"})


class DifferenceWarning(UserWarning):
    """A record exists already, and differs from what was sent.

    Attributes
    ----------
    differences : tuple of Difference
        Each field that differs.
    """

    differences: tuple[Difference, ...] = ()


@frozen
class Difference:
    """A field in which a stored record differs from what was sent.

    Attributes
    ----------
    field : str
        Name of the field, such as ``"ratings.capacity"``; ``"time_series"`` is the data.
    stored, sent : object
        The two values. None stands for no value.
    text : str
        How they differ, in words; empty if the values say it.
    """

    field: str
    stored: Any
    sent: Any
    text: str = ""

    def __str__(self) -> str:
        return self.text or f"{self.field}: stored {_shown(self.stored)}, sent {_shown(self.sent)}"


def require_on_difference(given: object) -> None:
    """Refuse a word that is not one of `OnDifference`.

    Raises
    ------
    ValueError
        The message lists the words.
    """
    if not isinstance(given, str) or given not in get_args(OnDifference):
        known = ", ".join(map(repr, get_args(OnDifference)))
        raise ValueError(f"on_difference is {shown(given)}; it is one of {known}")


def differences(
    sent: Mapping[str, Any], stored: Mapping[str, Any], body: type[Body], record: type[Record]
) -> tuple[Difference, ...]:
    """Compare what was sent with what is stored.

    Only what was sent is compared: a field that says nothing (None, empty) differs from nothing.
    Amounts are equal in any unit, moments in any zone, tags in any order.

    Parameters
    ----------
    sent, stored : mapping
        As JSON has them.
    body, record : type
        The generated body and the record. Fields that only the record has are those that the
        service sets; they are not compared.
    """
    return tuple(_of_fields(sent, stored, (body, record), ""))


def describe(found: Sequence[Difference]) -> str:
    """Write differences as lines of text."""
    return "".join(f"\n  {each}" for each in found)


def _of_fields(
    sent: Mapping[str, Any], stored: Mapping[str, Any], kinds: tuple[Any, Any], place: str
) -> Iterator[Difference]:
    body, record = kinds
    for name, value in sent.items():
        is_free = name not in body._fields
        if is_free and (name in record._fields or name not in stored):
            continue  # the service sets it, or does not say what became of it
        where = f"{place}.{name}" if place else name
        held = stored.get(name)
        inner = tuple(kind._inner.get(name) for kind in kinds)
        if name == "material" and isinstance(value, Mapping):
            value = {key: value[key] for key in _NAMES_OF_MATERIAL & value.keys()}
        elif None not in inner and isinstance(value, Mapping) and not is_quantity(value):
            of = tuple(getattr(models, kind) for kind in inner)
            yield from _of_fields(value, held or {}, (of[0], of[1]), where)
            continue
        yield from _of_values(value, held, where)


def _of_values(sent: Any, stored: Any, place: str) -> Iterator[Difference]:
    if sent in _EMPTY or _is_same(sent, stored, place):
        return
    is_parted = isinstance(sent, Mapping) and not is_quantity(sent)
    if is_parted and (stored is None or (isinstance(stored, Mapping) and not is_quantity(stored))):
        for name, value in sent.items():
            yield from _of_values(value, (stored or {}).get(name), f"{place}.{name}")
    else:
        yield Difference(place, stored, sent)


def _is_same(sent: Any, stored: Any, place: str = "") -> bool:
    if isinstance(sent, bool) or isinstance(stored, bool):
        return sent is stored
    if isinstance(sent, int | float) and isinstance(stored, int | float):
        return math.isclose(sent, stored, rel_tol=1e-12)
    if isinstance(sent, str) and isinstance(stored, str):
        return sent.strip() == stored.strip() or is_same_moment(sent, stored)
    if isinstance(sent, list) and isinstance(stored, list):
        if place == "tags":
            return set(sent) == set(stored)
        return len(sent) == len(stored) and all(map(_is_same, sent, stored))
    if isinstance(sent, Mapping) and isinstance(stored, Mapping):
        amounts = read_quantity(sent), read_quantity(stored)
        of_amount = () if None in amounts else ("value", "unit")
        return (not of_amount or amounts[0] == amounts[1]) and not any(
            each
            for name, value in sent.items()
            if name not in of_amount
            for each in _of_values(value, stored.get(name), name)
        )
    return bool(sent == stored)


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    amount = read_quantity(value)
    text = repr(value) if amount is None else str(amount)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
