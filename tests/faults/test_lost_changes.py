"""Deletes and updates that were carried out although their answers were lost.

Both are sent again: to delete twice leaves the same behind as once, and a merge patch names
what shall be, not what to add.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from faults import breaks
from faults.conftest import Stage

from ionworks.errors import NotFoundError

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
        "raw": ("raw_data", lambda: direct.raw_data.upload(b"raw", name=stage.name("r"))),
    }


KINDS = ["project", "spec", "batch", "instance", "measurement", "raw"]


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
def test_an_update_whose_answer_was_lost_is_sent_again(
    stage: Stage, through: Callable[..., Any], kind: str
) -> None:
    """A merge patch names what shall be: applied twice it gives what it gives once."""
    attribute, make = records(stage)[kind]
    one = make()
    name = stage.name("renamed")
    stage.service.break_(breaks.reset_after, of_method("PATCH"))
    changed = through(lambda client: getattr(client, attribute).update(one.id, {"name": name}))
    assert changed.name == name
    assert stage.sent("PATCH", one.id) == (2, 2)
    assert getattr(stage.direct, attribute).get(one.id).name == name


def test_a_patch_sent_twice_merges_once(stage: Stage, through: Callable[..., Any]) -> None:
    volts = {"value": 4.2, "unit": "V"}
    spec = stage.direct.cell_spec.create(
        {"name": stage.name("spec"), "ratings": {"voltage_max": volts, "capacity": volts}}
    )
    stage.service.break_(breaks.reset_after, of_method("PATCH"))
    patch = {"ratings": {"capacity": None, "voltage_min": volts}}
    changed = through(lambda client: client.cell_spec.update(spec.id, patch))
    assert sorted(changed.ratings) == ["voltage_max", "voltage_min"]
