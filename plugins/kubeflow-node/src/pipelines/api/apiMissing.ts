import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpResponse, HttpSend } from '../../http/http';
import { addressRemedy } from '../access/accessRemedies';
import { at } from '../spec/plainData';
import { type FailedCall, jsonOf } from './answerText';

/** True for a 404 of the route and not of an object: KFP gives details for objects only. */
export function isRouteMissing(response: HttpResponse): boolean {
  if (response.status !== 404) return false;
  const body = jsonOf(response);
  if (at(body, 'kind') === 'Status') return false;
  return (
    at(body, 'details') === undefined && at(body, 'error_message') === undefined
  );
}

const PROBE_TIMEOUT_MS = 5_000;

async function hasOldApi(send: HttpSend): Promise<boolean> {
  try {
    const response = await send({
      method: 'GET',
      path: '/apis/v1beta1/healthz',
      timeoutMs: PROBE_TIMEOUT_MS,
    });
    return response.status === 200 && jsonOf(response) !== undefined;
  } catch {
    // The probe only chooses between two messages; the 404 is the failure.
    return false;
  }
}

async function hasApi(send: HttpSend): Promise<boolean> {
  const response = await send({
    method: 'GET',
    path: '/apis/v2beta1/healthz',
    timeoutMs: PROBE_TIMEOUT_MS,
  });
  return response.status === 200;
}

/** The error for a route that is not there: an old server, another server, or a server without this call. */
export async function apiMissingError(
  response: HttpResponse,
  { send, ...call }: FailedCall & { readonly send: HttpSend },
): Promise<KubeflowError> {
  const { subject, purpose } = call;
  const upstreamStatus = response.status;
  const fact = `cannot ${purpose}:`;
  if (await hasApi(send).catch(() => false))
    return new KubeflowError('NotImplementedError', {
      subject,
      fact: `${fact} this version of Kubeflow Pipelines has no such call`,
      reason: 'CallMissing',
      remedy: 'Upgrade Kubeflow Pipelines to 2.0 or later',
      upstreamStatus,
    });
  if (await hasOldApi(send))
    return new KubeflowError('NotImplementedError', {
      subject,
      fact: `${fact} Kubeflow Pipelines has only the v1beta1 API here`,
      reason: 'ApiV1Only',
      remedy: 'Upgrade Kubeflow Pipelines to 2.0 or later',
      upstreamStatus,
    });
  return new KubeflowError('NotFoundError', {
    subject,
    fact: `${fact} there is no Kubeflow Pipelines API at this address (status 404)`,
    reason: 'ApiNotFound',
    remedy: addressRemedy(call),
    upstreamStatus,
  });
}
