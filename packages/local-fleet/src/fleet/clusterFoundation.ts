import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';

const EBS_DRIVER = 'ebs.csi.aws.com';

/** The driver as the EBS add-on of EKS registers it. */
const driver: KubernetesObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIDriver',
  metadata: { name: EBS_DRIVER },
  spec: { attachRequired: true, podInfoOnMount: false },
};

/** A class as a careful administrator makes it: EKS has had no default one since 1.30. */
const storageClass: KubernetesObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name: 'gp3',
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
  },
  provisioner: EBS_DRIVER,
  parameters: { type: 'gp3' },
  volumeBindingMode: 'WaitForFirstConsumer',
  allowVolumeExpansion: true,
};

/** What volumes need: the EBS driver, and a default class unless `without-default` is asked for. */
export const storageObjects = (
  classes: 'gp3' | 'without-default' = 'gp3',
): readonly KubernetesObject[] =>
  classes === 'gp3' ? [driver, storageClass] : [driver];
