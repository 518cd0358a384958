import type { ClusterAccess } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  addressRemedy,
  entryRemedy,
  identityRemedy,
  installRemedy,
  loginRemedy,
  profileRemedy,
  serviceRemedy,
  strangerRemedy,
} from './accessRemedies';

const PROXY: ClusterAccess = {
  via: 'api-server-proxy',
  namespace: 'ml',
  service: 'ml-pipeline',
};
const FORWARD: ClusterAccess = {
  via: 'port-forward',
  namespace: 'kubeflow',
  service: 'istio-ingressgateway',
  audience: 'pipelines.kubeflow.org',
};
const URL: ClusterAccess = { via: 'url', url: 'https://ml.example.com/kfp' };

const all = {
  addressRemedy,
  entryRemedy,
  identityRemedy,
  installRemedy,
  loginRemedy,
  profileRemedy,
  serviceRemedy,
  strangerRemedy,
};

describe.each(Object.entries(all))('%s', (_, remedy) => {
  it.each([
    ['kubeconfig', PROXY],
    ['endpoint', URL],
  ] as const)(
    'tells nobody with a %s to change a fleet file',
    (_input, access) => {
      const text = remedy({ access, settings: 'inputs' });
      expect(text).not.toMatch(/in the fleet file|access\.\w/);
    },
  );
});

it('names the input that is wrong', () => {
  const settings = 'inputs';
  expect(installRemedy({ access: PROXY, settings })).toContain(
    'namespace ml, or let the input namespace be',
  );
  expect(addressRemedy({ access: URL, settings })).toContain(
    'input endpoint (https://ml.example.com/kfp)',
  );
  expect(loginRemedy({ access: URL, settings })).toContain(
    'input endpoint-token',
  );
});

it.each([
  ['api-server-proxy', PROXY],
  ['port-forward', FORWARD],
])('sends nobody to the way in by %s who came by it', (via, access) => {
  const text = loginRemedy({ access });
  expect(text).not.toContain(`via: ${via}`);
  expect(text).toContain(
    `in place of the service ${'service' in access ? access.service : ''}`,
  );
  expect(text).toContain('access.service in the fleet file');
});
