import { AwsError } from './awsError';
import type { Principal } from './credentialStore';
import { matchesPattern } from './wildcard';

/** @throws AwsError AccessDeniedException with IAM's own wording. */
export const authorize = (
  principal: Principal,
  action: string,
  resource: string,
): void => {
  const allowed = principal.permissions.some(
    ({ actions, resources }) =>
      actions.some(a =>
        matchesPattern(a.toLowerCase(), action.toLowerCase()),
      ) && resources.some(r => matchesPattern(r, resource)),
  );
  if (allowed) return;
  throw new AwsError(
    403,
    'AccessDeniedException',
    `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
};
