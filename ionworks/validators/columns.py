"""Names of the columns that the checks know."""

from __future__ import annotations

from ionworks.tables.columns import (
    CAPACITIES,
    CAPACITY,
    CYCLE,
    CYCLER_CYCLE,
    ENERGIES,
    REAL,
    SOC,
    STOICHIOMETRY,
    WHOLE,
)

Z_RE = "Z_Re [Ohm]"
Z_IM = "Z_Im [Ohm]"
Z_MOD = "Z_Mod [Ohm]"
Z_PHASE = "Z_Phase [deg]"

#: Cumulative within a step: 0 at its start, never falling.
CUMULATIVE = (*CAPACITIES, *ENERGIES)

#: Cycle numbers; the first one present is the one that is checked.
CYCLES = (CYCLE, "Cycle number", CYCLER_CYCLE)

#: What open-circuit data may be given against.
OCP_X_AXES = (CAPACITY, STOICHIOMETRY, SOC)

#: Columns that hold numbers in every time series that has them.
NUMERIC = tuple(dict.fromkeys((*REAL, *WHOLE, *CYCLES, Z_RE, Z_IM, "Open-circuit voltage [V]")))
