"""How files are read: the options of commands that read files, and their names in messages."""

import ast
import inspect
import json
import re
import shlex
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Final, Literal, get_type_hints

import typer

from ionworks.commands.listing import chosen_of
from ionworks.errors import ConfigurationError

_PANEL: Final = "How files are read"


def _option(kind: Any, name: str, text: str, metavar: str | None = None) -> Any:
    option = typer.Option(f"--{name}", metavar=metavar, help=text, rich_help_panel=_PANEL)
    return Annotated[kind, option]


#: Each argument of `ionworks.read` that has an option, with its type and its text.
_OPTIONS: Final[dict[str, Any]] = {
    "column": _option(
        list[str] | None,
        "column",
        "A column by its header, such as 'Voltage [V]=U/V', or with unit and sign, such as "
        '\'Current [A]={"column": "I", "unit": "mA", "sign": -1}\'; null for none; may be '
        "repeated.",
        "COLUMN=HEADER",
    ),
    "positive_current": _option(
        Literal["discharge", "charge"] | None,
        "positive-current",
        "What a positive current does in the files.",
    ),
    "time_resets": _option(
        Literal["error", "join"] | None, "time-resets", "What to do where the time falls."
    ),
    "dates": _option(
        str | None,
        "dates",
        "How dates are written: 'day first', 'month first', or a format of strftime.",
        "FORMAT",
    ),
    "data_type": _option(
        Literal["ocp", "eis"] | None, "data-type", "Open-circuit or impedance data."
    ),
    "steps": _option(
        Literal["cycler", "mode", "current"] | None, "steps", "What tells where a step begins."
    ),
    "cycles": _option(
        Literal["cycler", "current"] | None, "cycles", "What tells where a cycle begins."
    ),
    "where": _option(
        list[str] | None,
        "where",
        "Rows to read by the value of a column of the file, such as 'Channel=3'; may be repeated.",
        "HEADER=VALUE",
    ),
    "separator": _option(str | None, "separator", "What stands between the values.", "TEXT"),
    "decimal": _option(Literal[".", ","] | None, "decimal", "The decimal mark."),
    "encoding": _option(str | None, "encoding", "The encoding of the text.", "NAME"),
    "header_line": _option(
        int | None, "header-line", "The line with the names of the columns, from 0.", "NUMBER"
    ),
    "worksheet": _option(str | None, "worksheet", "The sheet of a workbook.", "NAME"),
    "no_guess": _option(bool, "no-guess", "Refuse files that do not say everything."),
}
#: Arguments whose option has another name.
_RENAMED: Final = {"columns": "column", "sheet": "worksheet"}
_NAMES: Final = {
    **{name: f"--{name.replace('_', '-')}" for name in _OPTIONS},
    **{name: f"--{option}" for name, option in _RENAMED.items()},
}
_MENTIONED: Final = re.compile(rf"`({'|'.join(_NAMES)})`")
_STATED: Final = re.compile(rf"\b({'|'.join(_NAMES)}|guess)=(?=['\"{{\d]|False)")


def reads_files(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how files are read, as its argument `how`."""

    @wraps(command)
    def run(*client: Any, **given: Any) -> Any:
        chosen = {name: given.pop(name) for name in _OPTIONS}
        return command(*client, **given, how=_arguments(chosen))

    hints = get_type_hints(command, include_extras=True)
    parameters: list[inspect.Parameter] = []
    for one in inspect.signature(command).parameters.values():
        if one.name != "how":
            parameters.append(one.replace(annotation=hints[one.name]))
            continue
        for name, annotation in _OPTIONS.items():
            default = False if name == "no_guess" else None
            parameters.append(one.replace(name=name, annotation=annotation, default=default))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    del run.__wrapped__  # its signature is another one
    return run


def _arguments(given: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of `ionworks.read` that were given.

    Raises
    ------
    ConfigurationError
        An option is not written as it should be.
    """
    options = chosen_of(given)
    if options.get("time_resets") == "error":
        del options["time_resets"]
    if options.pop("no_guess", False):
        options["guess"] = False
    if (sheet := options.pop("worksheet", None)) is not None:
        options["sheet"] = sheet
    if columns := options.pop("column", None):
        options["columns"] = dict(map(_column, columns))
    if rows := options.pop("where", None):
        options["where"] = dict(map(_rows, rows))
    if options.get("separator") in ("\\t", "tab"):
        options["separator"] = "\t"
    return options


def _column(text: str) -> tuple[str, Any]:
    meant, equals, header = (part.strip() for part in text.partition("="))
    if not (equals and meant and header):
        raise ConfigurationError(
            f"`--column {text}` is not COLUMN=HEADER, such as 'Voltage [V]=U/V'"
        )
    if header != "null" and not header.startswith("{"):
        return meant, header
    try:
        return meant, json.loads(header)
    except ValueError as problem:
        raise ConfigurationError(
            f"`--column {text}` cannot be read as JSON ({problem}); an example is "
            '\'Current [A]={"column": "I", "unit": "mA", "sign": -1}\''
        ) from None


def _rows(text: str) -> tuple[str, Any]:
    header, equals, value = (part.strip() for part in text.partition("="))
    if not (equals and header and value):
        raise ConfigurationError(f"`--where {text}` is not HEADER=VALUE, such as 'Channel=3'")
    for kind in (int, float):
        try:
            return header, kind(value)
        except ValueError:
            continue
    return header, value


def in_options(text: str) -> str:
    """Name the options of a command in a message that names arguments of `ionworks.read`."""
    text = _MENTIONED.sub(lambda found: f"`{_NAMES[found[1]]}`", text)
    place = 0
    while (found := _STATED.search(text, place)) is not None:
        value, end = _literal(text, found.end())
        said = "" if end == found.end() else _as_option(found[1], value)
        if said:
            text = f"{text[: found.start()]}`{said}`{text[end:]}"
        place = found.start() + len(said) + 2 if said else found.end()
    return text


def _literal(text: str, start: int) -> tuple[Any, int]:
    """Read the value of Python that begins at a place, and return where it ends."""
    for end in range(start + 1, min(len(text), start + 300) + 1):
        if text[end - 1] in "'\"}e" or (text[end - 1].isdigit() and not text[end:][:1].isdigit()):
            try:
                return ast.literal_eval(text[start:end]), end
            except (SyntaxError, ValueError):
                continue
    return None, start


def _as_option(name: str, value: Any) -> str:
    """Write an argument as an option; empty if it is not one."""
    if name == "guess":
        return "--no-guess" if value is False else ""
    if name not in ("columns", "where"):
        return f"{_NAMES[name]} {shlex.quote(str(value))}"
    if not isinstance(value, dict):
        return ""
    return " ".join(
        f"{_NAMES[name]} {shlex.quote(f'{key}={_written(each)}')}" for key, each in value.items()
    )


def _written(value: Any) -> str:
    if value is ...:
        return "HEADER"
    return str(value) if isinstance(value, str | int | float) else json.dumps(value)
