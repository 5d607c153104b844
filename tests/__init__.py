"""The tests. Where no bytecode may be written beside the code, it is kept with what pytest keeps: each of the many
processes that are started would spend seconds on reading the code anew. This is read before the code is."""

import os
import sys
from pathlib import Path

if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    sys.dont_write_bytecode = False
    kept = Path(__file__).parent.parent / ".pytest_cache" / "bytecode"
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(kept)
