import {
  KubeflowError,
  type KubeflowErrorDetails,
  type KubeflowErrorName,
  RUN_ID_LABEL,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { isHtml } from '../../http/foreignAnswer';
import type { HttpResponse } from '../../http/http';
import {
  identityRemedy,
  profileRemedy,
  strangerRemedy,
  type WayIn,
} from '../access/accessRemedies';
import { at } from '../spec/plainData';
import { type FailedCall, jsonOf, serverText } from './answerText';
import { serviceProxyError } from './serviceProxyError';

export type { FailedCall };

interface Meaning {
  readonly name: KubeflowErrorName;
  readonly reason: string;
  readonly remedy?: string;
}

const TRY_LATER =
  'Try again; if it stays, look at the ml-pipeline pods of the cluster';

const byStatus: Readonly<Record<number, Meaning>> = {
  400: { name: 'InputError', reason: 'InvalidRequest' },
  401: { name: 'AuthenticationError', reason: 'IdentityMissing' },
  403: { name: 'NotAllowedError', reason: 'NotAllowed' },
  404: { name: 'NotFoundError', reason: 'NotFound' },
  409: { name: 'ConflictError', reason: 'AlreadyExists' },
  429: {
    name: 'ServiceUnavailableError',
    reason: 'TooManyRequests',
    remedy: TRY_LATER,
  },
  501: { name: 'NotImplementedError', reason: 'NotImplemented' },
};

const unavailable: Meaning = {
  name: 'ServiceUnavailableError',
  reason: 'ServiceUnavailable',
  remedy: TRY_LATER,
};

interface Disguise extends Meaning {
  readonly remedyBy?: (way: WayIn) => string;
  readonly statuses: readonly number[];
  readonly words: RegExp;
  /** The server stopped before it did anything; without this a 500 leaves that open. */
  readonly refused?: true;
}

// KFP answers 500 and 400 for what is neither: only its words tell.
const disguises: readonly Disguise[] = [
  {
    statuses: [400],
    words: /\brow not found\b/i,
    name: 'ConflictError',
    reason: 'NotTerminable',
    remedy:
      'The run has ended or is being terminated already: look at its state',
  },
  {
    statuses: [409],
    words: /must be failed\/error to retry/i,
    name: 'ConflictError',
    reason: 'NotRetryable',
    remedy: 'Only a failed run can be retried: submit a new one',
  },
  {
    statuses: [400],
    words: /multi-user mode|namespace.* (empty|required)/i,
    name: 'InputError',
    reason: 'NamespaceMissing',
    remedyBy: profileRemedy,
  },
  {
    statuses: [500],
    words: /duplicate (entry .*primary|key value)/i,
    name: 'ConflictError',
    reason: 'RunIdTaken',
    remedy: `A run with this id exists; a second Workflow with its id may run, look for the label ${RUN_ID_LABEL}`,
  },
  {
    statuses: [500],
    words:
      /error (retrieving|fetching) pipeline version|fetch a pipeline version|pipeline version \S+ does/i,
    name: 'NotFoundError',
    reason: 'PipelineVersionNotFound',
    remedy: 'Submit again: the version is uploaded anew',
    refused: true,
  },
  {
    statuses: [500],
    words: /recurringrunid doesn't exist/i,
    name: 'NotFoundError',
    reason: 'RecurringRunNotFound',
    refused: true,
  },
  {
    statuses: [500],
    words:
      /conversion (error|failed)|non-empty name|cannot be empty|length cannot exceed|pipeline spec manifest/i,
    name: 'InputError',
    reason: 'InvalidRequest',
    refused: true,
  },
];

function remedyOf(status: number, call: FailedCall): string | undefined {
  const { access } = call;
  if (status === 401) return identityRemedy(call);
  if (status !== 403) return undefined;
  const account =
    (access?.via === 'port-forward' && access.serviceAccount) ||
    'the identity of the request';
  return `Bind the ClusterRole kubeflow-edit to ${account} by a RoleBinding in the namespace of the runs`;
}

function meaningOf(
  response: HttpResponse,
  words: string,
): Meaning & Partial<Disguise> {
  const { status } = response;
  const disguise = disguises.find(
    each => each.statuses.includes(status) && each.words.test(words),
  );
  if (disguise) return disguise;
  if (status === 500)
    return { name: 'ResponseError', reason: 'ServerError', remedy: TRY_LATER };
  if (status > 500) return byStatus[status] ?? unavailable;
  return (
    byStatus[status] ?? {
      name: 'ResponseError',
      reason: 'UnexpectedAnswer',
      remedyBy: strangerRemedy,
    }
  );
}

function detailsOf(
  response: HttpResponse,
  call: FailedCall,
): KubeflowErrorDetails & { readonly name: KubeflowErrorName } {
  const { status } = response;
  const words = isHtml(response) ? 'an HTML page' : serverText(response);
  const { name, reason, remedy, remedyBy, refused } = meaningOf(
    response,
    words,
  );
  return {
    name,
    subject: call.subject,
    fact: `cannot ${call.purpose}: ${
      words || 'empty answer'
    } (status ${status})`,
    reason,
    remedy: remedy ?? remedyBy?.(call) ?? remedyOf(status, call),
    // An answer that was lost half way, and a refusal that only looks like a 500, are told by the name.
    ...(status >= 300 && !refused && { upstreamStatus: status }),
  };
}

/**
 * The error for an answer that is no success. `upstreamStatus` is left out where the status misleads:
 * for a 200 without JSON, and for a 500 by which KFP refuses a request before it does anything.
 */
export function answerError(
  response: HttpResponse,
  call: FailedCall,
): KubeflowError {
  if (at(jsonOf(response), 'kind') === 'Status')
    return serviceProxyError(response, call);
  const { name, ...details } = detailsOf(response, call);
  return new KubeflowError(name, details);
}
