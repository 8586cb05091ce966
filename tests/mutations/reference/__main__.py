"""Where the Pulumi CLI enters: it starts this file in its folder and knows of no package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.mutations.reference.program import main

main()
