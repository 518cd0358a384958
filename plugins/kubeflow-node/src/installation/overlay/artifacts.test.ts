import { manifestsOf } from '../testing/installationExamples';
import { bodies, plan, removed } from '../testing/overlayPlans';

describe('a bucket', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/artifacts';

  it('hides the keys that the image brings with empty variables', () => {
    const draft = plan(['artifacts: {bucket: ml-eu}']);
    expect(bodies(draft, 'ml-pipeline')[0]).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'ml-pipeline-api-server',
                env: expect.arrayContaining([
                  {
                    name: 'OBJECTSTORECONFIG_ACCESSKEY',
                    value: '',
                    valueFrom: null,
                  },
                  { name: 'OBJECTSTORECONFIG_SECRETACCESSKEY', value: '' },
                  {
                    name: 'OBJECTSTORECONFIG_HOST',
                    value: 's3.eu-west-1.amazonaws.com',
                  },
                ]),
              },
            ],
          },
        },
      },
    });
  });

  it('gives Argo the role instead of keys and keeps its key format', () => {
    const draft = plan([
      'artifacts: {bucket: ml-eu, region: eu-central-1, endpoint: "s3.example.com:8443"}',
    ]);
    const [{ data }] = bodies(draft, 'workflow-controller-configmap') as [
      { data: { artifactRepository: string } },
    ];
    expect(data.artifactRepository).toBe(`archiveLogs: true
s3:
  endpoint: "s3.example.com:8443"
  bucket: "ml-eu"
  keyFormat: "private-artifacts/{{workflow.namespace}}/{{workflow.name}}/{{workflow.creationTimestamp.Y}}/{{pod.name}}"
  insecure: false
  region: eu-central-1
  useSDKCreds: true
`);
    expect(JSON.stringify(bodies(draft, 'ml-pipeline'))).toContain(
      '{"name":"OBJECTSTORECONFIG_PORT","value":"8443"}',
    );
  });

  it('annotates service accounts with irsa, and names those that are not there', () => {
    const draft = plan([`artifacts: {bucket: ml-eu, role: "${ROLE}"}`]);
    expect(
      draft.patches.filter(({ object }) => object.kind === 'ServiceAccount'),
    ).toEqual([
      expect.objectContaining({
        body: {
          metadata: { annotations: { 'eks.amazonaws.com/role-arn': ROLE } },
        },
      }),
    ]);
    expect(draft.warnings).toEqual(
      expect.arrayContaining(
        ['pipeline-runner', 'ml-pipeline-ui', 'argo'].map(
          name =>
            `artifacts.role: there is no ServiceAccount ${name} to give the role to`,
        ),
      ),
    );
  });

  it('annotates nothing with pod-identity, and says which associations it needs', () => {
    const draft = plan([
      `artifacts: {bucket: ml-eu, access: pod-identity, role: "${ROLE}"}`,
    ]);
    expect(
      draft.patches.filter(({ object }) => object.kind === 'ServiceAccount'),
    ).toEqual([]);
    expect(draft.warnings.join()).toMatch(
      /needs an association of arn:.* ml-pipeline, pipeline-runner, ml-pipeline-ui, argo in namespace kubeflow/,
    );
  });

  it('leaves out the object store of the installation, and of nobody else', () => {
    const draft = plan(['artifacts: {bucket: ml-eu}'], {
      manifests: manifestsOf(
        ['kubeflow', 'other']
          .flatMap(namespace => [
            `apiVersion: v1\nkind: Service\nmetadata: {name: seaweedfs, namespace: ${namespace}}\n`,
            `apiVersion: v1\nkind: Service\nmetadata: {name: minio-service, namespace: ${namespace}}\n`,
            `apiVersion: v1\nkind: Service\nmetadata: {name: minion, namespace: ${namespace}}\n`,
          ])
          .join('---\n'),
      ),
    });
    expect(removed(draft)).toEqual([
      'Service/kubeflow/minio-service',
      'Service/kubeflow/seaweedfs',
    ]);
  });

  it('warns of every target that is not there', () => {
    const draft = plan(['artifacts: {bucket: ml-eu}'], {
      manifests: manifestsOf(
        'apiVersion: v1\nkind: Namespace\nmetadata: {name: kubeflow}\n',
      ),
    });
    expect(draft.warnings.map(text => text.replace(/,.*/, ''))).toEqual([
      'artifacts.bucket: there is no ConfigMap workflow-controller-configmap with an S3 artifactRepository',
      'artifacts.bucket: there is no ConfigMap pipeline-install-config to write the bucket into',
      'artifacts.bucket: there is no ConfigMap kfp-launcher to write the bucket into',
      'artifacts.bucket: there is no Deployment ml-pipeline to tell the bucket to',
      'artifacts.bucket: there is no Deployment ml-pipeline-ui to tell the bucket to',
    ]);
  });
});

describe('a database outside', () => {
  it('takes the place of the one inside, its volume and its Secret', () => {
    const draft = plan(['database: {host: db.example.com, secret: rds}']);
    expect(removed(draft)).toEqual([
      'Deployment.apps/kubeflow/mysql',
      'PersistentVolumeClaim/kubeflow/mysql-pv-claim',
      'Secret/kubeflow/mysql-secret',
    ]);
    expect(bodies(draft, 'pipeline-install-config')).toEqual([
      { data: { mysqlHost: 'db.example.com', mysqlPort: '3306' } },
    ]);
    expect(JSON.stringify(bodies(draft, 'ml-pipeline'))).toContain(
      '{"name":"DBCONFIG_USER","valueFrom":{"secretKeyRef":{"name":"rds"}}}',
    );
    expect(draft.warnings.join()).toContain('require_secure_transport=0');
  });

  it('changes nothing where there is no place to write its host', () => {
    const draft = plan(['database: {host: db.example.com}'], {
      manifests: manifestsOf(
        'apiVersion: v1\nkind: Service\nmetadata: {name: mysql, namespace: kubeflow}\n',
      ),
    });
    expect(removed(draft)).toEqual([]);
    expect(draft.warnings.join()).toContain('nothing was changed');
  });
});
