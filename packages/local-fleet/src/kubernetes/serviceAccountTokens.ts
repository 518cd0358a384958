import { randomUUID } from 'node:crypto';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { CryptoKey, JWTPayload } from 'jose';
import type { UserInfo } from './contract';
import { asObject, asString } from './json';

/** What a token is made for. */
export interface TokenClaim {
  readonly account: KubernetesObject;
  readonly audiences: readonly string[];
  readonly expirationSeconds: number;
}

export interface IssuedToken {
  readonly token: string;
  readonly expires: Date;
}

interface Keys {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

const KEY_ID = 'local-fleet';

const groupsOf = (namespace: string) => [
  'system:serviceaccounts',
  `system:serviceaccounts:${namespace}`,
];

/** Signs and checks the JWTs of service accounts, with a key of this emulator's life. */
export class ServiceAccountTokens {
  private keys?: Promise<Keys>;

  constructor(
    private readonly options: {
      readonly issuer: string;
      readonly now: () => number;
      /** The account as it is now; a token of a deleted or recreated account is void. */
      readonly findAccount: (
        namespace: string,
        name: string,
      ) => KubernetesObject | undefined;
    },
  ) {}

  /** `aud` of tokens that ask for none, and the only one that the API server itself accepts. */
  get defaultAudience(): string {
    return this.options.issuer;
  }

  async issue(claim: TokenClaim): Promise<IssuedToken> {
    const { SignJWT } = await import('jose');
    const { privateKey } = await this.loadKeys();
    const { namespace = '', name, uid } = claim.account.metadata;
    const seconds = Math.floor(this.options.now() / 1000);
    const expires = seconds + claim.expirationSeconds;
    const token = await new SignJWT({
      'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    })
      .setProtectedHeader({ alg: 'RS256', kid: KEY_ID })
      .setIssuer(this.options.issuer)
      .setSubject(`system:serviceaccount:${namespace}:${name}`)
      .setAudience([...claim.audiences])
      .setIssuedAt(seconds)
      .setNotBefore(seconds)
      .setExpirationTime(expires)
      .setJti(randomUUID())
      .sign(privateKey);
    return { token, expires: new Date(expires * 1000) };
  }

  /** Undefined for a token of another issuer, a bad signature, the wrong audience or a gone account. */
  async verify(
    token: string,
    audiences: readonly string[] = [this.defaultAudience],
  ): Promise<UserInfo | undefined> {
    if (token.split('.').length !== 3) return undefined;
    const payload = await this.payloadOf(token, audiences);
    const claims = asObject(payload?.['kubernetes.io']);
    const account = asObject(claims.serviceaccount);
    const namespace = asString(claims.namespace);
    const name = asString(account.name);
    if (!payload || !namespace || !name) return undefined;
    const live = this.options.findAccount(namespace, name);
    if (!live || live.metadata.uid !== account.uid) return undefined;
    return {
      username: `system:serviceaccount:${namespace}:${name}`,
      uid: live.metadata.uid,
      groups: groupsOf(namespace),
      extra: {
        'authentication.kubernetes.io/credential-id': [`JTI=${payload.jti}`],
      },
    };
  }

  /** The key set for whoever checks these tokens elsewhere. */
  async keySet(): Promise<{ readonly keys: readonly object[] }> {
    const { exportJWK } = await import('jose');
    const { publicKey } = await this.loadKeys();
    const key = await exportJWK(publicKey);
    return { keys: [{ ...key, kid: KEY_ID, alg: 'RS256', use: 'sig' }] };
  }

  private async payloadOf(
    token: string,
    audiences: readonly string[],
  ): Promise<JWTPayload | undefined> {
    const { jwtVerify, errors } = await import('jose');
    const { publicKey } = await this.loadKeys();
    try {
      const { payload } = await jwtVerify(token, publicKey, {
        issuer: this.options.issuer,
        audience: [...audiences],
        currentDate: new Date(this.options.now()),
      });
      return payload;
    } catch (error) {
      // Any JOSE error means that the token is not one of ours; the authenticator is asked next.
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  private loadKeys(): Promise<Keys> {
    this.keys ??= import('jose').then(({ generateKeyPair }) =>
      generateKeyPair('RS256', { extractable: true }),
    );
    return this.keys;
  }
}
