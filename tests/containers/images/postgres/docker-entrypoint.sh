#!/bin/sh
# Starts PostgreSQL as the official image does: POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD and
# POSTGRES_PASSWORD_FILE are heeded where PGDATA is empty; the server runs as the user postgres.
set -eu
if [ -n "${POSTGRES_PASSWORD_FILE:-}" ]; then
    POSTGRES_PASSWORD=$(cat "$POSTGRES_PASSWORD_FILE")
fi
user=${POSTGRES_USER:-postgres} database=${POSTGRES_DB:-${POSTGRES_USER:-postgres}}
as_postgres='setpriv --reuid 999 --regid 999 --clear-groups'

mkdir -p "$PGDATA"
chown -R 999:999 "$PGDATA"
chmod 700 "$PGDATA"
cd /

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    : "${POSTGRES_PASSWORD:?must be set, or POSTGRES_PASSWORD_FILE}"
    secret=$(mktemp)
    printf '%s\n' "$POSTGRES_PASSWORD" > "$secret"
    chown 999:999 "$secret"
    $as_postgres initdb --username "$user" --pwfile "$secret" --auth-local trust --auth-host scram-sha-256 \
        --encoding UTF8
    rm "$secret"
    echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
    if [ "$database" != postgres ]; then
        echo "CREATE DATABASE \"$database\"" | $as_postgres postgres --single -D "$PGDATA" postgres > /dev/null
    fi
fi
unset POSTGRES_PASSWORD
exec $as_postgres "$@" -c listen_addresses='*' -c unix_socket_directories=/tmp
