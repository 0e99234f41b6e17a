"""Toxicity of one patient."""
