import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { groupKind } from '../../apply/manifest';
import { resourceNames } from './resourceNames';
import { nothingFound, type Check } from './scene';

/** Groups that kube-apiserver itself serves. */
const BUILT_IN =
  /^(apps|autoscaling|batch|policy|(admissionregistration|apiextensions|authentication|authorization|certificates|coordination|discovery|events|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io|(apiregistration|flowcontrol\.apiserver|internal\.apiserver)\.k8s\.io|)$/;

/** Who brings kinds that some profiles take for granted. */
const BRINGERS: readonly (readonly [RegExp, string])[] = [
  [/cert-manager\.io$/, 'cert-manager'],
  [/istio\.io$/, 'Istio'],
  [/knative\.dev$/, 'Knative'],
  [/^kubeflow\.org$/, "Kubeflow's profile controller"],
  [/^karpenter\./, 'Karpenter'],
];

/** Kinds that neither the cluster serves nor the manifests define: their objects cannot be applied. */
export const checkKinds: Check = async ({
  target,
  manifests,
  definitions,
  live,
}) => {
  const resourceName = resourceNames(definitions);
  const defined = new Set(definitions.map(({ id }) => id.name));
  const foreign = manifests.filter(
    ({ id }) =>
      !BUILT_IN.test(id.group) &&
      !defined.has(`${resourceName(id)}.${id.group}`),
  );
  if (foreign.length === 0) return nothingFound;
  const served = new Set(
    (await live('definitions')).map(({ metadata }) => metadata.name),
  );
  const unserved = foreign.filter(
    ({ id }) => !served.has(`${resourceName(id)}.${id.group}`),
  );
  if (unserved.length === 0) return nothingFound;
  const kinds = [...new Set(unserved.map(({ id }) => groupKind(id)))].sort();
  const bringers = BRINGERS.filter(([group]) =>
    unserved.some(({ id }) => group.test(id.group)),
  ).map(([, name]) => name);
  const install =
    bringers.length > 0 ? bringers.join(' and ') : 'what brings them';
  return {
    problems: [
      new KubeflowError('NotFoundError', {
        subject: target.subject,
        reason: 'KindsNotServed',
        fact: `the cluster does not serve ${kinds.join(
          ', ',
        )}, and no CustomResourceDefinition in the manifests defines them`,
        remedy: `Install ${install} first, or use the profile platform, which brings cert-manager and Istio`,
      }),
    ],
    warnings: [],
  };
};
