"""Regeneration notices drift, and takes a newer contract only when what it breaks is accepted."""

import copy
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from support.parts import part_of

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import _generate  # noqa: E402
import regen  # noqa: E402
from _contract_diff import Changes, compare  # noqa: E402
from _prepare import prepare  # noqa: E402

SPECS = "/cell_specifications"
CONTRACT: dict[str, Any] = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))


def tools_are_there() -> bool:
    try:
        version("openapi-python-client")
    except PackageNotFoundError:
        return False
    return True


needs_tools = pytest.mark.skipif(not tools_are_there(), reason="the group `regen` is not installed")


def part(*paths: str) -> dict[str, Any]:
    return part_of(CONTRACT, *paths)


@pytest.fixture
def newer() -> dict[str, Any]:
    return copy.deepcopy(CONTRACT)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small contract and its package."""
    folder = tmp_path_factory.mktemp("generated")
    contract = part(SPECS, "/users/me")
    (folder / "openapi.json").write_text(_generate.dump(contract), encoding="utf-8")
    _generate.generate(contract, folder / "ionworks_generated")
    return folder


@pytest.fixture
def generated_once(generated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package of the small contract is copied where it would be generated again."""
    made = json.loads((generated / "openapi.json").read_text(encoding="utf-8"))

    def copied(contract: dict[str, Any], target: Path) -> None:
        assert contract == made
        shutil.copytree(generated / "ionworks_generated", target)

    monkeypatch.setattr(regen, "generate", copied)


