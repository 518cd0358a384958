import { parseArgs } from 'node:util';
import { describeReport, jsonLine, type BenchReport } from './report';

const benches: Record<string, () => Promise<{ run(): Promise<BenchReport> }>> =
  {
    coldstart: async () => ({ run: (await import('./coldstart')).coldstart }),
    token: async () => ({ run: (await import('./token')).token }),
    submit: async () => ({ run: (await import('./submit')).submit }),
    wait: async () => ({ run: (await import('./wait')).wait }),
    apply: async () => ({ run: (await import('./apply')).apply }),
    fleet: async () => ({ run: (await import('./fleet')).fleet }),
    faults: async () => ({ run: (await import('./faults')).faults }),
    memory: async () => ({ run: (await import('./memory')).memory }),
  };

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const name = positionals[0] ?? '';
  const load = benches[name];
  if (!load) {
    process.stderr.write(
      `There is no bench '${name}'. Use: npm run bench -- ${Object.keys(
        benches,
      ).join(' | ')} [--json]\n`,
    );
    process.exitCode = 1;
    return;
  }
  const report = await (await load()).run();
  process.stdout.write(`${describeReport(name, report)}\n`);
  if (values.json) process.stdout.write(`${jsonLine(report)}\n`);
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
