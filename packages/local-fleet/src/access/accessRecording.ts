import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeenCall } from '../aws/contract';
import type { LocalFleet } from '../fleet/contract';
import type { SeenAccess } from '../kubernetes/accessLog';

/** Names a folder: every fleet that closes leaves what its clients needed there. */
export const RECORDING_VARIABLE = 'KUBEFLOW_FLEET_ACCESS_LOG';

/** What the clients of one fleet needed. */
export interface FleetRecording {
  readonly kubernetes: readonly SeenAccess[];
  readonly aws: readonly SeenCall[];
}

/** Writes the recording of a fleet where {@link RECORDING_VARIABLE} says; else does nothing. */
export const recordAccess = ({
  clusters,
  aws,
}: Pick<LocalFleet, 'clusters' | 'aws'>): void => {
  const folder = process.env[RECORDING_VARIABLE];
  if (!folder) return;
  const recording: FleetRecording = {
    kubernetes: clusters.flatMap(
      ({ controlPlane }) => controlPlane.emulator?.accesses() ?? [],
    ),
    aws: aws.emulator.calls(),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${randomUUID()}.json`),
    JSON.stringify(recording),
  );
};
