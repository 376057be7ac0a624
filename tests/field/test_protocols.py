"""Protocols: saved by content, given back as they came, read as YAML with bounds."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import polars as pl
import pytest
from support.pauses import without_waiting
from support.scripted import Reply, scripted

from ionworks import DifferenceWarning, errors, ucp
from ionworks.errors import UnexpectedResponseError
from ionworks.resources.protocols import ConvertResult

TEXT = """\
# C/3, then a rest
global: {initial_soc: 1.0}
steps:
- direction: Discharge
  mode: C-rate
  value: input["C-rate"]
  ends: [{variable: Voltage, value: 'input["Lower voltage [V]"]'}]
- direction: Rest
  value: -input['C-rate'] * 2
"""
CONFIG = ucp.parse(TEXT)


def test_a_project_has_a_content_once(do: Any) -> None:
    first = do(lambda client: client.protocol.create("first", TEXT, description="as text"))
    # Neither the order of keys nor the name belongs to the content.
    turned = dict(reversed(CONFIG.items()))
    assert do(lambda client: client.protocol.create("second", TEXT)) == first
    with pytest.warns(DifferenceWarning, match="description: stored 'as text', sent 'other'"):
        found = do(
            lambda client: client.protocol.create_or_get("third", turned, description="other")
        )
    assert found == first
    with pytest.raises(errors.ConflictError, match="content") as caught:
        do(lambda client: client.protocol.create("fourth", CONFIG, force_create=True))
    assert caught.value.existing_id == first.id
    other = {**CONFIG, "steps": CONFIG["steps"][::-1]}
    assert do(lambda client: client.protocol.create("first", other)).id != first.id
    elsewhere = do(lambda client: client.project.create({"name": f"other {first.id}"}))
    assert do(lambda client: client.protocol.create("first", TEXT, elsewhere)).id != first.id
    do(lambda client: client.protocol.delete(first))
    again = do(lambda client: client.protocol.create("again", TEXT, force_create=True))
    assert (again.name, again.id != first.id) == ("again", True)


def test_text_comes_back_as_it_was_given(do: Any) -> None:
    saved = do(lambda client: client.protocol.create("text", TEXT))
    assert (saved.protocol_config, saved.source_protocol) == (CONFIG, TEXT)
    assert do(lambda client: client.protocol.source_protocol(saved)) == TEXT
    assert do(lambda client: client.protocol.get(saved)) == saved
    data = {"steps": [{"direction": "Rest", "at": "2026-01-02"}]}
    schema = {"properties": {}}
    plain = do(lambda client: client.protocol.create("map", data, parameters_schema=schema))
    assert (plain.protocol_config, plain.parameters_schema) == (data, schema)
    assert plain.source_protocol is None
    with pytest.raises(errors.NotFoundError, match="not from text"):
        do(lambda client: client.protocol.source_protocol(plain))


def test_lists_leave_the_content_out(do: Any) -> None:
    saved = do(lambda client: client.protocol.create("one", TEXT))
    (light,) = do(lambda client: client.protocol.list())
    assert (light.id, light.protocol_config, light.source_protocol) == (saved.id, None, None)
    (some,) = do(lambda client: client.protocol.list(include=["protocol_config", "unknown"]))
    assert (some.protocol_config, some.source_protocol) == (CONFIG, None)


def test_found_by_name(do: Any) -> None:
    assert do(lambda client: client.protocol.find_by_name("one")) is None
    saved = do(lambda client: client.protocol.create("one", TEXT))
    assert do(lambda client: client.protocol.find_by_name("one")) == saved
    do(lambda client: client.protocol.create("one", {"steps": []}))
    with pytest.raises(ValueError, match="2 protocols are called 'one'"):
        do(lambda client: client.protocol.find_by_name("one"))


def test_the_content_does_not_change(do: Any) -> None:
    saved = do(lambda client: client.protocol.create("one", TEXT, description="first"))
    changed = do(lambda client: client.protocol.update(saved, name="two", description=""))
    assert (changed.name, changed.protocol_config) == ("two", CONFIG)
    assert not changed.description
    assert do(lambda client: client.protocol.update(saved)) == changed
    with pytest.raises(ValueError, match="name"):
        do(lambda client: client.protocol.update(saved, name=" "))


def test_inputs_are_named_once_and_in_order(do: Any) -> None:
    expected = ["C-rate", "Lower voltage [V]"]
    assert do(lambda client: client.protocol.find_input_references(TEXT)) == expected
    assert do(lambda client: client.protocol.find_input_references(CONFIG)) == expected
    commented = 'steps: [] # input["none"]'
    assert do(lambda client: client.protocol.find_input_references(commented)) == []
    with pytest.raises(errors.BadRequestError, match=r"no YAML: line \d"):
        do(lambda client: client.protocol.find_input_references("steps: ["))


def test_a_check_says_what_is_wrong_or_where_it_is_made(do: Any) -> None:
    found = do(lambda client: client.protocol.validate("steps:\n- a: b: c"))
    assert (found["valid"], found.valid) == (False, False)
    assert "line 2" in found.error
    for wrong in ("- 1", "", "steps: !!python/object:os.system []"):
        assert not do(lambda client, wrong=wrong: client.protocol.validate(wrong)).valid
    with pytest.raises(errors.IonworksError, match="hosted service checks"):
        do(lambda client: client.protocol.validate(TEXT))


STEPS = """\
global:
  initial_state_type: soc_percentage
  initial_state_value: input['Initial SOC [%]']
  initial_temperature: 25.0
  resolution: {time: 1.0, voltage: 0.001}
