"""Studies: what is put into them, counted and taken out, below the project of their path."""

from __future__ import annotations

from typing import Any

import pytest

from ionworks import errors


def _measured(do: Any, name: str = "m") -> Any:
    spec = do(lambda client: client.cell_spec.create_or_get({"name": "S"}))
    cell = do(lambda client: client.cell_instance.create_or_get(spec, {"name": "C"}))
    weight = {"weight": {"value": 1.0, "unit": "g"}}
    return do(
        lambda client: client.cell_measurement.create_properties(cell, name=name, properties=weight)
    )


def test_measurements_are_put_in_counted_and_taken_out(do: Any) -> None:
    study = do(lambda client: client.study.create({"name": "ageing", "description": "at 45"}))
    assert (study.measurement_count, study.simulation_count, study.validation_count) == (0, 0, 0)
    one, two = _measured(do, "one"), _measured(do, "two")
    for _ in range(2):  # once is enough
        put = do(lambda client: client.study.assign_measurement(study.id, one))
        assert put == {"study_id": study.id, "measurement_id": one.id}
    do(lambda client: client.study.assign_measurement(study, two.id))
    assert do(lambda client: client.study.get(study)).measurement_count == 2
    page = do(lambda client: client.study.list_measurements(study, limit=1, offset=1))
    assert (page["count"], page["total"]) == (1, 2)
    assert page["items"][0]["id"] == two.id
    do(lambda client: client.cell_measurement.delete(two))
    for _ in range(2):
        assert do(lambda client: client.study.remove_measurement(study, one)) is None
    (listed,) = do(lambda client: client.study.list())
    assert (listed.id, listed.measurement_count) == (study.id, 0)
    # A study goes without its measurements.
    do(lambda client: client.study.assign_measurement(study, one))
    do(lambda client: client.study.delete(study))
    assert do(lambda client: client.cell_measurement.get(one.id)).id == one.id


def test_a_study_is_below_its_project(do: Any, connection: dict[str, Any]) -> None:
    study = do(lambda client: client.study.create({"name": "here"}))
    inside = _measured(do)
    other = do(lambda client: client.project.create({"name": f"other {study.id}"}))
    there = do(lambda client: client.study.create({"name": "here"}, other.id))
    assert there.project_id == other.id != study.project_id
    for act in (
        lambda client: client.study.get(study.id, other),
        lambda client: client.study.update(study.id, {"name": "x"}, other),
        lambda client: client.study.delete(study.id, other),
        lambda client: client.study.list_measurements(study.id, other),
        lambda client: client.study.assign_measurement(study.id, inside, other),
        # A measurement of another project
        lambda client: client.study.assign_measurement(there, inside),
        lambda client: client.study.list("none"),
    ):
        with pytest.raises(errors.NotFoundError):
            do(act)
    assert do(lambda client: client.study.get(there)) == there  # a record knows its project


def test_a_validation_says_where_it_runs(do: Any) -> None:
    study = do(lambda client: client.study.create({"name": "fit"}))
    one = _measured(do)
    spec = do(lambda client: client.cell_spec.list())[0].id
    model = do(lambda client: client.model.create({"name": "m", "config": {"type": "SPM"}}))
    described = {"name": "p", "model_id": model.id, "parameters": {"A [m]": 1.0}}
    fitted = do(lambda client: client.parameterized_model.create(spec, described))
    found = do(lambda client: client.study.validate(study, [one, one.id], fitted, spec))
    assert (found.validations, found.skipped) == ([], [])
    ((error,),) = (found.errors,)
    assert error["measurement_id"] == one.id
    assert "hosted service" in error["error"]
    for measurement, of, at in (
        ("none", fitted.id, spec),
        (one, "none", spec),
        (one, fitted, "no"),
    ):
        with pytest.raises(errors.NotFoundError):
            do(
                lambda client, measurement=measurement, of=of, at=at: client.study.validate(
                    study, [measurement], of, at
                )
            )
    with pytest.raises(ValueError, match="measurement_ids"):
        do(lambda client: client.study.validate(study, [], "model", "spec"))


def test_bad_input_is_refused_before_a_request(do: Any) -> None:
    offline = {"api_url": "http://127.0.0.1:9"}
    for act, named in (
        (lambda client: client.study.create(), "dict"),
        (lambda client: client.study.create("project", {"name": "x"}), "dict"),
        (lambda client: client.study.create({}), "`name`"),
        (lambda client: client.study.update("id"), "dict"),
    ):
        with pytest.raises(ValueError, match=named):
            do(act, **offline)
    with pytest.raises(ValueError, match="belongs to a project"):
        do(lambda client: client.study.list(), project_id=None, **offline)


def test_a_study_and_a_plan_go_to_the_default_project(do: Any) -> None:
    default = do(lambda client: client.whoami())["default_project_id"]
    spec = do(lambda client: client.cell_spec.create({"name": "S"}), project_id=None)
    steps = {"steps": [{"direction": "Rest"}]}
    protocol = do(lambda client: client.protocol.create("P", steps), project_id=None)
    made = do(lambda client: client.study.create({"name": "of no project"}), project_id=None)
    plan = {
        "name": "plan of no project",
        "protocol_id": protocol.id,
        "cell_specification_id": spec.id,
        "estimated_duration_seconds": 60,
    }
    planned = do(lambda client: client.planned_measurement.create(plan), project_id=None)
    again = do(lambda client: client.planned_measurement.create_or_get(plan), project_id=None)
    assert {spec.project_id, made.project_id, planned.project_id} == {default}
    assert again == planned
    assert do(lambda client: client.study.get(made), project_id=None) == made
    for left in (lambda c: c.planned_measurement.delete(planned), lambda c: c.study.delete(made)):
        do(left, project_id=None)
    do(lambda client: client.cell_spec.delete(spec.id))


def test_an_empty_name_names_the_field(do: Any) -> None:
    study = do(lambda client: client.study.create({"name": "named"}))
    for empty in ("", " "):
        with pytest.raises(errors.RequestValidationError, match="name"):
            do(lambda client, empty=empty: client.study.update(study, {"name": empty}))
