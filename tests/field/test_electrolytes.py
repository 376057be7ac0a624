"""Transport properties of an electrolyte: forms are fitted, and wrong questions are refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from ionworks.resources import _electrolyte_transport as transport

CONCENTRATION = np.array([100.0, 500.0, 1000.0, 1500.0, 2000.0, 2500.0])
LITRE = CONCENTRATION / 1000


def test_the_forms_of_landesfeind_are_found_again() -> None:
    conductivity = 7.98 * LITRE * (1 - 0.5 * LITRE**0.5 + 0.1 * LITRE) / (1 + 0.05 * LITRE**4) / 10
    found = transport.conductivity_coefficients(CONCENTRATION, conductivity)
    assert found == pytest.approx([7.98, -0.5, 0.1, 0.05], rel=1e-3)
    factor, slope = transport.diffusivity_coefficients(CONCENTRATION, 4e-10 * np.exp(-0.9 * LITRE))
    assert (factor, slope) == (pytest.approx(4e-10), pytest.approx(-0.9))
    number = 0.3 + 0.02 * LITRE - 0.01 * LITRE**2 + 0.004 * LITRE**3
    assert transport.cubic_coefficients(CONCENTRATION, number) == pytest.approx(
        [0.3, 0.02, -0.01, 0.004]
    )
    with pytest.raises(ValueError, match="not positive"):
        transport.diffusivity_coefficients(CONCENTRATION, LITRE - 1)


def test_a_curve_is_ordered_and_has_no_gaps() -> None:
    (wanted, *_) = transport.read_forms(None, {transport.TRANSFERENCE: "t"})
    frame = pl.DataFrame({"c": [2000.0, 1000.0, None, 500.0], "t": [0.3, 0.2, 0.1, None]})
    concentration, values = transport.curve_of(frame, "c", wanted)
    assert (concentration.tolist(), values.tolist()) == ([1000.0, 2000.0], [0.2, 0.3])
    for broken, named in (
        (frame.head(1), "needs 2"),
        (frame.drop("t"), "no column 't'"),
        (frame.drop("c"), "no column 'c'"),
        (pl.DataFrame({"c": [1.0, 1.0], "t": [1.0, 2.0]}), "twice"),
    ):
        with pytest.raises(ValueError, match=named):
            transport.curve_of(broken, "c", wanted)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"forms": {"Viscosity [Pa.s]": "interpolant"}}, "not among the columns"),
        ({"forms": {transport.DIFFUSIVITY: "spline"}}, "one of"),
        (
            {"forms": {"Density": "landesfeind"}, "columns": {"Density": "rho"}},
            "no form 'landesfeind'",
        ),
    ],
)
def test_a_wrong_form_costs_no_request(do: Any, query: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        do(
            lambda client: client.electrolyte.transport_from_dataset("nowhere", **query),
            api_url="http://127.0.0.1:9",
        )


def test_without_pybamm_the_error_says_what_to_install(do: Any) -> None:
    material = do(lambda client: client.material.create({"name": "LP57"}))
    curves = {
        "Electrolyte concentration [mol.m-3]": CONCENTRATION,
        "Electrolyte conductivity [S.m-1]": LITRE,
        "Electrolyte diffusivity [m2.s-1]": LITRE,
        "Transference number": LITRE,
    }
    made = do(lambda client: client.material_property_dataset.create(material, "Curves", curves))
    with pytest.raises(ValueError, match="no column 'rho'"):
        do(
            lambda client: client.electrolyte.transport_from_dataset(
                made.id, columns={"Density": "rho"}
            )
        )
    with pytest.raises(ModuleNotFoundError, match="pip install pybamm"):
        do(lambda client: client.electrolyte.transport_from_dataset(made))
