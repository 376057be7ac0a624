"""Deletes and updates that were carried out although their answers were lost.

A delete is sent again: twice leaves the same behind as once. An update is looked up first, and
sent again only if the record is in the version that it was in before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from faults import breaks
from faults.conftest import Stage
from support.proxy import Exchange

from ionworks.errors import APIConnectionError, ConflictError, NotFoundError

pytestmark = pytest.mark.usefixtures("slept")


def records(stage: Stage) -> dict[str, tuple[str, Callable[[], Any]]]:
    """Kinds of records: the attribute of the client, and how one is made."""
    weight = {"weight": {"value": 68.5, "unit": "g"}}
    direct, spec = stage.direct, stage.spec.id
    return {
        "project": ("project", lambda: direct.project.create({"name": stage.name("p")})),
        "spec": ("cell_spec", lambda: direct.cell_spec.create({"name": stage.name("s")})),
        "batch": (
            "cell_batch",
            lambda: direct.cell_batch.create(spec, {"name": stage.name("b")}),
        ),
        "instance": (
            "cell_instance",
            lambda: direct.cell_instance.create(spec, {"name": stage.name("i")}),
        ),
        "measurement": (
            "cell_measurement",
            lambda: direct.cell_measurement.create_properties(
                stage.cell.id, name=stage.name("m"), properties=weight
            ),
        ),
        "pipeline": (
            "pipeline",
            lambda: direct.pipeline.create({"name": stage.name("f"), "elements": {}}),
        ),
        "raw": ("raw_data", lambda: direct.raw_data.upload(b"raw", name=stage.name("r"))),
    }


KINDS = ["project", "spec", "batch", "instance", "measurement", "pipeline", "raw"]


def of_method(method: str) -> Callable[[str, str], bool]:
    return lambda used, path: used == method


@pytest.mark.parametrize("kind", KINDS)
def test_a_delete_whose_answer_was_lost_is_done(
    stage: Stage, through: Callable[..., Any], kind: str
) -> None:
    """Sent again it meets nothing (404), which is what the caller asked for."""
    attribute, make = records(stage)[kind]
    one = make()
    stage.service.break_(breaks.reset_after, of_method("DELETE"))
    assert through(lambda client: getattr(client, attribute).delete(one.id)) is None
    assert stage.sent("DELETE", one.id) == (2, 2)
    with pytest.raises(NotFoundError):
        getattr(stage.direct, attribute).get(one.id)


@pytest.mark.parametrize("refused", [False, True])
def test_deleting_what_was_never_there_is_refused(
    stage: Stage, through: Callable[..., Any], refused: bool
) -> None:
    """No attempt can have deleted it: the first was not made, or certainly not carried out."""
    if refused:
        stage.service.break_(breaks.answering(429), of_method("DELETE"))
    with pytest.raises(NotFoundError):
        through(lambda client: client.cell_spec.delete("no-such-id"))


@pytest.mark.parametrize("kind", KINDS)
def test_an_update_whose_answer_was_lost_is_looked_up(
    stage: Stage, through: Callable[..., Any], kind: str
) -> None:
    attribute, make = records(stage)[kind]
    one = make()
    name = stage.name("renamed")
    stage.service.break_(breaks.reset_after, of_method("PATCH"))
    changed = through(lambda client: getattr(client, attribute).update(one.id, {"name": name}))
    assert (changed.id, changed.name) == (one.id, name)
    assert stage.sent("PATCH", one.id) == (1, 1)
    assert getattr(stage.direct, attribute).get(one.id).name == name


def test_an_update_to_a_time_without_a_zone_is_found_when_its_answer_was_lost(
    stage: Stage, through: Callable[..., Any]
) -> None:
    """The platform reads such a time as UTC, and returns it with its zone."""
    attribute, make = records(stage)["measurement"]
    one = make()
    stage.service.break_(breaks.reset_after, of_method("PATCH"))
    changed = through(
        lambda client: getattr(client, attribute).update(
            one.id, {"start_time": "2026-03-02T10:00:00"}
        )
    )
    assert changed.start_time == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert stage.sent("PATCH", one.id) == (1, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_an_update_that_did_not_arrive_is_sent_again(
    stage: Stage, through: Callable[..., Any], kind: str
) -> None:
    attribute, make = records(stage)[kind]
    one = make()
    name = stage.name("renamed")
    stage.service.break_(breaks.reset_before, of_method("PATCH"))
    changed = through(lambda client: getattr(client, attribute).update(one.id, {"name": name}))
    assert changed.name == name
    assert stage.sent("PATCH", one.id) == (2, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_later_change_of_somebody_else_is_not_undone(
    stage: Stage, through: Callable[..., Any], kind: str
) -> None:
    """It came after ours, whose answer was lost: what is stored is theirs."""
    attribute, make = records(stage)[kind]
    one = make()
    mine, theirs = stage.name("mine"), stage.name("theirs")

    def changed_since(exchange: Exchange) -> None:
        exchange.forward()
        getattr(stage.direct, attribute).update(one.id, {"name": theirs})
        exchange.reset()

    stage.service.break_(changed_since, of_method("PATCH"))
    with pytest.raises(ConflictError, match="somebody else may have changed it"):
        through(lambda client: getattr(client, attribute).update(one.id, {"name": mine}))
    assert stage.sent("PATCH", one.id) == (1, 1)
    assert getattr(stage.direct, attribute).get(one.id).name == theirs


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_that_comes_before_the_second_attempt_is_not_undone(
    stage: Stage, through: Callable[..., Any], kind: str
) -> None:
    """The second attempt is for the version that was looked at, and is refused (412)."""
    attribute, make = records(stage)[kind]
    one = make()
    mine, theirs = stage.name("mine"), stage.name("theirs")

    def changed_before(exchange: Exchange) -> None:
        getattr(stage.direct, attribute).update(one.id, {"name": theirs})
        exchange.send(exchange.forward())

    stage.service.break_(breaks.reset_before, of_method("PATCH"))
    stage.service.break_(changed_before, of_method("PATCH"))
    with pytest.raises(ConflictError, match="somebody else may have changed it") as caught:
        through(lambda client: getattr(client, attribute).update(one.id, {"name": mine}))
    assert getattr(caught.value.__cause__, "status_code", None) == 412
    assert getattr(stage.direct, attribute).get(one.id).name == theirs


def test_a_first_attempt_that_arrives_late_is_done_once(
    stage: Stage, through: Callable[..., Any]
) -> None:
    late: list[Exchange] = []

    def kept(exchange: Exchange) -> None:
        late.append(exchange)
        exchange.reset()

    def overtaken(exchange: Exchange) -> None:
        assert late.pop().forward().status == 200
        exchange.send(exchange.forward())

    spec = stage.direct.cell_spec.create({"name": stage.name("spec")})
    stage.service.break_(kept, of_method("PATCH"))
    stage.service.break_(overtaken, of_method("PATCH"))
    changed = through(lambda client: client.cell_spec.update(spec.id, {"notes": "mine"}))
    assert changed.notes == "mine"
    assert stage.direct.cell_spec.get(spec.id).updated_at == changed.updated_at


def test_an_update_that_may_not_be_repeated_is_looked_up_all_the_same(
    stage: Stage, through: Callable[..., Any]
) -> None:
    spec = stage.direct.cell_spec.create({"name": stage.name("spec")})

    def update(client: Any) -> Any:
        return client.cell_spec.update(spec.id, {"notes": "mine"})

    stage.service.break_(breaks.reset_before, of_method("PATCH"))
    with pytest.raises(APIConnectionError):
        through(update, max_retries=0)
    stage.service.break_(breaks.reset_after, of_method("PATCH"))
    assert through(update, max_retries=0).notes == "mine"


def test_a_look_up_that_fails_leaves_the_first_problem(
    stage: Stage, through: Callable[..., Any]
) -> None:
    spec = stage.direct.cell_spec.create({"name": stage.name("spec")})

    def gone_for_good(exchange: Exchange) -> None:
        stage.down_for_good = True
        exchange.proxy.refuse()
        exchange.reset()

    stage.service.break_(gone_for_good, of_method("PATCH"))
    with pytest.raises(APIConnectionError) as caught:
        through(lambda client: client.cell_spec.update(spec.id, {"notes": "mine"}), max_retries=1)
    assert caught.value.method == "PATCH"


@pytest.mark.parametrize(
    "patch",
    [
        {"notes": None},
        {"ratings": {"capacity": None, "voltage_min": {"value": 2, "unit": "V"}}},
        {"manufacturer": "x", "ratings": None},
    ],
)
def test_a_lost_patch_is_recognised_by_what_it_merges_to(
    stage: Stage, through: Callable[..., Any], patch: dict[str, Any]
) -> None:
    volts = {"value": 4.2, "unit": "V"}
    ratings = {"voltage_max": volts, "capacity": {"value": 5.0, "unit": "A.h"}}
    spec = stage.direct.cell_spec.create(
        {"name": stage.name("spec"), "ratings": ratings, "notes": "n"}
    )
    stage.service.break_(breaks.reset_after, of_method("PATCH"))
    changed = through(lambda client: client.cell_spec.update(spec.id, patch))
    assert changed == stage.direct.cell_spec.get(spec.id)
    assert stage.sent("PATCH", spec.id) == (1, 1)


def test_moments_and_tags_are_recognised_as_the_service_writes_them(
    stage: Stage, through: Callable[..., Any]
) -> None:
    one = stage.direct.cell_measurement.create(stage.cell.id, stage.detail())
    patch = {"start_time": "2026-03-15T10:30:00+01:00", "tags": ["b", "a"]}
    stage.service.break_(breaks.reset_after, of_method("PATCH"))
    changed = through(lambda client: client.cell_measurement.update(one.id, patch))
    assert sorted(changed.tags) == ["a", "b"]
    assert stage.sent("PATCH", one.id) == (1, 1)


def test_a_list_in_another_order_is_another_list(stage: Stage, through: Callable[..., Any]) -> None:
    """Its update did not arrive, so it is sent again and not reported as done."""
    one = stage.direct.cell_spec.create(
        {"name": stage.name("s"), "properties": {"layers": ["anode", "cathode"]}}
    )
    turned = {"properties": {"layers": ["cathode", "anode"]}}
    stage.service.break_(breaks.reset_before, of_method("PATCH"))
    changed = through(lambda client: client.cell_spec.update(one.id, turned))
    assert changed.properties == turned["properties"]
    assert stage.direct.cell_spec.get(one.id).properties == turned["properties"]
