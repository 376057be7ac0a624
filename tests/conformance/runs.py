"""Rows of the resources whose lists have no names to look for: runs, and values of models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conformance.table import Place

REST = "global:\n  initial_soc: 1\nsteps:\n  - Rest:\n      duration: {seconds}\n"


@dataclass(frozen=True)
class Run:
    """A resource.

    Attributes
    ----------
    make : callable
        ``make(client, place, word)`` creates a record; the word is in its name, if it has one.
    list, walk : callable
        ``list(client, place, made, **paging)`` gives a page of those where `made` is, and ``walk``
        all of them.
    change : callable or None
        ``change(client, place, id)`` sets the description to ``"changed"``.
    delete : callable or None
        ``delete(client, place, id)``; None where records stay.
    is_same_again : bool
        Whether a second create of the same content gives the first record.
    """

    make: Callable[[Any, Place, str], Any]
    list: Callable[..., Any]
    walk: Callable[..., Any]
    change: Callable[[Any, Place, str], Any] | None
    delete: Callable[[Any, Place, str], Any] | None
    is_same_again: bool = False


def _simulation(client: Any, place: Place, word: str) -> Any:
    seconds = 1 + sum(map(ord, word)) * 100 + len(word)  # another protocol for each word
    return client.simulation.protocol(
        {
            "parameterized_model": {"capacity": 5.0, "chemistry": "NMC/Graphite"},
            "protocol_experiment": {
                "protocol": REST.format(seconds=seconds),
                "name": f"{place.name} {word}",
            },
            "project_id": place.project,
        }
    )


def _optimization(client: Any, place: Place, word: str) -> Any:
    name = f"{place.name} {word}"
    return client.optimization.run({"name": name, "config": {}, "project_id": place.project})


def _values(client: Any, place: Place, word: str) -> Any:
    values = {"name": f"{place.name} {word}", "model_id": place.model, "parameters": {"T [K]": 1.0}}
    return client.parameterized_model.create(place.spec, values)


def _builder(client: Any, place: Place, word: str) -> Any:
    config = {"elements": {"read": {"element_type": "entry", "mapping": {"A [m]": "notes"}}}}
    name = f"{place.name} {word}"
    return client.model_builder.create(place.model, name, config, None, place.project)


def _simple(client: Any, place: Place, word: str) -> Any:
    name = f"{place.name} {word}"
    fit = {"elements": {"fit": {"element_type": "data_fit"}}}
    return client.simple_pipeline.create(fit, place.project, name)


RUNS = {
    "simulation": Run(
        _simulation,
        lambda c, _, made, **paging: c.simulation.list(protocol_id=made.protocol_id, **paging),
        lambda c, _, made: c.simulation.iter(protocol_id=made.protocol_id),
        None,
        lambda c, _, ident: c.simulation.delete(ident),
        is_same_again=True,
    ),
    "optimization": Run(
        _optimization,
        lambda c, place, _, **paging: c.optimization.list(place.project, **paging),
        lambda c, place, _: c.optimization.iter(place.project),
        lambda c, _, ident: c.optimization.update(ident, {"description": "changed"}),
        None,
    ),
    "parameterized_model": Run(
        _values,
        lambda c, place, _, **paging: c.parameterized_model.list_by_project(
            place.project, cell_spec_id=place.spec, **paging
        ),
        lambda c, place, _: c.parameterized_model.iter_by_cell_specification(place.spec),
        lambda c, place, ident: c.parameterized_model.update(
            place.spec, ident, {"description": "changed"}
        ),
        lambda c, place, ident: c.parameterized_model.delete(place.spec, ident),
    ),
    "model_builder": Run(
        _builder,
        lambda c, place, _, **paging: c.model_builder.list(place.model, place.project, **paging),
        lambda c, place, _: c.model_builder.iter(place.model, place.project),
        lambda c, _, ident: c.model_builder.update(ident, description="changed"),
        lambda c, _, ident: c.model_builder.delete(ident),
    ),
    "simple_pipeline": Run(
        _simple,
        lambda c, place, _, **paging: c.simple_pipeline.list(place.project, **paging),
        lambda c, place, _: c.simple_pipeline.iter(place.project),
        lambda c, _, ident: c.simple_pipeline.update(ident, description="changed"),
        lambda c, _, ident: c.simple_pipeline.delete(ident),
    ),
}
