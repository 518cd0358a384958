import type { Permission } from './access';
import type { KfpContext } from './context';
import { wrapping } from './errors';
import type { ApiRequest, Route } from './router';

/** A kind of object that routes reach by an id in their path. */
export interface GuardedKind {
  readonly resource: Permission['resource'];
  /** The path's parameter that holds the id. */
  readonly parameter: string;
  /**
   * Namespace in which the right is needed, asked for in multi-user mode only. Undefined for an unknown id where
   * the server lets the work itself say so, unchecked; throws where it says so here.
   */
  readonly namespaceOf: (id: string) => string | undefined;
  /** What the server puts in front of every error of a verb, a missing right among them. Default: nothing. */
  readonly failure?: (verb: string) => string;
}

type WorkOnId = (id: string, request: ApiRequest) => object | Promise<object>;

/** Makes handlers that check the right to `verb` on the object, then do the work on its id. */
export const guardedBy =
  (context: KfpContext, kind: GuardedKind) =>
  (verb: string, work: WorkOnId): Route['handle'] => {
    const { resource, parameter, namespaceOf, failure } = kind;
    const handle = async (request: ApiRequest) => {
      const id = request.params[parameter] ?? '';
      const namespace = context.multiUser ? namespaceOf(id) : undefined;
      if (namespace !== undefined) {
        await context.access.check(request, { resource, verb, namespace });
      }
      return work(id, request);
    };
    return failure
      ? request => wrapping(failure(verb), () => handle(request))
      : handle;
  };
