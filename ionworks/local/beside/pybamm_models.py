"""What PyBaMM knows of its models; imported by the process that `asking` starts."""

# What PyBaMM returns has no types:
# pyright: reportMissingImports=false

from importlib import import_module
from typing import Any

_MODULES = ("lithium_ion", "lead_acid", "sodium_ion", "equivalent_circuit")


def _pybamm() -> Any:
    """Import PyBaMM, which takes seconds."""
    return import_module("pybamm")


def list_models() -> dict[str, Any]:
    """Return the models of each module, and the values of each option."""
    pybamm = _pybamm()
    options = pybamm.BatteryModelOptions({}).possible_options
    return {
        "pybamm_models": {module: sorted(_models(module)) for module in _MODULES},
        "options": {name: _as_lists(values) for name, values in options.items()},
        "pybamm_version": pybamm.__version__,
    }


def build(of: str, name: str, options: dict[str, Any]) -> dict[str, Any]:
    """Build a model; return what was wrong with it, and whether there is such a model at all."""
    model = _models(of).get(name)
    if model is None:
        return {"is_known": False}
    chosen = {key: _tuples(value) for key, value in options.items()}
    try:
        model(chosen) if chosen else model()
    except Exception as problem:
        return {
            "is_known": True,
            "error": str(problem).strip(),
            "error_type": type(problem).__name__,
        }
    return {"is_known": True}


def _models(module: str) -> dict[str, Any]:
    pybamm = _pybamm()
    found = vars(getattr(pybamm, module, None) or object) if module in _MODULES else {}
    return {
        name: value
        for name, value in found.items()
        if isinstance(value, type) and issubclass(value, pybamm.BaseModel) and name != "BaseModel"
    }


def _as_lists(values: Any) -> Any:
    return [_as_lists(value) for value in values] if isinstance(values, list | tuple) else values


def _tuples(value: Any) -> Any:
    """Return an option with tuples, which PyBaMM has where JSON has arrays."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
