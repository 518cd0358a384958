import fc from 'fast-check';
import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { PipelinePatch } from './compiledPipeline';
import { parseCompiledPipeline } from './parseCompiledPipeline';
import { patchPipeline } from './patchPipeline';
import { canonicalJson } from './spec/canonicalJson';
import { at } from './spec/plainData';
import { TRAINING, TRAINING_WITH_PLATFORM } from './testing/pipelineTexts';

const parse = (text: string) => parseCompiledPipeline(text, { path: 'p.yaml' });
const plain = parse(TRAINING);
const GPU: PipelinePatch = {
  accelerator: { resource: 'nvidia.com/gpu', count: 2 },
  nodeSelector: { 'k8s.amazonaws.com/accelerator': 'nvidia-a10g' },
  tolerations: [
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  ],
};

const executor = (pipeline: typeof plain, label: string) =>
  at(pipeline.documents.spec, 'deploymentSpec', 'executors', label);
const platformOf = (pipeline: typeof plain, label: string) =>
  at(
    pipeline.documents.platform,
    'platforms',
    'kubernetes',
    'deploymentSpec',
    'executors',
    label,
  );

function problems(patch: PipelinePatch, pipeline = plain): string[] {
  try {
    patchPipeline(pipeline, patch);
  } catch (error) {
    expect(error).toMatchObject({ name: 'InputError', reason: 'InvalidPatch' });
    return (error as KubeflowError).problems.map(({ message }) => message);
  }
  return [];
}

