#!/bin/sh
# Starts Neo4j as the official image does: NEO4J_AUTH and NEO4J_AUTH_FILE, settings as NEO4J_a_b__c for a.b_c,
# data in /data, logs in /logs, as the user neo4j.
set -eu
conf=$NEO4J_HOME/conf/neo4j.conf
account=/data/dbms/auth.ini

if [ -n "${NEO4J_AUTH_FILE:-}" ]; then
    NEO4J_AUTH=$(cat "$NEO4J_AUTH_FILE")
fi

{
    echo server.default_listen_address=0.0.0.0
    echo server.directories.data=/data
    echo server.directories.logs=/logs
    echo server.https.enabled=false
    # A name in lower case is a setting.
    env | sed -n 's/^NEO4J_\([a-z][A-Za-z0-9_]*=\)/\1/p' | while IFS='=' read -r name value; do
        echo "$(echo "$name" | sed 's/__/\n/g; s/_/./g; s/\n/_/g')=$value"
    done
} > "$conf"

memory() { # the value of a setting that the Java runtime has to know
    sed -n "s/^server\.memory\.heap\.$1=//p" "$conf"
}

mkdir -p /data/dbms /logs
case ${NEO4J_AUTH:-} in
    none) echo dbms.security.auth_enabled=false >> "$conf" ;;
    neo4j/????????*)
        if [ ! -e "$account" ]; then # it is read at the first start only
            salt=$(head -c 16 /dev/urandom | od -An -v -tx1 | tr -d ' \n')
            hash=$(printf '%s%s' "$salt" "${NEO4J_AUTH#neo4j/}" | sha256sum | cut -d ' ' -f 1)
            echo "neo4j:SHA-256,$hash,$(printf '%s' "$salt" | od -An -v -tx1 | tr -d ' \n'),1:" > "$account"
        fi
        ;;
    *) echo "NEO4J_AUTH must be neo4j/ and a password of 8 characters or more" >&2 && exit 1 ;;
esac
chown -R 7474:7474 /data /logs "$NEO4J_HOME/conf"

initial=$(memory initial_size) most=$(memory max_size)
exec setpriv --reuid 7474 --regid 7474 --clear-groups java \
    "-Xms${initial:-256m}" "-Xmx${most:-1g}" \
    -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    --add-opens=java.base/java.nio=ALL-UNNAMED \
    --add-opens=java.base/java.io=ALL-UNNAMED \
    --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
    --enable-native-access=ALL-UNNAMED \
    -cp "$NEO4J_HOME/lib/*" org.neo4j.server.CommunityEntryPoint \
    "--home-dir=$NEO4J_HOME" "--config-dir=$NEO4J_HOME/conf" --console-mode=true
