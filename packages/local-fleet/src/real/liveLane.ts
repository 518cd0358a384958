const isLive = process.env.KUBEFLOW_FLEET_LIVE === '1';

/**
 * A suite of the live lane; elsewhere it is skipped and its name says why.
 * The lane installs the real servers first: `npm run test:live`.
 */
export function describeLive(name: string, tests: () => void): void {
  const suite = isLive ? describe : describe.skip;
  suite(isLive ? name : `${name} (only in: npm run test:live)`, tests);
}
