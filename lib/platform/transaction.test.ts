import { describe, expect, it } from 'vitest';
import { retryContention } from './transaction';

const refused = (code: string) => Object.assign(new Error(code), { code });

/** Fails with each code in turn, then succeeds. */
function workThatMeets(codes: readonly string[]) {
  let tries = 0;
  const work = async () => {
    const code = codes[tries];
    tries += 1;
    if (code !== undefined) throw refused(code);
    return tries;
  };
  return { work, triesOf: () => tries };
}

describe('work that PostgreSQL sends back', () => {
  it('comes again after deadlocks and serialisation failures', async () => {
    expect(await retryContention(workThatMeets(['40P01', '40001']).work)).toBe(3);
  });

  it('comes again after what its caller names, and tells of every failure', async () => {
    let failures = 0;
    const options = { alsoAfter: ['23505'], onFailure: () => (failures += 1) };
    expect(await retryContention(workThatMeets(['23505', '40P01']).work, options)).toBe(3);
    expect(failures).toBe(2);
  });

  it('fails at once by anything else', async () => {
    const { work, triesOf } = workThatMeets(['23505']);
    await expect(retryContention(work)).rejects.toThrow('23505');
    expect(triesOf()).toBe(1);
  });

  it('fails in the end', async () => {
    const { work, triesOf } = workThatMeets(Array(9).fill('40P01'));
    await expect(retryContention(work)).rejects.toThrow('40P01');
    expect(triesOf()).toBe(6);
  });
});
