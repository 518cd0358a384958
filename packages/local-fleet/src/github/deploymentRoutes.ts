import type { StoredDeployment } from './gitHubState';
import { created, invalid, notFound, ok, paged } from './restAnswer';
import type { RestCall, RestRoute } from './restAnswer';

const STATES = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
];

const text = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

const shape = (call: RestCall, deployment: StoredDeployment) => ({
  id: deployment.id,
  sha: deployment.sha,
  ref: deployment.ref,
  environment: deployment.environment,
  payload: deployment.payload,
  description: deployment.description ?? null,
  url: `${call.state.options.url}/api/v3/repos/${deployment.repository}/deployments/${deployment.id}`,
});

const find = (call: RestCall) =>
  call.state.deployments.find(
    d => d.repository === call.repository && d.id === Number(call.names[0]),
  );

const createDeployment = (call: RestCall) => {
  const ref = text(call.body.ref);
  if (!ref) return invalid('ref is missing');
  // GitHub refuses a deployment whose commit has unknown statuses unless the caller waives them.
  const contexts = call.body.required_contexts;
  if (contexts !== undefined && !Array.isArray(contexts))
    return invalid('required_contexts is not a list');
  const deployment: StoredDeployment = {
    id: call.state.nextId(),
    repository: call.repository,
    ref,
    sha: call.state.options.identity.sha,
    environment: text(call.body.environment) ?? 'production',
    payload: call.body.payload ?? {},
    description: text(call.body.description),
    statuses: [],
  };
  call.state.deployments.push(deployment);
  return created(shape(call, deployment));
};

const createStatus = (call: RestCall) => {
  const deployment = find(call);
  const state = text(call.body.state) ?? '';
  if (!deployment) return notFound();
  if (!STATES.includes(state))
    return invalid(`state must be one of ${STATES.join(', ')}`);
  const description = text(call.body.description);
  if (description && description.length > 140)
    return invalid('description is too long (maximum is 140 characters)');
  const status = {
    id: call.state.nextId(),
    state,
    description,
    logUrl: text(call.body.log_url),
    environmentUrl: text(call.body.environment_url),
  };
  deployment.statuses.push(status);
  return created({ id: status.id, state });
};

/** Deployments and their statuses. */
export const deploymentRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: /^\/deployments$/,
    permission: 'deployments',
    answer: call => {
      const wanted = (name: 'environment' | 'ref' | 'sha', value: string) =>
        (call.query.get(name) ?? value) === value;
      return paged(
        call,
        call.state.deployments
          .filter(
            d =>
              d.repository === call.repository &&
              wanted('environment', d.environment) &&
              wanted('ref', d.ref) &&
              wanted('sha', d.sha),
          )
          .map(d => shape(call, d))
          .reverse(),
      );
    },
  },
  {
    method: 'POST',
    path: /^\/deployments$/,
    permission: 'deployments',
    answer: createDeployment,
  },
  {
    method: 'GET',
    path: /^\/deployments\/(\d+)\/statuses$/,
    permission: 'deployments',
    answer: call => {
      const deployment = find(call);
      if (!deployment) return notFound();
      return paged(call, [...deployment.statuses].reverse());
    },
  },
  {
    method: 'POST',
    path: /^\/deployments\/(\d+)\/statuses$/,
    permission: 'deployments',
    answer: createStatus,
  },
  {
    method: 'GET',
    path: /^\/deployments\/(\d+)$/,
    permission: 'deployments',
    answer: call => {
      const deployment = find(call);
      return deployment ? ok(shape(call, deployment)) : notFound();
    },
  },
];
