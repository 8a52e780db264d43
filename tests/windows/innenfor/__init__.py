"""Run by the Windows Python: a client that calls as the workbook's VBA does, and Excel's objects as COM objects."""

import sys

# Read by pywin32 when it starts: questions back come in on threads of their own. Wine lets each wait in a queue else.
sys.coinit_flags = 0  # type: ignore[attr-defined]
