"""The pack bench: every unit verified, the parcel weighed, labelled, and closed by scanning its label."""
