"""Whatever is installed was chosen: two machines that install the same commit run the same versions."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
NAMED = [
    *PROJECT["project"]["dependencies"],
    *(line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines),
    *(line for lines in PROJECT["dependency-groups"].values() for line in lines),
]


def pins() -> dict[str, str]:
    """Versions by name, as far as this Python is meant."""
    wanted = map(Requirement, [*NAMED, *PROJECT["tool"]["uv"]["constraint-dependencies"]])
    return {
        canonicalize_name(one.name): str(one.specifier) for one in wanted if one.marker is None or one.marker.evaluate()
    }


def pulled_in() -> dict[str, str]:
    """The installed version of all that is named, and of all that it needs here in its turn."""
    found: dict[str, str] = {}
    waiting = list(map(Requirement, NAMED))
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
        waiting += [
            needed
            for needed in map(Requirement, requires(name) or ())
            if canonicalize_name(needed.name) not in found and _is_wanted(needed, one.extras)
        ]
    return found


def _is_wanted(needed: Requirement, extras: set[str]) -> bool:
    return needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras))


def test_everything_that_is_installed_is_pinned() -> None:
    pinned = pins()

    loose = {name: f"=={found}" for name, found in pulled_in().items() if pinned.get(name) != f"=={found}"}

    assert not loose, "pin these in pyproject.toml: what is used itself above, what others pull in as a constraint"
