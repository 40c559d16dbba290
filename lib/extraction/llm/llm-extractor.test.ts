import { afterEach, describe, expect, it } from 'vitest';
import { attributeDefinition } from '../../values/contract';
import { AppError } from '../../platform/errors';
import type { Extraction, ExtractionInput, Extractor } from '../contract';
import type { LlmConfig } from './config';
import { openLlmExtractor } from './llm-extractor';
import {
  completion,
  sendJson,
  startEndpoint,
  TestRuntime,
  type Behave,
  type TestEndpoint,
} from '../testing/llm-endpoint';

const attributes = [
  { key: 'panel', nameKo: '패널', nameEn: 'Panel', type: 'enum', values: [{ value: 'IPS' }] },
  { key: 'screen-size', nameKo: '화면크기', nameEn: 'Screen size', type: 'number', unit: 'cm' },
  { key: 'ports', nameKo: '단자', nameEn: 'Ports', type: 'text', isMultiple: true },
].map((given) => attributeDefinition.parse(given));

const product = (title = '온새 모니터'): ExtractionInput => ({
  category: { key: 'monitor', nameKo: '모니터', nameEn: 'Monitor' },
  title,
  spec: '패널: IPS / 68.6cm(27인치) / 단자: HDMI, DP',
  description: '',
  attributes,
});

const right = '{"panel":"IPS","screen-size":"68.6cm(27인치)","ports":["HDMI","DP"]}';
const answerRight: Behave = (response) => sendJson(response, completion(right));

let endpoints: TestEndpoint[] = [];
afterEach(async () => {
  await Promise.all(endpoints.map((endpoint) => endpoint.close()));
  endpoints = [];
});

interface Opened {
  readonly endpoint: TestEndpoint;
  readonly runtime: TestRuntime;
  readonly extractor: Extractor;
}

async function open(behave: Behave, more: Partial<LlmConfig> = {}): Promise<Opened> {
  const runtime = new TestRuntime();
  const endpoint = await startEndpoint(behave, more);
  endpoints.push(endpoint);
  const extractor = openLlmExtractor(endpoint.config, undefined, runtime);
  return { endpoint, runtime, extractor };
}

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`no AppError but ${String(error)}`);
}

const surfacesOf = (answer: readonly Extraction[] | undefined) =>
  answer?.map(({ spans }) => spans.map(({ surface }) => surface));

