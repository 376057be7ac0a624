"""Objects of PyBaMM as they are sent: known by what they can do, with PyBaMM never required."""

# What PyBaMM returns has no types:
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ionworks._io.forms import FormFile
from ionworks.errors import RequestValidationError
from ionworks.resources._configs import plain_config

if TYPE_CHECKING:
    from types import ModuleType

_JSON = "application/json"


def required(module: str, package: str, what: str) -> ModuleType:
    """Import a package that only one call needs.

    Raises
    ------
    ImportError
        It is not installed; the message says how to install it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as problem:
        raise ImportError(f"{what} needs {package}: pip install {package}") from problem


def model_config(given: Any) -> dict[str, Any]:
    """Return the configuration of a model: a mapping as it is, a built-in one as type and options.

    Raises
    ------
    TypeError
        It is a model of the user's own, which no configuration describes.
    """
    if isinstance(given, Mapping):
        return plain_config(given)
    kind = type(given)
    if hasattr(kind, "to_config"):
        described = given.to_config()
        if described.get("type") == "custom":
            raise TypeError(
                f"{kind.__name__} is a PyBaMM model of your own, which type and options do not "
                "describe; upload it with client.model.upload_custom(model, name=...)"
            )
        if "module" not in described:
            return plain_config(described)
        found = {"type": described["type"], "options": described.get("options") or {}}
        if described["module"] != "lithium_ion":
            found["module"] = described["module"]
        return plain_config(found)
    if kind.__module__.startswith("pybamm.") and hasattr(given, "options"):
        return {"type": kind.__name__, "options": plain_config(dict(given.options), "options")}
    return plain_config(given)


def model_file(model: Any) -> FormFile:
    """Return the file that a model is uploaded as.

    Parameters
    ----------
    model : model, mapping, path or file
        A model of PyBaMM, what its ``to_json`` gives, or a file of that.

    Raises
    ------
    TypeError
        It is not one of these.
    """
    if hasattr(type(model), "to_json"):
        name = str(getattr(model, "name", None) or type(model).__name__)
        return FormFile(f"{name}.json", _written(model), _JSON)
    if isinstance(model, Mapping):
        return FormFile("model.json", json.dumps(dict(model)).encode(), _JSON)
    try:
        file = FormFile.read(model, "model.json" if isinstance(model, bytes) else None)
    except TypeError:
        raise TypeError(
            f"a model is an object of PyBaMM, a path, an open binary file, or what to_json gives, "
            f"not a {type(model).__name__}"
        ) from None
    return FormFile(file.name, file.content, _JSON)


def _written(model: Any) -> bytes:
    """Let a model write itself: only its own encoder knows all that is in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.to_json(str(path))
        # Indented it is four times as long. Infinity and NaN stay as they are.
        return json.dumps(json.loads(path.read_bytes()), separators=(",", ":")).encode()


def parameter_values(given: Any) -> Any:
    """Return the values of parameters as they are sent.

    Parameters
    ----------
    given : mapping, ParameterValues or str
        Values by name, an object of PyBaMM, or the name of one of its sets.

    Raises
    ------
    ImportError
        A set was named, and PyBaMM is not installed.
    RequestValidationError
        The name of a set is empty.
    """
    if isinstance(given, str):
        if not given.strip():
            raise RequestValidationError(
                f"`parameters` is {given!r}; give values by name, or the name of a set of PyBaMM"
            )
        pybamm = required("pybamm", "pybamm", f"the parameter set {given!r}")
        given = pybamm.ParameterValues(given)
    return given.to_json() if hasattr(type(given), "to_json") else plain_config(given, "parameters")
