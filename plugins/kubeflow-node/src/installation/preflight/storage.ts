import {
  KubeflowError,
  parseQuantity,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ManifestObject } from '../../apply/manifest';
import type { KubernetesObject } from '../../kubernetes/objects';
import type { Findings } from '../contract';
import { DEFAULT_CLASS_ANNOTATION } from '../overlay/storage';
import { isDefaultClass } from '../storage/defaultClass';
import { nothingFound, type Check, type Scene } from './scene';

interface ClaimSpec {
  readonly storageClassName?: string;
  readonly resources?: { readonly requests?: { readonly storage?: unknown } };
}

export const claimSpec = ({
  spec,
}: ManifestObject | KubernetesObject): ClaimSpec => spec ?? {};

const sizeOf = (object: ManifestObject | KubernetesObject) =>
  parseQuantity(String(claimSpec(object).resources?.requests?.storage ?? '0'));

export const liveClaim = (
  claim: ManifestObject,
  live: readonly KubernetesObject[],
) =>
  live.find(
    ({ metadata }) =>
      metadata.name === claim.metadata.name &&
      metadata.namespace === claim.metadata.namespace,
  );

const problem = (
  scene: Scene,
  reason: string,
  [fact, remedy]: readonly [string, string],
) =>
  new KubeflowError('ConflictError', {
    subject: scene.target.subject,
    reason,
    fact,
    remedy,
  });

const MAKE_DEFAULT =
  'Set storage: {class: gp3, makeDefault: true} in the fleet file, or storage.class to a class of the cluster';

/** Claims that will be made without a class need exactly one default. */
const checkDefault = (
  scene: Scene,
  classes: readonly KubernetesObject[],
  claims: readonly ManifestObject[],
): Findings => {
  const own = scene.objects.filter(
    object =>
      object.kind === 'StorageClass' &&
      object.metadata.annotations?.[DEFAULT_CLASS_ANNOTATION] === 'true',
  );
  const ownNames = own.map(({ metadata }) => metadata.name);
  const others = classes
    .filter(isDefaultClass)
    .map(({ metadata }) => metadata.name)
    .filter(name => !ownNames.includes(name))
    .sort();
  if (own.length > 0)
    return others.length > 0
      ? {
          problems: [],
          warnings: [
            `storage.makeDefault: ${ownNames.join(
              ', ',
            )} becomes the only default StorageClass, and ${others.join(
              ', ',
            )} loses that mark; existing volumes stay as they are`,
          ],
        }
      : nothingFound;
  const bare = claims.filter(
    claim => claimSpec(claim).storageClassName === undefined,
  );
  if (bare.length === 0 || others.length === 1) return nothingFound;
  const names = bare.map(({ metadata }) => metadata.name).join(', ');
  const verdict =
    others.length === 0
      ? problem(scene, 'NoDefaultStorageClass', [
          `the cluster has no default StorageClass, and ${names} name none: they would stay Pending, and the pods that mount them`,
          MAKE_DEFAULT,
        ])
      : problem(scene, 'SeveralDefaultStorageClasses', [
          `the cluster has ${
            others.length
          } default StorageClasses (${others.join(
            ', ',
          )}), and ${names} name none: which one they get depends on which is newest`,
          MAKE_DEFAULT,
        ]);
  return { problems: [verdict], warnings: [] };
};

const checkNamedClasses = (
  scene: Scene,
  classes: readonly KubernetesObject[],
  claims: readonly ManifestObject[],
): readonly KubeflowError[] => {
  const known = new Set([
    ...classes.map(({ metadata }) => metadata.name),
    ...scene.objects
      .filter(({ kind }) => kind === 'StorageClass')
      .map(({ metadata }) => metadata.name),
  ]);
  const missing = new Set(
    claims
      .map(claim => claimSpec(claim).storageClassName)
      .filter(name => name && !known.has(name)),
  );
  return [...missing].map(name =>
    problem(scene, 'StorageClassMissing', [
      `the cluster has no StorageClass ${name}, which volumes of the installation name`,
      `Correct storage.class, or describe the class too (storage.reclaimPolicy, parameters or provisioner) so that it is made; there are ${
        [...known].sort().join(', ') || 'none'
      }`,
    ]),
  );
};

