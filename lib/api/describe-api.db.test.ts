import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { createApiKeyInput } from '../access/contract';
import { createApiKey } from '../access/server';
import {
  addMonitorCategory,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../curation/testing/review-scenario';
import { db } from '../platform/db';
import { addressOf } from '../platform/endpoint';
import { scope } from '../platform/scopes';
import { describeApi, isOpenToKeys } from './describe-api';
import { everyEndpoint } from './every-endpoint';
import { loadRoutes } from './testing/load-routes';

let database: ReviewDatabase;
let productId: number;
let categoryKey: string;

// Outside the hooks: reading some eighty modules may take its time.
const routes = await loadRoutes();

beforeAll(async () => {
  vi.stubEnv('BETTER_AUTH_SECRET', 'a secret of the test, long enough to be one');
  database = await openReviewDatabase();
  const category = await addMonitorCategory();
  ({ productId } = await addReadyProduct(category, { externalId: 'one' }));
  ({ key: categoryKey } = await db().category.findFirstOrThrow());
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.close();
});

/** Answered by better-auth itself. */
const foreign = ['GET /api/auth/{all}', 'POST /api/auth/{all}'];

describe('the endpoints', () => {
  it('are what the routes are made of: each route at the address that its definition names', () => {
    const described = routes.map(({ address, handler: { endpoint } }) => [
      address,
      endpoint && everyEndpoint.includes(endpoint) ? addressOf(endpoint) : null,
    ]);
    const wrong = described.filter(([address, named]) => address !== named);
    expect(wrong, 'routes without a definition of lib/api/every-endpoint.ts').toEqual(
      foreign.map((address) => [address, null]),
    );
  });

  it('have a route each', () => {
    const there = new Set(routes.map(({ address }) => address));
    expect(everyEndpoint.map(addressOf).filter((address) => !there.has(address))).toEqual([]);
  });
});

describe('the description of the API', () => {
  it('holds what the routes answer in truth', async () => {
    const { key } = await createApiKey(
      { id: 'an-admin' },
      createApiKeyInput.parse({ name: 'all', scopes: scope.options, requestsPerMinute: 10_000 }),
      new Date(),
    );
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema(describeApi('en'), 'api');
    const values: Record<string, string> = {
      '/api/products/{id}': String(productId),
      '/api/catalogue/products/{id}/history': String(productId),
      '/api/review/products/{productId}': String(productId),
      '/api/categories/{key}/schema': categoryKey,
      '/api/categories/{key}/schema/draft': categoryKey,
      '/api/categories/{key}/schema/revisions': categoryKey,
    };
    let checked = 0;
    for (const endpoint of everyEndpoint.filter(isOpenToKeys)) {
      const { method, path: place, answer, answerName, params, query } = endpoint;
      const value = values[place];
      if (method !== 'GET' || answerName === undefined || (params && value === undefined)) continue;
      const search = query?.safeParse({}).success === false ? '?q=monitor' : '';
      const name = /\{(\w+)\}/.exec(place)?.[1] ?? '';
      const url = `http://localhost${place.replace(/\{\w+\}/, value ?? '')}${search}`;
      const { handler } = routes.find(({ address }) => address === addressOf(endpoint))!;
      const response = await handler(
        new Request(url, { headers: { authorization: `Bearer ${key}` } }),
        { params: Promise.resolve(value === undefined ? {} : { [name]: value }) },
      );
      const body: unknown = await response.json();
      expect(response.status, `${place} ${JSON.stringify(body)}`).toBe(200);
      const validate = ajv.compile({ $ref: `api#/components/schemas/${answerName}` });
      expect(validate(body) ? [] : validate.errors, place).toEqual([]);
      expect(answer, place).toBeInstanceOf(z.ZodType);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(15);
  });
});
