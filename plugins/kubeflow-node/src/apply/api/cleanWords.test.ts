import { json } from '../../http/testing/testServer';
import { createSkippingClock } from '../../testing/skippingClock';
import { manifestOf } from '../manifests/manifestOf';
import {
  configMapManifest,
  connectApi,
  startFakeApiServer,
  status,
} from './testing/fakeApiServer';

const PASSWORD = 'correct "horse" <battery> & staple';

const spellings = [
  PASSWORD,
  JSON.stringify(PASSWORD).slice(1, -1),
  Buffer.from(PASSWORD).toString('base64'),
  Buffer.from(PASSWORD).toString('base64url'),
  Buffer.from(PASSWORD).toString('hex'),
  encodeURIComponent(PASSWORD),
];

const secret = manifestOf(
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'login', namespace: 'kubeflow' },
    stringData: { password: PASSWORD },
  },
  { source: { path: 'test.yaml', line: 1 } },
);

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(thing => thing.close()));
});

const start = async (
  answer: Parameters<typeof startFakeApiServer>[0][0],
  onWarning?: (text: string) => void,
) => {
  const server = await startFakeApiServer([answer]);
  const { api, transport } = connectApi(server, {
    clock: createSkippingClock(),
    manifests: [secret],
    onWarning,
  });
  opened.push(server, transport);
  return api;
};

describe('row 17: the words of an API server', () => {
  it.each([400, 403, 409, 422, 500])(
    'quote no secret in a refusal (%i), in any spelling, nor in its cause',
    async code => {
      const api = await start(
        status(code, {
          message: `Invalid value: ${spellings.join(', ')}: must be shorter`,
          details: {
            causes: [
              { field: 'spec.args[0]', message: `--password=${PASSWORD}` },
            ],
          },
        }),
      );
      const error = await api.apply(configMapManifest()).then(
        () => undefined,
        thrown => thrown,
      );
      const { message, fact, problems, cause, upstreamStatus } = error;
      expect(upstreamStatus).toBe(code);
      expect(message).toContain('settings');
      const shown = [message, fact, JSON.stringify(problems), String(cause)];
      for (const spelling of spellings) {
        expect(shown.join('\n')).not.toContain(spelling);
      }
      expect(cause).toBeUndefined();
    },
  );

  it('quote no secret in a warning', async () => {
    const said: string[] = [];
    const live = { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} };
    const warned = json(live, 200, {
      warning: `299 - "env PASSWORD: ${Buffer.from(PASSWORD).toString(
        'hex',
      )} is odd"`,
    });
    const api = await start(warned, text => said.push(text));
    await api.apply(configMapManifest());
    expect(said).toEqual(['env PASSWORD: *** is odd']);
  });

  it('stay as they are where they hold no secret', async () => {
    const api = await start(status(422, { message: 'spec.x: too long' }));
    await expect(api.apply(configMapManifest())).rejects.toMatchObject({
      reason: 'Invalid',
      fact: 'configmaps/settings in namespace kubeflow is not valid: spec.x: too long',
    });
  });
});
