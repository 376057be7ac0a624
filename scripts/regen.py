"""Make `generated/` from `openapi.json`.

``python scripts/regen.py``
    generate anew after the contract or a template has changed;
``python scripts/regen.py --check``
    write nothing; list what is out of date and exit with 1;
``python scripts/regen.py --from URL_OR_FILE``
    take a newer contract: print what it changes, breaking changes first, then replace
    `openapi.json` and generate. A contract that drops an operation is refused.

The tools are pinned in `pyproject.toml`: ``pip install --group regen``.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx
from _contract_diff import compare
from _generate import (
    CONTRACT,
    PACKAGE,
    RegenError,
    check_tools,
    differences,
    dump,
    generate,
    replace,
)
from openapi_spec_validator import OpenAPIV31SpecValidator


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--contract", type=Path, default=CONTRACT, help="default: openapi.json")
    parser.add_argument("--output", type=Path, default=PACKAGE, help="default: the package")
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--check", action="store_true", help="write nothing, exit with 1 on drift")
    task.add_argument("--from", dest="source", metavar="URL_OR_FILE", help="a newer contract")
    options = parser.parse_args(arguments)
    try:
        check_tools()
        return _work(options.contract, options.output, check=options.check, source=options.source)
    except RegenError as error:
        print(error, file=sys.stderr)
        return 1


def _work(path: Path, package: Path, *, check: bool, source: str | None) -> int:
    contract = _parse(path.read_text(encoding="utf-8"), str(path))
    if source is not None:
        newer = _parse(_read(source), source)
        changes = compare(contract, newer)
        print("\n".join(changes.lines()) or "no changes")
        if changes.dropped:
            raise RegenError("refused: the newer contract drops operations; nothing is written")
        contract = newer
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / package.name
        generate(contract, made)
        drift = differences(made, package)
        if check:
            print("\n".join(drift) or f"{package.name} is up to date")
            return 1 if drift else 0
        if source is not None:
            path.write_text(dump(contract), encoding="utf-8")
        replace(made, package)
    print(f"{package.name}: {len(drift)} files changed")
    return 0


def _read(source: str) -> str:
    if not source.startswith(("http://", "https://")):
        return Path(source).read_text(encoding="utf-8")
    answer = httpx.get(source, follow_redirects=True, timeout=60.0)
    answer.raise_for_status()
    return answer.text


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        contract: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise RegenError(f"{name} is not JSON: {error}") from error
    fault = next(iter(OpenAPIV31SpecValidator(contract).iter_errors()), None)
    if fault is not None:
        place = "/".join(map(str, fault.path))
        raise RegenError(f"{name} is not a valid OpenAPI 3.1 document: {place}: {fault.message}")
    return contract


if __name__ == "__main__":
    sys.exit(main())
