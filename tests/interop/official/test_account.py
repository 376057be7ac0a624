"""Who one is, projects, search, pipelines and jobs."""

import pytest

import ionworks
from ionworks import IonworksError


def test_who_and_what(connect):
    client = connect()
    me = client.whoami()
    assert me["email"]
    assert me["authorized_organization"] in me["organizations"]
    assert client.health_check()["status"] == "ok"
    assert client.capabilities()["authentication"]["headers"]
    assert client.schema("data")["hierarchy"][0] == "cell_specification"


@pytest.mark.parametrize("credential", [{"api_key": "wrong"}, {"api_key": None, "token": "wrong"}])
def test_a_wrong_credential(address, credential):
    client = ionworks.Ionworks(**{**address, **credential})
    with pytest.raises(IonworksError) as caught:
        client.whoami()
    assert caught.value.status_code == 403


def test_a_token_and_an_organization(address, connect):
    organization = connect().whoami()["authorized_organization"]["id"]
    client = ionworks.Ionworks(
        api_url=address["api_url"], token=address["api_key"], organization_id=organization
    )
    assert client.whoami()["authorized_organization"]["id"] == organization


def test_projects(connect, unique):
    client = connect()
    project = client.project.create({"name": unique})
    assert client.project.get(project.id).name == unique
    assert client.project.update(project.id, {"description": "ageing"}).description == "ageing"
    assert [p.id for p in client.project.list(name_exact=unique)] == [project.id]
    assert client.project.list(name=unique.upper(), order_by="name", order="desc").total == 1
    client.project.delete(project.id)
    assert client.project.list(name_exact=unique).total == 0


def test_search(client, spec, measured, project_id, unique):
    client.cell_measurement.update(measured.id, {"name": unique})
    [hit] = client.search.query(unique, entity_types=["cell_measurement"]).results
    assert (hit.id, hit.entity_type, hit.project_id) == (
        measured.id,
        "cell_measurement",
        project_id,
    )
    found = client.search.query(unique, project_id=project_id)
    assert {r.id for r in found.results} == {spec.id, measured.id}


def test_pipelines_are_kept_and_say_that_they_do_not_run(client, unique):
    elements = {"known": {"element_type": "entry", "values": {"Ambient temperature [K]": 298.15}}}
    pipeline = client.pipeline.create({"elements": elements}, name=unique)
    assert [p.id for p in client.pipeline.list(name=unique)] == [pipeline.id]
    assert client.pipeline.update(pipeline.id, description="d").description == "d"
    got = client.pipeline.get(pipeline.id)
    assert (got.is_terminal, got.is_failed) == (True, True)
    with pytest.raises(IonworksError, match="does not run them"):
        client.pipeline.wait_for_completion(pipeline.id, timeout=5, verbose=False)
    with pytest.raises(IonworksError) as caught:
        client.pipeline.result(pipeline.id)
    assert caught.value.status_code == 409
    client.pipeline.cancel(pipeline.id)
    client.pipeline.delete(pipeline.id)
    assert client.pipeline.list(name=unique).total == 0


def test_jobs(client):
    before = client.job.list()
    pipeline = client.pipeline.create(
        {"elements": {"check": {"element_type": "validation", "objectives": {}}}}, name="jobs"
    )
    [job] = [j for j in client.job.list() if j.job_id not in {b.job_id for b in before}]
    assert client.job.get(job.job_id).status == "failed"
    assert client.job.cancel(job.job_id).job_id == job.job_id
    client.pipeline.delete(pipeline.id)


@pytest.mark.parametrize(
    "act",
    [
        lambda client: client.project.roles(),
        lambda client: client.organization.members(),
        lambda client: client.organization.usage(),
    ],
    ids=["roles", "members", "usage"],
)
def test_what_the_platform_does_not_do_is_said(client, act):
    with pytest.raises(IonworksError, match="embedded platform") as caught:
        act(client)
    assert caught.value.status_code == 501


def test_links_to_the_web_app(client, measured, project_id):
    link = client.urls.measurement(measured.id)
    assert link.endswith(f"/projects/{project_id}/data/measurements/{measured.id}")
