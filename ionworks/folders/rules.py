"""How the files of a folder are named, read and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from ionworks.errors import ConfigurationError
from ionworks.folders.files import Content, read_content, require_folder
from ionworks.folders.journals import JOURNAL, Journal
from ionworks.folders.names import NameRule, Target, plain
from ionworks.folders.reports import Action
from ionworks.folders.sheets import read_sheet
from ionworks.ids import is_id
from ionworks.readers.folders import files_below, is_data, obstacle
from ionworks.validators import rated_capacity, voltage_window

if TYPE_CHECKING:
    from ionworks.readers import ReadResult
    from ionworks.records import CellSpecification

__all__ = ["FolderRules", "rules_of"]

_EXAMPLE: Final = "{cell}_{test}"


@frozen
class FolderRules:
    """How the files of a folder are named, read and checked."""

    folder: Path
    name: NameRule | None
    spec: str
    sheet: Mapping[str, Target] | None
    not_looked_at: frozenset[str]
    tags: tuple[str, ...]
    read_options: Mapping[str, Any]
    check_options: Mapping[str, Any]
    against_spec: bool

    def files(self) -> dict[str, str]:
        """List the files that are there, and those that the sheet names, in order.

        Returns
        -------
        dict of str to str
            For each what keeps it from being read, empty for nothing.
        """
        found = files_below(self.folder)
        there = {plain(file) for file in found}
        for file in self.sheet or {}:
            if file not in there:
                found[file] = obstacle(self.folder / file)
        return {file: found[file] for file in sorted(found) if file not in self.not_looked_at}

    def target(self, file: str, obstacle: str) -> Target | tuple[Action, str]:
        """Say where the series of a file belongs, or what keeps it from being looked at."""
        by_name = self.name.read(file) if self.name is not None else None
        if self.sheet is not None:
            said = self.sheet.get(plain(file))
            if said is None:
                return "not looked at", "the sheet does not name it"
            if obstacle:
                return "refused", f"the sheet names it, and {obstacle}"
            found = said.over(by_name or Target())
        elif obstacle:
            is_meant = is_data(file) or file.endswith("/")
            return "refused" if is_meant else "not looked at", obstacle
        elif not is_data(file):
            return "not looked at", "its name does not end as that of a file with a series"
        elif by_name is None:
            assert self.name is not None
            return "not looked at", f"its name does not fit {self.name.pattern!r}"
        else:
            found = by_name
        found = found.over(Target(spec=self.spec, tags=self.tags))
        if missing := [
            what
            for what, value in (
                ("specification", found.spec or is_id(found.cell)),
                ("cell", found.cell),
                ("measurement", found.test),
            )
            if not value
        ]:
            return "refused", f"nothing says its {' and '.join(missing)}"
        return found

    def read(self, content: Content) -> ReadResult:
        """Read a file."""
        return read_content(content, self.read_options)

    def checks(self, spec: CellSpecification | None) -> dict[str, Any]:
        """Return the options of the checks, with the ratings of a specification if wanted."""
        options = dict(self.check_options)
        if self.against_spec:
            ratings = (None if spec is None else spec.ratings) or {}
            options["rated_capacity"] = rated_capacity(ratings)
            options["voltage_window"] = voltage_window(ratings)
        return options


def rules_of(
    folder: str | PathLike[str],
    *,
    name: str | None,
    spec: str | None,
    sheet: str | PathLike[str] | None,
    journal: str | PathLike[str] | None,
    others: tuple[str | PathLike[str] | None, ...] = (),
    tags: tuple[str, ...] = (),
    read_options: Mapping[str, Any] | None = None,
    strict: bool = False,
    against_spec: bool = False,
) -> tuple[FolderRules, Journal, tuple[str, ...]]:
    """Read the rules for a folder, and its journal.

    `others` are files that are not looked at.

    Returns
    -------
    tuple of FolderRules, Journal and tuple of str
        The last has the columns of the sheet that say nothing here.

    Raises
    ------
    ConfigurationError
        There is neither a name pattern nor a sheet, or something else is wrong with them.
    """
    place = Path(folder)
    require_folder(place)
    if name is None and sheet is None:
        raise ConfigurationError(
            "give `name`, the pattern of the file names, such as '{cell}_{test}', or a `sheet` "
            "that says of each file where it belongs"
        )
    journal_path = place / JOURNAL if journal is None else Path(journal)
    read = None if sheet is None else read_sheet(Path(sheet))
    own = [path for path in (journal_path, sheet, *others) if path is not None]
    inside = {
        Path(path).absolute().relative_to(place.absolute()).as_posix()
        for path in own
        if Path(path).absolute().is_relative_to(place.absolute())
    }
    data_type = (read_options or {}).get("data_type")
    rule = None if name is None else NameRule(name)
    _require_fields(rule, spec or "", () if read is None else read.targets.values())
    rules = FolderRules(
        folder=place,
        name=rule,
        spec=spec or "",
        sheet=None if read is None else read.targets,
        not_looked_at=frozenset(inside),
        tags=tags,
        read_options=dict(read_options or {}),
        check_options={"strict": strict, "data_type": data_type},
        against_spec=against_spec,
    )
    return rules, Journal(journal_path), () if read is None else read.not_used


def _require_fields(rule: NameRule | None, spec: str, targets: Iterable[Target]) -> None:
    """Refuse rules by which no file can be uploaded.

    Raises
    ------
    ConfigurationError
        Nothing gives the cells, the measurements, or a misspelt specification.
    """
    if rule is None:
        return
    said = list(targets)
    for field in ("cell", "test", "spec"):
        if rule.has(field) or any(getattr(each, field) for each in said):
            continue
        likely = rule.likely(field)
        if field == "spec" and (spec or likely is None):
            continue  # a cell with an id needs none
        meant = f"; did you mean {{{field}}} with {{{likely}}}?" if likely else ""
        raise ConfigurationError(
            f"the name pattern {rule.pattern!r} has no field {{{field}}}, and no sheet says it"
            f"{meant or f'; an example is {_EXAMPLE!r}'}"
        )
