"""What each deed does to the books, one small function a deed."""
