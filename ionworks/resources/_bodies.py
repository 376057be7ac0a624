"""Bodies that users describe as dicts: records in them become ids, unknown keys get a warning."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from attrs import fields_dict

from ionworks.ids import id_of
from ionworks.records import Record
from ionworks.resources._checks import callers_level

_OPEN = "additional_properties"  # the field of a model that takes further keys


def body_of(data: Any, *models: type, what: str) -> Any:
    """Return a body as it is sent, and warn of keys in it that the contract does not know.

    Keys that are unknown are sent all the same: a newer service may know them. Where the contract
    closes a body, the service refuses them by name, and no warning is needed.

    Parameters
    ----------
    data : mapping
        The body as the user described it. What is no mapping is returned as it is.
    *models : type
        Models of the generated client that know the keys: that of the body, and that of the
        record, whose other fields the service sets and ignores here.
    what : str
        What the body describes, for the warning.
    """
    if not isinstance(data, Mapping):
        return data
    for place, key, known in _unknown(data, models, what):
        nearest = get_close_matches(str(key).casefold(), known, n=1)
        hint = (
            f"did you mean {nearest[0]!r}?" if nearest else f"known are {', '.join(sorted(known))}."
        )
        warnings.warn(
            f"{key!r} is not a field of {place}; {hint} It is sent as it is, and the service may "
            "ignore it",
            UserWarning,
            stacklevel=callers_level(),
        )
    return {
        key: id_of(value, key) if isinstance(value, Record) and str(key).endswith("_id") else value
        for key, value in data.items()
    }


def _unknown(
    data: Mapping[Any, Any], models: tuple[type, ...], place: str
) -> Iterator[tuple[str, Any, list[str]]]:
    """Yield each key that no model knows, with its place and with the keys that are known."""
    if _OPEN not in fields_dict(models[0]):
        return
    known = {name: spec for model in models[::-1] for name, spec in _fields_of(model).items()}
    for key, value in data.items():
        if key not in known:
            yield place, key, [*_fields_of(models[0])]
        elif isinstance(value, Mapping):
            inner = [_model_of(model, key) for model in models]
            if inner[0] is not None:
                held = tuple(model for model in inner if model is not None)
                yield from _unknown(value, held, f"{key!r} of {place}")


@cache
def _fields_of(model: type) -> dict[str, str]:
    """Return the fields of a generated model, with the text of their types."""
    found = fields_dict(model)
    return {name: str(spec.type) for name, spec in found.items() if name != _OPEN}


@cache
def _model_of(model: type, key: str) -> type | None:
    """Return the model of a field; None if its form is free, or if it is no object."""
    import ionworks_generated.models as generated

    for name in re.findall(r"\b[A-Z]\w+", _fields_of(model).get(key, "")):
        found = getattr(generated, name, None)
        if hasattr(found, "__attrs_attrs__"):
            return found
    return None
