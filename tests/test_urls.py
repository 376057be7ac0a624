"""Links to the web app."""

import inspect
from io import StringIO
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ionworks import DataLoader, Ionworks, Navigator, examples, records
from ionworks.urls import RecordUrls, Urls

HOSTED = "https://api.ionworks.com"
ROOT = "https://app.ionworks.com/dashboard/projects/p1"


@pytest.fixture(autouse=True)
def _app_is_not_named(monkeypatch):
    monkeypatch.delenv("IONWORKS_APP_URL", raising=False)


@pytest.mark.parametrize(
    ("api_url", "app"),
    [
        ("https://api.ionworks.com", "https://app.ionworks.com"),
        ("https://API.ionworks.com/v1", "https://app.ionworks.com"),
        ("http://stage-api.ionworks.com:8443", "https://stage.ionworks.com"),
        ("https://pr-12-api.ionworks.com", "https://pr-12.ionworks.com"),
        ("http://127.0.0.1:8000", "https://app.ionworks.com"),
        ("https://stage-api.ionworks.com.example.org", "https://app.ionworks.com"),
        ("", "https://app.ionworks.com"),
    ],
)
def test_the_app_belongs_to_the_service(api_url, app):
    assert Urls(api_url).base == app


def test_the_app_can_be_named_for_every_link(monkeypatch):
    urls = Urls(HOSTED, "p1")
    monkeypatch.setenv("IONWORKS_APP_URL", "http://localhost:3000//")
    assert urls.cell_specs() == "http://localhost:3000/dashboard/projects/p1/data/specs"
    monkeypatch.setenv("IONWORKS_APP_URL", " http://localhost:3000/app\n")
    assert urls.cell_specs() == "http://localhost:3000/app/dashboard/projects/p1/data/specs"
    monkeypatch.setenv("IONWORKS_APP_URL", "")
    assert urls.cell_specs() == f"{ROOT}/data/specs"


@pytest.mark.parametrize(
    ("helper", "ids", "path"),
    [
        ("project", (), "/studies"),
        ("study", ("s",), "/studies/s"),
        ("model", ("m",), "/models/m"),
        ("parameterized_model", ("m",), "/parameterized-models/m"),
        ("simulation", ("s", "m"), "/parameterized-models/m/simulations/s"),
        ("optimization", ("o",), "/optimizations/o"),
        ("pipeline", ("l",), "/pipelines/l"),
        ("protocol", ("r",), "/protocols/r"),
        ("material", ("m",), "/materials/m"),
        ("cell_specs", (), "/data/specs"),
        ("cell_instances", ("c",), "/data/specs/c/instances"),
        ("measurement", ("m",), "/data/measurements/m"),
    ],
)
def test_every_page_has_its_place(helper, ids, path):
    assert getattr(Urls(HOSTED, "p1"), helper)(*ids) == ROOT + path
    assert getattr(Urls(HOSTED, "other"), helper)(*ids, project_id="p1") == ROOT + path
    with pytest.raises(ValueError, match=r"`project_id` here, give it to the client, or set ION"):
        getattr(Urls(HOSTED, ""), helper)(*ids)
    with pytest.raises(ValueError, match="No project"):  # an empty one is not that of the client
        getattr(Urls(HOSTED, "p1"), helper)(*ids, project_id="")


def test_the_project_comes_last():
    for name, helper in inspect.getmembers(Urls, inspect.isfunction):
        if not name.startswith("_"):
            assert list(inspect.signature(helper).parameters)[-1] == "project_id"


@settings(deadline=None)
@example("a/b?c#d%2Fe")
@given(st.text(min_size=1).filter(lambda text: text.strip() not in ("", ".", "..")))
def test_an_id_stays_one_part_of_the_path(record_id):
    link = urlsplit(Urls(HOSTED, "p1").measurement(record_id))
    assert (link.netloc, link.query, link.fragment) == ("app.ionworks.com", "", "")
    assert [unquote(part) for part in link.path.split("/")[-2:]] == [
        "measurements",
        record_id.strip(),
    ]


def test_ids_that_lead_elsewhere_are_refused():
    urls = Urls(HOSTED, "p1")
    for empty in ("", "  ", ".", ".."):
        with pytest.raises(ValueError, match="measurement_id"):
            urls.measurement(empty)
    with pytest.raises(TypeError, match=r"pass its `\.id`"):
        urls.measurement(SimpleNamespace(id="m"))
    some = UUID(int=7)
    assert urls.measurement(some).endswith(str(some))


def test_a_simulation_needs_its_model():
    with pytest.raises(ValueError, match="parameterized_model_id"):
        Urls(HOSTED, "p1").simulation("sim_1")


RUN = {"status": "running", "is_terminal": False, "is_failed": False}


