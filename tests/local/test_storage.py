"""The storage origin: signed links to single objects, whole or in ranges."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import httpx
import pytest
from local.series import SERIES, parquet

CONTENT = parquet(SERIES)


@pytest.fixture
def upload(lab):
    return lab.initiate(lab.cell(), "m")


@pytest.fixture
def target(upload):
    return upload["uploads"][0]["signed_url"]


@pytest.fixture
def link(lab, api):
    measurement = lab.measurement()
    answer = api.get(f"/cell_measurements/{measurement}/time_series/download")
    assert answer.status_code == 307
    return answer.headers["location"]


def changed(url, path=None, **query):
    parts = urlsplit(url)
    fields = {**dict(parse_qsl(parts.query)), **query}
    return urlunsplit(parts._replace(path=path or parts.path, query=urlencode(fields)))


def test_links_lead_to_an_origin_of_its_own(platform, link, target):
    assert platform.storage_url != platform.url
    assert link.startswith(platform.storage_url + "/")
    assert target.startswith(platform.storage_url + "/")


def test_what_was_uploaded_comes_back_byte_by_byte(link):
    answer = httpx.get(link)
    assert answer.content == CONTENT
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["accept-ranges"] == "bytes"
    head = httpx.head(link)
    assert head.headers["content-length"] == str(len(CONTENT))
    assert head.content == b""


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-3", 0, 4),
        ("bytes=10-", 10, None),
        ("bytes=-8", -8, None),
        (f"bytes=-{10 * len(CONTENT)}", 0, None),
        (f"bytes=5-{10 * len(CONTENT)}", 5, None),
    ],
)
def test_ranges(link, wanted, start, end):
    answer = httpx.get(link, headers={"Range": wanted})
    assert answer.status_code == 206
    assert answer.content == CONTENT[start:end]
    first = start % len(CONTENT)
    assert answer.headers["content-range"] == (
        f"bytes {first}-{first + len(answer.content) - 1}/{len(CONTENT)}"
    )


def test_a_range_beyond_the_end_is_refused(link):
    answer = httpx.get(link, headers={"Range": f"bytes={len(CONTENT)}-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"].endswith(f"*/{len(CONTENT)}")


def test_what_is_known_is_not_sent_again(link):
    etag = httpx.get(link).headers["etag"]
    for known in (etag, f'"other", {etag}', f"W/{etag}"):
        answer = httpx.get(link, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
    assert httpx.get(link, headers={"If-None-Match": '"other"'}).status_code == 200
    fresh = {"Range": "bytes=0-3", "If-Range": '"other"'}
    assert httpx.get(link, headers=fresh).content == CONTENT


@pytest.mark.parametrize(
    "change",
    [
        {"path": "/measurements/other/1/time_series.parquet"},
        {"path": "/../platform.db"},
        {"expires": "99999999999"},
        {"type": "text/html"},
        {"signature": ""},
        {"signature": "ü"},
        {"extra": "1"},
    ],
)
def test_a_link_is_for_one_object_as_it_was_made(link, change):
    answer = httpx.get(changed(link, **change))
    assert answer.status_code in (403, 404)
    assert answer.json()["error_code"] in ("FORBIDDEN", "NOT_FOUND")


def test_a_link_is_for_one_method(link, target):
    assert httpx.put(link, content=b"x").status_code == 403
    assert httpx.get(target).status_code == 403
    assert httpx.delete(link).status_code == 405


def test_links_expire(link, target, clock):
    clock.advance(hours=1, seconds=1)
    for answer in (httpx.get(link), httpx.put(target, content=b"x")):
        assert answer.status_code == 403
        assert "expired" in answer.json()["message"]


@pytest.mark.parametrize("parts", [[], [b"one ", b"two"]])
def test_an_upload_may_come_in_chunks(target, platform, parts):
    answer = httpx.put(target, content=iter(parts))
    assert answer.status_code == 200
    stored = [p for p in (platform.data / "objects").rglob("*") if p.is_file()]
    assert [path.read_bytes() for path in stored] == [b"".join(parts)]


def test_an_empty_file_that_comes_in_chunks_is_kept(lab):
    told = {"name": "empty", "filename": "empty.txt"}
    upload = lab.post("/raw_data/initiate-upload", told)
    sent = httpx.put(upload["uploads"][0]["signed_url"], content=iter(()))
    assert sent.request.headers["transfer-encoding"] == "chunked"
    assert sent.status_code == 200
    path = f"/raw_data/{upload['raw_data_id']}"
    kept = lab.post(f"{path}/confirm-upload", {**told, "size_bytes": 0})
    assert (kept["size_bytes"], kept["name"]) == (0, "empty")
    assert httpx.get(lab.get(f"{path}/download-url")["url"]).content == b""


def test_an_upload_can_be_sent_again_until_it_is_confirmed(lab, platform):
    cell = lab.cell()
    upload = lab.initiate(cell, "m")
    lab.put(upload, "time_series.parquet", b"half of it")
    lab.put(upload, "time_series.parquet", CONTENT)
    lab.confirm(upload, cell, "m")
    answer = httpx.put(upload["uploads"][0]["signed_url"], content=b"too late")
    assert answer.status_code == 409
    stored = platform.data / "objects" / upload["uploads"][0]["path"]
    assert stored.read_bytes() == CONTENT
    lab.wait(upload["measurement_id"])  # processing writes there too
    assert list((platform.data / "incoming").iterdir()) == []


def test_an_upload_cut_off_leaves_nothing(target, platform):
    def half():
        yield b"x" * 1000
        raise RuntimeError("the sender dies")

    with pytest.raises(RuntimeError):
        httpx.put(target, content=half(), headers={"Content-Length": "2000"})
    httpx.get(f"{platform.url}/healthz")
    stored = [p for p in (platform.data / "objects").rglob("*") if p.is_file()]
    assert stored == []


def test_storage_wants_no_credential_and_links_are_not_the_key(platform, link):
    assert platform.api_key not in link
    assert httpx.get(f"{platform.storage_url}/api-key").status_code == 403


def test_expired_uploads_are_forgotten_with_their_objects(lab, clock, platform):
    cell = lab.cell()
    old = lab.initiate(cell, "old")
    lab.put(old, "time_series.parquet", CONTENT)
    clock.advance(hours=2)
    lab.initiate(cell, "new")
    assert not (platform.data / "objects" / old["uploads"][0]["path"]).exists()
    body = {"cell_instance_id": cell, "measurement": {"name": "old"}}
    path = f"/cell_measurements/{old['measurement_id']}/confirm-upload"
    lab.refused(404, "POST", path, json=body)
