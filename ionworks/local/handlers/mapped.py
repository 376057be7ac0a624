"""Values of a cell specification by the paths of a mapping, in the units of the parameters."""

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from ionworks._given import is_number
from ionworks.tables.units import convert

_UNIT: Final = re.compile(r"\[([^\[\]]*)\]\s*$")


@frozen
class Found:
    """What the path of a parameter leads to.

    Attributes
    ----------
    found : str or None
        The value with its unit in the specification, as text.
    value : float or str or None
        The value in the unit of the parameter.
    code, issue : str or None
        What is wrong, as a word and in words.
    """

    found: str | None = None
    value: float | str | None = None
    code: str | None = None
    issue: str | None = None


def look_up(specification: Mapping[str, Any], parameter: str, path: str) -> Found:
    """Read the value of a parameter.

    Parameters
    ----------
    specification : mapping
        The specification with its components and materials.
    parameter : str
        Name of the parameter, such as ``"Electrode thickness [m]"``: its unit is in brackets.
    path : str
        Keys that lead to the value, with dots between them.
    """
    reached: Any = specification
    for key in path.split("."):
        reached = reached.get(key) if isinstance(reached, Mapping) else None
        if reached is None:
            return Found(code="not_found", issue=f"The specification has nothing at {path!r}.")
    is_quantity = isinstance(reached, Mapping) and "value" in reached
    value, unit = (reached["value"], reached.get("unit")) if is_quantity else (reached, None)
    if isinstance(value, str):
        return Found(value, value)
    if not is_number(value) or not math.isfinite(value):
        return Found(code="no_value", issue=f"What the specification has at {path!r} is no value.")
    found = f"{value:.15g} {unit}" if unit else f"{value:.15g}"
    if not is_quantity or unit is None:
        return Found(found, float(value))  # a number that says no unit is in that of the parameter
    stated = _UNIT.search(parameter)
    try:
        return Found(found, convert(float(value), str(unit), stated[1] if stated else ""))
    except ValueError as problem:
        return Found(found, code="unit", issue=f"{path!r} is {found}: {problem}.")
