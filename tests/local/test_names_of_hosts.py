"""The names and addresses under which a platform is served."""

import pytest

from ionworks.errors import ConfigurationError
from ionworks.local import (
    hosts,
)


def own(*, host="127.0.0.1", bound=None, **given):
    options = {"public_url": None, "public_storage_url": None, "allowed": (), **given}
    return hosts.own_hosts(host, bound or host, "http://127.0.0.1:9", **options)


def test_names_of_a_platform_are_plain_and_case_insensitive():
    found = own(host="Lab.Local", bound="192.0.2.7", allowed=["[2001:DB8:0::1]", "X.org."])
    for name in ("lab.local", "LAB.local.", "192.0.2.7:80", "[2001:db8::1]:1", "x.org", "[::1]"):
        assert found.serve(name), name
    for name in ("192.0.2.8", "y.org", "lab", None, "", "a b"):
        assert not found.serve(name), name
    assert found.storage({"server": ("192.0.2.7", 1)}) == "http://127.0.0.1:9"
    mapped = own(host="::ffff:192.0.2.7")
    assert mapped.serve("192.0.2.7")


def test_on_every_address_the_machine_is_served_by_its_names(monkeypatch):
    monkeypatch.setattr(hosts.socket, "gethostname", lambda: "Bench.Lab.Example")
    found = own(host="0.0.0.0")
    for name in ("bench", "bench.lab.example", "203.0.113.5", "[2001:db8::2]"):
        assert found.serve(name), name
    for name in ("lab", "lab.example", "bench.lab"):
        assert not found.serve(name), name
    assert found.storage({"server": ("203.0.113.5", 80)}) == "http://203.0.113.5:9"
    assert found.storage({"server": ("2001:db8::2", 80)}) == "http://[2001:db8::2]:9"
    assert not own().serve("bench")


def test_public_addresses_are_names_too():
    found = own(public_url="http://lab.example.org/x/")
    assert found.serve("lab.example.org")
    assert found.storage({}) == "http://lab.example.org:9"
    both = own(public_url="https://a.org", public_storage_url="https://b.org:8/x//")
    assert both.storage({}) == "https://b.org:8/x"
    assert both.serve("a.org")
    assert both.serve("b.org")
    alone = own(public_storage_url="http://[2001:db8::1]:8")
    assert alone.storage({}) == "http://[2001:db8::1]:8"
    assert alone.serve("[2001:db8::1]")
    for wrong in ("http://x.org:0", "http://x.org#f", "http://x.org/?q", "http://a b", "x.org"):
        with pytest.raises(ConfigurationError, match="public URL"):
            own(public_url=wrong)
        with pytest.raises(ConfigurationError, match="public storage URL"):
            own(public_storage_url=wrong)


STEPS_1, CYCLES_1 = (f"measurements/m/1/tables/{name}.parquet" for name in ("steps", "cycles"))
