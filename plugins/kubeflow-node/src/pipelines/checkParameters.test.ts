import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { checkParameters } from './checkParameters';
import { parseCompiledPipeline } from './parseCompiledPipeline';
import { TRAINING } from './testing/pipelineTexts';

const pipeline = parseCompiledPipeline(TRAINING, { path: 'p.yaml' });
const check = (values: Record<string, unknown>) =>
  checkParameters(pipeline, values);

function problems(values: Record<string, unknown>): string[] {
  try {
    check(values);
  } catch (error) {
    return (error as KubeflowError).problems.map(({ message }) => message);
  }
  return [];
}

describe('checkParameters', () => {
  it('converts the text of workflow inputs to the declared types', () => {
    expect(
      check({
        epochs: '3',
        flag: 'True',
        labels: '["a", 1]',
        mode: 'exact',
        options: '{"a": {"b": null}}',
        rate: '1e-3',
        version: '010',
      }),
    ).toEqual({
      epochs: 3,
      flag: true,
      labels: ['a', 1],
      mode: 'exact',
      options: { a: { b: null } },
      rate: 0.001,
      version: '010',
    });
  });

  it('keeps values that have their type already, and adds no defaults', () => {
    const values = { epochs: 3, flag: false, labels: [], options: {}, rate: 1 };
    expect(check(values)).toEqual(values);
    expect(check({ epochs: -0.0 })).toEqual({ epochs: -0 });
  });

  it('treats an undefined value as not given', () => {
    expect(problems({ epochs: undefined })).toEqual([
      'parameter epochs (NUMBER_INTEGER) is required and has no value',
    ]);
  });

  it('row 21: tells every problem at once: missing, unknown with a near miss, wrong types, literals', () => {
    expect(
      problems({
        epoch: '3',
        flag: 'yes',
        labels: 'a,b',
        mode: 'quick',
        options: '[1]',
        rate: 'fast',
        version: 1.1,
      }),
    ).toEqual([
      'parameter epochs (NUMBER_INTEGER) is required and has no value',
      'parameter flag (BOOLEAN) expects true or false, not "yes"',
      'parameter labels (LIST) expects a JSON list such as ["a", "b"], not "a,b"',
      'parameter mode (STRING) must be one of "fast", "exact"',
      'parameter options (STRUCT) expects a JSON object such as {"a": 1}, not "[1]"',
      'parameter rate (NUMBER_DOUBLE) expects a number, not "fast"',
      'parameter version (STRING) expects text, not 1.1; put it in quotes',
      expect.stringMatching(
        /^parameter epoch is not one of the pipeline's; did you mean 'epochs'\? \(it has big, epochs, /,
      ),
    ]);
  });

  it.each([
    [1.5],
    ['1.5'],
    ['3.0'],
    ['0x10'],
    ['1e3'],
    ['1_000'],
    [''],
    [true],
    [[1]],
    [NaN],
  ])(
    'refuses %j for a whole number, although the server accepts 1.5',
    epochs => {
      expect(problems({ epochs })).toHaveLength(1);
    },
  );

  it.each([
    ['9007199254740993'],
    [9007199254740993n],
    ['-9007199254740993'],
    [2 ** 53],
  ])('row 7: refuses the whole number %p, which KFP would round', epochs => {
    expect(problems({ epochs }).join()).toMatch(
      /2\^53.*declare the parameter as text/,
    );
  });

  it('row 7: refuses a rounded integer inside a list or object, and keeps large floating-point numbers', () => {
    expect(
      problems({
        epochs: 1,
        labels: '[1, [9007199254740993]]',
        options: '{"a": 12345678901234567890}',
      }),
    ).toEqual([
      expect.stringMatching(/labels .*2\^53, not "9007199254740993"/),
      expect.stringMatching(/options .*2\^53/),
    ]);
    expect(check({ epochs: 1, labels: '[1e300, 0.1]' })).toEqual({
      epochs: 1,
      labels: [1e300, 0.1],
    });
  });

  it('row 7: refuses in a list or object of a parameters file what JSON or KFP would change', () => {
    for (const labels of [
      [9007199254740993n],
      [[2 ** 53]],
      [{ a: Infinity }],
      [NaN],
      '[1e400]',
    ])
      expect(problems({ epochs: 1, labels }).join()).toMatch(
        /labels .* at most 2\^53, not /,
      );
    expect(problems({ epochs: 1, version: [1n] }).join()).toMatch(
      /version .* expects text, not \[1\]/,
    );
    expect(problems({ epochs: 1, labels: [1e300, 0.1, null] })).toEqual([]);
  });

  it('row 4: takes a type that is called constructor for one that it does not know', () => {
    const hostile = parseCompiledPipeline(
      TRAINING.replace('parameterType: LIST', 'parameterType: constructor'),
      { path: 'p.yaml' },
    );
    expect(() => checkParameters(hostile, { epochs: 1, labels: '[]' })).toThrow(
      /labels \(constructor\) is a constructor/,
    );
  });

  it.each([['Infinity'], ['NaN'], ['1,5'], [''], ['0x1'], [Infinity]])(
    'refuses %j for a number',
    rate => {
      expect(problems({ epochs: 1, rate })).toHaveLength(1);
    },
  );

  it('refuses null, and says to leave it out', () => {
    expect(problems({ epochs: 1, flag: null, version: null })).toEqual([
      expect.stringMatching(/flag .* is null; leave it out/),
      expect.stringMatching(/version .* is null/),
    ]);
  });

  it('refuses a parameter that the server fills in itself', () => {
    expect(problems({ epochs: 1, status: '{}' })).toEqual([
      expect.stringMatching(/status .*fills in itself/),
    ]);
  });

  it('row 21: refuses more than 10,000 bytes and names the exact limit and the largest', () => {
    expect(problems({ epochs: 1, version: 'é'.repeat(5000) })).toEqual([
      expect.stringMatching(/limit is 10000.*largest is version with 100\d\d/),
    ]);
    expect(problems({ epochs: 1, version: 'x'.repeat(9_900) })).toEqual([]);
  });

  it('row 4: does not take constructor or __proto__ for parameters that are declared', () => {
    const values = JSON.parse(
      '{"epochs": 1, "__proto__": 2, "constructor": 3}',
    ) as Record<string, unknown>;
    expect(problems(values)).toHaveLength(2);
  });

  it('row 18: shows hostile names and values on one line', () => {
    const [problem] = problems({ epochs: 1, 'a\n::set-output name=x::': 1 });
    expect(problem).not.toMatch(/\n/);
    expect(
      problems({ epochs: `1\n::error::x${'y'.repeat(500)}` })[0]!.length,
    ).toBeLessThan(200);
  });

  it('names the pipeline, the reason and the next step', () => {
    expect(() => check({})).toThrow(
      /^pipeline training: parameter epochs .* Correct the input 'parameters'/,
    );
    expect(() => check({ x: 1 })).toThrow(
      expect.objectContaining({
        name: 'InputError',
        reason: 'InvalidParameters',
      }),
    );
  });
});
