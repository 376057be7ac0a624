"""What a loader is asked for: read and checked here, before anything is fetched."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeAlias, get_args

from attrs import field, frozen

from ionworks._given import nearest
from ionworks.tables.electrodes import WorkingElectrode, read_working_electrode
from ionworks.transforms.amounts import Since, read_capacity
from ionworks.transforms.unit_conversion import read_units

StepChoice: TypeAlias = int | str | Mapping[str, int]

# In the order in which they are applied.
TRANSFORMS = (
    "split_cccv",
    "capacity",
    "c_rate",
    "rest_to_ocp",
    "keep_first_ocp_point",
    "ocp_branch",
    "sort",
    "remove_duplicates",
    "remove_extremes",
    "filters",
    "interpolate",
    "units",
)
#: What no configuration of the platform knows.
LOCAL_TRANSFORMS = ("ocp_branch", "capacity", "c_rate", "units")
OCP_BRANCHES = ("discharge", "charge", "both")
_OPTIONS = ("first_step", "last_step", "capacity_column", "transforms")


@frozen
class TimeRange:
    """A window of elapsed time in seconds; a bound that is None is open."""

    start: float | None = None
    end: float | None = None

    @classmethod
    def read(cls, given: Any) -> TimeRange | None:
        """Read ``{"start": s, "end": s}``."""
        if given is None:
            return None
        if not isinstance(given, Mapping):
            raise ValueError(
                f"time_range is a {type(given).__name__}; give {{'start': s, 'end': s}} in seconds"
            )
        _refuse_unknown("time_range", given, ("start", "end"))
        bounds = {side: _seconds(side, value) for side, value in given.items() if value is not None}
        window = cls(**bounds)
        if window.start is not None and window.end is not None and window.end < window.start:
            raise ValueError(
                f"time_range ends at {window.end} s, before its start {window.start} s"
            )
        return window if bounds else None

    def to_dict(self) -> dict[str, float]:
        """Return the bounds that are set."""
        bounds = {"start": self.start, "end": self.end}
        return {side: value for side, value in bounds.items() if value is not None}


@frozen
class LoaderOptions:
    """The choice of steps and rows, and what is done to them."""

    first_step: StepChoice | None = None
    last_step: StepChoice | None = None
    capacity_column: str | None = None
    transforms: Mapping[str, Any] = field(factory=dict)
    time_range: TimeRange | None = None
    working_electrode: WorkingElectrode | None = None

    @classmethod
    def read(
        cls,
        options: Any = None,
        *,
        time_range: Any = None,
        working_electrode: Any = None,
        **given: Any,
    ) -> LoaderOptions:
        """Read options from a mapping or a model of one, and from single values, which win.

        Transforms may stand beside the other options as well as inside ``transforms``.
        """
        if hasattr(options, "model_dump"):  # an options model of the configuration schema
            options = options.model_dump(exclude_none=True)
        if options is not None and not isinstance(options, Mapping):
            raise ValueError(f"options is a {type(options).__name__}; give a mapping")
        merged = {**(options or {}), **{name: v for name, v in given.items() if v is not None}}
        _refuse_unknown("options", merged, (*_OPTIONS, *TRANSFORMS))
        transforms = merged.get("transforms")
        if transforms is not None and not isinstance(transforms, Mapping):
            raise ValueError(f"transforms is a {type(transforms).__name__}; give a mapping")
        transforms = {
            **{name: merged[name] for name in TRANSFORMS if name in merged},
            **(transforms or {}),
        }
        _refuse_unknown("transforms", transforms, TRANSFORMS)
        if transforms.get("ocp_branch") is not None and not transforms.get("rest_to_ocp"):
            raise ValueError("ocp_branch chooses among the points of rest_to_ocp; set that too")
        capacity_column = merged.get("capacity_column")
        if capacity_column is not None and not isinstance(capacity_column, str):
            raise ValueError(f"capacity_column is {capacity_column!r}; give the name of a column")
        return cls(
            first_step=_step_choice("first_step", merged.get("first_step")),
            last_step=_step_choice("last_step", merged.get("last_step")),
            capacity_column=capacity_column,
            transforms={
                name: _transform(name, transforms[name])
                for name in TRANSFORMS
                if transforms.get(name) is not None
            },
            time_range=TimeRange.read(time_range),
            working_electrode=read_working_electrode(working_electrode),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the options that are set, as a configuration has them."""
        found = {name: getattr(self, name) for name in _OPTIONS}
        return {
            name: dict(value) if isinstance(value, Mapping) else value
            for name, value in found.items()
            if value is not None and value != {}
        }


