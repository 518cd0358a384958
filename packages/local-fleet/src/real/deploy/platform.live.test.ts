import { startEmptyCluster } from '../emptyCluster';
import { goPrograms } from '../goPrograms';
import {
  type DeployWorld,
  defaultStorageClass,
  nodes,
  startDeployWorld,
} from './deployWorld.test.fixture';
import { keysOf } from './manifestKeys.test.fixture';
import { readSetState } from './setState.test.fixture';
import { upstreamManifests } from './upstreamManifests';
import { describeUpstream, objectsOf } from './upstreamObjects.test.fixture';

/**
 * On simulated nodes pods run but do nothing: what controllers of the platform would set stays unset. Their
 * webhooks are answered by a stand-in that admits everything.
 */
describeUpstream(
  `the full platform 26.03, 636 objects, on kube-apiserver ${goPrograms['kube-apiserver'].version}`,
  () => {
    const files = [upstreamManifests.platform];
    let world: DeployWorld;

    beforeAll(async () => {
      world = await startDeployWorld(startEmptyCluster);
      const file = await world.write([...nodes(), defaultStorageClass]);
      await world.kubectl('apply', '--server-side', '-f', file);
    }, 120_000);

    afterAll(async () => {
      await world?.stop();
    }, 60_000);

    it('is written in one pass: no object is refused because its definition came too late', async () => {
      const result = await world.deploy({
        files,
        until: 'applied',
        timeoutMs: 300_000,
      });
      expect([result.error, result.failures]).toEqual([undefined, []]);
      const base = objectsOf(files);
      expect(result.changes).toEqual(keysOf(base).map(key => `created ${key}`));
      const { inventory, live, members } = await readSetState(world.target);
      expect(members).toEqual(keysOf(base));
      expect(inventory).toEqual(live);
    }, 360_000);

    it("has what Istio's sidecars are put into come after the injector, and that after istiod", () => {
      const patched = world.proxy.requests
        .filter(({ method }) => method === 'PATCH')
        .map(({ url }) => new URL(url, world.proxy.url))
        .filter(({ searchParams }) => !searchParams.has('dryRun'))
        .map(({ pathname }) => pathname.split('/').slice(-2).join('/'));
      const place = (of: string) => {
        expect(patched).toContain(of);
        return patched.indexOf(of);
      };
      const injector = place(
        'mutatingwebhookconfigurations/istio-sidecar-injector',
      );
      expect(place('deployments/istiod')).toBeLessThan(injector);
      expect(place('deployments/cert-manager')).toBeLessThan(injector);
      for (const name of ['ml-pipeline', 'centraldashboard', 'activator'])
        expect(place(`deployments/${name}`)).toBeGreaterThan(injector);
    });

    it('waits for what only its own controllers could make ready, and names each with its reason', async () => {
      await world.kubectl(
        ...['wait', 'deployment', '-A', '--all', '--timeout=180s'],
        '--for=condition=Available',
      );
      const { failures, unready } = await world.deploy({
        files,
        timeoutMs: 8_000,
      });
      expect(failures).toEqual([]);
      const kinds = new Set(unready.map(line => line.split('/')[0]));
      expect([...kinds].sort()).toEqual([
        'Certificate.cert-manager.io',
        'ClusterIssuer.cert-manager.io',
        'Issuer.cert-manager.io',
      ]);
      expect(unready).toHaveLength(12);
      for (const line of unready)
        expect(line).toContain('its controller has not judged it yet');
    }, 240_000);

    it('sends no write when it is deployed again', async () => {
      const result = await world.deploy({
        files,
        until: 'applied',
        timeoutMs: 60_000,
      });
      expect([result.error, result.failures]).toEqual([undefined, []]);
      expect(result.requests.writes).toBe(0);
      const kinds = new Set(
        objectsOf(files).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`),
      );
      expect(result.requests.total).toBeLessThanOrEqual(kinds.size + 5);
    }, 120_000);
  },
);
