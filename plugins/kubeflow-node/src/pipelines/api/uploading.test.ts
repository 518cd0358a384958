import { parseCompiledPipeline } from '../parseCompiledPipeline';
import { API, clientFor } from '../testing/clientFor';
import { TRAINING } from '../testing/pipelineTexts';

describe('uploading a version', () => {
  const upload = `POST ${API}/pipelines/upload_version`;
  const VERSION = { pipelineId: 'p1', name: 'abc', text: TRAINING };

  it('sends the text byte for byte in a form that is the same every time', async () => {
    const { client, server } = await clientFor({
      [upload]: {
        body: {
          pipeline_id: 'p1',
          pipeline_version_id: 'v1',
          name: 'abc',
          tags: { a: 'b' },
        },
      },
    });
    const version = {
      ...VERSION,
      description: 'd & more',
      tags: { 'kubeflow-fleet/commit': 'abc' },
    };
    expect(await client.uploadVersion(version)).toMatchObject({
      pipelineVersionId: 'v1',
      tags: { a: 'b' },
    });
    await client.uploadVersion(version);
    const [first, second] = server.requests;
    expect(first!.body).toBe(second!.body);
    expect(first!.headers['content-type']).toBe(
      second!.headers['content-type'],
    );
    const boundary = first!.headers['content-type']!.split('boundary=')[1]!;
    expect(first!.body).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="uploadfile"; filename="pipeline.yaml"\r\nContent-Type: application/yaml\r\n\r\n${TRAINING}\r\n--${boundary}--\r\n`,
    );
    expect(Object.fromEntries(new URLSearchParams(first!.query))).toEqual({
      pipelineid: 'p1',
      name: 'abc',
      description: 'd & more',
      tags: '{"kubeflow-fleet/commit":"abc"}',
    });
  });

  it.each([
    ['a: [1\n'],
    [''],
    ['a: 1\n'],
    ['apiVersion: v1\nkind: Pod\n'],
    [TRAINING.replace('2.1.0', '2.0.0')],
  ])('row 21: never uploads %j', async text => {
    const { client, server } = await clientFor({});
    await expect(
      client.uploadVersion({ ...VERSION, text }),
    ).rejects.toMatchObject({ name: 'InputError' });
    expect(server.requests).toEqual([]);
  });

  it('uploads what was read before without reading it again', async () => {
    const { client } = await clientFor({
      [upload]: { body: { pipeline_version_id: 'v1' } },
    });
    const { text } = parseCompiledPipeline(TRAINING, { path: 'p.yaml' });
    await expect(
      client.uploadVersion({ ...VERSION, text }),
    ).resolves.toMatchObject({ tags: {} });
  });

  it.each([
    {
      status: 409,
      type: 'application/json',
      body: '{"error_message":"Failed to create a pipeline version","error_details":"stack"}',
      name: 'ConflictError',
      reason: 'AlreadyExists',
    },
    {
      status: 400,
      type: 'text/plain; charset=utf-8',
      body: '{"error_message":"Failed to create a pipeline version","error_details":"stack"}',
      name: 'InputError',
      reason: 'InvalidRequest',
    },
    {
      status: 400,
      type: 'text/plain; charset=utf-8',
      body: 'Invalid input error: PipelineVersion.Name length cannot exceed 127\n',
      name: 'InputError',
      reason: 'InvalidRequest',
    },
    {
      status: 400,
      type: 'application/json',
      body: '{"error_message":"unknown template format"}',
      name: 'InputError',
      reason: 'InvalidRequest',
    },
  ])(
    'reads the error of a $status of type $type: $body',
    async ({ status, type, body, name, reason }) => {
      const { client } = await clientFor({
        [upload]: { status, headers: { 'content-type': type }, body },
      });
      const error: unknown = await client
        .uploadVersion(VERSION)
        .catch((e: unknown) => e);
      expect(error).toMatchObject({ name, reason, upstreamStatus: status });
      expect((error as Error).message).not.toMatch(/stack|error_details/);
      expect((error as Error).message).toMatch(
        /Failed to create|length cannot exceed|unknown template/,
      );
    },
  );

  it('checks tags against the limits of the server', async () => {
    const { client, server } = await clientFor({});
    const many = Object.fromEntries(
      Array.from({ length: 21 }, (_, i) => [`k${i}`, 'v']),
    );
    for (const tags of [
      many,
      { 'a.b': 'c' },
      { ['k'.repeat(64)]: 'v' },
      { k: 'v'.repeat(64) },
      { '': 'v' },
    ])
      await expect(
        client.uploadVersion({ ...VERSION, tags }),
      ).rejects.toMatchObject({ reason: 'InvalidTags' });
    expect(server.requests).toEqual([]);
  });
});