@pytest.mark.parametrize(
    ("record", "path"),
    [
        (records.Project(id="p2", name="p"), "p2/studies"),
        (records.CellSpecification(id="s", name="s"), "p1/data/specs/s/instances"),
        (
            records.CellSpecification(id="s", name="s", project_id="p2"),
            "p2/data/specs/s/instances",
        ),
        (
            records.CellInstance(id="c", name="c", cell_specification_id="s"),
            "p1/data/specs/s/instances",
        ),
        (
            records.CellMeasurement(id="m", name="m", cell_instance_id="c"),
            "p1/data/measurements/m",
        ),
        (  # a kind of a measurement
            records.ProjectMeasurement(id="m", name="m", cell_instance_id="c"),
            "p1/data/measurements/m",
        ),
        (records.Optimization(id="o", project_id="p2"), "p2/optimizations/o"),
        (records.Pipeline(id="l", name="l", project_id="p2", **RUN), "p2/pipelines/l"),
        (
            records.Simulation(id="r", parameterized_model_id="m", project_id="p2"),
            "p2/parameterized-models/m/simulations/r",
        ),
        (records.Simulation(id="r"), None),  # of no model
        (records.Simulation(id="r", parameterized_model_id=5), None),  # as no service should send
        (records.Site(id="s", name="s"), None),
    ],
)
def test_a_record_has_the_page_of_its_kind_in_its_project(record, path):
    link = RecordUrls(HOSTED, "p1")(record)
    assert link == (path and f"https://app.ionworks.com/dashboard/projects/{path}")


def test_a_record_of_no_known_project_has_no_page():
    assert RecordUrls(HOSTED)(records.CellSpecification(id="s", name="s")) is None


def test_links_say_where_they_lead():
    assert repr(Urls(HOSTED, "p1")) == "Urls(base='https://app.ionworks.com', project_id='p1')"


def test_an_embedded_platform_has_no_pages(monkeypatch):
    for address in ("local:", "local:/home/me/data"):
        urls = RecordUrls(address, "p1")
        helpers = [
            (helper, inspect.signature(helper).parameters)
            for name, helper in inspect.getmembers(urls, inspect.ismethod)
            if not name.startswith("_")
        ]
        assert len(helpers) == 12
        assert {helper(*["x"] * (len(names) - 1)) for helper, names in helpers} == {""}
        record = records.Project.model_validate({"id": "p1", "name": "n"})
        assert urls(record) is None
        with pytest.raises(ValueError, match="measurement_id"):
            urls.measurement(" ")  # what is wrong is wrong without pages too
    monkeypatch.setenv("IONWORKS_APP_URL", "http://localhost:3000")
    assert (
        urls.measurement("m") == "http://localhost:3000/dashboard/projects/p1/data/measurements/m"
    )
    assert urls(record) == "http://localhost:3000/dashboard/projects/p1/studies"


def shown_by(client: Ionworks) -> dict[str, str]:
    """Return all that a notebook shows of records, and of what is made of them."""
    graphite = {"material": {"name": "Graphite"}}
    spec = client.cell_spec.create({"name": "LG M50", "anode": graphite})
    cell = client.cell_instance.create(spec.id, {"name": "cell 1"})
    upload = {"measurement": {"name": "1C"}, "time_series": examples.discharge()}
    made = client.cell_measurement.create(cell.id, upload)
    navigator = Navigator(client)
    loader = DataLoader.from_db(made, client=client)
    figure, _ = loader.plot_data()
    fade = client.cell_measurement.cycle_summary([made])
    picture = StringIO()
    figure.savefig(picture, format="svg", metadata={"Date": None, "Creator": None})
    things = {
        "project": client.project.get(spec.project_id),
        "specification": spec,
        "list of specifications": client.cell_spec.list(),
        "specification of the navigator": navigator.spec("LG M50"),
        "cell": cell,
        "cell with its parents": client.cell_instance.detail(cell.id),
        "cell of the navigator": navigator.instances("LG M50")[0],
        "measurement": client.cell_measurement.get(made.id),
        "bundle of an upload": made,
        "measurement with its data": client.cell_measurement.detail(made.id),
        "measurement of the navigator": navigator.measurements(cell.id)[0],
        "measurements of a project": client.cell_measurement.list_by_project(),
        "found": client.cell_measurement.find(spec_name="LG M50")[0],
        "loader": loader,
        "many": client.cell_measurement.read_many([made.id]),
        "fade": fade,
        "material": client.material.list()[0],
        "what a delete takes": client.cell_spec.deletion_of(spec),
        "urls": client.urls,
    }
    texts = {
        name: f"{thing!r}{getattr(thing, '_repr_html_', lambda: '')()}"
        for name, thing in things.items()
    }
    return texts | {"picture": picture.getvalue().replace("http://www.w3.org", "")}


def leads(text: str) -> bool:
    return any(part in text for part in ("href='", 'href="http', "ionworks.com", "/dashboard/"))


def test_nothing_of_a_local_platform_has_a_link(tmp_path):
    with Ionworks(api_url=tmp_path / "data") as client:
        texts = shown_by(client)
        assert client.urls.project(client.project.list()[0]) == ""
    assert [name for name, text in texts.items() if leads(text)] == []


def test_records_of_other_services_have_links(connection):
    with Ionworks(**connection) as client:
        texts = shown_by(client)
    assert {name for name, text in texts.items() if leads(text)} >= {
        "project",
        "specification",
        "list of specifications",
        "specification of the navigator",
        "cell",
        "cell of the navigator",
        "measurement",
        "bundle of an upload",
        "measurement with its data",
        "measurement of the navigator",
        "measurements of a project",
        "found",
        "urls",
    }
