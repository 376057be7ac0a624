"""Organizations that callers make: with members of their own, and out of reach of the key."""

import pytest


@pytest.fixture
def acme(lab):
    return lab.post("/organizations", {"name": "Acme Labs"})


def emails(lab, organization):
    members = lab.get(f"/organizations/{organization}/users")
    return {member["email"]: member["organization_role"]["name"] for member in members}


def test_who_makes_an_organization_is_its_administrator(lab, acme):
    me = lab.get("/users/me")
    assert emails(lab, acme["id"]) == {me["email"]: "Admin"}
    assert [one["id"] for one in me["organizations"]] == [
        me["authorized_organization"]["id"],
        acme["id"],
    ]
    assert me["authorized_organization"]["name"] == "Local organization"
    assert lab.get("/organizations")[1] == acme


def test_each_has_a_place_in_addresses_of_its_own(lab, acme):
    slugs = [
        lab.post("/organizations", {"name": n})["slug"] for n in ("acme, LABS!", "Zürich", "電")
    ]
    assert [acme["slug"], *slugs] == ["acme-labs", "acme-labs-2", "zurich", "organization"]


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": " "}, {"name": None}])
def test_an_organization_needs_a_name(lab, body):
    refusal = lab.refused(422, "POST", "/organizations", json=body)
    assert refusal["detail"][0]["loc"] == ["body", "name"]


def test_a_request_sent_twice_makes_one(lab, api):
    sent = {"json": {"name": "Once"}, "headers": {"Idempotency-Key": "k1"}}
    answers = [api.post("/organizations", **sent).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(lab.get("/organizations")) == 2


def test_members_of_one_are_no_members_of_another(lab, acme):
    path = f"/organizations/{acme['id']}/users"
    invited = lab.post(f"{path}/by-email", {"email": "ann@example.org", "role_name": "Admin"})
    assert (invited["invite_sent"], invited["already_member"]) == (True, False)
    user = invited["user_id"]
    assert "ann@example.org" not in emails(lab, "current")
    lab.refused(404, "DELETE", f"/organizations/current/users/{user}")
    # Here too she is somebody whom the platform knows, with a role of her own.
    known = lab.post("/organizations/current/users/by-email", {"email": "ANN@example.org"})
    assert known == {
        "user_id": user,
        "invite_sent": False,
        "already_member": False,
        "role_name": "Member",
    }
    lab.patch(f"{path}/{user}", {"is_active": False})
    lab.refused(409, "POST", f"{path}/by-email", json={"email": "ann@example.org"})
    project = lab.project()
    lab.post(f"/projects/{project}/invites", {"email": "ann@example.org", **role(lab)})
    (here,) = (m for m in lab.get("/organizations/current/users") if m["id"] == user)
    (there,) = (m for m in lab.get(path) if m["id"] == user)
    assert (here["is_active"], there["is_active"]) == (True, False)
    assert ([p["project_id"] for p in here["user_project_roles"]], there["user_project_roles"]) == (
        [project],
        [],
    )
    lab.delete(f"{path}/{user}")
    assert emails(lab, "current")["ann@example.org"] == "Member"
    lab.delete(f"/organizations/current/users/{user}")
    assert [m["user_id"] for m in lab.get(f"/projects/{project}")["user_project_roles"]] == [
        lab.get("/users/me")["id"]
    ]
    again = lab.post(f"{path}/by-email", {"email": "ann@example.org"})
    assert (again["invite_sent"], again["user_id"] != user) == (True, True)


def role(lab):
    (viewer,) = (r for r in lab.get("/roles/project") if r["name"] == "Project Viewer")
    return {"project_role_id": viewer["id"]}


def test_the_founder_stays(lab, acme):
    me = lab.get("/users/me")["id"]
    path = f"/organizations/{acme['id']}/users/{me}"
    lab.refused(409, "DELETE", path)
    lab.refused(409, "PATCH", f"{path}/role", json={"role_name": "Member"})
    lab.refused(404, "GET", "/organizations/nothing/users")


def test_the_key_stays_that_of_the_first(lab, acme):
    headers = {"X-Organization-Id": acme["id"]}
    refusal = lab.refused(403, "GET", "/projects", headers=headers)
    assert acme["id"] in refusal["message"]
    assert lab.get("/projects")["total"] == 1
