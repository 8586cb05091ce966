"""The API of a region, and its certificate and domain name there."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tests.mutations.reference.place import HOST, Place


@dataclass(frozen=True)
class Front:
    """Where an API is called: its id, and what a record leads to."""

    api: aws.apigatewayv2.Api
    domain: aws.apigatewayv2.DomainName


def front(
    place: Place, zone: aws.route53.Zone, called: aws.lambda_.Function, key_arn: pulumi.Output[str]
) -> Front:
    """Make the API of a region and its domain name."""
    api = _api(place, called)
    stage = _stage(place, api, key_arn)
    domain = aws.apigatewayv2.DomainName(
        place.called("orders"),
        domain_name=HOST,
        domain_name_configuration={
            "certificate_arn": _certificate(place, zone),
            "endpoint_type": "REGIONAL",
            "security_policy": "TLS_1_2",
        },
        mutual_tls_authentication={
            "truststore_uri": f"s3://example-documents-{place.name}/partners.pem",
        },
        opts=place.opts,
    )
    aws.apigatewayv2.ApiMapping(
        place.called("orders"),
        api_id=api.id,
        stage=stage.name,
        domain_name=domain.domain_name,
        opts=place.opts,
    )
    return Front(api, domain)


def _certificate(place: Place, zone: aws.route53.Zone) -> pulumi.Output[str]:
    certificate = aws.acm.Certificate(
        place.called("orders"),
        domain_name=HOST,
        validation_method="DNS",
        key_algorithm="EC_prime256v1",
        options={"certificate_transparency_logging_preference": "ENABLED"},
        opts=place.opts,
    )
    proof = certificate.domain_validation_options[0]
    record = aws.route53.Record(
        place.called("proof"),
        zone_id=zone.zone_id,
        name=proof.resource_record_name,
        type="CNAME",
        ttl=300,
        records=[proof.resource_record_value],
        allow_overwrite=True,
        opts=place.opts,
    )
    valid = aws.acm.CertificateValidation(
        place.called("orders"),
        certificate_arn=certificate.arn,
        validation_record_fqdns=[record.fqdn],
        opts=place.opts,
    )
    return valid.certificate_arn


def _api(place: Place, called: aws.lambda_.Function) -> aws.apigatewayv2.Api:
    name = place.called("orders")
    api = aws.apigatewayv2.Api(
        name,
        name=name,
        protocol_type="HTTP",
        disable_execute_api_endpoint=True,
        cors_configuration={"allow_origins": [f"https://{HOST}"], "allow_methods": ["POST"]},
        opts=place.opts,
    )
    integration = aws.apigatewayv2.Integration(
        name,
        api_id=api.id,
        integration_type="AWS_PROXY",
        integration_uri=called.invoke_arn,
        payload_format_version="2.0",
        opts=place.opts,
    )
    for noun, key, authorization in (("order", "POST /orders", "AWS_IAM"), ("health", "GET /health", "NONE")):
        aws.apigatewayv2.Route(
            place.called(noun),
            api_id=api.id,
            route_key=key,
            authorization_type=authorization,
            target=pulumi.Output.concat("integrations/", integration.id),
            opts=place.opts,
        )
    aws.lambda_.Permission(
        place.called("api"),
        action="lambda:InvokeFunction",
        function=called.name,
        principal="apigateway.amazonaws.com",
        source_arn=pulumi.Output.concat(api.execution_arn, "/*/*"),
        opts=place.opts,
    )
    return api


def _stage(place: Place, api: aws.apigatewayv2.Api, key_arn: pulumi.Output[str]) -> aws.apigatewayv2.Stage:
    name = place.called("orders")
    group = aws.cloudwatch.LogGroup(
        f"{name}-api",
        name=f"/api/{name}",
        retention_in_days=90,
        kms_key_id=key_arn,
        skip_destroy=True,
        opts=place.opts,
    )
    return aws.apigatewayv2.Stage(
        name,
        api_id=api.id,
        name="live",
        auto_deploy=True,
        access_log_settings={"destination_arn": group.arn, "format": '{"id":"$context.requestId"}'},
        default_route_settings={
            "throttling_burst_limit": 100,
            "throttling_rate_limit": 200,
            "detailed_metrics_enabled": True,
        },
        opts=place.opts,
    )
