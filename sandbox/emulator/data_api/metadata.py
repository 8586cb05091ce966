"""What the Data API says of a result's columns, as JDBC knows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.emulator.postgres.connection import Connection, Result

JDBC = {
    16: ("bool", -7),
    17: ("bytea", -2),
    18: ("char", 1),
    20: ("int8", -5),
    21: ("int2", 5),
    23: ("int4", 4),
    25: ("text", 12),
    26: ("oid", -5),
    114: ("json", 1111),
    700: ("float4", 7),
    701: ("float8", 8),
    1042: ("bpchar", 1),
    1043: ("varchar", 12),
    1082: ("date", 91),
    1083: ("time", 92),
    1114: ("timestamp", 93),
    1184: ("timestamptz", 93),
    1186: ("interval", 1111),
    1700: ("numeric", 2),
    2950: ("uuid", 1111),
    3802: ("jsonb", 1111),
}
OTHER = 1111
SIGNED = frozenset({20, 21, 23, 700, 701, 1700})
UNFOLDED = frozenset({17, 18, 25, 114, 1042, 1043, 2950, 3802})
"""Types of which upper and lower case differ."""
SIZES = {16: 1, 20: 19, 21: 5, 23: 10, 700: 8, 701: 17, 1082: 13, 1083: 15, 1114: 29, 1184: 35}
UNLIMITED, UNKNOWN = 2147483647, 2
LENGTH_HEADER = 4
ORIGIN = """
select relname, not attnotnull, pg_get_expr(adbin, adrelid) like 'nextval(%'
from pg_class
join pg_attribute on attrelid = pg_class.oid
left join pg_attrdef on adrelid = attrelid and adnum = attnum
where pg_class.oid = $1 and attnum = $2
"""


def metadata(result: Result, connection: Connection) -> list[dict[str, Any]]:
    """Return what there is to say of each column."""
    return [_column(column, connection) for column in result.columns or ()]


def _column(column: Mapping[str, Any], connection: Connection) -> dict[str, Any]:
    kind, modifier = column["type_oid"], column["type_modifier"]
    name, jdbc = JDBC.get(kind, ("", OTHER))
    precision, scale = _measure(kind, modifier)
    table, nullable, counting = _origin(column, connection)
    return {
        "name": column["name"],
        "label": column["name"],
        "type": jdbc,
        "typeName": name or connection.value("select typname from pg_type where oid = $1", str(kind)),
        "schemaName": "",
        "tableName": table,
        "isAutoIncrement": counting,
        "isSigned": kind in SIGNED,
        "isCurrency": False,
        "isCaseSensitive": kind in UNFOLDED,
        "nullable": nullable,
        "precision": precision,
        "scale": scale,
        "arrayBaseColumnType": 0,
    }


def _measure(kind: int, modifier: int) -> tuple[int, int]:
    if modifier < 0:
        return (SIZES.get(kind, 0 if kind == 1700 else UNLIMITED), 0)  # noqa: PLR2004 numeric
    if kind == 1700:  # noqa: PLR2004 numeric, whose modifier holds both
        return (modifier - LENGTH_HEADER) >> 16, (modifier - LENGTH_HEADER) & 0xFFFF
    if kind in {1042, 1043}:
        return modifier - LENGTH_HEADER, 0
    return SIZES.get(kind, 0), modifier


def _origin(column: Mapping[str, Any], connection: Connection) -> tuple[str, int, bool]:
    """Return a column's table, whether it takes nulls (2 for unknown) and whether it counts up by itself."""
    if not column["table_oid"]:
        return "", UNKNOWN, False
    asked = [str(column["table_oid"]), str(column["column_attrnum"])]
    ((table, nullable, counting),) = connection.run(ORIGIN, asked, [26, 21]).rows
    return str(table), int(nullable == "t"), counting == "t"
