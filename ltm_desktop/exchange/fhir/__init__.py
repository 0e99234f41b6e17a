"""FHIR R4B: what other systems say of laboratory results."""
