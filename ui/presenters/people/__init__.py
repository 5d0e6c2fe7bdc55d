"""What the screens about people think: who has a PIN, and giving one."""
