"""Creates that were carried out although their answers were lost, on the real platform.

A create is sent once. What it may have made is looked up by its name, so that nothing is made
twice and nothing is taken for ours that is not; where a call does not look, its error says that
the record may be there.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

import pytest
from faults import breaks
from faults.breaks import LOST
from faults.conftest import Stage, posts
from support.proxy import Fault

from ionworks import IonworksError
from ionworks.errors import APIConnectionError, ConflictError, ServerError

pytestmark = pytest.mark.usefixtures("slept")


def creations(stage: Stage) -> dict[str, tuple[str, Callable[[Any, str], Any]]]:
    """Kinds of records that have names: end of the path, and how a user makes one."""
    spec, cell = stage.spec.id, stage.cell.id
    weight = {"weight": {"value": 68.5, "unit": "g"}}
    return {
        "project": ("/projects", lambda c, name: c.project.create_or_get({"name": name})),
        "spec": (
            "/cell_specifications",
            lambda c, name: c.cell_spec.create_or_get({"name": name}),
        ),
        "batch": (
            "/cell_batches",
            lambda c, name: c.cell_batch.create_or_get(spec, {"name": name}),
        ),
        "instance": (
            "/cell_instances",
            lambda c, name: c.cell_instance.create_or_get(spec, {"name": name}),
        ),
        "properties": (
            "/cell_measurements/create",
            lambda c, name: c.cell_measurement.create_properties(
                cell, name=name, properties=weight
            ),
        ),
    }


@pytest.mark.parametrize("kind", ["project", "spec", "batch", "instance", "properties"])
def test_what_was_not_created_is_the_first_problem(
    stage: Stage, through: Callable[..., Any], kind: str
) -> None:
    ending, create = creations(stage)[kind]
    stage.service.break_(breaks.reset_before, posts(ending), times=inf)
    with pytest.raises(APIConnectionError) as caught:
        through(lambda client: create(client, stage.name(kind)))
    assert caught.value.method == "POST"
    assert stage.sent("POST", ending) == (1, 0)


def test_properties_of_somebody_else_are_not_taken_for_ours(
    stage: Stage, through: Callable[..., Any]
) -> None:
    name, heavy = stage.name("weight"), {"weight": {"value": 70.0, "unit": "g"}}
    stage.direct.cell_measurement.create_properties(stage.cell.id, name=name, properties=heavy)
    _, create = creations(stage)["properties"]
    with pytest.raises(ConflictError):
        through(lambda client: create(client, name))
    stage.service.break_(breaks.reset_before, posts("/cell_measurements/create"))
    with pytest.raises(APIConnectionError):
        through(lambda client: create(client, name))


@pytest.mark.parametrize(
    ("fault", "error"), [(breaks.reset_after, APIConnectionError), (LOST["502"], ServerError)]
)
def test_a_plain_create_says_that_it_may_have_been_made(
    stage: Stage, through: Callable[..., Any], fault: Fault, error: type[IonworksError]
) -> None:
    name = stage.name("spec")
    stage.service.break_(fault, posts("/cell_specifications"))
    with pytest.raises(error, match=r"may have been carried out.*create_or_get"):
        through(lambda client: client.cell_spec.create({"name": name}))
    assert stage.sent("POST", "/cell_specifications") == (1, 1)
    assert through(lambda client: client.cell_spec.create_or_get({"name": name})).name == name


def test_what_certainly_was_not_made_is_not_said_to_be(
    stage: Stage, through: Callable[..., Any]
) -> None:
    stage.service.refuse()
    stage.down_for_good = True
    with pytest.raises(APIConnectionError) as caught:
        through(lambda client: client.cell_spec.create({"name": "x"}), max_retries=1)
    assert "carried out" not in str(caught.value)