def _refuse_unknown(name: str, given: Mapping[Any, Any], known: tuple[str, ...]) -> None:
    for key in given:
        if key not in known:
            meant = nearest(key, known)
            hint = f"; did you mean {meant!r}?" if meant else ""
            raise ValueError(f"{name} has no {key!r}{hint} There are: {', '.join(known)}")


def _seconds(side: str, value: Any) -> float:
    try:
        seconds = math.nan if isinstance(value, bool | str) else float(value)
    except (TypeError, ValueError):
        seconds = math.nan
    if not math.isfinite(seconds):
        raise ValueError(f"the {side} of time_range is {value!r}; give a number of seconds")
    return seconds


def _whole_number(value: Any) -> int | None:
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        return None
    return int(value.__index__())


def _step_choice(name: str, value: Any) -> StepChoice | None:
    number = _whole_number(value)
    if number is not None:
        if number < 0:
            raise ValueError(f"{name} is {number}; steps count from 0")
        return number
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    if isinstance(value, Mapping) and len(value) == 1:
        ((kind, count),) = value.items()
        number = _whole_number(count)
        if kind in ("step", "cycle") and number is not None:
            return {kind: number}
    raise ValueError(
        f"{name} is {value!r}; give a row of the step table, an SQL query over `steps` that "
        "finds one, or {'cycle': n} or {'step': n}"
    )


def _transform(name: str, value: Any) -> Any:
    if name == "filters":
        return _filters(value)
    if name == "interpolate":
        return _grid(value)
    if name == "capacity":
        since = "step" if value is True else value
        if since is not False and since not in get_args(Since):
            raise ValueError(f"capacity is {value!r}; give 'step', 'cycle' or 'start'")
        return since
    if name == "c_rate":
        return read_capacity(value)
    if name == "units":
        return read_units(value)
    if name == "ocp_branch":
        if value not in OCP_BRANCHES:
            raise ValueError(
                f"ocp_branch is {value!r}; give 'discharge' or 'charge' for the rests after one, "
                "or 'both' for all rests in the order of time"
            )
        return value
    if not isinstance(value, bool):
        raise ValueError(f"transform {name!r} is {value!r}; give True or False")
    return value


def _filters(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"filters is {value!r}; give a mapping of columns to filters")
    for column, described in value.items():
        kind = described.get("filter_type") if isinstance(described, Mapping) else None
        if kind != "savgol":
            raise ValueError(
                f"the filter of {column!r} is of type {kind!r}; there is 'savgol', as in "
                "{'filter_type': 'savgol', 'parameters': {'window_length': 11, 'polyorder': 2}}"
            )
        _refuse_unknown(f"the filter of {column!r}", described, ("filter_type", "parameters"))
    return {column: dict(described) for column, described in value.items()}


def _grid(value: Any) -> float | list[float]:
    """Read a spacing or a grid of times in seconds."""
    try:
        if hasattr(value, "__len__") and not isinstance(value, str | bytes):
            grid = [float(point) for point in value]
            if grid and all(map(math.isfinite, grid)):
                return grid
        elif not isinstance(value, bool | str):
            spacing = float(value)
            if math.isfinite(spacing) and spacing > 0:
                return spacing
    except (TypeError, ValueError):
        pass
    raise ValueError(f"interpolate is {value!r}; give a spacing above 0 or a list of times, in s")
