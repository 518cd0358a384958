import type { Findings, PreflightRequest, PreflightTarget } from '../contract';

export const preflight = async (
  _target: PreflightTarget,
  _request: PreflightRequest,
): Promise<Findings> => ({ problems: [], warnings: [] });
