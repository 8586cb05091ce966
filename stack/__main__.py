"""Where the Pulumi CLI enters: it starts this file inside ``stack`` and knows of no package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from stack.program import main

main()
