"""The generated client does what the contract says, and loads no more than is asked for."""

import io
import json
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import anyio
import httpx
import ionworks_generated
import pytest
from ionworks_generated import AuthenticatedClient, Client, errors
from ionworks_generated.api.cell_measurements import (
    download_time_series,
    get_measurement_file,
    get_time_series,
    list_project_measurements_full,
)
from ionworks_generated.api.cell_specifications import (
    create_cell_specification,
    delete_cell_specification,
    get_cell_specification,
    list_cell_specifications,
)
from ionworks_generated.api.health import get_current_user
from ionworks_generated.api.jobs import create_job, list_jobs
from ionworks_generated.api.materials import create_material_property_dataset
from ionworks_generated.models import (
    CellSpecification,
    CellSpecificationCreate,
    CellSpecificationUpdate,
    Job,
    JobCreate,
    JobList,
    MaterialPropertyDatasetForm,
)
from ionworks_generated.types import UNSET, File, Unset

CLIENT = Client("http://service.test")


def answer(status: int, **content: Any) -> httpx.Response:
    return httpx.Response(status, **content)


@pytest.mark.parametrize("status", [200, 201])
def test_every_success_of_the_contract_is_parsed(status: int):
    response = answer(status, json={"id": "a", "name": "LG M50", "colour": "blue"})
    spec = create_cell_specification._parse_response(client=CLIENT, response=response)
    assert isinstance(spec, CellSpecification)
    assert (spec.id, spec.name, spec["colour"]) == ("a", "LG M50", "blue")
    assert spec.manufacturer is None


@pytest.mark.parametrize("status", [202, 401, 404, 502, 520])
def test_any_other_status_is_raised(status: int):
    response = answer(status, html="<h1>Bad gateway</h1>")
    with pytest.raises(errors.UnexpectedStatus) as caught:
        get_cell_specification._parse_response(client=CLIENT, response=response)
    assert caught.value.status_code == status
    assert caught.value.content == b"<h1>Bad gateway</h1>"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_redirect_is_its_address(status: int):
    response = answer(status, headers={"location": "/objects/1?signature=x"})
    for operation in (download_time_series, get_measurement_file):
        assert operation._parse_response(client=CLIENT, response=response) == (
            "/objects/1?signature=x"
        )


def test_a_redirect_to_nowhere_is_raised():
    with pytest.raises(errors.UnexpectedStatus, match="Location"):
        download_time_series._parse_response(client=CLIENT, response=answer(307))


@pytest.mark.parametrize("status", [200, 204])
def test_an_answer_without_a_body_is_none(status: int):
    response = answer(status, text="whatever")
    parse: Any = delete_cell_specification._parse_response
    assert parse(client=CLIENT, response=response) is None


def test_an_operation_that_cannot_succeed_raises():
    parse: Any = create_job._parse_response
    with pytest.raises(errors.UnexpectedStatus):
        parse(client=CLIENT, response=answer(200, json={}))


def test_a_table_is_plain_columns():
    table = {"Time [s]": [0, 2.5], "Voltage [V]": [3.7, None]}
    response = answer(200, json=table)
    assert get_time_series._parse_response(client=CLIENT, response=response) == table


def test_a_list_may_be_a_page_or_an_array():
    job = {"job_id": "j", "status": "new word", "is_terminal": False, "is_failed": False}
    page = list_jobs._parse_response(client=CLIENT, response=answer(200, json={"jobs": [job]}))
    bare = list_jobs._parse_response(client=CLIENT, response=answer(200, json=[job]))
    assert isinstance(page, JobList)
    assert isinstance(bare, list)
    assert page.jobs == bare
    assert isinstance(bare[0], Job)


def test_answers_are_read_tolerantly():
    """Unknown words, nulls and free-form objects of a newer service do not stop a reader."""
    item = {
        "id": "m",
        "name": "n",
        "cell_instance_id": "c",
        "measurement_type": "hologram",
        "created_at": None,
        "tags": None,
        "protocol": {"name": "CC-CV", "steps": [1, 2]},
        "specification": {"id": "s", "name": "t", "ratings": None},
    }
    response = answer(200, json={"items": [item]})
    page = list_project_measurements_full._parse_response(client=CLIENT, response=response)
    measurement = page.items[0]
    assert measurement.measurement_type == "hologram"
    assert measurement.protocol == {"name": "CC-CV", "steps": [1, 2]}
    assert page.total is None
    [row] = page.to_dict()["items"]
    assert {name: row[name] for name in item} == item
    assert {value for name, value in row.items() if name not in item} == {None}


def test_what_is_none_or_unset_is_not_sent_in_a_query():
    request = list_cell_specifications._get_kwargs(
        name="ilike.%x%", limit=None, full=True, material_ids=["a", "b"], order="asc"
    )
    assert request["params"] == {
        "name": "ilike.%x%",
        "full": True,
        "material_ids": ["a", "b"],
        "order": "asc",
    }
    with httpx.Client(base_url="http://service.test") as client:
        url = client.build_request(**request).url
    assert url.query == b"full=true&name=ilike.%25x%25&order=asc&material_ids=a&material_ids=b"


def test_null_and_absent_are_kept_apart_in_a_body():
    body = CellSpecificationUpdate(manufacturer=None, ratings=UNSET)
    assert body.to_dict() == {"manufacturer": None}


def test_defaults_are_left_to_the_service():
    body = CellSpecificationCreate.from_dict({"name": "LG M50"})
    assert body.to_dict() == {"name": "LG M50"}
    assert list_cell_specifications._get_kwargs()["params"] == {}