const growth = (
  scene: Scene,
  claim: ManifestObject,
  {
    live,
    classes,
  }: {
    readonly live: KubernetesObject;
    readonly classes: readonly KubernetesObject[];
  },
): KubeflowError | undefined => {
  const { name } = claim.metadata;
  const [wanted, present] = [sizeOf(claim), sizeOf(live)];
  const written = String(claimSpec(live).resources?.requests?.storage);
  if (wanted < present)
    return problem(scene, 'VolumeWouldShrink', [
      `PersistentVolumeClaim ${name} has ${written}, and the manifests ask for less: a volume never shrinks`,
      `Set storage.sizes: {${name}: ${written}} in the fleet file`,
    ]);
  const liveClass = claimSpec(live).storageClassName;
  const named = ({ metadata }: ManifestObject | KubernetesObject) =>
    metadata.name === liveClass;
  const ours = scene.objects.filter(({ kind }) => kind === 'StorageClass');
  const expandable = (ours.find(named) ?? classes.find(named))
    ?.allowVolumeExpansion;
  return wanted > present && expandable !== true
    ? problem(scene, 'VolumeCannotGrow', [
        `PersistentVolumeClaim ${name} has ${written} and is to get more, but StorageClass ${
          liveClass ?? '(none)'
        } does not allow its volumes to grow`,
        `Set allowVolumeExpansion: true on that class, or leave the size of ${name} at ${written}`,
      ])
    : undefined;
};

const checkExisting = (
  scene: Scene,
  classes: readonly KubernetesObject[],
  existing: readonly (readonly [ManifestObject, KubernetesObject])[],
): readonly KubeflowError[] =>
  existing.flatMap(([claim, live]) => {
    const { name } = claim.metadata;
    const wanted = claimSpec(claim).storageClassName;
    const present = claimSpec(live).storageClassName;
    const moved =
      wanted !== undefined && present !== undefined && wanted !== present
        ? problem(scene, 'VolumeClassFixed', [
            `PersistentVolumeClaim ${name} is of StorageClass ${present} and can never be of ${wanted}`,
            `Keep storage.class: ${present} for this cluster, or move the data to a new claim by hand (back up, delete the claim, deploy, restore)`,
          ])
        : undefined;
    return [moved, growth(scene, claim, { live, classes })].filter(
      found => found !== undefined,
    );
  });

const FIXED = [
  'provisioner',
  'parameters',
  'reclaimPolicy',
  'volumeBindingMode',
];

const textOf = (value: unknown) =>
  JSON.stringify(
    typeof value === 'object' && value !== null
      ? Object.entries(value).sort()
      : value,
  );

/** Most of a class can never change. */
const checkClassChanges = (
  scene: Scene,
  classes: readonly KubernetesObject[],
): readonly KubeflowError[] =>
  scene.objects
    .filter(({ kind }) => kind === 'StorageClass')
    .flatMap(wanted => {
      const { name } = wanted.metadata;
      const live = classes.find(({ metadata }) => metadata.name === name);
      const differing = FIXED.filter(
        field => live && textOf(live[field]) !== textOf(wanted[field]),
      );
      return differing.length > 0
        ? [
            problem(scene, 'StorageClassFixed', [
              `StorageClass ${name} exists with another ${differing.join(
                ', ',
              )}, which can never change`,
              `Choose another name in storage.class, or write what the cluster has (\`kubectl get storageclass ${name} -o yaml\`)`,
            ]),
          ]
        : [];
    });

/** Whether volumes will be bound, and whether what exists can become what is asked for. */
export const checkStorage: Check = async scene => {
  const claims = scene.objects.filter(
    ({ kind }) => kind === 'PersistentVolumeClaim',
  );
  const makesClass = scene.objects.some(({ kind }) => kind === 'StorageClass');
  if (claims.length === 0 && !makesClass) return nothingFound;
  const [classes, liveClaims] = await Promise.all([
    scene.live('storageClasses'),
    scene.live('claims'),
  ]);
  const pairs = claims.map(
    claim => [claim, liveClaim(claim, liveClaims)] as const,
  );
  const fresh = pairs.filter(([, live]) => !live).map(([claim]) => claim);
  const existing = pairs.flatMap(([claim, live]) =>
    live ? [[claim, live] as const] : [],
  );
  const defaults = checkDefault(scene, classes, fresh);
  return {
    problems: [
      ...defaults.problems,
      ...checkNamedClasses(scene, classes, fresh),
      ...checkExisting(scene, classes, existing),
      ...checkClassChanges(scene, classes),
    ],
    warnings: defaults.warnings,
  };
};
