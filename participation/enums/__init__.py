"""Enumerations that models, verbs and screens share."""
