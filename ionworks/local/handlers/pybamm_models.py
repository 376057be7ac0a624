"""Models that PyBaMM builds, where it is installed beside the platform."""

from functools import cache
from typing import Any, Final

from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.beside.asking import ask
from ionworks.local.errors import NotHere
from ionworks.local.services import Call, by_name

_PYBAMM: Final = "pybamm"


def list_pybamm_models(_call: Call) -> Response:
    """List the models of PyBaMM, and the values of their options."""
    return answer({**_list_models(), "ionworks_models": {}})


def validate_pybamm_model_config(call: Call) -> Response:
    """Build a model with options, and say whether that went well; nothing is stored."""
    name, module = call.body["pybamm_model"], call.body.get("module", "lithium_ion")
    options = call.body.get("options", {})
    built = ask("pybamm_models", "build", needs=_PYBAMM, of=module, name=name, options=options)
    if not built.pop("is_known"):
        raise NotHere(
            f"The PyBaMM of the embedded platform has no model {name!r} in {module!r}. The hosted "
            "service has more models than PyBaMM; ask it."
        )
    return answer({"valid": not built, **built})


def serialize_ionworks_model(call: Call) -> Response:
    """Refuse: these models are part of the hosted engine."""
    raise NotHere(
        f"The embedded platform has no model {call.body['name']!r} of Ionworks to write as a "
        "document; the hosted service has."
    )


@cache
def _list_models() -> dict[str, Any]:
    return ask("pybamm_models", "list_models", needs=_PYBAMM)


OPERATIONS = by_name(list_pybamm_models, validate_pybamm_model_config, serialize_ionworks_model)
