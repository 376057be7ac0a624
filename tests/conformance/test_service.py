"""A service whose answer is lost is begun once and recorded once; so is what was proposed."""

from __future__ import annotations

import pytest
from conformance.conftest import Face, Stage
from faults.breaks import LOST, reset_before
from faults.conftest import posts

from ionworks.errors import APIConnectionError
from ionworks.records import Cycler


@pytest.fixture
def cycler(stage: Stage) -> Cycler:
    return stage.direct.cycler.create(stage.place.site, {"name": f"service {stage.word()}"})


@pytest.mark.parametrize("fault", LOST)
def test_a_service_whose_answer_is_lost_is_begun_once(
    stage: Stage, face: Face, cycler: Cycler, fault: str
) -> None:
    stage.proxy.break_(LOST[fault], posts(""), times=1)
    begun = face(
        lambda client: client.cycler.start_service(cycler, "repair", "2026-03-02", notes="n"),
        "proxy",
    )
    stage.proxy.heal()
    (event,) = stage.direct.cycler.list_service_events(cycler)
    assert begun.id == event.id


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("fault", LOST)
def test_a_service_whose_answer_is_lost_is_completed_once(
    stage: Stage, face: Face, cycler: Cycler, fault: str, is_open: bool
) -> None:
    if is_open:
        stage.direct.cycler.start_service(cycler, "repair", "2026-03-02")
    stage.proxy.break_(LOST[fault], posts(""), times=1)
    done = face(
        lambda client: client.cycler.complete_service(
            cycler, "2026-03-03", "n", event_type="firmware"
        ),
        "proxy",
    )
    stage.proxy.heal()
    (event,) = stage.direct.cycler.list_service_events(cycler)
    assert done == event
    assert (event.notes, event.event_type) == ("n", "repair" if is_open else "firmware")
    assert event.performed_at is not None


@pytest.mark.parametrize("is_open", [True, False])
def test_a_service_that_was_not_recorded_is_an_error(
    stage: Stage, face: Face, cycler: Cycler, is_open: bool
) -> None:
    if is_open:
        stage.direct.cycler.start_service(cycler, "repair", "2026-03-02")
    before = stage.direct.cycler.complete_service(cycler, "2026-03-03", "n")
    if is_open:
        stage.direct.cycler.start_service(cycler, "repair", "2026-03-04")
    stage.proxy.break_(reset_before, posts(""), times=1)
    with pytest.raises(APIConnectionError):
        face(lambda client: client.cycler.complete_service(cycler, "2026-03-03", "n"), "proxy")
    stage.proxy.heal()
    newest, *others = stage.direct.cycler.list_service_events(cycler)
    assert (newest.performed_at is None) is is_open
    assert [event.id for event in others] == ([before.id] if is_open else [])


@pytest.mark.parametrize("fault", ["never arrived", *LOST])
def test_what_was_proposed_is_reserved_once(stage: Stage, face: Face, fault: str) -> None:
    place, word = stage.place, stage.word()
    channel = stage.direct.channel.create(place.cycler, {"name": word})
    plan = stage.direct.planned_measurement.create(
        {
            "name": word,
            "project_id": place.project,
            "protocol_id": place.protocol,
            "cell_specification_id": place.spec,
            "estimated_duration_seconds": 60,
        }
    )
    proposal = stage.direct.planned_measurement.auto_schedule_proposal([plan.id])
    stage.proxy.break_(LOST.get(fault, reset_before), posts(""), times=1)
    (reserved,) = face(
        lambda client: client.planned_measurement.apply_auto_schedule_proposal(proposal), "proxy"
    )
    stage.proxy.heal()
    assert reserved == stage.direct.planned_measurement.get(plan.id)
    assert (reserved.status, reserved.id) == ("scheduled", plan.id)
    stage.direct.planned_measurement.delete(plan.id)
    stage.direct.channel.delete(channel.id)
