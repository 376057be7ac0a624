"""Cyclers of a site."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from ionworks.local import moments
from ionworks.local.errors import invalid
from ionworks.local.filters import Listing
from ionworks.local.handlers.collection import Collection, Row
from ionworks.local.handlers.projects import project_id
from ionworks.local.handlers.sites import SITES
from ionworks.local.schema import cyclers
from ionworks.local.services import Call

_TEXTS: Final = (
    "manufacturer",
    "model",
    "version",
    "serial_number",
    "firmware_version",
    "hostname",
)


def _facts(
    call: Call, connection: Connection, _site: str, body: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the project that the body names, or the default one."""
    return {"project_id": project_id(call, connection, body.get("project_id"))}


def _settle(_connection: Connection, values: dict[str, Any], stored: Row | None) -> None:
    values["calibration_due_at"] = due({**(stored or {}), **values})


def due(cycler: Row) -> str | None:
    """Return when a cycler has to be calibrated next.

    Raises
    ------
    Invalid
        That is after the year 9999.
    """
    last, days = cycler.get("last_calibrated_at"), cycler.get("calibration_interval_days")
    if last is None or days is None:
        return None
    try:
        return moments.as_text(datetime.fromisoformat(last) + timedelta(days=days))
    except OverflowError:
        raise invalid(["body", "calibration_interval_days"], "ends after the year 9999") from None


CYCLERS: Final = Collection(
    "cycler",
    cyclers,
    parent=SITES,
    fields=("name", *_TEXTS, "ip_address", "port", "calibration_interval_days"),
    listing=Listing.of(
        cyclers,
        text=("name", *_TEXTS, "created_by_email"),
        times=("created_at", "updated_at", "calibration_due_at"),
        exact=("project_id",),
        order=("name", "created_at", "updated_at", "calibration_due_at", "last_calibrated_at"),
    ),
    free_text=("serial_number", "hostname"),
    facts=_facts,
    settle=_settle,
)
