import type { ServerResponse } from 'node:http';
import type { KfpContext } from './context';
import { ApiError } from './errors';
import { namespaceOfExperiment, runOf } from './lookups';
import { sendError } from './reply';

const LOG = /^\/apis\/v1alpha1\/runs\/([^/]+)\/nodes\/([^/]+)\/log$/;

/** Run and pod of a log path, undefined for any other path. */
export const logPath = (
  path: string,
): { readonly runId: string; readonly pod: string } | undefined => {
  const [, runId, pod] = LOG.exec(path) ?? [];
  return runId !== undefined && pod !== undefined ? { runId, pod } : undefined;
};

const badRequest = (message: string, cause: string): string =>
  `BadRequestError: ${message}: ${cause}`;

const readLog = async (
  context: KfpContext,
  runId: string,
  pod: string,
): Promise<string> => {
  let run;
  try {
    run = runOf(context, runId);
  } catch (error) {
    throw new Error(
      badRequest(
        `Failed to read logs for run ${runId} due to run fetching error`,
        (error as ApiError).message,
      ),
    );
  }
  const namespace =
    namespaceOfExperiment(context, run.experimentId) || context.podNamespace;
  const log = await context.pods.readLog({ namespace, name: pod }, 'main');
  if (log !== undefined) return log;
  const key = `/artifacts/${run.workflow.name}/${pod}/main.log`;
  throw new Error(
    badRequest(
      `Failed to read logs for run ${runId}`,
      `InternalServerError: Failed to read logs from archive ${pod} due to error fetching the log file: InternalServerError: Failed to get file reader for ${key}: blob (key ${JSON.stringify(
        key,
      )}) (code=NotFound): operation error S3: GetObject, https response error StatusCode: 404, RequestID: 0, HostID: 0, NoSuchKey: The specified key does not exist.`,
    ),
  );
};

/** The log of a pod. The real server answers 200 before it reads, so that an error stands in the body of a 200. */
export const handleLog = async (
  context: KfpContext,
  { runId, pod }: { readonly runId: string; readonly pod: string },
  response: ServerResponse,
): Promise<void> => {
  let log: string;
  try {
    log = await readLog(context, runId, pod);
  } catch (error) {
    sendError(response, 200, {
      message: (error as Error).message,
      asJson: false,
    });
    return;
  }
  response.statusCode = 200;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(log);
};
