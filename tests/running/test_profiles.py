"""Profiles: named settings in a file, and keys in the keyring of the system."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from ionworks import AsyncIonworks, ConfigurationError, Ionworks, profiles

KEY = "key-that-nobody-may-read"


class Memory(KeyringBackend):
    """A keyring of the test."""

    priority = 1  # type: ignore[assignment]
    locked = False

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def _open(self) -> dict[tuple[str, str], str]:
        if self.locked:
            raise KeyringLocked("the collection is locked.")
        return self.kept

    def get_password(self, service: str, username: str) -> str | None:
        return self._open().get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self._open().pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


@pytest.fixture
def ring() -> Iterator[Memory]:
    before, memory = keyring.get_keyring(), Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "settings" / "config.toml"
    monkeypatch.setenv("IONWORKS_CONFIG_FILE", str(path))
    return path


def test_a_profile_connects_a_client(
    connection: dict[str, Any], ring: Memory, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = connection.pop("api_key")
    profiles.save("lab", {**connection, "timeout": 7.5, "max_retries": 1}, secret=key)
    assert ring.kept == {("ionworks-api", "lab"): key}
    assert key not in file.read_text()
    with Ionworks(profile="lab") as client:
        assert client.project.get(connection["project_id"]).id == client.settings.project_id
        assert (client.settings.timeout, client.settings.max_retries) == (7.5, 1)
        assert client.settings.profile == "lab"
        assert key not in repr(client.settings)
    monkeypatch.setenv("IONWORKS_PROFILE", "lab")
    assert AsyncIonworks().settings.credential.value == key


def test_arguments_win_over_the_environment_and_that_over_the_profile(
    ring: Memory, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {"project_id": "of profile", "organization_id": "of profile", "timeout": 3}
    profiles.save("lab", {**kept, "dataframe_backend": "pandas"}, secret=KEY, kind="token")
    monkeypatch.setenv("IONWORKS_PROFILE", "lab")
    monkeypatch.setenv("IONWORKS_ORGANIZATION_ID", "of environment")
    monkeypatch.setenv("IONWORKS_TIMEOUT", "4")
    settings = Ionworks(timeout=5).settings
    assert settings.timeout == 5
    assert settings.organization_id == "of environment"
    assert settings.project_id == "of profile"
    assert settings.dataframe_backend == "pandas"
    assert settings.headers()["Authorization"] == f"Bearer {KEY}"
    monkeypatch.setenv("IONWORKS_API_KEY", "of the environment")
    assert Ionworks(profile="lab").settings.headers()["X-API-Key"] == "of the environment"


def test_the_key_of_a_profile_goes_to_its_own_service_alone(
    ring: Memory, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles.save("lab", {"api_url": "https://lab.example"}, secret=KEY)
    assert Ionworks(profile="lab", api_url="https://LAB.example/").settings.api_url
    with pytest.raises(ConfigurationError, match=r"is for https://lab\.example") as refused:
        Ionworks(profile="lab", api_url="https://u:pw@elsewhere.example")
    assert KEY not in str(refused.value)
    monkeypatch.setenv("IONWORKS_API_URL", "https://elsewhere.example")
    with pytest.raises(ConfigurationError, match="leave `api_url` to the profile"):
        Ionworks(profile="lab")
    assert Ionworks(profile="lab", api_key="mine").settings.headers()["X-API-Key"] == "mine"


def test_a_profile_of_an_embedded_platform_needs_no_key(file: Path, tmp_path: Path) -> None:
    profiles.save("here", {"api_url": f"local:{tmp_path / 'data'}"})
    with Ionworks(profile="here") as client:
        assert client.cell_spec.list().total == 0
        assert client.settings.local


def test_a_file_keeps_what_its_owner_wrote(ring: Memory, file: Path) -> None:
    file.parent.mkdir()
    file.write_text('# Ours\n[profiles.lab]\ntimeout = 3  # s\nproject_id = "p"\n')
    file.chmod(0o600)
    profiles.save("lab", {"project_id": None, "proxy": "http://p"})
    profiles.save("a.b c", {"api_url": "local:"}, secret=KEY, in_file=True)
    text = file.read_text()
    assert text.startswith("# Ours\n[profiles.lab]\ntimeout = 3  # s\n")
    assert "project_id" not in text
    assert profiles.read()["lab"].settings == {"timeout": 3, "proxy": "http://p"}
    assert profiles.load("a.b c").credential() == (
        "api_key",
        KEY,
        f"the API key of the profile 'a.b c', in {file}",
    )
    profiles.save("a.b c", {}, secret=KEY)  # now into the keyring, and out of the file
    assert KEY not in file.read_text()
    profiles.remove("a.b c")
    assert ring.kept == {}
    assert list(profiles.read()) == ["lab"]
    assert KEY not in repr(profiles.read())
    assert [one.name for one in file.parent.iterdir()] == ["config.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="there, an access list says who may read")
def test_a_file_that_is_open_to_others_is_refused(ring: Memory, file: Path) -> None:
    profiles.save("lab", {"timeout": 3})
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)
    assert profiles.load("lab").settings == {"timeout": 3}
    file.chmod(0o755)
    assert profiles.load("lab").settings == {"timeout": 3}
    for mode in (0o620, 0o602):
        file.chmod(mode)
        with pytest.raises(ConfigurationError, match=r"can change .*`chmod 600"):
            Ionworks(profile="lab")
    file.chmod(0o600)
    profiles.save("lab", {}, secret=KEY, in_file=True)
    for mode in (0o640, 0o604, 0o610, 0o601):
        file.chmod(mode)
        with pytest.raises(ConfigurationError, match=r"can read it.*`chmod 600") as refused:
            Ionworks(profile="lab")
        assert KEY not in str(refused.value)
    file.chmod(0o700)
    assert profiles.load("lab").settings == {"timeout": 3}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[profiles.lab", "cannot be read"),
        ("[lab]\n", "'lab', which is no setting"),
        ("profiles = 3\n", "no table"),
        ("[profiles]\nlab = 3\n", r"write \[profiles.lab\]"),
        ('[profiles.lab]\nurl = "x"\n', "'url', which is no setting; did you mean 'api_url'"),
        ("[profiles.lab]\ntimeout = 0\n", r"`timeout` of .* above 0, not 0"),
        ("[profiles.lab]\ntimeout = true\n", "`timeout`"),
        ("[profiles.lab]\nmax_retries = 1.5\n", "`max_retries`"),
        ('[profiles.lab]\ndataframe_backend = "dask"\n', "`dataframe_backend`"),
        ('[profiles.lab]\nkeyring = "password"\n', '`keyring` .* "api_key" or "token"'),
        ("[profiles.lab]\napi_key = 123456789\n", "`api_key` of .* must be a key$"),
        ('[profiles.other]\nproxy = "p"\n', "no profile 'lab' in .*; there are: 'other'"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(file: Path, text: str, named: str) -> None:
    file.parent.mkdir()
    file.write_text(text)
    file.chmod(0o600)
    with pytest.raises(ConfigurationError, match=named):
        Ionworks(profile="lab")


def test_a_keyring_that_cannot_be_used_is_named(
    ring: Memory, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles.save("lab", {}, secret=KEY)
    ring.locked = True
    with pytest.raises(ConfigurationError, match=r"collection is locked\. Unlock it, set"):
        Ionworks(profile="lab")
    with pytest.raises(ConfigurationError, match="--key-in-file"):
        profiles.save("new", {}, secret=KEY)
    assert "new" not in profiles.read()  # nothing half-written
    ring.locked = False
    ring.kept.clear()
    with pytest.raises(ConfigurationError, match="no key for the profile 'lab'"):
        Ionworks(profile="lab")
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ConfigurationError, match=r"ionworks-api\[keyring\]"):
        Ionworks(profile="lab")
    assert Ionworks(profile="lab", api_key="mine").settings.profile == "lab"
    profiles.remove("lab")
    with pytest.raises(ConfigurationError, match="there are none"):
        profiles.load("lab")


def test_nobody_who_names_no_profile_is_concerned(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("no TOML")
    assert Ionworks("k").settings.profile is None
    with pytest.raises(ConfigurationError, match=r"no setting; there are: .api_url"):
        profiles.save("lab", {"colour": "red"})
    with pytest.raises(ConfigurationError, match="no name"):
        profiles.save(" ", {})


def test_an_address_that_is_none_is_said_before_a_credential_is_missed() -> None:
    with pytest.raises(ConfigurationError, match="'nonsense', which is not an address"):
        Ionworks(api_url="nonsense")
