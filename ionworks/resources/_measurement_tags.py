"""Changing the tags of measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ionworks_generated.api.cell_measurements import bulk_update_measurement_tags

from ionworks._io.operations import payload
from ionworks.ids import one_or_more
from ionworks.resources._queries import texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ionworks._io.runtime import Runtime


async def change_tags(
    runtime: Runtime,
    measurement_ids: Any,
    *,
    add: str | Iterable[str] = (),
    remove: str | Iterable[str] = (),
) -> int:
    """Add and remove tags, and return how many measurements changed."""
    ids = one_or_more(measurement_ids, "measurement_ids")
    added, removed = _several(add, "tags"), _several(remove, "tags")
    if not ids or not (added or removed):
        return 0
    body = payload({"measurement_ids": ids, "add": added, "remove": removed})
    return (await runtime.call(bulk_update_measurement_tags, body=body)).updated_count


def _several(given: Any, argument: str) -> list[str]:
    if given is None:
        raise TypeError(f"`{argument}` is None; give a tag or a list of tags")
    return [given] if isinstance(given, str) else texts(given, argument) or []
