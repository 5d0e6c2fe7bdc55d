"""Bookkeeping: what every deed does to stock, orders, walks and parcels, as pure functions over rows in memory."""
