"""What a doctor says of a service that is not in order; each rule on both sides of its limit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from commands.conftest import Command
from support.scripted import Reply, Script, Seen, scripted

import ionworks as package
from ionworks import Ionworks, IonworksError
from ionworks._io import probing
from ionworks._io.blocking import run
from ionworks._io.delivery import USER_AGENT
from ionworks._io.probing import Look, look
from ionworks.commands.offered import doctor


@pytest.fixture
def service() -> Iterator[Script]:
    """A service that has a clock of its own, an hour behind, and knows a user and no series."""

    def answer(seen: Seen) -> Reply:
        there = datetime.now(UTC) - timedelta(hours=1)
        headers = {"Content-Type": "application/json", "Date": format_datetime(there)}
        bodies: dict[str, Any] = {
            "/healthz": {"status": "ok"},
            "/users/me": {"id": "u", "email": "ada@example.com"},
        }
        status = 200 if seen.path in bodies else 404
        return Reply(status, json.dumps(bodies.get(seen.path, {})).encode(), headers)

    with scripted(answer=answer) as script:
        yield script


def test_a_look_says_who_asks_and_reads_the_clock(service: Script) -> None:
    with Ionworks(api_key="iwk_x", api_url=service.url) as client:
        seen = run(look(client._async._runtime, f"{service.url}/healthz"))
    assert (seen.status, seen.problem, seen.valid_until, seen.proxy) == (200, None, None, None)
    assert seen.skew is not None
    assert round(seen.skew / 60) == 60
    (asked,) = service.seen
    assert (asked.method, asked.headers["user-agent"]) == ("GET", USER_AGENT)


@pytest.mark.parametrize("date", ["", "yesterday", "Sun, 06 Nov 1994 08:49:37 -0000"])
def test_a_date_that_is_none_is_no_clock(date: str) -> None:
    headers = {"Content-Type": "application/json", "Date": date}
    with (
        scripted(Reply(200, b"{}", headers)) as script,
        Ionworks(api_key="iwk_x", api_url=script.url) as client,
    ):
        skew = run(look(client._async._runtime, f"{script.url}/healthz")).skew
    if "1994" in date:  # a date without a zone is that of Greenwich
        assert skew is not None
        years = (datetime.now(UTC) - datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)).days
        assert skew // 86_400 in (years - 1, years)
    else:
        assert skew is None


def test_a_clock_may_be_a_minute_off() -> None:
    def said(skew: float | None) -> tuple[str, str]:
        finding = doctor._clock(Look(200, 0.1, skew=skew))
        return finding.state, finding.said

    assert said(60.0)[0] == said(-60.0)[0] == said(0.0)[0] == "ok"
    assert said(61.0) == ("warning", "this machine is 61 s ahead of the service")
    assert said(-61.0) == ("warning", "this machine is 61 s behind the service")
    assert said(7260.0)[1].startswith("this machine is 2 hours ahead")
    assert said(-86400.0 * 3)[1].startswith("this machine is 3 days behind")
    assert said(None)[0] == "not looked at"


def test_a_certificate_is_said_to_end_two_weeks_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)

    def said(days: float | None, **settings: Any) -> tuple[str, str]:
        ends = None if days is None else datetime.now(UTC) + timedelta(days=days, minutes=1)
        with Ionworks(api_key="iwk_x", api_url="https://api.example.com", **settings) as client:
            finding = doctor._certificates(client, Look(200, 0.1, valid_until=ends))
        return finding.state, finding.said

    assert said(14)[0] == "ok"
    assert said(13)[0] == "warning"
    ends = datetime.now(UTC) + timedelta(days=14, minutes=1)
    assert said(14)[1].endswith(f"ends on {ends:%Y-%m-%d}")
    assert said(None) == ("ok", "trusted by those of httpx")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert said(None) == ("ok", "trusted by SSL_CERT_DIR")
    assert said(1, verify=False) == ("warning", "none is checked")


def test_a_doctor_says_what_is_wrong_with_a_service(ionworks: Command, service: Script) -> None:
    ended = ionworks("doctor", "--json", "--api-url", service.url)
    found = {one["name"]: one for one in json.loads(ended.out)["findings"]}
    assert ended.status == 1
    assert found["Service"]["said"].startswith(f"{service.url} answers 200 in ")
    assert (found["Clock"]["state"], found["Credential"]["state"]) == ("warning", "ok")
    assert found["Credential"]["said"] == "of ada@example.com"
    assert (found["Project"]["state"], found["Storage"]["state"]) == ("failed", "failed")
    text = ionworks("doctor", "--api-url", service.url)
    (place,) = (at for at, line in enumerate(text.lines) if line.startswith("!     Clock"))
    assert text.lines[place + 1].strip().startswith("Set the clock")


def test_what_is_set_in_a_profile_is_shown_with_it(
    ionworks: Command, connection: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text(
        f'[profiles.lab]\napi_url = "{connection["api_url"]}"\ntimeout = 7\n'
        'verify = false\nproxy = "http://user:hush@127.0.0.1:9"\n'
    )
    ended = ionworks("doctor", "--profile", "lab", "--json")
    said = json.loads(ended.out)
    settings = {one["name"]: one for one in said["settings"]}
    assert settings["verify"]["value"] == "False"
    assert settings["verify"]["source"] == "profile lab"
    assert settings["proxy"]["value"] == "127.0.0.1:9"
    assert settings["timeout"] == {"name": "timeout", "value": "7 s", "source": "profile lab"}
    assert "hush" not in ended.out + ended.err
    found = {one["name"]: one for one in said["findings"]}
    assert found["Service"]["state"] == "failed"
    assert "127.0.0.1:9" in found["Proxy"]["said"]
    (tmp_path / "config.toml").write_text("[profiles")
    ended = ionworks("doctor", "--json")
    found = {one["name"]: one for one in json.loads(ended.out)["findings"]}
    assert found["Profiles"]["state"] == "failed"


def test_a_cache_that_is_off_is_said_to_be(ionworks: Command) -> None:
    def said() -> str:
        found = json.loads(ionworks("doctor", "--json").out)["findings"]
        return next(one["said"] for one in found if one["name"] == "Cache")

    assert said().startswith("0 files, 0")
    package.set_cache_enabled(False)
    try:
        assert said() == "switched off"
    finally:
        package.set_cache_enabled(True)


@pytest.mark.parametrize("problem", [ValueError("no such column"), IonworksError("not here")])
def test_storage_that_gives_no_series_fails_with_the_reason(problem: Exception) -> None:
    def fail(**_filters: Any) -> Any:
        raise problem

    client: Any = SimpleNamespace(cell_measurement=SimpleNamespace(list_by_project=fail))
    finding = doctor._storage(client)
    assert (finding.state, finding.said) == ("failed", str(problem))


def test_the_clock_and_the_certificate_of_an_answer_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Fixed(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime(2026, 1, 1, 0, 0, 10, 500_000, tzinfo=tz)

    def skew(date: str, took: float) -> float | None:
        return probing._skew(httpx.Response(200, headers={"Date": date}), took)

    monkeypatch.setattr(probing, "datetime", Fixed)
    for zone in ("GMT", "-0000"):
        date = f"Thu, 01 Jan 2026 00:00:00 {zone}"
        # It was written in the middle of the wait, and half a second after what it states.
        assert skew(date, 0.0) == pytest.approx(10.0)
        assert skew(date, 4.0) == pytest.approx(8.0)
    assert skew("no date", 0.0) is None

    def ends(certificate: Any) -> datetime | None:
        encrypted = SimpleNamespace(getpeercert=lambda: certificate)
        stream = SimpleNamespace(get_extra_info={"ssl_object": encrypted}.get)
        return probing._valid_until(httpx.Response(200, extensions={"network_stream": stream}))

    assert ends({"notAfter": "Jan  5 09:34:43 2028 GMT"}) == datetime(
        2028, 1, 5, 9, 34, 43, tzinfo=UTC
    )
    for nothing in (None, {}, {"notBefore": "Jan  5 09:34:43 2028 GMT"}):
        assert ends(nothing) is None
    plain = SimpleNamespace(get_extra_info=lambda name: None)
    for extensions in ({}, {"network_stream": plain}):
        assert probing._valid_until(httpx.Response(200, extensions=extensions)) is None
