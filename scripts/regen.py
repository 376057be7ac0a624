"""Make `generated/` from `openapi.json`.

``python scripts/regen.py``
    generate again after the contract or a template has changed;
``python scripts/regen.py --check``
    write nothing; list what is out of date and exit with 1;
``python scripts/regen.py --from URL_OR_FILE``
    take a newer contract: print what it changes, breaking changes first, then replace
    `openapi.json` and generate. With ``--dry-run``, only print. A newer contract with breaking
    changes is taken with ``--accept-breaking``, and one that removes operations with
    ``--accept-removal NAME`` for each of them; otherwise nothing is written, and the exit code
    is 1.

The tools are pinned in `pyproject.toml`: ``pip install --group regen``.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx
from _contract_diff import Changes, compare
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

_TAKEN = """\
Next: read `git diff openapi.json`, carry the changes through the resources (docs/contributing.md
says how), run `make check` and `make test`, and add a line to CHANGELOG.md."""
_LONGEST = 200


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
    parser.add_argument("--dry-run", action="store_true", help="of --from: write nothing")
    parser.add_argument(
        "--accept-breaking", action="store_true", help="of --from: take breaking changes"
    )
    parser.add_argument(
        "--accept-removal",
        metavar="NAME",
        action="append",
        default=[],
        help="of --from: take a contract without this operation (its operationId; repeatable)",
    )
    options = parser.parse_args(arguments)
    if options.source is None and (
        options.dry_run or options.accept_breaking or options.accept_removal
    ):
        parser.error("--dry-run, --accept-breaking and --accept-removal need --from")
    try:
        check_tools()
        if options.source is None:
            return _make(options.contract, options.output, check=options.check)
        return _take(options)
    except RegenError as error:
        print(error, file=sys.stderr)
        return 1


def _make(path: Path, package: Path, *, check: bool) -> int:
    """Generate the package of the contract that is kept, or list what differs from it."""
    contract = _parse(_read(str(path)), str(path))
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / package.name
        generate(contract, made)
        drift = differences(made, package)
        if check:
            print("\n".join(drift) or f"{package.name} is up to date")
            return 1 if drift else 0
        replace(made, package)
    print(f"{package.name}: {len(drift)} files changed")
    return 0


def _take(options: argparse.Namespace) -> int:
    """Report what a newer contract changes; write it and its package if that is accepted."""
    path: Path = options.contract
    package: Path = options.output
    newer = _parse(_read(options.source), options.source)
    kept = _parse(_read(str(path)), str(path))
    changes = compare(kept, newer)
    unchanged = "no changes" if newer == kept else "no changes of operations, only of texts"
    print("\n".join(changes.lines()) or unchanged)
    _refuse(changes, options)
    if newer == kept:
        return 0
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / package.name
        generate(newer, made)
        drift = differences(made, package)
        if not options.dry_run:
            path.write_text(dump(newer), encoding="utf-8")
            replace(made, package)
    would = "would change" if options.dry_run else "changed"
    print(f"{package.name}: {len(drift)} files {would}")
    print("Next: run the same without --dry-run." if options.dry_run else _TAKEN)
    return 0


def _refuse(changes: Changes, options: argparse.Namespace) -> None:
    """Raise for breaking changes that the command line does not accept."""
    removed = [entry.rpartition("(")[2].rstrip(")") for entry in changes.dropped]
    unknown = [name for name in options.accept_removal if name not in removed]
    if unknown:
        raise RegenError(
            f"--accept-removal {' '.join(unknown)}: the newer contract does not remove that. "
            "Nothing is written."
        )
    needed = [f"--accept-removal {name}" for name in removed if name not in options.accept_removal]
    if changes.breaking and not options.accept_breaking:
        needed.insert(0, "--accept-breaking")
    if needed:
        raise RegenError(
            "The newer contract breaks callers. Nothing is written. To take it nevertheless, add:\n"
            + "\n".join(f"  {option}" for option in needed)
        )


def _read(source: str) -> str:
    """Return the text of a file or an address."""
    try:
        if not source.startswith(("http://", "https://")):
            return Path(source).read_text(encoding="utf-8")
        answer = httpx.get(source, follow_redirects=True, timeout=60.0)
        answer.raise_for_status()
        return answer.text
    except httpx.HTTPStatusError as error:
        reason = f"the answer is {error.response.status_code} {error.response.reason_phrase}"
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
    except OSError as error:
        reason = error.strerror or str(error)
    except UnicodeDecodeError:
        reason = "it is not text in UTF-8"
    raise RegenError(f"{source} cannot be read: {reason}")


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        contract: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise RegenError(f"{name} is not JSON: {error}") from error
    if not isinstance(contract, dict):
        raise RegenError(f"{name} is not a valid OpenAPI 3.1 document: it is not a JSON object")
    fault = next(iter(OpenAPIV31SpecValidator(contract).iter_errors()), None)
    if fault is not None:
        # Its first line ends with what is wrong; the others repeat the schema and the document.
        reason = fault.message.splitlines()[0][-_LONGEST:]
        place = "/".join(map(str, fault.path))
        raise RegenError(
            f"{name} is not a valid OpenAPI 3.1 document: {f'{place}: ' if place else ''}{reason}"
        )
    return contract


if __name__ == "__main__":
    sys.exit(main())
