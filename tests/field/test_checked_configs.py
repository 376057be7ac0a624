"""What is checked before it is sent: simulations, files, models; each rule on both its sides."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ionworks.resources._attachments import IMAGE_EXTENSIONS, read_attachments, safe_target
from ionworks.resources._pybamm import model_config
from ionworks.resources._queries import require_after, to_iso
from ionworks.resources._simulation_configs import plan_of, runs_in

QUICK = {"capacity": 5.0, "chemistry": "NMC/Graphite"}
REST = {"protocol": "steps:\n  - Rest:\n      duration: 60\n", "name": "Rest"}
CONFIG = {"parameterized_model": QUICK, "protocol_experiment": REST}
LENGTH = {"type": "range", "name": "L", "min": 1, "max": 2}
MASS = {"type": "discrete", "name": "M", "values": [1, 2, 3]}
SPREAD = {"type": "normal", "name": "N", "mean": 1, "std": 0.1}


def grid(*rows: Any, **fields: Any) -> dict[str, Any]:
    return {"sampling": "grid", "rows": list(rows), **fields}


def plan(single: bool = False, default: str | None = None, **fields: Any) -> Any:
    return plan_of({**CONFIG, **fields}, default, single=single)


def test_a_plan_has_what_was_asked_for_and_nothing_else() -> None:
    assert plan().body == {
        "parameterized_model": {"quick_model": QUICK},
        "experiment_parameter_sets": [{}],
    }
    assert plan().to_parse == {"protocol_experiment": REST, "experiment_parameters": {}}
    full = plan(
        experiment_parameters={"rate": 1, "mode": "CC"},
        conditions=[
            {"experiment_parameters": {"rate": 2, "heat": 3}},
            {"experiment_parameters": {"heat": 4}, "design_parameters": {"L": 5}},
        ],
        max_backward_jumps=0,
        study_id="S",
        extra_variables=["Voltage [V]"],
        project_id="P",
    )
    assert full.body == {
        "parameterized_model": {"quick_model": QUICK},
        "experiment_parameter_sets": [{"rate": 1.0, "mode": "CC"}],
        "conditions": [
            {
                "experiment_parameters": {"rate": 2.0, "mode": "CC", "heat": 3.0},
                "design_parameters": {},
            },
            {
                "experiment_parameters": {"rate": 1.0, "mode": "CC", "heat": 4.0},
                "design_parameters": {"L": 5.0},
            },
        ],
        "max_backward_jumps": 0,
        "study_id": "S",
        "extra_variables": ["Voltage [V]"],
        "project_id": "P",
    }
    # What all runs share, then the first run that names an input, says its value for the parser.
    assert full.to_parse["experiment_parameters"] == {"rate": 1.0, "mode": "CC", "heat": 3.0}
    assert full.to_parse["project_id"] == "P"
    flat = plan(single=True, design_parameters={"L": 1, "M": 2})
    assert flat.body["design_parameters_doe"] == grid(
        {"type": "discrete", "name": "L", "values": [1.0]},
        {"type": "discrete", "name": "M", "values": [2.0]},
    )


def test_a_plan_names_the_project_where_something_is_made_in_it() -> None:
    saved: dict[str, Any] = {"protocol_experiment": None, "protocol_id": "T"}
    assert plan(default="D").body["project_id"] == "D"
    of_saved = plan(default="D", **saved)
    assert (of_saved.protocol_id, of_saved.to_parse) == ("T", None)
    assert of_saved.body["project_id"] == "D"  # a quick model is made there
    known = plan(default="D", parameterized_model="PM", **saved)
    assert known.body == {"parameterized_model": "PM", "experiment_parameter_sets": [{}]}
    stated = plan(default="D", parameterized_model="PM", project_id="P", **saved)
    assert stated.body["project_id"] == "P"
    own = plan(parameterized_model={"model_id": "M", "parameters": {"a": 1}}, **saved)
    assert own.body["parameterized_model"] == {"model_id": "M", "parameters": {"a": 1}}
    of_spec = plan(parameterized_model={"quick_model": {**QUICK, "cell_spec_id": "C"}}, **saved)
    assert of_spec.body["parameterized_model"]["quick_model"]["cell_spec_id"] == "C"


@pytest.mark.parametrize(
    ("runs", "design"),
    [
        (1, grid(LENGTH)),
        (12, grid({**LENGTH, "count": 4}, MASS)),
        (3, grid(MASS, count=7)),
        (1, {"sampling": "random", "rows": [MASS]}),
        (7, {"sampling": "latin_hypercube", "rows": [MASS], "count": 7}),
    ],
)
def test_runs_are_counted(runs: int, design: dict[str, Any]) -> None:
    assert runs_in(design) == runs
    assert plan(design_parameters_doe=design).body["design_parameters_doe"] == design
    if runs == 1:
        plan(single=True, design_parameters_doe=design)
    else:
        with pytest.raises(ValueError, match=f"gives {runs} runs"):
            plan(single=True, design_parameters_doe=design)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("is missing; name the model", {"parameterized_model": None}),
        ("Give one of `protocol_experiment`", {"protocol_experiment": None}),
        ("Give one of `protocol_experiment`", {"protocol_id": "T"}),
        ("did you mean 'study_id'", {"study_ids": "S"}),
        ("describes one run", {"design_parameters": {"L": 1}}),
        ("not both", {"conditions": [{}], "design_parameters_doe": grid(MASS)}),
        ("at least one", {"conditions": []}),
        ("at least one", {"conditions": {}}),
        (r"`conditions\[1\]` is a int", {"conditions": [{}, 1]}),
        (r"not a field of conditions\[0\]", {"conditions": [{"rate": 1}]}),
        (r"`max_backward_jumps` is -1", {"max_backward_jumps": -1}),
        (r"`max_backward_jumps` is True", {"max_backward_jumps": True}),
        (r"`max_backward_jumps` is 1\.5", {"max_backward_jumps": 1.5}),
        ("is a dict of values by name", {"experiment_parameters": [1]}),
        ("no number or text", {"experiment_parameters": {"rate": True}}),
        ("no number or text", {"experiment_parameters": {"rate": [1]}}),
        ("is nan; give a number", {"experiment_parameters": {"rate": float("nan")}}),
        ("it must be a dict", {"design_parameters_doe": [1]}),
        ("not a field of design_parameters_doe", {"design_parameters_doe": grid(MASS, counts=1)}),
        (r"sampling` is 'lhs'", {"design_parameters_doe": {"sampling": "lhs", "rows": [MASS]}}),
        ("is a list of the parameters", {"design_parameters_doe": grid()}),
        (r"rows\[1\]` is a int", {"design_parameters_doe": grid(MASS, 1)}),
        ("type` is 'uniform'", {"design_parameters_doe": grid({**LENGTH, "type": "uniform"})}),
        ("name` is ' '", {"design_parameters_doe": grid({**LENGTH, "name": " "})}),
        ("min` is missing", {"design_parameters_doe": grid({**LENGTH, "min": None})}),
        ("max` is missing", {"design_parameters_doe": grid({**LENGTH, "max": None})}),
        ("values` is missing", {"design_parameters_doe": grid({**MASS, "values": []})}),
        ("mean` is missing", {"design_parameters_doe": grid({**SPREAD, "mean": None})}),
        ("std` is missing", {"design_parameters_doe": grid({**SPREAD, "std": None})}),
        (r"rows\[0\]\.count` is 0", {"design_parameters_doe": grid({**LENGTH, "count": 0})}),
        (r"doe\.count` is 0", {"design_parameters_doe": grid(MASS, count=0)}),
        ("either a `quick_model` or", {"parameterized_model": {"parameters": {}}}),
        (
            "either a `quick_model` or",
            {"parameterized_model": {"quick_model": QUICK, "model_id": "M"}},
        ),
        ("`quick_model` is a dict", {"parameterized_model": {"quick_model": "NMC"}}),
        ("not a field of a quick model", {"parameterized_model": {**QUICK, "volume": 1}}),
        ("a dict with the text `protocol`", {"protocol_experiment": "steps"}),
        (r"protocol_experiment\.name` is ' '", {"protocol_experiment": {**REST, "name": " "}}),
        (
            r"protocol_experiment\.protocol` is None",
            {"protocol_experiment": {**REST, "protocol": None}},
        ),
    ],
)
def test_what_is_wrong_with_a_configuration_is_named(said: str, fields: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError), match=said):
        plan(**fields)


def test_one_run_and_several_are_different_calls() -> None:
    with pytest.raises(ValueError, match="lists several runs"):
        plan(single=True, conditions=[{}])
    with pytest.raises(ValueError, match="not both"):
        plan(single=True, design_parameters={"L": 1}, design_parameters_doe=grid(LENGTH))


# --- files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["a", "é" * 127 + "x", ".profile", "a.b", "con1.txt", " a", "a:"[0]]
)
def test_a_name_that_any_disk_takes_stays(tmp_path: Path, name: str) -> None:
    assert safe_target(tmp_path, name) == tmp_path / name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "é" * 128,
        "a/b",
        "a\\b",
        "a:b",
        'a"',
        "a\0",
        "a\n",
        "CON",
        "nul.txt",
        "a.",
        "a ",
    ],
)
def test_a_name_that_some_disk_refuses_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="cannot be written safely"):
        safe_target(tmp_path, name)


IMAGES = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff\xe0",
    "jpeg": b"\xff\xd8\xff\xe0",
    "gif": b"GIF89a",
    "webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "bmp": b"BM\x10\x00",
    "tif": b"II*\x00",
    "tiff": b"MM\x00*",
}


@pytest.mark.parametrize("ending", sorted(IMAGE_EXTENSIONS))
def test_an_image_begins_as_its_name_says(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(IMAGES[ending] + bytes(20))
    (sent,) = read_attachments([path], validate_images=True)
    assert sent.name == path.name
    assert sent.content_type.startswith("image/")
    for wrong in (b"x" + IMAGES[ending], b"RIFF\x10\x00\x00\x00WAVEfmt ", b""):
        path.write_bytes(wrong)
        with pytest.raises(ValueError, match="its content is not"):
            read_attachments([path], validate_images=True)
        read_attachments([path], validate_images=False)


# --- moments and models -----------------------------------------------------------------------


def test_moments_are_written_with_a_zone() -> None:
    assert to_iso(datetime(2026, 3, 1), "x") == "2026-03-01T00:00:00+00:00"
    assert to_iso(date(2026, 3, 1), "x") == "2026-03-01"
    assert to_iso("2026-03-01", "x") == "2026-03-01"
    assert to_iso(None, "x") is None
    begin = datetime(2026, 3, 1, tzinfo=UTC).isoformat()
    require_after(begin, "2026-03-01T00:00:00.000001", "a", "b")
    require_after(None, begin, "a", "b")
    require_after(begin, None, "a", "b")
    for end in (begin, "2026-03-01T00:59:59+01:00"):
        with pytest.raises(ValueError, match="not after `a`"):
            require_after(begin, end, "a", "b")


class Described:
    """A model as PyBaMM has them: it writes its configuration itself."""

    def __init__(self, **said: Any) -> None:
        self._said = said

    def to_config(self) -> dict[str, Any]:
        return self._said


def test_a_model_is_described_by_type_and_options() -> None:
    spm = {"type": "SPM", "options": {"thermal": "lumped"}}
    assert model_config(spm) == spm
    assert model_config(Described(**spm)) == spm
    assert model_config(Described(**spm, module="lithium_ion", more=1)) == spm
    assert model_config(Described(type="SPM", options=None, module="sodium_ion")) == {
        "type": "SPM",
        "options": {},
        "module": "sodium_ion",
    }
    with pytest.raises(TypeError, match="a PyBaMM model of your own"):
        model_config(Described(type="custom"))
    older = type("DFN", (), {"__module__": "pybamm.models", "options": {"a": ("b", "c")}})()
    assert model_config(older) == {"type": "DFN", "options": {"a": ["b", "c"]}}
