"""What is printed on each kind of label and paper: plain records, filled by whoever asks for one."""
