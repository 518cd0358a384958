import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import { parseInputs } from './inputs';
import { duration, list, oneOf, required } from './parsers';

const spec = {
  region: required,
  clusters: list,
  'on-conflict': oneOf('fail', 'force'),
  timeout: duration,
};

const reader = (values: Record<string, string>) => (name: string) =>
  values[name] ?? '';

const caught = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

describe('parseInputs', () => {
  it('gives each value by its camel-case name, with its own type', () => {
    const inputs = parseInputs(spec, {
      read: reader({
        region: ' eu-west-1 ',
        clusters: 'a,b',
        'on-conflict': 'fail',
        timeout: '30m',
      }),
    });
    const conflict: 'fail' | 'force' = inputs.onConflict;
    expect({ ...inputs, conflict }).toEqual({
      region: 'eu-west-1',
      clusters: ['a', 'b'],
      onConflict: 'fail',
      timeout: 1_800_000,
      conflict: 'fail',
    });
  });

  it('row 20: reports every wrong input at once', () => {
    const error = caught(() =>
      parseInputs(spec, {
        read: reader({ 'on-conflict': 'maybe', timeout: '30' }),
      }),
    );
    expect(hasReason(error, 'InvalidInputs')).toBe(true);
    expect((error as Error).message.split('\n')).toEqual([
      'fix these 3 inputs:',
      '  - region: required, but empty',
      "  - on-conflict: 'maybe' is not one of fail, force",
      expect.stringMatching(/^ {2}- timeout: '30': is not a duration/),
    ]);
  });

  it('checks the rules between inputs once each is right by itself', () => {
    const rules = () => ['region: not with clusters'];
    const good = {
      region: 'r',
      clusters: 'c',
      'on-conflict': 'fail',
      timeout: '1h',
    };
    expect(() => parseInputs(spec, { read: reader(good), rules })).toThrow(
      'fix this input:\n  - region: not with clusters',
    );
    expect(() =>
      parseInputs(spec, { read: reader({ ...good, region: '' }), rules }),
    ).toThrow('region: required, but empty');
  });

  it('reads what the runner set', () => {
    process.env['INPUT_SOME-INPUT'] = 'from the runner';
    try {
      expect(parseInputs({ 'some-input': required })).toEqual({
        someInput: 'from the runner',
      });
    } finally {
      delete process.env['INPUT_SOME-INPUT'];
    }
  });
});
