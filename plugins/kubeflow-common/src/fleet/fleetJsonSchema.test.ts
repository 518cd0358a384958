import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fleetJsonSchema } from './fleetJsonSchema';

const schema = fleetJsonSchema() as {
  required: string[];
  additionalProperties: boolean;
  properties: Record<
    string,
    { items?: { required: string[] }; properties?: object }
  >;
};

describe('the JSON Schema of the fleet file', () => {
  it('is committed as generated', () => {
    const path = resolve(__dirname, '../../fleet.schema.generated.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(schema);
  });

  it('demands what the parser demands and allows no other key', () => {
    expect(schema.required).toEqual(['apiVersion', 'kind', 'clusters']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties.clusters?.items?.required).toEqual([
      'name',
      'region',
      'account',
    ]);
  });

  it('describes every setting of a cluster, so that editors can explain it', () => {
    const settings = schema.properties.defaults?.properties as Record<
      string,
      { description?: string }
    >;
    expect(
      Object.keys(settings).filter(key => !settings[key]?.description),
    ).toEqual([]);
  });
});
