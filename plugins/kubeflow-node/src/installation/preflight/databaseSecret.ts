import {
  hasReason,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { DATABASE_SECRET } from '../overlay/database';
import { nothingFound, type Check } from './scene';

const KEYS = ['username', 'password'];

/** The Secret that the fleet file refers to: without it every pod that reads it hangs. */
export const checkDatabaseSecret: Check = async ({ target, cluster }) => {
  const { database, kubeflow } = cluster;
  if (!database) return nothingFound;
  const { namespace } = kubeflow;
  const name = database.secret ?? DATABASE_SECRET;
  const remedy = `Create it before: \`kubectl --namespace ${namespace} create secret generic ${name} --from-literal username=USER --from-file password=FILE\` (the namespace too, on a new cluster)`;
  const problem = (fact: string) => ({
    problems: [
      new KubeflowError('NotFoundError', {
        subject: target.subject,
        reason: 'DatabaseSecretMissing',
        fact,
        remedy,
      }),
    ],
    warnings: [],
  });
  try {
    const secret = await target.kubernetes.get(
      { group: '', version: 'v1', plural: 'secrets', namespace },
      name,
    );
    const missing = KEYS.filter(
      key => !(key in ((secret.data as object | undefined) ?? {})),
    );
    return missing.length > 0
      ? problem(
          `Secret ${namespace}/${name} of the database has no ${missing.join(
            ' and no ',
          )}`,
        )
      : nothingFound;
  } catch (error) {
    if (!hasReason(error, 'NotFound') && !hasReason(error, 'NamespaceNotFound'))
      throw error;
    return problem(
      `Secret ${namespace}/${name} of the database does not exist`,
    );
  }
};