describe('patchPipeline', () => {
  it('returns the pipeline itself, with the file’s own bytes, when nothing is asked or nothing changes', () => {
    expect(patchPipeline(plain, {})).toBe(plain);
    expect(
      patchPipeline(plain, { nodeSelector: {}, tolerations: [], tasks: [] }),
    ).toBe(plain);
    const once = patchPipeline(plain, { ...GPU, caching: true });
    expect(patchPipeline(once, { ...GPU, caching: true })).toBe(once);
  });

  it('never changes the pipeline that it is given', () => {
    const before = canonicalJson(plain.documents);
    patchPipeline(plain, {
      ...GPU,
      caching: false,
      cpuLimit: '1',
      memoryLimit: '1Gi',
      tasks: ['train'],
    });
    expect(canonicalJson(plain.documents)).toBe(before);
  });

  it('writes the accelerator in the new and the deprecated fields of every container', () => {
    const patched = patchPipeline(plain, GPU);
    for (const label of ['exec-step', 'exec-deploy'])
      expect(executor(patched, label)).toMatchObject({
        container: {
          resources: {
            accelerator: {
              resourceType: 'nvidia.com/gpu',
              resourceCount: '2',
              type: 'nvidia.com/gpu',
              count: '2',
            },
          },
        },
      });
    expect(executor(patched, 'exec-importer')).toEqual(
      executor(plain, 'exec-importer'),
    );
    expect(platformOf(patched, 'exec-importer')).toBeUndefined();
  });

  it('makes the platform document when there is none', () => {
    const patched = patchPipeline(plain, GPU);
    expect(plain.documents.platform).toBeUndefined();
    expect(platformOf(patched, 'exec-deploy')).toEqual({
      nodeSelector: { labels: GPU.nodeSelector },
      tolerations: GPU.tolerations,
    });
    expect(patched.text).toContain('\n---\n');
  });

  it('merges into the platform document that is there, and adds no toleration twice', () => {
    const pipeline = parse(TRAINING_WITH_PLATFORM);
    const twice = patchPipeline(patchPipeline(pipeline, GPU), {
      tolerations: GPU.tolerations,
      nodeSelector: { zone: 'b' },
    });
    expect(platformOf(twice, 'exec-step')).toEqual({
      nodeSelector: { labels: { zone: 'b', ...GPU.nodeSelector } },
      tolerations: [{ key: 'spot', operator: 'Exists' }, ...GPU.tolerations!],
      podMetadata: { labels: { team: 'ml' } },
    });
  });

  it('writes limits as text and as the deprecated doubles, and lowers a request that is above', () => {
    const patched = patchPipeline(plain, {
      cpuLimit: '500m',
      memoryLimit: '4Gi',
    });
    expect(
      at(executor(patched, 'exec-step'), 'container', 'resources'),
    ).toEqual({
      resourceCpuLimit: '500m',
      cpuLimit: 0.5,
      resourceCpuRequest: '500m',
      cpuRequest: 0.5,
      resourceMemoryLimit: '4Gi',
      memoryLimit: 4.294967296,
    });
    expect(
      at(
        executor(patchPipeline(plain, { cpuLimit: '8' }), 'exec-step'),
        'container',
        'resources',
      ),
    ).toMatchObject({
      resourceCpuRequest: '2',
      resourceCpuLimit: '8',
    });
  });

  it('leaves a request alone that a parameter decides', () => {
    const text = TRAINING.replace(
      "resourceCpuRequest: '2'",
      'resourceCpuRequest: "{{$.inputs.parameters[\'cpu\']}}"',
    );
    const resources = at(
      executor(patchPipeline(parse(text), { cpuLimit: '1' }), 'exec-step'),
      'container',
      'resources',
    );
    expect(resources).toMatchObject({
      resourceCpuRequest: "{{$.inputs.parameters['cpu']}}",
    });
  });

  it('reaches only the named task, also where it shares its executor with another', () => {
    const patched = patchPipeline(parse(TRAINING_WITH_PLATFORM), {
      ...GPU,
      tasks: ['train'],
    });
    const labelOf = (name: string) =>
      patched.graph.tasks.find(task => task.name === name)!.executorLabel!;
    expect(labelOf('train')).not.toBe(labelOf('evaluate'));
    expect(
      at(
        executor(patched, labelOf('train')),
        'container',
        'resources',
        'accelerator',
      ),
    ).toBeDefined();
    expect(
      at(
        executor(patched, labelOf('evaluate')),
        'container',
        'resources',
        'accelerator',
      ),
    ).toBeUndefined();
    expect(
      at(executor(patched, 'exec-deploy'), 'container', 'resources'),
    ).toBeUndefined();
    expect(platformOf(patched, labelOf('train'))).toMatchObject({
      podMetadata: { labels: { team: 'ml' } },
      nodeSelector: { labels: { zone: 'a', ...GPU.nodeSelector } },
    });
    expect(platformOf(patched, 'exec-step')).toEqual(
      platformOf(parse(TRAINING_WITH_PLATFORM), 'exec-step'),
    );
  });

  it('finds a task inside a group', () => {
    const patched = patchPipeline(plain, { ...GPU, tasks: ['deploy'] });
    expect(
      at(
        executor(patched, 'exec-deploy'),
        'container',
        'resources',
        'accelerator',
      ),
    ).toBeDefined();
    expect(executor(patched, 'exec-step')).toEqual(
      executor(plain, 'exec-step'),
    );
  });

  it.each([true, false])(
    'sets caching to %p for every task of every component',
    caching => {
      const patched = patchPipeline(plain, { caching });
      const flags = [
        ...['condition-1', 'evaluate', 'importer', 'train'].map(task => [
          'root',
          'dag',
          'tasks',
          task,
        ]),
        ['components', 'comp-condition-1', 'dag', 'tasks', 'deploy'],
      ].map(path =>
        at(patched.documents.spec, ...path, 'cachingOptions', 'enableCache'),
      );
      expect(flags).toEqual(flags.map(() => caching));
    },
  );

  it('tells every problem at once', () => {
    expect(
      problems({
        tasks: ['trian', 'condition-1', 'importer', 'train'],
        accelerator: { resource: 'gpu', count: 1.5 },
        cpuLimit: 'lots',
        memoryLimit: '0',
      }),
    ).toEqual([
      "the pipeline has no task 'trian'; did you mean 'train'?",
      "'condition-1' is a group of tasks: name deploy",
      "'importer' is an importer, which runs no container",
      'accelerator count 1.5 is not a whole number above 0',
      "accelerator 'gpu' is not an extended resource such as nvidia.com/gpu",
      expect.stringMatching(/^cpu limit: 'lots'/),
      "memory limit '0' is not above 0",
    ]);
  });

  it('refuses a node selector where a parameter of the pipeline is one, as KFP would ignore it', () => {
    const text = TRAINING_WITH_PLATFORM.replace(
      'nodeSelector: {labels: {zone: a}}',
      'nodeSelector: {nodeSelectorJson: {componentInputParameter: s}}',
    );
    expect(problems({ nodeSelector: { a: 'b' } }, parse(text)).join()).toMatch(
      /task 'train' is a parameter/,
    );
    expect(problems({ tolerations: GPU.tolerations }, parse(text))).toEqual([]);
  });

  it('row 6, row 7: the patched text keeps 64-bit integers and text that looks like something else', () => {
    const kept = ['yes', '010', '1.10', '1e5', '2001-01-01'];
    const parameters = kept.map(
      (value, index) =>
        `      p${index}: {parameterType: STRING, defaultValue: '${value}'}\n`,
    );
    const text = TRAINING.replace(
      '      big:',
      `${parameters.join('')}      big:`,
    );
    const patched = patchPipeline(parse(text), { caching: false });
    expect(patched.text).toContain('defaultValue: 9007199254740993\n');
    for (const value of kept)
      expect(patched.text).toContain(`defaultValue: "${value}"\n`);
    expect(parse(patched.text).contentHash).toBe(patched.contentHash);
  });

  it('writes any text, number and key so that it is read back the same', () => {
    const json = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(
          'yes',
          'no',
          'on',
          '~',
          '<<',
          'null',
          '0o7',
          '010',
          '1_0',
          '.inf',
          '1:30',
          '2001-01-01',
          '- a',
          '# b',
          'a: b',
          ' a',
          'a\n',
          '\tb',
          '"',
          "'",
          '&a',
          '*a',
          '!a',
          '%',
          '@',
          '`',
          '\u0085',
          '\u2028',
        ),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc
          .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
          .filter(n => n > 2n ** 53n || n < -(2n ** 53n)),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.oneof(
            fc.string(),
            fc.constantFrom(
              'yes',
              'on',
              'null',
              '1e5',
              '010',
              '0o7',
              'true',
              '~',
              '.5',
              '2001-01-01',
            ),
          ),
          tie('value'),
          { maxKeys: 3 },
        ),
      ),
    })).value;
    fc.assert(
      fc.property(json, defaultValue => {
        const spec = {
          ...plain.documents.spec,
          root: {
            dag: at(plain.documents.spec, 'root', 'dag'),
            inputDefinitions: {
              parameters: { p: { parameterType: 'STRUCT', defaultValue } },
            },
          },
        };
        const patched = patchPipeline(
          { ...plain, documents: { spec } },
          { caching: false },
        );
        expect(canonicalJson(parse(patched.text).documents.spec)).toBe(
          canonicalJson(patched.documents.spec),
        );
      }),
      { numRuns: 300 },
    );
  });
});
