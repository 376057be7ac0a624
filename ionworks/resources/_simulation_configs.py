"""Configurations of simulations: checked, and split into the requests that they take."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Real
from typing import Any, Final

from attrs import frozen

from ionworks._given import kind_of, nearest
from ionworks.ids import id_of
from ionworks.records import Record
from ionworks.resources._configs import plain_config
from ionworks.resources._queries import texts

_ONE: Final = "design_parameters"
_MANY: Final = "conditions"
_SAMPLED: Final = "design_parameters_doe"
_KEYS: Final = (
    "parameterized_model",
    "protocol_experiment",
    "protocol_id",
    "experiment_parameters",
    _ONE,
    _SAMPLED,
    _MANY,
    "max_backward_jumps",
    "study_id",
    "extra_variables",
    "project_id",
)
_QUICK: Final = ("capacity", "chemistry", "resistance_pct", "cell_spec_id")
_SAMPLINGS: Final = ("grid", "random", "latin_hypercube")
_ROWS: Final = ("range", "discrete", "normal")


@frozen
class SimulationPlan:
    """The requests that a configuration takes.

    Attributes
    ----------
    protocol_id : str, optional
        Saved protocol to run.
    to_parse : dict, optional
        Body that turns the protocol in the configuration into a saved one.
    body : dict
        Body that starts the runs, without the protocol.
    """

    protocol_id: str | None
    to_parse: dict[str, Any] | None
    body: dict[str, Any]


def plan_of(config: Any, default_project: str | None, *, single: bool) -> SimulationPlan:
    """Read a configuration of one simulation, or of a batch.

    Parameters
    ----------
    config : mapping or object
        What the user wants.
    default_project : str, optional
        Project of the client.
    single : bool
        Whether it has to be one run.

    Raises
    ------
    ValueError
        It lacks something, or contradicts itself.
    TypeError
        It, or a part of it, is of the wrong type.
    """
    given = _config_as_dict(config)
    _check_keys(given, _KEYS, "config")
    _check_choices(given, single)
    model = _model(given.get("parameterized_model"))
    shared = _values(given.get("experiment_parameters"), "experiment_parameters")
    body: dict[str, Any] = {"parameterized_model": model, "experiment_parameter_sets": [shared]}
    conditions = _conditions(given.get(_MANY), shared)
    if conditions is not None:
        body[_MANY] = conditions
    design = _design(given, single)
    if design is not None:
        body[_SAMPLED] = design
    if given.get("max_backward_jumps") is not None:
        body["max_backward_jumps"] = _count(given["max_backward_jumps"], "max_backward_jumps", 0)
    if given.get("study_id") is not None:
        body["study_id"] = id_of(given["study_id"], "study_id")
    if given.get("extra_variables") is not None:
        body["extra_variables"] = texts(given["extra_variables"], "extra_variables")
    stated = given.get("project_id")
    project = default_project if stated is None else id_of(stated, "project_id")
    in_project = {} if project is None else {"project_id": project}
    experiment = given.get("protocol_experiment")
    is_quick = isinstance(model, dict) and "quick_model" in model
    if experiment is not None or stated is not None or is_quick:
        body.update(in_project)
    if experiment is None:
        return SimulationPlan(id_of(given["protocol_id"], "protocol_id"), None, body)
    # Whatever an input is in a run, the protocol has to know its name while it is read.
    inputs: dict[str, Any] = {}
    for condition in conditions or ():
        inputs = {**condition["experiment_parameters"], **inputs}
    to_parse = {
        "protocol_experiment": _experiment(experiment),
        "experiment_parameters": {**inputs, **shared},
        **in_project,
    }
    return SimulationPlan(None, to_parse, body)


def runs_in(design: Mapping[str, Any]) -> int:
    """Count the runs of a sampled design."""
    if design["sampling"] != "grid":
        return int(design.get("count", 1))
    return math.prod(
        len(row["values"]) if row["type"] == "discrete" else int(row.get("count", 1))
        for row in design["rows"]
    )


def _config_as_dict(config: Any) -> dict[str, Any]:
    if isinstance(config, Record) or not isinstance(config, Mapping):
        return plain_config(config)
    # Records stay what they are: they stand for their ids.
    return {
        key: one if isinstance(one, Record) else plain_config({key: one})[key]
        for key, one in config.items()
    }


def _check_keys(given: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    for key in given:
        if key not in known:
            meant = nearest(key, known)
            hint = f"did you mean {meant!r}?" if meant else f"known are {', '.join(known)}"
            raise ValueError(f"{key!r} is not a field of {place}; {hint}")


def _check_choices(given: Mapping[str, Any], single: bool) -> None:
    has = {key for key, value in given.items() if value is not None}
    if "parameterized_model" not in has:
        raise ValueError("`parameterized_model` is missing; name the model to simulate")
    if len(has & {"protocol_experiment", "protocol_id"}) != 1:
        raise ValueError(
            "Give one of `protocol_experiment` (a protocol as text) and `protocol_id` (a saved one)"
        )
    if single and _MANY in has:
        raise ValueError(
            f"`{_MANY}` lists several runs, and protocol() makes one; use protocol_batch(), or "
            "`experiment_parameters` and `design_parameters`"
        )
    if not single and _ONE in has:
        raise ValueError(
            f"`{_ONE}` describes one run, and protocol_batch() makes several; use `{_MANY}` or "
            f"`{_SAMPLED}`, or protocol()"
        )
    for one, other in ((_ONE, _SAMPLED), (_MANY, _SAMPLED)):
        if {one, other} <= has:
            raise ValueError(f"Give one of `{one}` and `{other}`, not both")


def _model(model: Any) -> str | dict[str, Any]:
    if not isinstance(model, Mapping) or isinstance(model, Record):
        return id_of(model, "parameterized_model_id")
    if not {"quick_model", "model_id", "parameters"} & model.keys():
        _check_keys(model, _QUICK, "a quick model")
        model = {"quick_model": model}
    _check_keys(model, ("quick_model", "model_id", "parameters"), "parameterized_model")
    if ("quick_model" in model) == ("model_id" in model):
        raise ValueError("`parameterized_model` has either a `quick_model` or a `model_id`")
    found = dict(model)
    if "model_id" in found:
        found["model_id"] = id_of(found["model_id"], "model_id")
        return found
    quick = found["quick_model"]
    if not isinstance(quick, Mapping):
        raise TypeError(
            "`quick_model` is a dict such as {'capacity': 5.0, 'chemistry': 'NMC/Graphite'}, "
            f"not a {type(quick).__name__}"
        )
    _check_keys(quick, _QUICK, "a quick model")
    found["quick_model"] = dict(quick)
    if quick.get("cell_spec_id") is not None:
        found["quick_model"]["cell_spec_id"] = id_of(quick["cell_spec_id"], "cell_spec_id")
    return found


def _experiment(experiment: Any) -> dict[str, str]:
    if not isinstance(experiment, Mapping):
        raise TypeError(
            "`protocol_experiment` is a dict with the text `protocol` and a `name`, not a "
            f"{type(experiment).__name__}"
        )
    _check_keys(experiment, ("protocol", "name"), "protocol_experiment")
    for key in ("protocol", "name"):
        text = experiment.get(key)
        if not isinstance(text, str) or not text.strip():
            raise ValueError(
                f"`protocol_experiment.{key}` is {text!r}; it must be text that is not empty"
            )
    return {"protocol": experiment["protocol"], "name": experiment["name"]}


def _conditions(conditions: Any, shared: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    if conditions is None:
        return None
    if not isinstance(conditions, list) or not conditions:
        raise ValueError(f"`{_MANY}` is a list with one dict for each run, and has at least one")
    found = []
    for place, condition in enumerate(conditions):
        name = f"{_MANY}[{place}]"
        if not isinstance(condition, Mapping):
            raise TypeError(f"`{name}` is a {type(condition).__name__}; it must be a dict")
        _check_keys(condition, ("experiment_parameters", _ONE), name)
        own = _values(condition.get("experiment_parameters"), f"{name}.experiment_parameters")
        design = _values(condition.get(_ONE), f"{name}.{_ONE}")
        found.append({"experiment_parameters": {**shared, **own}, _ONE: design})
    return found


def _design(given: Mapping[str, Any], single: bool) -> dict[str, Any] | None:
    flat = _values(given.get(_ONE), _ONE)
    if flat:
        only = [{"type": "discrete", "name": name, "values": [flat[name]]} for name in flat]
        return {"sampling": "grid", "rows": only}
    design = given.get(_SAMPLED)
    if design is None:
        return None
    if not isinstance(design, Mapping):
        raise TypeError(f"`{_SAMPLED}` is a {type(design).__name__}; it must be a dict")
    _check_keys(design, ("sampling", "rows", "count"), _SAMPLED)
    if design.get("sampling") not in _SAMPLINGS:
        raise ValueError(
            f"`{_SAMPLED}.sampling` is {design.get('sampling')!r}; it is one of "
            f"{', '.join(_SAMPLINGS)}"
        )
    rows = design.get("rows")
    if not isinstance(rows, list) or not rows:
        raise ValueError(f"`{_SAMPLED}.rows` is a list of the parameters that vary")
    for place, row in enumerate(rows):
        _check_row(row, f"{_SAMPLED}.rows[{place}]")
    if "count" in design:
        _count(design["count"], f"{_SAMPLED}.count", 1)
    number = runs_in(design)
    if single and number != 1:
        raise ValueError(
            f"`{_SAMPLED}` gives {number} runs, and protocol() makes one; use protocol_batch()"
        )
    return dict(design)


def _check_row(row: Any, place: str) -> None:
    if not isinstance(row, Mapping):
        raise TypeError(f"`{place}` is a {type(row).__name__}; it must be a dict")
    _check_keys(row, ("type", "name", "min", "max", "count", "values", "mean", "std"), place)
    if row.get("type") not in _ROWS:
        raise ValueError(f"`{place}.type` is {row.get('type')!r}; it is one of {', '.join(_ROWS)}")
    if not isinstance(row.get("name"), str) or not row["name"].strip():
        raise ValueError(f"`{place}.name` is {row.get('name')!r}; name a design parameter")
    needed = {"range": ("min", "max"), "discrete": ("values",), "normal": ("mean", "std")}
    for key in needed[row["type"]]:
        if row.get(key) in (None, []):
            raise ValueError(f"`{place}.{key}` is missing, which a {row['type']} row needs")
    if "count" in row:
        _count(row["count"], f"{place}.count", 1)


def _values(given: Any, place: str) -> dict[str, float | str]:
    """Read values by name: numbers and texts."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise TypeError(f"`{place}` is a dict of values by name, not {kind_of(given)}")
    found: dict[str, float | str] = {}
    for name, value in given.items():
        if isinstance(value, str):
            found[str(name)] = value
        elif isinstance(value, bool) or not isinstance(value, Real):
            raise TypeError(f"`{place}[{name!r}]` is a {type(value).__name__}, no number or text")
        elif not math.isfinite(value):
            raise ValueError(f"`{place}[{name!r}]` is {value!r}; give a number that is finite")
        else:
            found[str(name)] = float(value)
    return found


def _count(value: Any, place: str, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"`{place}` is {value!r}; it must be a whole number of at least {least}")
    return value
