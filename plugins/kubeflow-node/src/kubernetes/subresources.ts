import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpSend } from '../http/http';
import { requestJson } from './answers';
import { collectionPath, PODS, SERVICE_ACCOUNTS } from './collectionPath';
import type { KubernetesClient } from './objects';
import { responseError } from './statusError';

interface Context {
  readonly subject: string;
  readonly send: HttpSend;
}

const JSON_BODY = { 'content-type': 'application/json' };

/** See {@link KubernetesClient.podLog}. */
export const podLog =
  ({ subject, send }: Context): KubernetesClient['podLog'] =>
  async ({ namespace, name }, { container, tailLines, previous }) => {
    const response = await send({
      method: 'GET',
      path: collectionPath({ ...PODS, namespace }, name, 'log'),
      headers: { accept: '*/*' },
      query: {
        container,
        tailLines: String(tailLines),
        previous: previous ? 'true' : undefined,
      },
    });
    if (response.status >= 300) {
      throw responseError(
        {
          subject,
          verb: 'get',
          group: '',
          resource: 'pods/log',
          namespace,
          name,
        },
        response,
      );
    }
    const lines = response.text.split('\n');
    return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  };

/** See {@link KubernetesClient.isAllowed}. */
export const isAllowed =
  ({ subject, send }: Context): KubernetesClient['isAllowed'] =>
  async access => {
    const review = await requestJson(
      send,
      {
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        headers: JSON_BODY,
        // It changes nothing, so it may be repeated.
        retry: 'idempotent',
        body: JSON.stringify({
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: access },
        }),
      },
      {
        subject,
        verb: 'create',
        group: 'authorization.k8s.io',
        resource: 'selfsubjectaccessreviews',
      },
    );
    const status = review.status as { allowed?: boolean } | undefined;
    return status?.allowed === true;
  };

/** See {@link KubernetesClient.createToken}. The token lives for an hour. */
export const createToken =
  ({ subject, send }: Context): KubernetesClient['createToken'] =>
  async ({ namespace, name }, audience) => {
    const answer = await requestJson(
      send,
      {
        method: 'POST',
        path: collectionPath({ ...SERVICE_ACCOUNTS, namespace }, name, 'token'),
        headers: JSON_BODY,
        // A second token harms nobody.
        retry: 'idempotent',
        body: JSON.stringify({
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: { audiences: [audience], expirationSeconds: 3600 },
        }),
      },
      {
        subject,
        verb: 'create',
        group: '',
        resource: 'serviceaccounts/token',
        namespace,
        name,
      },
    );
    const { token, expirationTimestamp } = (answer.status ?? {}) as {
      token?: string;
      expirationTimestamp?: string;
    };
    if (!token || !expirationTimestamp) {
      throw new KubeflowError('ResponseError', {
        subject,
        fact: `the TokenRequest for serviceaccount ${namespace}/${name} was answered without a token`,
        reason: 'NotKubernetes',
      });
    }
    return { token, expiration: new Date(expirationTimestamp) };
  };
