import type { OverlayDraft } from './draft';
import { patchConfig, templatePatch } from './patches';
import { containersOf, isWorkload, type EnvironmentVariable } from './workload';

/** Name of the Secret that upstream's manifests bring and read. */
export const DATABASE_SECRET = 'mysql-secret';

const SERVER_NAMES = /^(ml-pipeline-)?mysql(-pv-claim)?$/;

const removeServer = (draft: OverlayDraft) => {
  const namespace = draft.sourceNamespace;
  const gone = draft.objects().filter(
    ({ kind, metadata }) =>
      metadata.namespace === namespace &&
      (SERVER_NAMES.test(metadata.name) ||
        // Applying it would overwrite the password that it holds.
        (kind === 'Secret' && metadata.name === DATABASE_SECRET)),
  );
  for (const object of gone) draft.remove(object);
};

const readsSecret = ({ valueFrom }: EnvironmentVariable) =>
  valueFrom?.secretKeyRef?.name === DATABASE_SECRET;

/** Every variable that reads the user name or password, from the Secret that the fleet file names. */
const readSecret = (draft: OverlayDraft, secret: string) => {
  for (const workload of draft.objects().filter(isWorkload))
    for (const { list, container } of containersOf(workload)) {
      const env = (container.env ?? []).filter(readsSecret).map(({ name }) => ({
        name,
        valueFrom: { secretKeyRef: { name: secret } },
      }));
      if (env.length > 0)
        draft.patch(
          workload,
          templatePatch({ [list]: [{ name: container.name, env }] }),
        );
    }
};

/** A MySQL server outside the cluster in place of the one inside. */
export const useDatabase = (draft: OverlayDraft) => {
  const { database } = draft.cluster;
  if (!database) return;
  const { host, port = 3306, secret = DATABASE_SECRET } = database;
  const config = draft.find('ConfigMap', 'pipeline-install-config');
  if (!config) {
    draft.warn(
      'database: there is no ConfigMap pipeline-install-config to write the host into; nothing was changed',
    );
    return;
  }
  patchConfig(draft, config, { mysqlHost: host, mysqlPort: String(port) });
  removeServer(draft);
  if (secret !== DATABASE_SECRET) readSecret(draft, secret);
  draft.warn(
    `database: the metadata server speaks MySQL without TLS and with mysql_native_password only: ${host} must allow both (RDS: require_secure_transport=0)`,
  );
};
