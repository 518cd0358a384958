import { runAction } from '@kubeflow-fleet/action-toolkit';
import { inputs, outputs, rules } from './inputs';

void runAction({
  name: 'select-clusters',
  inputs,
  rules,
  outputs,
  run: async step => {
    step.log.info(`Selecting clusters of ${step.inputs.fleetFile}`);
    const { selectStep } = await import('./selectStep');
    await selectStep(step);
  },
});
