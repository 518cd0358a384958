import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { fullJitter } from '../http/backoff';
import { withDeadline } from '../http/deadline';
import { proxyEnvironment } from '../http/proxyEnvironment';
import { systemClock, type Clock } from '../clock';
import { awsError, isClockCorrected, type AwsOperation } from './awsError';
import type { CredentialsProvider } from './credentials';

/** How this process talks to AWS. */
export interface AwsCallOptions {
  /** Base address instead of the service's own, for emulators and VPC endpoints. */
  readonly endpoint?: string;
  /** For the whole call with its repetitions; default 90 s, to outlive a minute of throttling. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
  /** Called once per call when it has to wait, with a line for the log. */
  readonly onWait?: (line: string) => void;
}

const ATTEMPT_MS = 15_000;
const CONNECT_MS = 10_000;
const BACKOFF = { baseMs: 500, capMs: 20_000 };
/** Attempts at an endpoint that does not answer; throttling may use up the deadline. */
const MOST_UNANSWERED = 3;

/**
 * What the SDK leaves out by default: deadlines and the proxy variables. Repetitions are ours, as
 * the SDK's end after three attempts in two seconds and are silent.
 */
export const clientConfig = ({
  region,
  endpoint,
  credentials,
}: {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: CredentialsProvider;
}) => {
  const pool = { keepAlive: true, proxyEnv: proxyEnvironment(process.env) };
  return {
    region,
    maxAttempts: 1,
    ...(endpoint ? { endpoint } : {}),
    ...(credentials ? { credentials } : {}),
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ATTEMPT_MS,
      throwOnRequestTimeout: true,
      httpAgent: pool,
      httpsAgent: pool,
    },
  };
};

const isRetriable = (error: KubeflowError, attempts: number): boolean => {
  if (error.reason === 'Throttled' || error.reason === 'AwsUnavailable') {
    return true;
  }
  const unanswered =
    error.name === 'TimeoutError' ||
    (error.name === 'ServiceUnavailableError' &&
      !error.reason.startsWith('Certificate'));
  return unanswered && attempts < MOST_UNANSWERED;
};

const withAttempts = (error: KubeflowError, attempts: number) =>
  attempts === 1
    ? error
    : new KubeflowError(error.name, {
        ...error,
        fact: `${error.fact} (${attempts} attempts)`,
        cause: error.cause,
      });

/**
 * Runs one AWS call that may be repeated, until its deadline.
 *
 * @param send - One attempt; gets the signal that ends it.
 * @throws KubeflowError as {@link awsError} makes it.
 */
export const callAws = async <T>(
  send: (signal: AbortSignal) => Promise<T>,
  operation: AwsOperation,
  options: AwsCallOptions,
): Promise<T> => {
  const { clock = systemClock, random = Math.random, signal } = options;
  const deadline = clock.now() + (options.timeoutMs ?? 90_000);
  const where = { host: options.endpoint, ...operation };
  let corrected = false;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await withDeadline(send, {
        ms: Math.min(ATTEMPT_MS, deadline - clock.now()),
        signal,
        onTimeout: () => awsError({ name: 'TimeoutError' }, where),
      });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      const failure = awsError(error, where);
      if (isClockCorrected(error) && !corrected) {
        corrected = true;
        continue;
      }
      const pause = fullJitter(attempts, BACKOFF, random);
      if (!isRetriable(failure, attempts) || clock.now() + pause >= deadline) {
        throw withAttempts(failure, attempts);
      }
      if (attempts === 1) {
        options.onWait?.(`${failure.subject}: ${failure.fact}; trying again`);
      }
      await clock.sleep(pause, signal);
    }
  }
};
