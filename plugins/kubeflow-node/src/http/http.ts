export type RetryMode = 'idempotent' | 'unsent' | 'never';

/** One HTTP exchange, as every client of this package sees it. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute path below the transport's server, already percent-encoded. */
  readonly path: string;
  /** Encoded with encodeURIComponent; undefined values are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /**
   * Whole exchange including retries, in milliseconds; the transport has a default. Of a stream:
   * until its headers are there.
   */
  readonly timeoutMs?: number;
  /** Longest silence between two chunks of a stream, in milliseconds; the transport has a default. */
  readonly idleTimeoutMs?: number;
  readonly signal?: AbortSignal;
  /**
   * `idempotent`: repeat after connection errors, 429 and 5xx. `unsent`: repeat only what cannot
   * have had an effect (connection refused, 429, 401 once). `never`: only 401 once, for callers that
   * repeat themselves and must see every answer. Default: by method, POST is `unsent`.
   */
  readonly retry?: RetryMode;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly text: string;
}

/**
 * Sends one request and returns whatever the server answered, of any status.
 *
 * @throws KubeflowError `TimeoutError` past the deadline, `ServiceUnavailableError` when the server
 * cannot be reached, `AuthenticationError` when no credential can be had. A lost answer to a request
 * that may have had an effect has the reason `AnswerLost`.
 */
export type HttpSend = (request: HttpRequest) => Promise<HttpResponse>;

/** A response whose body is read as it arrives; ends when the server closes or `signal` aborts. */
export interface HttpStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface HttpTransport {
  readonly send: HttpSend;
  readonly stream: (request: HttpRequest) => Promise<HttpStream>;
  /**
   * Before a burst of requests: opens connections beside the next one, as many as `wanted` says for the milliseconds
   * of a round trip. Absent where connections are of another kind than TLS.
   */
  readonly prepare?: (wanted: (roundTripMs: number) => number) => void;
  /** Closes pooled connections. */
  readonly close: () => void;
}
