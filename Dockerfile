# Two stages: the first builds a virtual environment from the lock, the second carries only that.
# The image runs as an ordinary user; configuration is mounted at /config, data lives in the volume /data.
FROM python:3.11-slim-bookworm AS build

WORKDIR /src
RUN python -m venv /opt/newswake
COPY requirements.lock ./
RUN /opt/newswake/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY monitor ./monitor
RUN /opt/newswake/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm

RUN groupadd --gid 10001 newswake \
    && useradd --uid 10001 --gid newswake --home-dir /data --no-create-home --shell /usr/sbin/nologin newswake \
    && install -d -o newswake -g newswake -m 0750 /data
COPY --from=build /opt/newswake /opt/newswake
COPY config /config

ENV PATH=/opt/newswake/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    NEWSWAKE_CONFIG=/config \
    NEWSWAKE_DB=/data/newswake.db
USER 10001:10001
WORKDIR /data
VOLUME ["/data"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 CMD ["newswake", "-q", "status"]
ENTRYPOINT ["newswake"]
CMD ["run"]
