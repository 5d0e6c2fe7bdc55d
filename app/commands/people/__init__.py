"""Commands about people and what proves who they are."""
