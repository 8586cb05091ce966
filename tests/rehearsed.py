"""Made-up reports of drills, one for each way in which a drill ends, and a history of rehearsals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from runbooks.drill.alarms import Spell, Watch
from runbooks.drill.figures import Evidence, Figure, Model, Part
from runbooks.drill.load import Beat
from runbooks.drill.losses import Losses
from runbooks.drill.report import Identity, Objective, Outcome, Report, Status, Timeline, Verdict
from runbooks.reports.history import Past

BEGAN = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
MADE = datetime(2026, 11, 19, 23, 59, 1, tzinfo=UTC)
"""A sandbox's clock runs ahead of the machine's."""
BEAT = timedelta(seconds=30)


def after(minutes, seconds=0.0):
    return BEGAN + timedelta(minutes=minutes, seconds=seconds)


def outcome(label, phase, title, span, found="", **more):
    return Outcome(
        label=label,
        phase=phase,
        title=title,
        why=f"Why {title.lower()}.",
        status=Status.HELD,
        started=after(span[0]),
        ended=after(span[1]),
        found=found,
        **more,
    )


COMMAND = "aws dynamodb restore-table-to-point-in-time \\\n  --target-table-name orders-restored"
OUTCOMES = (
    outcome("S1", "steady state", "The API is healthy", (0, 0.5), "healthy", wanted="'healthy'"),
    outcome("S2", "steady state", "No alarm rings", (0.5, 4), "[]", wanted="[]"),
    outcome("I1", "inject", "Items are overwritten", (10, 10.2), requests=("REQ-1 200", "REQ-2 200")),
    outcome("1", "detect", "The alarm has called", (10.2, 16.5), "Threshold crossed", wanted="something"),
    outcome("2", "detect", "Look at the items", (16.5, 17), "corrupted", commands=("aws dynamodb scan",)),
    outcome(
        "3", "recover", "Restore the table", (18, 31), "ACTIVE", commands=(COMMAND,), requests=("REQ-3 200",)
    ),
    replace(
        outcome("4", "recover", "No drift is left", (31, 31)),
        status=Status.ACCOUNT_ONLY,
        started=None,
        ended=None,
        found="the Pulumi CLI needs an account",
    ),
    outcome("5", "verify", "The API is healthy again", (31, 32), "healthy", wanted="'healthy'"),
    outcome("6", "verify", "No more is lost than is promised", (32, 33.05), "2", wanted="at most 5"),
    outcome("C1", "clean up", "The old table is deleted", (33.05, 34)),
    outcome(
        "C2",
        "clean up",
        "The drill's subscriber and records are taken away",
        (34, 35),
        requests=("REQ-4 204",),
    ),
)
BEATS = tuple(
    Beat(
        at=BEGAN + number * BEAT,
        number=number + 1,
        written=not 21 <= number <= 40,
        healthy=not 21 <= number <= 61,
    )
    for number in range(68)
)
IDENTITY = Identity(
    drill_id="items-corrupted-20261120-080000-ab12",
    target="sandbox",
    stack="dev",
    account="123456789012",
    region="us-east-1",
    resources=("arn:aws:dynamodb:us-east-1:123456789012:table/orders", "https://api.test/v1"),
    commit="0123456789abcdef0123456789abcdef01234567",
    modified=True,
    stack_hash="a" * 64,
    page_hash="b" * 64,
    drill_hash="c" * 64,
    operator="ada",
)
PASSED = Report(
    scenario="items-corrupted",
    title="Items are corrupted or deleted",
    threat="A bad deploy overwrites items: what is read is wrong.",
    identity=IDENTITY,
    evidence=Evidence.SANDBOX,
    verdict=Verdict.PASSED,
    reasons=(),
    started=BEGAN,
    ended=after(35),
    made=MADE,
    outcomes=OUTCOMES,
    timeline=Timeline(after(10), after(17), after(17.5), after(18), after(31), after(33.05), after(35)),
    promised=Objective("corruption", timedelta(minutes=5), timedelta(hours=1)),
    published=(
        Figure("DynamoDB PITR", timedelta(minutes=5), None, "95 % of restores in < 1 h", "DynamoDB guide"),
    ),
    model=Model(
        (
            Part("detect", timedelta(minutes=6), "alarm: 1 period of 5 minutes"),
            Part("decide", timedelta(minutes=5), "the page's own allowance"),
            Part("recover", None, "not published"),
            Part("verify", timedelta(minutes=1), "one request"),
        ),
        timedelta(minutes=5),
        "LatestRestorableDateTime",
    ),
    losses=Losses(48, (20, 21), timedelta(minutes=1), after(10), after(9)),
    beats=BEATS,
    limits=("How long AWS takes to restore a table of this size.",),
    left_behind=(),
    alarms=("dr-dev-unhealthy-alarm: ALARM at 08:16",),
    watch=Watch(
        after(4),
        after(35),
        (
            Spell("dr-dev-unhealthy-alarm", "OK", None, after(16)),
            Spell("dr-dev-unhealthy-alarm", "ALARM", after(16), after(32.5)),
            Spell("dr-dev-unhealthy-alarm", "OK", after(32.5), None),
            Spell("dr-dev-api-5xx-alarm", "ALARM", after(18), None),
            Spell("dr-dev-api-5xx-alarm", "INSUFFICIENT_DATA", None, after(30)),
            Spell("dr-dev-api-5xx-alarm", "OK", after(30), None),
        ),
    ),
)


def cut(report, label, found, verdict):
    """Let a step fail, and those behind it not be run, but for the clean-up."""
    place = [each.label for each in report.outcomes].index(label)
    outcomes = [
        replace(each, status=Status.FAILED, found=found)
        if number == place
        else replace(each, status=Status.NOT_RUN, started=None, ended=None, found="", requests=())
        if number > place and (each.phase != "clean up" or verdict is Verdict.NOT_STEADY)
        else each
        for number, each in enumerate(report.outcomes)
    ]
    failed = outcomes[place]
    return replace(
        report,
        outcomes=tuple(outcomes),
        verdict=verdict,
        reasons=(f"{label}. {failed.title}: {found}",),
        losses=None,
    )


LATE = "waited 20 min for this, which did not happen: The alarm has called; found '' <&> | \x1b[31mred"
FAILED = replace(
    cut(PASSED, "1", LATE, Verdict.FAILED),
    timeline=Timeline(injected=after(10), cleaned=after(35)),
)
NOT_STEADY = replace(
    cut(PASSED, "S2", "found ['dr-dev-unhealthy-alarm']; wanted []", Verdict.NOT_STEADY),
    timeline=Timeline(),
    ended=after(4),
    beats=BEATS[:9],
    alarms=(),
    watch=Watch(),
)
INTERRUPTED = replace(
    cut(PASSED, "3", "interrupted", Verdict.INTERRUPTED),
    timeline=Timeline(after(10), after(17), after(17.5), after(18), cleaned=after(35)),
    left_behind=("C1. The old table is deleted: AccessDenied",),
)
UNPROMISED = replace(PASSED, promised=Objective("", None, None))
BROKEN = replace(
    PASSED,
    verdict=Verdict.FAILED,
    promised=Objective("corruption", timedelta(seconds=30), timedelta(minutes=20)),
    reasons=(
        f"RPO: 1 min ({Evidence.SANDBOX}); promised 30 s",
        f"RTO: 23 min 3 s ({Evidence.SANDBOX}); promised 20 min",
    ),
)
CONTROL = replace(
    FAILED,
    identity=replace(IDENTITY, drill_id="items-corrupted-20261120-090000-cd34"),
    verdict=Verdict.PASSED,
    control="the alarm's action is switched off",
)
UNBEGUN = replace(
    CONTROL,
    verdict=Verdict.FAILED,
    outcomes=(),
    timeline=Timeline(),
    beats=(),
    ended=BEGAN,
    alarms=(),
    watch=Watch(),
    reasons=('the control "the alarm\'s action is switched off" could not begin: ClientError: Throttled',),
    left_behind=('the control "the alarm\'s action is switched off" is not undone: ClientError: Throttled',),
)
ACCOUNT = replace(PASSED, evidence=Evidence.ACCOUNT, identity=replace(IDENTITY, target="aws"))
ENDS = {
    "passed": PASSED,
    "failed": FAILED,
    "not steady": NOT_STEADY,
    "interrupted": INTERRUPTED,
    "without promise": UNPROMISED,
    "promise broken": BROKEN,
    "control": CONTROL,
    "control not begun": UNBEGUN,
    "account": ACCOUNT,
}


def past(day, rto, rpo, **changed):
    run = Past(
        scenario="items-corrupted",
        at=BEGAN + timedelta(days=day),
        commit=f"{int(day) % 10}" * 40,
        modified=False,
        target="sandbox",
        evidence=Evidence.SANDBOX,
        rto=timedelta(minutes=rto),
        rpo=timedelta(minutes=rpo),
        verdict=Verdict.PASSED,
        control=Verdict.PASSED,
    )
    return replace(run, **changed)


HISTORY = (
    past(1, 31, 4),
    past(2, 28, 4.5, verdict=Verdict.FAILED),
    past(3, 25.5, 1),
    past(4, 51, 3, evidence=Evidence.ACCOUNT, target="aws"),
    past(5, 23.05, 1),
    past(6, 9, 9, scenario="table-dropped"),
)
