"""The proxy itself: truthful unless told otherwise, and its faults are what they are called."""

from __future__ import annotations

import httpx
import pytest
from faults import breaks
from faults.conftest import Stage


def anything(_method: str, _path: str) -> bool:
    return True


def test_what_comes_through_is_what_the_platform_says(stage: Stage) -> None:
    key = {"X-API-Key": stage.platform.api_key}
    path = f"/cell_specifications/{stage.spec.id}"
    straight = httpx.get(stage.platform.url + path, headers=key)
    proxied = httpx.get(stage.service.url + path, headers=key)
    assert (proxied.status_code, proxied.content) == (200, straight.content)
    assert proxied.headers.keys() == straight.headers.keys()
    assert stage.service.seen == stage.service.reached == [f"GET {path}"]
    assert httpx.get(stage.service.url + path).status_code == 403


def test_links_lead_through_the_proxy_and_stay_valid(stage: Stage) -> None:
    key = {"X-API-Key": stage.platform.api_key}
    path = f"/cell_measurements/{stage.old.id}/time_series/download"
    straight, proxied = (
        httpx.get(url + path, headers=key).headers["location"]
        for url in (stage.platform.url, stage.service.url)
    )
    assert proxied.startswith(stage.storage.url)
    assert httpx.get(proxied).content == httpx.get(straight).content
    assert len(stage.storage.reached) == 1


@pytest.mark.parametrize(
    ("fault", "error", "reached"),
    [
        (breaks.reset_before, httpx.ReadError, 0),
        (breaks.reset_after, httpx.ReadError, 1),
        (breaks.hang, httpx.ReadTimeout, 0),
        (breaks.truncated, httpx.RemoteProtocolError, 1),
        (breaks.length_too_large, httpx.RemoteProtocolError, 1),
    ],
)
def test_a_fault_is_what_it_is_called(
    stage: Stage, fault: breaks.Fault, error: type[Exception], reached: int
) -> None:
    stage.service.break_(fault, anything)
    with pytest.raises(error):
        httpx.get(stage.service.url + "/healthz", timeout=0.3)
    assert (len(stage.service.seen), len(stage.service.reached)) == (1, reached)
    assert httpx.get(stage.service.url + "/healthz").status_code == 200


def test_the_port_refuses_and_listens_again(stage: Stage) -> None:
    stage.service.refuse()
    with pytest.raises(httpx.ConnectError):
        httpx.get(stage.service.url + "/healthz")
    stage.service.listen()
    assert httpx.get(stage.service.url + "/healthz").status_code == 200
