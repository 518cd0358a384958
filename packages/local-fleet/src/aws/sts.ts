import type { ServerResponse } from 'node:http';
import { assumeRole, assumeRoleWithWebIdentity } from './assumeRole';
import type { AssumeRoleContext } from './assumeRole';
import { authenticate } from './authenticate';
import type { AuthenticatedCall } from './authenticate';
import { AwsError } from './awsError';
import type { SignedRequest } from './sigV4';
import { sendStsError, sendStsResult } from './stsAnswer';
import type { StsResult } from './stsAnswer';

/** Parameters of the query protocol: of the query for GET, of the form for POST. */
const parametersOf = (request: SignedRequest): URLSearchParams =>
  request.method === 'GET'
    ? request.url.searchParams
    : new URLSearchParams(request.body.toString('utf8'));

const callerIdentity = ({ principal }: AuthenticatedCall): StsResult => ({
  UserId: principal.userId,
  Account: principal.account,
  Arn: principal.arn,
});

const dispatch = async (
  form: URLSearchParams,
  request: SignedRequest,
  context: AssumeRoleContext & { readonly now: number },
): Promise<StsResult> => {
  const caller = () => authenticate(request, { ...context, service: 'sts' });
  const action = form.get('Action') ?? '';
  if (action === 'AssumeRoleWithWebIdentity')
    return assumeRoleWithWebIdentity(form, context);
  if (action === 'AssumeRole') return assumeRole(form, caller(), context);
  if (action === 'GetCallerIdentity') return callerIdentity(caller());
  throw new AwsError(
    400,
    'InvalidAction',
    `Could not find operation ${action} for version 2011-06-15. The local fleet's STS has AssumeRole, AssumeRoleWithWebIdentity and GetCallerIdentity.`,
  );
};

/** Answers one request to STS, in XML or, when asked for, in JSON. */
export const handleSts = async (
  request: SignedRequest,
  response: ServerResponse,
  context: AssumeRoleContext & { readonly now: number },
): Promise<void> => {
  const form = parametersOf(request);
  const reply = {
    response,
    json: (request.headers.accept ?? '').includes('application/json'),
  };
  try {
    const result = await dispatch(form, request, context);
    sendStsResult(reply, form.get('Action') ?? '', result);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    sendStsError(reply, error);
  }
};
