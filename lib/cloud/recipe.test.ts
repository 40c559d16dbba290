import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cloudTrainingPlan } from './contract';
import { toCreateTrainingJob } from './job-request';

const folder = path.join(import.meta.dirname, 'recipe');
const plan = cloudTrainingPlan.parse(
  JSON.parse(readFileSync(path.join(folder, 'plan.json'), 'utf8')),
);

describe('the recipe for a language model', () => {
  it('is a plan that starts the program beside it with arguments that it takes', () => {
    const program = readFileSync(path.join(folder, plan.entryPoint!), 'utf8');
    const taken = [...program.matchAll(/add_argument\("--([a-z-]+)"/g)].map(([, name]) => name);
    expect(taken).toEqual(expect.arrayContaining(Object.keys(plan.hyperParameters)));
    const place = { jobName: 'j', role: 'r', dataset: 's3://b/p/hash', base: 's3://b/p' };
    const job = toCreateTrainingJob(plan, place);
    expect(job.InputDataConfig?.[0]?.DataSource?.S3DataSource?.S3Uri).toBe('s3://b/p/hash/chat');
    expect(job.HyperParameters).toMatchObject({ sagemaker_torch_distributed_enabled: 'true' });
  });

  it('reads loss out of what the trainer prints, as numbers and as texts', () => {
    const find = (name: string, line: string) => new RegExp(plan.metrics[name]!).exec(line)?.[1];
    expect(find('loss', "{'loss': 0.4123, 'grad_norm': 1.2}")).toBe('0.4123');
    expect(find('eval_loss', "{'eval_loss': '0.31', 'epoch': '1'}")).toBe('0.31');
  });
});
