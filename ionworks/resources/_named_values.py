"""The named values of a record: quantities, numbers and texts, however deep they lie in it."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from attrs import frozen

from ionworks._given import shown
from ionworks.quantities import Quantity, QuantityLike, is_quantity, read_quantity

Bound: TypeAlias = QuantityLike | float | None
Condition: TypeAlias = QuantityLike | float | bool | tuple[Bound, Bound]
"""A value, text such as ``"> 2 A.h"``, or the lower and the upper bound; None is no bound."""
Where: TypeAlias = Mapping[str, Condition]
"""Conditions by the name of the value, such as ``{"capacity": "> 2 A.h"}``."""

Path: TypeAlias = tuple[str, ...]

COMPONENTS: Final = ("anode", "cathode", "electrolyte", "separator", "case")
_PASSED: Final = frozenset({"properties", "measured_properties"})
_COMPARISON: Final = re.compile(r"\s*(<=|>=|<|>|==?)\s*(.+)", re.DOTALL)
_OPERATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "==": operator.eq,
}


def values_of_spec(spec: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Walk the values of a specification: ratings, properties, components with their materials."""
    yield from values_in(spec.get("ratings"), ("ratings",))
    for slot in COMPONENTS:
        component = spec.get(slot) or {}
        material = component.get("material") or {}
        yield from values_in(material.get("name"), (slot, "material"))
        yield from values_in(material.get("manufacturer"), (slot, "material", "manufacturer"))
        yield from values_in(component.get("properties"), (slot,))
    yield from values_in(spec.get("properties"))


def values_of_cell(cell: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Walk what was measured on a cell."""
    return values_in(cell.get("measured_properties"), ("measured",))


def values_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Walk the values in a free-form object; lists and what is None are passed over."""
    if isinstance(value, Mapping) and not is_quantity(value):
        for name, inner in value.items():
            yield from values_in(inner, path if name in _PASSED else (*path, str(name)))
    elif value is not None and not isinstance(value, list):
        yield path, value


@frozen
class _Test:
    """One condition on the values of a name."""

    names: tuple[Path, ...]
    comparisons: tuple[tuple[Callable[[Any, Any], bool], Any], ...]

    def holds(self, values: Iterable[tuple[Path, Any]]) -> bool:
        """Tell whether any value of the name meets the condition."""
        return any(self._is_met(value) for path, value in values if is_named(path, self.names))

    def _is_met(self, value: Any) -> bool:
        amount = read_quantity(value)
        for compare, wanted in self.comparisons:
            mine, its = value if amount is None else amount, wanted
            if isinstance(its, Quantity) and amount is None and is_number(value):
                mine = Quantity(value, "")
            if isinstance(mine, str) and isinstance(its, str):
                mine, its = mine.strip().casefold(), its.strip().casefold()
            elif _dimension(mine) != _dimension(its):
                return False
            try:
                if not compare(mine, its):
                    return False
            except TypeError:  # text and a number
                return False
        return True


def _dimension(value: Any) -> str | None:
    return value.dimension if isinstance(value, Quantity) else None


def read_where(where: Where | None) -> list[_Test]:
    """Read conditions.

    Raises
    ------
    TypeError, ValueError
        One cannot be read; the message names it.
    """
    if where is not None and not isinstance(where, Mapping):
        raise TypeError(
            f"`where` is {shown(where)}; pass a dict of conditions, such as "
            '{"capacity": "> 2 A.h"}'
        )
    tests = []
    for name, condition in (where or {}).items():
        try:
            tests.append(_Test(spellings(name), tuple(_comparisons(condition))))
        except (TypeError, ValueError) as problem:
            raise type(problem)(f"the condition on {name!r} cannot be read: {problem}") from None
    return tests


def _comparisons(condition: Any) -> Iterator[tuple[Callable[[Any, Any], bool], Any]]:
    if isinstance(condition, tuple | list):
        if len(condition) != 2:
            raise ValueError(f"{condition!r} has not two bounds; None stands for no bound")
        for compare, bound in zip((operator.ge, operator.le), condition, strict=True):
            if bound is not None:
                yield compare, _amount(bound)
    elif isinstance(condition, str) and (found := _COMPARISON.fullmatch(condition)):
        yield _OPERATORS[found[1]], _amount(found[2])
    elif isinstance(condition, bool):
        yield operator.eq, condition
    elif isinstance(condition, str):
        try:
            yield operator.eq, Quantity(condition)
        except ValueError:
            yield operator.eq, condition  # plain text
    else:
        yield operator.eq, _amount(condition)


def _amount(given: Any) -> Quantity:
    """Return a bound as a quantity; a plain number has no unit."""
    return Quantity(given, "" if is_number(given) else None)


def is_number(value: object) -> bool:
    """Tell whether a value is a plain number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def spellings(name: str) -> tuple[Path, ...]:
    """Return the ends of paths that a name stands for: its parts have dots or spaces between."""
    if not isinstance(name, str):
        raise TypeError(f"the name of a value is text, not {shown(name)}")
    text = name.strip()
    ways = (text.split("."), text.split(), re.split(r"[.\s]+", text), [text])
    return tuple(dict.fromkeys(tuple(_plain(part) for part in way if part) for way in ways))


def is_named(path: Path, names: Sequence[Path]) -> bool:
    """Tell whether a path ends with one of the names."""
    plain = tuple(map(_plain, path))
    return any(plain[-len(name) :] == name for name in names if name)


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())