describe('a right answer', () => {
  it('becomes grounded spans in the order of the attributes', async () => {
    const { extractor } = await open(answerRight);
    const [answer] = await extractor.extract([product()]);
    expect(surfacesOf(answer)).toEqual([['IPS'], ['68.6cm(27인치)'], ['HDMI', 'DP']]);
    expect(answer?.[0]?.spans[0]?.evidence).toEqual({ field: 'spec', start: 4, end: 7 });
    expect(answer?.map(({ attributeKey }) => attributeKey)).toEqual(attributes.map((a) => a.key));
  });

  it('without probabilities never reaches the band of what is taken for right', async () => {
    const { extractor } = await open(answerRight);
    const [answer] = await extractor.extract([product()]);
    expect(answer?.map(({ confidence }) => confidence)).toEqual([0.8, 0.8, 0.8 * 0.8]);
  });

  it('is as sure as the tokens of each value are probable', async () => {
    const token = (text: string, probability = 1) => ({
      token: text,
      logprob: Math.log(probability),
      bytes: [...Buffer.from(text)],
    });
    const content = [
      token('{"panel":'),
      token('"IPS"', 0.99),
      token(',"screen-size":'),
      token('null', 0.5),
      token(',"ports":["HDMI"]}'),
    ];
    const text = content.map((each) => each.token).join('');
    const { extractor, endpoint } = await open((response) =>
      sendJson(response, completion(text, { logprobs: { content } })),
    );
    const [answer] = await extractor.extract([product()]);
    const confidences = answer?.map(({ confidence }) => confidence) ?? [];
    expect(confidences[0]).toBeCloseTo(0.99 * 0.95);
    expect(confidences[1]).toBeCloseTo(0.5 * 0.9);
    expect(confidences[2]).toBeCloseTo(0.95);
    expect(endpoint.asked[0]?.body.logprobs).toBe(true);
  });

  it('keeps a value that stands nowhere as inferred, with little confidence', async () => {
    const { extractor } = await open((response) =>
      sendJson(response, completion('{"panel":"IPS","screen-size":"99인치","ports":[]}')),
    );
    const [answer] = await extractor.extract([product()]);
    expect(answer?.[1]?.spans).toEqual([{ surface: '99인치', evidence: null, confidence: 0.3 }]);
  });

  it('is doubted about an attribute that it passes over', async () => {
    const { extractor } = await open((response) =>
      sendJson(response, completion('{"panel":"IPS","screen-size":null}')),
    );
    const [answer] = await extractor.extract([product()]);
    expect(answer?.map(({ confidence }) => confidence)).toEqual([0.8, 0.7, 0.3]);
  });

  it('is doubted about absence when the listing was too long to be shown', async () => {
    const long = { ...product(), spec: '항목: 값 / '.repeat(2_000) };
    const { extractor } = await open((response) =>
      sendJson(response, completion('{"panel":null}')),
    );
    const [answer] = await extractor.extract([long]);
    expect(answer?.[0]).toMatchObject({ spans: [], confidence: 0.3 });
  });

  it('offers the rest as alternatives where one value was asked for and several came', async () => {
    const { extractor } = await open((response) =>
      sendJson(response, completion('{"screen-size":["27인치","68.6cm"]}')),
    );
    const [answer] = await extractor.extract([product()]);
    expect(surfacesOf(answer)?.[1]).toEqual(['27인치']);
    expect(answer?.[1]?.alternatives.map(({ surface }) => surface)).toEqual(['68.6cm']);
    expect(answer?.[1]?.confidence).toBeCloseTo(0.8 * 0.7);
  });

  it('is asked for with the schema, the model and the key', async () => {
    const { extractor, endpoint } = await open(answerRight);
    await extractor.extract([product()]);
    const [asked] = endpoint.asked;
    expect(asked?.path).toBe('/v1/chat/completions');
    expect(asked?.headers.authorization).toBe('Bearer sk-secret');
    expect(asked?.body).toMatchObject({
      model: 'test/solar',
      temperature: 0,
      response_format: {
        type: 'json_schema',
        json_schema: { strict: true, schema: { required: ['panel', 'screen-size', 'ports'] } },
      },
    });
  });

  it('is asked for without what an older endpoint does not know', async () => {
    const { extractor, endpoint } = await open(answerRight, {
      format: 'json_object',
      wantsLogprobs: false,
      key: null,
    });
    await extractor.extract([product()]);
    const [asked] = endpoint.asked;
    expect(asked?.body.response_format).toEqual({ type: 'json_object' });
    expect(asked?.body).not.toHaveProperty('logprobs');
    expect(asked?.headers).not.toHaveProperty('authorization');
  });
});

