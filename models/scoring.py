"""What a test shows: the plain share with its interval, or an ability estimate once the items are known well enough.

Sources: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927), for the
interval; F. M. Lord and M. R. Novick, "Statistical Theories of Mental Test Scores" (1968), ch. 16, for an item's
discrimination and difficulty from its share of right answers and its biserial correlation; A. Birnbaum, ibid. ch. 17,
for the two-parameter logistic model; R. D. Bock and R. J. Mislevy, "Adaptive EAP Estimation of Ability in a
Microcomputer Environment", Applied Psychological Measurement 6 (1982), for the estimate by quadrature.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

CALIBRATED_FROM = 30
"""Responses that an item needs before its parameters are used."""
_Z = 1.959964
"""95 % of a normal distribution lie within so many deviations."""
_LOGISTIC = 1.702
"""Makes the logistic curve differ from the normal ogive by less than 0.01 (Birnbaum)."""
_WEAKEST, _STRONGEST, _FARTHEST = 0.3, 2.5, 3.0
_NODES = [step / 10 for step in range(-40, 41)]
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Score:
    """From 0 to 1, with the ends of its 95 % interval; `estimated` tells an ability estimate from a plain share."""

    value: float
    low: float
    high: float
    estimated: bool = False


@dataclass(frozen=True)
class Curve:
    """An item in the two-parameter logistic model: the chance of a right answer for an ability in deviations."""

    discrimination: float
    difficulty: float

    def chance(self, ability: float) -> float:
        return 1 / (1 + math.exp(-self.discrimination * (ability - self.difficulty)))


def share(right: int, answered: int) -> Score:
    """The share of right answers with its Wilson interval; nothing at all for none answered."""
    if answered == 0:
        return Score(0.0, 0.0, 1.0)
    p, n, z2 = right / answered, answered, _Z * _Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Score(p, max(0.0, middle - half), min(1.0, middle + half))


def curve(responses: int, right: int, correlation: float) -> Curve | None:
    """An item's curve from how it was answered; None before CALIBRATED_FROM responses, or where it tells nothing.

    Args:
        correlation: the point-biserial one of a right answer with the share of right answers in the same tests.
    """
    if responses < CALIBRATED_FROM or not 0 < right < responses or correlation <= 0:
        return None
    p = right / responses
    threshold = _NORMAL.inv_cdf(1 - p)
    biserial = min(correlation * math.sqrt(p * (1 - p)) / _NORMAL.pdf(threshold), 0.95)
    slope = _LOGISTIC * biserial / math.sqrt(1 - biserial**2)
    place = min(max(threshold / biserial, -_FARTHEST), _FARTHEST)
    return Curve(min(max(slope, _WEAKEST), _STRONGEST), place)


def ability(answers: Sequence[tuple[Curve, bool]]) -> tuple[float, float]:
    """The expected a posteriori ability and its deviation, with a standard normal prior.

    Every slope is positive, so one more right answer never lowers it.
    """
    weights = [_NORMAL.pdf(node) * _likelihood(answers, node) for node in _NODES]
    total = sum(weights)
    mean = sum(weight * node for weight, node in zip(weights, _NODES, strict=True)) / total
    spread = sum(weight * (node - mean) ** 2 for weight, node in zip(weights, _NODES, strict=True)) / total
    return mean, math.sqrt(spread)


def score(answers: Sequence[tuple[Curve | None, bool]]) -> Score:
    """What these answers (an item's curve, whether it was right) come to.

    Where every item has its curve: the share of these items that someone of the estimated ability gets right. Else the
    plain share.
    """
    known = [(one, right) for one, right in answers if one is not None]
    if not answers or len(known) < len(answers):
        return share(sum(right for _, right in answers), len(answers))
    middle, spread = ability(known)
    low, value, high = (_expected(known, at) for at in (middle - _Z * spread, middle, middle + _Z * spread))
    return Score(value, low, high, estimated=True)


def _expected(answers: Sequence[tuple[Curve, bool]], at: float) -> float:
    return sum(one.chance(at) for one, _ in answers) / len(answers)


def _likelihood(answers: Sequence[tuple[Curve, bool]], at: float) -> float:
    return math.prod(one.chance(at) if right else 1 - one.chance(at) for one, right in answers)
