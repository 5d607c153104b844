"""Numbers and quantities are read exactly, or handed back with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.digits import read_number, western
from models.errors import Refused
from models.unit import read_quantity, same_unit

ARABIC = str.maketrans("0123456789.,-", "٠١٢٣٤٥٦٧٨٩٫٬−")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
NUMBERLIKE = st.text(
    st.sampled_from("0123456789٠١٢٣.,٫٬،'’ eE×x^⁻³+-−–()\u200f\u00a0mgdL/%") | st.characters(), max_size=80
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5", "5"),
        ("5.", "5"),
        (".5", "0.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u202f234.5", "1234.5"),
        ("1'234.5", "1234.5"),
        ("12,34,567.8", "1234567.8"),
        ("1.234.567", "1234567"),
        ("0,234", "0.234"),
        ("3,5", "3.5"),
        ("1.234", "1.234"),
        ("٣٫٥", "3.5"),
        ("٣،٥", "3.5"),
        ("١٬٢٣٤", "1234"),
        ("۴٫۲", "4.2"),
        ("１２", "12"),
        ("−4", "-4"),
        ("–5", "-5"),
        ("\u200f-5\u200e", "-5"),
        ("+7", "7"),
        ("1e-3", "0.001"),
        ("2.5×10⁻³", "0.0025"),
        ("2.5 x 10^3", "2500"),
        ("١e٣", "1000"),
    ],
)
def test_one_reading_is_read(typed: str, meant: str) -> None:
    assert read_number(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["1,234", "12,345", "-1,000", "١،٢٣٤"])
def test_two_readings_are_handed_back_with_both(typed: str) -> None:
    with pytest.raises(Refused, match="number-ambiguous") as refusal:
        read_number(typed)
    one, other = (Decimal(refusal.value.variables[name]) for name in ("one", "other"))
    assert one == other * 1000


@pytest.mark.parametrize(
    "typed",
    ["", "-", "abc", "NaN", "inf", "½", "10³", "1 2 3", "1_000", "0x1f", "5-10", "1,23.4", "1.2.3", "1e", "--5", "५"],
)
def test_anything_else_is_not_a_number(typed: str) -> None:
    with pytest.raises(Refused, match="number-not-a-number"):
        read_number(typed)


@pytest.mark.parametrize("typed", ["1e400", "1e-999999", "9" * 61])
def test_numbers_beyond_use_are_refused(typed: str) -> None:
    with pytest.raises(Refused, match="number-out-of-range"):
        read_number(typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_digits_survive_every_script(number: Decimal) -> None:
    plain = f"{number:f}"
    assert western(plain.translate(ARABIC)) == western(plain)
    for script in (ARABIC, PERSIAN, FULL_WIDTH):
        assert read_number(plain.translate(script)) == number


@given(st.integers(min_value=1_000_000, max_value=10**15))
def test_grouping_changes_nothing(number: int) -> None:
    grouped = f"{number:,}"
    for written in (grouped, grouped.replace(",", " "), grouped.replace(",", "."), grouped.translate(ARABIC)):
        assert read_number(written) == number


@given(NUMBERLIKE)
def test_any_text_is_read_or_refused(text: str) -> None:
    for unit in ("mg/dL", "10^9/L", ""):
        try:
            number = read_quantity(text, unit)
        except Refused as refusal:
            key = refusal.key
        else:
            key = "number-read" if number.is_finite() else "not finite"
        assert key.startswith("number-")


@pytest.mark.parametrize(
    ("typed", "unit", "meant"),
    [
        ("5", "mg/dL", "5"),
        ("5 mg/dl", "mg/dL", "5"),
        ("5mg/dL", "mg/dL", "5"),
        ("٥ mg/dL", "mg/dL", "5"),
        ("٥ ملغ/دل", "mg/dL", "5"),
        ("5 MG/DL.", "mg/dL", "5"),
        ("5 mg·dL⁻¹", "mg/dL", "5"),
        ("5 mg per dl", "mg/dL", "5"),
        ("3,5 μg", "µg", "3.5"),
        ("5%", "%", "5"),
        ("٥٪", "%", "5"),
        ("37 °c", "°C", "37"),
        ("9.8 m/s²", "m/s^2", "9.8"),
        ("9.8 m s^-2", "m/s^2", "9.8"),
        ("120 mm Hg", "mmHg", "120"),
        ("72 beats/min", "bpm", "72"),
        ("12 وحدة دولية", "IU", "12"),
        ("5 ×10⁹/L", "10^9/L", "5"),
        ("5 eV", "eV", "5"),
        ("1e3 m/s", "m/s", "1000"),
        ("2 x 10^3", "m", "2000"),
    ],
)
def test_the_unit_may_stand_there_in_some_usual_way(typed: str, unit: str, meant: str) -> None:
    assert read_quantity(typed, unit) == Decimal(meant)


@pytest.mark.parametrize(
    ("typed", "unit", "given"),
    [
        ("5 mmol/L", "mg/dL", "mmol/L"),
        ("5 g/dL", "mg/dL", "g/dL"),
        ("5 mg", "mg/dL", "mg"),
        ("5 MPa", "mPa", "MPa"),
        ("5 hello", "mg", "hello"),
    ],
)
def test_another_unit_is_refused_by_name(typed: str, unit: str, given: str) -> None:
    with pytest.raises(Refused, match="number-wrong-unit") as refusal:
        read_quantity(typed, unit)
    assert refusal.value.variables == {"unit": unit, "given": given}


def test_a_number_without_unit_takes_none() -> None:
    with pytest.raises(Refused, match="number-no-unit"):
        read_quantity("5 kg", "")


def test_a_number_before_its_unit_is_as_strict_as_one_alone() -> None:
    with pytest.raises(Refused, match="number-ambiguous"):
        read_quantity("1,234 mg", "mg")
    with pytest.raises(Refused, match="number-not-a-number"):
        read_quantity("5-10 mg", "mg")


def test_units_that_differ_by_a_letters_case_stay_apart() -> None:
    assert same_unit("mg", "mg")
    assert same_unit("Mg", "mg")
    assert not same_unit("mW", "MW")
    assert not same_unit("", "mg")
