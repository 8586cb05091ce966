"""A stack, a page and a drill that are there in name only, to see what the engine does with them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.credentials import Credentials

from runbooks.drill.engine import Drilling
from runbooks.drill.figures import Model
from runbooks.drill.load import Load
from runbooks.drill.model import Control, Drill, Phase, Step
from runbooks.drill.scene import Scene
from runbooks.drill.shell import Shell
from runbooks.drill.target import Answer, Target
from runbooks.drill.tolerance import Exactly
from runbooks.page import parsed

BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
OUTPUTS = {
    "region": "eu-west-1",
    "account": "123456789012",
    "suffix": "test",
    "tier": "staging",
    "allow_drills": False,
    "s3_bucket_name": "shelf",
    "s3_bucket_arn": "arn:aws:s3:::shelf",
    "objectives": {"deletion": {"rpo_minutes": 5, "rto_minutes": 60}},
}
PAGE = """# All is lost

## Is it really this?

### 1. Look

```sh
echo {s3_bucket_name}
```

Expect: `shelf`

Time limit: 5 min

## Recover

### 2. Mend

Time limit: 5 min

## Verify

### 3. See

Time limit: 5 min
"""


class FakeTarget(Target):
    """Answers everything well; time passes when it is waited for."""

    name = "sandbox"
    stack = "dev"
    beat = 30 * SECOND

    def __init__(self, outputs=None):
        self.outputs = OUTPUTS if outputs is None else outputs
        self.moment = BEGAN
        self.asked = []

    def client(self, service, region=None) -> Any:
        raise AssertionError(f"nothing asks {service} in {region}")

    def credentials(self):
        return Credentials("key", "secret")

    def url(self, path):
        return f"http://127.0.0.1/$default{path}"

    def store(self, path, *, plain=False):
        return f"http{'' if plain else 's'}://store{path}", {}

    def now(self):
        return self.moment

    def wait(self, time_to_pass):
        self.moment += time_to_pass

    def environment(self):
        return {"AWS_REGION": "eu-west-1"}

    def call(self, method, path, body=None, *, signer=None, headers=None):
        self.asked.append((method, path, body, signer, headers))
        return Answer(201 if method == "POST" else 200, {}, {"status": "healthy"})


class Acts:
    """What the steps of a drill do: each notes its name; one may fail, be interrupted or take time."""

    def __init__(self, **instead):
        self.taken = []
        self.instead = instead

    def act(self, name):
        def taken(scene):
            self.taken.append(name)
            return self.instead[name](scene) if name in self.instead else None

        return taken


def a_drill(acts, **changed):
    """A drill of the page above, with a step of each phase."""
    steps = (
        Step("S1", Phase.STEADY, "All is well", "why", MINUTE, acts.act("S1")),
        Step("I1", Phase.INJECT, "Break it", "why", MINUTE, acts.act("I1")),
        Step("1", Phase.DETECT, "Look", "why", 5 * MINUTE),
        Step("2", Phase.RECOVER, "Mend", "why", 5 * MINUTE, acts.act("2")),
        Step("3", Phase.VERIFY, "See", "why", 5 * MINUTE, acts.act("3"), changed.get("wanted"), until=True),
        Step("C1", Phase.CLEAN_UP, "Undo", "why", MINUTE, acts.act("C1")),
        Step("C2", Phase.CLEAN_UP, "Take away", "why", MINUTE, acts.act("C2"), own=True),
    )
    return Drill(
        scenario="all-lost",
        threat="everything",
        disruption=changed.get("disruption", "deletion"),
        steps=changed.get("steps", steps),
        control=changed.get(
            "control", Control("broken", "why", acts.act("begin"), acts.act("end"), "3", "not there")
        ),
        published=(),
        model=Model((), None, ""),
        limits=(),
        needs_database=changed.get("needs_database", False),
    )


def a_page(folder, text=PAGE):
    return parsed(folder / "all_lost.md", text)


def a_scene(folder, target=None):
    target = target or FakeTarget()
    return Scene(target, Load(target, "drill-test"), Shell(target.environment(), folder))


def run(acts, scene, folder, **changed):
    """Run the drill of these acts; return what came of it, and each step that was told."""
    told = []
    page = a_page(folder, changed.pop("page", PAGE))
    done = changed.pop("done", ())
    found = Drilling(a_drill(acts, **changed), page, scene, told.append, done).run()
    return found, told


def of(found, label):
    return next(each for each in found.outcomes if each.label == label)


def lets_pass(span):
    return lambda scene: scene.target.wait(span)


def raises(error):
    def act(_scene):
        raise error

    return act


NEVER = Exactly("there")
