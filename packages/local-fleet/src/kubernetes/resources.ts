import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, asObject, asString, valueAt } from './json';
import { CORE_RESOURCES, coreSchema } from './schema/coreSchema';
import { customResourceSchema } from './schema/crdSchema';
import type { SchemaNode } from './schema/schemaNode';
import type { ResourceName } from './status';

/** A column of `kubectl get`, as in a CRD's `additionalPrinterColumns`. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly description?: string;
  readonly priority?: number;
  readonly jsonPath: string;
}

/** What only custom resources have. */
export interface CustomVersion {
  readonly columns: readonly PrinterColumn[];
  /** The CRD's schema of this version, for values (enum, pattern, minimum...). */
  readonly openApi: unknown;
}

/** One resource of one served version. */
export interface Resource extends ResourceName {
  readonly version: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** Has the status subresource: then spec and status are written apart. */
  readonly hasStatus: boolean;
  readonly schema: SchemaNode;
  /** Name of the built-in type in `coreApi.json`. */
  readonly type?: string;
  readonly custom?: CustomVersion;
}

/** All verbs of a resource that is stored. */
export const STORED_VERBS = [
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'create',
  'update',
  'watch',
] as const;

/** `apps/v1`, or `v1` in the core group. */
export const groupVersion = (resource: {
  readonly group: string;
  readonly version: string;
}) =>
  resource.group ? `${resource.group}/${resource.version}` : resource.version;

const builtIn = (): Resource[] =>
  CORE_RESOURCES.map(resource => ({
    ...resource,
    hasStatus: resource.status,
    schema: coreSchema(resource.type),
  }));

const customVersions = (crd: KubernetesObject): Resource[] => {
  const spec = asObject(crd.spec);
  const names = asObject(spec.names);
  const plural = asString(names.plural) ?? '';
  return asArray(spec.versions)
    .map(asObject)
    .filter(version => version.served === true)
    .map(version => {
      const schema = valueAt(version, 'schema', 'openAPIV3Schema');
      return {
        group: asString(spec.group) ?? '',
        version: asString(version.name) ?? '',
        plural,
        singular:
          asString(names.singular) ??
          (asString(names.kind) ?? '').toLowerCase(),
        kind: asString(names.kind) ?? '',
        namespaced: spec.scope !== 'Cluster',
        verbs: [...STORED_VERBS],
        shortNames: asArray(names.shortNames).map(String),
        categories: asArray(names.categories).map(String),
        hasStatus: valueAt(version, 'subresources', 'status') !== undefined,
        schema: customResourceSchema(schema),
        custom: {
          columns: asArray(
            version.additionalPrinterColumns,
          ) as readonly PrinterColumn[],
          openApi: schema,
        },
      };
    });
};

const pathKey = (group: string, version: string, plural: string) =>
  `${group}/${version}/${plural}`;

/** Every resource that the server serves; custom ones come and go with their CRD. */
export class ResourceRegistry {
  private readonly byPath = new Map<string, Resource>();
  private readonly byKind = new Map<string, Resource>();
  private readonly customOf = new Map<string, readonly Resource[]>();

  constructor() {
    builtIn().forEach(resource => this.add(resource));
  }

  find(group: string, version: string, plural: string): Resource | undefined {
    return this.byPath.get(pathKey(group, version, plural));
  }

  findKind(apiVersion: string, kind: string): Resource | undefined {
    return this.byKind.get(`${apiVersion}/${kind}`);
  }

  all(): readonly Resource[] {
    return [...this.byPath.values()];
  }

  /** True when any resource of the group and version is served. */
  servesVersion(group: string, version: string): boolean {
    return this.all().some(
      resource => resource.group === group && resource.version === version,
    );
  }

  servesGroup(group: string): boolean {
    return this.all().some(resource => resource.group === group);
  }

  /** Serves a CRD's versions, in place of what an older form of it served. */
  serve(crd: KubernetesObject): void {
    this.withdraw(crd.metadata.name);
    const resources = customVersions(crd);
    this.customOf.set(crd.metadata.name, resources);
    resources.forEach(resource => this.add(resource));
  }

  /** Stops serving a CRD. */
  withdraw(crdName: string): void {
    for (const resource of this.customOf.get(crdName) ?? []) {
      this.byPath.delete(
        pathKey(resource.group, resource.version, resource.plural),
      );
      this.byKind.delete(`${groupVersion(resource)}/${resource.kind}`);
    }
    this.customOf.delete(crdName);
  }

  private add(resource: Resource): void {
    this.byPath.set(
      pathKey(resource.group, resource.version, resource.plural),
      resource,
    );
    this.byKind.set(`${groupVersion(resource)}/${resource.kind}`, resource);
  }
}
