import { manifestsOf } from '../testing/installationExamples';
import { canonicalImage, mirroredImage, parseImage } from './imageReference';
import { imagesOf } from './imagesOf';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

describe('an image', () => {
  it.each([
    ['mysql', 'docker.io/library/mysql:latest'],
    ['mysql:8.4', 'docker.io/library/mysql:8.4'],
    ['kserve/agent:v0.16.0', 'docker.io/kserve/agent:v0.16.0'],
    ['docker.io/alpine:3.23', 'docker.io/library/alpine:3.23'],
    ['localhost:5000/a/b', 'localhost:5000/a/b:latest'],
    [`gcr.io/a/b@${DIGEST}`, `gcr.io/a/b@${DIGEST}`],
    [`ghcr.io/a/b:1@${DIGEST}`, `ghcr.io/a/b:1@${DIGEST}`],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalImage(text)).toBe(canonical);
  });

  it.each([
    '',
    'A/b',
    'a b',
    'a:',
    'a:b:c',
    '$IMAGE',
    '{{ .Image }}',
    'a@sha256:12',
    'a//b',
  ])("is not '%s'", text => {
    expect(parseImage(text)).toBeUndefined();
  });

  it('is mirrored below the name of its own registry, once', () => {
    const registry = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
    const once = mirroredImage('mysql:8.4', registry);
    expect(once).toBe(`${registry}/docker.io/library/mysql:8.4`);
    expect(mirroredImage(once, registry)).toBe(once);
    expect(mirroredImage(`gcr.io/a/b@${DIGEST}`, registry)).toBe(
      `${registry}/gcr.io/a/b@${DIGEST}`,
    );
  });
});

describe('the images of manifests', () => {
  it('are those of containers, variables, arguments, ConfigMaps and custom resources', () => {
    const images = imagesOf(
      manifestsOf(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, annotations: {image: 'ghcr.io/not/this:1'}}
spec:
  template:
    spec:
      initContainers: [{name: i, image: alpine}]
      containers:
        - name: c
          image: quay.io/argoproj/workflow-controller:v4.0.5
          args: [--executor-image, 'quay.io/argoproj/argoexec:v4.0.5', '--acme=quay.io/jetstack/acme:v1', '--url=https://ghcr.io/token']
          env:
            - {name: V2_DRIVER_IMAGE, value: 'ghcr.io/kubeflow/kfp-driver:2.17.0'}
            - {name: VIEWER_IMAGE, value: 'tensorflow/tensorflow:2.5.1'}
            - {name: ALLOW_IMAGE, value: 'true'}
            - {name: OTHER, value: 'some/path:x'}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: b}
data:
  cacheImage: ghcr.io/containerd/busybox
  json: '{"image" : "kserve/agent:v0.16.0", "imagePullPolicy": "Always", "defaultImageVersion": "latest"}'
  script: |
    # image: none of these
    frontend_image = "ghcr.io/kubeflow/kfp-frontend"
---
apiVersion: caching.internal.knative.dev/v1alpha1
kind: Image
metadata: {name: q}
spec: {image: 'gcr.io/knative/queue@${DIGEST}'}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-sidecar-injector}
data: {values: '{"global": {"hub": "gcr.io/istio-release", "tag": "1.29.1", "proxy": {"image": "proxyv2"}}}'}
`),
    );
    expect(images).toEqual([
      'docker.io/kserve/agent:v0.16.0',
      'docker.io/library/alpine:latest',
      'docker.io/tensorflow/tensorflow:2.5.1',
      'gcr.io/istio-release/proxyv2:1.29.1',
      `gcr.io/knative/queue@${DIGEST}`,
      'ghcr.io/containerd/busybox:latest',
      'ghcr.io/kubeflow/kfp-driver:2.17.0',
      'quay.io/argoproj/argoexec:v4.0.5',
      'quay.io/argoproj/workflow-controller:v4.0.5',
      'quay.io/jetstack/acme:v1',
    ]);
  });

  it('are none of what schemas give as examples', () => {
    expect(
      imagesOf(
        manifestsOf(
          "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a.b.c}\nspec: {description: 'image: ghcr.io/a/b:1'}\n",
        ),
      ),
    ).toEqual([]);
  });
});