@pytest.fixture
def kept(generated: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A contract and a package to work on: the real ones are never touched here."""
    shutil.copytree(generated, tmp_path / "kept")
    return tmp_path / "kept" / "openapi.json", tmp_path / "kept" / "ionworks_generated"


@pytest.fixture
def unread(tmp_path: Path) -> tuple[Path, Path]:
    """A contract and a package for what is refused before anything is generated."""
    contract, package = tmp_path / "openapi.json", tmp_path / "ionworks_generated"
    contract.write_text(_generate.dump(part(SPECS)), encoding="utf-8")
    package.mkdir()
    (package / "client.py").touch()
    return contract, package


def run(kept: tuple[Path, Path], *arguments: str) -> int:
    return regen.main(["--contract", str(kept[0]), "--output", str(kept[1]), *arguments])


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def write(folder: Path, contract: dict[str, Any]) -> Path:
    path = folder / "newer.json"
    path.write_text(json.dumps(contract), encoding="utf-8")
    return path


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@needs_tools
@pytest.mark.usefixtures("generated_once")
def test_drift_is_listed_and_nothing_is_written(
    kept: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
):
    _, package = kept
    (package / "client.py").write_text("changed", encoding="utf-8")
    (package / "models" / "quantity.py").unlink()
    (package / "models" / "left_over.py").touch()
    before = contents(package)
    assert run(kept, "--check") == 1
    assert capsys.readouterr().out.splitlines() == [
        "missing: models/quantity.py",
        "too many: models/left_over.py",
        "differs: client.py",
    ]
    assert contents(package) == before


@needs_tools
def test_a_newer_contract_is_reported_and_taken(
    generated: Path, kept: tuple[Path, Path], tmp_path: Path
):
    """In another folder, in another order of hashing, without a tool on PATH: the same bytes.

    That the package of the whole contract is up to date, `make check` and `tox -e regen` say.
    """
    contract, package = kept
    older = json.loads(contract.read_text(encoding="utf-8"))
    del older["paths"]["/users/me"]
    get = older["paths"][SPECS]["get"]
    get["parameters"] = [p for p in get["parameters"] if p.get("name") != "form_factor"]
    get["parameters"].append({"name": "chemistry", "in": "query", "schema": {"type": "string"}})
    contract.write_text(_generate.dump(older), encoding="utf-8")
    shutil.rmtree(package / "api" / "health")
    paths = ["--contract", str(contract), "--output", str(package)]
    with served(generated) as address:
        source = ["--from", f"{address}/openapi.json", "--accept-breaking"]
        done = subprocess.run(
            [sys.executable, str(ROOT / "scripts" / "regen.py"), *paths, *source],
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": "4711", "PATH": "/nowhere", "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:-2] == [
        "Breaking: operations changed (1)",
        "  GET /cell_specifications: query chemistry removed",
        "Operations added (1)",
        "  GET /users/me (get_current_user)",
        "Operations changed (1)",
        "  GET /cell_specifications: query form_factor added",
        "ionworks_generated: 2 files changed",
    ]
    assert contents(contract.parent) == contents(generated)
    assert (package / "openapi.json").read_bytes() == contract.read_bytes()


CREATE = "  POST /cell_specifications (create_cell_specification)"
RENAMED = (
    "  GET /cell_specifications: operationId is find_cell_specifications, "
    "was list_cell_specifications"
)


def breaking() -> dict[str, Any]:
    """A contract without one operation, in which another has a new name."""
    newer = part(SPECS)
    del newer["paths"][SPECS]["post"]
    newer["paths"][SPECS]["get"]["operationId"] = "find_cell_specifications"
    return newer


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(
    ("accepted", "missing"),
    [
        ([], ["--accept-breaking", "--accept-removal create_cell_specification"]),
        (["--accept-breaking"], ["--accept-removal create_cell_specification"]),
        (["--accept-removal", "create_cell_specification"], ["--accept-breaking"]),
        (["--dry-run"], ["--accept-breaking", "--accept-removal create_cell_specification"]),
    ],
)
def test_a_breaking_contract_is_refused_unless_each_break_is_accepted(
    unread: tuple[Path, Path],
    tmp_path: Path,
    accepted: list[str],
    missing: list[str],
    capsys: pytest.CaptureFixture[str],
):
    before = contents(unread[1]), unread[0].read_bytes()
    assert run(unread, "--from", str(write(tmp_path, breaking())), *accepted) == 1
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "Breaking: operations removed (1)",
        CREATE,
        "Breaking: operations changed (1)",
        RENAMED,
    ]
    assert "Nothing is written" in said.err
    assert [line.strip() for line in said.err.splitlines()[1:]] == missing
    assert (contents(unread[1]), unread[0].read_bytes()) == before


@pytest.mark.usefixtures("tools")
def test_an_accepted_removal_has_to_be_one(
    unread: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    newer = str(write(tmp_path, breaking()))
    assert run(unread, "--from", newer, "--accept-removal", "get_cell_specification") == 1
    assert "--accept-removal get_cell_specification" in capsys.readouterr().err


@needs_tools
@pytest.mark.usefixtures("generated_once")
def test_accepted_breaks_are_taken_and_a_dry_run_writes_nothing(
    generated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    newer = part(SPECS, "/users/me")
    older = copy.deepcopy(newer)
    older["paths"][SPECS]["delete"] = {
        **older["paths"][SPECS]["get"],
        "operationId": "delete_cell_specifications",
    }
    older["paths"]["/users/me"]["get"]["operationId"] = "who_am_i"
    contract, package = tmp_path / "openapi.json", tmp_path / "ionworks_generated"
    contract.write_text(_generate.dump(older), encoding="utf-8")
    shutil.copytree(generated / "ionworks_generated", package)
    (package / "client.py").write_text("older", encoding="utf-8")
    accepted = ["--accept-breaking", "--accept-removal", "delete_cell_specifications"]
    before = contents(tmp_path)
    arguments = ["--from", str(generated / "openapi.json"), *accepted]
    assert run((contract, package), *arguments, "--dry-run") == 0
    assert "1 files would change\nNext: run the same without --dry-run." in capsys.readouterr().out
    assert contents(tmp_path) == before
    assert run((contract, package), *arguments) == 0
    assert "1 files changed\nNext: read `git diff openapi.json`" in capsys.readouterr().out
    assert json.loads(contract.read_text(encoding="utf-8")) == newer
    assert contents(package) == contents(generated / "ionworks_generated")


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("missing.json", "No such file or directory"),
        (".", "Is a directory"),
        ("{address}/missing.json", "the answer is 404 File not found"),
        ("http://127.0.0.1:1/openapi.json", "Connection refused"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    unread: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    reason: str,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.chdir(tmp_path)
    with served(tmp_path) as address:
        source = source.format(address=address)
        assert run(unread, "--from", source) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{source} cannot be read: ")
    assert reason in line


def test_options_of_a_newer_contract_need_one(unread: tuple[Path, Path]):
    with pytest.raises(SystemExit) as ended:
        run(unread, "--dry-run")
    assert ended.value.code == 2


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "it is not a JSON object"),
        ("{}", 'not a valid OpenAPI 3.1 document: "openapi" is a required property'),
        ('{"swagger": "2.0", "paths": {}}', 'document: "openapi" is a required property'),
        ('{"openapi": "3.0.3", "info": {}}', 'document: openapi: "3.0.3" does not match'),
    ],
)
def test_what_is_no_contract_is_refused(
    unread: tuple[Path, Path],
    tmp_path: Path,
    text: str,
    message: str,
    capsys: pytest.CaptureFixture[str],
):
    (tmp_path / "newer.json").write_text(text, encoding="utf-8")
    before = unread[0].read_bytes()
    assert run(unread, "--from", str(tmp_path / "newer.json")) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line
    assert unread[0].read_bytes() == before


@pytest.mark.usefixtures("tools")
def test_nothing_follows_from_the_contract_that_is_kept(
    unread: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    before = contents(tmp_path)
    for more in ((), ("--dry-run",)):
        assert run(unread, "--from", str(unread[0]), *more) == 0
        assert capsys.readouterr().out == "no changes\n"
    assert contents(tmp_path) == before


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused before anything is generated needs no generator."""
    monkeypatch.setattr(regen, "check_tools", lambda: None)


def test_other_tools_than_the_pinned_ones_are_refused(
    unread: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(_generate, "version", lambda name: "0.0.1")
    assert run(unread, "--check") == 1
    said = capsys.readouterr().err
    assert "ruff: 0.17.5 is needed, 0.0.1 is installed" in said
    assert "pip install --group regen" in said


@needs_tools
def test_an_operation_that_is_not_generated_is_noticed(
    kept: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
):
    """The generator writes one module over the other, and says nothing."""
    contract = json.loads(kept[0].read_text(encoding="utf-8"))
    contract["paths"]["/users/it"] = contract["paths"]["/users/me"]
    monkeypatch.setattr(_generate, "_run", lambda *_: None)
    with pytest.raises(_generate.RegenError, match="4 operations became 3 modules"):
        _generate.generate(contract, kept[1])


@needs_tools
def test_the_records_that_users_hold_are_named(generated: Path):
    """Not the bodies, the pages, and what is internal."""
    named: dict[str, Any] = {}
    exec((generated / "ionworks_generated" / "record_types.py").read_text("utf-8"), named)
    assert {"CellSpecification", "User"} <= {*named["__all__"]}
    others = {
        "CellSpecificationCreate",
        "CellSpecificationPage",
        "CellComponent",
        "OrganizationRef",
    }
    assert others <= CONTRACT["components"]["schemas"].keys()
    assert others.isdisjoint(named["__all__"])


def test_parameters_of_a_path_belong_to_its_operations():
    contract = part("/jobs/{job_id}")
    item = contract["paths"]["/jobs/{job_id}"]
    item["parameters"] += item["get"].pop("parameters")
    prepared = prepare(contract)["paths"]["/jobs/{job_id}"]
    assert [parameter["name"] for parameter in prepared["get"]["parameters"]] == ["job_id"]


def test_equal_contracts_do_not_differ(newer: dict[str, Any]):
    assert compare(CONTRACT, newer) == Changes()
    assert compare(CONTRACT, newer).lines() == []


def schema_of(contract: dict[str, Any], name: str) -> dict[str, Any]:
    schema: dict[str, Any] = contract["components"]["schemas"][name]
    return schema


def add_required_field(contract: dict[str, Any]) -> None:
    schema_of(contract, "CellBatchCreate")["required"].append("notes")


def remove_field_of_body(contract: dict[str, Any]) -> None:
    del schema_of(contract, "CellBatchCreate")["properties"]["notes"]


def remove_field_of_answer(contract: dict[str, Any]) -> None:
    del schema_of(contract, "CellBatch")["properties"]["instance_count"]


def change_type_of_answer(contract: dict[str, Any]) -> None:
    schema_of(contract, "CellBatch")["properties"]["instance_count"]["type"] = "string"


def lower_a_limit(contract: dict[str, Any]) -> None:
    contract["components"]["parameters"]["Limit1000"]["schema"]["maximum"] = 100


def take_a_word_away(contract: dict[str, Any]) -> None:
    schema_of(contract, "RecordOrder")["enum"].remove("updated_at")


def demand_a_parameter(contract: dict[str, Any]) -> None:
    contract["components"]["parameters"]["ProjectId"]["required"] = True


def demand_a_body(contract: dict[str, Any]) -> None:
    contract["paths"]["/jobs/{job_id}/cancel"]["post"]["requestBody"]["required"] = True


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (add_required_field, "body.notes is now required"),
        (remove_field_of_body, "body.notes removed"),
        (remove_field_of_answer, "answer 200.items[].instance_count removed"),
        (change_type_of_answer, "answer 200.instance_count is string, was integer"),
        (lower_a_limit, "query limit: maximum is 100, was 1000"),
        (
            take_a_word_away,
            "query order_by is created_at | name, was created_at | name | updated_at",
        ),
        (demand_a_parameter, "query project_id is now required"),
        (demand_a_body, "a body is now required"),
    ],
)
def test_what_breaks_callers_is_breaking(change: Any, line: str, newer: dict[str, Any]):
    change(newer)
    changes = compare(CONTRACT, newer)
    assert any(entry.endswith(f": {line}") for entry in changes.breaking), changes
    assert not changes.dropped


