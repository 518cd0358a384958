/**
 * Hook of the DecoratorController for the namespaces of profiles when artifacts are in S3: what Kubeflow Pipelines
 * expects in each of them, without keys, because pods have a role. Python 3, standard library only. It keeps to
 * upstream's names and to its variables CONTROLLER_PORT, FRONTEND_IMAGE, FRONTEND_TAG, KFP_VERSION, CLUSTER_DOMAIN,
 * ARTIFACTS_PROXY_ENABLED and DISABLE_ISTIO_SIDECAR.
 */
export const PROFILE_SCRIPT = `import json
import os
from http.server import BaseHTTPRequestHandler, HTTPServer

ENV = os.environ
BUCKET = ENV["ARTIFACT_BUCKET"]
REGION = ENV["ARTIFACT_REGION"]
ENDPOINT = ENV["ARTIFACT_ENDPOINT"]
SYSTEM = ENV.get("KUBEFLOW_NAMESPACE", "kubeflow")
DOMAIN = "." + ENV.get("CLUSTER_DOMAIN", ".svc.cluster.local").lstrip(".")
PROXY = ENV.get("ARTIFACTS_PROXY_ENABLED", "true").lower() == "true"
IMAGE = "%s:%s" % (
    ENV.get("FRONTEND_IMAGE", "ghcr.io/kubeflow/kfp-frontend"),
    ENV.get("FRONTEND_TAG") or ENV.get("KFP_VERSION", ""),
)
SIDECAR = (
    {"sidecar.istio.io/inject": "false"}
    if ENV.get("DISABLE_ISTIO_SIDECAR") == "true"
    else {}
)
DATE = "{{workflow.creationTimestamp.Y}}/{{workflow.creationTimestamp.m}}/{{workflow.creationTimestamp.d}}"


def config(namespace, name, data, annotations=None):
    metadata = {"name": name, "namespace": namespace}
    if annotations:
        metadata["annotations"] = annotations
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}


def configs(namespace):
    prefix = "private-artifacts/" + namespace
    provider = {
        "endpoint": ENDPOINT,
        "region": REGION,
        "disableSSL": False,
        "credentials": {"fromEnv": True},
    }
    repository = {
        "archiveLogs": True,
        "s3": {
            "endpoint": ENDPOINT,
            "bucket": BUCKET,
            "region": REGION,
            "insecure": False,
            "useSDKCreds": True,
            "keyFormat": prefix + "/{{workflow.name}}/" + DATE + "/{{pod.name}}",
        },
    }
    return [
        config(namespace, "kfp-launcher", {
            "defaultPipelineRoot": "s3://%s/%s/v2/artifacts" % (BUCKET, prefix),
            "providers": json.dumps({"s3": {"default": provider}}),
            "clusterDomain": DOMAIN,
        }),
        config(namespace, "metadata-grpc-configmap", {
            "METADATA_GRPC_SERVICE_HOST": "metadata-grpc-service." + SYSTEM,
            "METADATA_GRPC_SERVICE_PORT": "8080",
        }),
        config(
            namespace,
            "artifact-repositories",
            {"default-namespaced": json.dumps(repository)},
            {"workflows.argoproj.io/default-artifact-repository": "default-namespaced"},
        ),
    ]


def artifact_server(namespace):
    name = "ml-pipeline-ui-artifact"
    labels = {"app": name}
    metadata = {"name": name, "namespace": namespace, "labels": labels}
    container = {
        "name": name,
        "image": IMAGE,
        "imagePullPolicy": "IfNotPresent",
        "ports": [{"containerPort": 3000}],
        "env": [
            {"name": "AWS_REGION", "value": REGION},
            {"name": "AWS_S3_ENDPOINT", "value": ENDPOINT},
            {"name": "ML_PIPELINE_SERVICE_HOST", "value": "ml-pipeline." + SYSTEM + DOMAIN},
            {"name": "ML_PIPELINE_SERVICE_PORT", "value": "8888"},
            {"name": "FRONTEND_SERVER_NAMESPACE", "value": namespace},
            {"name": "CLUSTER_DOMAIN", "value": DOMAIN},
        ],
        "resources": {
            "requests": {"cpu": "10m", "memory": "70Mi"},
            "limits": {"cpu": "100m", "memory": "500Mi"},
        },
    }
    template = {
        "metadata": {"labels": labels, "annotations": SIDECAR},
        "spec": {"containers": [container], "serviceAccountName": "default-editor"},
    }
    port = {"name": "http", "port": 80, "protocol": "TCP", "targetPort": 3000}
    return [
        {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": metadata,
            "spec": {"selector": {"matchLabels": labels}, "template": template},
        },
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": metadata,
            "spec": {"ports": [port], "selector": labels},
        },
    ]


def sync(observed):
    metadata = observed["object"].get("metadata", {})
    namespace = metadata.get("name")
    if metadata.get("labels", {}).get("pipelines.kubeflow.org/enabled") != "true":
        return {"status": {}, "attachments": []}
    desired = configs(namespace) + (artifact_server(namespace) if PROXY else [])
    there = observed.get("attachments", {})
    ready = len(there.get("ConfigMap.v1", {})) == 3 and (
        not PROXY
        or len(there.get("Deployment.apps/v1", {})) == 1
        and len(there.get("Service.v1", {})) == 1
    )
    return {
        "status": {"kubeflow-pipelines-ready": "True" if ready else "False"},
        "attachments": desired,
    }


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", 0))
        answer = json.dumps(sync(json.loads(self.rfile.read(length)))).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(answer)


if __name__ == "__main__":
    HTTPServer(("", int(ENV.get("CONTROLLER_PORT", "8080"))), Hook).serve_forever()
`;
