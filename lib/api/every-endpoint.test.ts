import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { addressOf, type Endpoint } from '../platform/endpoint';
import { describeApi, isOpenToKeys } from './describe-api';
import { everyEndpoint } from './every-endpoint';

const open = everyEndpoint.filter(isOpenToKeys);

const namesIn = (schema: Endpoint['params']): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape).sort() : [];

describe('every endpoint', () => {
  it('stands at an address of its own', () => {
    const addresses = everyEndpoint.map(addressOf);
    expect(addresses.filter((address, at) => addresses.indexOf(address) !== at)).toEqual([]);
  });

  it('takes the parameters that its path names', () => {
    for (const endpoint of everyEndpoint) {
      const named = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      expect(namesIn(endpoint.params), addressOf(endpoint)).toEqual(named);
    }
  });

  it('reads no body with GET and no file but one that is sent', () => {
    const wrong = everyEndpoint.filter(
      ({ method, body }) => method === 'GET' && body !== undefined,
    );
    expect(wrong.map(addressOf)).toEqual([]);
  });

  it('says what it does and names what it answers where a key opens it', () => {
    const wrong = open.filter(
      ({ summary, answer, answerName }) =>
        summary.ko === '' ||
        summary.en === '' ||
        answer instanceof z.ZodType !== (answerName !== undefined),
    );
    expect(wrong.map(addressOf)).toEqual([]);
  });

  it('gives one shape one name, and two shapes two', () => {
    const shapes = new Map(open.map(({ answer, answerName }) => [answerName, answer]));
    const wrong = open.filter(({ answer, answerName }) =>
      answerName === undefined
        ? false
        : shapes.get(answerName) !== answer ||
          open.some((other) => other.answer === answer && other.answerName !== answerName),
    );
    expect(wrong.map(addressOf)).toEqual([]);
  });
});

describe('the description of the API', () => {
  it('has every endpoint that a key opens, and nothing that people alone may call', () => {
    const { paths, components } = describeApi('ko');
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(open.map(addressOf).sort());
    for (const { answerName } of open) {
      if (answerName !== undefined) expect(components.schemas).toHaveProperty(answerName);
    }
  });
});
