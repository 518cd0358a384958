import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpResponse } from '../../http/http';
import { isHtml } from '../../http/foreignAnswer';
import type { KubernetesCall } from '../../kubernetes/call';
import { notKubernetes, responseError } from '../../kubernetes/statusError';
import { parseExactJson } from '../manifests/exactJson';
import type { Answer } from './attempts';

type Fields = Readonly<Record<string, unknown>>;

const MOST_READS = 3;

const parseObject = (text: string): Fields | undefined => {
  try {
    const value = parseExactJson(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : undefined;
  } catch {
    return undefined;
  }
};

const unreadable = (
  call: KubernetesCall,
  method: string,
  response: HttpResponse,
) => {
  const cause = notKubernetes(call, response);
  // Behind a page nothing was written.
  if (method === 'GET' || isHtml(response)) return cause;
  return new KubeflowError('ResponseError', {
    subject: call.subject,
    fact: `the request was accepted (${response.status}) but its answer cannot be read, so it may have had an effect`,
    reason: 'AnswerLost',
    remedy: 'Deploy again: what took effect is found then',
    upstreamStatus: response.status,
    cause,
  });
};

/**
 * The JSON object of an answer, integers exact; asked for again when it cannot be read, as everything that the
 * engine sends may be repeated.
 *
 * @throws KubeflowError made from the Status; `NotKubernetes`; `AnswerLost`.
 */
export const readAnswer = async (
  call: KubernetesCall,
  method: string,
  run: () => Promise<Answer>,
): Promise<Answer & { readonly value: Fields }> => {
  let mayHaveActed = false;
  for (let reads = 1; ; reads += 1) {
    const answer = await run();
    const { response } = answer;
    mayHaveActed ||= answer.mayHaveActed;
    if (response.status >= 300) throw responseError(call, response);
    const value = parseObject(response.text);
    if (value) return { ...answer, mayHaveActed, value };
    if (isHtml(response) || reads >= MOST_READS) {
      throw unreadable(call, method, response);
    }
    mayHaveActed = true;
  }
};
