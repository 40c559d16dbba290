import { describe, expect, it } from 'vitest';
import { readStartSettings, requireNode } from './settings';

describe('readStartSettings', () => {
  it('serves on port 3000 of this machine with the demo and the embedded database by default', () => {
    const settings = readStartSettings({});
    expect(settings).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      seed: 'demo',
      databaseUrl: null,
    });
    expect(settings.dataFolder).toMatch(/[\\/][.]avenue$/);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readStartSettings({ DATABASE_URL: '', PORT: '' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
    });
  });

  it('keeps an absolute data folder with a space', () => {
    expect(readStartSettings({ AVENUE_DATA: '/srv/my data' }).dataFolder).toBe('/srv/my data');
  });

  it('names every wrong variable', () => {
    const wrong = { PORT: '70000', AVENUE_SEED: 'some', DATABASE_URL: 'mysql://x/y' };
    expect(() => readStartSettings(wrong)).toThrow(/PORT[^]*AVENUE_SEED[^]*DATABASE_URL/);
  });
});

describe('requireNode', () => {
  it.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v24.1.0'])('runs on %s', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  it.each(['v18.20.0', 'v20.18.9'])('refuses %s', (version) => {
    expect(() => requireNode(version)).toThrow(
      `Avenue needs Node 20.19 or newer; this is ${version}.`,
    );
  });
});
