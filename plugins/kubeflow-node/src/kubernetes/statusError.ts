import {
  KubeflowError,
  type KubeflowErrorName,
  type Problem,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { isHtml, redirectPlace } from '../http/foreignAnswer';
import type { HttpResponse } from '../http/http';
import { describeTarget, type KubernetesCall } from './call';
import { forbidden } from './forbidden';
import { parseStatus, type KubernetesStatus } from './status';

export interface Refusal {
  readonly call: KubernetesCall;
  readonly status: KubernetesStatus;
  readonly code: number;
}

interface Verdict {
  readonly name: KubeflowErrorName;
  readonly reason: string;
  readonly fact: string;
  readonly remedy?: string;
  readonly problems?: readonly Problem[];
}

const said = ({ status }: Refusal) =>
  status.message ? `: ${status.message}` : '';

const unauthorized = (): Verdict => ({
  name: 'AuthenticationError',
  reason: 'AccessEntryMissing',
  fact: 'the API server accepts the credential of nobody it knows (401)',
  remedy:
    'Most often the IAM role has no access entry (or aws-auth mapping) in this cluster: check with `aws eks list-access-entries`. An expired credential, a wrong clock, or an outage of the authenticator looks the same',
});

const notFound = (refusal: Refusal): Verdict => {
  const { call, status } = refusal;
  const target = describeTarget(call);
  if (status.details?.kind === 'namespaces' && call.resource !== 'namespaces') {
    return {
      name: 'NotFoundError',
      reason: 'NamespaceNotFound',
      fact: `namespace ${call.namespace} does not exist`,
      remedy: 'Create the namespace, or correct its name',
    };
  }
  return status.details?.name ||
    !/requested resource/.test(status.message ?? '')
    ? {
        name: 'NotFoundError',
        reason: 'NotFound',
        fact: `${target} does not exist${said(refusal)}`,
      }
    : {
        name: 'NotFoundError',
        reason: 'ResourceTypeNotFound',
        fact: `the API server does not serve ${call.resource}.${call.group}`,
        remedy: `Install the CustomResourceDefinition of ${call.resource}, or check the version of what is installed`,
      };
};

const conflict = (refusal: Refusal): Verdict => {
  const { call, status } = refusal;
  const target = describeTarget(call);
  const owned = (status.details?.causes ?? []).filter(
    ({ reason }) => reason === 'FieldManagerConflict',
  );
  if (owned.length > 0) {
    return {
      name: 'ConflictError',
      reason: 'FieldManagerConflict',
      fact: `${target}: ${owned
        .map(({ message, field }) => {
          const manager = message?.match(/"([^"]+)"/)?.[1] ?? message;
          return `'${manager}' owns ${field}`;
        })
        .join('; ')}`,
      remedy: 'Remove these fields there or here, or take them over on purpose',
      problems: owned.map(({ message, field }) => ({
        message: `${field}: ${message}`,
      })),
    };
  }
  return status.reason === 'AlreadyExists'
    ? {
        name: 'ConflictError',
        reason: 'AlreadyExists',
        fact: `${target} exists already`,
      }
    : {
        name: 'ConflictError',
        reason: 'Conflict',
        fact: `${target} was changed by someone else meanwhile${said(refusal)}`,
        remedy: 'Read it again and repeat the change',
      };
};

const invalid = (refusal: Refusal): Verdict => {
  const { call, status } = refusal;
  const problems = (status.details?.causes ?? []).map(({ field, message }) => ({
    message: field ? `${field}: ${message}` : message ?? '',
  }));
  return {
    name: 'InputError',
    reason: /immutable/.test(status.message ?? '')
      ? 'ImmutableField'
      : 'Invalid',
    fact: `${describeTarget(call)} is not valid${said(refusal)}`,
    remedy: 'Correct the field that is named',
    problems,
  };
};

const throttled = ({ status }: Refusal): Verdict => {
  const seconds = status.details?.retryAfterSeconds;
  return {
    name: 'ServiceUnavailableError',
    reason: 'TooManyRequests',
    fact: `the API server has too much to do (429)${
      seconds ? ` and asks to wait ${seconds} s` : ''
    }`,
    remedy: 'Try again later, or ask with less concurrency',
  };
};

/** A body that does not fit the kind's schema: server-side apply answers 500 to it. */
const MISFIT =
  /^failed to create typed patch object|field not declared in schema/;

const failed = (refusal: Refusal): Verdict => {
  const message = refusal.status.message ?? '';
  if (MISFIT.test(message)) {
    return {
      name: 'InputError',
      reason: 'Invalid',
      fact: `${describeTarget(refusal.call)} is not valid${said(refusal)}`,
      remedy: 'Correct the field that is named',
    };
  }
  const webhook = message.match(
    /failed calling (?:admission )?webhook "([^"]+)"/,
  )?.[1];
  if (webhook) {
    return {
      name: 'ServiceUnavailableError',
      reason: 'WebhookFailed',
      fact: `admission webhook ${webhook} cannot be called${said(refusal)}`,
      remedy: `Check the Service and the pods behind webhook ${webhook}`,
    };
  }
  const converted = message.match(/conversion webhook for (.+?) failed/)?.[1];
  if (converted) {
    return {
      name: 'ServiceUnavailableError',
      reason: 'WebhookFailed',
      fact: `the conversion webhook of ${converted} cannot be called${said(
        refusal,
      )}`,
      remedy: `Check the Service and the pods that the CustomResourceDefinition of ${converted} names`,
    };
  }
  return {
    name: refusal.code === 504 ? 'TimeoutError' : 'ServiceUnavailableError',
    reason: refusal.code === 504 ? 'ServerTimeout' : 'ServerError',
    fact: `the API server failed (${refusal.code}) at ${describeTarget(
      refusal.call,
    )}${said(refusal)}`,
    remedy: 'Try again later',
  };
};

