// Writes the JSON Schema of the fleet file, for editors:
//   tsx scripts/generate/fleet-schema.ts           writes it
//   tsx scripts/generate/fleet-schema.ts --check   exits 1 when the committed file differs
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fleetJsonSchema } from '../../plugins/kubeflow-common/src/fleet/fleetJsonSchema';

const root = resolve(__dirname, '../..');
const target = resolve(
  root,
  'plugins/kubeflow-common/fleet.schema.generated.json',
);
const name = relative(root, target);
const text = `${JSON.stringify(fleetJsonSchema(), undefined, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  process.stderr.write(
    `${name} differs from the fleet file's schema. Run: npm run generate\n`,
  );
  process.exitCode = 1;
}
