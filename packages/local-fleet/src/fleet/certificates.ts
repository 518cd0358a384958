import { generate } from 'selfsigned';

/** Key and certificate of an API server with the authority that signed it. */
export interface ServerCertificate {
  /** PEM. */
  readonly key: string;
  /** PEM of the server's certificate. */
  readonly cert: string;
  /** PEM of the authority that signed it. */
  readonly ca: string;
}

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** A certificate for loopback and `names`, signed by a new authority of the cluster's own, as each EKS cluster has one. */
export const createServerCertificate = async (
  cluster: string,
  { names = [] }: { readonly names?: readonly string[] } = {},
): Promise<ServerCertificate> => {
  const dates = {
    notBeforeDate: new Date(Date.now() - 3600_000),
    notAfterDate: new Date(Date.now() + YEAR_MS),
  };
  const authority = await generate(
    [{ name: 'commonName', value: `${cluster} local CA` }],
    {
      ...dates,
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  const server = await generate(
    [{ name: 'commonName', value: 'kube-apiserver' }],
    {
      ...dates,
      keyType: 'ec',
      algorithm: 'sha256',
      ca: { key: authority.private, cert: authority.cert },
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'keyUsage', digitalSignature: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 2, value: 'kubernetes.default.svc' },
            { type: 7, ip: '127.0.0.1' },
            ...names.map(value => ({ type: 2 as const, value })),
          ],
        },
      ],
    },
  );
  return { key: server.private, cert: server.cert, ca: authority.cert };
};
