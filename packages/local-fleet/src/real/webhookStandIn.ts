import fs from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { createServerCertificate } from '../fleet/certificates';
import { closeServer } from './tunnels';

/** Namespaces of the services that the full platform's webhooks name. */
const NAMESPACES = [
  'cert-manager',
  'istio-system',
  'knative-serving',
  'kubeflow',
  'kubeflow-system',
];

export interface WebhookStandIn {
  readonly url: URL;
  /** File of the authority that signed it: the API server trusts it as a root of its system. */
  readonly trustedRoots: string;
  close(): Promise<void>;
}

interface Review {
  readonly apiVersion: string;
  readonly kind: string;
  readonly request: {
    readonly uid: string;
    readonly desiredAPIVersion?: string;
    readonly objects?: readonly object[];
  };
}

/**
 * Answers for every webhook of the platform, whose pods run no container here: admits everything unchanged, and
 * converts by changing the version's name. Its certificate is good for every service of the platform.
 */
export async function startWebhookStandIn(
  directory: string,
): Promise<WebhookStandIn> {
  const certificate = await createServerCertificate('webhooks', {
    names: NAMESPACES.map(namespace => `*.${namespace}.svc`),
  });
  const trustedRoots = path.join(directory, 'webhooks-ca.pem');
  await fs.writeFile(trustedRoots, certificate.ca);
  const server = https.createServer(certificate, async (request, response) => {
    const review = (await json(request)) as Review;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        ...review,
        request: undefined,
        response: answerTo(review),
      }),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`https://127.0.0.1:${port}`),
    trustedRoots,
    close: () => closeServer(server),
  };
}

const answerTo = ({ request }: Review) =>
  request.objects
    ? {
        uid: request.uid,
        result: { status: 'Success' },
        convertedObjects: request.objects.map(object => ({
          ...object,
          apiVersion: request.desiredAPIVersion,
        })),
      }
    : { uid: request.uid, allowed: true };