const VERDICTS: Readonly<Record<number, (refusal: Refusal) => Verdict>> = {
  400: refusal => ({
    name: 'InputError',
    reason: 'BadRequest',
    fact: `the API server does not take the request for ${describeTarget(
      refusal.call,
    )}${said(refusal)}`,
    remedy: 'Correct what it names',
  }),
  401: unauthorized,
  403: forbidden,
  404: notFound,
  409: conflict,
  410: refusal => ({
    name: 'ConflictError',
    reason: 'Expired',
    fact: `the API server no longer has this history${said(refusal)}`,
    remedy: 'List again',
  }),
  413: refusal => ({
    name: 'InputError',
    reason: 'TooLarge',
    fact: `${describeTarget(refusal.call)} is too large${said(refusal)}`,
  }),
  422: invalid,
  429: throttled,
};

const other = (refusal: Refusal): Verdict =>
  refusal.code >= 500
    ? failed(refusal)
    : {
        name: 'ResponseError',
        reason: 'UnexpectedStatus',
        fact: `the API server answered ${refusal.code}${said(refusal)}`,
      };

/** Makes the error that a Status stands for; `code` is the HTTP status, or the Status's own in a watch. */
export const statusError = (refusal: Refusal): KubeflowError => {
  const verdict = (VERDICTS[refusal.code] ?? other)(refusal);
  return new KubeflowError(verdict.name, {
    ...verdict,
    subject: refusal.call.subject,
    upstreamStatus: refusal.code,
  });
};

/** An answer that no API server gives: a login page, a redirect, a proxy's error. */
export const notKubernetes = (
  call: KubernetesCall,
  response: Pick<HttpResponse, 'status' | 'headers' | 'text'>,
): KubeflowError => {
  const { status, headers } = response;
  const what = isHtml(response) ? 'an HTML page' : 'something else than JSON';
  const place = redirectPlace(headers.location);
  const location = place && ` that points to ${place}`;
  return new KubeflowError(
    status >= 500 ? 'ServiceUnavailableError' : 'ResponseError',
    {
      subject: call.subject,
      fact: location
        ? `${call.verb} ${describeTarget(
            call,
          )} was answered with a redirect (${status})${location}`
        : `${call.verb} ${describeTarget(
            call,
          )} was answered with ${what} (${status}), not by a Kubernetes API server`,
      reason: 'NotKubernetes',
      remedy:
        'Check the address: a login proxy or a load balancer answers in its place',
      upstreamStatus: status,
    },
  );
};

/**
 * The Status of an answer that comes from the server's outer layers, which send plain text: of an
 * authenticator, of the limit of requests, and of the router for an API group that is not served.
 */
const bareStatus = (response: HttpResponse): KubernetesStatus | undefined => {
  if (isHtml(response)) return undefined;
  const { status, text } = response;
  if (status === 401 || status === 429) return { kind: 'Status' };
  return status === 404 && text.trim() === '404 page not found'
    ? {
        kind: 'Status',
        message: 'the server could not find the requested resource',
      }
    : undefined;
};

/** The error of an answer with a status of 300 and more. */
export const responseError = (
  call: KubernetesCall,
  response: HttpResponse,
): KubeflowError => {
  const status = parseStatus(response.text) ?? bareStatus(response);
  return status
    ? statusError({ call, status, code: response.status })
    : notKubernetes(call, response);
};
