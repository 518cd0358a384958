import type { HttpLibrary, RequestContext } from '@kubernetes/client-node';
import type { HttpRequest, HttpTransport } from '../http/http';

const HOP_HEADERS: ReadonlySet<string> = new Set(['host', 'content-length']);

const requestOf = (context: RequestContext): HttpRequest => {
  const url = new URL(context.getUrl());
  const body = context.getBody();
  const headers = Object.entries(context.getHeaders()).filter(
    ([name]) => !HOP_HEADERS.has(name.toLowerCase()),
  );
  return {
    method: context.getHttpMethod() as HttpRequest['method'],
    path: url.pathname + url.search,
    headers: Object.fromEntries(
      headers.map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body: body === undefined ? undefined : String(body),
    signal: context.getSignal(),
  };
};

/**
 * The plug for typed clients of `@kubernetes/client-node`:
 * `createConfiguration({baseServer, httpApi: await kubernetesHttpLibrary(transport)})`. They then use
 * the transport's server, pool, credentials, deadlines and repetitions. Never send manifests through
 * typed clients: their models drop unknown fields and round large integers.
 */
export const kubernetesHttpLibrary = async (
  transport: HttpTransport,
): Promise<HttpLibrary> => {
  const { ResponseContext, wrapHttpLibrary } = await import('./clientNodeHttp');
  return wrapHttpLibrary({
    async send(context) {
      const { status, headers, body } = await transport.send(
        requestOf(context),
      );
      const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
      return new ResponseContext(
        status,
        { ...headers },
        {
          text: async () => bytes.toString(),
          binary: async () => bytes,
          stream: () => new Blob([bytes]).stream(),
        },
      );
    },
  });
};