describe('an endpoint that misbehaves for a while', () => {
  const once =
    (misbehave: Behave): Behave =>
    (response, asked, count) =>
      (count === 0 ? misbehave : answerRight)(response, asked, count);

  it.each<[string, Behave]>([
    ['fails with 500', (response) => sendJson(response, '{"error":"boom"}', 500)],
    ['is overloaded with 503', (response) => sendJson(response, '', 503)],
    ['resets the connection', (response) => response.destroy()],
    [
      'breaks off in the middle of the body',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' });
        response.write('{"choices":[{"mess', () => response.destroy());
      },
    ],
    [
      'breaks off in the middle of a chunked body',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"choices":[', () => response.destroy());
      },
    ],
  ])('is asked again after it %s', async (_, misbehave) => {
    const { extractor, endpoint, runtime } = await open(once(misbehave));
    const [answer] = await extractor.extract([product()]);
    expect(surfacesOf(answer)?.[0]).toEqual(['IPS']);
    expect(endpoint.asked).toHaveLength(2);
    expect(runtime.waits).toEqual([375]);
  });

  it('is asked again after it took too long', async () => {
    const opened = await open(once(() => opened.runtime.letTimePass()));
    const [answer] = await opened.extractor.extract([product()]);
    expect(surfacesOf(answer)?.[0]).toEqual(['IPS']);
    expect(opened.endpoint.asked).toHaveLength(2);
  });

  it('is asked again after it took too long in the middle of the body', async () => {
    const slow: Behave = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices":', () => opened.runtime.letTimePass());
    };
    const opened = await open(once(slow));
    const [answer] = await opened.extractor.extract([product()]);
    expect(surfacesOf(answer)?.[0]).toEqual(['IPS']);
  });

  it.each([
    ['7', 7_000],
    ['Sun, 22 Nov 2026 00:00:09 GMT', 9_000],
    ['0', 375],
    ['soon', 375],
  ])('is left alone for Retry-After: %s', async (after, waited) => {
    const { extractor, runtime } = await open(
      once((response) => sendJson(response, '{}', 429, { 'retry-after': after })),
    );
    await extractor.extract([product()]);
    expect(runtime.waits).toEqual([waited]);
  });

  it.each([
    ['prose', '값을 찾지 못했습니다.'],
    ['broken JSON', '{"panel":"IP'],
    ['two different answers', '{"panel":"IPS"} 또는 {"panel":"VA"}'],
    ['nothing', ''],
  ])('is asked once more, with some chance, after it answered %s', async (_, content) => {
    const { extractor, endpoint } = await open(
      once((response) => sendJson(response, completion(content))),
    );
    const [answer] = await extractor.extract([product()]);
    expect(surfacesOf(answer)?.[0]).toEqual(['IPS']);
    expect(endpoint.asked.map(({ body }) => body.temperature)).toEqual([0, 0.3]);
  });

  it('is given more room after its answer was cut', async () => {
    const { extractor, endpoint } = await open(
      once((response) =>
        sendJson(response, completion('{"panel":"IPS"}', { finish_reason: 'length' })),
      ),
    );
    await extractor.extract([product()]);
    expect(endpoint.asked.map(({ body }) => body.max_tokens)).toEqual([256, 512]);
  });

  it('is followed where it moved on its own origin', async () => {
    const { extractor, endpoint } = await open(
      once((response) => sendJson(response, '', 308, { location: '/v2/chat/completions' })),
    );
    await extractor.extract([product()]);
    expect(endpoint.asked.map(({ path }) => path)).toEqual([
      '/v1/chat/completions',
      '/v2/chat/completions',
    ]);
    expect(endpoint.asked[1]?.body.messages).toEqual(endpoint.asked[0]?.body.messages);
  });
});

describe('an endpoint that keeps misbehaving', () => {
  it('is given up after the retries, each twice as late', async () => {
    const { extractor, runtime } = await open((response) => sendJson(response, '', 500), {
      retries: 3,
    });
    const error = await refusal(extractor.extract([product()]));
    expect([error.code, error.params]).toEqual(['unavailable', { why: 'status', status: 500 }]);
    expect(runtime.waits).toEqual([375, 750, 1_500]);
  });

  it('is reported as too slow', async () => {
    const opened = await open(() => opened.runtime.letTimePass());
    const error = await refusal(opened.extractor.extract([product()]));
    expect([error.code, error.params['why']]).toEqual(['unavailable', 'timeout']);
    expect(opened.endpoint.asked).toHaveLength(3);
  });

  it('is reported as busy after 429, at once where it wants to rest for long', async () => {
    const { extractor, endpoint, runtime } = await open((response) =>
      sendJson(response, '{}', 429, { 'retry-after': '3600' }),
    );
    const error = await refusal(extractor.extract([product()]));
    expect([error.code, error.reason]).toEqual(['busy', 'proposals.errors.llm-busy']);
    expect([endpoint.asked.length, runtime.waits]).toEqual([1, []]);
  });

  it.each([401, 403, 404])('is not asked again after %i', async (status) => {
    const { extractor, endpoint } = await open((response) => sendJson(response, '{}', status));
    const error = await refusal(extractor.extract([product()]));
    expect(error).toMatchObject({
      code: 'unavailable',
      reason: 'proposals.errors.llm-denied',
      params: { status },
    });
    expect(endpoint.asked).toHaveLength(1);
  });

  it('is not asked for the rest of the products once three in a row had no answer', async () => {
    const { extractor, endpoint } = await open((response) => sendJson(response, '', 500), {
      retries: 0,
      concurrency: 1,
    });
    const inputs = Array.from({ length: 20 }, (_, place) => product(`모니터 ${place}`));
    expect((await refusal(extractor.extract(inputs))).code).toBe('unavailable');
    expect(endpoint.asked).toHaveLength(3);
  });

  it('gets no text sent on to another host', async () => {
    const other = await open(answerRight);
    const { extractor } = await open((response) =>
      sendJson(response, '', 307, {
        location: `${other.endpoint.config.baseUrl}/chat/completions`,
      }),
    );
    const error = await refusal(extractor.extract([product()]));
    expect([error.code, error.reason]).toEqual(['unavailable', 'proposals.errors.llm-redirect']);
    expect(other.endpoint.asked).toHaveLength(0);
  });

  it.each([
    [302, '/v1/chat/completions'],
    [307, 'elsewhere'],
    [308, '/v1/chat/completions'],
  ])('is not followed round and round: %i to %s', async (status, location) => {
    const { extractor, endpoint } = await open((response) =>
      sendJson(response, '', status, { location }),
    );
    const error = await refusal(extractor.extract([product()]));
    expect(error.reason).toBe('proposals.errors.llm-redirect');
    expect(endpoint.asked).toHaveLength(status === 302 ? 1 : 3);
  });

  it('is not read when it answers with a web page', async () => {
    const { extractor, endpoint } = await open((response) =>
      sendJson(response, '<html>', 200, { 'content-type': 'text/html; charset=utf-8' }),
    );
    const error = await refusal(extractor.extract([product()]));
    expect(error).toMatchObject({
      code: 'unavailable',
      reason: 'proposals.errors.llm-not-json',
      params: { type: 'text/html' },
    });
    expect(endpoint.asked).toHaveLength(1);
  });
});

