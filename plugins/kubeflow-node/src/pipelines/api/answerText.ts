import {
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { isHtml, redirectPlace } from '../../http/foreignAnswer';
import type { HttpResponse } from '../../http/http';
import { loginRemedy, type WayIn } from '../access/accessRemedies';
import { isMapping, type Mapping, textAt } from '../spec/plainData';

/** A call that did not get the answer that it is for. */
export interface FailedCall extends WayIn {
  readonly subject: string;
  readonly purpose: string;
}

/** The JSON object in the answer, whatever its content type says: KFP's uploads say text/plain. */
export function jsonOf({ text }: HttpResponse): Mapping | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMapping(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The server's own words, shortest first; a 500 says only in the long message why. */
export function serverText(response: HttpResponse): string {
  const body = jsonOf(response);
  const details = body?.details;
  const short = Array.isArray(details)
    ? textAt(details[0], 'message')
    : undefined;
  const words =
    (response.status === 500 ? undefined : short) ??
    textAt(body, 'message') ??
    textAt(body, 'error_message') ??
    textAt(body, 'error') ??
    response.text;
  return printable(words.trim().replace(/\s+/g, ' '), 400);
}

/** The error for a login in front of the API: a redirect, or a page in place of an answer. */
export function loginError(
  response: HttpResponse,
  call: FailedCall,
): KubeflowError | undefined {
  const { subject, purpose } = call;
  const { status } = response;
  const redirect = status >= 300 && status < 400;
  const page =
    isHtml(response) && (status < 300 || status === 401 || status === 403);
  if (!redirect && !page) return undefined;
  const place = redirectPlace(response.headers.location);
  return new KubeflowError('AuthenticationError', {
    subject,
    fact: `cannot ${purpose}: ${
      redirect
        ? `status ${status} sends the browser to a login${
            place ? ` at ${place}` : ''
          }`
        : `a login page came with status ${status}`
    }`,
    reason: 'LoginPage',
    remedy: loginRemedy(call),
  });
}
