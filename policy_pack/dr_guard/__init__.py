"""Controls for disaster recovery on AWS, as a Pulumi policy pack."""
