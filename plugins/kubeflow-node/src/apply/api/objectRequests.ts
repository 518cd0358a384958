import type { Clock } from '../../clock';
import type { HttpRequest, HttpResponse } from '../../http/http';
import type { KubernetesCall } from '../../kubernetes/call';
import { listObjects } from '../../kubernetes/list';
import { createLimiter } from '../concurrency/limiter';
import type { ApplyTarget } from '../contract';
import type { Manifest } from '../manifest';
import { readAnswer } from './answer';
import { Attempts, type Answer, type Call } from './attempts';
import { CleanWords } from './cleanWords';
import { KindResolver } from './kindResolver';
import type { ServedKind } from './objectApi';
import { cutAfter } from './settling';
import { warningsOf } from './warnings';

export interface ObjectApiOptions {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Once aborted nothing new is begun; what is in flight may still settle for a moment. */
  readonly signal: AbortSignal;
  /** One call with all its attempts; default 2 minutes. */
  readonly callTimeoutMs?: number;
  /** The server's warnings about what was applied, each once. */
  readonly onWarning?: (text: string) => void;
  /** What is sent: values of Secrets among it are taken out of the server's words. */
  readonly manifests?: readonly Manifest[];
}

const CALL_MS = 120_000;

/** What a request is, as far as repeating and counting it goes; default: a read. */
type RequestNature = Partial<
  Pick<Call, 'isWrite' | 'isConditional' | 'beforeSend'>
>;

/** Requests to one API server: limited, repeated, counted, their answers parsed. */
export class ObjectRequests {
  readonly subject: string;
  readonly kinds: KindResolver;
  private readonly attempts: Attempts;
  private readonly words: CleanWords;
  private readonly warned = new Set<string>();

  constructor(target: ApplyTarget, private readonly options: ObjectApiOptions) {
    this.subject = target.subject;
    const { clock, random, signal, callTimeoutMs = CALL_MS } = options;
    this.attempts = new Attempts({
      send: target.transport.send,
      limiter: createLimiter({ subject: target.subject, clock, random }),
      clock,
      random,
      signal,
      cut: cutAfter(signal),
      callTimeoutMs,
    });
    this.words = new CleanWords(options.manifests ?? []);
    this.kinds = new KindResolver(target.subject, clock, (path, accept) =>
      this.read(path, accept),
    );
  }

  get counts() {
    return this.attempts.counts;
  }

  async request(
    call: KubernetesCall,
    request: HttpRequest,
    { isWrite = false, isConditional = false, beforeSend }: RequestNature = {},
  ): Promise<Answer & { value: Readonly<Record<string, unknown>> }> {
    const kind = `${request.method} ${call.resource}`;
    try {
      return await readAnswer(call, request.method, () =>
        this.attempts.run({
          request,
          kind,
          isWrite,
          isConditional,
          beforeSend,
        }),
      );
    } catch (error) {
      throw this.words.error(error);
    }
  }

  async list(
    { group, version, plural }: ServedKind,
    labelSelector: string,
    accept: string,
  ) {
    const { objects } = await listObjects({
      subject: this.subject,
      collection: { group, version, plural },
      selector: { labelSelector },
      send: async request => {
        const answer = await this.attempts.run({
          request: { ...request, headers: { accept } },
          kind: `LIST ${plural}`,
          isWrite: false,
          isConditional: false,
        });
        return answer.response;
      },
    });
    return objects;
  }

  private async read(path: string, accept: string) {
    const { value } = await this.request(
      {
        subject: this.subject,
        verb: 'get',
        group: '',
        resource: path,
      },
      { method: 'GET', path, headers: { accept } },
    );
    return value;
  }

  /** Tells the server's warnings, each once. */
  warn(response: HttpResponse) {
    for (const said of warningsOf(response.headers.warning)) {
      const text = this.words.text(said);
      if (this.warned.has(text)) continue;
      this.warned.add(text);
      this.options.onWarning?.(text);
    }
  }
}
