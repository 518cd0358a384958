import {
  hasReason,
  isKubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { FIELD_MANAGER, type ApplyTarget } from '../contract';
import type { Manifest, ResourceId } from '../manifest';
import { applyBody } from './applyBody';
import { objectCall, objectCollectionPath, objectPath } from './objectAddress';
import type {
  ApplyOptions,
  LiveObject,
  ObjectMetadata,
  ServedKind,
} from './objectApi';
import { ObjectRequests, type ObjectApiOptions } from './objectRequests';
import type {
  Applied,
  ApplyManifestOptions,
  BeforeSend,
  ManagedFieldsChange,
  WritingApi,
} from './writingApi';

const METADATA =
  'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';
const METADATA_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';
type DeleteOptions = Parameters<WritingApi['delete']>[1];

/** Of a deletion that names a uid only. */
const MOST_CONFLICTS = 5;

const versionOf = ({ apiVersion }: Manifest) =>
  apiVersion.slice(apiVersion.indexOf('/') + 1);

class TransportObjectApi implements WritingApi {
  constructor(private readonly server: ObjectRequests) {}

  get subject() {
    return this.server.subject;
  }

  get requests() {
    return { ...this.server.counts };
  }

  servedKinds(options?: { readonly refresh?: boolean }) {
    return this.server.kinds.all(options);
  }

  async apply(manifest: Manifest, options?: ApplyOptions) {
    return (await this.applyManifest(manifest, options)).object;
  }

  async applyManifest(
    manifest: Manifest,
    {
      dryRun = false,
      force = false,
      resourceVersion,
      beforeSend,
      answer = 'object',
    }: ApplyManifestOptions = {},
  ): Promise<Applied> {
    const { subject } = this;
    const { id } = manifest;
    const kind = await this.server.kinds.served(id, versionOf(manifest));
    const { response, mayHaveActed, value } = await this.server.request(
      objectCall({ subject, verb: 'patch' }, kind, id),
      {
        method: 'PATCH',
        path: objectPath(kind, id),
        query: {
          fieldManager: FIELD_MANAGER,
          force: force ? 'true' : undefined,
          // kubectl's default: a misspelt field is an error and not dropped.
          fieldValidation: 'Strict',
          dryRun: dryRun ? 'All' : undefined,
        },
        headers: {
          'content-type': 'application/apply-patch+yaml',
          ...(answer === 'metadata' ? { accept: METADATA } : {}),
        },
        body: applyBody(manifest, resourceVersion),
      },
      {
        isWrite: !dryRun,
        isConditional: resourceVersion !== undefined,
        beforeSend,
      },
    );
    this.server.warn(response);
    return {
      // An answer of metadata calls itself another kind.
      object: {
        ...value,
        apiVersion: manifest.apiVersion,
        kind: id.kind,
      } as unknown as LiveObject,
      isCreated: response.status === 201,
      isRepeated: mayHaveActed,
    };
  }

  async replaceManagedFields(
    id: ResourceId,
    { resourceVersion, managedFields }: ManagedFieldsChange,
    beforeSend?: BeforeSend,
  ) {
    const { subject } = this;
    const kind = await this.server.kinds.served(id);
    const { value } = await this.server.request(
      objectCall({ subject, verb: 'patch' }, kind, id),
      {
        method: 'PATCH',
        path: objectPath(kind, id),
        headers: { 'content-type': 'application/json-patch+json' },
        body: JSON.stringify([
          {
            op: 'replace',
            path: '/metadata/managedFields',
            value: managedFields,
          },
          {
            op: 'replace',
            path: '/metadata/resourceVersion',
            value: resourceVersion,
          },
        ]),
      },
      { isWrite: true, isConditional: true, beforeSend },
    );
    return value as unknown as LiveObject;
  }

  async get(id: ResourceId) {
    const { subject } = this;
    const kind = await this.server.kinds.find(id);
    if (!kind) return undefined;
    try {
      const { value } = await this.server.request(
        objectCall({ subject, verb: 'get' }, kind, id),
        {
          method: 'GET',
          path: objectPath(kind, id),
        },
      );
      return value as unknown as LiveObject;
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw error;
    }
  }

  async isValidAnew(manifest: Manifest) {
    const { subject } = this;
    const { id } = manifest;
    const kind = await this.server.kinds.served(id, versionOf(manifest));
    try {
      await this.server.request(
        objectCall({ subject, verb: 'create' }, kind, id),
        {
          method: 'POST',
          path: objectCollectionPath(kind, id),
          query: { dryRun: 'All', fieldManager: FIELD_MANAGER },
          headers: { 'content-type': 'application/json' },
          body: manifest.body,
        },
        { isConditional: true },
      );
      return true;
    } catch (error) {
      if (hasReason(error, 'AlreadyExists')) return true;
      if (isKubeflowError(error) && error.upstreamStatus === 422) return false;
      throw error;
    }
  }

  async listMetadata(kind: ServedKind, labelSelector: string) {
    const objects = await this.server.list(kind, labelSelector, METADATA_LIST);
    return objects.map(({ metadata }) => metadata as unknown as ObjectMetadata);
  }

  async listObjects(kind: ServedKind, labelSelector: string) {
    const objects = await this.server.list(
      kind,
      labelSelector,
      'application/json',
    );
    return objects as unknown as readonly LiveObject[];
  }

  learn(kinds: readonly ServedKind[]) {
    return this.server.kinds.learn(kinds);
  }

  async delete(id: ResourceId, options: DeleteOptions): Promise<void> {
    const kind = await this.server.kinds.find(id);
    if (!kind) return;
    for (let attempts = 1; ; attempts += 1) {
      try {
        await this.deleteOnce(kind, id, options);
        return;
      } catch (error) {
        if (isAbsence(error)) return;
        if (!hasReason(error, 'Conflict')) throw error;
        // Another uid is another object; else the resourceVersion differs, or the server changed it meanwhile.
        const live = await this.get(id);
        if (live?.metadata.uid !== options.uid) return;
        const isAnswer = options.resourceVersion !== undefined;
        if (isAnswer || attempts >= MOST_CONFLICTS) throw error;
      }
    }
  }

  private deleteOnce(
    kind: ServedKind,
    id: ResourceId,
    { uid, resourceVersion, dryRun = false }: DeleteOptions,
  ) {
    return this.server.request(
      objectCall({ subject: this.subject, verb: 'delete' }, kind, id),
      {
        method: 'DELETE',
        path: objectPath(kind, id),
        query: { dryRun: dryRun ? 'All' : undefined },
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          kind: 'DeleteOptions',
          apiVersion: 'v1',
          propagationPolicy: 'Background',
          preconditions: { uid, resourceVersion },
        }),
      },
      { isWrite: !dryRun, isConditional: true },
    );
  }
}

/** The object does not exist, nor perhaps its namespace or kind. */
const isAbsence = (error: unknown) =>
  hasReason(error, 'NotFound') ||
  hasReason(error, 'NamespaceNotFound') ||
  hasReason(error, 'ResourceTypeNotFound');

export type { ObjectApiOptions };

/** The engine's way to one cluster: one limiter, one count of requests. */
export const createObjectApi = (
  target: ApplyTarget,
  options: ObjectApiOptions,
): WritingApi => new TransportObjectApi(new ObjectRequests(target, options));
