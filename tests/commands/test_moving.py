"""Copies and locks through the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands.conftest import Command

from ionworks import Ionworks

NAMES = ["LG M50", "LG M50 / A", "LG M50 / A / cycling"]


def test_a_copy_goes_to_a_platform_and_into_a_bundle(
    ionworks: Command,
    filled: dict[str, str],
    client: Ionworks,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = f"local:{tmp_path / 'home'}"
    one = ("--cell", "LG M50/A", "--json")
    dry = json.loads(ionworks("copy", home, *one, "--dry-run").out)
    assert (dry["dry_run"], dry["counts"]) == (True, {"new": 3})
    done = ionworks("copy", home, *one)  # the key and the project of this end are not for it
    report = json.loads(done.out)
    assert (done.status, report["counts"]) == (0, {"copied": 3})
    assert [record["name"] for record in report["records"]] == NAMES
    there = json.loads(
        ionworks("measurements", "--api-url", home, "--project", "Default project", "--json").out
    )
    assert [each["id"] for each in there] == [report["records"][2]["target_id"]]

    client.cell_measurement.update(filled["LG M50/A/cycling"], {"notes": "news"})
    differs = ionworks("copy", home, "--measurement", "LG M50/A/cycling")
    assert differs.status == 1
    assert "differs: LG M50 / A / cycling: " in differs.err
    assert differs.lines[3].split()[-2] == "differs"

    bundle = tmp_path / "b.zip"
    assert ionworks("copy", f"bundle:{bundle}", "--spec", "LG M50").status == 0
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("IONWORKS_PROJECT_ID")
    listed = ionworks("cells", "--api-url", f"bundle:{bundle}", "--json")
    assert sorted(cell["name"] for cell in json.loads(listed.out)) == ["A", "B"]
    again = ionworks("copy", f"bundle:{bundle}")
    assert (again.status, str(bundle) in again.err) == (2, True)
    # A bundle is taken in by a platform that has a part of it.
    home_again = ionworks("copy", home, "--api-url", f"bundle:{bundle}", "--json")
    assert json.loads(home_again.out)["counts"] == {"exists": 2, "differs": 1, "copied": 2}


def test_a_bundle_is_not_written_to(
    ionworks: Command, filled: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = f"bundle:{tmp_path / 'b.zip'}"
    assert ionworks("copy", bundle, "--spec", "LG M50").status == 0
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("IONWORKS_OTHER_API_URL", bundle)
    files = tmp_path / "files"
    files.mkdir()
    (files / "A_one.csv").write_text("this is not read")
    rule = ("--name", "{cell}_{test}", "--spec", "LG M50")
    for command in (
        ("upload", files, *rule, "--yes"),
        ("upload", "--apply", tmp_path / "none.json"),
        ("watch", files, *rule, "--once"),
    ):
        refused = ionworks(*command, "--api-url", bundle)
        assert (refused.status, refused.out, len(refused.err.splitlines())) == (2, "", 1)
        assert f"{bundle} is read-only. Copy it to a platform" in refused.err
    assert [path.name for path in files.iterdir()] == ["A_one.csv"]
    ionworks("profiles", "set", "frozen", "--api-url", bundle)
    to_profile = ionworks("copy", "frozen", "--dry-run")
    assert (to_profile.status, "is read-only" in to_profile.err) == (2, True)


def test_a_local_platform_is_not_copied_onto_itself(
    ionworks: Command,
    filled: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = f"local:{tmp_path / 'home'}"
    assert ionworks("copy", home, "--cell", "LG M50/A").status == 0
    monkeypatch.delenv("IONWORKS_PROJECT_ID")
    monkeypatch.delenv("IONWORKS_API_KEY")
    for more in (("--dry-run",), (), ("--cell", "LG M50/A"), ("--to-project", "Default project")):
        same = ionworks("copy", home, "--api-url", home, *more)
        assert (same.status, same.out) == (2, "")
        assert f"{home} is where the records are" in same.err


def test_no_key_goes_to_another_address(
    ionworks: Command,
    filled: dict[str, str],
    connection: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = connection["api_url"]
    refused = ionworks("copy", url)
    assert (refused.status, "IONWORKS_OTHER_API_KEY" in refused.err) == (2, True)
    assert ionworks("copy", "no-such-profile").status == 2
    assert ionworks("copy", "x.zip", "--to-project", "y").status == 2
    monkeypatch.setenv("IONWORKS_OTHER_API_KEY", connection["api_key"])
    same = ionworks("copy", url, "--to-project", connection["project_id"], "--json")
    assert (same.status, json.loads(same.out)["counts"]) == (0, {"exists": 8})
    monkeypatch.setenv("IONWORKS_OTHER_API_KEY", "wrong")
    assert ionworks("copy", url, "--to-project", connection["project_id"]).status == 4


def test_a_lock_says_what_has_changed(
    ionworks: Command, filled: dict[str, str], client: Ionworks, tmp_path: Path
) -> None:
    file = tmp_path / "data.lock"
    assert ionworks("lock", file, "--check").status == 2
    made = ionworks("lock", file, "--spec", "LG M50", "--json")
    assert (made.status, len(json.loads(made.out)["records"])) == (0, 5)
    assert ionworks("lock", file).status == 2  # it would be lost
    same = ionworks("lock", file, "--check")
    assert (same.status, same.out, "nothing has changed" in same.err) == (0, "", True)
    client.cell_measurement.update(filled["LG M50/A/cycling"], {"notes": "news"})
    changed = ionworks("lock", file, "--check")
    assert (changed.status, len(changed.lines)) == (1, 1)
    assert "LG M50 / A / cycling says something else in 'notes'" in changed.out
    (change,) = json.loads(ionworks("lock", file, "--check", "--json").out)["changes"]
    assert (change["what"], change["id"]) == ("record", filled["LG M50/A/cycling"])
    assert ionworks("lock", file, "--check", "--cell", "LG M50/A").status == 2
    assert ionworks("lock", file, "--force", "--measurement", "LG M50/B/cycling").status == 0
    assert ionworks("lock", file, "--check").status == 0
