"""Promises: what only the centre may say yes to, each in one guarded transaction, so nothing is promised twice."""
