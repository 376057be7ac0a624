"""Pictures of measurements. matplotlib draws them; the backend in use stays as it is."""

from ionworks.plots.comparisons import plot_many
from ionworks.plots.cycles import plot_cycles, plot_fade
from ionworks.plots.derivatives import plot_dqdv, plot_dvdq
from ionworks.plots.figures import decimate
from ionworks.plots.open_circuit import plot_open_circuit
from ionworks.plots.spectra import plot_bode, plot_nyquist
from ionworks.plots.timelines import plot_data, plot_steps

__all__ = [
    "decimate",
    "plot_bode",
    "plot_cycles",
    "plot_data",
    "plot_dqdv",
    "plot_dvdq",
    "plot_fade",
    "plot_many",
    "plot_nyquist",
    "plot_open_circuit",
    "plot_steps",
]
