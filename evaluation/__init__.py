"""Measuring the extraction on annotated lines, and learning the weights of its models."""
