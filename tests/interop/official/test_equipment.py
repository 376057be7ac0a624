"""Test equipment, the lab and plans through the official client."""

import pytest

from ionworks import (
    AutoScheduleAssignment,
    ChannelIncident,
    ChannelState,
    CyclerDetail,
    IonworksError,
    LabStatus,
    SiteDetail,
    Utilization,
)


@pytest.fixture
def lab(connect):
    """A site with a cycler and two channels, in the first project."""
    client = connect()
    (project, *_) = client.project.list()
    site = client.site.create_or_get({"name": "official site", "location": "Building 3"})
    data = {"name": "BCS-1", "project_id": project.id, "calibration_interval_days": 365}
    cycler = client.cycler.create_or_get(site.id, data)
    channels = [
        client.channel.create_or_get(cycler.id, {"name": name, "max_amps": 15, "max_volts": 9})
        for name in ("01", "02")
    ]
    return client, project, site, cycler, channels


def test_the_hierarchy(lab):
    client, project, site, cycler, channels = lab
    assert cycler.project_id == project.id
    assert site.id in [one.id for one in client.site.list(name="official", location="building")]
    assert client.site.list(order_by="name", order="desc").total >= 1
    assert client.cycler.list(site.id, name_exact="BCS-1").total == 1
    assert client.channel.list_all(cycler_id=cycler.id).total == 2
    detail = client.site.detail(site.id)
    assert isinstance(detail, SiteDetail)
    assert [one.id for one in detail.cyclers[0].channels] == [one.id for one in channels]
    assert isinstance(client.cycler.detail(cycler.id), CyclerDetail)
    assert client.cycler.update(cycler.id, {"port": 502}).port == 502
    with pytest.raises(IonworksError) as caught:
        client.site.create({"name": "official site"})
    assert caught.value.status_code == 409
    assert client.site.create_or_get({"name": "official site"}).id == site.id


def test_service_and_incidents(lab):
    client, project, _, cycler, (first, _) = lab
    event = client.cycler.start_service(cycler.id, "calibration", "2026-03-02T08:00:00Z")
    assert event.performed_at is None
    assert client.channel.get(first.id).out_of_commission
    (incident, *_) = client.channel.list_incidents(first.id)
    assert isinstance(incident, ChannelIncident)
    assert (incident.service_event_id, incident.is_overdue_to_return) == (event.id, False)
    status = client.lab.status(project.id)
    assert isinstance(status, LabStatus)
    assert status.sites[0].cyclers[0].channels[0].state == ChannelState.out_of_commission
    done = client.cycler.complete_service(cycler.id, performed_at="2026-03-02T16:00:00Z")
    assert done.id == event.id
    assert client.cycler.get(cycler.id).calibration_due_at.year == 2027
    assert client.cycler.list_service_events(cycler.id).items[0].id == event.id
    assert len(client.lab.free_channels(project.id, min_amps=10)) == 2
    assert client.lab.utilization(project.id) == Utilization(
        percent=0, occupied=0, stale=0, free=2, out_of_commission=0, total=2
    )
    assert client.lab.list_watched(project.id) == []


def test_plans(lab):
    client, project, *_ = lab
    spec = client.cell_spec.create_or_get({"name": "planned", "project_id": project.id})
    protocol = client.protocol.create(
        name="rest", protocol={"steps": [{"direction": "Rest"}]}, project_id=project.id
    )
    data = {
        "name": "Check-up",
        "protocol_id": protocol.id,
        "cell_specification_id": spec.id,
        "estimated_duration_seconds": 3600,
    }
    plan = client.planned_measurement.create_or_get(data, project.id)
    assert plan.status == "requested"
    proposal = client.planned_measurement.auto_schedule_proposal([plan.id], project_id=project.id)
    (assignment,) = proposal.assignments
    assert isinstance(assignment, AutoScheduleAssignment)
    assert assignment.is_scheduled
    apply = client.planned_measurement.apply_auto_schedule_proposal
    (scheduled,) = apply(proposal.assignments, project.id)
    assert (scheduled.status, scheduled.channel_id) == ("scheduled", assignment.channel_id)
    with pytest.raises(IonworksError) as caught:
        apply(proposal.assignments, project.id)
    assert (caught.value.status_code, caught.value.error_code) == (409, "SCHEDULE_STALE")
    assert client.planned_measurement.cancel(plan.id, project.id).status == "cancelled"
    slot = (assignment.channel_id, "2126-01-01T00:00:00Z", "2126-01-02T00:00:00Z")
    again = client.planned_measurement.schedule(plan.id, *slot, project_id=project.id)
    assert again.planned_end_time.day == 2
    listed = client.planned_measurement.list(project.id, status="scheduled", name="check")
    assert [one.id for one in listed] == [plan.id]
    client.planned_measurement.delete(plan.id, project.id)
    assert client.planned_measurement.list(project.id).total == 0
