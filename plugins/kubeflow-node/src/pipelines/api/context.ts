import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { CallApi } from './callApi';

/** What the calls of one client share. */
export interface ApiContext {
  readonly call: CallApi;
  readonly subject: string;
  /** Set in multi-user mode only: elsewhere the server ignores it. */
  readonly namespace: string | undefined;
}

/** Name as it stands in messages. */
export const quoted = (name: string) =>
  `'${name.length > 80 ? `${name.slice(0, 80)}…` : name}'`;

/**
 * `message` when the server filled in its id; an answer without it is a broken one.
 *
 * @throws KubeflowError `ResponseError`, reason `InvalidAnswer`.
 */
export function withId<T extends object>(
  message: T,
  id: keyof T & string,
  { subject, purpose }: { subject: string; purpose: string },
): T {
  if (message[id]) return message;
  throw new KubeflowError('ResponseError', {
    subject,
    fact: `cannot ${purpose}: the answer has no ${id}`,
    reason: 'InvalidAnswer',
    remedy: 'Look at what is between here and Kubeflow Pipelines',
  });
}
