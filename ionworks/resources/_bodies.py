"""Bodies that users describe as dicts.

Records in them become ids. Unknown keys and units of the wrong dimension get a warning.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from ionworks_generated import models as generated
from ionworks_generated.types import Body

from ionworks._deprecation import callers_level
from ionworks._given import nearest
from ionworks.ids import id_of
from ionworks.quantities import wrong_units
from ionworks.records import Record

Model: TypeAlias = type[Body] | type[Record]


def body_of(data: Any, body: type[Body], *records: type[Record], what: str) -> Any:
    """Return a body as it is sent, and warn of what looks wrong in it.

    That is a key that the contract does not know, and a unit of the wrong dimension.

    Keys that are unknown are sent all the same: a newer service may know them. Where the contract
    closes a body, the service refuses them by name, and no warning is needed.

    Parameters
    ----------
    data : mapping
        The body as the user described it. A value that is not a mapping is returned unchanged. Of a
        record, fields that are None are left out.
    body : type
        The generated body, which knows the keys.
    *records : type
        Records that know further keys: the service sets them, and ignores them here.
    what : str
        What the body describes, for the warning.
    """
    if not isinstance(data, Mapping):
        return data
    for place, key, known in _unknown(data, (body, *records), what):
        meant = nearest(key, known)
        hint = f"did you mean {meant!r}?" if meant else f"known are {', '.join(sorted(known))}."
        warnings.warn(
            f"{key!r} is not a field of {place}; {hint} It is sent as it is, and the service may "
            "ignore it",
            UserWarning,
            stacklevel=callers_level(),
        )
    warn_of_units(data)
    if isinstance(data, Record):
        # None in a record may say that the field was not in the answer: lists leave components
        # out. An update would delete what is sent as null.
        data = {key: value for key, value in data.items() if value is not None}
    return {
        key: id_of(value, key) if isinstance(value, Record) and str(key).endswith("_id") else value
        for key, value in data.items()
    }


def warn_of_units(data: Any, place: str = "") -> None:
    """Warn of each quantity whose unit does not fit its name, such as a capacity in V."""
    for sentence in wrong_units(data, place):
        warnings.warn(
            f"{sentence}. It is sent as it is; correct it if it is wrong",
            UserWarning,
            stacklevel=callers_level(),
        )


def _unknown(
    data: Mapping[Any, Any], models: tuple[type[Body], *tuple[Model, ...]], place: str
) -> Iterator[tuple[str, Any, list[str]]]:
    """Yield each key that no model knows, with its place and with the keys that are known."""
    if not models[0]._is_open:
        return
    known = {name for model in models for name in model._fields}
    for key, value in data.items():
        if key not in known:
            yield place, key, [*models[0]._fields]
        elif isinstance(value, Mapping) and key in models[0]._inner:
            inner: Any = tuple(
                getattr(generated, model._inner[key]) for model in models if key in model._inner
            )
            yield from _unknown(value, inner, f"{key!r} of {place}")
