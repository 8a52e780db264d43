"""The surplus bank: hours over the day's capacity that the employee is owed (items 48-60; B27-B29, B31, B32).

It stands beside the tidbank and is never added to it: opposite signs, opposite ends (B28). Capacity in force
(kapasitet.py) and recorded hours (okter.py) meet day by day in the account (konto.py).
"""

from .kapasitet import innskudd
from .konto import AUTOMATISK, Timebankkonto
from .okter import okttimer

__all__ = ["AUTOMATISK", "Timebankkonto", "innskudd", "okttimer"]
