import type { IncomingMessage } from 'node:http';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { connectionError } from './connectionErrors';
import { ExchangeFailure, timeoutError } from './exchange';

export interface BodyLimits {
  readonly subject: string;
  readonly host: string;
  /** For the whole body. */
  readonly timeoutMs: number;
  /** Between two chunks. */
  readonly idleTimeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

const tooLarge = ({ subject, host, maxBytes }: BodyLimits) =>
  new KubeflowError('ResponseError', {
    subject,
    fact: `${host}: the answer is larger than ${maxBytes} bytes`,
    reason: 'AnswerTooLarge',
    remedy: 'Ask for less at once, such as one namespace or a label selector',
  });

const truncated = (message: IncomingMessage, limits: BodyLimits) =>
  new KubeflowError('ServiceUnavailableError', {
    subject: limits.subject,
    fact: `${limits.host}: the answer (status ${message.statusCode}) ended too early`,
    reason: 'AnswerTruncated',
    remedy: 'Try again',
  });

/** Destroys the message with an error when the time is over or the signal aborts; returns the way out. */
const guard = (message: IncomingMessage, limits: BodyLimits) => {
  const { subject, host, signal } = limits;
  const destroyAfter = (ms: number, fact: string) =>
    setTimeout(
      () =>
        message.destroy(
          timeoutError(subject, { reason: 'AnswerTimeout', fact }),
        ),
      ms,
    );
  const idle = destroyAfter(
    limits.idleTimeoutMs,
    `${host}: the answer fell silent for ${limits.idleTimeoutMs} ms`,
  );
  const whole = Number.isFinite(limits.timeoutMs)
    ? destroyAfter(
        limits.timeoutMs,
        `${host}: the answer had not arrived whole when its time was over`,
      )
    : undefined;
  const onAbort = () => message.destroy(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  return {
    heard: () => idle.refresh(),
    end: () => {
      clearTimeout(idle);
      clearTimeout(whole);
      signal?.removeEventListener('abort', onAbort);
    },
  };
};

/**
 * The body's chunks as they arrive.
 *
 * @throws ExchangeFailure of the phase `body`, also for a body that ends before its declared length;
 * or the signal's reason.
 */
export async function* readChunks(
  message: IncomingMessage,
  limits: BodyLimits,
): AsyncGenerator<Uint8Array> {
  const { signal, subject, host } = limits;
  const guarded = guard(message, limits);
  let size = 0;
  try {
    for await (const chunk of message as AsyncIterable<Uint8Array>) {
      guarded.heard();
      size += chunk.byteLength;
      if (size > limits.maxBytes) throw tooLarge(limits);
      yield chunk;
    }
    if (!message.complete) throw truncated(message, limits);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const known = error instanceof KubeflowError;
    const reset = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
    if (known) throw new ExchangeFailure('body', error);
    throw new ExchangeFailure(
      'body',
      reset
        ? truncated(message, limits)
        : connectionError(error, { subject, host }),
    );
  } finally {
    guarded.end();
    // No-op after a whole body; otherwise the connection must not return to the pool.
    if (!message.complete) message.destroy();
  }
}

/** The whole body. Throws as {@link readChunks}. */
export const readBody = async (
  message: IncomingMessage,
  limits: BodyLimits,
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readChunks(message, limits)) chunks.push(chunk);
  return Buffer.concat(chunks);
};