describe('an answer of no use', () => {
  const badFor =
    (title: string, misbehave: Behave): Behave =>
    (response, asked, count) => {
      const isBad = asked.body.messages.at(-1)?.content.includes(title) ?? false;
      (isBad ? misbehave : answerRight)(response, asked, count);
    };

  it.each<[string, Behave, Record<string, unknown>]>([
    [
      'is no JSON',
      (response) => sendJson(response, completion('모르겠습니다')),
      { code: 'internal', params: { why: 'not-json' } },
    ],
    [
      'is in another envelope',
      (response) => sendJson(response, '{"output":"IPS"}'),
      { code: 'internal', params: { why: 'envelope' } },
    ],
    [
      'is a broken envelope',
      (response) => sendJson(response, '{"choices":[{"message":'),
      { code: 'internal', params: { why: 'envelope' } },
    ],
    [
      'is cut again and again',
      (response) => sendJson(response, completion('{"panel":', { finish_reason: 'length' })),
      { code: 'internal', params: { why: 'truncated' } },
    ],
    [
      'is huge',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write(`"${'x'.repeat(200_000)}`);
      },
      { code: 'too-large', params: { limit: 64 } },
    ],
    [
      'announces that it is huge',
      (response) => sendJson(response, `"${'x'.repeat(200_000)}"`),
      { code: 'too-large', params: { limit: 64 } },
    ],
    [
      'is that the request is refused',
      (response) => sendJson(response, '{"error":"context"}', 400),
      { code: 'unsupported', params: { status: 400 } },
    ],
    [
      'never comes',
      (response) => response.destroy(),
      { code: 'internal', params: { why: 'network', status: 0 } },
    ],
  ])('fails its product alone when it %s', async (_, misbehave, expected) => {
    const { extractor, endpoint } = await open(badFor('고장', misbehave));
    const broken = product('고장');
    const sound = ['하나', '둘', '셋'].map(product);
    const inputs = [...sound.slice(0, 1), broken, ...sound.slice(1)];
    expect(await refusal(extractor.extract(inputs))).toMatchObject(expected);
    // As a run does it: the batch failed, so each product is asked alone.
    const before = endpoint.asked.length;
    for (const input of sound) {
      const [answer] = await extractor.extract([input]);
      expect(surfacesOf(answer)?.[0]).toEqual(['IPS']);
    }
    expect(await refusal(extractor.extract([broken]))).toMatchObject(expected);
    expect(endpoint.asked).toHaveLength(before);
  });

  it('is asked for anew when the product comes again', async () => {
    const { extractor, endpoint } = await open((response, asked, count) =>
      count < 2 ? sendJson(response, completion('모름')) : answerRight(response, asked, count),
    );
    expect((await refusal(extractor.extract([product()]))).code).toBe('internal');
    const [answer] = await extractor.extract([product()]);
    expect(surfacesOf(answer)?.[0]).toEqual(['IPS']);
    expect(endpoint.asked).toHaveLength(3);
  });

  it('shows neither texts nor the key in its error', async () => {
    const { extractor } = await open((response) =>
      sendJson(response, completion('비밀 sk-secret 온새 모니터')),
    );
    const error = await refusal(extractor.extract([product()]));
    const shown = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
    expect(shown).not.toMatch(/비밀|sk-secret|온새/);
  });
});

