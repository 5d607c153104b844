"""Units of measurement as people write them, compared with the one that was asked for.

Nothing is converted: an answer in another unit is handed back. Letters' case is forgiven only where no two
units differ by it (mg, MG), because mPa and MPa are nine powers of ten apart.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from models.digits import BIDI_MARKS, MAX_CHARACTERS, read_number, western
from models.errors import Refused

_SPELLINGS = """
kg | kilogram kilograms kilo كغ كجم كيلوغرام كيلوجرام كيلو
g | gm gram grams gramme غ غم جم غرام جرام
mg | milligram milligrams milligramme ملغ مغ ملغم مجم ملجم مليغرام ملليغرام مليجرام
µg | ug mcg microgram micrograms مكغ مكجم ميكروغرام ميكروجرام
ng | nanogram nanograms نانوغرام نانوجرام
L | l liter liters litre litres ل لتر ليتر
dL | dl deciliter decilitre دل دسل ديسيلتر
mL | ml cc milliliter millilitre milliliters millilitres مل ملل ميليلتر مليلتر
µL | ul microliter microlitre ميكرولتر
mol | mole moles مول
mmol | millimole millimoles ممول مليمول
µmol | umol micromole micromoles ميكرومول
U | unit units وحدة وحدات
IU | iu وحدة_دولية
mmHg | mm_Hg mm_hg ملم_زئبق ملمز
bpm | beats/min نبضة/دقيقة نبضة_في_الدقيقة
% | percent pct بالمئة بالمائة
km | kilometer kilometers kilometre kilometres كم كيلومتر
m | meter meters metre metres م متر
cm | centimeter centimeters centimetre centimetres سم سنتيمتر
mm | millimeter millimeters millimetre millimetres مم ملم مليمتر
µm | um micrometer micrometre micron microns ميكرومتر ميكرون
nm | nanometer nanometre نانومتر
s | sec secs second seconds ث ثانية ثوان
min | mins minute minutes د دقيقة دقائق
h | hr hrs hour hours ساعة ساعات
d | day days يوم أيام
wk | week weeks أسبوع أسابيع
mo | month months شهر أشهر
yr | y year years سنة سنوات عام
°C | ºC degC celsius مئوية
°F | ºF degF fahrenheit فهرنهايت
K | kelvin كلفن
° | º deg degree degrees درجة درجات
V | volt volts فولت
A | amp amps ampere amperes أمبير
Ω | ohm ohms أوم
W | watt watts واط
kW | kilowatt kilowatts كيلوواط
mW | milliwatt milliwatts
MW | megawatt megawatts ميغاواط
Hz | hertz هرتز
kHz | kilohertz
mHz | millihertz
MHz | megahertz
N | newton newtons نيوتن
Pa | pascal pascals باسكال
mPa | millipascal
kPa | kilopascal
MPa | megapascal ميغاباسكال
J | joule joules جول
kJ | kilojoule kilojoules
mJ | millijoule
MJ | megajoule
eV | electronvolt
meV | millielectronvolt
MeV | megaelectronvolt
kcal | kilocalorie kilocalories سعرة_حرارية
mEq | meq milliequivalent
"""

_PER = re.compile(r"\s*(?:/|⁄|∕|\bper\b|(?<=\s)لكل(?=\s))\s*")
_BETWEEN = re.compile(r"[\s·⋅*×]+")
_TEN_TO = re.compile(r"(?:[×xX*·]\s?)?10\s?\^?\s?(?=[-⁻⁰¹²³⁴⁵⁶⁷⁸⁹0-9])([-⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹0-9]+)")
_FACTOR = re.compile(r"(?P<symbol>10\^-?\d+|[^\d^+-]+)\^?(?P<power>[+-]?\d)?")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_MICRO = str.maketrans({"μ": "µ", "Ω": "Ω"})
_NUMBER_FIRST = re.compile(r"[-+\s0-9.,']*[0-9](?:[eE][+-]?[0-9]+)?\.?")


def read_quantity(text: str, unit: str) -> Decimal:
    """The number, with or without its unit after it; a unit that is there must be the one asked for.

    Args:
        text: what was typed: "5", "5 mg/dl", "٥ ملغ/دل", "5 mg·dL⁻¹".
        unit: the unit as the task shows it; "" when the number has none.

    Raises:
        Refused: "number-wrong-unit" (unit, given), "number-no-unit" (given) where none belongs, and what
            `read_number` refuses.
    """
    text = text.translate(BIDI_MARKS).strip()
    for at in range(1, min(len(text), MAX_CHARACTERS + len(unit))):
        number, written = text[:at].rstrip(), text[at:]
        if _may_split(text, at) and same_unit(written, unit):
            return read_number(number.rstrip("×xX*· ") if written.lstrip()[:1].isdigit() else number)
    leading = _NUMBER_FIRST.match(western(text))
    given = western(text)[leading.end() :].strip() if leading else ""
    if given and any(letter.isalpha() or letter in "%°º" for letter in given) and not _scientific(given):
        given = given[:MAX_CHARACTERS]
        raise Refused("number-wrong-unit", unit=unit, given=given) if unit else Refused("number-no-unit", given=given)
    return read_number(text)


def same_unit(written: str, expected: str) -> bool:
    """Whether two spellings mean one unit; an empty one is no unit at all."""
    written, expected = _tidy(written), _tidy(expected)
    if not written or not expected:
        return False
    known = _spellings()
    if written == expected or known.get(written, written) == known.get(expected):
        return True
    wanted = _factors(expected, folded=False)
    return wanted is not None and wanted in (_factors(written, folded=False), _factors(written, folded=True))


def _may_split(text: str, at: int) -> bool:
    """Whether a unit can begin here: not inside a run of digits or letters."""
    before, after = text[at - 1], text[at]
    if after.isdigit():
        return before.isspace() or before in "×xX*·"
    return not before.isalpha() and not after.isspace()


def _scientific(rest: str) -> bool:
    return re.match(r"[×xX*·]\s?10", rest) is not None


def _tidy(unit: str) -> str:
    unit = _TEN_TO.sub(r"10^\1", unit.translate(BIDI_MARKS).translate(_MICRO))
    unit = western(unit.translate(_SUPERSCRIPTS)).strip().rstrip(".")
    return re.sub(r"\s*_\s*|\s+", " ", unit)


def _factors(unit: str, *, folded: bool) -> tuple[tuple[str, int], ...] | None:
    """The unit as powers of known symbols, in one order; None when it is not written like a unit."""
    powers: dict[str, int] = {}
    for place, part in enumerate(_PER.split(_joined(unit))):
        for factor in _BETWEEN.split(part.strip()):
            match = _FACTOR.fullmatch(factor)
            if match is None:
                if place == 0 and factor in ("", "1"):
                    continue
                return None
            symbol = _symbol(match["symbol"], folded=folded)
            powers[symbol] = powers.get(symbol, 0) + int(match["power"] or 1) * (-1 if place else 1)
    return tuple(sorted(powers.items()))


def _joined(unit: str) -> str:
    """Keeps a spelling of two words together."""
    for spelling in _spellings():
        if "_" in spelling:
            unit = unit.replace(spelling.replace("_", " "), spelling)
    return unit


def _symbol(written: str, *, folded: bool) -> str:
    known = _spellings()
    if written in known or not folded:
        return known.get(written, written)
    folds = {symbol for spelling, symbol in known.items() if spelling.casefold() == written.casefold()}
    return folds.pop() if len(folds) == 1 else written


@cache
def _spellings() -> dict[str, str]:
    """Each usual spelling and the symbol that it stands for."""
    table: dict[str, str] = {}
    for line in _SPELLINGS.strip().splitlines():
        symbol, _, others = line.partition(" | ")
        table |= dict.fromkeys((symbol, *others.split()), symbol)
    return table
