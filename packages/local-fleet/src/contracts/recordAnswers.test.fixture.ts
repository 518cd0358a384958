/**
 * Writes `answers.json`: what a real API server answers to the contract's requests, without what no two runs
 * share. `tsx recordAnswers.test.fixture.ts SERVER CA-FILE TOKEN`; the live lane compares it with the server of its day.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAnswering } from './answering.test.fixture';
import { applyRequests } from './applyRequests.test.fixture';
import { contractRequests } from './kubernetesRequests.test.fixture';

const [, , server = '', ca = '', token = ''] = process.argv;

const record = async () => {
  const target = { server, ca: readFileSync(ca, 'utf8'), token };
  const answers: unknown[] = [];
  for (const requests of [contractRequests, applyRequests]) {
    const send = await createAnswering(target);
    for (const request of requests) answers.push(await send(request));
  }
  writeFileSync(
    join(__dirname, 'answers.json'),
    `${JSON.stringify(answers, null, 1)}\n`,
  );
};

record().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
