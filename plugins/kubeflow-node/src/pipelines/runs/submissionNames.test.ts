import { checkSubmissionNames } from './submissionNames';

const submission = {
  pipelineName: 'churn',
  experiment: 'Default',
  key: 'k',
  runName: 'churn',
};
const checked = (serviceAccount?: string) => () =>
  checkSubmissionNames({ ...submission, serviceAccount });

describe('the service account of a submission', () => {
  it.each([undefined, 'pipeline-runner', 'a', 'team.runner-1'])(
    'may be %s',
    name => {
      expect(checked(name)).not.toThrow();
    },
  );

  it.each(['Bad Name', '', '-runner', 'runner-', 'a/b', 'x'.repeat(254)])(
    "may not be '%s', which the pods of the run would be refused for",
    name => {
      expect(checked(name)).toThrow('must be a Kubernetes name');
    },
  );
});
