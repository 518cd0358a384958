import { access } from './accessRequests.test.fixture';
import {
  applying,
  discovery,
  metadataOnly,
} from './applyingRequests.test.fixture';
import { definitions } from './definitionRequests.test.fixture';
import { deletions, immutables, leases } from './deletionRequests.test.fixture';
import { otherKinds } from './kindRequests.test.fixture';
import type { ContractRequest } from './kubernetesRequest.test.fixture';
import { workloads } from './workloadRequests.test.fixture';

/** What the apply engine asks of a server, in order. */
export const applyRequests: readonly ContractRequest[] = [
  ...discovery,
  ...metadataOnly,
  ...applying,
  ...immutables,
  ...deletions,
  ...leases,
  ...definitions,
  ...workloads,
  ...otherKinds,
  ...access,
];
