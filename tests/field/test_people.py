"""Members and roles of projects; members, invitations and usage of the organization."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ionworks import Ionworks
from ionworks.errors import ConflictError, NotFoundError
from ionworks.local.server import Platform

_NUMBERS = count()


@pytest.fixture
def email() -> str:
    """Give an address that nobody has."""
    return f"Person.{next(_NUMBERS)}@example.org"


def project_of(connection: dict[str, Any]) -> str:
    found: str = connection["project_id"]
    return found


def roles_in(do: Any, project: str) -> dict[str, str]:
    """Return the names of the roles in a project, by user."""
    members = do(lambda client: client.project.get(project)).user_project_roles
    return {member["user_id"]: member["project_roles"]["name"] for member in members}


def test_there_are_three_roles(do: Any) -> None:
    names = [role.name for role in do(lambda client: client.project.roles())]
    assert names == ["Project Admin", "Project Contributor", "Project Viewer"]


def test_who_makes_a_project_is_its_administrator(do: Any, connection: dict[str, Any]) -> None:
    me = do(lambda client: client.whoami())
    assert roles_in(do, project_of(connection)) == {me.id: "Project Admin"}


def test_a_member_of_a_project(do: Any, connection: dict[str, Any], email: str) -> None:
    project = project_of(connection)
    invited = do(lambda client: client.organization.invite(email))
    assert (invited.invite_sent, invited.already_member, invited.role_name) == (
        True,
        False,
        "Member",
    )
    user = invited.user_id
    assert user not in roles_in(do, project)
    do(lambda client: client.project.add_member(project, user))
    assert roles_in(do, project)[user] == "Project Contributor"
    do(lambda client: client.project.update_member(project, user, "project viewer"))
    assert roles_in(do, project)[user] == "Project Viewer"
    member = do(lambda client: client.organization.get_member(email.upper()))
    [viewer] = [r for r in do(lambda c: c.project.roles()) if r.name == "Project Viewer"]
    assert [(p.project_id, p.project_role_id) for p in member.projects] == [(project, viewer.id)]
    assert member["projects"][0]["project_id"] == project
    assert member.model_dump()["projects"][0]["project_role_id"] == viewer.id
    do(lambda client: client.project.add_member(project, member, viewer))
    do(lambda client: client.project.remove_member(project, member))
    assert user not in roles_in(do, project)
    with pytest.raises(NotFoundError):
        do(lambda client: client.project.update_member(project, user, "Project Viewer"))
    do(lambda client: client.organization.remove(user))


def test_an_invitation_to_a_project(do: Any, connection: dict[str, Any], email: str) -> None:
    project = project_of(connection)
    first = do(lambda client: client.project.invite_member(project, email))
    assert (first.invite_sent, first.already_member) == (True, False)
    assert first.role_name == "Project Contributor"
    again = do(lambda client: client.project.invite_member(project, email, "Project Admin"))
    assert (again.invite_sent, again.already_member) == (False, True)
    assert (again.user_id, again.role_name) == (first.user_id, "Project Contributor")
    assert do(lambda client: client.organization.get_member(email)).role == "Member"
    do(lambda client: client.organization.resend_invite(first.user_id))
    do(lambda client: client.organization.remove(first.user_id))
    assert first.user_id not in roles_in(do, project)
    with pytest.raises(NotFoundError):
        do(lambda client: client.organization.resend_invite(first.user_id))


def test_the_last_administrator_of_a_project_stays(do: Any, connection: dict[str, Any]) -> None:
    project, me = project_of(connection), do(lambda client: client.whoami()).id
    for change in (
        lambda client: client.project.remove_member(project, me),
        lambda client: client.project.update_member(project, me, "Project Viewer"),
        lambda client: client.project.add_member(project, me),
    ):
        with pytest.raises(ConflictError, match="last administrator"):
            do(change)
    assert roles_in(do, project) == {me: "Project Admin"}


def test_a_member_is_deactivated_and_comes_back(
    do: Any, connection: dict[str, Any], email: str
) -> None:
    project = project_of(connection)
    user = do(lambda client: client.project.invite_member(project, email)).user_id
    do(lambda client: client.organization.deactivate(user))
    member = do(lambda client: client.organization.get_member(email))
    assert (member["is_active"], member.role) == (False, "Member")
    for invite in (
        lambda client: client.organization.invite(email),
        lambda client: client.project.invite_member(project, email),
        lambda client: client.project.add_member(project, user),
    ):
        with pytest.raises(ConflictError, match="deactivated"):
            do(invite)
    do(lambda client: client.organization.reactivate(user))
    do(lambda client: client.organization.set_role(user, "Admin"))
    member = do(lambda client: client.organization.get_member(email))
    assert (member["is_active"], member.role, len(member.projects)) == (True, "Admin", 1)
    known = do(lambda client: client.organization.invite(email))
    assert (known.already_member, known.role_name) == (True, "Admin")
    do(lambda client: client.organization.remove(user))


def test_the_holder_of_the_key_stays(do: Any) -> None:
    me = do(lambda client: client.whoami()).id
    for change in (
        lambda client: client.organization.remove(me),
        lambda client: client.organization.deactivate(me),
        lambda client: client.organization.set_role(me, "Member"),
        lambda client: client.organization.resend_invite(me),
    ):
        with pytest.raises(ConflictError):
            do(change)
    members = do(lambda client: client.organization.members())
    assert [(m.id, m.role) for m in members if m.id == me] == [(me, "Admin")]


def test_nobody_of_this_address(do: Any) -> None:
    with pytest.raises(ValueError, match="No member"):
        do(lambda client: client.organization.get_member("nobody@example.org"))


@pytest.mark.parametrize(
    ("act", "named"),
    [
        (lambda client: client.organization.invite("no address"), "email"),
        (lambda client: client.organization.invite("a@b.org", "Boss"), "role"),
        (lambda client: client.organization.set_role("u", "boss"), "role"),
        (lambda client: client.organization.deactivate(""), "user_id"),
        (lambda client: client.project.add_member("", "u"), "project_id"),
        (lambda client: client.project.invite_member("p", ""), "email"),
        (lambda client: client.project.add_member("p", "u", "Boss"), "role"),
    ],
)
def test_bad_arguments_are_named(do: Any, act: Any, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        do(act)


def test_usage_is_that_of_this_month(do: Any, connection: dict[str, Any]) -> None:
    config = {"elements": {"fit": {"element_type": "data_fit"}}}
    do(lambda client: client.pipeline.create({**config, "name": "counted"}))
    usage = do(lambda client: client.organization.usage())
    assert usage.period_start <= datetime.now(UTC) < usage.period_end
    assert (usage.period_start.day, usage.period_end.day) == (1, 1)
    assert usage.simulation.limit is None
    assert usage.compute.usage == sum(usage.compute.usage_by_type.values())
    assert "datafit" in usage["compute"]["usage_by_type"]
    assert usage.model_dump(mode="json")["compute"]["limit"] is None


def test_to_delete_a_run_gives_no_time_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Platform(data) as platform, Ionworks(platform.api_key, api_url=platform.url) as client:
        config = {"elements": {"fit": {"element_type": "data_fit"}}}
        made = client.pipeline.create({**config, "name": "counted"})
        with closing(sqlite3.connect(data / "platform.db")) as database, database:
            (begin,) = database.execute("SELECT created_at FROM jobs").fetchone()
            end = (datetime.fromisoformat(begin) + timedelta(hours=2)).isoformat()
            database.execute("UPDATE jobs SET updated_at = ?", (end,))

        def used() -> dict[str, float]:
            return dict(client.organization.usage().compute.usage_by_type)

        assert used() == {"datafit": pytest.approx(2.0)}
        client.pipeline.delete(made.id)
        assert used() == {"datafit": pytest.approx(2.0)}
        client.bin.restore(client.bin.list()[0])
        assert used() == {"datafit": pytest.approx(2.0)}


@pytest.mark.parametrize(
    "topic", ["project", "study", "model", "parameterized_model", "optimization", "pipeline"]
)
def test_schemas_of_records(do: Any, topic: str) -> None:
    found = do(lambda client: client.schema(topic))
    assert found["create_schema"]["properties"]
    assert found["update_schema"]["properties"]
    assert "id" in found["response_schema"]["properties"]


def test_other_schemas(do: Any) -> None:
    assert do(lambda client: client.schema("data"))["hierarchy"][0] == "cell_specification"
    assert do(lambda client: client.schema("protocol"))["required"] == ["steps"]
    with pytest.raises(ValueError, match="data, protocol"):
        do(lambda client: client.schema("nothing"))
