import { runAction } from '@kubeflow-fleet/action-toolkit';
import { inputs, outputs, rules } from './inputs';

void runAction({
  name: 'detect-drift',
  inputs,
  rules,
  outputs,
  run: async step => {
    const { driftStep } = await import('./driftStep');
    await driftStep(step);
  },
});
