import { awsError } from './awsError';

const operation = {
  subject: 'eu-west-1/ml-eu',
  action: 'eks:DescribeCluster',
  region: 'eu-west-1',
};

const networkError = (code: string) =>
  Object.assign(new Error(`connect ${code}`), { code });

describe('awsError', () => {
  it.each(['ENETUNREACH', 'EHOSTUNREACH'])(
    'row 31: says what a machine with IPv6 only has to set (%s)',
    code => {
      // Node tries every address of a host and reports all of their errors.
      const error = new AggregateError([networkError(code)]);
      expect(awsError(error, operation)).toMatchObject({
        reason: 'NetworkUnreachable',
        subject: 'eu-west-1/ml-eu',
        fact: expect.stringContaining('eks.eu-west-1'),
        remedy: expect.stringContaining('AWS_USE_DUALSTACK_ENDPOINT=true'),
      });
    },
  );

  it.each(['constructor', '__proto__', 'toString'])(
    'row 38: takes an error that the server calls %s for one that is not known',
    name => {
      const error = { name, message: 'no', $metadata: { httpStatusCode: 400 } };
      expect(awsError(error, operation)).toMatchObject({
        name: 'InputError',
        reason: 'AwsRefused',
        message: expect.stringContaining(`(${name}): no`),
      });
    },
  );
});
