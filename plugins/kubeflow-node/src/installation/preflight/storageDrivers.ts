import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import { isDefaultClass } from '../storage/defaultClass';
import { nothingFound, type Check, type Scene } from './scene';
import { claimSpec, liveClaim } from './storage';

const EBS = 'ebs.csi.aws.com';
const EBS_AUTO_MODE = 'ebs.csi.eks.amazonaws.com';

/** The add-on of each driver of AWS; other drivers are not known here and not asked for. */
const ADDONS: Readonly<Record<string, string>> = {
  [EBS]: 'aws-ebs-csi-driver',
  'efs.csi.aws.com': 'aws-efs-csi-driver',
  'fsx.csi.aws.com': 'aws-fsx-csi-driver',
};

/** Kubernetes sends volumes of its former built-in driver to EBS's. */
const driverOf = (provisioner: unknown) =>
  provisioner === 'kubernetes.io/aws-ebs' ? EBS : String(provisioner);

/** Drivers of the classes that new claims get. */
const neededDrivers = async ({
  objects,
  live,
}: Scene): Promise<readonly string[]> => {
  const claims = objects.filter(({ kind }) => kind === 'PersistentVolumeClaim');
  if (claims.length === 0) return [];
  const [classes, liveClaims] = await Promise.all([
    live('storageClasses'),
    live('claims'),
  ]);
  const ours = objects.filter(({ kind }) => kind === 'StorageClass');
  const all = [...ours, ...classes];
  const drivers = claims
    .filter(claim => !liveClaim(claim, liveClaims))
    .map(claim => {
      const name = claimSpec(claim).storageClassName;
      const found =
        name === undefined
          ? all.find(candidate => isDefaultClass(candidate as KubernetesObject))
          : all.find(({ metadata }) => metadata.name === name);
      return found && driverOf(found.provisioner);
    });
  return [...new Set(drivers.filter(driver => driver !== undefined))];
};

interface CsiNodeSpec {
  readonly drivers?: readonly { readonly name?: string }[] | null;
}

const runsOn = (node: KubernetesObject, driver: string) =>
  ((node.spec as CsiNodeSpec | undefined)?.drivers ?? []).some(
    ({ name }) => name === driver,
  );

const install = ({ cluster }: Scene, addon: string) =>
  `Run \`aws eks create-addon --region ${cluster.region} --cluster-name ${cluster.name} --addon-name ${addon} --service-account-role-arn ROLE\` with a role that has the policy AmazonEBSCSIDriverPolicyV2 (or of the other driver), or use EKS Auto Mode with storage.provisioner: ${EBS_AUTO_MODE}`;

const missingDriver = (
  scene: Scene,
  driver: string,
  { isRegistered }: { readonly isRegistered: boolean },
) => {
  const addon = ADDONS[driver]!;
  const hasAddon = scene.eks?.addons?.includes(addon);
  const state = hasAddon ? `the add-on ${addon} is there, but ` : '';
  return new KubeflowError('NotFoundError', {
    subject: scene.target.subject,
    reason: 'StorageDriverMissing',
    fact: isRegistered
      ? `${state}the CSI driver ${driver} runs on no node: volumes would never be attached`
      : `${state}the cluster has no CSI driver ${driver}: volumes would never be made`,
    remedy: hasAddon
      ? `Look at its pods: \`kubectl --namespace kube-system get pods\`; most often its role lacks a permission`
      : install(scene, addon),
  });
};

const autoModeProblem = (scene: Scene) =>
  new KubeflowError('ConflictError', {
    subject: scene.target.subject,
    reason: 'NoAutoMode',
    fact: `the StorageClass is of ${EBS_AUTO_MODE}, which EKS Auto Mode alone has, and this cluster is not in Auto Mode`,
    remedy: `Set storage.provisioner: ${EBS} and install the add-on ${ADDONS[EBS]}`,
  });

/** Whether the drivers that will have to make volumes are there and run. */
export const checkStorageDrivers: Check = async scene => {
  const needed = await neededDrivers(scene);
  const { eks } = scene;
  const known = needed.filter(driver => driver in ADDONS);
  const wrongMode =
    needed.includes(EBS_AUTO_MODE) && eks?.cluster && !eks.cluster.autoMode
      ? [autoModeProblem(scene)]
      : [];
  if (known.length === 0) return { ...nothingFound, problems: wrongMode };
  const [drivers, csiNodes] = await Promise.all([
    scene.live('csiDrivers'),
    scene.live('csiNodes'),
  ]);
  const missing = known.flatMap(driver => {
    const isRegistered = drivers.some(
      ({ metadata }) => metadata.name === driver,
    );
    const runs =
      csiNodes.length === 0 || csiNodes.some(node => runsOn(node, driver));
    return isRegistered && runs
      ? []
      : [missingDriver(scene, driver, { isRegistered })];
  });
  return { problems: [...wrongMode, ...missing], warnings: [] };
};
