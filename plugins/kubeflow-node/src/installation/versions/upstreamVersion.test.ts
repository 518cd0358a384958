import * as fc from 'fast-check';
import {
  compareUpstreamVersions,
  parseUpstreamVersion,
} from './upstreamVersion';

const order = (a: string, b: string, line: 'pipelines' | 'platform') =>
  Math.sign(
    compareUpstreamVersions(
      parseUpstreamVersion(a, line)!,
      parseUpstreamVersion(b, line)!,
    )!,
  );

describe('versions of upstream', () => {
  it('are ordered from the oldest to the newest', () => {
    const platform = [
      'v1.9.1',
      'v1.10.2',
      'v1.11.0-rc.1',
      'v1.11.0',
      '26.03',
      '26.03.1-rc.2',
      '26.03.1-rc.10',
      '26.03.1',
    ];
    const pipelines = ['2.5.0', '2.14.4', '2.15.0-rc', '2.15.0', '2.17.0'];
    for (const [line, versions] of [
      ['platform', platform],
      ['pipelines', pipelines],
    ] as const)
      for (const [index, version] of versions.entries())
        for (const [other, text] of versions.entries())
          expect(order(version, text, line)).toBe(Math.sign(index - other));
  });

  it('mean the same with and without a leading v', () => {
    expect(order('v2.17.0', '2.17.0', 'pipelines')).toBe(0);
    expect(order('26.03', '26.3.0', 'platform')).toBe(0);
  });

  it('of two lines do not compare', () => {
    const pipelines = parseUpstreamVersion('2.17.0', 'pipelines')!;
    const platform = parseUpstreamVersion('v1.11.0', 'platform')!;
    expect(compareUpstreamVersions(pipelines, platform)).toBeUndefined();
  });

  it.each(['', 'master', '4a3592cb', 'v', '2', '2.17.0.1', 'a.b.c'])(
    "are not '%s'",
    text => {
      expect(parseUpstreamVersion(text, 'pipelines')).toBeUndefined();
    },
  );

  it('compare the same whichever comes first', () => {
    const version = fc
      .tuple(fc.nat(30), fc.nat(30), fc.nat(5), fc.option(fc.nat(12)))
      .map(
        ([a, b, c, rc]) => `${a}.${b}.${c}${rc === null ? '' : `-rc.${rc}`}`,
      );
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(order(a, b, 'pipelines') + order(b, a, 'pipelines')).toBe(0);
      }),
    );
  });
});
