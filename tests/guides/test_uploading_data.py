"""The page "Uploading data"."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any
from uuid import uuid4

import polars as pl
import pytest
from guides.blocks import Block, Page
from guides.conftest import Wire
from guides.samples import COIN, SERIES, described

from ionworks import (
    ConflictError,
    Ionworks,
    MeasurementValidationError,
)
from ionworks.validators import STRICT_CHECK_NAMES

PAGE = Page("uploading-data")

LIMIT = 512 * 1024  # bytes


def resting(times: list[float], voltage: list[float] | float = 3.7, **columns: Any) -> pl.DataFrame:
    """A series without current, which no check of its sign can stumble over."""
    rows = len(times)
    return pl.DataFrame(
        {
            "Time [s]": times,
            "Voltage [V]": voltage if isinstance(voltage, list) else [voltage] * rows,
            "Current [A]": [0.0] * rows,
            "Step count": [0] * rows,
            **columns,
        }
    )


# --- what breaks each of the checks -----------------------------------------------------

RATED, WINDOW = 0.002, (2.5, 4.2)  # A.h, V
# A gap within a rest loses nothing; this one lies between two steps.
GAP = resting([*map(float, range(4202)), 4201 + 6.12 * 3600, 4202 + 6.12 * 3600]).with_columns(
    pl.Series("Step count", [0] * 4202 + [1] * 2)
)
# 318 of 3599 pairs of rows go from one end of the window to the other.
JUMPS = resting([*map(float, range(3600))], [2.6, 4.1] * 159 + [2.6] * 3282)
FEW_POINTS = SERIES.with_columns(pl.Series("Step count", [0, 0, 0, 1, 1, 2]))
CYCLE_CHANGES = SERIES.with_columns(pl.Series("Cycle count", [0, 1, 1, 1, 1, 1]))


def step_table(**capacities: dict[int, float]) -> pl.DataFrame:
    """Build a table of 60 steps of two rows each; capacities in A.h by step."""
    steps = range(60)
    kinds = {
        step: f"Constant current {direction}"
        for direction, amounts in capacities.items()
        for step in amounts
    }
    return pl.DataFrame(
        {
            "Step count": steps,
            "Step type": [kinds.get(step, "Rest") for step in steps],
            "Cycle count": [0] * 60,
            "Start index": [2 * step for step in steps],
            "End index": [2 * step + 1 for step in steps],
            **{
                f"{direction} capacity [A.h]": [
                    capacities.get(direction.lower(), {}).get(step, 0.0) for step in steps
                ]
                for direction in ("Discharge", "Charge")
            },
        }
    )


SIXTY_STEPS = resting([*map(float, range(120))]).with_columns(
    pl.Series("Step count", [row // 2 for row in range(120)])
)
# Charges lie between the two discharges.
FULL_TWICE = step_table(discharge={12: 0.0045, 15: 0.0045}, charge={13: 0.001, 14: 0.001})
# Full steps of both directions take turns, with another discharge between the two large ones.
TOO_LARGE = step_table(discharge={47: 0.031, 48: 0.0005, 51: 0.02}, charge={49: 0.02, 50: 0.0005})


def detail(series: pl.DataFrame, steps: pl.DataFrame | None = None) -> dict[str, Any]:
    found = described(f"measurement {uuid4()}", series)
    return found if steps is None else {**found, "steps": steps}


# --- the workflow -----------------------------------------------------------------------


def steps_of_the_workflow(client: Ionworks) -> dict[str, Any]:
    """Run steps 1 to 3 of the page; give the names that they make."""
    names: dict[str, Any] = {"client": client}
    for block in PAGE.blocks:
        if block.heading.startswith("Step ") and block.language == "python":
            names = block.run(**names)
    return names


@pytest.fixture
def fresh(address: dict[str, Any]) -> Any:
    """A client in a project of the test's own, where the page's names are free."""
    with Ionworks(**address) as client:
        project = client.project.create({"name": f"project {uuid4()}"})
    with Ionworks(**address, project_id=project.id) as client:
        yield client


@pytest.fixture
def upload(fresh: Ionworks) -> dict[str, Any]:
    """The names of the page's first steps, with another cell to upload to."""
    names = steps_of_the_workflow(fresh)
    cell = fresh.cell_instance.create(names["cell_spec"].id, {"name": "another"})
    return {**names, "cell_instance": cell}


