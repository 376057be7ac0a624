"""Cyclers of a site: their detail, their service, their calibration."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from ionworks import errors
from ionworks.pagination import PaginatedList
from ionworks.records import CyclerDetail, SiteDetail


def new_cycler(do: Any, channels: int = 2, **fields: Any) -> Any:
    site = do(lambda client: client.site.create({"name": f"site {uuid4()}"}))
    cycler = do(lambda client: client.cycler.create(site, {"name": "cycler", **fields}))
    for number in range(channels):
        data = {"name": f"{number:02}"}
        do(lambda client, data=data: client.channel.create(cycler, data))
    return cycler


def channels_of(do: Any, cycler: Any) -> list[Any]:
    return list(do(lambda client: client.channel.list(cycler, order_by="name")))


def test_a_site_has_its_cyclers_and_their_channels(do: Any) -> None:
    first = new_cycler(do)
    second = do(lambda client: client.cycler.create(first.site_id, {"name": "second"}))
    detail = do(lambda client: client.site.detail(first.site_id))
    assert isinstance(detail, SiteDetail)
    assert detail.site.id == detail["site"].id == first.site_id
    assert [each.cycler.id for each in detail.cyclers] == [first.id, second.id]
    assert [each.name for each in detail.cyclers[0].channels] == ["00", "01"]
    assert detail.cyclers[1].channels == []
    alone = do(lambda client: client.cycler.detail(first))
    assert isinstance(alone, CyclerDetail)
    assert alone == detail.cyclers[0]
    assert alone == do(lambda client: client.cycler.detail_from_cycler(first))
    dumped = detail.model_dump()
    assert dumped["cyclers"][0]["channels"][1]["name"] == "01"
    assert repr(detail) == f"SiteDetail(site={detail.site.name!r}, cyclers=2)"


def test_a_cycler_belongs_to_the_project_of_the_client(do: Any, connection: Any) -> None:
    cycler = new_cycler(do, 0)
    assert cycler.project_id == connection["project_id"]
    listed = do(lambda client: client.cycler.list(cycler.site_id, project_id=cycler.project_id))
    assert [each.id for each in listed] == [cycler.id]


def test_service_takes_the_channels_out_and_back(do: Any) -> None:
    cycler = new_cycler(do)
    first, second = channels_of(do, cycler)
    broken = {"out_of_commission": True, "incident_category": "hardware_failure"}
    do(lambda client: client.channel.update(first, broken))
    with pytest.raises(ValueError, match="scheduled_until"):
        do(
            lambda client: client.cycler.start_service(
                cycler, "firmware", "2026-03-02", scheduled_until="2026-03-02T00:00:00Z"
            )
        )
    event = do(
        lambda client: client.cycler.start_service(
            cycler, "calibration", "2026-03-02", scheduled_until="2026-03-03", notes="yearly"
        )
    )
    assert (event.event_type, event.performed_at, event.notes) == ("calibration", None, "yearly")
    assert event.project_id == cycler.project_id
    with pytest.raises(errors.ConflictError):  # at most one is open
        do(lambda client: client.cycler.start_service(cycler, "repair", "2026-03-02"))
    assert [each.out_of_commission for each in channels_of(do, cycler)] == [True, True]
    (incident,) = do(lambda client: client.channel.list_incidents(second))
    assert (incident.service_event_id, incident.category) == (event.id, "calibration")
    assert (incident.notes, incident.resolved_at) == ("yearly", None)
    assert incident.service_scheduled_until.day == 3
    assert incident.is_overdue_to_return  # its end is past, and it is open
    (own,) = do(lambda client: client.channel.list_incidents(first))
    assert (own.service_event_id, own.category) == (None, "hardware_failure")
    assert not own.is_overdue_to_return

    done = do(
        lambda client: client.cycler.complete_service(
            cycler, "2026-03-02T12:00:00Z", calibration_interval_days=10, event_type="other"
        )
    )
    assert (done.id, done.event_type) == (event.id, "calibration")
    assert done.performed_at.hour == 12
    # One that was out before keeps its own incident.
    assert [each.out_of_commission for each in channels_of(do, cycler)] == [True, False]
    (incident,) = do(lambda client: client.channel.list_incidents(second))
    assert incident.resolved_at is not None
    assert not incident.is_overdue_to_return
    now = do(lambda client: client.cycler.get(cycler))
    assert now.last_calibrated_at == done.performed_at
    assert (now.calibration_interval_days, now.calibration_due_at.day) == (10, 12)


def test_a_service_is_recorded_afterwards(do: Any) -> None:
    cycler = new_cycler(do, 1, calibration_interval_days=30)
    assert cycler.calibration_due_at is None
    other = do(lambda client: client.cycler.complete_service(cycler, event_type="repair"))
    assert (other.event_type, other.scheduled_for) == ("repair", None)
    assert other.performed_at is not None
    assert do(lambda client: client.cycler.get(cycler)).last_calibrated_at is None
    do(lambda client: client.cycler.complete_service(cycler, "2026-02-01"))
    do(lambda client: client.cycler.complete_service(cycler, "2025-02-01"))  # recorded late
    now = do(lambda client: client.cycler.get(cycler))
    assert now.last_calibrated_at.isoformat() == "2026-02-01T00:00:00+00:00"
    assert now.calibration_due_at.isoformat() == "2026-03-03T00:00:00+00:00"
    for query, found in (
        ({"calibration_due_after": "2026-03-02"}, 1),
        ({"calibration_due_after": "2026-03-03"}, 0),
        ({"calibration_due_before": "2026-03-04"}, 1),
        ({"calibration_due_before": "2026-03-03", "order_by": "calibration_due_at"}, 0),
    ):
        page = do(lambda client, query=query: client.cycler.list(cycler.site_id, **query))
        assert page.total == found, query
    do(lambda client: client.cycler.update(cycler, {"calibration_interval_days": 1}))
    assert do(lambda client: client.cycler.get(cycler)).calibration_due_at.day == 2
    events = do(lambda client: client.cycler.list_service_events(cycler, limit=2))
    assert isinstance(events, PaginatedList)
    assert ([one.performed_at.year for one in events], events.total) == ([2025, 2026], 3)


def test_a_site_goes_with_all_that_is_below_it(do: Any) -> None:
    cycler = new_cycler(do)
    first, _ = channels_of(do, cycler)
    do(lambda client: client.cycler.start_service(cycler, "repair", "2026-03-02"))
    do(lambda client: client.site.delete(cycler.site_id))
    for act in (
        lambda client: client.cycler.get(cycler),
        lambda client: client.channel.get(first),
        lambda client: client.channel.list_incidents(first),
        lambda client: client.cycler.list_service_events(cycler),
    ):
        with pytest.raises(errors.NotFoundError):
            do(act)
