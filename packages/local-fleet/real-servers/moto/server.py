"""moto's server with one more route, because it has no way to say where a cluster's API server is.

PUT /lane/eks/ACCOUNT/REGION/NAME  {"endpoint": "https://…", "ca": "<base64 PEM>"}
makes DescribeCluster answer with that endpoint and certificate authority.
Usage: server.py PORT
"""

import json
import sys

from moto.eks.models import eks_backends
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    create_backend_app,
)
from werkzeug.serving import run_simple

moto = DomainDispatcherApplication(create_backend_app)


def put_cluster(environ, start_response):
    account, region, name = environ["PATH_INFO"].split("/")[3:6]
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = json.loads(environ["wsgi.input"].read(length))
    cluster = eks_backends[account][region].clusters[name]
    cluster.endpoint = body["endpoint"]
    cluster.certificate_authority = {"data": body["ca"]}
    start_response("204 No Content", [])
    return [b""]


def application(environ, start_response):
    if environ["PATH_INFO"].startswith("/lane/eks/"):
        return put_cluster(environ, start_response)
    return moto(environ, start_response)


if __name__ == "__main__":
    run_simple("127.0.0.1", int(sys.argv[1]), application, threaded=True)
