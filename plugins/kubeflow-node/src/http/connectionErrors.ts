import {
  isKubeflowError,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';

/** How far an exchange came: before `request` the server cannot have seen anything of it. */
export type Phase = 'connect' | 'request' | 'body';

interface Explanation {
  readonly reason: string;
  readonly fact: string;
  readonly remedy: string;
  readonly name?: 'ResponseError' | 'TimeoutError';
}

const NETWORK_REMEDY =
  'Check that this machine reaches the host: a private endpoint needs a runner inside its network';
const INTERCEPTED =
  'If this stays, something between here and the server ends TLS: exempt the host with NO_PROXY, or trust that authority with NODE_EXTRA_CA_CERTS';

const NOT_TRUSTED: Explanation = {
  reason: 'CertificateNotTrusted',
  fact: "the certificate is not signed by the authority that is expected, so this is another server or the authority's certificate was changed",
  remedy: `Read the authority anew (DescribeCluster, or the kubeconfig's certificate-authority-data) and try again. ${INTERCEPTED}`,
};

const UNREACHABLE: Explanation = {
  reason: 'NetworkUnreachable',
  fact: 'there is no network route to the host',
  remedy: `${NETWORK_REMEDY}; on a machine with IPv6 only set AWS_USE_DUALSTACK_ENDPOINT=true`,
};

const HOST_NOT_FOUND: Explanation = {
  reason: 'HostNotFound',
  fact: 'the host name is not known to the DNS',
  remedy:
    'Check that the cluster still exists and that this machine can resolve its name: a private endpoint resolves inside its network only',
};

const NOT_HTTP: Explanation = {
  name: 'ResponseError',
  reason: 'NotHttp',
  fact: 'what answers there does not speak HTTP',
  remedy: 'Check scheme and port of the address',
};

const NOT_TLS: Explanation = {
  ...NOT_HTTP,
  reason: 'NotTls',
  fact: 'what answers there does not speak TLS',
};

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  ENOTFOUND: HOST_NOT_FOUND,
  EAI_AGAIN: {
    ...HOST_NOT_FOUND,
    reason: 'DnsUnavailable',
    fact: 'the DNS does not answer',
    remedy: 'Check the DNS of this machine and try again',
  },
  ECONNREFUSED: {
    reason: 'ConnectionRefused',
    fact: 'nothing listens at the address',
    remedy: 'Check host and port, and that the server runs',
  },
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ETIMEDOUT: {
    name: 'TimeoutError',
    reason: 'ConnectTimeout',
    fact: 'the connection was not established in time',
    remedy: NETWORK_REMEDY,
  },
  CERT_HAS_EXPIRED: {
    reason: 'CertificateExpired',
    fact: "the server's certificate has expired",
    remedy:
      "Renew the server's certificate, or correct the clock of this machine",
  },
  CERT_NOT_YET_VALID: {
    reason: 'CertificateNotYetValid',
    fact: "the server's certificate is not valid yet",
    remedy: 'Correct the clock of this machine',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    reason: 'CertificateNameMismatch',
    fact: 'the certificate is made out to another host name',
    remedy: `Use the host name that the certificate carries. ${INTERCEPTED}`,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: NOT_TRUSTED,
  CERT_SIGNATURE_FAILURE: NOT_TRUSTED,
  CERT_UNTRUSTED: NOT_TRUSTED,
  INVALID_CA: NOT_TRUSTED,
  EPROTO: NOT_TLS,
  ERR_SSL_WRONG_VERSION_NUMBER: NOT_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NOT_TLS,
  ERR_PROXY_TUNNEL: {
    reason: 'ProxyRefused',
    fact: 'the HTTP proxy does not open a tunnel to the host',
    remedy: 'Allow the host in the proxy, or name it in NO_PROXY',
  },
};

const BROKEN: Explanation = {
  reason: 'ConnectionReset',
  fact: 'the connection broke',
  remedy: 'Try again',
};

/** Code of a network error, also inside the AggregateError of a host with several addresses. */
export const networkErrorCode = (error: unknown): string | undefined => {
  const { code, errors } = (error ?? {}) as {
    code?: unknown;
    errors?: unknown;
  };
  if (typeof code === 'string') return code;
  return Array.isArray(errors) ? networkErrorCode(errors[0]) : undefined;
};

const explain = (code: string): Explanation => {
  if (code.startsWith('HPE_')) return NOT_HTTP;
  return EXPLANATIONS[code] ?? BROKEN;
};

/** Failures that the same attempt would meet again: certificates, refusals, and servers that speak another protocol. */
export const isLastingFailure = ({ name, reason }: KubeflowError): boolean =>
  reason.startsWith('Certificate') ||
  (name !== 'ServiceUnavailableError' && name !== 'TimeoutError');

/** What was looked up or called, where it is not the host itself: a proxy in most cases. */
const otherPlace = (error: unknown, host: string): string => {
  const { hostname, address, port } = (error ?? {}) as Record<string, unknown>;
  const called =
    typeof address === 'string' && port ? `${address}:${port}` : undefined;
  const place = typeof hostname === 'string' ? hostname : called;
  return place === undefined || host.startsWith(place) ? '' : ` ${place}`;
};

/** Turns an error of node:net, node:tls, node:http or the AWS SDK's socket layer into ours. */
export const connectionError = (
  error: unknown,
  { subject, host }: { readonly subject: string; readonly host: string },
): KubeflowError => {
  // From a connection of another kind than TCP, which explains itself.
  if (isKubeflowError(error)) return error;
  const code = networkErrorCode(error) ?? 'unknown error';
  const {
    name = 'ServiceUnavailableError',
    fact,
    reason,
    remedy,
  } = explain(code);
  return new KubeflowError(name, {
    subject,
    fact: `${host}: ${fact} (${code}${otherPlace(error, host)})`,
    reason,
    remedy,
    cause: error,
  });
};
