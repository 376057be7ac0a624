"""Write the blocking twin of each awaited class, as a formatter writes layout.

`AsyncX` and `X` in one module are a pair. Each operation is an ``async def`` of `AsyncX`, with its
docstring. This script writes what `X` has of it: the signature, the docstring with the examples as
they run without ``await``, and one line that forwards the call. Names that begin with an
underscore are written by hand, except the parameters of ``__init__``.

``python scripts/twins.py`` writes, ``python scripts/twins.py --check`` names what differs.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import subprocess
import sys
import tokenize
from keyword import iskeyword
from pathlib import Path
from typing import TypeAlias

PACKAGE = Path(__file__).parent.parent / "ionworks"
# In `_io` the faces differ: it is what the pairs are made over. `local` has one face.
_ONE_FACE = ("_io", "local")

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    """List the modules that may hold pairs."""
    return sorted(
        path
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] not in _ONE_FACE
    )


def pairs(tree: ast.Module) -> list[tuple[ast.ClassDef, ast.ClassDef | None]]:
    """List the awaited classes of a module that have public methods, each with its twin."""
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    return [
        (node, classes.get(name.removeprefix("Async")))
        for name, node in classes.items()
        if re.match("Async[A-Z]", name) and any(map(_is_operation, node.body))
    ]


def write_twins(source: str) -> str:
    """Return the source of a module with each twin as its awaited class wants it.

    The layout is not that of the formatter.

    Raises
    ------
    ValueError
        A twin is missing and cannot be written: it needs a constructor.
    """
    lines = source.splitlines()
    added: list[str] = []
    found = pairs(ast.parse(source))
    for awaited, twin in sorted(found, key=lambda pair: -pair[1].lineno if pair[1] else 0):
        written = _write_class(awaited, twin, source)
        if twin is None:
            added = ["", "", *written, *added]
        else:
            lines[twin.lineno - 1 : twin.end_lineno] = written
    return "\n".join([*lines, *added]) + "\n"


def differences(source: str) -> list[str]:
    """Name what is not in a module as `write_twins` would write it."""
    wanted = {twin.name: twin for _, twin in pairs(ast.parse(write_twins(source))) if twin}
    found = []
    for awaited, twin in pairs(ast.parse(source)):
        name = awaited.name.removeprefix("Async")
        if twin is None:
            found.append(f"{name} is missing")
            continue
        here, there = _parts(twin), _parts(wanted[name])
        found += [f"{name}.{part} is missing" for part in there if part not in here]
        found += [f"{name}.{part} is not in {awaited.name}" for part in here if part not in there]
        found += [
            f"{name}.{part} is not the twin of {awaited.name}.{part}"
            for part in here
            if part in there and here[part] != there[part]
        ]
        if not found and list(here) != list(there):
            found.append(f"{name} has another order than {awaited.name}")
    return found


# --- a class ----------------------------------------------------------------------------


def _write_class(awaited: ast.ClassDef, twin: ast.ClassDef | None, source: str) -> list[str]:
    name = awaited.name.removeprefix("Async")
    if twin is None:
        if [ast.unparse(base) for base in awaited.bases] != ["AsyncResource"]:
            raise ValueError(f"{name} is missing; begin it by hand with its constructor")
        head, own = f"class {name}(Resource[{awaited.name}]):", []
    else:
        head = "\n".join(source.splitlines()[twin.lineno - 1 : twin.body[0].lineno - 1])
        own = [node for node in twin.body if not _is_docstring(node) and not _is_operation(node)]
    operations = [node for node in awaited.body if _is_operation(node)]
    first = min((n.lineno for n in twin.body if _is_operation(n)), default=0) if twin else 0
    before = [node for node in own if node.lineno < first]
    parts = [
        head,
        *_docstring(awaited, source),
        *(_own_text(node, awaited, source) for node in before),
        *(_twin_text(node, source) for node in operations),
        *(_own_text(node, awaited, source) for node in own if node not in before),
    ]
    return "\n\n".join(parts).replace(f"{head}\n\n", f"{head}\n", 1).splitlines()


def _is_operation(node: ast.stmt) -> bool:
    """Tell whether a statement of a class makes a public name."""
    if isinstance(node, Function):
        return not node.name.startswith("_")
    return isinstance(node, ast.Assign) and not _target(node).startswith("_")


def _target(node: ast.Assign) -> str:
    return ast.unparse(node.targets[0])


def _parts(node: ast.ClassDef) -> dict[str, str]:
    """Describe the parts of a class that are kept by this script, whatever their layout."""
    parts: dict[str, str] = {}
    if _is_docstring(node.body[0]):
        parts["__doc__"] = ast.dump(node.body[0])
    for member in node.body:
        if isinstance(member, Function):
            if _is_operation(member):
                place = sum(part.partition("#")[0] == member.name for part in parts)
                parts[member.name + (f"#{place}" if place else "")] = ast.dump(member)
            elif member.name == "__init__":
                parts["__init__"] = ast.dump(member.args)
        elif isinstance(member, ast.Assign) and _is_operation(member):
            parts[_target(member)] = ast.dump(member)
    return parts


# --- a member ---------------------------------------------------------------------------


def _own_text(node: ast.stmt, awaited: ast.ClassDef, source: str) -> str:
    """Return what is written by hand, with the parameters that the awaited constructor has."""
    model = next((one for one in awaited.body if getattr(one, "name", "") == "__init__"), None)
    if isinstance(node, Function) and node.name == "__init__" and isinstance(model, Function):
        body = _text(node.body[0].lineno, node.body[-1].end_lineno, source)
        return f"    {_head(model)}\n{body}"
    decorators = getattr(node, "decorator_list", [])
    return _text(min([node.lineno, *(one.lineno for one in decorators)]), node.end_lineno, source)


def _twin_text(node: ast.stmt, source: str) -> str:
    if not isinstance(node, Function):
        return _text(node.lineno, node.end_lineno, source)
    decorators = [ast.unparse(one) for one in node.decorator_list]
    lines = [f"    @{one}" for one in decorators] + [f"    {_head(node)}"]
    lines += _docstring(node, source)
    if "overload" in decorators:
        lines.append("        ...")
    elif {"property", "cached_property"} & {*decorators}:
        lines += [f"        {line}" for line in _property_body(node)]
    else:
        call = f"self._async.{node.name}({_arguments(node.args)})"
        if isinstance(node, ast.AsyncFunctionDef):
            call = f"run({call})"
        elif kind := _awaited_kind(node):
            lines += [f"        {line}" for line in _imports(node)]
            call = f"{_blocking_names(kind)}({call})"
        elif node.returns and ast.unparse(node.returns) == "Self":  # another view of the client
            call = f"self._of({call})"
        lines.append(f"        return {call}")
    return "\n".join(lines)


def _head(node: Function) -> str:
    """Return the line of a definition, with the names of the blocking face."""
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return _blocking_names(f"def {node.name}({ast.unparse(node.args)}){returns}:")


def _property_body(node: Function) -> list[str]:
    statements = [one for one in node.body if not _is_docstring(one)]
    kind = _awaited_kind(node)
    if not kind:
        return [f"return self._async.{node.name}"]
    if re.fullmatch(r"return self\.[a-z]\w*", ast.unparse(statements[0])):  # another name
        return [ast.unparse(statements[0])]
    made = f"return {kind}(self._async.{node.name})"
    return [*_imports(node), _blocking_names(made)]


def _awaited_kind(node: Function) -> str:
    """Return the awaited class that a member returns; "" for something else."""
    kind = ast.unparse(node.returns) if node.returns else ""
    return kind if re.fullmatch(r"Async[A-Z]\w*", kind) else ""


def _imports(node: Function) -> list[str]:
    """Return the imports within a member, for the blocking face, and an empty line."""
    found = [one for one in node.body if isinstance(one, ast.ImportFrom)]
    return [*(_blocking_names(ast.unparse(one)) for one in found), ""]


def _arguments(arguments: ast.arguments) -> str:
    """Write the arguments of a call that hands all parameters on."""
    handed = [one.arg for one in [*arguments.posonlyargs, *arguments.args][1:]]
    if arguments.vararg:
        handed.append(f"*{arguments.vararg.arg}")
    handed += [f"{one.arg}={one.arg}" for one in arguments.kwonlyargs]
    if arguments.kwarg:
        handed.append(f"**{arguments.kwarg.arg}")
    return ", ".join(handed)


def _blocking_names(code: str) -> str:
    return re.sub(r"\bAsync(?=[A-Z])", "", code)


def _text(first: int, last: int | None, source: str) -> str:
    return "\n".join(source.splitlines()[first - 1 : last])


# --- a docstring ------------------------------------------------------------------------


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _docstring(node: Function | ast.ClassDef, source: str) -> list[str]:
    """Return the lines of a docstring, if there is one, with examples that block."""
    if not _is_docstring(node.body[0]):
        return []
    return ["\n".join(block_examples(_text(node.body[0].lineno, node.body[0].end_lineno, source)))]


def block_examples(docstring: str) -> list[str]:
    """Rewrite each example of a docstring for the blocking face."""
    written: list[str] = []
    example: list[str] = []
    for line in [*docstring.splitlines(), ""]:
        prompt = line.strip()[:4].rstrip()
        if example and prompt != "...":
            indent, code = _unprompted(example)
            first, *others = blocking_code(code).splitlines()
            written += [f"{indent}>>> {first}", *(f"{indent}... {one}".rstrip() for one in others)]
            example = []
        if prompt == ">>>" or example:
            example.append(line)
        else:
            written.append(line)
    return written[:-1]


def _unprompted(example: list[str]) -> tuple[str, str]:
    indent = example[0][: example[0].index(">>>")]
    return indent, "\n".join(line[len(indent) + 4 :] for line in example)


def blocking_code(code: str) -> str:
    """Take ``async``, ``await`` and awaited names out of code."""
    tokens = [
        token
        for token in tokenize.generate_tokens(io.StringIO(code).readline)
        if token.type not in (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    ]
    cuts: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for place, token in enumerate(tokens):
        if token.type != tokenize.NAME:
            continue
        row, column = token.start
        if token.string in ("async", "await"):
            cuts.append((token.start, tokens[place + 1].start))
            if token.string == "await" and (end := _group_of(tokens, place)):
                cuts.append((tokens[place - 1].start, tokens[place - 1].end))
                cuts.append((tokens[end].start, tokens[end].end))
        elif re.match("Async[A-Z]", token.string):
            cuts.append((token.start, (row, column + len("Async"))))
        elif re.match("asyncio(_detailed)?$", token.string) and tokens[place - 1].string == ".":
            cuts.append((token.start, (row, column + 1)))  # of the generated client
            cuts.append(((row, column + len("async")), (row, column + len("asyncio"))))
    lines = code.splitlines()
    for (row, start), (_, stop) in sorted(cuts, reverse=True):
        lines[row - 1] = lines[row - 1][:start] + lines[row - 1][stop:]
    return "\n".join(lines)


def _group_of(tokens: list[tokenize.TokenInfo], place: int) -> int | None:
    """Find the end of the parentheses that are there for an ``await`` alone."""
    if place == 0 or tokens[place - 1].string != "(":
        return None
    before = tokens[place - 2] if place > 1 else None
    is_name = before and before.string.isidentifier() and not iskeyword(before.string)
    if is_name or (before and before.string in (")", "]")):
        return None  # a call
    depth = 0
    for end in range(place + 1, len(tokens)):
        text = tokens[end].string
        if text == ")" and not depth:
            return end if tokens[end + 1].string in (".", "[", "(") else None
        depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
        if not depth and not (text in (".", ")", "]", "}") or text.isidentifier()):
            return None  # an operator beside the call
    return None


def main() -> int:
    """Write the twins, or check them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="name what differs; write nothing")
    only_check = parser.parse_args().check
    wrong = 0
    for path in modules():
        source = path.read_text("utf-8")
        if not (found := differences(source)):
            continue
        place = path.relative_to(PACKAGE.parent)
        for difference in found:
            print(f"{place}: {difference}")
        wrong += len(found)
        if not only_check:
            path.write_text(_formatted(write_twins(source), path), "utf-8")
    if wrong and only_check:
        print(f"{wrong} to write; run: python scripts/twins.py")
    elif wrong:
        print(f"{wrong} written")
    return int(bool(wrong and only_check))


def _formatted(source: str, path: Path) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(path), "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
