import {
  startTestServer,
  type SeenRequest,
  type TestServer,
} from '../../http/testing/testServer';

/** What the fake STS answers to one request, or the name of AWS's error. */
export type StsAnswer =
  | { readonly account: string; readonly expiresAt?: Date }
  | {
      readonly error: string;
      readonly message?: string;
      readonly status?: number;
    };

/** A fake STS: answers AssumeRole and AssumeRoleWithWebIdentity from a script. */
export interface FakeSts extends TestServer {
  /** Form fields of each request. */
  readonly forms: () => Record<string, string>[];
}

const errorXml = (code: string, message: string) =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;

const rolesXml = (
  action: string,
  { account, expiresAt }: { account: string; expiresAt: Date },
  serial: number,
) =>
  `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><AssumedRoleUser><AssumedRoleId>AROA:s</AssumedRoleId><Arn>arn:aws:sts::${account}:assumed-role/deployer/s</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIA${serial}</AccessKeyId><SecretAccessKey>secret-${serial}</SecretAccessKey><SessionToken>session-${serial}</SessionToken><Expiration>${expiresAt.toISOString()}</Expiration></Credentials></${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`;

const formOf = ({ body }: SeenRequest) =>
  Object.fromEntries(new URLSearchParams(body));

/** Starts it; the last answer stands for ever, and a function answers everything. */
export const startFakeSts = async (
  answers: readonly StsAnswer[] | ((form: Record<string, string>) => StsAnswer),
): Promise<FakeSts> => {
  let serial = 0;
  const server = await startTestServer((request, response) => {
    const form = formOf(request);
    const answer =
      typeof answers === 'function'
        ? answers(form)
        : answers[Math.min(serial, answers.length - 1)];
    serial += 1;
    const type = { 'content-type': 'text/xml' };
    if (!answer || !form.Action?.startsWith('AssumeRole')) {
      response.writeHead(404).end(`unknown request ${request.url}`);
    } else if ('error' in answer) {
      const { error, message = 'no', status = 400 } = answer;
      response.writeHead(status, type).end(errorXml(error, message));
    } else {
      const { account, expiresAt = new Date(Date.now() + 3_600_000) } = answer;
      response
        .writeHead(200, type)
        .end(rolesXml(form.Action, { account, expiresAt }, serial));
    }
  });
  return Object.assign(server, { forms: () => server.requests.map(formOf) });
};
