"""What a user sets up: profiles, keys, cache; what a doctor says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands.conftest import Command

from ionworks import Ionworks, get_cache_directory
from ionworks.local.server import Platform

KEY = "key-that-nobody-may-read"


def test_who_you_are(ionworks: Command, connection: dict[str, Any]) -> None:
    ended = ionworks("whoami")
    assert ended.status == 0
    assert connection["api_url"] in ended.out
    assert connection["project_id"] in ended.out
    said = json.loads(ionworks("whoami", "--json").out)
    assert said["project_id"] == connection["project_id"]
    assert connection["api_key"] not in ended.out + json.dumps(said)


def test_a_profile_is_set_used_and_removed(
    ionworks: Command,
    connection: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    for name in connection:
        monkeypatch.delenv(f"IONWORKS_{name.upper()}")
    key = connection["api_key"]
    place = ("--api-url", connection["api_url"], "--project-id", connection["project_id"])
    ended = ionworks("profiles", "set", "lab", *place, "--key-stdin", stdin=f"{key}\n")
    assert ended.status == 2  # there is no keyring here
    assert "--key-in-file" in ended.err
    ended = ionworks(
        "profiles", "set", "lab", *place, "--key-stdin", "--key-in-file", stdin=f"{key}\n"
    )
    assert (ended.status, ended.out) == (0, "")
    assert ionworks("specs", "--profile", "lab", "--json").out == "[]\n"
    monkeypatch.setenv("IONWORKS_PROFILE", "lab")
    assert json.loads(ionworks("whoami", "--json").out)["profile"] == "lab"
    listed = ionworks("profiles")
    assert listed.lines[1].startswith(f"lab (in use)  {connection['api_url']}")
    assert ionworks("profiles", "set", "lab", "--project-id", "", "--timeout", 5).status == 0
    (one,) = json.loads(ionworks("profiles", "--json").out)
    assert one["settings"] == {"api_url": connection["api_url"], "timeout": 5.0}
    keys = ionworks("keys", "--json")
    assert {"name": "profile lab", "kind": "API key", "place": one["key"]} in json.loads(keys.out)
    for said in (ended, listed, keys, ionworks("doctor"), ionworks("-v", "specs")):
        assert key not in said.out + said.err
    assert ionworks("profiles", "remove", "lab").status == 0
    assert ionworks("profiles", "remove", "lab").status == 2
    assert ionworks("profiles").err.startswith("There is none in ")
    assert key not in (tmp_path / "config.toml").read_text()


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (("--timeout", "0"), ""),
        (("--key-stdin",), "  \n"),
        (("--key-in-file",), ""),
        (("--no-key", "--key-stdin"), KEY),
        (("--dataframe-backend", "dask"), ""),
        (("--api-url", "api.example.com"), ""),
    ],
)
def test_wrong_settings_make_no_profile(
    ionworks: Command, arguments: tuple[str, ...], stdin: str
) -> None:
    ended = ionworks("profiles", "set", "lab", *arguments, stdin=stdin)
    assert (ended.status, ended.out) == (2, "")
    assert KEY not in ended.err
    assert json.loads(ionworks("profiles", "--json").out) == []


def test_the_cache_is_shown_and_emptied(
    ionworks: Command, filled: dict[str, str], client: Ionworks
) -> None:
    client.cell_measurement.time_series(filled["LG M50/A/cycling"])
    said = json.loads(ionworks("cache", "--json").out)
    assert said["directory"] == str(get_cache_directory())
    assert said["entries"] >= 1
    assert said["size_bytes"] > 0
    assert str(get_cache_directory()) in ionworks("cache", "info").out
    assert ionworks("cache", "clear").status == 0
    said = json.loads(ionworks("cache", "--json").out)
    assert (said["entries"], said["size_bytes"]) == (0, 0)


def test_the_key_of_a_folder_is_written(
    ionworks: Command, platform: Platform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = ionworks("keys", "show", "--data", platform.data)
    assert (ended.status, ended.out) == (0, f"{platform.api_key}\n")
    assert ionworks("keys", "show", "--data", tmp_path).status == 3
    monkeypatch.setenv("IONWORKS_TOKEN", KEY)
    listed = ionworks("keys")
    assert any(line.split()[0] == "IONWORKS_TOKEN" for line in listed.lines)
    assert KEY not in listed.out


def test_pages_are_opened_where_there_are_some(
    ionworks: Command,
    filled: dict[str, str],
    connection: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda link: opened.append(link) or True)
    monkeypatch.setenv("IONWORKS_APP_URL", "https://app.example")
    project = f"https://app.example/dashboard/projects/{connection['project_id']}"
    measurement = f"{project}/data/measurements/{filled['LG M50/A/cycling']}"
    ended = ionworks("open", "measurement", "LG M50/A/cycling", "--print")
    assert (ended.lines, opened) == ([measurement], [])
    assert ionworks("open", "measurement", "LG M50/A/cycling").status == 0
    assert ionworks("open", "project").status == 0
    assert ionworks("open", "spec", "LG M50").status == 0
    assert opened == [
        measurement,
        f"{project}/studies",
        f"{project}/data/specs/{filled['LG M50']}/instances",
    ]
    assert ionworks("open", "measurement").status == 2
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    ended = ionworks("open", "project")
    assert (ended.status, ended.lines) == (1, [f"{project}/studies"])
    monkeypatch.delenv("IONWORKS_APP_URL")
    monkeypatch.delenv("IONWORKS_API_KEY")
    ended = ionworks("open", "project", "--api-url", f"local:{tmp_path / 'data'}")
    assert (ended.status, "no pages" in ended.err) == (2, True)


# --- doctor ---------------------------------------------------------------------------------


def states(ended: Any) -> dict[str, str]:
    return {one["name"]: one["state"] for one in json.loads(ended.out)["findings"]}


def test_a_doctor_finds_all_well(
    ionworks: Command, filled: dict[str, str], connection: dict[str, Any]
) -> None:
    ended = ionworks("doctor", "--json")
    assert ended.status == 0
    assert {name: state for name, state in states(ended).items() if state != "ok"} == {
        "Web app": "not looked at"
    }
    settings = {one["name"]: one for one in json.loads(ended.out)["settings"]}
    assert settings["api_url"] == {
        "name": "api_url",
        "value": connection["api_url"],
        "source": "IONWORKS_API_URL",
    }
    assert settings["timeout"]["source"] == "default"
    assert settings["credential"]["source"] == "API key from IONWORKS_API_KEY"
    text = ionworks("doctor")
    assert text.status == 0
    assert any(line.startswith("ok    Storage  ") for line in text.lines)
    assert connection["api_key"] not in ended.out + text.out


def test_a_doctor_says_what_fails(
    ionworks: Command, connection: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert states(ionworks("doctor", "--json"))["Storage"] == "not looked at"
    monkeypatch.setenv("IONWORKS_PROJECT_ID", "00000000-0000-0000-0000-000000000000")
    ended = ionworks("doctor", "--json")
    assert (ended.status, states(ended)["Project"]) == (1, "failed")
    monkeypatch.setenv("IONWORKS_API_KEY", KEY)
    ended = ionworks("doctor", "--json")
    assert (ended.status, states(ended)["Credential"]) == (1, "failed")
    assert KEY not in ended.out
    ended = ionworks("doctor", "--api-url", "http://127.0.0.1:9")
    assert ended.status == 1
    assert any(line.startswith("FAIL  Service") for line in ended.lines)
    monkeypatch.delenv("IONWORKS_API_KEY")
    ended = ionworks("doctor", "--json")
    assert (ended.status, states(ended)["Settings"]) == (1, "failed")
    assert "Cache" in states(ended)


def test_a_doctor_shows_no_password_of_a_proxy(
    ionworks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://user:hush@proxy.example:3128")
    monkeypatch.setenv("https_proxy", "http://user:hush@proxy.example:3128")
    ended = ionworks("doctor")
    assert "HTTPS_PROXY=proxy.example:3128" in ended.out
    assert "hush" not in ended.out
