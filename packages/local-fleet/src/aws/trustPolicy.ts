import type { TrustConditions, TrustStatement } from './contract';
import { matchesPattern } from './wildcard';

/** Condition keys of the request with their values, such as `sts:ExternalId`. */
export type ConditionKeys = Readonly<Record<string, string | undefined>>;

const asList = (value: string | readonly string[]) =>
  typeof value === 'string' ? [value] : value;

const operators = {
  StringEquals: (expected: string, actual: string) => expected === actual,
  StringLike: matchesPattern,
} as const;

/** A key that the request lacks fails its condition, as in IAM. */
const holds = (conditions: TrustConditions, keys: ConditionKeys): boolean =>
  (Object.keys(operators) as (keyof typeof operators)[]).every(operator =>
    Object.entries(conditions[operator] ?? {}).every(([key, expected]) => {
      const actual = keys[key];
      return (
        actual !== undefined &&
        asList(expected).some(value => operators[operator](value, actual))
      );
    }),
  );

const allowsAction = (statement: TrustStatement, action: string) => {
  const own =
    'federated' in statement.principal
      ? 'sts:AssumeRoleWithWebIdentity'
      : 'sts:AssumeRole';
  return (statement.actions ?? [own]).some(
    allowed => allowed.toLowerCase() === action.toLowerCase(),
  );
};

/** True when a statement lets tokens of the provider `providerArn` assume the role. */
export const trustsProvider = (
  trust: readonly TrustStatement[],
  providerArn: string,
  keys: ConditionKeys,
): boolean =>
  trust.some(
    statement =>
      'federated' in statement.principal &&
      statement.principal.federated === providerArn &&
      allowsAction(statement, 'sts:AssumeRoleWithWebIdentity') &&
      holds(statement.conditions ?? {}, keys),
  );

/** Who asks to assume a role: session or user, and the identity behind it. */
export interface AssumingPrincipal {
  readonly account: string;
  readonly arn: string;
  readonly canonicalArn: string;
}

const names = (listed: string, principal: AssumingPrincipal) =>
  listed === principal.arn || listed === principal.canonicalArn;
const namesAccount = (listed: string, principal: AssumingPrincipal) =>
  listed === `arn:aws:iam::${principal.account}:root` ||
  listed === principal.account;

/** How a role trusts a principal: by its own ARN, only through its account, or not at all. */
export const trustInPrincipal = (
  trust: readonly TrustStatement[],
  principal: AssumingPrincipal,
  request: { readonly action: string; readonly keys: ConditionKeys },
): 'by-name' | 'by-account' | 'none' => {
  const listed = trust.flatMap(statement =>
    'aws' in statement.principal &&
    allowsAction(statement, request.action) &&
    holds(statement.conditions ?? {}, request.keys)
      ? statement.principal.aws
      : [],
  );
  if (listed.some(arn => names(arn, principal))) return 'by-name';
  return listed.some(arn => namesAccount(arn, principal))
    ? 'by-account'
    : 'none';
};
