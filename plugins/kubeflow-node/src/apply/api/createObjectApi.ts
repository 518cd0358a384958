import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '../../clock';
import type { HttpRequest, HttpResponse } from '../../http/http';
import type { KubernetesCall } from '../../kubernetes/call';
import { listObjects } from '../../kubernetes/list';
import { createLimiter } from '../concurrency/limiter';
import { FIELD_MANAGER, type ApplyTarget } from '../contract';
import type { Manifest, ResourceId } from '../manifest';
import { readAnswer } from './answer';
import { applyBody } from './applyBody';
import { Attempts, type Answer } from './attempts';
import { KindResolver } from './kindResolver';
import { objectCall, objectPath } from './objectAddress';
import type {
  ApplyOptions,
  LiveObject,
  ObjectMetadata,
  ServedKind,
} from './objectApi';
import { cutAfter } from './settling';
import { warningsOf } from './warnings';
import type { Applied, ManagedFieldsChange, WritingApi } from './writingApi';

export interface ObjectApiOptions {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Once aborted nothing new is begun; what is in flight may still settle for a moment. */
  readonly signal: AbortSignal;
  /** One call with all its attempts; default 2 minutes. */
  readonly callTimeoutMs?: number;
  /** The server's warnings about what was applied, each once. */
  readonly onWarning?: (text: string) => void;
}

const CALL_MS = 120_000;
const METADATA_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';
const versionOf = ({ apiVersion }: Manifest) =>
  apiVersion.slice(apiVersion.indexOf('/') + 1);

class TransportObjectApi implements WritingApi {
  readonly subject: string;
  private readonly attempts: Attempts;
  private readonly kinds: KindResolver;
  private readonly warned = new Set<string>();

  constructor(target: ApplyTarget, private readonly options: ObjectApiOptions) {
    this.subject = target.subject;
    const { clock, random, signal, callTimeoutMs = CALL_MS } = options;
    this.attempts = new Attempts({
      send: target.transport.send,
      limiter: createLimiter({ subject: target.subject, clock, random }),
      clock,
      random,
      signal,
      cut: cutAfter(signal),
      callTimeoutMs,
    });
    this.kinds = new KindResolver(target.subject, clock, (path, accept) =>
      this.read(path, accept),
    );
  }

  get requests() {
    return { ...this.attempts.counts };
  }

  servedKinds(options?: { readonly refresh?: boolean }) {
    return this.kinds.all(options);
  }

  async apply(manifest: Manifest, options?: ApplyOptions) {
    return (await this.applyManifest(manifest, options)).object;
  }

  async applyManifest(
    manifest: Manifest,
    { dryRun = false, force = false, resourceVersion }: ApplyOptions = {},
  ): Promise<Applied> {
    const { subject } = this;
    const { id } = manifest;
    const kind = await this.kinds.served(id, versionOf(manifest));
    const { response, mayHaveActed, value } = await this.request(
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
        headers: { 'content-type': 'application/apply-patch+yaml' },
        body: applyBody(manifest, resourceVersion),
      },
      { isWrite: !dryRun, isConditional: resourceVersion !== undefined },
    );
    this.warn(response);
    return {
      object: value as unknown as LiveObject,
      isCreated: response.status === 201,
      isRepeated: mayHaveActed,
    };
  }

  async replaceManagedFields(
    id: ResourceId,
    { resourceVersion, managedFields }: ManagedFieldsChange,
  ) {
    const { subject } = this;
    const kind = await this.kinds.served(id);
    const { value } = await this.request(
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
      { isWrite: true, isConditional: true },
    );
    return value as unknown as LiveObject;
  }

  async get(id: ResourceId) {
    const { subject } = this;
    const kind = await this.kinds.find(id);
    if (!kind) return undefined;
    try {
      const { value } = await this.request(
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

  async listMetadata(kind: ServedKind, labelSelector: string) {
    const { group, version, plural } = kind;
    const { objects } = await listObjects({
      subject: this.subject,
      collection: { group, version, plural },
      selector: { labelSelector },
      send: async request =>
        (
          await this.attempts.run({
            request: { ...request, headers: { accept: METADATA_LIST } },
            kind: `LIST ${plural}`,
            isWrite: false,
            isConditional: false,
          })
        ).response,
    });
    return objects.map(({ metadata }) => metadata as unknown as ObjectMetadata);
  }

  async delete(
    id: ResourceId,
    {
      uid,
      resourceVersion,
      dryRun = false,
    }: {
      readonly uid: string;
      readonly resourceVersion?: string;
      readonly dryRun?: boolean;
    },
  ): Promise<void> {
    const { subject } = this;
    const kind = await this.kinds.find(id);
    if (!kind) return;
    try {
      await this.request(
        objectCall({ subject, verb: 'delete' }, kind, id),
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
    } catch (error) {
      if (isAbsence(error)) return;
      if (!hasReason(error, 'Conflict')) throw error;
      // Another uid is another object; else the resourceVersion differs.
      const live = await this.get(id);
      if (live?.metadata.uid === uid) throw error;
    }
  }

  private async read(path: string, accept: string) {
    const { value } = await this.request(
      {
        subject: this.subject,
        verb: 'get',
        group: '',
        resource: path,
      },
      { method: 'GET', path, headers: { accept } },
    );
    return value;
  }

  private async request(
    call: KubernetesCall,
    request: HttpRequest,
    { isWrite = false, isConditional = false } = {},
  ): Promise<Answer & { value: Readonly<Record<string, unknown>> }> {
    const kind = `${request.method} ${call.resource}`;
    return readAnswer(call, request.method, () =>
      this.attempts.run({
        request,
        kind,
        isWrite,
        isConditional,
      }),
    );
  }

  private warn(response: HttpResponse) {
    for (const text of warningsOf(response.headers.warning)) {
      if (this.warned.has(text)) continue;
      this.warned.add(text);
      this.options.onWarning?.(text);
    }
  }
}

/** The object does not exist, nor perhaps its namespace or kind. */
const isAbsence = (error: unknown) =>
  hasReason(error, 'NotFound') ||
  hasReason(error, 'NamespaceNotFound') ||
  hasReason(error, 'ResourceTypeNotFound');

/** The engine's way to one cluster: one limiter, one count of requests. */
export const createObjectApi = (
  target: ApplyTarget,
  options: ObjectApiOptions,
): WritingApi => new TransportObjectApi(target, options);
