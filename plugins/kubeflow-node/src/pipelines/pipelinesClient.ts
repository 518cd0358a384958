import type { HttpSend } from '../http/http';
import type { WayIn } from './access/accessRemedies';
import { createApi } from './api/callApi';
import { experimentCalls } from './api/experiments';
import { pipelineCalls } from './api/pipelines';
import { recurringRunCalls } from './api/recurringRuns';
import { runCalls } from './api/runs';
import { at, textAt } from './spec/plainData';
import type { PipelinesClient } from './model';

/** The access, when it is given, lets an error say what to change. */
export interface PipelinesClientOptions extends WayIn {
  /** `region/name` of the cluster, for messages. */
  readonly subject: string;
  /** Sends to the server whose `/apis/v2beta1` this is; credentials are its business. */
  readonly send: HttpSend;
  /** Kubernetes namespace of the runs; sent only in multi-user mode. */
  readonly namespace: string;
  readonly multiUser: boolean;
}

const HEALTH_TIMEOUT_MS = 10_000;

/**
 * A client for the v2beta1 API of Kubeflow Pipelines 2.0 and later. Names are checked before they are
 * sent, and an answer's name is compared exactly, which KFP does not do.
 *
 * Every failure is a KubeflowError: `InputError` (`InvalidName`, `InvalidTags`, `InvalidSchedule`,
 * `InvalidRequest`, `NamespaceMissing`), `AuthenticationError` (`LoginPage`, `IdentityMissing`,
 * `AccessEntryMissing`), `NotAllowedError` (`NotAllowed`, `ServiceProxyForbidden`), `NotFoundError`,
 * `ConflictError` (`AlreadyExists`, `NameCollision`, `RunIdTaken`, `NotTerminable`, `NotRetryable`),
 * `NotImplementedError` (`ApiV1Only`), `ServiceUnavailableError`, `ResponseError`.
 */
export function createPipelinesClient(
  options: PipelinesClientOptions,
): PipelinesClient {
  const { subject, namespace } = options;
  const call = createApi(options);
  const context = {
    call,
    subject,
    namespace: options.multiUser ? namespace : undefined,
  };
  return {
    subject,
    namespace,
    async health() {
      const answer = await call('get', '/apis/v2beta1/healthz', {
        purpose: 'ask Kubeflow Pipelines for its health',
        timeoutMs: HEALTH_TIMEOUT_MS,
      });
      return {
        multiUser: at(answer, 'multi_user') === true,
        // Only the hand-written handler sends it; the OpenAPI file does not know it.
        tagName: textAt(answer, 'tag_name'),
      };
    },
    ...experimentCalls(context),
    ...pipelineCalls(context),
    ...runCalls(context),
    ...recurringRunCalls(context),
  };
}
