"""Label templates: files that say what stands where, read and checked whole before anything is printed."""
