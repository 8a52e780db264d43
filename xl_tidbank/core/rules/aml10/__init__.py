"""Working time, rest and overtime: aml. chapter 10."""
