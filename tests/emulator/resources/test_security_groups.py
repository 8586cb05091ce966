"""Security groups as AWS would have them, read back."""

import pytest

from sandbox.errors import SandboxError
from sandbox.resources import kinds

GROUP = "aws:ec2/securityGroup:SecurityGroup"
DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
ARN = "arn:aws:ec2:us-west-2:123456789012"


@pytest.fixture(scope="module")
def vpc(make):
    return make("aws:ec2/vpc:Vpc", cidrBlock="10.0.0.0/16")


@pytest.fixture
def group(make, vpc, request):
    return make(
        GROUP, name=request.node.name, description="The function", vpcId=vpc.id, tags={"owner": "team"}
    )


def rules(client, group):
    filters = [{"Name": "group-id", "Values": [group]}]
    return client("ec2").describe_security_group_rules(Filters=filters)["SecurityGroupRules"]


def test_a_group_lets_nothing_through_by_itself(group, vpc, client):
    (found,) = client("ec2").describe_security_groups(GroupIds=[group.id])["SecurityGroups"]
    assert group.outputs["arn"] == f"{ARN}:security-group/{group.id}"
    assert found["Description"] == group.outputs["description"] == "The function"
    assert found["VpcId"] == vpc.id
    assert found["IpPermissions"] == found["IpPermissionsEgress"] == []
    assert found["Tags"] == [{"Key": "owner", "Value": "team"}]


def test_the_default_group_is_left_without_a_rule(make, vpc, client):
    """By itself ministack gives the group no ingress that could be taken away."""
    identity = vpc.outputs["defaultSecurityGroupId"]
    assert [each["IsEgress"] for each in rules(client, identity)] == [False, True]
    made = make(DEFAULT_GROUP, vpcId=vpc.id, ingress=[], egress=[], tags={"Name": "default"})
    assert made.id == identity
    assert made.outputs["name"] == "default"
    assert rules(client, identity) == []
    (found,) = client("ec2").describe_security_groups(GroupIds=[identity])["SecurityGroups"]
    assert found["Tags"] == [{"Key": "Name", "Value": "default"}]


def test_rules_that_stand_within_a_group_are_refused(place):
    with pytest.raises(SandboxError, match=r"egress is \[{'protocol': '-1'}\]; wanted none"):
        kinds()[DEFAULT_GROUP].create(place, {"vpcId": "vpc-1", "egress": [{"protocol": "-1"}]})
    assert {"ingress", "egress"} & kinds()[GROUP].inputs == set()


def test_rules_that_differ_only_by_prefix_list_are_two(make, group, client):
    """By itself ministack drops the lists, and takes the second rule for the first."""
    lists = client("ec2").describe_prefix_lists()["PrefixLists"][:2]
    made = [
        make(
            EGRESS,
            securityGroupId=group.id,
            description=f"HTTPS to {each['PrefixListName']}",
            ipProtocol="tcp",
            fromPort=443.0,
            toPort=443.0,
            prefixListId=each["PrefixListId"],
            tags={"owner": "team"},
        )
        for each in lists
    ]
    assert rules(client, group.id) == [
        {
            "SecurityGroupRuleId": rule.id,
            "GroupId": group.id,
            "GroupOwnerId": "123456789012",
            "IsEgress": True,
            "IpProtocol": "tcp",
            "FromPort": 443,
            "ToPort": 443,
            "PrefixListId": each["PrefixListId"],
            "Description": f"HTTPS to {each['PrefixListName']}",
            "Tags": [{"Key": "owner", "Value": "team"}],
            "SecurityGroupRuleArn": f"{ARN}:security-group-rule/{rule.id}",
        }
        for each, rule in zip(lists, made, strict=True)
    ]
    assert [each.outputs["arn"] for each in made] == [
        each["SecurityGroupRuleArn"] for each in rules(client, group.id)
    ]


def test_a_permission_for_addresses_and_prefix_lists_becomes_a_rule_for_each(group, client):
    lists = [each["PrefixListId"] for each in client("ec2").describe_prefix_lists()["PrefixLists"][:2]]
    permission = {
        "IpProtocol": "tcp",
        "FromPort": 443,
        "ToPort": 443,
        "IpRanges": [{"CidrIp": "10.0.0.0/8"}],
        "PrefixListIds": [{"PrefixListId": each} for each in lists],
    }
    client("ec2").authorize_security_group_egress(GroupId=group.id, IpPermissions=[permission])
    found = rules(client, group.id)
    assert [each.get("CidrIpv4") for each in found] == ["10.0.0.0/8", None, None]
    assert [each.get("PrefixListId") for each in found] == [None, *lists]
    client("ec2").revoke_security_group_egress(GroupId=group.id, IpPermissions=[permission])
    assert rules(client, group.id) == []


def test_a_rule_lets_in_from_another_group(make, group, vpc, client):
    made = make(
        INGRESS,
        securityGroupId=group.id,
        ipProtocol="tcp",
        fromPort=5432.0,
        toPort=5432.0,
        referencedSecurityGroupId=vpc.outputs["defaultSecurityGroupId"],
    )
    (found,) = rules(client, group.id)
    assert found["SecurityGroupRuleId"] == made.id
    assert found["IsEgress"] is False
    assert found["ReferencedGroupInfo"]["GroupId"] == vpc.outputs["defaultSecurityGroupId"]


def test_only_a_rules_tags_can_change(make, change, group, client):
    asked = {"securityGroupId": group.id, "ipProtocol": "-1", "cidrIpv4": "10.0.0.0/8"}
    made = make(EGRESS, **asked, tags={"a": "1"})
    change(EGRESS, made, **asked, tags={"b": "2"})
    (found,) = rules(client, group.id)
    assert found["CidrIpv4"] == "10.0.0.0/8"
    assert found["Tags"] == [{"Key": "b", "Value": "2"}]
    with pytest.raises(SandboxError, match=r"cidrIpv4 is '10.0.0.0/8' and cannot become '0.0.0.0/0'"):
        change(EGRESS, made, **{**asked, "cidrIpv4": "0.0.0.0/0"})
