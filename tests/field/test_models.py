"""Models: built-in ones by configuration, PyBaMM's by what they write of themselves."""

from __future__ import annotations

import io
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from ionworks import (
    BadRequestError,
    ConflictError,
    IonworksError,
    NotFoundError,
    RequestValidationError,
)

SPM = {"name": "SPM", "config": {"type": "SPM", "options": {"thermal": "lumped"}}}
TIME = {"name": "time", "domains": {"primary": []}}
SPACE = {"name": "x", "domains": {"primary": ["negative electrode"]}}
# As PyBaMM writes it, with a function, which has no domain of its own.
DOCUMENT = {
    "schema_version": "1.1",
    "pybamm_version": "26.10",
    "model": {
        "name": "Own",
        "variables": {
            "Time [s]": TIME,
            "Largest x": {"function": "max", "children": [SPACE]},
            "x": SPACE,
        },
        "bounds": [float("inf")],
    },
}


class BuiltIn:
    """A built-in model of PyBaMM, as far as it is asked."""

    name = "Single Particle Model"
    module = "lithium_ion"

    def to_config(self) -> dict[str, Any]:
        return {"type": "SPM", "module": self.module, "options": {"dimensionality": 0}}

    def to_json(self, filename: str) -> None:
        Path(filename).write_text(json.dumps(DOCUMENT, indent=2))


class Own(BuiltIn):
    """A model of the user's own."""

    def to_config(self) -> dict[str, Any]:
        return {"type": "custom", "model": DOCUMENT}


class Values:
    """Values of parameters, as PyBaMM has them."""

    def to_json(self) -> dict[str, Any]:
        return {"Temperature [K]": 298.0, "citations": ["Chen2020"]}


def test_a_built_in_model_is_sent_as_type_and_options(do: Any) -> None:
    model = do(lambda client: client.model.create({"name": "a", "config": BuiltIn()}))
    assert model.config == {"type": "SPM", "options": {"dimensionality": 0}}
    assert not model.is_custom_model
    assert do(lambda client: client.model.get(model)).config == model.config
    for wrong, words in (({"name": "a", "config": Own()}, "upload_custom"), (None, "a dict such")):
        with pytest.raises(TypeError, match=words):
            do(lambda client, wrong=wrong: client.model.create(wrong))
    with pytest.raises(ValueError, match="`config` of the model is missing"):
        do(lambda client: client.model.create({"name": "a"}))


