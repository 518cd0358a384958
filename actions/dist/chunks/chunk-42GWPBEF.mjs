import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);

// plugins/kubeflow-common/src/aws/regions.ts
var TABLE = {
  aws: {
    "af-south-1": ["Cape Town", -34, 18],
    "ap-east-1": ["Hong Kong", 22, 114],
    "ap-east-2": ["Taipei", 25, 122],
    "ap-northeast-1": ["Tokyo", 36, 140],
    "ap-northeast-2": ["Seoul", 38, 127],
    "ap-northeast-3": ["Osaka", 35, 136],
    "ap-south-1": ["Mumbai", 19, 73],
    "ap-south-2": ["Hyderabad", 17, 78],
    "ap-southeast-1": ["Singapore", 1, 104],
    "ap-southeast-2": ["Sydney", -34, 151],
    "ap-southeast-3": ["Jakarta", -6, 107],
    "ap-southeast-4": ["Melbourne", -38, 145],
    "ap-southeast-5": ["Malaysia", 3, 102],
    "ap-southeast-6": ["New Zealand", -37, 175],
    "ap-southeast-7": ["Thailand", 14, 101],
    "ca-central-1": ["Montreal", 46, -74],
    "ca-west-1": ["Calgary", 51, -114],
    "eu-central-1": ["Frankfurt", 50, 9],
    "eu-central-2": ["Zurich", 47, 9],
    "eu-north-1": ["Stockholm", 59, 18],
    "eu-south-1": ["Milan", 45, 9],
    "eu-south-2": ["Spain", 42, -1],
    "eu-west-1": ["Ireland", 53, -6],
    "eu-west-2": ["London", 52, 0],
    "eu-west-3": ["Paris", 49, 2],
    "il-central-1": ["Tel Aviv", 32, 35],
    "me-central-1": ["UAE", 24, 54],
    "me-south-1": ["Bahrain", 26, 51],
    "mx-central-1": ["Mexico", 21, -100],
    "sa-east-1": ["São Paulo", -24, -47],
    "us-east-1": ["N. Virginia", 39, -77],
    "us-east-2": ["Ohio", 40, -83],
    "us-west-1": ["N. California", 37, -122],
    "us-west-2": ["Oregon", 46, -120]
  },
  "aws-cn": {
    "cn-north-1": ["Beijing", 40, 116],
    "cn-northwest-1": ["Ningxia", 38, 106]
  },
  "aws-us-gov": {
    "us-gov-east-1": ["GovCloud East", 40, -83],
    "us-gov-west-1": ["GovCloud West", 46, -120]
  },
  "aws-eusc": { "eusc-de-east-1": ["Brandenburg", 52, 13] },
  "aws-iso": {
    "us-iso-east-1": ["ISO East", 39, -77],
    "us-iso-west-1": ["ISO West", 39, -105]
  },
  "aws-iso-b": {
    "us-isob-east-1": ["ISOB East", 40, -83],
    "us-isob-west-1": ["ISOB West", 39, -105]
  },
  "aws-iso-e": { "eu-isoe-west-1": ["ISOE West", 52, 0] },
  "aws-iso-f": {
    "us-isof-east-1": ["ISOF East", 40, -83],
    "us-isof-south-1": ["ISOF South", 33, -97]
  }
};
var regions = new Map(
  Object.entries(TABLE).flatMap(
    ([partition, byName]) => Object.entries(byName).map(([name, [place, latitude, longitude]]) => [
      name,
      { name, partition, place, latitude, longitude }
    ])
  )
);
var knownRegions = [...regions.keys()];
var isKnownRegion = (name) => regions.has(name);
var isPlausibleRegion = (name) => /^[a-z]{2,4}(-[a-z]{2,4})?-(north|south|east|west|central)(east|west)?-\d{1,2}$/.test(
  name
);
var PREFIXES = [
  ["us-isob-", "aws-iso-b"],
  ["us-isof-", "aws-iso-f"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-iso-", "aws-iso"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
  ["cn-", "aws-cn"]
];
var partitionOf = (region) => PREFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
var EARTH_RADIUS_KM = 6371;
var radians = (degrees) => degrees * Math.PI / 180;
var regionDistance = (a, b) => {
  if (a === b) return 0;
  const [from, to] = [regions.get(a), regions.get(b)];
  if (!from || !to || from.partition !== to.partition) return void 0;
  const [lat1, lat2] = [radians(from.latitude), radians(to.latitude)];
  const across = Math.sin((lat2 - lat1) / 2) ** 2;
  const around = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  const chord = across + Math.cos(lat1) * Math.cos(lat2) * around;
  const km = 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord));
  return Math.round(km / 100) * 100;
};

// plugins/kubeflow-common/src/aws/bucket.ts
var isBucketName = (text) => /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text);
var bucketName = (text) => {
  const name = /^s3:\/\/([^/]+)(\/.*)?$/.exec(text)?.[1] ?? text;
  return isBucketName(name) ? name : void 0;
};

export {
  knownRegions,
  isKnownRegion,
  isPlausibleRegion,
  partitionOf,
  regionDistance,
  isBucketName,
  bucketName
};
