"""Changing the tags of measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ionworks_generated.api.cell_measurements import bulk_update_measurement_tags

from ionworks._io.operations import payload
from ionworks.ids import one_or_more

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
    added, removed = _several(add), _several(remove)
    if not ids or not (added or removed):
        return 0
    body = payload({"measurement_ids": ids, "add": added, "remove": removed})
    return (await runtime.call(bulk_update_measurement_tags, body=body)).updated_count


def _several(one_or_more: str | Iterable[str]) -> list[str]:
    return [one_or_more] if isinstance(one_or_more, str) else list(one_or_more)
