import { gzipSync } from 'node:zlib';
import { chain } from './testing/pipelines';
import { startKfp, type RunningKfp } from './testing/running';

const text = JSON.stringify(chain());

const bomb = Array.from(
  { length: 9 },
  (_level, index) =>
    `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]`,
).reduce((lines, line) => `${lines}\n${line}`, 'a0: &a0 [1]');

const tarGz = (name: string, content: string): Buffer => {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write('0', 156);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return gzipSync(
    Buffer.concat([header, Buffer.from(content), padding, Buffer.alloc(1024)]),
  );
};

describe('uploads', () => {
  let kfp: RunningKfp;
  beforeEach(async () => {
    kfp = await startKfp({ engine: 'off' });
  });
  afterEach(() => kfp.close());

  const upload = (query: string, content = text, filename = 'p.yaml') =>
    kfp.upload(`upload?${query}`, content, filename);

  it('makes a pipeline and a version of the same name; the version says what protobuf keeps', async () => {
    const spec = { ...chain(false), defaultPipelineRoot: '' };
    const { status, body } = await upload('name=p', JSON.stringify(spec));
    expect(status).toBe(200);
    const { body: versions } = await kfp.call(
      'GET',
      `/pipelines/${body.pipeline_id}/versions`,
    );
    const [version] = versions.pipeline_versions;
    expect(version.name).toBe('p');
    expect(version.pipeline_spec).not.toHaveProperty('defaultPipelineRoot');
    expect(version.pipeline_spec.root.dag.tasks.prep.cachingOptions).toEqual(
      {},
    );
  });

  it('row 48: a name that exists is 409 without a reason, whatever the content and case', async () => {
    const { body } = await upload('name=p');
    const path = `upload_version?pipelineid=${body.pipeline_id}&name=v1`;
    expect((await kfp.upload(path, text)).status).toBe(200);
    const duplicate = await kfp.upload(path.replace('v1', 'V1'), text);
    expect(duplicate).toMatchObject({
      status: 409,
      contentType: 'application/json',
      body: { error_message: 'Failed to create a pipeline version' },
    });
    expect((await upload('name=P')).status).toBe(409);
  });

  it('row 48: eight simultaneous versions of one name are one 200 and seven 409', async () => {
    const { body } = await upload('name=p');
    const path = `upload_version?pipelineid=${body.pipeline_id}&name=v1`;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => kfp.upload(path, text)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(7).fill(409)]);
  });

  it.each([
    ['malformed YAML', 'a: [1', 'p.yaml', 400, 'unknown template format'],
    ['text', 'hello', 'p.yaml', 400, 'unknown template format'],
    [
      'YAML of 20,000 levels',
      '['.repeat(20_000),
      'p.yaml',
      400,
      'unknown template format',
    ],
    ['an alias bomb', bomb, 'p.yaml', 400, 'unknown template format'],
    [
      'nothing',
      '',
      'p.yaml',
      500,
      'Failed to create a pipeline and a pipeline version',
    ],
    [
      'another extension',
      text,
      'p.txt',
      400,
      'Failed to read a pipeline spec file',
    ],
    [
      'a broken zip',
      'PK\u0003\u0004',
      'p.zip',
      400,
      'Failed to read a pipeline spec file',
    ],
    [
      'another schema',
      text.replace('2.1.0', '3.0.0'),
      'p.yaml',
      400,
      'KFP only supports schema version 2.1.0',
    ],
    [
      'two specs',
      `${text}\n---\n${text}`,
      'p.yaml',
      400,
      'multiple pipeline specs provided',
    ],
    [
      'a name that MLMD refuses',
      text.replace('test-pipeline', 'Test_Pipeline'),
      'p.yaml',
      400,
      "pipeline's name must contain only lowercase",
    ],
  ])('refuses %s', async (...[, content, filename, status, message]) => {
    const answer = await upload('name=p', content, filename);
    expect(answer.status).toBe(status);
    expect(answer.body.error_message).toContain(message);
  });

  it('reads the pipeline out of a tar.gz', async () => {
    const form = new FormData();
    const archive = tarGz('pipeline.yaml', text);
    form.set('uploadfile', new Blob([new Uint8Array(archive)]), 'p.tar.gz');
    const response = await fetch(
      `${kfp.origin}/apis/v2beta1/pipelines/upload?name=packed`,
      { method: 'POST', body: form },
    );
    expect(response.status).toBe(200);
  });
});