describe('the extractor', () => {
  it('asks no more products at once than it may', async () => {
    let underWay = 0;
    let most = 0;
    const held: (() => void)[] = [];
    const { extractor } = await open((response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      held.push(() => {
        underWay -= 1;
        sendJson(response, completion(right));
      });
      // The second of each pair lets both go.
      if (held.length === 2) for (const answer of held.splice(0)) answer();
    });
    const inputs = Array.from({ length: 6 }, (_, place) => product(`모니터 ${place}`));
    expect(await extractor.extract(inputs)).toHaveLength(6);
    expect(most).toBe(2);
  });

  it('keeps a budget for every run and fails what is beyond it', async () => {
    const { extractor, endpoint } = await open(answerRight, { runRequests: 2, concurrency: 1 });
    const inputs = ['하나', '둘', '셋'].map(product);
    const run = extractor.forRun?.('run-1') ?? extractor;
    const error = await refusal(run.extract(inputs));
    expect(error).toMatchObject({ code: 'too-large', params: { kind: 'requests', limit: 2 } });
    expect(endpoint.asked).toHaveLength(2);
    const sameRun = extractor.forRun?.('run-1') ?? extractor;
    expect((await refusal(sameRun.extract([product('넷')]))).code).toBe('too-large');
    const otherRun = extractor.forRun?.('run-2') ?? extractor;
    expect(await otherRun.extract([product('넷')])).toHaveLength(1);
  });

  it('counts the tokens that the endpoint reports', async () => {
    const { extractor, endpoint } = await open(answerRight, { runTokens: 1_500, concurrency: 1 });
    const inputs = Array.from({ length: 40 }, (_, place) => product(`모니터 ${place}`));
    expect(await refusal(extractor.extract(inputs))).toMatchObject({
      params: { kind: 'tokens', limit: 1_500 },
    });
    expect(endpoint.asked.length).toBeGreaterThan(3);
    expect(endpoint.asked.length).toBeLessThan(15);
  });

  it('stops at once when it is told to', async () => {
    const stopping = new AbortController();
    const reason = new Error('the worker stops');
    const { extractor } = await open(() => stopping.abort(reason));
    const inputs = ['하나', '둘', '셋'].map(product);
    await expect(extractor.extract(inputs, stopping.signal)).rejects.toBe(reason);
    await expect(extractor.extract(inputs, stopping.signal)).rejects.toBe(reason);
  });

  it('lets go of what is under way when it is closed, and answers no more', async () => {
    const opened = await open(() => void opened.extractor.close());
    expect((await refusal(opened.extractor.extract([product()]))).reason).toBe(
      'proposals.errors.llm-closed',
    );
    expect((await refusal(opened.extractor.extract([product()]))).code).toBe('unavailable');
    expect(opened.endpoint.asked).toHaveLength(1);
  });

  it('does not open for a host outside the network', async () => {
    const { endpoint } = await open(answerRight);
    const config = { ...endpoint.config, baseUrl: 'https://api.example.com/v1' };
    expect(() => openLlmExtractor(config)).toThrow(/llm-public-host/);
  });

  it('asks nothing of a product without attributes', async () => {
    const { extractor, endpoint } = await open(answerRight);
    expect(await extractor.extract([{ ...product(), attributes: [] }])).toEqual([[]]);
    expect(await extractor.extract([])).toEqual([]);
    expect(endpoint.asked).toHaveLength(0);
  });
});
