"""Who people are and what they may do: PINs given out and proved, and the rights every service asks for."""
