import type { ManifestObject } from '../../apply/manifest';

/** A container, as far as the overlay reads it. */
export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly env?: readonly EnvironmentVariable[];
  readonly envFrom?: readonly {
    readonly configMapRef?: { readonly name?: string };
    readonly secretRef?: { readonly name?: string };
  }[];
  readonly resources?: {
    readonly requests?: Amounts;
    readonly limits?: Amounts;
  };
}

type Amounts = Readonly<Record<string, string | number | bigint>>;

export interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: { readonly name?: string; readonly key?: string };
    readonly configMapKeyRef?: {
      readonly name?: string;
      readonly key?: string;
    };
  };
}

export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly {
    readonly configMap?: { readonly name?: string };
    readonly persistentVolumeClaim?: { readonly claimName?: string };
    readonly projected?: {
      readonly sources?: readonly {
        readonly configMap?: { readonly name?: string };
      }[];
    };
  }[];
  readonly topologySpreadConstraints?: readonly unknown[];
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** True for what runs pods for ever. */
export const isWorkload = ({ kind, apiVersion }: ManifestObject): boolean =>
  KINDS.includes(kind) && apiVersion.startsWith('apps/');

interface Template {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: PodSpec;
}

interface WorkloadSpec {
  readonly replicas?: number;
  readonly template?: Template;
}

/** `spec` of a workload; empty for anything else. */
export const workloadSpec = (object: ManifestObject): WorkloadSpec =>
  (object.spec as WorkloadSpec | undefined) ?? {};

export const podSpec = (object: ManifestObject): PodSpec =>
  workloadSpec(object).template?.spec ?? {};

/** Containers with the list that they stand in. */
export const containersOf = (
  object: ManifestObject,
): readonly {
  readonly list: 'containers' | 'initContainers';
  readonly container: Container;
}[] => {
  const spec = podSpec(object);
  return (['initContainers', 'containers'] as const).flatMap(list =>
    (spec[list] ?? []).map(container => ({ list, container })),
  );
};
