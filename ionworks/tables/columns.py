"""Names of the columns of a time series that the SDK and the platform know."""

from __future__ import annotations

from typing import Final

TIME: Final = "Time [s]"
VOLTAGE: Final = "Voltage [V]"
CURRENT: Final = "Current [A]"
POWER: Final = "Power [W]"
TEMPERATURE: Final = "Temperature [degC]"
FREQUENCY: Final = "Frequency [Hz]"
Z_RE: Final = "Z_Re [Ohm]"
Z_IM: Final = "Z_Im [Ohm]"
Z_MOD: Final = "Z_Mod [Ohm]"
Z_PHASE: Final = "Z_Phase [deg]"
STEP: Final = "Step count"
CYCLE: Final = "Cycle count"
CYCLER_STEP: Final = "Step from cycler"
CYCLER_CYCLE: Final = "Cycle from cycler"
FRAME: Final = "Frame"
CAPACITY: Final = "Capacity [A.h]"
ENERGY: Final = "Energy [W.h]"
DISCHARGE_CAPACITY: Final = "Discharge capacity [A.h]"
CHARGE_CAPACITY: Final = "Charge capacity [A.h]"
DISCHARGE_ENERGY: Final = "Discharge energy [W.h]"
CHARGE_ENERGY: Final = "Charge energy [W.h]"
STOICHIOMETRY: Final = "Stoichiometry"
SOC: Final = "SOC"
DQ_DV: Final = "dQ/dV [A.h.V-1]"
DV_DQ: Final = "dV/dQ [V.A-1.h-1]"

#: What the voltage may be called in tables without steps, such as open-circuit curves.
VOLTAGES: Final = (
    VOLTAGE,
    "OCP [V]",
    "OCV [V]",
    "Open-circuit potential [V]",
    "Open-circuit voltage [V]",
)
#: What the voltage of an open-circuit table is given over.
OPEN_CIRCUIT_AXES: Final = (CAPACITY, STOICHIOMETRY, SOC)

#: Running totals of a step by direction: discharge and charge of each quantity. They are 0 at
#: its start and never fall.
CAPACITIES: Final = (DISCHARGE_CAPACITY, CHARGE_CAPACITY)
ENERGIES: Final = (DISCHARGE_ENERGY, CHARGE_ENERGY)
TOTALS: Final = (*CAPACITIES, *ENERGIES)

#: Columns that the platform reads as real numbers.
REAL: Final = (
    TIME,
    VOLTAGE,
    CURRENT,
    POWER,
    TEMPERATURE,
    FREQUENCY,
    CAPACITY,
    ENERGY,
    *TOTALS,
    STOICHIOMETRY,
    SOC,
)

#: Columns that the platform reads as whole numbers of at most 64 bit.
WHOLE: Final = (STEP, CYCLE, CYCLER_STEP, CYCLER_CYCLE)

STEP_TYPE: Final = "Step type"
DURATION: Final = "Duration [s]"
START_TIME: Final = "Start time [s]"
MIN_VOLTAGE: Final = "Min voltage [V]"
MAX_VOLTAGE: Final = "Max voltage [V]"
MIN_CURRENT: Final = "Min current [A]"
MAX_CURRENT: Final = "Max current [A]"
MEAN_CURRENT: Final = "Mean current [A]"
STD_CURRENT: Final = "Std current [A]"
MEAN_TEMPERATURE: Final = "Mean temperature [degC]"

#: Columns that a step table needs before cycles can be made from it.
CYCLE_INPUTS: Final = (CYCLE, *CAPACITIES)

#: Columns of a step table that cycles are made from, beside `Cycle count`.
STEP_TABLE_REAL: Final = (
    *TOTALS,
    MIN_VOLTAGE,
    MAX_VOLTAGE,
    MIN_CURRENT,
    MAX_CURRENT,
    MEAN_CURRENT,
    START_TIME,
    DURATION,
    MEAN_TEMPERATURE,
)

#: Share of a column's largest value by which it may differ from the integral.
CAPACITY_ENERGY_INTEGRAL_TOLERANCE: Final = 0.10
