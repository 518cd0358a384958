import {
  createAnswering,
  startAnsweringEmulator,
} from './answering.test.fixture';
import answers from './answers.json';
import { applyRequests } from './applyRequests.test.fixture';
import type { ContractRequest } from './kubernetesRequest.test.fixture';
import { contractRequests } from './kubernetesRequests.test.fixture';

type Send = Awaited<ReturnType<typeof createAnswering>>;

const suites = [
  ['objects', contractRequests, 0],
  ['what the apply engine asks', applyRequests, contractRequests.length],
] as const;

describe.each(suites)(
  'the emulator answers as the recorded kube-apiserver 1.35: %s',
  (_name, requests: readonly ContractRequest[], offset) => {
    let send: Send;
    let close: () => void;

    beforeAll(async () => {
      const emulator = await startAnsweringEmulator();
      close = emulator.close;
      send = await createAnswering(emulator);
    });
    afterAll(() => close());

    it.each(
      requests.map(
        (request, index) =>
          [
            `${index} ${request.method} ${request.path}`,
            request,
            index,
          ] as const,
      ),
    )('%s', async (_title, request, index) => {
      const answer = await send(request);
      // Undefined fields have no place in a recording.
      expect(JSON.parse(JSON.stringify(answer))).toEqual(
        answers[offset + index],
      );
    });
  },
);
