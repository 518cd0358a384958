import type { PipelinesClient } from '../model';
import { type ApiContext, quoted, withId } from './context';
import { listAll } from './listAll';
import { toExperiment } from './messages';
import { checkName, exactly } from './names';

type ExperimentCalls = Pick<
  PipelinesClient,
  'findExperiment' | 'createExperiment'
>;

export const experimentCalls = ({
  call,
  subject,
  namespace,
}: ApiContext): ExperimentCalls => ({
  async findExperiment(displayName) {
    checkName(subject, 'experiment', displayName);
    const purpose = `find the experiment ${quoted(displayName)}`;
    const where = [{ key: 'display_name', equals: displayName }];
    const found = await listAll({ subject, where }, async query => {
      const page = await call('get', '/apis/v2beta1/experiments', {
        purpose,
        query: { ...query, namespace },
      });
      return { items: page.experiments, next: page.next_page_token };
    });
    const named = found.map(message => ({
      name: message.display_name ?? '',
      message,
    }));
    const match = exactly(named, {
      subject,
      kind: 'experiment',
      name: displayName,
    });
    return match && toExperiment(match.message);
  },

  async createExperiment(displayName, description) {
    checkName(subject, 'experiment', displayName);
    const purpose = `create the experiment ${quoted(displayName)}`;
    const message = await call('post', '/apis/v2beta1/experiments', {
      purpose,
      // A repetition that finds the lost answer's experiment is a 409, which callers expect.
      retry: 'idempotent',
      body: { display_name: displayName, description, namespace },
    });
    return toExperiment(withId(message, 'experiment_id', { subject, purpose }));
  },
});
