#!/bin/sh
# PGPASSWORD_FILE names a secret file, as POSTGRES_PASSWORD_FILE does for the image of PostgreSQL: the driver
# takes the password from its environment, or from a file that nobody else may read, which a secret is not.
set -eu
if [ -n "${PGPASSWORD_FILE:-}" ]; then
    PGPASSWORD=$(cat "$PGPASSWORD_FILE")
    export PGPASSWORD
fi
exec kg "$@"
