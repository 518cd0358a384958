import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

/**
 * Runs a command and makes its result the exit code: 2 for wrong arguments, 1 for any other failure, whose
 * message goes to stderr.
 */
export const runCli = (command: () => Promise<number>): void => {
  command().then(
    code => {
      process.exitCode = code;
    },
    error => {
      const known = isKubeflowError(error);
      process.stderr.write(
        `${known ? error.message : error?.stack ?? error}\n`,
      );
      process.exitCode = known && error.reason === 'InvalidArguments' ? 2 : 1;
    },
  );
};
