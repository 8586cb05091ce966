"""A handbook as a static website: S3 behind CloudFront, with a certificate of its own."""

import json

import pulumi
import pulumi_aws as aws

config = pulumi.Config()
domain = config.require("domain")
zone = aws.route53.get_zone(name=domain.partition(".")[2])
tags = {"project": pulumi.get_project(), "stack": pulumi.get_stack()}

# The pages. CloudFront fetches them from the website endpoint, so that /guides/ finds its index.
pages = aws.s3.Bucket(
    "pages",
    bucket=domain,
    acl="public-read",
    website={"index_document": "index.html", "error_document": "404.html"},
    versioning={"enabled": True},
    cors_rules=[{"allowed_methods": ["GET"], "allowed_origins": [f"https://{domain}"]}],
    tags=tags,
)
for page, kind in {"index.html": "text/html", "404.html": "text/html", "style.css": "text/css"}.items():
    aws.s3.BucketObject(
        page,
        bucket=pages.id,
        key=page,
        acl="public-read",
        content_type=kind,
        source=pulumi.FileAsset(f"public/{page}"),
        opts=pulumi.ResourceOptions(parent=pages),
    )
aws.s3.BucketPolicy(
    "pages-readable",
    bucket=pages.id,
    policy=pages.arn.apply(
        lambda arn: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": "*",
                        "Action": ["s3:GetObject"],
                        "Resource": [f"{arn}/*"],
                    }
                ],
            }
        )
    ),
)

# Who read what, in the form of the years in which the bucket's settings were split from it.
logs = aws.s3.BucketV2("logs", bucket=f"{domain}-logs", tags=tags)
owner = aws.s3.BucketOwnershipControls(
    "logs", bucket=logs.id, rule={"object_ownership": "BucketOwnerPreferred"}
)
aws.s3.BucketAclV2(
    "logs", bucket=logs.id, acl="log-delivery-write", opts=pulumi.ResourceOptions(depends_on=[owner])
)
aws.s3.BucketLifecycleConfigurationV2(
    "logs",
    bucket=logs.id,
    rules=[{"id": "expire", "status": "Enabled", "filter": {"prefix": ""}, "expiration": {"days": 90}}],
)

# CloudFront takes certificates from one region only.
east = pulumi.ResourceOptions(provider=aws.Provider("east", region="us-east-1"))
certificate = aws.acm.Certificate("site", domain_name=domain, validation_method="DNS", tags=tags, opts=east)
proof = certificate.domain_validation_options[0]
proven = aws.route53.Record(
    "certificate",
    zone_id=zone.zone_id,
    name=proof.resource_record_name,
    type=proof.resource_record_type,
    records=[proof.resource_record_value],
    ttl=600,
)
validation = aws.acm.CertificateValidation(
    "site", certificate_arn=certificate.arn, validation_record_fqdns=[proven.fqdn], opts=east
)

cdn = aws.cloudfront.Distribution(
    "site",
    enabled=True,
    aliases=[domain],
    default_root_object="index.html",
    origins=[
        {
            "origin_id": pages.arn,
            "domain_name": pages.website_endpoint,
            "custom_origin_config": {
                "origin_protocol_policy": "http-only",
                "http_port": 80,
                "https_port": 443,
                "origin_ssl_protocols": ["TLSv1.2"],
            },
        }
    ],
    default_cache_behavior={
        "target_origin_id": pages.arn,
        "viewer_protocol_policy": "redirect-to-https",
        "allowed_methods": ["GET", "HEAD", "OPTIONS"],
        "cached_methods": ["GET", "HEAD"],
        "forwarded_values": {"query_string": False, "cookies": {"forward": "none"}},
        "default_ttl": 600,
    },
    restrictions={"geo_restriction": {"restriction_type": "none"}},
    viewer_certificate={
        "acm_certificate_arn": validation.certificate_arn,
        "ssl_support_method": "sni-only",
    },
    logging_config={"bucket": logs.bucket_domain_name, "prefix": "site/"},
    tags=tags,
)
aws.route53.Record(
    "site",
    zone_id=zone.zone_id,
    name=domain,
    type="A",
    aliases=[{"name": cdn.domain_name, "zone_id": cdn.hosted_zone_id, "evaluate_target_health": False}],
)

pulumi.export("url", f"https://{domain}")
pulumi.export("bucket", pages.bucket)
