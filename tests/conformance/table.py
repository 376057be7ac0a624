"""One row for each resource: how to reach it, what a record is, and what its list filters by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ionworks import Ionworks

WORDS = ("one", "two", "three")
DAYS = ("2026-01-01", "2026-02-01", "2026-03-01")

Found = set[int]
Filter = tuple[str, Callable[[list[Any]], Any], Found]
"""An argument, its value made from the three records, and which of them are found."""


@dataclass
class Place:
    """Where records go: a project with a specification, a cell and a lot."""

    name: str
    project: str
    spec: str = ""
    cell: str = ""
    lot: str = ""
    site: str = ""
    cycler: str = ""
    channel: str = ""
    protocol: str = ""
    model: str = ""

    @classmethod
    def made(cls, client: Ionworks, name: str) -> Place:
        place = cls(name, client.project.create({"name": f"{name} project"}).id)
        material = {"material": {"name": f"{name} material"}}
        spec = {
            "name": f"{name} spec",
            "project_id": place.project,
            "anode": material,
            "cathode": material,
        }
        place.spec = client.cell_spec.create(spec).id
        place.cell = client.cell_instance.create(place.spec, {"name": "cell"}).id
        place.lot = client.cell_batch.create(place.spec, {"name": "lot"}).id
        place.site = client.site.create({"name": f"{name} site"}).id
        data = {"name": "cycler", "project_id": place.project}
        place.cycler = client.cycler.create(place.site, data).id
        place.channel = client.channel.create(place.cycler, {"name": "channel"}).id
        place.model = client.model.create(_model(place, "model")).id
        place.protocol = client.protocol.create(**_protocol(place, "protocol")).id
        return place


@dataclass(frozen=True)
class Row:
    """A resource.

    Attributes
    ----------
    name : str
        On the client.
    listed : str
        The operation of its list.
    data : callable
        ``data(place, word)`` describes a record with the word in its name.
    change : mapping
        An update.
    below : str
        Attribute of the place that is the first argument of list and create; "" for none.
    create : str
        The method that creates.
    filters : tuple of Filter
        Every argument of the list by which records are chosen, and what it finds.
    by_keyword : bool
        Whether what describes a record is given by keywords.
    updated_by_keyword : bool
        Whether a change is.
    is_unique : bool
        Whether a name that is taken is refused.
    has_create_or_get : bool
        Whether `create_or_get` exists.
    """

    name: str
    listed: str
    data: Callable[[Place, str], Mapping[str, Any]]
    change: Mapping[str, Any] = field(default_factory=dict)
    below: str = ""
    filters: tuple[Filter, ...] = ()
    create: str = "create"
    by_keyword: bool = False
    updated_by_keyword: bool = False
    is_unique: bool = True
    has_create_or_get: bool = True

    @property
    def table(self) -> str:
        """Where the platform stores the records: the list is named after it."""
        return "cell_measurements" if self.below == "cell" else self.listed.removeprefix("list_")

    def of(self, client: Any) -> Any:
        return getattr(client, self.name)

    def parent(self, place: Place) -> tuple[str, ...]:
        return (getattr(place, self.below),) if self.below else ()

    def make(self, client: Any, place: Place, word: str) -> Any:
        data = self.data(place, word)
        method = getattr(self.of(client), self.create)
        if self.create == "create" and not self.by_keyword:
            return method(*self.parent(place), data)
        return method(*self.parent(place), **data)

    def update(self, client: Any, identifier: str, change: Mapping[str, Any]) -> Any:
        method = self.of(client).update
        if self.updated_by_keyword:
            return method(identifier, **change)
        return method(identifier, change)

    def list(self, client: Any, place: Place, **query: Any) -> Any:
        return self.of(client).list(*self.parent(place), **query)

    def iter(self, client: Any, place: Place, **query: Any) -> Any:
        return self.of(client).iter(*self.parent(place), **query)


NAMES: tuple[Filter, ...] = (
    ("name", lambda _: "TW", {1}),
    ("name", lambda _: "%", set()),
    ("name_exact", lambda made: made[1].name, {1}),
    ("name_exact", lambda made: made[1].name[:-1], set()),
    ("name_exact", lambda made: made[1].name.upper(), set()),
)
EMAIL: tuple[Filter, ...] = (
    ("created_by_email", lambda _: "LOCAL@", {0, 1, 2}),
    ("created_by_email", lambda _: "jane", set()),
)
# The first record is changed when all are there.
TIMES: tuple[Filter, ...] = (
    ("created_after", lambda made: made[0].created_at, {1, 2}),
    ("created_before", lambda made: made[2].created_at, {0, 1}),
    ("updated_after", lambda made: made[2].updated_at, {0}),
    ("updated_before", lambda made: made[2].updated_at, {1}),
)


def _spec(place: Place, word: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": f"{place.name} {word}",
        "project_id": place.project,
        "form_factor": f"form {word}",
    }
    for slot in ("anode", "cathode", "electrolyte", "separator", "case"):
        data[slot] = {
            "material": {"name": f"{place.name} {word} {slot}", "manufacturer": f"maker {word}"}
        }
    return data


def _used(spec: Any, slot: str = "anode") -> str:
    """The id of the material of a component."""
    return str(spec[slot]["material"]["id"])


def _cell(place: Place, word: str) -> dict[str, Any]:
    return {"name": f"{place.name} {word}", "batch_id": place.lot if word == "two" else None}


def _measurement(place: Place, word: str) -> dict[str, Any]:
    day = DAYS[WORDS.index(word)] if word in WORDS else None
    return {
        "name": f"{place.name} {word}",
        "properties": {"weight": {"value": 1.0, "unit": "g"}},
        "notes": f"note {word}",
        "tags": ["all", f"Tag {word}"],
        "start_time": day,
    }


_CYCLER = ("manufacturer", "model", "version", "serial_number", "firmware_version", "hostname")


def _cycler(place: Place, word: str) -> dict[str, Any]:
    texts = {field: f"{field} {word}" for field in _CYCLER}
    return {"name": f"{place.name} {word}", "project_id": place.project, **texts}


def _pipeline(place: Place, word: str) -> dict[str, Any]:
    fit = {"element_type": "validation" if word == "two" else "data_fit"}
    return {
        "name": f"{place.name} {word}",
        "project_id": place.project,
        "description": f"described {word}",
        "elements": {"fit": fit},
    }


def _model(place: Place, word: str) -> dict[str, Any]:
    return {
        "name": f"{place.name} {word}",
        "project_id": place.project,
        "config": {"type": "SPM", "options": {"thermal": "lumped"}},
    }


def _protocol(place: Place, word: str) -> dict[str, Any]:
    return {
        "name": f"{place.name} {word}",
        "project_id": place.project,
        "protocol": {"steps": [{"direction": "Rest"}], "global": {"of": f"{place.name} {word}"}},
    }


def _plan(place: Place, word: str) -> dict[str, Any]:
    data = {
        "name": f"{place.name} {word}",
        "project_id": place.project,
        "protocol_id": place.protocol,
        "cell_specification_id": place.spec,
        "estimated_duration_seconds": 60,
    }
    if word not in ("one", "three"):
        return data
    slot = {"planned_start_time": DAYS[WORDS.index(word)], "planned_end_time": "2026-01-15"}
    if word == "three":
        slot["planned_end_time"] = "2026-04-01"
    return {**data, **slot, "status": "scheduled", "channel_id": place.channel}


ROWS = {
    row.name: row
    for row in (
        Row(
            "project",
            "list_projects",
            lambda place, word: {"name": f"{place.name} {word}"},
            {"description": "changed"},
            filters=(*NAMES, *TIMES),
        ),
        Row(
            "cell_spec",
            "list_cell_specifications",
            _spec,
            {"notes": "changed"},
            filters=(
                *NAMES,
                *EMAIL,
                *TIMES,
                ("form_factor", lambda _: "form two", {1}),
                ("form_factor", lambda _: "form", set()),
                ("material_id", lambda made: made[1].case["material"]["id"], {1}),
                ("material_id", lambda made: [_used(made[0]), _used(made[2], "case")], {0, 2}),
                ("material_id", lambda _: [], set()),
                *(
                    (f"{slot}_material_id", lambda made, slot=slot: _used(made[1], slot), {1})
                    for slot in ("anode", "cathode", "electrolyte", "separator", "case")
                ),
                ("exclude_cell_spec_id", lambda made: made[0], {1, 2}),
            ),
        ),
        Row(
            "material",
            "list_materials",
            lambda place, word: {
                "name": f"{place.name} {word}",
                "project_id": place.project,
                "manufacturer": "producer two" if word == "two" else "producer",
                "product_id": f"product {word}",
            },
            {"definition": {"formula": "C"}},
            filters=(
                ("name", lambda _: "ilike.%TABLE TW%", {1}),
                ("name", lambda made: made[1].name, {1}),
                ("name_exact", lambda made: made[1].name, {1}),
                ("name_exact", lambda made: made[1].name.upper(), set()),
                ("manufacturer", lambda _: "producer two", {1}),
                ("product_id", lambda _: "in.(product one,product three)", {0, 2}),
                ("created_at", lambda made: f"gt.{made[0].created_at.isoformat()}", {1, 2}),
                ("created_at_gt", lambda made: made[0].created_at, {1, 2}),
                ("created_at_lt", lambda made: made[2].created_at, {0, 1}),
                ("updated_at", lambda made: f"lt.{made[2].updated_at.isoformat()}", {1}),
                ("updated_at_gt", lambda made: made[2].updated_at, {0}),
                ("updated_at_lt", lambda made: made[2].updated_at, {1}),
            ),
        ),
        Row(
            "cell_batch",
            "list_cell_batches",
            lambda place, word: {"name": f"{place.name} {word}"},
            {"notes": "changed"},
            below="spec",
            filters=NAMES,
        ),
        Row(
            "cell_instance",
            "list_cell_instances",
            _cell,
            {"notes": "changed"},
            below="spec",
            filters=(
                *NAMES,
                *EMAIL,
                *TIMES,
                ("batch_id", lambda made: made[1].batch_id, {1}),
                ("batch_id", lambda _: "none", set()),
            ),
        ),
        Row(
            "cell_measurement",
            "list_cell_instance_measurements",
            _measurement,
            {"notes": "changed"},
            below="cell",
            create="create_properties",
            has_create_or_get=False,
            filters=(
                *NAMES,
                *EMAIL,
                *TIMES,
                ("measurement_type", lambda _: "properties", {0, 1, 2}),
                ("measurement_type", lambda _: "file", set()),
                ("tags_all", lambda _: ["ALL", "tag two"], {1}),
                ("tags_all", lambda _: ["all", "absent"], set()),
                ("tags_any", lambda _: ["tag one", "tag two", "absent"], {0, 1}),
                ("started_after", lambda _: DAYS[1], {2}),
                ("started_before", lambda _: DAYS[1], {0}),
            ),
        ),
        Row(
            "raw_data",
            "list_raw_data",
            lambda place, word: {
                "file": f"a,{word}\n".encode(),
                "name": f"{place.name} {word}",
                "project_id": place.project,
            },
            {"source": "changed"},
            create="upload",
            is_unique=False,
            has_create_or_get=False,
            filters=(("project_id", lambda _: None, {0, 1, 2}),),
        ),
        Row(
            "model",
            "list_models",
            _model,
            {"description": "changed"},
            is_unique=False,
            has_create_or_get=False,
            filters=(*NAMES, *EMAIL, *TIMES),
        ),
        Row(
            "pipeline",
            "list_pipelines",
            _pipeline,
            {"description": "described three, changed"},
            is_unique=False,
            has_create_or_get=False,
            filters=(
                *NAMES,
                *EMAIL,
                *TIMES,
                ("id", lambda made: made[1].id, {1}),
                ("id", lambda made: f"in.({made[0].id},{made[2].id})", {0, 2}),
                ("created_at", lambda made: f"gte.{made[1].created_at.isoformat()}", {1, 2}),
                ("created_at_gt", lambda made: made[0].created_at, {1, 2}),
                ("created_at_lt", lambda made: made[2].created_at, {0, 1}),
                ("updated_at", lambda made: f"lte.{made[2].updated_at.isoformat()}", {1, 2}),
                ("updated_at_gt", lambda made: made[2].updated_at, {0}),
                ("updated_at_lt", lambda made: made[2].updated_at, {1}),
                ("description", lambda _: "BED TWO", {1}),
                ("status", lambda _: "failed", {0, 1, 2}),
                ("status", lambda _: "pending", set()),
            ),
        ),
        Row(
            "site",
            "list_sites",
            lambda place, word: {"name": f"{place.name} {word}", "location": f"room {word}"},
            {"location": "changed three"},
            filters=(
                *NAMES,
                *EMAIL,
                *TIMES,
                ("location", lambda _: "OOM TW", {1}),
                ("location", lambda _: "%", set()),
            ),
        ),
        Row(
            "cycler",
            "list_cyclers",
            _cycler,
            {"ip_address": "10.0.0.7", "port": 502},
            below="site",
            filters=(
                *NAMES,
                *EMAIL,
                *TIMES,
                *((field, lambda _: "TWO", {1}) for field in _CYCLER),
                *((field, lambda _: "_", set()) for field in _CYCLER if "_" not in field),
                ("project_id", lambda _: None, {0, 1, 2}),
                # None of them has a schedule: tests/field/test_cyclers.py has some that do.
                ("calibration_due_after", lambda _: DAYS[0], set()),
                ("calibration_due_before", lambda _: DAYS[0], set()),
            ),
        ),
        Row(
            "channel",
            "list_channels",
            lambda place, word: {"name": f"{place.name} {word}", "max_amps": 5.0},
            {"notes": "changed", "max_volts": 4.5},
            below="cycler",
            filters=(*NAMES, *EMAIL, *TIMES),
        ),
        Row(
            "protocol",
            "list_protocols",
            _protocol,
            {"description": "changed"},
            is_unique=False,
            has_create_or_get=False,
            by_keyword=True,
            updated_by_keyword=True,
            filters=(*NAMES, *EMAIL, *TIMES),
        ),
        Row(
            "study",
            "list_studies",
            lambda place, word: {
                "data": {"name": f"{place.name} {word}"},
                "project_id": place.project,
            },
            {"description": "changed"},
            is_unique=False,
            has_create_or_get=False,
            by_keyword=True,
            filters=NAMES,
        ),
        Row(
            "planned_measurement",
            "list_planned_measurements",
            _plan,
            {"notes": "changed"},
            filters=(
                *NAMES,
                ("status", lambda _: "scheduled", {0, 2}),
                ("status", lambda _: "completed", set()),
                ("channel_id", lambda made: made[2].channel_id, {0, 2}),
                ("channel_id", lambda _: "none", set()),
            ),
        ),
    )
}
UNIQUE = [name for name, row in ROWS.items() if row.is_unique]
