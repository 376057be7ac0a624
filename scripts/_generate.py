"""Make the generated package from a contract, with pinned tools, the same bytes everywhere."""

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from _maps import maps
from _prepare import operations, prepare

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "openapi.json"
PACKAGE = ROOT / "generated" / "ionworks_generated"
TEMPLATES = Path(__file__).resolve().parent / "templates"

_GENERATOR_CONFIG: dict[str, Any] = {
    "package_name_override": PACKAGE.name,
    "literal_enums": True,
    "docstrings_on_attributes": True,
    "post_hooks": [],  # the generator would take ruff from PATH, of whatever version
}
_RECORD_TYPES = '''"""The records that users hold; `models` imports each when it is first needed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import (
{names}    )

__all__ = [
{quoted}]
'''
_RUFF = ("--isolated", "--no-cache", "--quiet", "--target-version=py311", "--line-length=100")


class RegenError(Exception):
    """Why the package cannot be generated."""


def check_tools() -> None:
    """Refuse to run with other tools than the pinned ones: they would write other bytes."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wrong: list[str] = []
    for pin in pyproject["dependency-groups"]["regen"]:
        name, pinned, wanted = pin.partition("==")
        if not pinned:
            continue
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "none"
        if found != wanted:
            wrong.append(f"  {name}: {wanted} is needed, {found} is installed")
    if wrong:
        text = "\n".join(wrong)
        raise RegenError(
            f"wrong tools in {sys.prefix}:\n{text}\nInstall them: pip install --group regen"
        )


def dump(contract: dict[str, Any]) -> str:
    """Write a contract the way it is kept: two spaces, keys in their own order."""
    return json.dumps(contract, indent=2, ensure_ascii=False) + "\n"


def generate(contract: dict[str, Any], target: Path) -> None:
    """Generate the package of a contract into a folder that is not there yet.

    Parameters
    ----------
    contract : dict
        The OpenAPI document.
    target : pathlib.Path
        Where the package goes; its last part is the name of the package.

    Raises
    ------
    RegenError
        A tool failed or warned, or an operation did not become a module.
    """
    prepared = prepare(contract)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "contract.json"
        source.write_text(dump(prepared), encoding="utf-8")
        config = Path(folder) / "config.json"
        config.write_text(json.dumps(_GENERATOR_CONFIG), encoding="utf-8")
        _run(
            "openapi_python_client",
            "generate",
            f"--path={source}",
            f"--config={config}",
            f"--output-path={target}",
            f"--custom-template-path={TEMPLATES}",
            "--meta=none",
            "--fail-on-warning",
        )
    shutil.copy(TEMPLATES / "record_base.py", target / "records.py")
    (target / "maps.py").write_text(maps(contract), encoding="utf-8")
    (target / "record_types.py").write_text(_record_types(prepared), encoding="utf-8")
    _run("ruff", "check", *_RUFF, "--select=C4,F401,I,RUF100,UP", "--fix", str(target))
    _run("ruff", "format", *_RUFF, str(target))
    (target / "py.typed").touch()
    (target / CONTRACT.name).write_text(dump(contract), encoding="utf-8")
    _check_complete(contract, target)


def _record_types(prepared: dict[str, Any]) -> str:
    """Return the module that names the records, without those that are `x-internal`."""
    names = [
        name
        for name, schema in sorted(prepared["components"]["schemas"].items())
        if schema.get("x-kind") in ("record", "dict") and not schema.get("x-internal")
    ]
    return _RECORD_TYPES.format(
        names="".join(f"        {name},\n" for name in names),
        quoted="".join(f"    {name!r},\n" for name in names),
    )


def _run(module: str, *arguments: str) -> None:
    # `python -m` takes the tool of this environment, whatever PATH says.
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RegenError(f"{module} failed:\n{done.stdout}{done.stderr}")


def _check_complete(contract: dict[str, Any], package: Path) -> None:
    # The generator leaves out what it cannot do, or writes one module over another, unasked.
    wanted = sum(1 for _ in operations(contract))
    made = sum(path.name != "__init__.py" for path in (package / "api").glob("*/*.py"))
    if made != wanted:
        raise RegenError(f"{wanted} operations became {made} modules")


def differences(made: Path, kept: Path) -> list[str]:
    """List what differs between two packages, one line a file."""
    new, old = _files(made), _files(kept)
    lines = [f"missing: {name}" for name in sorted(new.keys() - old.keys())]
    lines += [f"too many: {name}" for name in sorted(old.keys() - new.keys())]
    return lines + [
        f"differs: {name}" for name in sorted(new.keys() & old.keys()) if new[name] != old[name]
    ]


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def replace(made: Path, kept: Path) -> None:
    """Put a package that is complete in the place of the one that is kept."""
    shutil.rmtree(kept, ignore_errors=True)
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made, kept)
