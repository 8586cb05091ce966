"""A Pulumi program's resources as a Terraform plan, for what reads Terraform plans."""
