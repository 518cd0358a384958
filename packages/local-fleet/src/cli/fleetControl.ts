import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { openEndpoint } from '../fleet/endpoint';
import type { LocalFleet } from '../fleet/contract';
import { describeFleet } from '../fleet/fleetFiles';
import type { FleetFiles } from '../fleet/contract';
import type { FleetDescription } from '../fleet/fleetFiles';

const TIMEOUT_MS = 2_000;

const listener =
  (token: string, onStop: () => void): RequestListener =>
  (request, response) => {
    const given = Buffer.from(request.headers.authorization ?? '');
    const expected = Buffer.from(`Bearer ${token}`);
    const known =
      given.length === expected.length && timingSafeEqual(given, expected);
    const answer = (status: number) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end('{}');
    };
    if (!known) return answer(401);
    if (request.url === '/alive') return answer(200);
    if (request.url !== '/stop' || request.method !== 'POST')
      return answer(404);
    response.on('finish', onStop);
    return answer(202);
  };

/**
 * Lets `local-fleet stop` and `list` of another process reach this fleet: a port of its own, whose
 * address and token stand in fleet.json. Returns what undoes it.
 */
export const openFleetControl = async (
  fleet: LocalFleet,
  onStop: () => void,
): Promise<() => Promise<void>> => {
  const token = randomBytes(24).toString('base64url');
  const endpoint = await openEndpoint({ name: 'Control of the local fleet' });
  endpoint.attach({ handle: listener(token, onStop) });
  const description = describeFleet(fleet, { url: endpoint.url, token });
  await writeFile(
    fleet.files.description,
    `${JSON.stringify(description, undefined, 2)}\n`,
    { mode: 0o600 },
  );
  return async () => {
    await rm(fleet.files.description, { force: true });
    await endpoint.close();
  };
};

const call = async (
  control: NonNullable<FleetDescription['control']>,
  method: string,
  path: string,
) => {
  const response = await fetch(`${control.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${control.token}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.arrayBuffer();
  return response.ok;
};

const readDescription = async (
  path: string,
): Promise<FleetDescription | undefined> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as FleetDescription;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (missing || error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** The fleet of this state directory, if one is running: a file that a killed fleet left does not count. */
export const findRunningFleet = async (
  files: FleetFiles,
): Promise<FleetDescription | undefined> => {
  const description = await readDescription(files.description);
  if (!description?.control) return undefined;
  try {
    const alive = await call(description.control, 'GET', '/alive');
    return alive ? description : undefined;
  } catch (error) {
    // Nobody listens, or somebody else: either way that fleet is gone.
    if (error instanceof Error) return undefined;
    throw error;
  }
};

/** @throws KubeflowError `NotFoundError`, reason `FleetNotRunning`. */
export const requireRunningFleet = async (
  files: FleetFiles,
): Promise<FleetDescription> => {
  const running = await findRunningFleet(files);
  if (running) return running;
  throw new KubeflowError('NotFoundError', {
    subject: files.stateDir,
    reason: 'FleetNotRunning',
    fact: 'no local fleet with this state directory is running',
    remedy:
      'Start one with `npm start`, or name its directory with --state-dir',
  });
};

/** Asks the fleet to stop and waits until it is gone. */
export const stopFleet = async (files: FleetFiles): Promise<void> => {
  const running = await requireRunningFleet(files);
  if (running.control) await call(running.control, 'POST', '/stop');
  const deadline = Date.now() + 15_000;
  while (await findRunningFleet(files)) {
    if (Date.now() > deadline)
      throw new KubeflowError('TimeoutError', {
        subject: files.stateDir,
        reason: 'FleetNotStopped',
        fact: 'the local fleet was asked to stop 15 s ago and still answers',
        remedy: `End its process ${running.pid}`,
      });
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
};

/** @throws KubeflowError `ConflictError`, reason `FleetRunning`, when the state directory is in use. */
export const requireNoFleet = async (files: FleetFiles): Promise<void> => {
  const running = await findRunningFleet(files);
  if (!running) return;
  throw new KubeflowError('ConflictError', {
    subject: files.stateDir,
    reason: 'FleetRunning',
    fact: `a local fleet (process ${running.pid}) uses this state directory`,
    remedy:
      'Run the job on it with `npm run fleet -- job`, stop it with `npm run fleet -- stop`, or start this one with another --state-dir',
  });
};
