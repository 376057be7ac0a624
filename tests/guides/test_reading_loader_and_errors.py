"""The page "Reading data": plots, inline data, the loader's configuration, errors."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pandas as pd
import polars as pl
import pytest
from guides.blocks import Block, Page
from guides.conftest import CHOSEN, Wire
from guides.samples import COIN, SERIES, described
from support.scripted import Reply, scripted

from ionworks import (
    ConfigurationError,
    ConflictError,
    DataLoader,
    ForbiddenError,
    Ionworks,
    IonworksError,
    MeasurementValidationError,
    NotFoundError,
)

PLOTS = Page("reading-data", "Plotting from Python", "Plotting from Python")
INLINE = Page(
    "reading-data", "Inline time series size limit", "Exporting DataLoader configurations"
)
ERRORS = Page("reading-data", "Error handling")


@pytest.fixture(autouse=True)
def _figures(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Draw without a screen, and leave no figure open."""
    import matplotlib as mpl
    from matplotlib import pyplot

    monkeypatch.setattr(mpl, "rcParams", mpl.rcParams.copy())
    pyplot.switch_backend("agg")
    yield
    pyplot.close("all")


class TestPlottingFromPython:
    """``ionworksdata`` is our own loader here; see the fixture `companion`."""

    HEADING = "Plotting from Python"

    @PLOTS.block(HEADING, 1)
    def test_code(
        self, block: Block, environment: None, companion: None, chosen: str, wire: Wire
    ) -> None:
        from matplotlib.axes import Axes
        from matplotlib.figure import Figure

        names = block.run()
        assert isinstance(names["fig"], Figure)
        assert all(isinstance(axes, Axes) for axes in names["ax"])
        # Nothing was fetched before, so plotting has loaded the time series.
        assert f"GET /cell_measurements/{CHOSEN}/time_series/download" in wire.shown()
        labels = [axes.get_ylabel() for axes in names["ax"]]
        assert [label.split(" ")[0] for label in labels] == ["Voltage", "Current", "Temperature"]
        assert "Time" in names["ax"][-1].get_xlabel()

    @PLOTS.block(HEADING, 2)
    def test_the_plot_is_shown_when_asked_for(
        self, block: Block, chosen: str, client: Ionworks, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from matplotlib import pyplot

        shown: list[bool] = []
        monkeypatch.setattr(pyplot, "show", lambda: shown.append(True))
        loader = DataLoader.from_db(chosen, client=client)
        loader.plot_data()
        assert shown == []
        block.run(loader=loader)
        assert shown == [True]

    def test_temperature_has_a_plot_when_there_is_one(self) -> None:
        _, axes = DataLoader(SERIES).plot_data()
        assert len(axes) == 3
        _, axes = DataLoader(SERIES.drop("Temperature [degC]")).plot_data()
        assert len(axes) == 2


def config(data: Any) -> dict[str, Any]:
    fit = {"element_type": "data_fit", "objectives": {"test": {"data": data}}, "parameters": {}}
    return {"name": "fit", "elements": {"fit": fit}}


def rows(count: int) -> dict[str, list[float]]:
    return {
        "Time [s]": [float(row) for row in range(count)],
        "Voltage [V]": [3.7] * count,
        "Current [A]": [0.0] * count,
        "Step count": [0] * count,
    }


class TestInlineTimeSeriesSizeLimit:
    HEADING = "Inline time series size limit"

    @INLINE.block(HEADING, 1)
    @pytest.mark.parametrize("frame", [pl.DataFrame, pd.DataFrame])
    def test_code(
        self, block: Block, client: Ionworks, capsys: Any, wire: Wire, frame: Any
    ) -> None:
        block.run(client=client, config_with_large_inline_df=config(frame(rows(5000))))
        comment = [line.strip() for line in block.text.splitlines() if line.startswith("    #")]
        quoted = " ".join(line.removeprefix("#").strip() for line in comment[1:]).strip('"')
        assert capsys.readouterr().out == f"{quoted}\n"
        assert wire == []  # nothing was sent

    @pytest.mark.parametrize("frame", [pl.DataFrame, pd.DataFrame])
    def test_a_thousand_rows_are_sent_and_one_more_is_refused(
        self, client: Ionworks, frame: Any
    ) -> None:
        assert client.pipeline.run(config(frame(rows(1000)))).id
        with pytest.raises(MeasurementValidationError, match="1001 rows") as caught:
            client.pipeline.run(config(frame(rows(1001))))
        assert isinstance(caught.value, IonworksError)

    @INLINE.block(HEADING, 2)
    def test_larger_data_is_uploaded_and_referred_to(
        self, block: Block, client: Ionworks, cell: Any, environment: None, companion: None
    ) -> None:
        data = described("long", pl.DataFrame(rows(5000)))
        names = block.run(client=client, instance_id=cell.id, measurement_data=data)
        assert names["loader"].data.height == 5000
        reference = f"db:{names['bundle'].measurement.id}"
        assert names["loader"].to_config()["data"] == reference
        assert client.pipeline.run(config(reference)).id

    @INLINE.block("Exporting DataLoader configurations")
    def test_exporting(self, block: Block, environment: None, companion: None, chosen: str) -> None:
        names = block.run()
        held = names["config"]["data"]
        assert held["time_series"] == SERIES.to_dict(as_series=False)
        assert held["steps"]["Step count"] == [0, 1]
        json.dumps(names["config"])  # it can be shared as it is
        assert DataLoader.from_db(chosen).to_config()["data"] == f"db:{chosen}"

    def test_to_local_fetches_at_once(self, client: Ionworks, chosen: str, wire: Wire) -> None:
        loader = DataLoader.from_db(chosen, client=client)
        assert wire == []
        assert wire.count(loader.to_local) > 0
        assert wire.count(lambda: (loader.data, loader.steps, loader.to_config())) == 0


class TestErrorHandling:
    @ERRORS.block("Error handling")
    def test_code(self, block: Block, address: dict[str, Any], capsys: Any) -> None:
        with Ionworks(**{**address, "api_key": "wrong"}) as client:
            block.run(client=client)
        assert capsys.readouterr().out.startswith("API error: ")
        with Ionworks(**address) as client:
            block.run(client=client)
        assert capsys.readouterr().out == ""

    def test_missing_credentials(self) -> None:
        with pytest.raises(ConfigurationError, match="IONWORKS_API_KEY") as caught:
            Ionworks()
        assert isinstance(caught.value, IonworksError)

    def test_invalid_credentials(self, address: dict[str, Any]) -> None:
        with Ionworks(**{**address, "api_key": "wrong"}) as client:
            with pytest.raises(ForbiddenError) as caught:
                client.cell_spec.list()
        assert (caught.value.status_code, caught.value.error_code) == (403, "FORBIDDEN")

    def test_errors_have_details(self, client: Ionworks) -> None:
        with pytest.raises(NotFoundError) as caught:
            client.cell_spec.get("no-such-id")
        error = caught.value
        assert (error.status_code, error.error_code) == (404, "NOT_FOUND")
        assert "no-such-id" in error.message
        assert isinstance(error.data, dict)

    def test_the_size_limit_has_an_error_of_its_own(self) -> None:
        assert issubclass(MeasurementValidationError, IonworksError)


class TestAPIErrorFormat:
    @pytest.fixture
    def answers(self, http: httpx.Client, client: Ionworks, cell: Any) -> dict[int, httpx.Response]:
        """An answer of each status of the table, but for that of a used-up quota."""
        name = {"name": "taken", "project_id": client.settings.project_id}
        http.post("/cell_specifications", json=name)
        begin = f"/cell_instances/{cell.id}/cell_measurements/initiate-upload"
        return {
            400: http.post(begin, json={"measurement": {"name": "m"}, "measurement_type": "file"}),
            403: http.get("/cell_specifications", headers={"X-API-Key": "wrong"}),
            404: http.get("/cell_specifications/no-such-id"),
            409: http.post("/cell_specifications", json=name),
        }

    @ERRORS.block("API error format")
    def test_the_structure(self, block: Block, answers: dict[int, httpx.Response]) -> None:
        printed = block.json()
        for answer in answers.values():
            body = answer.json()
            assert set(body) <= set(printed)
            assert {"error_code", "message"} <= set(body)
            assert isinstance(body["error_code"], str)
            assert isinstance(body["message"], str)
            assert isinstance(body.get("detail"), dict | None)
        detail = answers[409].json()["detail"]
        assert set(detail) == set(printed["detail"])
        assert detail["resource_type"] == printed["detail"]["resource_type"]

    def test_status_and_code(
        self, answers: dict[int, httpx.Response], address: dict[str, Any]
    ) -> None:
        codes = {400: "BAD_REQUEST", 403: "FORBIDDEN", 404: "NOT_FOUND", 409: "CONFLICT"}
        found = {answer.status_code: answer.json()["error_code"] for answer in answers.values()}
        assert found == codes
        # A missing credential is 403 too: the service does not use 401.
        nobody = httpx.get(f"{address['api_url']}/cell_specifications")
        assert (nobody.status_code, nobody.json()["error_code"]) == (403, "FORBIDDEN")

    def test_a_conflict_names_what_exists(self, client: Ionworks) -> None:
        made = client.cell_spec.create_or_get(COIN)
        with pytest.raises(ConflictError) as caught:
            client.cell_spec.create(COIN)
        assert caught.value.existing_id == made.id

    def test_a_used_up_quota(self) -> None:
        """The embedded platform has no quota, so another service answers."""
        body = {"error_code": "USAGE_LIMIT_REACHED", "message": "The quota is used up."}
        with scripted(Reply(429, json.dumps(body).encode())) as service:
            with Ionworks(api_url=service.url, api_key="key") as client:
                with pytest.raises(IonworksError, match="The quota is used up") as caught:
                    client.cell_spec.list()
        assert (caught.value.status_code, caught.value.error_code) == (429, "USAGE_LIMIT_REACHED")
        assert len(service.seen) == 1  # asking again would not help before next month


@pytest.mark.parametrize("part", [PLOTS, INLINE, ERRORS])
def test_every_block_of_the_page_is_proven(part: Page) -> None:
    assert part.unproven() == []
