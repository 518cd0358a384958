import type { EksCluster } from '../../aws/eksCluster';
import { manifestsOf, PIPELINES } from '../testing/installationExamples';
import { CLASSES, check, closeClusters } from './testing/checking';

afterEach(closeClusters);

const storageClass = (name: string, more: object = {}) => ({
  metadata: { name },
  provisioner: 'ebs.csi.aws.com',
  ...more,
});

const asDefault = (name: string) =>
  storageClass(name, {
    metadata: {
      name,
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
  });

const claim = (storage: string, storageClassName = 'gp3') => ({
  metadata: { name: 'mysql-pv-claim', namespace: 'kubeflow' },
  spec: { storageClassName, resources: { requests: { storage } } },
});

describe('storage', () => {
  it('is undecided with two default classes', async () => {
    const { reasons, text } = await check({
      state: { [CLASSES]: [asDefault('gp3'), asDefault('gp2')] },
    });
    expect(reasons).toEqual(['SeveralDefaultStorageClasses']);
    expect(text).toContain('(gp2, gp3)');
  });

  it('needs no default for claims that are there already', async () => {
    const { reasons } = await check({
      state: {
        [CLASSES]: [storageClass('gp3')],
        '/api/v1/persistentvolumeclaims': [claim('20Gi')],
      },
    });
    expect(reasons).toEqual([]);
  });

  const withClass = (settings: string, more = '') =>
    manifestsOf(
      `${PIPELINES.replace(
        'spec: {accessModes',
        `spec: {${settings}accessModes`,
      )}${more}`,
    );

  it('does without a default when our class becomes it, and says who loses the mark', async () => {
    const { reasons, warnings } = await check({
      state: { [CLASSES]: [asDefault('gp2')] },
      manifests: withClass(
        'storageClassName: gp3, ',
        '---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: gp3, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}\nprovisioner: ebs.csi.aws.com\n',
      ),
    });
    expect(reasons).toEqual([]);
    expect(warnings).toEqual([
      'storage.makeDefault: gp3 becomes the only default StorageClass, and gp2 loses that mark; existing volumes stay as they are',
    ]);
  });

  it('misses a class that is named and not there', async () => {
    const { reasons, text } = await check({
      manifests: withClass('storageClassName: fast, '),
    });
    expect(reasons).toEqual(['StorageClassMissing']);
    expect(text).toContain('there are gp3');
  });

  it.each([
    ['30Gi', true, ['VolumeWouldShrink']],
    ['10Gi', true, []],
    ['10Gi', undefined, ['VolumeCannotGrow']],
    ['20Gi', undefined, []],
  ])(
    'a volume of %s that may grow: %s',
    async (size, allowVolumeExpansion, expected) => {
      const { reasons } = await check({
        state: {
          [CLASSES]: [storageClass('gp3', { allowVolumeExpansion })],
          '/api/v1/persistentvolumeclaims': [claim(size)],
        },
      });
      expect(reasons).toEqual(expected);
    },
  );

  it('keeps an existing claim in its class', async () => {
    const { reasons, text } = await check({
      state: {
        [CLASSES]: [storageClass('gp2'), storageClass('gp3')],
        '/api/v1/persistentvolumeclaims': [claim('20Gi', 'gp2')],
      },
      manifests: withClass('storageClassName: gp3, '),
    });
    expect(reasons).toEqual(['VolumeClassFixed']);
    expect(text).toContain('Keep storage.class: gp2');
  });

  it('cannot change a class that exists', async () => {
    const { reasons, text } = await check({
      state: {
        [CLASSES]: [
          storageClass('gp3', {
            reclaimPolicy: 'Delete',
            volumeBindingMode: 'Immediate',
            parameters: { type: 'gp3' },
          }),
        ],
      },
      manifests: withClass(
        'storageClassName: gp3, ',
        '---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: gp3}\nprovisioner: ebs.csi.aws.com\nreclaimPolicy: Retain\nvolumeBindingMode: Immediate\nparameters: {type: gp3}\n',
      ),
    });
    expect(reasons).toEqual(['StorageClassFixed']);
    expect(text).toContain(
      'with another reclaimPolicy, which can never change',
    );
  });

  it('needs the driver of its class', async () => {
    const none = await check({
      state: { '/apis/storage.k8s.io/v1/csidrivers': [] },
    });
    expect(none.reasons).toEqual(['StorageDriverMissing']);
    expect(none.text).toContain(
      'aws eks create-addon --region eu-west-1 --cluster-name ml-eu --addon-name aws-ebs-csi-driver',
    );
    const nowhere = await check({
      state: {
        '/apis/storage.k8s.io/v1/csinodes': [
          { metadata: { name: 'a' }, spec: { drivers: null } },
        ],
      },
      eks: { addons: ['aws-ebs-csi-driver'] },
    });
    expect(nowhere.text).toContain(
      'the add-on aws-ebs-csi-driver is there, but the CSI driver ebs.csi.aws.com runs on no node',
    );
  });

  it('asks nothing of drivers that are not of AWS', async () => {
    const { reasons } = await check({
      state: {
        [CLASSES]: [
          storageClass('standard', {
            ...asDefault('standard'),
            provisioner: 'rancher.io/local-path',
          }),
        ],
        '/apis/storage.k8s.io/v1/csidrivers': [],
      },
    });
    expect(reasons).toEqual([]);
  });

  it("has no driver of Auto Mode's outside of Auto Mode", async () => {
    const { reasons } = await check({
      state: {
        [CLASSES]: [
          { ...asDefault('auto'), provisioner: 'ebs.csi.eks.amazonaws.com' },
        ],
      },
      eks: { cluster: { autoMode: false } as EksCluster },
    });
    expect(reasons).toEqual(['NoAutoMode']);
  });
});
