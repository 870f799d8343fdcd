"""The evidence as FHIR R5 resources: plain objects, checked in tests against HL7's own tables."""
