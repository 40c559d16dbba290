import { describe, expect, it } from 'vitest';
import { AppError } from '../../platform/errors';
import { identifyLlm, readLlmConfig } from './config';

const set = (more: Record<string, string> = {}) => ({
  AVENUE_LLM_URL: 'http://10.0.0.5:8000/v1/',
  AVENUE_LLM_MODEL: 'upstage/solar-pro',
  ...more,
});

function refusal(env: Record<string, string>): AppError {
  try {
    readLlmConfig(env);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('it was not refused');
}

describe('the settings of the private LLM', () => {
  it('are off unless an address is set', () => {
    expect(readLlmConfig({})).toBeNull();
    expect(readLlmConfig({ AVENUE_LLM_URL: '', AVENUE_LLM_MODEL: 'solar' })).toBeNull();
  });

  it('need no more than an address and a model', () => {
    expect(readLlmConfig(set())).toMatchObject({
      baseUrl: 'http://10.0.0.5:8000/v1',
      model: 'upstage/solar-pro',
      key: null,
      timeoutMs: 60_000,
      format: 'json_schema',
      wantsLogprobs: true,
    });
  });

  it('read numbers, lists and switches', () => {
    const config = readLlmConfig(
      set({
        AVENUE_LLM_URL: 'https://llm.example.com/v1',
        AVENUE_LLM_ALLOWED_HOSTS: 'a.example.com, llm.example.com',
        AVENUE_LLM_RETRIES: '0',
        AVENUE_LLM_RESPONSE_KB: '16',
        AVENUE_LLM_LOGPROBS: 'false',
      }),
    );
    expect(config).toMatchObject({
      retries: 0,
      responseBytes: 16_384,
      wantsLogprobs: false,
      allowedHosts: ['a.example.com', 'llm.example.com'],
    });
  });

  it('name every wrong setting and never its value', () => {
    const error = refusal(
      set({ AVENUE_LLM_TIMEOUT_MS: 'soon', AVENUE_LLM_MODEL: ' ', AVENUE_LLM_KEY: 'sk-secret' }),
    );
    expect(error.reason).toBe('proposals.errors.llm-settings');
    expect(error.params['names']).toBe('AVENUE_LLM_MODEL, AVENUE_LLM_TIMEOUT_MS');
    expect(error.message).not.toContain('sk-secret');
  });

  it('refuse a host outside the network', () => {
    const error = refusal(set({ AVENUE_LLM_URL: 'https://api.example.com/v1' }));
    expect(error.code).toBe('forbidden');
    expect(error.params).toEqual({ host: 'api.example.com' });
  });

  it.each(['http://user:word@10.0.0.5/v1', 'http://10.0.0.5/v1?key=1', 'ftp://10.0.0.5/v1'])(
    'refuse the address %s',
    (url) => {
      expect(refusal(set({ AVENUE_LLM_URL: url })).reason).toBe('proposals.errors.llm-settings');
    },
  );
});

describe('the registry name', () => {
  it('tells models apart that are spelt alike', () => {
    const names = ['upstage/solar', 'upstage-solar', 'Upstage/Solar'].map(
      (model) => identifyLlm(model).name,
    );
    expect(new Set(names).size).toBe(3);
    expect(names.every((name) => /^llm-upstage-solar-[0-9a-f]{8}$/.test(name))).toBe(true);
  });
});