class TestStep1:
    @PAGE.block("Step 1: Create or get a cell specification")
    def test_code(self, block: Block, fresh: Ionworks) -> None:
        made = block.run(client=fresh)["cell_spec"]
        assert block.run(client=fresh)["cell_spec"].id == made.id
        stored = fresh.cell_spec.get(made.id)
        assert stored.ratings["voltage_max"] == {"value": 4.2, "unit": "V"}
        assert stored.anode["material"]["manufacturer"] == "Customcells"


class TestStep2:
    @PAGE.block("Step 2: Create or get a cell instance")
    def test_code(self, block: Block, client: Ionworks, spec: Any) -> None:
        made = block.run(client=client, cell_spec=spec)["cell_instance"]
        assert block.run(client=client, cell_spec=spec)["cell_instance"].id == made.id
        stored = client.cell_instance.get(made.id)
        assert stored.cell_specification_id == spec.id
        assert (stored.name, stored.batch) == ("NCM622-GR-001", "BATCH-2024-001")
        assert str(stored.date_manufactured) == "2024-01-20"
        assert stored.measured_properties == {
            "cathode": {"loading": {"value": 12.1, "unit": "mg/cm**2"}},
            "anode": {"loading": {"value": 6.4, "unit": "mg/cm**2"}},
        }

    def test_a_name_is_unique_and_the_rest_is_optional(self, client: Ionworks, spec: Any) -> None:
        client.cell_instance.create(spec.id, {"name": "NCM622-GR-001"})
        with pytest.raises(ConflictError):
            client.cell_instance.create(spec.id, {"name": "NCM622-GR-001"})


class TestStep3:
    @PAGE.block("Step 3: Upload a measurement with time series")
    def test_code(self, block: Block, client: Ionworks, cell: Any, capsys: Any) -> None:
        names = block.run(client=client, cell_instance=cell)
        assert capsys.readouterr().out == (
            "Created measurement: Formation Cycle 1\nSteps created: 2\n"
        )
        stored = client.cell_measurement.detail(names["bundle"].measurement.id)
        described = names["measurement_data"]["measurement"]
        assert stored.measurement.protocol == described["protocol"]
        assert stored.measurement.test_setup == described["test_setup"]
        assert stored.measurement.notes == described["notes"]
        sent = names["time_series"].to_dict("list")
        assert stored.time_series.to_dict(as_series=False) == sent


# --- validation ---------------------------------------------------------------------------

ALWAYS = {
    "positive current is discharge": resting(
        [60.0 * row for row in range(50)], [4.1 - 0.02 * row for row in range(50)]
    ).with_columns(pl.lit(-0.002).alias("Current [A]")),
    "time starts at 0": SERIES.with_columns(pl.col("Time [s]") + 60),
    "time does not fall": SERIES.with_columns(
        pl.Series("Time [s]", [0.0, 60.0, 120.0, 180.0, 170.0, 300.0])
    ),
    "step count exists": SERIES.drop("Step count"),
    "step count starts at 0": SERIES.with_columns(pl.col("Step count") + 1),
    "step count rises by 1": SERIES.with_columns(pl.col("Step count") * 2),
    "capacity resets": SERIES.with_columns(
        pl.Series("Discharge capacity [A.h]", [0.0, 0.001, 0.002, 0.002, 0.002, 0.002])
    ),
    "energy resets": SERIES.with_columns(
        pl.Series("Discharge energy [W.h]", [0.0, 0.004, 0.008, 0.008, 0.008, 0.008])
    ),
}


