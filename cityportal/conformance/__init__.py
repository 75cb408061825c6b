"""Whether one portal meets the common standards of the city (Regulation 18.2): named checks, and what to do next."""
