# One image for each service: docker build -f infra/docker/service.Dockerfile --build-arg SERVICE=ingest-odds .
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
ARG SERVICE
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /src
COPY requirements.lock infra/docker/members_of.py ./
COPY libs libs
COPY services/${SERVICE} services/${SERVICE}
# Versions and hashes are those of the lock; the members it needs come from this checkout and from nowhere else.
RUN test -n "${SERVICE}" \
    && python members_of.py "${SERVICE}" >members.txt \
    && uv venv /app/.venv \
    && VIRTUAL_ENV=/app/.venv uv pip install --no-cache --no-sources -c requirements.lock --build-constraints requirements.lock \
        -r members.txt \
    && printf '#!/bin/sh\nexec /app/.venv/bin/python -m a1_%s "$@"\n' "$(echo "${SERVICE}" | tr - _)" >/app/run \
    && chmod 0755 /app/run

FROM python:${PYTHON}-slim
ARG COMMIT=unknown
ENV A1_COMMIT=${COMMIT} \
    OPS__HOST=0.0.0.0 \
    OPS__PORT=9100 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
RUN useradd --system --uid 10001 --no-create-home a1
COPY --from=build /app /app
USER 10001
EXPOSE 9100
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["/app/.venv/bin/python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['OPS__PORT'] + '/livez', timeout=2)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/run"]