class TestUploadValidation:
    @pytest.mark.parametrize("method", ["create", "create_or_get"])
    @pytest.mark.parametrize("series", ALWAYS.values(), ids=ALWAYS.keys())
    def test_nothing_is_sent_when_a_check_fails(
        self, client: Ionworks, cell: Any, wire: Wire, method: str, series: pl.DataFrame
    ) -> None:
        with pytest.raises(MeasurementValidationError):
            getattr(client.cell_measurement, method)(cell.id, detail(series))
        assert [request.method for request in wire if request.method != "GET"] == []
        assert client.cell_measurement.list(cell.id).total == 0

    def test_equal_times_and_charging_are_sound(self, client: Ionworks, cell: Any) -> None:
        same = SERIES.with_columns(pl.Series("Time [s]", [0.0, 60.0, 120.0, 120.0, 240.0, 300.0]))
        assert client.cell_measurement.create(cell.id, detail(same)).steps_created == 2


STRICT: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "minimum_points_per_step": (detail(FEW_POINTS), {}),
    "cycle_constant_within_step": (detail(CYCLE_CHANGES), {}),
    "time_gaps": (detail(GAP), {}),
    "voltage_continuity": (detail(JUMPS), {"voltage_window": WINDOW}),
    "consecutive_same_direction_full_steps": (
        detail(SIXTY_STEPS, FULL_TWICE),
        {"rated_capacity": RATED},
    ),
}


class TestStrictValidation:
    @PAGE.block("Strict validation")
    def test_code(self, block: Block, upload: dict[str, Any]) -> None:
        assert block.run(**upload)["bundle"].steps_created == 2

    @pytest.mark.parametrize("method", ["create", "create_or_get"])
    @pytest.mark.parametrize("name", STRICT)
    def test_it_adds_checks(
        self, client: Ionworks, cell: Any, wire: Wire, name: str, method: str
    ) -> None:
        data, context = STRICT[name]
        act = getattr(client.cell_measurement, method)
        with pytest.raises(MeasurementValidationError) as caught:
            act(cell.id, data, validate_strict=True, **context)
        assert [issue.check for issue in caught.value.issues] == [name]
        assert [request.method for request in wire if request.method != "GET"] == []
        # Without strict mode the same data is fine.
        act(cell.id, data, wait_for_processing=False, **context)

    def test_a_gap_of_5_hours_is_allowed(self, client: Ionworks, cell: Any) -> None:
        edge = resting([0.0, 5 * 3600.0])
        client.cell_measurement.create(cell.id, detail(edge), validate_strict=True)

    @pytest.mark.parametrize("method", ["create", "create_or_get"])
    def test_a_step_beyond_500_percent_is_a_warning(
        self, client: Ionworks, cell: Any, method: str
    ) -> None:
        act = getattr(client.cell_measurement, method)
        with pytest.warns(UserWarning, match="500%"):
            made = act(
                cell.id, detail(SIXTY_STEPS, TOO_LARGE), validate_strict=True, rated_capacity=RATED
            )
        assert client.cell_measurement.get(made.id).processing_status == "ready"


