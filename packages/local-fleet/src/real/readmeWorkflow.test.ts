import { readmeWorkflow } from './readmeWorkflow.test.fixture';

// act ignores branch filters, permissions and concurrency, so they are tested on the text.
describe("the README's workflow", () => {
  const { path, parsed } = readmeWorkflow();
  const jobs = Object.values(parsed.jobs);

  it('is named after its file, which the trust policy and the submission key see', () => {
    expect(path).toBe(`.github/workflows/${parsed.name}.yml`);
  });

  it('starts on a push to main and on nothing else', () => {
    expect(parsed.on).toEqual({ push: { branches: ['main'] } });
  });

  it('gives nothing to the workflow, and to the job only its own code and an OIDC token', () => {
    expect(parsed.permissions).toEqual({});
    expect(jobs.map(({ permissions }) => permissions)).toEqual([
      { contents: 'read', 'id-token': 'write' },
    ]);
  });

  it('lets pushes to one branch wait for each other and cancels none', () => {
    expect(parsed.concurrency).toEqual({
      group: `${parsed.name}-\${{ github.ref }}`,
      'cancel-in-progress': false,
    });
  });

  it('checks the repository out before it uses an action of ours, and keeps no token on the disk', () => {
    const steps = jobs[0]?.steps ?? [];
    expect(steps[0]?.uses).toMatch(/^actions\/checkout@[0-9a-f]{40}$/);
    expect(steps[0]?.with).toEqual({ 'persist-credentials': false });
  });

  it('hands the selected clusters to the submission', () => {
    const [, select, submit] = jobs[0]?.steps ?? [];
    expect(select?.uses).toContain('/actions/select-clusters@');
    expect(submit?.uses).toContain('/actions/submit-pipeline@');
    expect(submit?.with?.clusters).toBe('${{ steps.select.outputs.clusters }}');
  });
});
