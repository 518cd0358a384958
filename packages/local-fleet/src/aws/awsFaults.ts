import type { Fault } from '../emulator';

type Match = Fault['match'];

/** EKS answers its throttling error, 429, to matching requests. */
export const throttleEks = (match: Match, times = 1): Fault => ({
  match,
  times,
  effect: {
    kind: 'status',
    status: 429,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': 'ThrottlingException',
    },
    body: '{"__type":"ThrottlingException","message":"Rate exceeded"}',
  },
});

/** STS answers its throttling error, a 400 as in AWS, to matching requests. */
export const throttleSts = (match: Match, times = 1): Fault => ({
  match,
  times,
  effect: {
    kind: 'status',
    status: 400,
    headers: { 'content-type': 'text/xml' },
    body: '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ErrorResponse>',
  },
});
