import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  resourceKey,
  type Manifest,
  type ManifestObject,
} from '../../apply/manifest';

/** Where upstream's manifests install. */
export const UPSTREAM_NAMESPACE = 'kubeflow';

/** One entry of `patches` in a kustomization. */
export interface OverlayPatch {
  readonly object: ManifestObject;
  /** A strategic merge patch, or operations of a JSON patch. */
  readonly body: object;
}

/** Path of a value in an object: keys and indexes. */
export type ValuePath = readonly (string | number)[];

const jsonPointer = (path: ValuePath) =>
  path
    .map(key => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`)
    .join('');

/** Definitions are large, and no setting concerns them. */
const isReadable = ({ id }: Manifest) => id.kind !== 'CustomResourceDefinition';

/**
 * What the settings of a cluster change in the manifests of a source: collected here, carried out by kustomize. A
 * setting that finds nothing to change must warn.
 */
export class OverlayDraft {
  /** Applied first: their paths hold for the objects as they were. */
  readonly replacements: OverlayPatch[] = [];
  readonly patches: OverlayPatch[] = [];
  readonly removed = new Set<string>();
  /** Of ours, whatever {@link namespace} says. */
  readonly added: ManifestObject[] = [];
  readonly warnings: string[] = [];
  /** By name as written, without tag. */
  readonly newImages = new Map<string, string>();
  /** Objects with a container of one of them. */
  readonly reimaged = new Set<string>();
  /** Every object goes to this namespace; undefined leaves them where they are. */
  namespace?: string;
  private readonly byKey = new Map<string, ManifestObject>();
  private readonly keys = new Map<ManifestObject, string>();

  constructor(
    readonly cluster: FleetCluster,
    manifests: readonly Manifest[],
    readonly context: {
      readonly autoMode: boolean;
      readonly ownSource: boolean;
    },
  ) {
    for (const manifest of manifests.filter(isReadable)) {
      const key = resourceKey(manifest.id);
      const object = manifest.object();
      this.byKey.set(key, object);
      this.keys.set(object, key);
    }
  }

  /** Objects that are still there, definitions left out. */
  objects(...kinds: readonly string[]): readonly ManifestObject[] {
    return [...this.byKey]
      .filter(
        ([key, { kind }]) =>
          !this.removed.has(key) &&
          (kinds.length === 0 || kinds.includes(kind)),
      )
      .map(([, object]) => object);
  }

  /** The object of this kind and name in the installation's namespace, if it is there. */
  find(kind: string, name: string): ManifestObject | undefined {
    return this.objects(kind).find(
      ({ metadata }) =>
        metadata.name === name && metadata.namespace === this.sourceNamespace,
    );
  }

  /** Where the installation is in the manifests as they come: an overlay may move it. */
  get sourceNamespace(): string {
    return this.context.ownSource
      ? this.cluster.kubeflow.namespace
      : UPSTREAM_NAMESPACE;
  }

  /** Lays a strategic merge patch over an object; its identity is added. */
  patch(object: ManifestObject, body: object) {
    this.patches.push({ object, body });
  }

  /** Replaces one text of an object. */
  replaceText(object: ManifestObject, path: ValuePath, value: string) {
    this.replacements.push({
      object,
      body: [{ op: 'replace', path: jsonPointer(path), value }],
    });
  }

  remove(object: ManifestObject) {
    this.removed.add(this.keyOf(object));
  }

  /** Adds an object of ours; what stands beside the installation moves with it. */
  add(object: ManifestObject) {
    const { namespace, ...metadata } = object.metadata;
    const moved =
      namespace === this.sourceNamespace
        ? this.cluster.kubeflow.namespace
        : namespace;
    this.added.push({
      ...object,
      metadata: { ...metadata, ...(moved ? { namespace: moved } : {}) },
    });
  }

  warn(text: string) {
    this.warnings.push(text);
  }

  keyOf(object: ManifestObject): string {
    return this.keys.get(object) ?? '';
  }
}