class TestProvidingCellContext:
    HEADING = "Providing cell context for richer checks"

    @PAGE.block(HEADING, 1)
    def test_code(self, block: Block, upload: dict[str, Any]) -> None:
        assert block.run(**upload)["bundle"].steps_created == 2

    @PAGE.block(HEADING, 2)
    def test_values_are_read_from_the_specification(
        self, block: Block, upload: dict[str, Any]
    ) -> None:
        names = block.run(**upload)
        assert names["rated_capacity"] == 0.002
        assert names["voltage_window"] == (2.5, 4.2)

    @pytest.mark.parametrize(
        "name", ["voltage_continuity", "consecutive_same_direction_full_steps"]
    )
    def test_leaving_it_out_skips_its_checks_only(
        self, client: Ionworks, cell: Any, name: str
    ) -> None:
        data, _ = STRICT[name]
        create = client.cell_measurement.create
        create(cell.id, data, validate_strict=True, wait_for_processing=False)
        for other in ("minimum_points_per_step", "cycle_constant_within_step", "time_gaps"):
            with pytest.raises(MeasurementValidationError) as caught:
                create(cell.id, STRICT[other][0], validate_strict=True)
            assert [issue.check for issue in caught.value.issues] == [other]

    @pytest.mark.parametrize(
        ("left_out", "found"),
        [
            ("voltage_window", "consecutive_same_direction_full_steps"),
            ("rated_capacity", "voltage_continuity"),
        ],
    )
    def test_the_other_one_still_counts(
        self, client: Ionworks, cell: Any, left_out: str, found: str
    ) -> None:
        both = detail(
            JUMPS.with_columns(pl.Series("Step count", [min(row // 2, 59) for row in range(3600)])),
            FULL_TWICE,
        )
        context = {"voltage_window": WINDOW, "rated_capacity": RATED}
        del context[left_out]
        with pytest.raises(MeasurementValidationError) as caught:
            client.cell_measurement.create(cell.id, both, validate_strict=True, **context)
        assert [issue.check for issue in caught.value.issues] == [found]

    def test_no_warning_without_the_rated_capacity(self, client: Ionworks, cell: Any) -> None:
        client.cell_measurement.create(
            cell.id, detail(SIXTY_STEPS, TOO_LARGE), validate_strict=True
        )  # a warning would be an error here

    @pytest.mark.parametrize("steps", [FULL_TWICE, TOO_LARGE], ids=["full twice", "too large"])
    def test_without_a_step_table_its_checks_are_skipped_and_steps_are_made(
        self, client: Ionworks, cell: Any, steps: pl.DataFrame
    ) -> None:
        made = client.cell_measurement.create(
            cell.id, detail(SIXTY_STEPS), validate_strict=True, rated_capacity=RATED
        )
        assert made.steps_created == 60
        assert client.cell_measurement.steps(made.id).height == steps.height


class TestRelaxingAStrictCheck:
    @PAGE.block("Relaxing a single strict check")
    def test_code(self, block: Block, upload: dict[str, Any]) -> None:
        upload["measurement_data"] = detail(GAP)
        assert block.run(**upload)["bundle"].steps_created == 2

    @pytest.mark.parametrize("name", STRICT)
    def test_that_check_alone_is_left_out(self, client: Ionworks, cell: Any, name: str) -> None:
        def create(data: dict[str, Any], **context: Any) -> None:
            client.cell_measurement.create(
                cell.id,
                data,
                validate_strict=True,
                skip_checks={name},
                wait_for_processing=False,
                **context,
            )

        data, context = STRICT[name]
        create(data, **context)
        for other, (sound, known) in STRICT.items():
            if other != name:
                with pytest.raises(MeasurementValidationError) as caught:
                    create(sound, **known)
                assert [issue.check for issue in caught.value.issues] == [other]

    def test_the_warning_can_be_left_out(self, client: Ionworks, cell: Any) -> None:
        client.cell_measurement.create(
            cell.id,
            detail(SIXTY_STEPS, TOO_LARGE),
            validate_strict=True,
            rated_capacity=RATED,
            skip_checks={"step_capacity_within_rated"},
        )

    def test_names_are_exposed(self) -> None:
        assert {*STRICT, "step_capacity_within_rated"} <= STRICT_CHECK_NAMES

    @pytest.mark.parametrize("method", ["create", "create_or_get"])
    def test_unknown_names_raise(self, client: Ionworks, cell: Any, method: str) -> None:
        with pytest.raises(ValueError, match="time_gap"):
            getattr(client.cell_measurement, method)(
                cell.id, detail(SERIES), validate_strict=True, skip_checks={"time_gap"}
            )


# --- running again --------------------------------------------------------------------------


class TestIdempotentUploads:
    @PAGE.block("Idempotent uploads with create_or_get")
    def test_code(self, block: Block, fresh: Ionworks) -> None:
        def run_the_script() -> dict[str, Any]:
            names: dict[str, Any] = {"client": fresh}
            given = ({"name": "type"}, {"name": "cell"}, described("RPT 0"))
            # The three calls of the block each have data of their own.
            for statement, names["data"] in zip(block.statements(), given, strict=True):
                exec(statement, names)
                if "spec" in names:
                    names["cell_spec_id"] = names["spec"].id
                if "instance" in names:
                    names["cell_instance_id"] = names["instance"].id
            return names

        first, second = run_the_script(), run_the_script()
        for name in ("spec", "instance"):
            assert second[name] == first[name]
        assert second["measurement"].measurement == first["measurement"].measurement
        assert second["measurement"].steps_created == first["measurement"].steps_created == 2
        assert fresh.cell_spec.list().total == 1


class TestDuplicateHandling:
    @PAGE.block("Duplicate handling")
    def test_the_answer(self, block: Block, fresh: Ionworks, http: Any) -> None:
        printed = block.json()
        name = printed["detail"]["resource_name"]
        made = fresh.cell_spec.create({"name": name})
        project = fresh.settings.project_id
        answer = http.post("/cell_specifications", json={"name": name, "project_id": project})
        assert answer.status_code == 409
        body = answer.json()
        assert list(body) == list(printed)
        assert body["error_code"] == printed["error_code"]
        assert body["detail"] == {**printed["detail"], "existing_id": made.id}
        assert body["message"].startswith(("Cell specification", "A cell specification"))

    def test_existing_id_fetches_the_existing_record(self, fresh: Ionworks) -> None:
        spec = fresh.cell_spec.create(COIN)
        cell = fresh.cell_instance.create(spec.id, {"name": "cell"})
        test = fresh.cell_measurement.create(cell.id, described("RPT 0"))
        for create, get, existing in (
            (lambda: fresh.cell_spec.create(COIN), fresh.cell_spec.get, spec),
            (
                lambda: fresh.cell_instance.create(spec.id, {"name": "cell"}),
                fresh.cell_instance.get,
                cell,
            ),
            (
                lambda: fresh.cell_measurement.create(cell.id, described("RPT 0")),
                fresh.cell_measurement.get,
                test.measurement,
            ),
        ):
            with pytest.raises(ConflictError) as caught:
                create()
            assert caught.value.status_code == 409
            assert caught.value.error_code == "CONFLICT"
            assert caught.value.existing_id == existing.id
            assert get(caught.value.existing_id).id == existing.id


# --- limits ---------------------------------------------------------------------------------


def pipeline(data: Any) -> dict[str, Any]:
    fit = {"element_type": "data_fit", "objectives": {"test": {"data": data}}, "parameters": {}}
    return {"name": "fit", "elements": {"fit": fit}}


class TestInlineTimeSeriesSizeLimit:
    def test_a_thousand_rows_and_no_more(self, client: Ionworks, cell: Any, wire: Wire) -> None:
        rows = resting([*map(float, range(1001))])
        client.pipeline.run(pipeline(rows.head(1000)))
        assert len(wire) == 1
        with pytest.raises(MeasurementValidationError):
            client.pipeline.run(pipeline(rows))
        assert len(wire) == 1
        uploaded = client.cell_measurement.create(cell.id, detail(rows))
        client.pipeline.run(pipeline(f"db:{uploaded.measurement.id}"))


class TestAutomaticPayloadCompression:
    @pytest.mark.parametrize("size", [LIMIT - 1, LIMIT + 1])
    def test_large_payloads_are_compressed(
        self, client: Ionworks, spec: Any, wire: Wire, size: int
    ) -> None:
        notes = "x" * (size - len(json.dumps({"notes": ""}, separators=(",", ":"))))
        client.cell_spec.update(spec.id, {"notes": notes})
        _, request = wire  # the record is read before
        body = request.read()
        if size < LIMIT:
            assert "content-encoding" not in request.headers
        else:
            assert request.headers["content-encoding"] == "gzip"
            assert len(body) < size / 10
            body = gzip.decompress(body)
        assert len(body) == size
        assert json.loads(body) == {"notes": notes}
        assert client.cell_spec.get(spec.id).notes == notes


# --- troubleshooting ------------------------------------------------------------------------


class TestTroubleshooting:
    @PAGE.block("Large time gap between consecutive rows")
    def test_a_time_gap(self, block: Block, client: Ionworks, cell: Any) -> None:
        with pytest.raises(MeasurementValidationError) as caught:
            client.cell_measurement.create(cell.id, detail(GAP), validate_strict=True)
        assert block.text in str(caught.value)
        # Split at the gap, each part is sound.
        client.cell_measurement.create(cell.id, detail(GAP.head(4202)), validate_strict=True)

    @PAGE.block("Voltage continuity check failed", 1)
    def test_voltage_continuity(self, block: Block, client: Ionworks, cell: Any) -> None:
        with pytest.raises(MeasurementValidationError) as caught:
            client.cell_measurement.create(
                cell.id, detail(JUMPS), validate_strict=True, voltage_window=WINDOW
            )
        assert block.text in str(caught.value)

    @pytest.mark.parametrize(("share", "fails"), [(0.05, False), (0.06, True)])
    def test_five_percent_of_the_pairs_may_jump(
        self, client: Ionworks, cell: Any, share: float, fails: bool
    ) -> None:
        pairs = 100
        jumps = round(share * pairs)
        voltage = [2.6 if row % 2 else 4.1 for row in range(jumps)]
        voltage += [2.6 if jumps % 2 else 4.1] * (pairs + 1 - jumps)
        series = detail(resting([*map(float, range(pairs + 1))], voltage))

        def create() -> None:
            client.cell_measurement.create(
                cell.id, series, validate_strict=True, voltage_window=WINDOW
            )

        if fails:
            with pytest.raises(MeasurementValidationError, match=r"6/100 \(6\.0%\)"):
                create()
        else:
            create()

    @PAGE.block("Voltage continuity check failed", 2)
    def test_sorting_by_time_mends_it(self, block: Block, client: Ionworks, cell: Any) -> None:
        rows = 200
        sound = resting([*map(float, range(rows))], [4.1 - 1.5 * row / rows for row in range(rows)])
        # The two halves of the test, row by row in turns.
        mixed = sound.with_row_index().sort(pl.col("index") % (rows // 2)).drop("index")

        def create(series: pl.DataFrame) -> None:
            client.cell_measurement.create(
                cell.id, detail(series), validate_strict=True, voltage_window=WINDOW
            )

        with pytest.raises(MeasurementValidationError):
            create(mixed)
        create(block.run(time_series=mixed)["time_series"])

    HEADING = "Consecutive full-capacity steps in the same direction"

    @PAGE.block(HEADING)
    def test_full_steps_that_follow_each_other(
        self, block: Block, client: Ionworks, cell: Any
    ) -> None:
        create = client.cell_measurement.create
        with pytest.raises(MeasurementValidationError) as caught:
            create(
                cell.id,
                detail(SIXTY_STEPS, FULL_TWICE),
                validate_strict=True,
                rated_capacity=RATED,
            )
        assert block.text in str(caught.value)
        # Dropping the step table or the rated capacity skips the check, and steps are made.
        alone = create(cell.id, detail(SIXTY_STEPS), validate_strict=True, rated_capacity=RATED)
        assert alone.steps_created == 60
        create(cell.id, detail(SIXTY_STEPS, FULL_TWICE), validate_strict=True)

    def test_full_charges_too(self, client: Ionworks, cell: Any) -> None:
        charges = step_table(charge={12: 0.0045, 15: 0.0045})
        sentence = PAGE.find(self.HEADING).text.replace("discharge", "charge")
        with pytest.raises(MeasurementValidationError) as caught:
            client.cell_measurement.create(
                cell.id, detail(SIXTY_STEPS, charges), validate_strict=True, rated_capacity=RATED
            )
        assert sentence in str(caught.value)

    @PAGE.block("Step capacity exceeds rated capacity")
    def test_a_step_beyond_the_rated_capacity(
        self, block: Block, client: Ionworks, cell: Any
    ) -> None:
        with pytest.warns(UserWarning, match=re.escape(block.text)) as caught:
            made = client.cell_measurement.create(
                cell.id,
                detail(SIXTY_STEPS, TOO_LARGE),
                validate_strict=True,
                rated_capacity=RATED,
            )
        assert len(caught) == 1
        assert made.steps_created == 60  # the upload still proceeds


def test_every_block_of_the_page_is_proven() -> None:
    assert PAGE.unproven() == []
