"""Dicts that describe records, for editors and type checkers.

Each method that takes a description takes a plain dict. Editors complete the keys of these types;
annotate a dict with one, and a type checker finds a wrong value or a misspelt key. Keys of your own
stay allowed in a dict that is not annotated.

>>> from ionworks.types import CellSpecificationCreate
>>> spec: CellSpecificationCreate = {
...     "name": "LG M50",
...     "ratings": {"capacity": {"value": 5.0, "unit": "A.h"}},
... }
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Required, TypedDict

from ionworks_generated.maps import *  # noqa: F403
from ionworks_generated.maps import MeasurementCreate
from ionworks_generated.maps import __all__ as __all__

if TYPE_CHECKING:
    from ionworks.tables import SeriesLike, TableLike

__all__ += ["MeasurementDescription", "MeasurementFields"]


class MeasurementFields(MeasurementCreate, total=False):
    """The fields of a measurement, and what only the checks read.

    Attributes
    ----------
    data_type : {"ocp", "eis"}
        Open-circuit or impedance data; it is not sent.
    """

    data_type: Literal["ocp", "eis"] | None


class MeasurementDescription(TypedDict, total=False):
    """A measurement with its data, as `cell_measurement.create` takes it.

    Attributes
    ----------
    measurement : MeasurementFields
        Its fields.
    time_series : table or path
        The series, or the path of a file that `ionworks.read` reads.
    steps : table
        A step table of your own.
    """

    measurement: Required[MeasurementFields | Mapping[str, Any]]
    time_series: Required[SeriesLike]
    steps: TableLike | None
