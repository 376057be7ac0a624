"""Tags of measurements."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select
from starlette.responses import Response

from ionworks.local import schema
from ionworks.local.answers import answer
from ionworks.local.errors import bad_request, not_found
from ionworks.local.filters import has_text
from ionworks.local.handlers.projects import project_id
from ionworks.local.handlers.rows import patch_row
from ionworks.local.schema import cell_measurements, measurement_tags
from ionworks.local.services import Call, by_name

MOST: Final = 50
LONGEST: Final = 50

_TABLE = measurement_tags.c
_SPELLED = schema.tags.c


def normalised(tags: Iterable[str]) -> dict[str, str]:
    """Return tags by their text without case, trimmed, sorted, each once.

    Raises
    ------
    Refusal
        A tag is blank or too long, or there are too many (400).
    """
    found: dict[str, str] = {}
    for tag in tags:
        trimmed = tag.strip()
        if not trimmed or len(trimmed) > LONGEST:
            raise bad_request(f"The tag {tag!r} is blank or longer than {LONGEST} characters.")
        found.setdefault(trimmed.casefold(), trimmed)
    if len(found) > MOST:
        raise bad_request(f"A measurement can have {MOST} tags, not {len(found)}.")
    return dict(sorted(found.items()))


def set_tags(connection: Connection, measurement_id: str, tags: Iterable[str]) -> None:
    """Replace the tags of a measurement, spelled as its project spells them already."""
    wanted = normalised(tags)
    project = connection.scalars(
        select(cell_measurements.c.project_id).where(cell_measurements.c.id == measurement_id)
    ).one()
    spelled = dict(
        connection.execute(
            select(_SPELLED.tag_key, _SPELLED.tag).where(
                _SPELLED.project_id == project, _SPELLED.tag_key.in_(wanted)
            )
        ).all()
    )
    connection.execute(delete(measurement_tags).where(_TABLE.measurement_id == measurement_id))
    rows = [
        {
            "measurement_id": measurement_id,
            "tag_key": key,
            "tag": spelled.get(key, tag),
            "project_id": project,
        }
        for key, tag in wanted.items()
    ]
    if rows:
        connection.execute(insert(measurement_tags), rows)


def tags_of(connection: Connection, measurement_ids: Sequence[str]) -> Mapping[str, list[str]]:
    """Return the tags of each measurement, sorted."""
    found: dict[str, list[str]] = {identifier: [] for identifier in measurement_ids}
    rows = connection.execute(
        select(_TABLE.measurement_id, _TABLE.tag)
        .where(_TABLE.measurement_id.in_(measurement_ids))
        .order_by(_TABLE.tag_key)
    )
    for identifier, tag in rows:
        found[identifier].append(tag)
    return found


def list_measurement_tags(call: Call) -> Response:
    """List the tags of a project, most used first."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.query.get("project_id"))
        found = select(_SPELLED.tag, _SPELLED.uses.label("usage_count")).where(
            _SPELLED.project_id == project
        )
        if "q" in call.query:
            found = found.where(has_text(_SPELLED.tag_key, call.query["q"]))
        total = connection.scalar(found.with_only_columns(func.count()))
        ordered = found.order_by(_SPELLED.uses.desc(), _SPELLED.tag_key)
        rows = connection.execute(ordered.limit(call.query["limit"])).mappings().all()
    items = [dict(row) for row in rows]
    return answer({"items": items, "count": len(items), "total": total})


def bulk_update_measurement_tags(call: Call) -> Response:
    """Add and remove tags on many measurements, on all of them or on none."""
    add, remove = normalised(call.body.get("add", ())), normalised(call.body.get("remove", ()))
    identifiers = list(dict.fromkeys(call.body["measurement_ids"]))
    changed = 0
    with call.services.database.write() as connection:
        rows = {
            row["id"]: row
            for row in connection.execute(
                select(cell_measurements).where(cell_measurements.c.id.in_(identifiers))
            ).mappings()
        }
        stored = tags_of(connection, identifiers)
        for identifier in identifiers:
            if identifier not in rows:
                raise not_found("cell_measurement", identifier)
            before = {tag.casefold(): tag for tag in stored[identifier]}
            after = {key: tag for key, tag in before.items() if key not in remove}
            after = {**add, **after}
            if after.keys() != before.keys():
                set_tags(connection, identifier, after.values())
                patch_row(call, connection, cell_measurements, rows[identifier], {})
                changed += 1
    return answer({"updated_count": changed})


OPERATIONS = by_name(list_measurement_tags, bulk_update_measurement_tags)
