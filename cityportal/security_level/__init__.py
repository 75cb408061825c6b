"""What information security of a level asks for, as far as this software decides it: state, evidence, what to do."""
