"""The named values of a record: quantities, numbers and texts, however deep they lie in it."""

from __future__ import annotations

import operator
import re
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from attrs import define, field

from ionworks._deprecation import callers_level
from ionworks._given import is_number, shown, suggestion
from ionworks.quantities import Quantity, QuantityLike, is_quantity, read_quantity
from ionworks.words import COMPONENTS

Bound: TypeAlias = QuantityLike | float | None
Condition: TypeAlias = QuantityLike | float | bool | tuple[Bound, Bound]
"""A value, text such as ``"> 2 A.h"`` or ``"> 2 A.h and < 5 A.h"``, or the lower and the upper
bound; None is no bound."""
Where: TypeAlias = Mapping[str, Condition]
"""Conditions by the name of the value, such as ``{"capacity": "> 2 A.h"}``."""

Path: TypeAlias = tuple[str, ...]

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


@define
class _Test:
    """One condition on the values of a name."""

    name: str
    condition: Any
    names: tuple[Path, ...] = field(init=False)
    comparisons: tuple[tuple[Callable[[Any, Any], bool], Any], ...] = field(init=False)
    was_compared: bool = field(default=False, init=False)
    incomparable: Any = field(default=None, init=False)
    """A value of the name that cannot meet the condition, being of another kind."""

    def __attrs_post_init__(self) -> None:
        self.names = spellings(self.name)
        self.comparisons = tuple(_comparisons(self.condition))

    def holds(self, values: Iterable[tuple[Path, Any]]) -> bool:
        """Tell whether any value of the name meets the condition."""
        return any(self._is_met(value) for path, value in values if is_named(path, self.names))

    def _is_met(self, value: Any) -> bool:
        mine: Any = read_quantity(value) or (Quantity(value, "") if is_number(value) else value)
        if isinstance(mine, str) and isinstance(self.condition, str):
            self.was_compared = True
            return mine.strip().casefold() == self.condition.strip().casefold()
        if any(_kind(wanted) != _kind(mine) for _, wanted in self.comparisons):
            self.incomparable = mine
            return False
        self.was_compared = True
        return all(compare(mine, wanted) for compare, wanted in self.comparisons)

    def doubt(self, paths: Collection[Path]) -> str | None:
        """Say why no value can meet the condition, if that is so."""
        if self.was_compared or not paths:
            return None
        if self.incomparable is None:
            return no_such_name(self.name, paths)
        its, asked = _kind(self.incomparable), _kind(self.comparisons[0][1])
        advice = "; write its unit too" if asked == _NUMBER and its != _TEXT else ""
        return (
            f"no value of {self.name!r} can fit {shown(self.condition)}: that is {asked}, and the "
            f"values here are {its}, such as {_shown_value(self.incomparable)}{advice}"
        )


def no_such_name(name: str, paths: Iterable[Path]) -> str:
    """Say that no value has a name, and which names there are."""
    names = sorted({known for path in paths for known in (path[-1], " ".join(path))})
    return f"no record here has a value named {name!r}; {suggestion(name, names, most=20)}"


_NUMBER: Final = "a plain number"
_TEXT: Final = "text"


def _kind(value: Any) -> str:
    """Return what a value can be compared with."""
    if isinstance(value, Quantity):
        return (
            f"of the dimension {value.dimension}" if value.dimension != "plain number" else _NUMBER
        )
    if isinstance(value, bool):
        return "True or False"
    if isinstance(value, str):
        return _TEXT
    return f"in {value['unit']!r}" if is_quantity(value) else type(value).__name__


def _shown_value(value: Any) -> str:
    return f"{value['value']} {value['unit']}".strip() if is_quantity(value) else shown(value)


class Conditions:
    """Conditions on the named values of records.

    Parameters
    ----------
    where : mapping, optional
        The conditions, by the name of the value.

    Raises
    ------
    TypeError, ValueError
        One cannot be read; the message names it.
    """

    def __init__(self, where: Where | None) -> None:
        if where is not None and not isinstance(where, Mapping):
            raise TypeError(
                f"`where` is {shown(where)}; pass a dict of conditions, such as "
                '{"capacity": "> 2 A.h"}'
            )
        self._tests: list[_Test] = []
        self._paths: set[Path] = set()
        for name, condition in (where or {}).items():
            try:
                self._tests.append(_Test(name, condition))
            except (TypeError, ValueError) as problem:
                raise type(problem)(
                    f"the condition on {name!r} cannot be read: {problem}"
                ) from None

    def hold(self, *values: Iterable[tuple[Path, Any]]) -> bool:
        """Tell whether the values of a record meet all conditions."""
        if not self._tests:
            return True
        found = [one for some in values for one in some]
        self._paths.update(path for path, _ in found if path)
        met = [test.holds(found) for test in self._tests]  # each sees every record
        return all(met)

    def warn(self) -> None:
        """Warn of conditions that no value of the records so far can meet, whatever it is."""
        for test in self._tests:
            if (doubt := test.doubt(self._paths)) is not None:
                warnings.warn(doubt, UserWarning, stacklevel=callers_level())


def _comparisons(condition: Any) -> Iterator[tuple[Callable[[Any, Any], bool], Any]]:
    if isinstance(condition, tuple | list):
        if len(condition) != 2:
            raise ValueError(f"{condition!r} has not two bounds; None stands for no bound")
        for compare, bound in zip((operator.ge, operator.le), condition, strict=True):
            if bound is not None:
                yield compare, _amount(bound)
    elif isinstance(condition, str) and _COMPARISON.match(condition):
        for part in re.split(r"\s+and\s+", condition):
            if (found := _COMPARISON.fullmatch(part)) is None:
                raise ValueError(f"{part!r} is no comparison, such as '> 2 A.h'")
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


def spellings(name: str) -> tuple[Path, ...]:
    """Return the ends of paths that a name stands for: its parts have dots or spaces between."""
    if not isinstance(name, str):
        raise TypeError(f"the name of a value is text, not {shown(name)}")
    text = name.strip()
    if not text:
        raise ValueError("the name of a value is empty")
    ways = (text.split("."), text.split(), re.split(r"[.\s]+", text), [text])
    return tuple(dict.fromkeys(tuple(_normalized(part) for part in way if part) for way in ways))


def is_named(path: Path, names: Sequence[Path]) -> bool:
    """Tell whether a path ends with one of the names."""
    plain = tuple(map(_normalized, path))
    return any(plain[-len(name) :] == name for name in names if name)


def _normalized(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())
