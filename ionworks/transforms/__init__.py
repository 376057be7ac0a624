"""What scientists make from a time series: capacity by row, C-rates, dQ/dV, resistances, units.

The functions take a polars or pandas frame, or a dict of columns, and return a frame of pandas for
one of pandas, else of polars. Current is positive on discharge. `DataLoader` has the same as
transforms and methods.
"""

from ionworks.transforms.amounts import add_c_rate, add_capacity
from ionworks.transforms.curves import dqdv, dvdq
from ionworks.transforms.pulses import pulse_resistance
from ionworks.transforms.unit_conversion import convert_units

__all__ = [
    "add_c_rate",
    "add_capacity",
    "convert_units",
    "dqdv",
    "dvdq",
    "pulse_resistance",
]
