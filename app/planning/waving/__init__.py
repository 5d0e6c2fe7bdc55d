"""Which orders to release next: what must go now, then what fits with it best, and never more than people can do."""
