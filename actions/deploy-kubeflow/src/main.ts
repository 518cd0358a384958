import { runAction } from '@kubeflow-fleet/action-toolkit';
import { inputs, outputs, rules } from './inputs';

void runAction({
  name: 'deploy-kubeflow',
  inputs,
  rules,
  outputs,
  run: async step => {
    const { deployStep } = await import('./deployStep');
    await deployStep(step);
  },
});