def test_a_model_of_ones_own_is_uploaded_in_any_form(do: Any, tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text(json.dumps(DOCUMENT))
    given = [Own(), DOCUMENT, path, str(path), io.BytesIO(path.read_bytes())]
    given[-1].name = "own.json"  # type: ignore[union-attr]
    for number, model in enumerate(given):
        made = do(
            lambda client, model=model, number=number: client.model.upload_custom(
                model, name=f"own {number}", chemistry="generic", description='a "b"\r\n— c'
            )
        )
        assert made.is_custom_model, model
        assert (made.pybamm_version, made.description) == ("26.10", 'a "b"\r\n— c')
        assert made.config == {"type": "custom", "chemistry": "generic"}
    cell = do(
        lambda client: client.parameterized_model.create(None, {"name": "p", "model_id": made})
    )
    names = do(lambda client: client.parameterized_model.get_variable_names(cell))
    assert names == ["Time [s]"]
    added = {"name": "Power [W]", "expression": "Voltage [V] * Current [A]"}
    do(lambda client: client.model.add_custom_variable(made, added))
    names = do(lambda client: client.parameterized_model.get_variable_names(cell))
    assert names == ["Time [s]", "Power [W]"]


def test_what_is_no_model_is_refused(do: Any, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="not a int"):
        do(lambda client: client.model.upload_custom(5, name="x"))
    with pytest.raises(FileNotFoundError):
        do(lambda client: client.model.upload_custom(tmp_path / "none.json", name="x"))
    with pytest.raises(ValueError, match="`name` of the model is ''"):
        do(lambda client: client.model.upload_custom(DOCUMENT, name=""))
    for content in (b"no json", b"[1]", b"\xff\x00\r\n--"):
        with pytest.raises(BadRequestError, match="The file"):
            do(lambda client, content=content: client.model.upload_custom(content, name="x"))
    with pytest.raises(RequestValidationError, match="chemistry"):
        do(lambda client: client.model.upload_custom(DOCUMENT, name="x", chemistry="none"))
    with pytest.raises(NotFoundError):
        do(lambda client: client.model.upload_custom(DOCUMENT, name="x", project_id="none"))


def test_settings_are_replaced_and_cleared_and_the_configuration_stays(do: Any) -> None:
    settings = {"var_pts": {"x_n": 20}, "solver": {"type": "IDAKLU"}}
    model = do(lambda client: client.model.create({**SPM, "simulation_settings": settings}))
    read = lambda client: client.model.get_simulation_settings(model)  # noqa: E731
    assert do(read) == settings
    fewer = {"simulation_settings": {"var_pts": {"x_p": 5}}}
    assert do(lambda client: client.model.update(model, fewer)).config == SPM["config"]
    assert do(read) == fewer["simulation_settings"]
    do(lambda client: client.model.update(model, {"config": {}}))
    assert do(lambda client: client.model.get(model)).config == SPM["config"]
    do(lambda client: client.model.update(model, {"simulation_settings": None}))
    assert do(read) == {}


def _spec(do: Any) -> Any:
    ratings = {
        "capacity": {"value": 5000, "unit": "mA.h"},
        "voltage_min": {"value": 2.5, "unit": "V"},
        "voltage_max": {"value": 4.2, "unit": "V"},
    }
    cathode = {"properties": {"thickness": {"value": 75, "unit": "um"}}, "material": {"name": "N"}}
    data = {"name": "cell", "ratings": ratings, "cathode": cathode}
    return do(lambda client: client.cell_spec.create(data))


def test_the_ratings_of_a_specification_win_over_values(do: Any) -> None:
    spec, model = _spec(do), do(lambda client: client.model.create(SPM))
    given = {"Nominal cell capacity [A.h]": 4.8, "Temperature [K]": 298.0}
    described = {"name": "p", "model_id": model.id, "parameters": given}
    of_cell = do(lambda client: client.parameterized_model.create(spec, described))
    alone = do(lambda client: client.parameterized_model.create(None, described))
    values = do(lambda client: client.parameterized_model.get_parameter_values(of_cell))
    assert values == {
        "Nominal cell capacity [A.h]": 5.0,
        "Temperature [K]": 298.0,
        "Lower voltage cut-off [V]": 2.5,
        "Upper voltage cut-off [V]": 4.2,
    }
    assert do(lambda client: client.parameterized_model.get_parameter_values(alone)) == given
    assert (of_cell.cell_spec_id, alone.cell_spec_id) == (spec.id, None)
    assert of_cell.model_name == "SPM"
    with pytest.raises(ConflictError, match="does not build models"):
        do(lambda client: client.parameterized_model.get_variable_names(alone))


def test_parameterized_models_are_listed_changed_and_deleted_where_they_belong(do: Any) -> None:
    spec, model = _spec(do), do(lambda client: client.model.create(SPM))
    described = {"name": "p", "model_id": model, "parameters": Values()}
    of_cell = do(lambda client: client.parameterized_model.create_or_get(spec.id, described))
    assert do(lambda client: client.parameterized_model.create_or_get(spec, described)) == of_cell
    with pytest.raises(ConflictError) as taken:
        do(lambda client: client.parameterized_model.create(spec, described))
    assert taken.value.existing_id == of_cell.id
    alone = do(lambda client: client.parameterized_model.create(None, described))
    values = do(lambda client: client.parameterized_model.get_parameter_values(alone))
    assert values == {"Temperature [K]": 298.0}

    def listed(**query: Any) -> Any:
        return do(lambda client: client.parameterized_model.list_by_project(**query))

    assert [one.id for one in listed()] == [of_cell.id, alone.id]
    assert [one.id for one in listed(cell_spec_id=spec)] == [of_cell.id]
    assert [one.parameters for one in listed(summary=True)] == [None, None]
    assert listed()[1].parameters == Values().to_json()
    of_it = do(lambda client: client.parameterized_model.list_by_cell_specification(spec, 1, 0))
    assert [one.id for one in of_it] == [of_cell.id]

    changes = {"name": "q", "simulation_settings": {"solver": {"type": "CasADi"}}}
    changed = do(lambda client: client.parameterized_model.update(spec, of_cell, changes))
    assert (changed.name, changed.simulation_settings["solver"]["type"]) == ("q", "CasADi")
    for place, one in ((None, of_cell), (spec, alone)):
        with pytest.raises(NotFoundError):
            do(
                lambda c, place=place, one=one: c.parameterized_model.update(
                    place, one, {"name": "r"}
                )
            )
        with pytest.raises(NotFoundError):
            do(lambda c, place=place, one=one: c.parameterized_model.delete(place, one))
    do(lambda client: client.parameterized_model.delete(None, alone))
    do(lambda client: client.model.delete(model))
    assert listed().total == 0
    with pytest.raises(NotFoundError):
        do(lambda client: client.parameterized_model.create(spec, described))


MAPPING = {
    "Nominal cell capacity [A.h]": "ratings.capacity",
    "Positive electrode thickness [m]": "cathode.properties.thickness",
    "Positive electrode": "cathode.material.name",
}
RECIPE = {"elements": {"read": {"element_type": "entry", "mapping": MAPPING}}}


def test_a_builder_reads_a_specification_in_the_units_of_the_parameters(do: Any) -> None:
    spec, model = _spec(do), do(lambda client: client.model.create(SPM))
    builder = do(lambda client: client.model_builder.create(model, "b", RECIPE, "described"))
    report = do(lambda client: client.model_builder.check(builder, spec))
    assert (report.ready, report.resolved, report.total, list(report.issues)) == (True, 3, 3, [])
    built = do(lambda client: client.model_builder.build(builder, spec, save=True, name="built"))
    values = {
        "Nominal cell capacity [A.h]": 5.0,
        "Positive electrode thickness [m]": 7.5e-05,
        "Positive electrode": "N",
    }
    assert (built.parameters, built.missing) == (values, [])
    kept = do(lambda client: client.parameterized_model.get(built.parameterized_model_id))
    assert (kept.name, kept.cell_spec_id, kept.model_id) == ("built", spec.id, model.id)
    preview = do(lambda client: client.model_builder.preview_mapping(spec, MAPPING))
    thickness = preview["Positive electrode thickness [m]"]
    assert (thickness["found"], thickness["converted"]) == ("75 um", "7.5e-05")
    resolved = do(lambda client: client.model_builder.resolved_cell_spec(spec))
    assert resolved["cathode"]["material"]["name"] == "N"
    with pytest.raises(ValueError, match="`name` of the parameterized model is missing"):
        do(lambda client: client.model_builder.build(builder, spec, save=True))


def test_what_a_specification_lacks_is_said(do: Any) -> None:
    spec, model = _spec(do), do(lambda client: client.model.create(SPM))
    mapping = {"A [m]": "anode.properties.thickness", "B [V]": "ratings.capacity"}
    entry = {"element_type": "entry", "mapping": mapping, "values": {"C": 1.0}}
    recipe = {"elements": {"read": entry}}
    builder = do(lambda client: client.model_builder.create(model, "b", recipe))
    report = do(lambda client: client.model_builder.check(builder, spec))
    assert (report.ready, report.resolved, report.total) == (False, 0, 2)
    assert [(one.parameter, one.severity) for one in report.issues] == [
        ("A [m]", "error"),
        ("B [V]", "error"),
    ]
    (ready,) = do(lambda client: client.model_builder.readiness(spec, model))
    assert (ready.model_builder_id, ready.ready, ready.error_count) == (builder.id, False, 2)
    built = do(lambda client: client.model_builder.build(builder, spec))
    assert (built.parameters, built.missing) == ({"C": 1.0}, ["A [m]", "B [V]"])
    with pytest.raises(ConflictError, match=r"A \[m\], B \[V\]"):
        do(lambda client: client.model_builder.build(builder, spec, save=True, name="x"))
    computed = {"elements": {**recipe["elements"], "c": {"element_type": "calculation"}}}
    dry = do(lambda client: client.model_builder.dry_run(model, computed, spec))
    assert (dry["missing"], "does not run" in dry["error"]) == (["A [m]", "B [V]"], True)


def test_builders_are_kept_by_name_and_listed_newest_first(do: Any) -> None:
    model, other = (do(lambda client: client.model.create(SPM)) for _ in range(2))
    first = do(lambda client: client.model_builder.create(model, "b", RECIPE))
    second = do(lambda client: client.model_builder.create(other, "b", RECIPE))
    with pytest.raises(ConflictError) as taken:
        do(lambda client: client.model_builder.create(model, "b", RECIPE))
    assert taken.value.existing_id == first.id
    page = do(lambda client: client.model_builder.list())
    assert [one.id for one in page] == [second.id, first.id]
    assert [one.id for one in do(lambda client: client.model_builder.list(model))] == [first.id]
    fit = {"elements": {"fit": {"element_type": "data_fit"}}}
    with pytest.raises(RequestValidationError, match="element_type"):
        do(lambda client: client.model_builder.create(model, "c", fit))
    empty = do(lambda client: client.model_builder.update(first, name="d", config={"elements": {}}))
    assert (empty.name, empty.config) == ("d", {"elements": {}})
    do(lambda client: client.model_builder.delete(first))
    do(lambda client: client.model.delete(other))
    assert do(lambda client: client.model_builder.list()).total == 0


@pytest.mark.parametrize("name", ["pybamm", "pybamm_model_zoo"])
def test_what_needs_pybamm_says_so_before_anything_is_sent(do: Any, name: str) -> None:
    act = {
        "pybamm": lambda client: client.model.download("ECM"),
        "pybamm_model_zoo": lambda client: client.model.create_from_zoo("LinearisedSPM"),
    }[name]
    with pytest.raises(ImportError, match=f"pip install {name.replace('_', '-')}"):
        do(act)


def test_models_of_the_vendor_are_not_built_here(do: Any) -> None:
    with pytest.raises(IonworksError, match="hosted service has") as refused:
        do(lambda client: client.model.serialize("ECM"))
    assert refused.value.status_code == 501


@pytest.mark.skipif(find_spec("pybamm") is not None, reason="PyBaMM is there")
def test_the_platform_asks_pybamm_where_it_is_installed(do: Any) -> None:
    for act in (
        lambda client: client.pybamm_models(),
        lambda client: client.validate_pybamm_model_config("DFN", {"thermal": "lumped"}),
    ):
        with pytest.raises(
            IonworksError, match="Install pybamm where the platform runs"
        ) as refused:
            do(act)
        assert refused.value.status_code == 501
