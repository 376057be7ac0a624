"""Transport properties of an electrolyte as functions of its concentration.

Concentrations are in mol.m-3 in the tables and in the model, and in mol.L-1 in the fitted forms.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from ionworks._given import mapping_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    import polars as pl

CONDUCTIVITY = "Electrolyte conductivity [S.m-1]"
DIFFUSIVITY = "Electrolyte diffusivity [m2.s-1]"
TRANSFERENCE = "Cation transference number"
THERMODYNAMIC_FACTOR = "Thermodynamic factor"

COLUMNS = {
    CONDUCTIVITY: "Electrolyte conductivity",
    DIFFUSIVITY: "Electrolyte diffusivity",
    TRANSFERENCE: "Transference number",
}
"""Column of each parameter, unless the caller names others."""

_FORMS = ("interpolant", "landesfeind")
_PER_LITRE = 1000.0


class WantedParameter(NamedTuple):
    """One parameter: the column that has it, and the form that it gets."""

    parameter: str
    column: str
    form: str


def read_forms(
    forms: Mapping[str, str] | None, columns: Mapping[str, str] | None
) -> list[WantedParameter]:
    """Read what the caller wants of each parameter.

    Raises
    ------
    ValueError
        A form is unknown, or is wanted of a parameter that has no column or no such form.
    """
    columns = COLUMNS if columns is None else mapping_of(columns, "columns")
    forms = mapping_of(forms, "forms")
    for parameter, form in forms.items():
        if parameter not in columns:
            raise ValueError(
                f"`forms` names {parameter!r}, which is not among the columns: "
                f"{', '.join(columns)}. Name its column in `columns`"
            )
        if form not in _FORMS:
            raise ValueError(f"the form of {parameter!r} is one of {_FORMS}, not {form!r}")
        if form == "landesfeind" and parameter not in _FITS:
            raise ValueError(
                f"{parameter!r} has no form 'landesfeind'; those that have it are "
                f"{', '.join(_FITS)}"
            )
    return [
        WantedParameter(parameter, column, forms.get(parameter, "interpolant"))
        for parameter, column in columns.items()
    ]


def parameters_of(
    frame: pl.DataFrame, wanted: list[WantedParameter], concentration_column: str
) -> Any:
    """Make the parameter values of a table.

    Raises
    ------
    ValueError
        A column is missing, or has too few values.
    ModuleNotFoundError
        The package ``pybamm`` is not installed.
    """
    curves = {one: curve_of(frame, concentration_column, one) for one in wanted}
    try:
        pybamm: Any = import_module("pybamm")
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "transport parameters need the package pybamm: pip install pybamm"
        ) from missing
    made: dict[str, Any] = {}
    for one, (concentration, values) in curves.items():
        if one.form == "interpolant":
            made[one.parameter] = _interpolant(pybamm, one.parameter, concentration, values)
        else:
            made[one.parameter] = _FITS[one.parameter](pybamm, concentration, values)
    return pybamm.ParameterValues(made)


def curve_of(
    frame: pl.DataFrame, concentration_column: str, wanted: WantedParameter
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the concentrations and the values of one parameter, in order, gaps left out.

    Raises
    ------
    ValueError
        A column is missing, a concentration has two values, or there are too few.
    """
    for column in (concentration_column, wanted.column):
        if column not in frame.columns:
            raise ValueError(
                f"the dataset has no column {column!r}; it has {', '.join(frame.columns)}"
            )
    curve = frame.select(concentration_column, wanted.column).drop_nulls()
    curve = curve.sort(concentration_column)
    concentration = curve[concentration_column].to_numpy()
    fewest = 2 if wanted.form == "interpolant" else _FEWEST[wanted.parameter]
    if len(concentration) < fewest:
        raise ValueError(
            f"{wanted.column!r} has {len(concentration)} values with a concentration; the form "
            f"{wanted.form!r} of {wanted.parameter!r} needs {fewest}"
        )
    if curve[concentration_column].n_unique() != len(concentration):
        raise ValueError(f"{concentration_column!r} has a concentration twice; average its values")
    return concentration, curve[wanted.column].to_numpy()


