"""Names of the columns that the checks know."""

from __future__ import annotations

TIME = "Time [s]"
VOLTAGE = "Voltage [V]"
CURRENT = "Current [A]"
POWER = "Power [W]"
STEP = "Step count"
FREQUENCY = "Frequency [Hz]"
Z_RE = "Z_Re [Ohm]"
Z_IM = "Z_Im [Ohm]"
DISCHARGE_CAPACITY = "Discharge capacity [A.h]"
CHARGE_CAPACITY = "Charge capacity [A.h]"
DISCHARGE_ENERGY = "Discharge energy [W.h]"
CHARGE_ENERGY = "Charge energy [W.h]"

#: Cumulative within a step: 0 at its start, never falling.
CUMULATIVE = (DISCHARGE_CAPACITY, CHARGE_CAPACITY, DISCHARGE_ENERGY, CHARGE_ENERGY)

#: Cycle numbers; the first one present is the one that is checked.
CYCLES = ("Cycle count", "Cycle number", "Cycle from cycler")

#: What open-circuit data may be given against.
OCP_X_AXES = ("Capacity [A.h]", "Stoichiometry", "SOC")

#: Columns that hold numbers in every time series that has them.
NUMERIC = (
    TIME,
    VOLTAGE,
    CURRENT,
    STEP,
    *CYCLES,
    "Step from cycler",
    "Temperature [degC]",
    POWER,
    *CUMULATIVE,
    FREQUENCY,
    Z_RE,
    Z_IM,
    "Open-circuit voltage [V]",
    *OCP_X_AXES,
)
