import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { isHtml } from '../http/foreignAnswer';
import type { HttpRequest, HttpResponse, HttpSend } from '../http/http';
import type { KubernetesCall } from './call';
import { notKubernetes, responseError } from './statusError';

/** How often a read is repeated whose answer was no JSON: something in between cut or replaced it. */
const MOST_READS = 3;

const parseObject = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

const lostAnswer = (call: KubernetesCall, response: HttpResponse) =>
  new KubeflowError('ResponseError', {
    subject: call.subject,
    fact: `the request was accepted (${response.status}) but its answer cannot be read, so it may have had an effect`,
    reason: 'AnswerLost',
    remedy: 'Look whether it took effect before repeating it',
    upstreamStatus: response.status,
    cause: notKubernetes(call, response),
  });

/**
 * Sends and returns the JSON object that an API server answers.
 *
 * @throws KubeflowError made from the Status; `NotKubernetes` for a login page, a redirect or garbage;
 * `AnswerLost` for garbage after a write.
 */
export const requestJson = async (
  send: HttpSend,
  request: HttpRequest,
  call: KubernetesCall,
): Promise<Record<string, unknown>> => {
  for (let reads = 1; ; reads += 1) {
    const response = await send(request);
    if (response.status >= 300) throw responseError(call, response);
    const value = parseObject(response.text);
    if (value) return value;
    const isRead = request.method === 'GET';
    const isPage = isHtml(response);
    // A page is a stable answer, and nothing was written behind it.
    if (isPage || (isRead && reads >= MOST_READS)) {
      throw notKubernetes(call, response);
    }
    if (!isRead) throw lostAnswer(call, response);
  }
};
