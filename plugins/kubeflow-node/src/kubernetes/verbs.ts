import {
  hasReason,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpRequest, HttpSend } from '../http/http';
import { requestJson } from './answers';
import { describeTarget, type KubernetesCall } from './call';
import { collectionPath } from './collectionPath';
import { containsAll } from './containsAll';
import type {
  KubernetesClient,
  KubernetesObject,
  ObjectMeta,
  ResourceCollection,
} from './objects';

const JSON_BODY = { 'content-type': 'application/json' };
const MERGE_PATCH = { 'content-type': 'application/merge-patch+json' };

interface VerbContext {
  readonly subject: string;
  readonly send: HttpSend;
}

type Verbs = Pick<
  KubernetesClient,
  'get' | 'create' | 'replace' | 'patch' | 'delete'
>;

/** What the server writes itself, so that a comparison with what was sent must leave it out. */
const withoutServerFields = (object: KubernetesObject) => {
  const { resourceVersion, managedFields, uid, generation, ...metadata } =
    object.metadata;
  return { ...object, metadata };
};

class ObjectVerbs implements Verbs {
  constructor(private readonly context: VerbContext) {}

  get(collection: ResourceCollection, name: string) {
    return this.request(this.call('get', collection, name), {
      method: 'GET',
      path: collectionPath(collection, name),
    });
  }

  /**
   * When the answer is lost, reads the object and counts it as created here when it holds all that was
   * sent: a claim must therefore contain something that only its writer can have written.
   */
  async create(collection: ResourceCollection, object: KubernetesObject) {
    const { name } = object.metadata as Partial<ObjectMeta>;
    const call = this.call('create', collection, name);
    const post = () =>
      this.request(call, {
        method: 'POST',
        path: collectionPath(collection),
        headers: JSON_BODY,
        body: JSON.stringify(object),
      });
    try {
      return await post();
    } catch (error) {
      if (!name || !hasReason(error, 'AnswerLost')) throw error;
      const live = await this.find(collection, name);
      if (!live) return await post();
      if (containsAll(live, withoutServerFields(object))) return live;
      throw new KubeflowError('ConflictError', {
        subject: this.context.subject,
        fact: `${describeTarget(call)} exists already, with other content`,
        reason: 'AlreadyExists',
        cause: error,
      });
    }
  }

  /** A repetition after a lost answer meets a conflict with itself: the live object tells. */
  async replace(collection: ResourceCollection, object: KubernetesObject) {
    const { name } = object.metadata;
    try {
      return await this.request(this.call('update', collection, name), {
        method: 'PUT',
        path: collectionPath(collection, name),
        headers: JSON_BODY,
        body: JSON.stringify(object),
      });
    } catch (error) {
      if (!hasReason(error, 'Conflict')) throw error;
      const live = await this.find(collection, name);
      if (live && containsAll(live, withoutServerFields(object))) return live;
      throw error;
    }
  }

  patch(collection: ResourceCollection, name: string, patch: object) {
    return this.request(this.call('patch', collection, name), {
      method: 'PATCH',
      path: collectionPath(collection, name),
      headers: MERGE_PATCH,
      body: JSON.stringify(patch),
    });
  }

  async delete(collection: ResourceCollection, name: string) {
    const remove = () =>
      this.request(this.call('delete', collection, name), {
        method: 'DELETE',
        path: collectionPath(collection, name),
        // Not repeated by the transport: a 404 must be told from the trace of a lost answer.
        retry: 'unsent',
      });
    try {
      await remove();
    } catch (error) {
      if (!hasReason(error, 'AnswerLost')) throw error;
      await remove().catch(secondError => {
        if (!hasReason(secondError, 'NotFound')) throw secondError;
      });
    }
  }

  private async find(collection: ResourceCollection, name: string) {
    try {
      return await this.get(collection, name);
    } catch (error) {
      if (hasReason(error, 'NotFound')) return undefined;
      throw error;
    }
  }

  private call(
    verb: string,
    { group, plural, namespace }: ResourceCollection,
    name?: string,
  ): KubernetesCall {
    const { subject } = this.context;
    return { subject, verb, group, resource: plural, namespace, name };
  }

  private async request(call: KubernetesCall, request: HttpRequest) {
    const answer = await requestJson(this.context.send, request, call);
    return answer as unknown as KubernetesObject;
  }
}

/** The verbs on single objects. */
export const objectVerbs = (context: VerbContext): Verbs => {
  const verbs = new ObjectVerbs(context);
  return {
    get: (...args) => verbs.get(...args),
    create: (...args) => verbs.create(...args),
    replace: (...args) => verbs.replace(...args),
    patch: (...args) => verbs.patch(...args),
    delete: (...args) => verbs.delete(...args),
  };
};
