import { clusterArn, parseArn } from './arn';
import {
  isKnownRegion,
  isPlausibleRegion,
  knownRegions,
  partitionOf,
  regionDistance,
  findRegion,
} from './regions';

describe('regions', () => {
  it.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['xx-south-9', 'aws'],
  ])('%s lies in partition %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });

  it('derives the partition of every known region from its name', () => {
    for (const name of knownRegions)
      expect(partitionOf(name)).toBe(findRegion(name)?.partition);
  });

  it('finds every known region plausible, so that the pattern refuses none', () => {
    expect(knownRegions.filter(name => !isPlausibleRegion(name))).toEqual([]);
  });

  it.each([
    'eu-west',
    'europe',
    'eu-west-1a',
    'EU-WEST-1',
    '',
    'eu-wst-1',
    'eu_west_1',
  ])('neither knows %j nor takes it for a new region', name => {
    expect(isKnownRegion(name)).toBe(false);
    expect(isPlausibleRegion(name)).toBe(false);
  });

  it('knows no region by the name of a property of objects', () => {
    expect(isKnownRegion('constructor')).toBe(false);
    expect(isKnownRegion('__proto__')).toBe(false);
  });

  it('takes a region that AWS may open tomorrow for plausible', () => {
    expect(isPlausibleRegion('sa-west-1')).toBe(true);
    expect(isKnownRegion('sa-west-1')).toBe(false);
  });

  it('measures distances well enough to tell near from far', () => {
    const from = (region: string) => regionDistance('eu-west-1', region)!;
    expect(from('eu-west-1')).toBe(0);
    expect(from('eu-west-2')).toBeLessThan(from('eu-central-1'));
    expect(from('eu-central-1')).toBeLessThan(from('us-east-1'));
    expect(from('us-east-1')).toBeLessThan(from('ap-southeast-2'));
    // The date line lies between them, half a world does not.
    expect(regionDistance('ap-southeast-6', 'us-west-2')).toBeLessThan(13_000);
  });

  it('gives no distance between partitions or to an unknown region', () => {
    expect(regionDistance('us-east-1', 'us-gov-east-1')).toBeUndefined();
    expect(regionDistance('us-east-1', 'sa-west-1')).toBeUndefined();
    expect(regionDistance('sa-west-1', 'sa-west-1')).toBe(0);
  });
});

describe('ARNs', () => {
  it('names a cluster in its own partition', () => {
    const cluster = {
      account: '111122223333',
      region: 'cn-north-1',
      name: 'ml',
    };
    expect(clusterArn(cluster)).toBe(
      'arn:aws-cn:eks:cn-north-1:111122223333:cluster/ml',
    );
  });

  it('takes an ARN apart', () => {
    expect(parseArn('arn:aws-us-gov:iam::111122223333:role/a/b')).toEqual({
      partition: 'aws-us-gov',
      service: 'iam',
      region: '',
      account: '111122223333',
      resource: 'role/a/b',
    });
  });

  it.each([
    '',
    'role/x',
    'arn:aws:iam::123:role/x',
    'arn:gcp:iam::111122223333:role/x',
    'arn:aws:iam::111122223333:',
  ])('finds that %j is no ARN', text => {
    expect(parseArn(text)).toBeUndefined();
  });
});
