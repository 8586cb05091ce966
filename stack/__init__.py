"""The disaster-recovery system as a Pulumi program: settings -> components -> outputs."""
