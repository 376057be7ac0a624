"""Words that fields of records have, by the names of the official client.

They are texts: a field that holds one of them is compared with the text itself.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class AnalysisType(StrEnum):
    """Kinds of analyses that the service makes itself; others may have any name."""

    ECM_FROM_EIS = "ecm_from_eis"
    LAM_LLI_FROM_RPT = "lam_lli_from_rpt"
    DCIR_FROM_HPPC = "dcir_from_hppc"


COMPONENTS: Final = ("anode", "cathode", "electrolyte", "separator", "case")
"""The components that a cell specification can have, by the names of its fields."""

KNOWN_ANALYSIS_TYPES: Final = [kind.value for kind in AnalysisType]
"""The kinds of `AnalysisType`, as text."""


class ChannelState(StrEnum):
    """What a channel of a cycler does."""

    free = "free"
    occupied = "occupied"
    stale = "stale"
    out_of_commission = "out_of_commission"


class MeasurementType(StrEnum):
    """Kinds of measurements."""

    time_series = "time_series"
    file = "file"
    properties = "properties"


class PlannedMeasurementStatus(StrEnum):
    """How far a planned measurement is."""

    requested = "requested"
    scheduled = "scheduled"
    in_progress = "in_progress"
    completed = "completed"
    cancelled = "cancelled"
