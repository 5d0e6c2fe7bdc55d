"""A wave before it goes: its walks as they are drawn, what each method would cost, an order moved to another walk."""