steps:
- Charge:
    mode: C-rate
    value: "0.5"
    ends: [Voltage > 4.2, Current < 0.1]
- Rest: {duration: 3600}
- direction: Discharge
  mode: Power
  value: input["Power [W]"]
  ends: [{variable: Voltage, value: 2.5}]
  duration: 1e4
"""


def test_a_protocol_of_known_steps_is_valid_and_is_said_in_words(do: Any) -> None:
    found = do(lambda client: client.protocol.validate(STEPS))
    assert (found.valid, found.error) == (True, None)
    saved = do(lambda client: client.protocol.create("known", STEPS))
    assert do(lambda client: client.protocol.human_readable(saved)).splitlines() == [
        "1. Charge at C-rate 0.5 until Voltage > 4.2 or Current < 0.1",
        "2. Rest for a duration of 3600",
        '3. Discharge at Power input["Power [W]"] until Voltage reaches 2.5 for a duration of 1e4',
    ]


REST = {"Rest": {"duration": 1}}


@pytest.mark.parametrize(
    ("protocol", "place"),
    [
        ({}, '"steps" is a required'),
        ({"steps": {}}, "steps: "),
        ({"steps": [REST, "Rest"]}, r"steps\[1\]: "),
        ({"steps": [{"direction": 1}]}, r"steps\[0\].direction"),
        ({"steps": [{"direction": "Charge", "value": True}]}, r"steps\[0\].value"),
        ({"steps": [{"Charge": {"mode": 2}}]}, r"steps\[0\].Charge.mode"),
        ({"steps": [{"Discharge": []}]}, r"steps\[0\].Discharge"),
        ({"steps": [{"Rest": {"ends": [{"value": 1}]}}]}, r"steps\[0\].Rest.ends\[0\]"),
        ({"steps": [REST], "global": []}, "global: "),
        ({"steps": [REST], "global": {"temperature": [25]}}, "global.temperature"),
        ({"steps": [REST], "global": {"initial_state_type": "soc"}}, "global.initial_state_type"),
        (
            {
                "steps": [REST],
                "global": {"initial_state_type": "soc_percentage", "initial_state_value": 101},
            },
            "global.initial_state_value",
        ),
    ],
)
def test_a_broken_rule_is_said_with_its_place(client: Any, protocol: Any, place: str) -> None:
    found = client.protocol.validate(json.dumps(protocol))
    assert found.valid is False
    assert re.search(place, found.error)
    saved = client.protocol.create("wrong", protocol)
    with pytest.raises(errors.ConflictError, match=place):
        client.protocol.human_readable(saved)


@pytest.mark.parametrize(
    ("protocol", "named"),
    [
        ({"steps": []}, "without steps"),
        ({"steps": [REST], "safety_limits": {}}, "'safety_limits'"),
        ({"steps": [REST], "global": {"humidity": 1}}, "'humidity' in global"),
        ({"steps": [REST], "global": {"resolution": {"power": 1}}}, "'power' in global.resolution"),
        ({"steps": [{"EIS": {}}]}, r"'EIS' of steps\[0\]"),
        ({"steps": [{"direction": "Drive", "value": 1}]}, r"'Drive' of steps\[0\]"),
        ({"steps": [{"Rest": {"duration": 1}, "Charge": {}}]}, "no direction"),
        ({"steps": [{"Rest": {}}]}, "when it ends"),
        ({"steps": [{"Rest": {"duration": 1, "note": "a"}}]}, "'note'"),
        ({"steps": [{"Charge": {"value": 1, "duration": 1}}]}, "mode None"),
        ({"steps": [{"Charge": {"mode": "C-rate", "duration": 1}}]}, "None as the value"),
        ({"steps": [{"Rest": {"duration": "input['a'] / 2"}}]}, "as the duration"),
        ({"steps": [{"Rest": {"ends": ["Humidity > 4"]}}]}, "Humidity"),
        ({"steps": [{"Rest": {"ends": [{"variable": "Voltage", "value": "x"}]}}]}, "'x'"),
    ],
)
def test_what_is_not_known_here_is_neither_right_nor_wrong(
    client: Any, protocol: Any, named: str
) -> None:
    with pytest.raises(errors.IonworksError, match=named) as caught:
        client.protocol.validate(json.dumps(protocol))
    assert caught.value.status_code == 501
    assert "hosted service checks" in str(caught.value)


@pytest.mark.parametrize("form", ["beside", "as the key"])
def test_all_that_the_schema_of_protocols_shows_is_read(client: Any, form: str) -> None:
    published = client.schema("protocol")
    assert published["properties"]["steps"]["items"]["properties"].keys() >= {"direction", "mode"}
    parts = {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}
    step = {"direction": "Discharge", **parts} if form == "beside" else {"Discharge": parts}
    assert client.protocol.validate(json.dumps({"steps": [step]})).valid


def test_what_the_platform_does_not_do_is_said(do: Any) -> None:
    saved = do(lambda client: client.protocol.create("one", TEXT))
    for act in (
        lambda client: client.protocol.human_readable(saved.id),
        lambda client: client.protocol.convert(TEXT, "maccor"),
    ):
        with pytest.raises(errors.IonworksError, match="the hosted service does") as caught:
            do(act)
        assert caught.value.status_code == 501


def test_bad_input_is_refused_before_a_request(do: Any) -> None:
    offline = {"api_url": "http://127.0.0.1:9"}
    for act, named in (
        (lambda client: client.protocol.create("", TEXT), "`name`"),
        (lambda client: client.protocol.create("a", "steps: ["), "no YAML"),
        (lambda client: client.protocol.create("a", "1: 2"), "key 1"),
        (lambda client: client.protocol.convert(TEXT, "macor"), "'maccor'"),
        (lambda client: client.protocol.find_by_name(""), "`name`"),
    ):
        with pytest.raises(ValueError, match=named):
            do(act, **offline)
    with pytest.raises(TypeError, match="`include`"):
        do(lambda client: client.protocol.list(include="protocol_config"), **offline)
    with pytest.raises(TypeError, match="`parameters_schema`"):
        do(lambda client: client.protocol.create("a", TEXT, parameters_schema=[]), **offline)


LAUGHS = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5_000,
        "- " * 5_000,
        "a: &a [*a]",
        "\n".join(["a0: &a0 [1, 1]", *LAUGHS]),
        "a: \x07",
    ],
)
def test_a_text_that_harms_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"nested|values|no YAML"):
        ucp.parse(text)


def test_a_conversion_is_files(tmp_path: Any) -> None:
    result = ConvertResult("maccor", "plan.000", b"Rest\n", "text/plain", [("drive.csv", b"1,2")])
    assert result.text() == "Rest\n"
    assert [path.name for path in result.save(tmp_path / "out")] == ["plan.000", "drive.csv"]
    assert (tmp_path / "out" / "drive.csv").read_bytes() == b"1,2"
    with pytest.raises(FileExistsError):
        result.save(tmp_path / "out")
    result.save(tmp_path / "out", overwrite=True)
    with pytest.raises(ValueError, match="safely"):
        ConvertResult("maccor", "../plan", b"", "text/plain").save(tmp_path)


def test_a_conversion_that_is_not_whole_is_an_error() -> None:
    from ionworks_generated.models import ConvertedProtocol

    for primary in ({"filename": "a"}, {"filename": "a", "content_base64": "%"}):
        answer = ConvertedProtocol.from_dict({"target": "maccor", "primary": primary})
        with pytest.raises(UnexpectedResponseError, match="not whole"):
            ConvertResult._of(answer)


def test_a_file_of_a_cycler_is_sent_whole(do: Any, tmp_path: Any) -> None:
    path = tmp_path / "plan.000"
    path.write_bytes(b"Rest\r\n\xff")
    answer = {
        "parsed_protocol_ucp": "steps: []",
        "parsed_protocol_human": "Nothing",
        "cycler_type": "maccor",
        "new": 1,
    }
    with scripted(Reply(body=json.dumps(answer).encode())) as service:
        for file in (path, str(path), io.BytesIO(path.read_bytes())):
            parsed = do(
                lambda client, file=file: client.protocol.parse_file(file), api_url=service.url
            )
            assert (parsed.ucp, parsed["human_readable"], parsed.new) == ("steps: []", "Nothing", 1)
            assert parsed.model_dump()["required_drive_cycles"] == []
        for seen in service.seen:
            assert seen.path == "/protocols/parse"
            assert b"Content-Type: application/octet-stream\r\n\r\nRest\r\n\xff\r\n--" in seen.body
    with pytest.raises(errors.IonworksError, match="hosted service"):
        do(lambda client: client.protocol.parse_file(path))
    with pytest.raises(FileNotFoundError):
        do(lambda client: client.protocol.parse_file(tmp_path / "none"))
    with pytest.raises(TypeError, match="rb"):
        do(lambda client: client.protocol.parse_file(io.StringIO("Rest")))


def test_a_conversion_is_asked_for_with_what_it_needs(do: Any) -> None:
    file = {"filename": "plan.000", "content_base64": "UmVzdA==", "media_type": "text/plain"}
    answer = {"target": "maccor", "primary": file, "assets": [{**file, "filename": "drive.csv"}]}
    with scripted(Reply(body=json.dumps(answer).encode())) as service:
        result = do(
            lambda client: client.protocol.convert(
                CONFIG, "maccor", {"drive": pl.DataFrame({"t": [0.0, 1.0]})}, "plan", 2.5, True
            ),
            api_url=service.url,
        )
        (seen,) = service.seen
    assert (result.text(), result.assets) == ("Rest", [("drive.csv", b"Rest")])
    assert json.loads(seen.body) == {
        "protocol": CONFIG,
        "target": "maccor",
        "drive_cycles": {"drive": {"t": [0.0, 1.0]}},
        "filename_stem": "plan",
        "nominal_capacity_ah": 2.5,
        "verify": True,
    }


def test_a_lost_answer_is_asked_for_again_where_that_is_safe(
    do: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_waiting(monkeypatch)
    record = {"id": "p1", "name": "one", "protocol_config": CONFIG}
    for force, sent in ((False, 2), (True, 1)):
        with scripted(Reply(hang_up=True), Reply(body=json.dumps(record).encode())) as service:

            def create(client: Any, force: bool = force) -> Any:
                return client.protocol.create("one", CONFIG, force_create=force)

            if force:  # a second one would run into the first
                with pytest.raises(errors.APIConnectionError):
                    do(create, api_url=service.url, project_id=None)
            else:
                assert do(create, api_url=service.url, project_id=None).id == "p1"
            assert len(service.seen) == sent
