import { maskSecret, redact, spellingsOf } from './secrets';
import { openRunnerFiles, type RunnerFiles } from './testing/runnerFiles';

let runner: RunnerFiles;
beforeEach(() => {
  runner = openRunnerFiles();
});
afterEach(() => runner.close());

const masks = () =>
  runner
    .printed()
    .split('\n')
    .filter(line => line.startsWith('::add-mask::'))
    .map(line => decodeURIComponent(line.slice('::add-mask::'.length)));

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY?EXAMPLE';

describe('maskSecret', () => {
  it.each([
    ['itself', secret],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64url', Buffer.from(secret).toString('base64url')],
    ['hex', Buffer.from(secret).toString('hex')],
    ['upper-case hex', Buffer.from(secret).toString('hex').toUpperCase()],
    ['a part of a URL', encodeURIComponent(secret)],
  ])('S1: hides it as %s', (_, spelling) => {
    maskSecret(`${secret}`);
    expect(redact(`before ${spelling} after`)).not.toContain(
      spelling.slice(2, -2),
    );
  });

  it.each([0, 1, 2])(
    'S1: hides it in base64url that begins %d bytes before it',
    shift => {
      const text = Buffer.from(`${'x'.repeat(shift)}${secret}yy`).toString(
        'base64url',
      );
      maskSecret(secret);
      const left = redact(text).replace('***', '');
      expect(left.length).toBeLessThanOrEqual(8);
    },
  );

  it('S1: hides an EKS token and the signature of the URL inside it', () => {
    const url =
      'https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Security-Token=IQoJb3JpZ2luX2VjEXAMPLE%2F%2F&X-Amz-Signature=0123456789abcdef0123456789abcdef';
    const token = `k8s-aws-v1.${Buffer.from(url).toString('base64url')}`;
    maskSecret(token);
    const all = masks();
    expect(all).toEqual(
      expect.arrayContaining([
        token,
        url,
        '0123456789abcdef0123456789abcdef',
        'IQoJb3JpZ2luX2VjEXAMPLE//',
      ]),
    );
  });

  it('masks each line of a secret of several lines', () => {
    expect(spellingsOf('first line\nsecond line')).toEqual(
      expect.arrayContaining(['first line', 'second line']),
    );
  });

  it('does not blank out the log for a short or an empty text', () => {
    maskSecret('');
    maskSecret(undefined);
    maskSecret('abc');
    expect(masks()).toEqual([]);
  });

  it('tells the runner once', () => {
    maskSecret('only-once-please');
    const first = masks().length;
    maskSecret('only-once-please');
    expect(masks()).toHaveLength(first);
  });
});
