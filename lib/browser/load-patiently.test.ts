import { describe, expect, it } from 'vitest';
import { loadPatiently, type Network } from './load-patiently';

/** A network that is away until somebody waited for it so often. */
function networkAfter(absences: number) {
  const pauses: number[] = [];
  let away = absences;
  const network: Network = {
    isOnline: () => away === 0,
    returns: async () => {
      away -= 1;
    },
    pause: async (milliseconds) => void pauses.push(milliseconds),
  };
  return { network, pauses };
}

function loadAfter(failures: number) {
  let asked = 0;
  const load = async (): Promise<string> => {
    asked += 1;
    if (asked <= failures) throw new Error(`failure ${asked}`);
    return 'there';
  };
  return { load, asked: () => asked };
}

describe('loadPatiently', () => {
  it('asks once for what comes', async () => {
    const { load, asked } = loadAfter(0);
    expect(await loadPatiently(load, networkAfter(0).network)).toBe('there');
    expect(asked()).toBe(1);
  });

  it('waits for the network however often it goes, without counting that as a try', async () => {
    const { network, pauses } = networkAfter(9);
    expect(await loadPatiently(loadAfter(9).load, network)).toBe('there');
    expect(pauses).toEqual([]);
  });

  it('asks five times while there is a network, and then says why it cannot', async () => {
    const { network, pauses } = networkAfter(0);
    const { load, asked } = loadAfter(5);
    await expect(loadPatiently(load, network)).rejects.toThrow('failure 5');
    expect([asked(), pauses]).toEqual([5, [500, 1_000, 2_000, 4_000]]);
  });
});
