"""What a client is set up with: arguments, then environment, and errors that help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ionworks import ConfigurationError, Ionworks
from ionworks.settings import resolve


def settled(environ: dict[str, str] | None = None, **given: Any) -> Any:
    return resolve(environ=environ or {}, start_local=started, **given)


def started(address: str) -> tuple[str, str]:
    return f"http://127.0.0.1:1/{address.partition(':')[2]}", "local-key"


def test_no_credential_names_every_way_out() -> None:
    with pytest.raises(ConfigurationError) as caught:
        settled()
    for way in ("api_key", "IONWORKS_API_KEY", "IONWORKS_TOKEN", "local:"):
        assert way in str(caught.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("given", "environ", "header", "origin"),
    [
        ({"api_key": "k"}, {}, {"X-API-Key": "k"}, "`api_key`"),
        ({"token": "t"}, {}, {"Authorization": "Bearer t"}, "`token`"),
        ({"api_key": "k", "token": "t"}, {}, {"Authorization": "Bearer t"}, "`token`"),
        ({"api_key": "k"}, {"IONWORKS_TOKEN": "e"}, {"X-API-Key": "k"}, "`api_key`"),
        ({}, {"IONWORKS_API_KEY": "k"}, {"X-API-Key": "k"}, "IONWORKS_API_KEY"),
        (
            {},
            {"IONWORKS_API_KEY": "k", "IONWORKS_TOKEN": "e"},
            {"Authorization": "Bearer e"},
            "IONWORKS_TOKEN",
        ),
        ({"api_key": " k\n"}, {}, {"X-API-Key": "k"}, "`api_key`"),
    ],
)
def test_one_credential_is_sent(
    given: dict[str, str], environ: dict[str, str], header: dict[str, str], origin: str
) -> None:
    settings = settled(environ, **given)
    assert settings.headers() == header
    assert origin in settings.credential.origin


def test_a_local_address_brings_its_own_key() -> None:
    settings = settled(api_url="local:cells")
    assert settings.api_url == "http://127.0.0.1:1/cells"
    assert settings.headers() == {"X-API-Key": "local-key"}
    theirs = {"IONWORKS_API_KEY": "hosted", "IONWORKS_TOKEN": "hosted"}
    assert settled(theirs, api_url="local:").headers() == {"X-API-Key": "local-key"}
    assert settled(api_url="local:", api_key="mine").headers() == {"X-API-Key": "mine"}


def test_every_setting_has_a_variable() -> None:
    settings = settled(
        {
            "IONWORKS_API_KEY": "k",
            "IONWORKS_API_URL": "https://stage-api.ionworks.com/",
            "IONWORKS_PROJECT_ID": "p",
            "IONWORKS_ORGANIZATION_ID": "o",
            "IONWORKS_TIMEOUT": "2.5",
            "IONWORKS_MAX_RETRIES": "0",
            "IONWORKS_DATAFRAME_BACKEND": "Pandas",
        }
    )
    assert settings.api_url == "https://stage-api.ionworks.com"
    assert (settings.project_id, settings.organization_id) == ("p", "o")
    assert (settings.timeout, settings.max_retries) == (2.5, 0)
    assert settings.dataframe_backend == "pandas"
    assert settings.headers()["X-Organization-Id"] == "o"


def test_arguments_win() -> None:
    settings = settled({"IONWORKS_API_KEY": "env", "IONWORKS_TIMEOUT": "9"}, api_key="k", timeout=1)
    assert settings.credential.value == "k"
    assert settings.timeout == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"api_url": "api.ionworks.com"}, "api_url"),
        ({"api_url": "ftp://host"}, "api_url"),
        ({"api_url": "https://"}, "api_url"),
        ({"api_url": "https://host?x=1"}, "query"),
        ({"timeout": 0}, "`timeout`"),
        ({"timeout": float("nan")}, "`timeout`"),
        ({"timeout": "soon"}, "`timeout`"),
        ({"max_retries": -1}, "`max_retries`"),
        ({"dataframe_backend": "numpy"}, "dataframe_backend"),
        ({"api_key": "k\r\nX-Evil: 1"}, "`api_key`"),
        ({"api_key": "ключ"}, "`api_key`"),
    ],
)
def test_a_wrong_setting_is_named(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        settled(**{"api_key": "k", **given})


def test_secrets_do_not_show() -> None:
    with Ionworks(api_key="iwk_secret", api_url="http://127.0.0.1:9") as client:
        shown = " ".join(
            [repr(client), repr(client.settings), repr(client.cell_spec), str(client.settings)]
        )
    assert "iwk_secret" not in shown
    with pytest.raises(ConfigurationError) as caught:
        settled(api_key="k", api_url="https://user:hunter2@host")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "given", ["local:", "local:lab", "http://127.0.0.1:8000", "HTTPS://x.example"]
)
def test_an_address_in_the_place_of_a_credential_is_named(given: str) -> None:
    with pytest.raises(ConfigurationError, match=r"is an address.*api_url"):
        settled(api_key=given)
    with pytest.raises(ConfigurationError, match=r"is an address.*api_url"):
        settled({"IONWORKS_API_KEY": given})


def test_a_path_is_a_folder_of_the_embedded_platform(tmp_path: Path) -> None:
    with Ionworks(api_url=tmp_path / "lab") as client:
        assert client.health_check()["status"] == "ok"
    assert (tmp_path / "lab").is_dir()


def test_the_name_of_the_official_client_for_a_token_is_read_too() -> None:
    assert settled({"IONWORKS_API_TOKEN": "t"}).headers() == {"Authorization": "Bearer t"}
    both = {"IONWORKS_API_TOKEN": "second", "IONWORKS_TOKEN": "first"}
    assert settled(both).headers() == {"Authorization": "Bearer first"}


@pytest.mark.parametrize("given", [2.7, "2.7", True, -1, "many"])
def test_retries_are_counted_in_whole_numbers(given: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"max_retries.* a whole number, 0 or more"):
        settled(api_key="k", max_retries=given)
    assert settled(api_key="k", max_retries=3.0).max_retries == 3
