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


def test_members_of_a_project(client, project_id):
    assert [role.name for role in client.project.roles()][1] == "Project Contributor"
    invited = client.project.invite_member(project_id, "script@example.org", "project viewer")
    assert (invited.invite_sent, invited.already_member) == (True, False)
    assert client.project.invite_member(project_id, "script@example.org").already_member
    client.project.update_member(project_id, invited.user_id, "Project Admin")
    member = client.organization.get_member("SCRIPT@example.org")
    assert (member.id, member.role) == (invited.user_id, "Member")
    assert [role.project_id for role in member.projects] == [project_id]
    client.project.remove_member(project_id, member.id)
    client.project.add_member(project_id, member.id)
    client.organization.remove(member.id)
    with pytest.raises(IonworksError):
        client.project.add_member(project_id, member.id)
    with pytest.raises(ValueError, match="Project Viewer"):
        client.project.add_member(project_id, member.id, "Boss")


def test_members_of_the_organization(client):
    organization = client.organization
    invited = organization.invite("member@example.org", "Admin")
    organization.set_role(invited.user_id, "Member")
    organization.resend_invite(invited.user_id)
    organization.deactivate(invited.user_id)
    with pytest.raises(IonworksError) as caught:
        organization.invite("member@example.org")
    assert caught.value.status_code == 409
    organization.reactivate(invited.user_id)
    [member] = [m for m in organization.members() if m.email == "member@example.org"]
    assert (member.id, member.role, member.projects) == (invited.user_id, "Member", [])
    organization.remove(member.id)
    with pytest.raises(ValueError, match="member@example"):
        organization.get_member("member@example.org")


def test_usage(client):
    usage = client.organization.usage()
    assert usage.period_start < usage.period_end
    assert (usage.simulation.usage, usage.simulation.limit, usage.compute.limit) == (0, None, None)
    assert usage.compute.usage_by_type.keys() <= {
        *("simulation", "datafit", "optimization", "validation", "pipeline")
    }


def test_requests_by_path(client, unique, project_id):
    made = client.post("/projects", {"name": unique})
    path = f"/projects/{made['id']}"
    assert client.patch(path, {"description": "by path"})["description"] == "by path"
    assert client.get(path)["description"] == "by path"
    assert client.request("GET", f"/projects?name=eq.{made['name']}")["total"] == 1
    assert b"by path" in client.request_raw("GET", path, timeout=(5, 30))
    assert client.delete(path) is None
    with pytest.raises(IonworksError) as caught:
        client.get(path)
    assert caught.value.status_code == 404


def test_a_stored_file_by_path(client, measured):
    path = f"/cell_measurements/{measured.id}/time_series/download"
    assert client.redirect_url(path).startswith("http")
    assert client.request_raw("GET", path)[:4] == b"PAR1"
    with pytest.raises(IonworksError):
        client.redirect_url("/users/me")


def test_schemas_and_backend(client):
    assert client.schema("protocol")["type"] == "object"
    with pytest.raises(ValueError, match="nothing"):
        client.schema("nothing")
    assert ionworks.get_dataframe_backend() == "polars"
    ionworks.set_dataframe_backend("pandas")
    assert ionworks.get_dataframe_backend() == "pandas"
    ionworks.set_dataframe_backend("polars")
    with pytest.raises(ValueError, match="polars"):
        ionworks.set_dataframe_backend("numpy")


def test_links_to_the_web_app(client, measured, project_id):
    link = client.urls.measurement(measured.id)
    assert link.endswith(f"/projects/{project_id}/data/measurements/{measured.id}")
