"""How often names are decided wrongly, by kind of error, on pairs that the rules were not made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.names import compare
from tests.bench.table import Figure, show

UNIT = Path(__file__).parents[1] / "unit"


@dataclass(frozen=True)
class Errors:
    """Counts over pairs: of one person's names, of two people's, and of the wrong verdicts among each."""

    same: int
    different: int
    false_matches: int
    false_non_matches: int


def pairs(file: Path) -> list[tuple[str, str, bool]]:
    """Lines of "one | other | same" or "different"; those that begin with # are comments."""
    lines = [line.split(" | ") for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(one, other, verdict == "same") for one, other, verdict in lines]


def errors(of: list[tuple[str, str, bool]]) -> Errors:
    """Counts what `compare` decides wrongly."""
    decided = [(same, compare(one, other).match) for one, other, same in of]
    return Errors(
        same=sum(same for same, _ in decided),
        different=sum(not same for same, _ in decided),
        false_matches=sum(match and not same for same, match in decided),
        false_non_matches=sum(same and not match for same, match in decided),
    )


def run() -> None:
    """Prints both kinds of error, for the pairs that count and for those that the rules were made from."""
    for title, name in (("Names, held out", "name_pairs.txt"), ("Names, tuned on", "name_pairs_tuning.txt")):
        found = errors(pairs(UNIT / name))
        share, missed = found.false_matches / found.different, found.false_non_matches / found.same
        show(
            title,
            [
                Figure("false matches", f"{found.false_matches} of {found.different} ({share:.1%})", "≤ 2 %"),
                Figure("false non-matches", f"{found.false_non_matches} of {found.same} ({missed:.1%})", "≤ 5.5 %"),
            ],
        )
