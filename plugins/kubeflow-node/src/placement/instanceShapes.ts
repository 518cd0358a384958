const GIB = 1024 ** 3;

/** What an EC2 instance type has, before Kubernetes takes its share. */
export interface InstanceShape {
  /** vCPUs. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
  readonly accelerator?: { readonly name: string; readonly count: number };
}

/** Accelerators by size; every size that is not named has `others`. */
interface AcceleratedFamily {
  readonly accelerator: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly others?: number;
  readonly gibPerCpu: number;
}

const G_COUNTS = { '12xlarge': 4, '24xlarge': 4, '48xlarge': 8 };

/** Families with accelerators, from the EC2 user guide. */
const ACCELERATED: Readonly<Record<string, AcceleratedFamily>> = {
  g4dn: {
    accelerator: 'nvidia-t4',
    counts: { '12xlarge': 4 },
    others: 1,
    gibPerCpu: 4,
  },
  g5: { accelerator: 'nvidia-a10g', counts: G_COUNTS, others: 1, gibPerCpu: 4 },
  g5g: {
    accelerator: 'nvidia-t4g',
    counts: { '16xlarge': 2 },
    others: 1,
    gibPerCpu: 2,
  },
  g6: { accelerator: 'nvidia-l4', counts: G_COUNTS, others: 1, gibPerCpu: 4 },
  gr6: { accelerator: 'nvidia-l4', counts: {}, others: 1, gibPerCpu: 8 },
  g6e: {
    accelerator: 'nvidia-l40s',
    counts: G_COUNTS,
    others: 1,
    gibPerCpu: 8,
  },
  p3: {
    accelerator: 'nvidia-v100',
    counts: { '2xlarge': 1, '8xlarge': 4, '16xlarge': 8 },
    gibPerCpu: 7.625,
  },
  p3dn: { accelerator: 'nvidia-v100', counts: { '24xlarge': 8 }, gibPerCpu: 8 },
  p4d: { accelerator: 'nvidia-a100', counts: { '24xlarge': 8 }, gibPerCpu: 12 },
  p4de: {
    accelerator: 'nvidia-a100',
    counts: { '24xlarge': 8 },
    gibPerCpu: 12,
  },
  p5: {
    accelerator: 'nvidia-h100',
    counts: { '4xlarge': 1, '48xlarge': 8 },
    gibPerCpu: 32 / 3,
  },
  p5e: {
    accelerator: 'nvidia-h200',
    counts: { '48xlarge': 8 },
    gibPerCpu: 32 / 3,
  },
  p5en: {
    accelerator: 'nvidia-h200',
    counts: { '48xlarge': 8 },
    gibPerCpu: 32 / 3,
  },
  'p6-b200': {
    accelerator: 'nvidia-b200',
    counts: { '48xlarge': 8 },
    gibPerCpu: 32 / 3,
  },
  inf2: {
    accelerator: 'inferentia2',
    counts: { '24xlarge': 6, '48xlarge': 12 },
    others: 1,
    gibPerCpu: 4,
  },
  trn1: {
    accelerator: 'trainium',
    counts: { '2xlarge': 1, '32xlarge': 16 },
    gibPerCpu: 4,
  },
  trn1n: { accelerator: 'trainium', counts: { '32xlarge': 16 }, gibPerCpu: 4 },
  trn2: {
    accelerator: 'trainium2',
    counts: { '48xlarge': 16 },
    gibPerCpu: 32 / 3,
  },
};

/** GiB of memory for each vCPU of the general families, whose letters say what they are for. */
const GIB_PER_CPU: readonly (readonly [RegExp, number])[] = [
  [/^c\d+[a-z]*$/, 2],
  [/^[mt]\d+[a-z]*$/, 4],
  [/^r\d+[a-z]*$/, 8],
];

const cpusOf = (size: string): number | undefined => {
  if (size === 'large') return 2;
  const match = /^(\d{0,3})xlarge$/.exec(size);
  return match ? 4 * Number(match[1] || 1) : undefined;
};

/**
 * Shape of an instance type such as `g5.12xlarge`; undefined for bare metal, sizes below `large`
 * and families that are not listed. Computed, because asking EC2 would need one more permission.
 */
export const instanceShape = (type: string): InstanceShape | undefined => {
  const [family = '', size = ''] = type.split('.');
  const cpu = cpusOf(size);
  if (!cpu) return undefined;
  const accelerated = Object.hasOwn(ACCELERATED, family)
    ? ACCELERATED[family]
    : undefined;
  if (accelerated) {
    const { accelerator: name, counts, others, gibPerCpu } = accelerated;
    const count = counts[size] ?? others;
    return count
      ? { cpu, memory: cpu * gibPerCpu * GIB, accelerator: { name, count } }
      : undefined;
  }
  const gib = GIB_PER_CPU.find(([pattern]) => pattern.test(family))?.[1];
  return gib ? { cpu, memory: cpu * gib * GIB } : undefined;
};