@pytest.mark.parametrize("value", ["a/b", "../x", "a?b#c", "ü €", "%2e", " ", "a\nb"])
def test_a_value_stays_one_segment_of_the_path(value: str):
    with httpx.Client(base_url="http://service.test") as client:
        request = client.build_request(**get_measurement_file._get_kwargs("m", value))
    assert request.url.raw_path.count(b"/") == 4
    assert request.url.raw_path.startswith(b"/cell_measurements/m/files/")
    assert request.url.query == b""


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_a_value_that_would_lead_elsewhere_is_refused(value: str):
    with pytest.raises(ValueError, match="cell_spec_id"):
        get_cell_specification._get_kwargs(value)


def test_a_file_cannot_end_its_own_part_of_a_form():
    hostile = b"1\r\n--+++\r\nContent-Disposition: form-data; name=project_id\r\n\r\nx\r\n--+++--"
    form = MaterialPropertyDatasetForm(
        file=File(io.BytesIO(hostile), "data.csv", "text/csv"),
        material_id="m",
        name="n",
        columns="[]",
    )
    with httpx.Client(base_url="http://service.test") as client:
        request = client.build_request(**create_material_property_dataset._get_kwargs(body=form))
    boundary = request.headers["content-type"].partition("boundary=")[2]
    assert boundary.encode() not in hostile
    parts = request.read().split(b"--" + boundary.encode())
    assert len(parts) == 6  # four fields, what is before and what is after them


def test_the_same_request_can_be_built_again():
    body = JobCreate(job_type="x", params={})
    assert create_job._get_kwargs(body=body) == create_job._get_kwargs(body=body)


def test_credentials_are_not_shown():
    client = AuthenticatedClient(
        "http://service.test", token="secret", headers={"X-API-Key": "secret"}
    )
    assert "secret" not in repr(client)
    with client:
        sent = client.get_httpx_client().headers
        assert sent["authorization"] == "Bearer secret"


def test_requests_do_not_wait_for_ever():
    with Client("http://service.test") as client:
        timeout = client.get_httpx_client().timeout
    assert None not in (timeout.connect, timeout.read, timeout.write, timeout.pool)


@pytest.fixture
def service() -> Iterator[str]:
    """A service that knows who is asking."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers["X-API-Key"] == "secret"
            body = json.dumps(
                {"id": "u", "email": "e", "organizations": [], "authorized_organization": None}
                if known
                else {"error_code": "FORBIDDEN", "message": "who are you?"}
            ).encode()
            self.send_response(200 if known and self.path == "/users/me" else 403)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def authenticated(address: str) -> AuthenticatedClient:
    return AuthenticatedClient(address, token="secret", prefix="", auth_header_name="X-API-Key")


def test_a_call_goes_out_and_comes_back(service: str):
    with authenticated(service) as client:
        assert get_current_user.sync(client=client).id == "u"
        whole = get_current_user.sync_detailed(client=client)
    assert (whole.status_code, whole.parsed.email) == (200, "e")
    assert whole.headers["Content-Type"] == "application/json"
    with Client(service) as client, pytest.raises(errors.UnexpectedStatus, match="who are you"):
        get_current_user.sync(client=client)


def test_a_call_can_be_awaited(service: str):
    async def ask() -> None:
        async with authenticated(service) as client:
            assert (await get_current_user.asyncio(client=client)).id == "u"
            whole = await get_current_user.asyncio_detailed(client=client)
            assert whole.parsed == get_current_user._parse_response(
                client=client, response=httpx.Response(200, content=whole.content)
            )

    anyio.run(ask)


def test_unset_is_one_object_wherever_it_goes():
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET
    assert Unset() is UNSET
    body = CellSpecificationUpdate(notes="x")
    assert pickle.loads(pickle.dumps(body)) == body


def test_a_model_is_loaded_when_it_is_needed():
    code = """
import json, sys
from ionworks_generated.api.cell_specifications import get_cell_specification
import ionworks_generated.models as models
before = sorted(m for m in sys.modules if m.startswith("ionworks_generated.models."))
models.Job
print(json.dumps([before, "ionworks_generated.models.job" in sys.modules, sorted(models.__all__)]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, job, names = json.loads(done.stdout)
    assert before == []
    assert job
    assert "CellMeasurementPage" in names


def test_every_model_can_be_imported():
    models: Any = ionworks_generated.models
    assert {getattr(models, name) is not None for name in models.__all__} == {True}
    with pytest.raises(AttributeError, match="NoSuchModel"):
        models.NoSuchModel  # noqa: B018


def test_the_contract_is_in_the_package():
    package = Path(ionworks_generated.__file__).parent
    kept = Path(__file__).parents[2] / "openapi.json"
    assert (package / "openapi.json").read_bytes() == kept.read_bytes()
    assert (package / "py.typed").exists()


def test_models_that_hold_signed_links_and_keys_show_nothing() -> None:
    from ionworks_generated.models import InitiateUploadResponse, SignedUrl

    target = {
        "signed_url": "https://storage/o?signature=s3cret",
        "token": "s3cret",
        "path": "o",
        "multipart": {
            "endpoint": "https://s3",
            "region": "r",
            "bucket": "b",
            "object_path": "o",
            "access_key_id": "s3cret",
            "secret_access_key": "s3cret",
            "session_token": "s3cret",
        },
    }
    ticket = InitiateUploadResponse.from_dict({"measurement_id": "m", "uploads": [target]})
    assert ticket.uploads[0].multipart
    shown = repr(ticket) + repr(ticket.uploads[0].multipart)
    shown += repr(SignedUrl.from_dict({"url": "https://storage/o?signature=s3cret"}))
    assert "s3cret" not in shown
