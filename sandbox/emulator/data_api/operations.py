"""The Data API's operations, each from what a request says to what is sent back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from sandbox.emulator.data_api.admission import Login, admitted
from sandbox.emulator.data_api.fields import formatted, records
from sandbox.emulator.data_api.metadata import metadata
from sandbox.emulator.data_api.parameters import Prepared, prepare
from sandbox.emulator.data_api.transactions import Transactions
from sandbox.emulator.databases.fleet import Fleet
from sandbox.emulator.postgres.connection import Connection, Failed, Result, Unreachable
from sandbox.emulator.requests.answers import Given, Refused
from sandbox.emulator.requests.calls import Call
from sandbox.emulator.world import World

Act: TypeAlias = Callable[[Login, Given], Mapping[str, Any]]
DEFAULT_DATABASE = "postgres"
TIMED_OUT, NO_TRANSACTION, UNKNOWN_WORD = "57014", "25001", "28P01"
TIME_OUT = "set statement_timeout = '45s'"
FATAL = ("28", "3D")
LARGEST_BYTES = 1024 * 1024
READING = ("select", "with", "values", "table", "show", "explain")


@dataclass(frozen=True)
class DataApi:
    """Answers requests; ``transactions`` are those that are open between them."""

    world: World
    fleet: Fleet
    transactions: Transactions

    def operations(self) -> Mapping[str, Act]:
        """What it answers."""
        return {
            "ExecuteStatement": self._execute,
            "BatchExecuteStatement": self._batch,
            "BeginTransaction": self._begin,
            "CommitTransaction": lambda login, given: self._end(login, given, "commit"),
            "RollbackTransaction": lambda login, given: self._end(login, given, "rollback"),
        }

    def answer(self, asked: Call, given: Given) -> Mapping[str, Any]:
        """Answer a request. Raises ``Refused`` as the service words it."""
        if given.get("schema"):
            raise Refused("BadRequestException", "The schema parameter isn't supported")
        login = admitted(asked, given, self.world.faults)
        try:
            return self.operations()[asked.operation](login, given)
        except Failed as error:
            raise _refusal(error) from error
        except Unreachable as error:
            raise Refused("DatabaseUnavailableException", str(error)) from error

    def _execute(self, login: Login, given: Given) -> Mapping[str, Any]:
        statement = prepare(given["sql"], given.get("parameters") or [])
        return self._run(login, given, lambda session: _executed(session, statement, given))

    def _batch(self, login: Login, given: Given) -> Mapping[str, Any]:
        statements = [prepare(given["sql"], each) for each in given.get("parameterSets") or [[]]]

        def execute(session: Connection) -> Mapping[str, Any]:
            for each in statements:
                session.run(each.sql, each.values, each.types)
            return {"updateResults": [{"generatedFields": []} for _ in statements]}

        return self._run(login, given, execute)

    def _begin(self, login: Login, given: Given) -> Mapping[str, Any]:
        session = self._session(login, given)
        session.run("begin")
        return {"transactionId": self.transactions.begin(given["resourceArn"], session)}

    def _end(self, login: Login, given: Given, how: str) -> Mapping[str, Any]:
        transaction = self.transactions.take(given["transactionId"], given["resourceArn"])
        with transaction.lock, transaction.connection as session:
            if how == "commit":
                self._commit(login, session)
            else:
                session.run("rollback")
        done = {"commit": "Transaction Committed", "rollback": "Rollback Complete"}
        return {"transactionStatus": done[how]}

    def _run(
        self, login: Login, given: Given, act: Callable[[Connection], Mapping[str, Any]]
    ) -> Mapping[str, Any]:
        """Do something in the transaction that is named, or in one of its own."""
        if given.get("transactionId"):
            transaction = self.transactions.of(given["transactionId"], given["resourceArn"])
            with transaction.lock:
                return act(transaction.connection)
        with self._session(login, given) as session:
            session.run("begin")
            try:
                done = act(session)
            except Failed as error:
                if error.state != NO_TRANSACTION:
                    raise
                return self._alone(login, session, act)
            self._commit(login, session)
            return done

    def _alone(
        self, login: Login, session: Connection, act: Callable[[Connection], Mapping[str, Any]]
    ) -> Mapping[str, Any]:
        """Do what PostgreSQL does in no transaction, such as making a database."""
        session.run("rollback")
        done: list[Mapping[str, Any]] = []
        volume = self.fleet.volume(login.cluster)
        volume.commit(session, lambda: done.append(act(session)), self.world.clock.now)
        return done[0]

    def _commit(self, login: Login, session: Connection) -> None:
        volume = self.fleet.volume(login.cluster)
        volume.commit(session, lambda: _run_commit(session), self.world.clock.now)

    def _session(self, login: Login, given: Given) -> Connection:
        database = given.get("database") or login.cluster.get("DatabaseName") or DEFAULT_DATABASE
        session = self.fleet.connect(login.cluster, login.user, login.password, database)
        if not given.get("continueAfterTimeout"):
            session.run(TIME_OUT)
        return session


def _run_commit(session: Connection) -> None:
    """Commit; of a transaction in which something failed PostgreSQL makes a rollback without a word."""
    state = "25P02"
    with suppress(Failed):
        session.run("select 1")
        state = ""
    if state:
        session.run("rollback")
        raise Failed(state, "current transaction is aborted, commands ignored until end of transaction block")
    session.run("commit")


def _executed(session: Connection, statement: Prepared, given: Given) -> Mapping[str, Any]:
    result = session.run(statement.sql, statement.values, statement.types)
    if result.columns is None:
        return {"generatedFields": [], "numberOfRecordsUpdated": max(result.count, 0)}
    answer = _rows(session, result, given)
    if len(json.dumps(answer)) > LARGEST_BYTES:
        raise Refused(
            "UnsupportedResultException", "Database returned more than the allowed response size limit"
        )
    return answer


def _rows(session: Connection, result: Result, given: Given) -> Mapping[str, Any]:
    options = given.get("resultSetOptions") or {}
    reads = given["sql"].lstrip(" \t\r\n(").lower().startswith(READING)
    count = 0 if reads else max(result.count, 0)
    updated: dict[str, Any] = {"generatedFields": [], "numberOfRecordsUpdated": count}
    if given.get("formatRecordsAs") == "JSON" and reads:
        return {**updated, "formattedRecords": formatted(result, options)}
    described = {"columnMetadata": metadata(result, session)} if given.get("includeResultMetadata") else {}
    return {**updated, **described, "records": records(result, options)}


def _refusal(error: Failed) -> Refused:
    severity = "FATAL" if error.state.startswith(FATAL) else "ERROR"
    position = f"; Position: {error.position}" if error.position else ""
    message = f"{severity}: {error}{position}; SQLState: {error.state}"
    if error.state == TIMED_OUT:
        return Refused("StatementTimeoutException", message)
    kind = "InvalidSecretException" if error.state == UNKNOWN_WORD else "DatabaseErrorException"
    return Refused(kind, message)
