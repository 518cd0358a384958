import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { AwsError } from './awsError';

/** A result of the query protocol: text, or nested elements. */
export interface StsResult {
  readonly [element: string]: string | StsResult;
}

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const toXml = (result: StsResult): string =>
  Object.entries(result)
    .map(([name, value]) => {
      const body = typeof value === 'string' ? escape(value) : toXml(value);
      return `<${name}>${body}</${name}>`;
    })
    .join('');

/** The query protocol's names for what the JSON services call by another. */
const STS_CODES: Readonly<Record<string, string>> = {
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  UnrecognizedClientException: 'InvalidClientTokenId',
  IncompleteSignatureException: 'IncompleteSignature',
  AccessDeniedException: 'AccessDenied',
};

interface Reply {
  readonly response: ServerResponse;
  /** `Accept: application/json`, which aws-iam-authenticator sends. */
  readonly json: boolean;
}

const send = (
  { response, json }: Reply,
  status: number,
  body: { readonly xml: string; readonly value: unknown },
) => {
  const text = json ? JSON.stringify(body.value) : body.xml;
  response.writeHead(status, {
    'content-type': json ? 'application/json' : 'text/xml',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
    date: new Date().toUTCString(),
  });
  response.end(text);
};

/** Answers an action with its result. */
export const sendStsResult = (
  reply: Reply,
  action: string,
  result: StsResult,
): void => {
  const requestId = randomUUID();
  const metadata = { ResponseMetadata: { RequestId: requestId } };
  send(reply, 200, {
    xml: `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${toXml(
      result,
    )}</${action}Result>${toXml(metadata)}</${action}Response>`,
    value: {
      [`${action}Response`]: { [`${action}Result`]: result, ...metadata },
    },
  });
};

/** Answers with an error under its STS name. */
export const sendStsError = (reply: Reply, error: AwsError): void => {
  const detail = {
    Type: 'Sender',
    Code:
      error.status === 403 && error.code === 'ExpiredTokenException'
        ? 'ExpiredToken'
        : STS_CODES[error.code] ?? error.code,
    Message: error.message,
  };
  const requestId = randomUUID();
  send(reply, error.status, {
    xml: `<ErrorResponse xmlns="${NAMESPACE}"><Error>${toXml(
      detail,
    )}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    value: { Error: detail, RequestId: requestId },
  });
};
