"""What the centre holds about people besides their badges: PINs, and the trace of what they were refused."""
