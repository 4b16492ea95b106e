"""What things are called: every Danish word and sentence that more than one output shares."""
