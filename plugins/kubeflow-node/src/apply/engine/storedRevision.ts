import type { RevisionRecord } from '../revisions/contract';
import type { Closing } from './closeDeploy';
import type { DeployContext } from './deployContext';

export const storedRevision = async (
  _context: DeployContext,
  _closing: Closing,
): Promise<RevisionRecord | undefined> => undefined;
