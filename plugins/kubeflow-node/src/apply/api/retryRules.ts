import type { HttpResponse } from '../../http/http';
import { isHtml } from '../../http/foreignAnswer';
import { parseStatus } from '../../kubernetes/status';

/** Why an answer is worth another attempt, and how often at most it is believed. */
export interface RetryRule {
  readonly name: string;
  /** Answers of this kind that one call may meet. */
  readonly most: number;
}

/** What a call is, as far as repeating it goes. All of the engine's calls have the same effect once or twice. */
export interface RetriedCall {
  /** With a resourceVersion, a conflict is an answer for the caller: it must look again first. */
  readonly isConditional: boolean;
}

const THROTTLED: RetryRule = { name: 'throttled', most: Infinity };
const UNAVAILABLE: RetryRule = { name: 'unavailable', most: 12 };
const TRANSIENT: RetryRule = { name: 'transient', most: 12 };
/** Many servers say 500 to what will never succeed. */
const INTERNAL: RetryRule = { name: 'internal', most: 4 };
/** Short: whoever calls knows the backend and can wait for it. */
const WEBHOOK: RetryRule = { name: 'webhook', most: 2 };
const RACED: RetryRule = { name: 'raced', most: 10 };
const STARTING: RetryRule = { name: 'starting', most: 10 };
/** What is refused for good says so in a Status: without one the answer was spoiled on its way. */
const SPOILED: RetryRule = { name: 'spoiled', most: 4 };
const REFUSALS: readonly number[] = [404, 409, 422];

// The texts that kapp learned to repeat over the years, pkg/kapp/resources/resources.go.
const WEBHOOK_TEXT =
  /failed calling (admission )?webhook|conversion webhook for .* failed/;
const TRANSIENT_TEXT =
  /etcdserver: |leader changed|GOAWAY|http2: |connection (lost|refused|reset)|unable to handle|currently unable|i\/o timeout|timed out/i;
// Admission that has not read its quotas or namespaces yet answers 403.
const STARTING_TEXT =
  /not yet ready to handle request|status unknown for quota/;
// The body does not fit the kind's schema.
const MISFIT_TEXT =
  /^failed to create typed patch object|field not declared in schema/;
const QUOTA_TEXT = /on resourcequotas? /i;

const conflictRule = (
  response: HttpResponse,
  { isConditional }: RetriedCall,
): RetryRule | undefined => {
  const status = parseStatus(response.text);
  const causes = status?.details?.causes ?? [];
  if (causes.some(({ reason }) => reason === 'FieldManagerConflict')) {
    return undefined;
  }
  const message = status?.message ?? '';
  return !isConditional || QUOTA_TEXT.test(message) ? RACED : undefined;
};

const internalRule = (response: HttpResponse): RetryRule | undefined => {
  const message = parseStatus(response.text)?.message ?? '';
  if (MISFIT_TEXT.test(message)) return undefined;
  if (WEBHOOK_TEXT.test(message)) return WEBHOOK;
  return TRANSIENT_TEXT.test(message) ? TRANSIENT : INTERNAL;
};

/** The rule by which an answer is followed by another attempt; undefined when it is final. */
export const retryRule = (
  response: HttpResponse,
  call: RetriedCall,
): RetryRule | undefined => {
  const { status, text } = response;
  if (status === 429) return THROTTLED;
  // A page is somebody else's answer, and stays the same.
  if (REFUSALS.includes(status) && !isHtml(response) && !parseStatus(text)) {
    return SPOILED;
  }
  if (status === 409) return conflictRule(response, call);
  if (status === 403) {
    const message = parseStatus(response.text)?.message ?? '';
    return STARTING_TEXT.test(message) ? STARTING : undefined;
  }
  if (status === 500) return internalRule(response);
  return status === 408 || status >= 502 ? UNAVAILABLE : undefined;
};
