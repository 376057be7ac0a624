"""Planned measurements: requests, reservations, and proposals that are applied."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from ionworks import Ionworks, errors
from ionworks.records import PlannedMeasurement

HOUR = timedelta(hours=1)
LATER = datetime(2126, 1, 1, tzinfo=UTC)  # after now, on any day that this runs


@pytest.fixture
def lab(client: Ionworks, connection: Any) -> Any:
    """A project with two channels, and what plans need."""
    site = client.site.create({"name": f"site {uuid4()}"})
    cycler = client.cycler.create(site, {"name": "cycler"})
    spec = client.cell_spec.create({"name": "spec"})
    protocol = client.protocol.create(name="rest", protocol={"steps": [{"direction": "Rest"}]})
    return SimpleNamespace(
        project=connection["project_id"],
        cycler=cycler,
        channels=[client.channel.create(cycler, {"name": name}) for name in "ab"],
        spec=spec,
        cell=client.cell_instance.create(spec, {"name": "cell"}),
        needs={"protocol_id": protocol, "cell_specification_id": spec},
    )


def request(do: Any, lab: Any, name: str, **fields: Any) -> PlannedMeasurement:
    data = {"name": name, "estimated_duration_seconds": 3600, **lab.needs, **fields}
    plan: PlannedMeasurement = do(lambda client: client.planned_measurement.create(data))
    return plan


def test_a_plan_is_requested_scheduled_and_cancelled(do: Any, lab: Any) -> None:
    plan = request(do, lab, "plan", cell_instance_id=lab.cell)
    assert (plan.status, plan.project_id, plan.channel_id) == ("requested", lab.project, None)
    assert plan.requested_by_email
    assert plan.scheduled_by_email is None
    channel, other = lab.channels
    slot = (channel, LATER, LATER + HOUR)
    scheduled = do(lambda client: client.planned_measurement.schedule(plan, *slot))
    assert (scheduled.status, scheduled.channel_id) == ("scheduled", channel.id)
    assert scheduled.planned_end_time == LATER + HOUR
    assert scheduled.scheduled_by_email
    # A plan is not in its own way.
    moved = (channel, LATER + HOUR / 2, LATER + 3 * HOUR / 2)
    do(lambda client: client.planned_measurement.schedule(plan, *moved))
    do(lambda client: client.planned_measurement.schedule(plan, *slot))
    second = request(do, lab, "second")
    for begin in (LATER - HOUR / 2, LATER + HOUR / 2):
        with pytest.raises(errors.ConflictError):
            do(
                lambda client, begin=begin: client.planned_measurement.schedule(
                    second, channel, begin, begin + HOUR
                )
            )
    # The end is not part of the reservation.
    after = (channel, LATER + HOUR, LATER + 2 * HOUR)
    do(lambda client: client.planned_measurement.schedule(second, *after))
    assert do(lambda client: client.planned_measurement.cancel(plan)).status == "cancelled"
    third = request(do, lab, "third")
    assert do(lambda client: client.planned_measurement.schedule(third, *slot)).status
    # A plan whose channel is gone can still be read and changed.
    do(lambda client: client.channel.delete(channel))
    kept = do(lambda client: client.planned_measurement.update(third, {"notes": "n"}))
    assert (kept.channel_id, kept.notes) == (None, "n")
    del other


def test_what_a_plan_needs_is_said_before_a_request(do: Any, lab: Any) -> None:
    complete = {"name": "n", "estimated_duration_seconds": 60, **lab.needs}
    slot = {
        "status": "scheduled",
        "channel_id": lab.channels[0],
        "planned_start_time": LATER,
        "planned_end_time": LATER,
    }
    for data, named in (
        ({**complete, "protocol_id": None}, "protocol_id"),
        ({**complete, "cell_specification_id": ""}, "cell_specification_id"),
        ({**complete, "estimated_duration_seconds": None}, "estimated_duration_seconds"),
        ({**complete, "status": "scheduled"}, "channel_id"),
        ({**complete, **slot}, "planned_end_time"),
        ({**complete, "name": " "}, "name"),
    ):
        with pytest.raises(ValueError, match=f"`{named}`"):
            do(lambda client, data=data: client.planned_measurement.create(data))
    with pytest.raises(ValueError, match="project"):
        do(lambda client: client.planned_measurement.list(), project_id=None)
    assert do(lambda client: client.planned_measurement.list()).total == 0


def test_a_plan_names_what_is_in_its_project(do: Any, client: Ionworks, lab: Any) -> None:
    elsewhere = client.project.create({"name": f"other {uuid4()}"}).id
    foreign = client.cell_spec.create({"name": "spec", "project_id": elsewhere})
    cell = client.cell_instance.create(foreign, {"name": "cell"})
    for fields in (
        {"cell_specification_id": foreign},
        {"cell_instance_id": cell},
        {"protocol_id": "none"},
        {"channel_id": "none"},
    ):
        with pytest.raises(errors.IonworksError) as caught:
            request(do, lab, "refused", **fields)
        assert caught.value.status_code == 400, fields
    plan = request(do, lab, "plan")
    with pytest.raises(errors.NotFoundError):
        do(lambda client: client.planned_measurement.get(plan.id, elsewhere))
    with pytest.raises(errors.NotFoundError):
        do(lambda client: client.planned_measurement.delete(plan.id, elsewhere))


def test_proposals_fill_the_earliest_gaps(do: Any, lab: Any) -> None:
    first, second = lab.channels
    taken = request(do, lab, "taken")
    do(
        lambda client: client.planned_measurement.schedule(
            taken, first, LATER + HOUR, LATER + 3 * HOUR
        )
    )
    do(lambda client: client.channel.update(second, {"out_of_commission": True}))
    long = request(do, lab, "long", setup_duration_seconds=1800, teardown_duration_seconds=1800)
    short = request(do, lab, "short")
    proposal = do(
        lambda client: client.planned_measurement.auto_schedule_proposal(
            [long, short.id, taken], LATER
        )
    )
    found = {one.planned_measurement_name: one for one in proposal.assignments}
    # The long one does not fit before the reservation, the short one does.
    assert found["long"].planned_start_time == LATER + 3 * HOUR
    assert found["long"].planned_end_time == LATER + 5 * HOUR
    assert found["short"].planned_start_time == LATER
    assert (found["short"].channel_name, found["short"].cycler_name) == ("a", "cycler")
    assert [found[name].is_scheduled for name in ("long", "short", "taken")] == [True, True, False]
    assert "scheduled" in found["taken"].unscheduled_reason
    # Nothing is reserved by it.
    assert do(lambda client: client.planned_measurement.get(short)).status == "requested"

    plans = do(lambda client: client.planned_measurement.apply_auto_schedule_proposal(proposal))
    assert [(each.name, each.status) for each in plans] == [
        ("long", "scheduled"),
        ("short", "scheduled"),
    ]
    assert plans[1].planned_end_time == LATER + HOUR
    with pytest.raises(errors.ConflictError) as caught:
        do(lambda client: client.planned_measurement.apply_auto_schedule_proposal(proposal))
    assert caught.value.error_code == "SCHEDULE_STALE"


def test_a_stale_proposal_reserves_nothing(do: Any, lab: Any) -> None:
    plans = [request(do, lab, name) for name in ("one", "two")]
    proposal = do(lambda client: client.planned_measurement.auto_schedule_proposal(plans, LATER))
    channels = {one.channel_name for one in proposal.assignments}
    assert channels == {"a", "b"}  # both are free at once
    do(lambda client: client.channel.update(lab.channels[1], {"out_of_commission": True}))
    assignments = [dict(one) for one in proposal.assignments]
    with pytest.raises(errors.ConflictError, match="out of commission"):
        do(lambda client: client.planned_measurement.apply_auto_schedule_proposal(assignments))
    states = do(lambda client: client.planned_measurement.list(status="requested"))
    assert states.total == 2
    do(lambda client: client.channel.update(lab.channels[0], {"out_of_commission": True}))
    proposal = do(lambda client: client.planned_measurement.auto_schedule_proposal(plans))
    assert [one.is_scheduled for one in proposal.assignments] == [False, False]
    assert (
        do(lambda client: client.planned_measurement.apply_auto_schedule_proposal(proposal)) == []
    )
    with pytest.raises(TypeError, match="list"):
        do(
            lambda client: client.planned_measurement.apply_auto_schedule_proposal(
                proposal.assignments[0]
            )
        )
    with pytest.raises(ValueError, match="planned_measurement_ids"):
        do(lambda client: client.planned_measurement.auto_schedule_proposal([]))


@pytest.mark.parametrize("gone", ["protocol", "cell specification", "cell"])
def test_a_plan_that_lost_what_it_needs_reserves_nothing(
    do: Any, client: Ionworks, lab: Any, gone: str
) -> None:
    plan = request(do, lab, "plan", cell_instance_id=lab.cell)
    proposal = do(lambda client: client.planned_measurement.auto_schedule_proposal([plan], LATER))
    assert proposal.assignments[0].is_scheduled
    {
        "protocol": lambda: client.protocol.delete(lab.needs["protocol_id"]),
        "cell specification": lambda: client.cell_spec.delete(lab.spec),
        "cell": lambda: client.cell_instance.delete(lab.cell),
    }[gone]()
    slot = (lab.channels[0], LATER, LATER + HOUR)
    with pytest.raises(errors.ConflictError, match=f"The {gone} of the plan was deleted"):
        do(lambda client: client.planned_measurement.schedule(plan, *slot))
    with pytest.raises(errors.ConflictError, match=f"{gone} of the plan 'plan' was del") as caught:
        do(lambda client: client.planned_measurement.apply_auto_schedule_proposal(proposal))
    assert caught.value.error_code == "SCHEDULE_STALE"
    again = do(lambda client: client.planned_measurement.auto_schedule_proposal([plan], LATER))
    assert again.assignments[0].unscheduled_reason == f"Its {gone} was deleted."
    assert not again.assignments[0].is_scheduled
    kept = do(lambda client: client.planned_measurement.update(plan, {"notes": "still there"}))
    assert (kept.status, kept.channel_id) == ("requested", None)
    assert do(lambda client: client.planned_measurement.cancel(plan)).status == "cancelled"


def test_a_plan_is_given_what_it_lost(do: Any, client: Ionworks, lab: Any) -> None:
    plan = request(do, lab, "plan", cell_instance_id=lab.cell)
    client.cell_spec.delete(lab.spec)
    client.protocol.delete(lab.needs["protocol_id"])
    spec = client.cell_spec.create({"name": "other"})
    cell = client.cell_instance.create(spec, {"name": "cell"})
    protocol = client.protocol.create(name="other", protocol={"steps": []})
    needs = {
        "protocol_id": protocol.id,
        "cell_specification_id": spec.id,
        "cell_instance_id": cell.id,
    }
    do(lambda client: client.planned_measurement.update(plan, needs))
    slot = (lab.channels[0], LATER, LATER + HOUR)
    scheduled = do(lambda client: client.planned_measurement.schedule(plan, *slot))
    assert (scheduled.status, scheduled.cell_instance_id) == ("scheduled", cell.id)


def test_a_plan_for_any_cell_loses_none(do: Any, client: Ionworks, lab: Any) -> None:
    plan = request(do, lab, "plan")
    client.cell_instance.delete(lab.cell)
    slot = (lab.channels[0], LATER, LATER + HOUR)
    assert do(lambda client: client.planned_measurement.schedule(plan, *slot)).status == "scheduled"
