import { runAction } from '@kubeflow-fleet/action-toolkit';
import { inputs, outputs, rules } from './inputs';

void runAction({
  name: 'submit-pipeline',
  inputs,
  rules,
  outputs,
  run: async step => {
    step.log.info(`Preparing ${step.inputs.pipelineFile}`);
    const { submitStep } = await import('./submitStep');
    await submitStep(step);
  },
});
