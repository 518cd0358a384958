/**
 * `describe` in the live lane; elsewhere the suite is skipped and says why.
 * The lane installs the real servers first: `npm run test:live`.
 */
export const describeLive: jest.Describe | jest.Describe['skip'] =
  process.env.KUBEFLOW_FLEET_LIVE === '1'
    ? describe
    : (name, tests) =>
        describe.skip(
          `${String(name)} (live lane only: npm run test:live)`,
          tests,
        );
