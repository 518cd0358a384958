import { gzipSync } from 'node:zlib';
import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { parseCompiledPipeline } from './parseCompiledPipeline';
import { TRAINING, TRAINING_WITH_PLATFORM } from './testing/pipelineTexts';

const parse = (text: string | Uint8Array) =>
  parseCompiledPipeline(text, { path: 'p.yaml' });

function failure(text: string | Uint8Array): KubeflowError {
  try {
    parse(text);
  } catch (error) {
    return error as KubeflowError;
  }
  throw new Error('it was accepted');
}

const messages = (text: string) =>
  failure(text).problems.map(({ message }) => message);

describe('parseCompiledPipeline', () => {
  it('reads name, inputs and the text itself', () => {
    const pipeline = parse(TRAINING);
    expect(pipeline).toMatchObject({
      name: 'training',
      description: 'Trains a model',
      sdkVersion: 'kfp-2.17.0',
      text: TRAINING,
    });
    expect(pipeline.inputs).toContainEqual({
      name: 'mode',
      type: 'STRING',
      optional: true,
      defaultValue: 'fast',
      literals: ['fast', 'exact'],
    });
    expect(pipeline.inputs).toContainEqual({
      name: 'epochs',
      type: 'NUMBER_INTEGER',
      optional: false,
    });
    expect(pipeline.documents.platform).toBeUndefined();
  });

  it('keeps the bytes of the file as the text, also a byte order mark and CRLF', () => {
    const text = `\uFEFF${TRAINING.replace(/\n/g, '\r\n')}`;
    expect(parse(Buffer.from(text)).text).toBe(text);
    expect(parse(text).contentHash).toBe(parse(TRAINING).contentHash);
  });

  it('builds the task graph with groups, conditions, importers and implied dependencies', () => {
    expect(parse(TRAINING).graph.tasks).toEqual([
      expect.objectContaining({
        id: 'condition-1',
        kind: 'condition',
        dependsOn: ['evaluate'],
      }),
      expect.objectContaining({
        id: 'condition-1/deploy',
        name: 'deploy',
        parentId: 'condition-1',
        kind: 'container',
        executorLabel: 'exec-deploy',
      }),
      expect.objectContaining({ id: 'evaluate', dependsOn: ['train'] }),
      expect.objectContaining({ id: 'importer', kind: 'importer' }),
      expect.objectContaining({ id: 'train', dependsOn: ['importer'] }),
    ]);
  });

  it('calls a task with an iterator a loop', () => {
    const text = TRAINING.replace(
      /triggerPolicy: .*/,
      "parameterIterator: {itemInput: x, items: {raw: '[1, 2]'}}",
    );
    expect(parse(text).graph.tasks[0]).toMatchObject({ kind: 'loop' });
  });

  it('hashes content and not its spelling', () => {
    const { contentHash } = parse(TRAINING);
    expect(contentHash).toMatch(/^[0-9a-f]{12}$/);
    expect(
      parse(TRAINING.replace('# PIPELINE DEFINITION\n', '')).contentHash,
    ).toBe(contentHash);
    expect(parse(TRAINING.replace('step:1', "'step:1'")).contentHash).toBe(
      contentHash,
    );
    expect(parse(TRAINING.replace('step:1', 'step:2')).contentHash).not.toBe(
      contentHash,
    );
    expect(parse(TRAINING_WITH_PLATFORM).contentHash).not.toBe(contentHash);
  });

  it('hashes integers beyond 2^53 apart', () => {
    const next = TRAINING.replace('9007199254740993', '9007199254740992');
    expect(parse(next).contentHash).not.toBe(parse(TRAINING).contentHash);
  });

  it('reads the platform document in either place', () => {
    const [spec, platform] = TRAINING_WITH_PLATFORM.split('---\n');
    const swapped = parse(`${platform}---\n${spec}`);
    expect(swapped.contentHash).toBe(parse(TRAINING_WITH_PLATFORM).contentHash);
    expect(swapped.documents.platform).toBeDefined();
  });

  it('reads JSON', () => {
    const { documents } = parse(TRAINING.replace(/ *big:.*\n/, ''));
    expect(parse(JSON.stringify(documents.spec)).name).toBe('training');
  });

  it.each([
    ['an empty file', ''],
    ['only comments', '# nothing\n'],
    ['a plain text', 'hello\n'],
    ['other YAML', 'a: 1\n'],
    ['a list', '- a\n'],
    ['a Kubernetes object', 'apiVersion: v1\nkind: ConfigMap\n'],
    ['a component of SDK 1', 'name: x\nimplementation: {container: {}}\n'],
    ['a Vertex job', 'pipelineSpec: {root: {}}\n'],
    ['two pipelines', `${TRAINING}---\n${TRAINING}`],
    ['Python', 'from kfp import dsl\n'],
  ])('row 21: %s is not a package, and says so', (_what, text) => {
    expect(failure(text)).toMatchObject({
      name: 'InputError',
      reason: 'NotAPipeline',
      subject: 'p.yaml',
    });
  });

  it('row 21: a v1 Argo Workflow is named', () => {
    expect(
      failure('apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n').message,
    ).toMatch(/Argo Workflow.*kfp SDK 1.*Port the pipeline/);
  });

  it.each([
    ['zip', Buffer.from('PK\u0003\u0004\u0000\u0000', 'latin1')],
    ['gzip', gzipSync('a: 1')],
    ['tar', Buffer.from(`${'x'.repeat(257)}ustar`, 'latin1')],
  ])('row 21: a %s archive is told to be unpacked', (kind, bytes) => {
    const error = failure(bytes);
    expect(error).toMatchObject({ reason: 'NotAPipeline' });
    expect(error.message).toMatch(new RegExp(`${kind} archive.*Unpack`));
    expect(failure(bytes.toString()).message).toMatch(/archive/);
  });

  it('row 21: names the exact limit for more than 32 MiB', () => {
    const error = failure(Buffer.alloc(32 * 1024 * 1024 + 1, 32));
    expect(error).toMatchObject({ reason: 'PipelineTooLarge' });
    expect(error.message).toMatch(/33554433 bytes.*33554432/);
  });

  it('row 8: refuses bytes that are not UTF-8', () => {
    expect(failure(Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]))).toMatchObject({
      reason: 'InvalidYaml',
    });
  });

  it.each(['2.0.0', '2.1', "''"])('refuses schemaVersion %s', version => {
    expect(messages(TRAINING.replace('2.1.0', version)).join()).toMatch(
      /schemaVersion is .* only "2.1.0"/,
    );
  });

  it('tells every broken reference at once, with its line', () => {
    const text = TRAINING.replace(
      'executorLabel: exec-step',
      'executorLabel: exec-stop',
    )
      .replace('{name: comp-deploy}', '{name: comp-deplay}')
      .replace('dependentTasks: [train]', 'dependentTasks: [trian]')
      .replace('sdkVersion:', 'skdVersion:');
    const error = failure(text);
    expect(error).toMatchObject({ reason: 'InvalidPipeline' });
    expect(error.problems).toHaveLength(4);
    expect(error.problems).toContainEqual({
      message: expect.stringMatching(
        /task "deploy" of component "comp-condition-1".*"comp-deplay".*did you mean 'comp-deploy'/,
      ) as string,
      file: 'p.yaml',
      line: 8,
      column: expect.any(Number) as number,
    });
  });

  it('refuses a component without an executor or with both, and a pipeline without tasks', () => {
    expect(
      messages(
        TRAINING.replace('    executorLabel: exec-deploy\n', '    {}\n'),
      ).join(),
    ).toMatch(/component "comp-deploy" needs either/);
    expect(
      messages(
        'pipelineInfo: {name: a}\nschemaVersion: 2.1.0\nroot: {dag: {tasks: {}}}',
      ).join(),
    ).toMatch(/the pipeline has no tasks/);
  });

  it('refuses a platform document for an executor that is not there', () => {
    const text = TRAINING_WITH_PLATFORM.replace(
      '        exec-step:\n          node',
      '        exec-other:\n          node',
    );
    expect(messages(text).join()).toMatch(/executor "exec-other"/);
  });

  it('refuses circles of tasks and of components, and too many tasks', () => {
    expect(
      messages(
        TRAINING.replace('producerTask: importer', 'producerTask: evaluate'),
      ).join(),
    ).toMatch(/circle/);
    expect(
      messages(
        TRAINING.replace('{name: comp-deploy}', '{name: comp-condition-1}'),
      ).join(),
    ).toMatch(/contains itself/);
    const tenOf = (next: string) =>
      `{dag: {tasks: {${Array.from(
        { length: 10 },
        (_, i) => `t${i}: {componentRef: {name: ${next}}}`,
      ).join(', ')}}}}`;
    const bomb = `pipelineInfo: {name: a}\nschemaVersion: 2.1.0\nroot: ${tenOf(
      'c0',
    )}\ndeploymentSpec: {executors: {e: {container: {image: a}}}}\ncomponents:\n${[
      0, 1, 2, 3, 4, 5, 6,
    ]
      .map(i => `  c${i}: ${i < 6 ? tenOf(`c${i + 1}`) : '{executorLabel: e}'}`)
      .join('\n')}\n`;
    const started = performance.now();
    expect(messages(bomb).join()).toMatch(/more than 10000 tasks/);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('row 18: shows names that carry control characters on one line', () => {
    const hostile = '"x\\n::error::y\\u001b[31m"';
    const [problem] = messages(
      TRAINING.replace('{name: comp-deploy}', `{name: ${hostile}}`),
    );
    expect(problem).toMatch(/x\\u\{000a\}::error::y/);
    expect(problem).not.toMatch(/\p{Cc}/u);
  });

  it('stays quick with thousands of wrong references, and a long chain backwards', () => {
    const tasks = (reference: (index: number) => string) =>
      Array.from(
        { length: 9_000 },
        (_, i) => `      t${i}: ${reference(i)}\n`,
      ).join('');
    const text = (body: string) =>
      `pipelineInfo: {name: a}\nschemaVersion: 2.1.0\ndeploymentSpec: {executors: {e: {container: {image: a}}}}\ncomponents:\n  comp: {executorLabel: e}\nroot:\n  dag:\n    tasks:\n${body}`;
    const started = performance.now();
    expect(
      messages(text(tasks(i => `{componentRef: {name: comp-${i}}}`))),
    ).toHaveLength(50);
    const chain = parse(
      text(
        tasks(i =>
          i < 8_999
            ? `{componentRef: {name: comp}, dependentTasks: [t${i + 1}]}`
            : '{componentRef: {name: comp}}',
        ),
      ),
    );
    expect(chain.graph.tasks).toHaveLength(9_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'row 4: does not find a task or an executor %s that is not there',
    name => {
      expect(
        messages(
          TRAINING_WITH_PLATFORM.replace(
            'dependentTasks: [train]',
            `dependentTasks: [${name}]`,
          ).replace(
            '        exec-step:\n          node',
            `        ${name}:\n          node`,
          ),
        ),
      ).toEqual([
        expect.stringContaining(`depends on the task "${name}"`),
        expect.stringContaining(`configures the executor "${name}"`),
      ]);
    },
  );

  it.each(['constructor', '__proto__', 'toString'])(
    'row 4: does not find a component %s that is not there',
    name => {
      expect(
        messages(
          TRAINING.replace('{name: comp-deploy}', `{name: ${name}}`),
        ).join(),
      ).toMatch(/does not exist/);
      expect(({} as Record<string, unknown>).x).toBeUndefined();
    },
  );

  it.each(['Training', 'a_b', '-a', 'a'.repeat(129)])(
    'refuses the pipeline name %s, which the server refuses',
    name => {
      expect(
        messages(TRAINING.replace('name: training', `name: ${name}`)).join(),
      ).toMatch(/pipelineInfo.name/);
    },
  );
});
