"""Zones: which aisles make one, who works where, how orders pass through several, and the put wall behind them."""