def _interpolant(pybamm: Any, name: str, concentration: Any, values: Any) -> Callable[..., Any]:
    def interpolant(c_e: Any, T: Any) -> Any:  # noqa: N803 - the names that models use
        return pybamm.Interpolant(concentration, values, c_e, name=name, interpolator="linear")

    return interpolant


def conductivity_coefficients(concentration: Any, values: Any) -> Any:
    """Fit q1 c (1 + q2 sqrt(c) + q3 c) / (1 + q4 c^4) / 10, c in mol.L-1, to S.m-1."""
    optimize: Any = import_module("scipy.optimize")

    c = concentration / _PER_LITRE
    first = [10 * float(values.max()) / max(float(c[values.argmax()]), 1e-6), -1.0, 0.3, 0.1]

    def form(c: Any, *coefficients: float) -> Any:
        return _conductivity(c, c**0.5, *coefficients)

    fitted, _ = optimize.curve_fit(form, c, values, p0=first, maxfev=20_000)
    return fitted


def _conductivity(c: Any, root: Any, *coefficients: float) -> Any:
    q1, q2, q3, q4 = coefficients
    return q1 * c * (1 + q2 * root + q3 * c) / (1 + q4 * c**4) / 10


def diffusivity_coefficients(concentration: Any, values: Any) -> tuple[float, float]:
    """Fit A exp(B c), c in mol.L-1, by the logarithm of the values.

    Raises
    ------
    ValueError
        A value is not positive.
    """
    import numpy as np

    if not (values > 0).all():
        raise ValueError("a diffusivity is not positive, so that it has no logarithm")
    slope, start = np.polyfit(concentration / _PER_LITRE, np.log(values), 1)
    return float(np.exp(start)), float(slope)


def cubic_coefficients(concentration: Any, values: Any) -> list[float]:
    """Fit a cubic polynomial of c in mol.L-1; the constant comes first."""
    import numpy as np

    return [float(one) for one in np.polyfit(concentration / _PER_LITRE, values, 3)[::-1]]


def _fitted_conductivity(pybamm: Any, concentration: Any, values: Any) -> Callable[..., Any]:
    fitted = [float(one) for one in conductivity_coefficients(concentration, values)]

    def conductivity(c_e: Any, T: Any) -> Any:  # noqa: N803
        c = c_e / _PER_LITRE
        return _conductivity(c, pybamm.sqrt(c), *fitted)

    return conductivity


def _fitted_diffusivity(pybamm: Any, concentration: Any, values: Any) -> Callable[..., Any]:
    factor, slope = diffusivity_coefficients(concentration, values)

    def diffusivity(c_e: Any, T: Any) -> Any:  # noqa: N803
        return factor * pybamm.exp(slope * c_e / _PER_LITRE)

    return diffusivity


def _fitted_cubic(_pybamm: Any, concentration: Any, values: Any) -> Callable[..., Any]:
    a, b, c, d = cubic_coefficients(concentration, values)

    def cubic(c_e: Any, T: Any) -> Any:  # noqa: N803
        x = c_e / _PER_LITRE
        return a + x * (b + x * (c + x * d))

    return cubic


_FITS: dict[str, Callable[[Any, Any, Any], Callable[..., Any]]] = {
    CONDUCTIVITY: _fitted_conductivity,
    DIFFUSIVITY: _fitted_diffusivity,
    TRANSFERENCE: _fitted_cubic,
    THERMODYNAMIC_FACTOR: _fitted_cubic,
}
_FEWEST = {CONDUCTIVITY: 4, DIFFUSIVITY: 2, TRANSFERENCE: 4, THERMODYNAMIC_FACTOR: 4}
"""Values that a fit needs: as many as it has coefficients."""
