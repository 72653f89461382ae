# kg as docker-compose.yml runs it: following a log in PostgreSQL into a Neo4j server.
# The embedded graph server, a 97 MB wheel, is left out: there is a Neo4j beside it.
FROM python:3.11-slim-bookworm AS build

WORKDIR /build
RUN python -m venv /opt/kg

# What kg needs changes less often than kg.
COPY pyproject.toml ./
RUN python -c 'import tomllib; \
project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
wanted = project["dependencies"] + project["optional-dependencies"]["postgres"]; \
print(*(each for each in wanted if not each.startswith("arcadedb-embedded")), sep="\n")' > needed.txt \
 && /opt/kg/bin/pip install --quiet --no-cache-dir --disable-pip-version-check --requirement needed.txt

COPY README.md LICENSE ./
COPY cypher cypher
COPY loaders loaders
COPY kg kg
RUN /opt/kg/bin/pip install --quiet --no-cache-dir --disable-pip-version-check --no-deps . \
 && /opt/kg/bin/pip uninstall --quiet --yes pip setuptools \
 && install -d -o 10001 -g 10001 /home/kg

FROM python:3.11-slim-bookworm
COPY --from=build /opt/kg /opt/kg
COPY --from=build --chown=10001:10001 /home/kg /home/kg
COPY docker-entrypoint.sh /usr/local/bin/
ENV PATH=/opt/kg/bin:$PATH HOME=/home/kg KG_HOME=/home/kg PYTHONUNBUFFERED=1
USER 10001:10001
VOLUME /home/kg
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["follow"]
