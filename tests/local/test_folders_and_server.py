"""Data folders and the start of a platform in them."""

import sqlite3
from contextlib import closing

import pytest

from ionworks.errors import ConfigurationError
from ionworks.local import (
    folders,
    server,
)
from ionworks.local.server import Platform

STEPS_1, CYCLES_1 = (f"measurements/m/1/tables/{name}.parquet" for name in ("steps", "cycles"))


@pytest.mark.parametrize(
    "marker",
    [
        '{"layout": 1}',
        '{"layout": 1, "id": 5}',
        '{"layout": "1", "id": "x"}',
        '{"id": "x"}',
        "[]",
        "null",
        '"text"',
    ],
)
def test_a_marker_without_a_layout_or_an_id_is_damaged(tmp_path, marker):
    (tmp_path / "ionworks-platform.json").write_text(marker)
    with pytest.raises(ConfigurationError, match="is damaged, or not the marker"):
        folders.look(tmp_path)


@pytest.mark.parametrize("layout", [0, 2])
def test_a_marker_of_another_layout_names_it(tmp_path, layout):
    (tmp_path / "ionworks-platform.json").write_text(f'{{"layout": {layout}, "id": "x"}}')
    with pytest.raises(ConfigurationError, match=f"folder layout {layout}, this one reads 1"):
        folders.look(tmp_path)


def test_a_server_that_ends_before_it_begins_is_an_error_and_leaves_the_folder(data, monkeypatch):
    async def end(self, sockets=None):
        self.should_exit = True

    with monkeypatch.context() as patch:
        patch.setattr(server._Server, "startup", end)
        patch.setattr(server, "_GRACE", 0.01)
        with pytest.raises(RuntimeError, match="ended before it began"):
            Platform(data)
    Platform(data).close()


def test_a_restart_finds_the_owner_and_gives_projects_without_a_member_one(data, lab_at):
    with Platform(data) as platform:
        lab = lab_at(platform)
        me, project = lab.get("/users/me"), lab.project()
        (organization,) = lab.get("/organizations")
        assert (organization["name"], organization["slug"]) == ("Local organization", "local")
        assert me["email"] == "local@ionworks.invalid"
        assert lab.get(f"/projects/{me['default_project_id']}")["name"] == "Default project"
        lab.post("/organizations/current/users/by-email", {"email": "a@example.org"})
    with closing(sqlite3.connect(data / "platform.db")) as database, database:
        # As if the one who was invited had come first.
        database.execute("UPDATE users SET id = '0' || id WHERE email <> 'a@example.org'")
        database.execute(
            "UPDATE organization_members SET user_id = '0' || user_id WHERE invited_at IS NULL"
        )
        database.execute("DELETE FROM project_members")
    with Platform(data) as platform:
        lab = lab_at(platform)
        assert lab.get("/users/me") == {**me, "id": f"0{me['id']}"}
        for one in (project, me["default_project_id"]):
            (member,) = lab.get(f"/projects/{one}")["user_project_roles"]
            assert (member["user_id"], member["project_roles"]["name"]) == (
                f"0{me['id']}",
                "Project Admin",
            )


def test_roles_have_the_ids_that_folders_hold(lab):
    """They are stored with each member, so they can never change."""
    assert [(role["id"], role["name"]) for role in lab.get("/roles/project")] == [
        (f"1f4b4f5e-4b0a-4f5e-9d0e-00000000000{number}", f"Project {name}")
        for number, name in enumerate(("Admin", "Contributor", "Viewer"), start=1)
    ]
