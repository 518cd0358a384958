import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  createTransport,
  type HttpResponse,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { maskSecret } from './secrets';

const SUBJECT = 'GitHub OIDC';

const missingPermission = () =>
  new KubeflowError('AuthenticationError', {
    reason: 'IdTokenPermissionMissing',
    subject: SUBJECT,
    fact: 'the runner gave this job no right to ask for an ID token',
    remedy:
      'Add "permissions: id-token: write" to the job (and to the workflow that calls it). A pull request from a fork never gets it',
  });

const refused = (status: number) =>
  new KubeflowError('AuthenticationError', {
    reason: 'IdTokenRefused',
    subject: SUBJECT,
    fact: `the token service answered ${status}`,
    remedy:
      'Run the job again; if it repeats, see https://www.githubstatus.com and the audience input',
    upstreamStatus: status,
  });

function tokenIn({ status, text }: HttpResponse): string {
  if (status !== 200) throw refused(status);
  try {
    const { value } = JSON.parse(text) as { readonly value?: unknown };
    if (typeof value === 'string' && value) return value;
  } catch {
    // The text may hold a part of a token: it goes into no message.
    throw refused(status);
  }
  throw refused(status);
}

/** Whether the job has `id-token: write`; a token can be asked for only then. */
export const hasIdTokenPermission = (
  environment: NodeJS.ProcessEnv = process.env,
): boolean =>
  Boolean(
    environment.ACTIONS_ID_TOKEN_REQUEST_URL &&
      environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
  );

/**
 * A fresh ID token of this job, masked; it lives for five minutes, so ask again rather than keep it.
 *
 * @throws KubeflowError `AuthenticationError`, reason `IdTokenPermissionMissing` or `IdTokenRefused`.
 */
export async function githubOidcToken(audience: string): Promise<string> {
  if (!hasIdTokenPermission()) throw missingPermission();
  const url = new URL(process.env.ACTIONS_ID_TOKEN_REQUEST_URL!);
  const requestToken = process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN!;
  maskSecret(requestToken);
  const transport = createTransport({
    server: url.origin,
    subject: SUBJECT,
    authorize: async () => `Bearer ${requestToken}`,
    defaults: { timeoutMs: 20_000 },
  });
  try {
    const response = await transport.send({
      method: 'GET',
      path: url.pathname,
      query: { ...Object.fromEntries(url.searchParams), audience },
      headers: { accept: 'application/json' },
    });
    const token = tokenIn(response);
    maskSecret(token);
    return token;
  } finally {
    transport.close();
  }
}
