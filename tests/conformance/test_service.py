"""A service of a cycler whose answer is lost is begun once."""

from __future__ import annotations

import pytest
from conformance.conftest import Face, Stage
from faults.breaks import LOST
from faults.conftest import posts


@pytest.mark.parametrize("fault", LOST)
def test_a_service_whose_answer_is_lost_is_begun_once(stage: Stage, face: Face, fault: str) -> None:
    data = {"name": f"service {stage.word()}"}
    cycler = stage.direct.cycler.create(stage.place.site, data)
    stage.proxy.break_(LOST[fault], posts(""), times=1)
    begun = face(
        lambda client: client.cycler.start_service(cycler, "repair", "2026-03-02", notes="n"),
        "proxy",
    )
    stage.proxy.heal()
    (event,) = stage.direct.cycler.list_service_events(cycler)
    assert begun.id == event.id
