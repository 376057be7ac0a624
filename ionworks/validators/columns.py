"""Names of the columns that the checks know."""

from __future__ import annotations

from ionworks.tables.columns import CYCLE, CYCLER_CYCLE, REAL, WHOLE, Z_IM, Z_RE

#: Cycle numbers; the first one present is the one that is checked.
CYCLES = (CYCLE, "Cycle number", CYCLER_CYCLE)

#: Columns that hold numbers in every time series that has them.
NUMERIC = tuple(dict.fromkeys((*REAL, *WHOLE, *CYCLES, Z_RE, Z_IM, "Open-circuit voltage [V]")))
