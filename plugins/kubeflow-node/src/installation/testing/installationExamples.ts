import {
  parseFleetFile,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Manifest } from '../../apply/manifest';
import { parseManifests } from '../../apply/manifests/parseManifests';

/** The only cluster of a fleet file, with these settings in YAML, a line each. */
export const clusterWith = (...settings: readonly string[]): FleetCluster => {
  const text = [
    'apiVersion: kubeflow-fleet/v1',
    'kind: Fleet',
    'clusters:',
    '  - name: ml-eu',
    '    region: eu-west-1',
    '    account: "111122223333"',
    ...settings.map(setting => `    ${setting}`),
    '',
  ].join('\n');
  return parseFleetFile(text, { path: 'fleet.yaml' }).clusters[0]!;
};

/** Manifests of a YAML text. */
export const manifestsOf = (text: string): Manifest[] =>
  parseManifests([{ path: 'manifests.yaml', content: Buffer.from(text) }]);

/** The API server of Kubeflow Pipelines and what its settings are in, cut down to what an overlay touches. */
export const PIPELINES = `
apiVersion: v1
kind: ConfigMap
metadata: {name: pipeline-install-config, namespace: kubeflow}
data: {appVersion: 2.17.0, bucketName: mlpipeline, mysqlHost: mysql, mysqlPort: '3306', cacheImage: ghcr.io/containerd/busybox}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: kfp-launcher, namespace: kubeflow}
data: {defaultPipelineRoot: ''}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: workflow-controller-configmap, namespace: kubeflow}
data:
  artifactRepository: |
    archiveLogs: true
    s3:
      endpoint: "seaweedfs.kubeflow.svc:9000"
      bucket: "mlpipeline"
      keyFormat: "private-artifacts/{{workflow.namespace}}/{{workflow.name}}/{{workflow.creationTimestamp.Y}}/{{pod.name}}"
      insecure: true
      accessKeySecret: {name: mlpipeline-minio-artifact, key: accesskey}
      secretKeySecret: {name: mlpipeline-minio-artifact, key: secretkey}
---
apiVersion: v1
kind: Secret
metadata: {name: mlpipeline-minio-artifact, namespace: kubeflow}
stringData: {accesskey: minio, secretkey: minio123}
---
apiVersion: v1
kind: Secret
metadata: {name: mysql-secret, namespace: kubeflow}
stringData: {username: root, password: ''}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: ml-pipeline, namespace: kubeflow}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: mysql-pv-claim, namespace: kubeflow}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 20Gi}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: mysql, namespace: kubeflow}
spec:
  selector: {matchLabels: {app: mysql}}
  template:
    metadata: {labels: {app: mysql}}
    spec: {containers: [{name: mysql, image: 'mysql:8.4', resources: {requests: {cpu: 100m, memory: 800Mi}}}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ml-pipeline, namespace: kubeflow}
spec:
  selector: {matchLabels: {app: ml-pipeline}}
  template:
    metadata: {labels: {app: ml-pipeline}}
    spec:
      serviceAccountName: ml-pipeline
      containers:
        - name: ml-pipeline-api-server
          image: ghcr.io/kubeflow/kfp-api-server:2.17.0
          env:
            - {name: OBJECTSTORECONFIG_SECURE, value: 'false'}
            - {name: OBJECTSTORECONFIG_HOST, value: seaweedfs.kubeflow}
            - {name: OBJECTSTORECONFIG_BUCKETNAME, valueFrom: {configMapKeyRef: {name: pipeline-install-config, key: bucketName}}}
            - {name: OBJECTSTORECONFIG_ACCESSKEY, valueFrom: {secretKeyRef: {name: mlpipeline-minio-artifact, key: accesskey}}}
            - {name: DBCONFIG_USER, valueFrom: {secretKeyRef: {name: mysql-secret, key: username}}}
            - {name: V2_DRIVER_IMAGE, value: 'ghcr.io/kubeflow/kfp-driver:2.17.0'}
          resources: {requests: {cpu: 250m, memory: 500Mi}}
`;
