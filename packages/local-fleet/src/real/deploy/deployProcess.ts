import type { DeployJob } from './contract';
import { runDeploy } from './runDeploy';

/** Deploys in a process of its own, so that tests can kill, pause and interrupt it. SIGINT cancels, as in an action. */
const cancelled = new AbortController();
process.on('SIGINT', () => cancelled.abort(new Error('cancelled')));
process.once('message', async (job: DeployJob) => {
  try {
    process.send?.({ deployed: await runDeploy(job, cancelled) });
  } catch (error) {
    process.send?.({ error: (error as Error).message });
  }
});
// Whoever asked has the result then, however long it is.
process.once('disconnect', () => process.exit(0));
