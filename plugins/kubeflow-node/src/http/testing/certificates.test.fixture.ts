import { generate } from 'selfsigned';
import type { Certificate } from './testServer';

export type { Certificate };

interface CertificateOptions {
  /** Default: it signs itself. */
  readonly authority?: Certificate;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly host?: string;
}

const DAY_MS = 86_400_000;

/** An authority that signs certificates of tests. */
export const createAuthority = async (): Promise<Certificate> => {
  const { cert, private: key } = await generate(
    [{ name: 'commonName', value: 'Test authority' }],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, critical: true },
      ],
    },
  );
  return { cert, key };
};

/** A server's certificate for 127.0.0.1, or for `host` alone. */
export const createCertificate = async ({
  authority,
  host,
  notBefore = new Date(Date.now() - DAY_MS),
  notAfter = new Date(Date.now() + DAY_MS),
}: CertificateOptions = {}): Promise<Certificate> => {
  const { cert, private: key } = await generate(
    [{ name: 'commonName', value: host ?? 'Test server' }],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      ca: authority,
      notBeforeDate: notBefore,
      notAfterDate: notAfter,
      extensions: [
        {
          name: 'subjectAltName',
          altNames: host
            ? [{ type: 2, value: host }]
            : [{ type: 7, ip: '127.0.0.1' }],
        },
      ],
    },
  );
  return { cert, key };
};
