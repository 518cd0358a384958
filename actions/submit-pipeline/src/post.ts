import { runPostAction } from '@kubeflow-fleet/action-toolkit';
import { runsLeftGoing } from './runsLeftGoing';

void runPostAction({
  name: 'submit-pipeline',
  run: async step => {
    const left = runsLeftGoing();
    if (left.length === 0) return;
    const { terminateLeftRuns } = await import('./terminateLeftRuns');
    await terminateLeftRuns(left, step);
  },
});
