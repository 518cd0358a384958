import { randomBytes } from 'node:crypto';
import { AwsError } from './awsError';
import type { AwsAccount, AwsRole, AwsUser, Permission } from './contract';
import type { SignatureClaim } from './sigV4';

/** Who signed a request. */
export interface Principal {
  readonly account: string;
  /** `arn:…:user/NAME` or `arn:…:assumed-role/ROLE/SESSION`. */
  readonly arn: string;
  /** ARN of the user or role itself: what trust policies and access entries name. */
  readonly canonicalArn: string;
  readonly userId: string;
  readonly sessionName?: string;
  readonly permissions: readonly Permission[];
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTags: readonly string[];
}

interface StoredKey {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
  readonly principal: Principal;
}

/** Temporary credentials of STS. */
export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

const KEY_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** AWS's ids: a four-letter prefix for the kind, then sixteen of A-Z2-7. */
const newId = (prefix: string) =>
  prefix +
  Array.from(randomBytes(16), byte => KEY_CHARACTERS[byte % 32]).join('');

/** The access keys that exist: those of users, and those that STS has issued. */
export class CredentialStore {
  private readonly keys = new Map<string, StoredKey>();
  private readonly roleIds = new Map<string, string>();

  constructor(
    accounts: readonly AwsAccount[],
    private readonly now: () => number,
  ) {
    for (const account of accounts)
      for (const user of account.users ?? []) this.addUser(account.id, user);
  }

  private addUser(account: string, user: AwsUser) {
    const arn = `arn:aws:iam::${account}:user/${user.name}`;
    this.keys.set(user.accessKeyId, {
      secretAccessKey: user.secretAccessKey,
      principal: {
        account,
        arn,
        canonicalArn: arn,
        userId: newId('AIDA'),
        permissions: user.permissions,
        tags: {},
        transitiveTags: [],
      },
    });
  }

  /** The same for every session of a role, as in AWS. */
  roleId(roleArn: string): string {
    const known = this.roleIds.get(roleArn);
    if (known) return known;
    const id = newId('AROA');
    this.roleIds.set(roleArn, id);
    return id;
  }

  issue(session: {
    readonly account: string;
    readonly role: AwsRole;
    readonly sessionName: string;
    readonly seconds: number;
    readonly tags: Readonly<Record<string, string>>;
    readonly transitiveTags: readonly string[];
  }): IssuedCredentials & { readonly principal: Principal } {
    const { account, role, sessionName } = session;
    const canonicalArn = `arn:aws:iam::${account}:role/${role.name}`;
    // The ARN of a session leaves the role's path out.
    const lastName = role.name.split('/').pop();
    const principal: Principal = {
      account,
      arn: `arn:aws:sts::${account}:assumed-role/${lastName}/${sessionName}`,
      canonicalArn,
      userId: `${this.roleId(canonicalArn)}:${sessionName}`,
      sessionName,
      permissions: role.permissions,
      tags: session.tags,
      transitiveTags: session.transitiveTags,
    };
    const credentials = {
      accessKeyId: newId('ASIA'),
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(300).toString('base64'),
      expiration: new Date(
        Math.ceil(this.now() / 1000) * 1000 + session.seconds * 1000,
      ),
    };
    this.keys.set(credentials.accessKeyId, {
      secretAccessKey: credentials.secretAccessKey,
      sessionToken: credentials.sessionToken,
      expiresAt: credentials.expiration.getTime(),
      principal,
    });
    return { ...credentials, principal };
  }

  /** @throws AwsError for a key that is unknown or expired, or comes without its session token. */
  find(claim: SignatureClaim): StoredKey {
    const key = this.keys.get(claim.accessKeyId);
    if (!key || key.sessionToken !== claim.sessionToken)
      throw new AwsError(
        403,
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    if (key.expiresAt !== undefined && key.expiresAt <= this.now())
      throw new AwsError(
        403,
        'ExpiredTokenException',
        'The security token included in the request is expired',
      );
    return key;
  }
}
