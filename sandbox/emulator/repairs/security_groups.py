"""Rules that name prefix lists, and the rule that lets a VPC's default group talk to itself.

ministack drops the prefix lists of a rule, so that two rules that differ by nothing else become one; and it
lets nothing into a default group.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from sandbox.emulator.requests.operations import Answer
from sandbox.emulator.world import World

Given: TypeAlias = dict[str, list[str]]
Rule: TypeAlias = dict[str, Any]
PEERS = ("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs")


def install(_: World) -> None:
    """Keep prefix lists, a rule for each, and let default groups in what comes from themselves."""
    from ministack.services import ec2  # noqa: PLC0415 it reads the environment when it is loaded

    own = vars(ec2)
    own["_parse_ip_permissions"] = _parsing(own["_parse_ip_permissions"])
    own["_sg_rule_xml"] = _writing(own["_sg_rule_xml"])
    own["_ACTION_MAP"]["CreateVpc"] = _creating(own, own["_ACTION_MAP"]["CreateVpc"])


def _parsing(beneath: Callable[[Given, str], list[Rule]]) -> Callable[[Given, str], list[Rule]]:
    def parsed(given: Given, prefix: str) -> list[Rule]:
        rules: list[Rule] = []
        for number, rule in enumerate(beneath(given, prefix), start=1):
            lists = list(_prefix_lists(given, f"{prefix}.{number}.PrefixListIds"))
            if not lists or any(rule[peers] for peers in PEERS):
                rules.append(rule)
            rules.extend({**rule, **dict.fromkeys(PEERS, ()), "PrefixListIds": [each]} for each in lists)
        return rules

    return parsed


def _prefix_lists(given: Given, prefix: str) -> Iterator[dict[str, str]]:
    number = 1
    while identity := given.get(f"{prefix}.{number}.PrefixListId"):
        description = given.get(f"{prefix}.{number}.Description")
        yield {
            "PrefixListId": identity[0],
            **({"Description": description[0]} if description else {}),
        }
        number += 1


def _writing(beneath: Callable[[str, Rule, bool], str]) -> Callable[..., str]:
    def written(group: str, rule: Rule, is_egress: bool = False) -> str:  # noqa: FBT001, FBT002 its signature
        items = beneath(group, rule, is_egress)
        for each in rule.get("PrefixListIds", ()):
            items = items.replace("</item>", f"<prefixListId>{each['PrefixListId']}</prefixListId></item>")
        return items

    return written


def _creating(own: dict[str, Any], beneath: Callable[[Given], Answer]) -> Callable[[Given], Answer]:
    def created(given: Given) -> Answer:
        answer = beneath(given)
        found = re.search(rb"<vpcId>([^<]+)", answer[2])
        if found:
            group = own["_security_groups"][own["_vpcs"][found[1].decode()]["DefaultSecurityGroupId"]]
            itself = {"UserIdGroupPairs": [{"GroupId": group["GroupId"]}]}
            group["IpPermissions"].append({"IpProtocol": "-1", **dict.fromkeys(PEERS, ()), **itself})
        return answer

    return created
