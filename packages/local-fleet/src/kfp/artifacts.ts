import type { ServerResponse } from 'node:http';
import { sendError } from './reply';

const READ =
  /^\/apis\/(?:v1beta1|v2beta1)\/runs\/([^/]+)\/nodes\/([^/]+)\/artifacts\/([^/]+):read$/;

/** True for the path of the artifact reader, which stands beside the gateway. */
export const isArtifactRead = (path: string): boolean => READ.test(path);

/** Runs of compiled pipelines keep no artifact in the Workflow, so there is never one to read. */
export const handleArtifactRead = (response: ServerResponse): void =>
  sendError(response, 404, {
    message: 'artifact not found: <nil>',
    asJson: false,
  });