@pytest.mark.parametrize(
    "change",
    [add_required_field, lower_a_limit, take_a_word_away, demand_a_parameter, demand_a_body],
)
def test_taking_a_demand_back_breaks_nothing(change: Any, newer: dict[str, Any]):
    change(newer)
    changes = compare(newer, CONTRACT)
    assert changes.changed
    assert not changes.breaking


def test_a_parameter_of_the_path_may_change_its_name(newer: dict[str, Any]):
    item = newer["paths"].pop("/jobs/{job_id}")
    newer["paths"]["/jobs/{id}"] = item
    item["get"]["parameters"] = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    ]
    assert compare(CONTRACT, newer) == Changes()


def test_a_schema_may_contain_itself():
    def contract(kind: str) -> dict[str, Any]:
        again = {"anyOf": [{"$ref": "#/components/schemas/Node"}, {"type": "null"}]}
        node = {"type": "object", "properties": {"child": again, "value": {"type": kind}}}
        media = {"application/json": {"schema": {"$ref": "#/components/schemas/Node"}}}
        get = {"operationId": "get", "tags": ["t"], "responses": {"200": {"content": media}}}
        return {"paths": {"/": {"get": get}}, "components": {"schemas": {"Node": node}}}

    changes = compare(contract("string"), contract("integer"))
    assert "GET /: answer 200.value is integer, was string" in changes.breaking


def test_preparing_leaves_the_contract_alone(newer: dict[str, Any]):
    prepared = prepare(newer)
    assert newer == CONTRACT
    answers = [
        code
        for item in prepared["paths"].values()
        for operation in item.values()
        for code in operation["responses"]
    ]
    assert {code[0] for code in answers} == {"2", "3"}
    assert "PropertyBag" not in prepared["components"]["schemas"]
    assert "ErrorResponse" not in prepared["components"]["schemas"]
