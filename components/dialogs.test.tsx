import { NewApiKey } from '@/components/access/new-api-key';
import { PolicyDialog } from '@/components/autonomy/policy-dialog';
import { EditCategory } from '@/components/catalogue/edit-category';
import { ImportSchemas } from '@/components/catalogue/import-schemas';
import { NewCategory } from '@/components/catalogue/new-category';
import { SchemaRevisions } from '@/components/catalogue/schema-revisions';
import { SuggestAttributes } from '@/components/catalogue/suggest-attributes';
import { CommitDialog } from '@/components/curation/commit-dialog';
import { HistoryDialog } from '@/components/curation/history-dialog';
import { ProbeRatesDialog } from '@/components/insights/probe-rates-dialog';
import { ShownSecret } from '@/components/integrations/shown-secret';
import { RequestDialog } from '@/components/proposals/request-dialog';
import { RunFailures } from '@/components/proposals/run-failures';
import { QueueForm } from '@/components/queues/queue-form';
import { CommandPalette } from '@/components/review/command-palette';
import { CommentsPanel } from '@/components/review/comments-panel';
import { ConflictDialog } from '@/components/review/conflict-dialog';
import { CorrectionPanel } from '@/components/review/correction-panel';
import { GuidelinePanel } from '@/components/review/guideline-panel';
import { ImageZoom } from '@/components/review/image-zoom';
import { KeySheet } from '@/components/review/key-sheet';
import { StoryPanel } from '@/components/review/story-panel';
import { TimeUp } from '@/components/review/time-up';
import { StartTraining } from '@/components/training/start-training';
import { findScreenFaults, languages, renderScreen } from '@/components/ui/test-screen';
import { WebhookForm } from '@/components/webhooks/webhook-form';
import {
  categoriesQuery,
  listingDraftQuery,
  noticeQuery,
  revisionsQuery,
  sellersQuery,
} from '@/lib/catalogue/queries';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import type { DecideResult } from '@/lib/curation/contract';
import { commitQuery, valueHistoryQuery } from '@/lib/curation/queries';
import { versionsQuery } from '@/lib/datasets/queries';
import { makeSheet } from '@/lib/desk/desk-state';
import { defaultKeyPreferences, keyRegistry } from '@/lib/desk/key-registry';
import { makeProduct, makeRow } from '@/lib/desk/testing/desk-fixture';
import {
  aftermathQuery,
  commentsQuery,
  mentionablesQuery,
  storyQuery,
} from '@/lib/discussion/queries';
import { modelsQuery, runQuery } from '@/lib/proposals/queries';
import type { QueryClient } from '@tanstack/react-query';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReactElement } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }));

const at = '2026-01-01T00:00:00.000Z';
const id = '00000000-0000-4000-8000-000000000001';
const nothing = () => undefined;
const category: CategoryNode = {
  key: 'monitor',
  parentKey: null,
  nameKo: '모니터',
  nameEn: 'Monitor',
  depth: 0,
  isLeaf: true,
  attributes: 2,
  products: 3,
  sourceRef: null,
};
const named = { key: 'monitor', nameKo: '모니터', nameEn: 'Monitor' };
const rows = [
  makeRow({ id: 1, group: 'needs', values: ['LG'], listed: ['LG', 'Samsung'], type: 'enum' }),
  makeRow({ id: 2, values: [27], type: 'number', unit: 'in' }),
];
const [row] = rows as [(typeof rows)[number]];
const { attribute } = row;
const product = makeProduct(7, rows);
const { productId, externalId, seller, title, brand, price, currency, imageUrls } = product;
const pick = { productId, externalId, seller, title, brand, price, currency, imageUrls };
const decision = {
  id,
  kind: 'correct',
  absence: null,
  values: ['LG'],
  mode: 'single',
  evidence: null,
  errorKind: null,
  reviewerId: 'mina',
  decidedAt: at,
} satisfies DecideResult['conflicts'][number]['decision'];

interface Case {
  /** The file that has the dialog, below this folder. */
  readonly file: string;
  readonly element: ReactElement;
  /** What it would ask the server for. */
  prefill?(client: QueryClient): void;
}

const cases: readonly Case[] = [
  { file: 'access/new-api-key', element: <NewApiKey isOpen onClose={nothing} onMade={nothing} /> },
  {
    file: 'autonomy/policy-dialog',
    element: (
      <PolicyDialog
        onClose={nothing}
        line={{
          attributeId: 1,
          ...named,
          category: named,
          modelVersion: 'base-3',
          policy: { isOn: true, wantedPrecision: 0.99, delayHours: 24, auditShare: 0.05 },
          state: 'auto',
          since: at,
          judged: 10,
          right: 10,
          bound: 0.7,
          missing: 3,
          committed: 0,
          waiting: 0,
        }}
      />
    ),
  },
  {
    file: 'catalogue/edit-category',
    element: <EditCategory node={category} categories={[category]} onClose={nothing} />,
  },
  { file: 'catalogue/import-schemas', element: <ImportSchemas onClose={nothing} /> },
  {
    file: 'catalogue/new-category',
    element: <NewCategory categories={[category]} onClose={nothing} />,
    prefill: (client) => client.setQueryData(noticeQuery().queryKey, []),
  },
  {
    file: 'catalogue/schema-revisions',
    element: (
      <SchemaRevisions categoryKey="monitor" revision={2} canRestore isDirty onClose={nothing} />
    ),
    prefill: (client) =>
      client.setQueryData(revisionsQuery('monitor').queryKey, [
        {
          revision: 1,
          savedBy: '미나',
          savedAt: at,
          attributes: 2,
          added: ['크기'],
          removed: [],
          changed: ['패널'],
        },
      ]),
  },
  {
    file: 'catalogue/suggest-attributes',
    element: (
      <SuggestAttributes
        categoryKey="monitor"
        present={[]}
        initial={{ kind: 'listings', id: '' }}
        onAdd={nothing}
        onClose={nothing}
      />
    ),
    prefill: (client) =>
      client.setQueryData(listingDraftQuery('monitor').queryKey, {
        listings: 0,
        attributes: [],
        rules: [],
      }),
  },
  {
    file: 'curation/commit-dialog',
    element: <CommitDialog commitId={id} viewer={{ id: 'mina', role: 'lead' }} onClose={nothing} />,
    prefill: (client) =>
      client.setQueryData(commitQuery(id).queryKey, {
        commit: {
          id,
          productId: 7,
          title: '상품 7',
          categoryNameKo: '모니터',
          categoryNameEn: 'Monitor',
          state: 'landed',
          createdBy: '미나',
          createdById: 'mina',
          createdAt: at,
          landsAt: at,
          landedAt: at,
          changes: 1,
          revertsId: null,
          revertedById: null,
        },
        changes: [{ attribute, before: null, after: null, isInForce: true }],
      }),
  },
  {
    file: 'curation/history-dialog',
    element: (
      <HistoryDialog
        product={{
          ...pick,
          category: named,
          gtin: null,
          withdrawnAt: null,
          values: [],
          changedAt: at,
        }}
        subject={{ attribute }}
        onClose={nothing}
        onCommit={nothing}
      />
    ),
    prefill: (client) => client.setQueryData(valueHistoryQuery(7).queryKey, { changes: [] }),
  },
  {
    file: 'insights/probe-rates-dialog',
    element: <ProbeRatesDialog rates={{ planted: 0.02, hidden: 0 }} onClose={nothing} />,
  },
  {
    file: 'integrations/shown-secret',
    element: <ShownSecret title="A" lead="B" secret="whsec" onClose={nothing} />,
  },
  {
    file: 'proposals/request-dialog',
    element: <RequestDialog isOpen onClose={nothing} scopes={[{ ...named, products: 3 }]} />,
  },
  {
    file: 'proposals/run-failures',
    element: <RunFailures runId={id} isOpen onClose={nothing} />,
    prefill: (client) =>
      client.setQueryData(runQuery(id).queryKey, {
        id,
        reason: 'import',
        takesIn: 'all',
        subjectKo: null,
        subjectEn: null,
        modelVersion: 'base-3',
        state: 'done',
        total: 1,
        done: 1,
        failed: 0,
        createdBy: '미나',
        createdAt: at,
        startedAt: at,
        finishedAt: at,
        ratePerSecond: null,
        failures: [],
      }),
  },
  {
    file: 'queues/queue-form',
    element: <QueueForm queue={null} onClose={nothing} />,
    prefill: (client) => {
      client.setQueryData(categoriesQuery().queryKey, [category]);
      client.setQueryData(sellersQuery().queryKey, [{ id: 5, name: '가게' }]);
    },
  },
  {
    file: 'review/command-palette',
    element: (
      <CommandPalette
        bindings={keyRegistry}
        sheet={makeSheet(product)}
        onAct={nothing}
        onFocus={nothing}
        onClose={nothing}
      />
    ),
  },
  {
    file: 'review/comments-panel',
    element: <CommentsPanel product={product} row={row} onClose={nothing} />,
    prefill: (client) => {
      client.setQueryData(mentionablesQuery().queryKey, []);
      client.setQueryData(commentsQuery(7).queryKey, [
        { id, attribute, comments: [], resolvedBy: null, resolvedAt: null },
      ]);
    },
  },
  {
    file: 'review/conflict-dialog',
    element: (
      <ConflictDialog
        sheet={makeSheet(product)}
        onSettle={nothing}
        trouble={{
          productId: 7,
          title: '상품 7',
          message: {
            kind: 'decide',
            productId: 7,
            title: '상품 7',
            leaseToken: id,
            decisions: [
              {
                id,
                kind: 'accept',
                values: ['LG'],
                proposalId: 1,
                supersedesId: null,
                decidedAt: at,
              },
            ],
          },
          refusal: {
            kind: 'conflicts',
            conflicts: [{ id, proposalId: 1, headId: id, decision }],
          },
        }}
      />
    ),
  },
  {
    file: 'review/correction-panel',
    element: (
      <CorrectionPanel
        decisionId={id}
        isLead
        onApplied={nothing}
        onSynonym={nothing}
        onVisit={nothing}
        onClose={nothing}
      />
    ),
    prefill: (client) =>
      client.setQueryData(aftermathQuery(id).queryKey, {
        decisionId: id,
        errorKind: null,
        attribute,
        category: named,
        target: null,
        same: 0,
        alike: [],
        synonym: null,
      }),
  },
  { file: 'review/guideline-panel', element: <GuidelinePanel row={row} onClose={nothing} /> },
  {
    file: 'review/image-zoom',
    element: <ImageZoom urls={['/one.png', '/two.png']} place={0} onClose={nothing} />,
  },
  {
    file: 'review/key-sheet',
    element: (
      <KeySheet
        bindings={keyRegistry}
        preferences={defaultKeyPreferences}
        onSave={nothing}
        onClose={nothing}
      />
    ),
  },
  {
    file: 'review/story-panel',
    element: (
      <StoryPanel
        product={product}
        row={row}
        isWaiting={false}
        onRestore={nothing}
        onClose={nothing}
      />
    ),
    prefill: (client) =>
      client.setQueryData(storyQuery(7, attribute.key).queryKey, {
        attribute,
        current: null,
        events: [
          {
            kind: 'proposed',
            at,
            modelVersion: 'base-3',
            values: ['LG'],
            surface: 'LG',
            confidence: 0.9,
            isInForce: true,
          },
        ],
      }),
  },
  {
    file: 'review/time-up',
    element: <TimeUp minutes={30} products={4} found={2} onGoOn={nothing} />,
  },
  {
    file: 'training/start-training',
    element: <StartTraining isOpen onClose={nothing} datasetVersionId={null} />,
    prefill: (client) => {
      client.setQueryData(modelsQuery().queryKey, { serving: null, models: [] });
      client.setQueryData(versionsQuery().queryKey, {
        pages: [{ versions: [], next: null }],
        pageParams: [null],
      });
    },
  },
  {
    file: 'webhooks/webhook-form',
    element: <WebhookForm webhook={null} isOpen onClose={nothing} onSecret={nothing} />,
  },
];

/** Opened by a button of a page, which is visited in a browser; or what all dialogs are made of. */
const elsewhere = [
  'people/people-desk',
  'proposals/models-desk',
  'training/promote-button',
  'ui/confirm',
  'webhooks/deliveries-desk',
];

beforeEach(() => {
  // What is asked beyond what is there does not come.
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
  return () => vi.unstubAllGlobals();
});

describe('dialogs and panels', () => {
  for (const language of languages) {
    it.each(cases)(`say what they are, without a fault (${language}, $file)`, async (each) => {
      renderScreen(each.element, language, each.prefill);
      const frame = document.querySelector('dialog, aside, [role=complementary], [role=region]');
      expect(
        frame?.getAttribute('aria-labelledby') ?? frame?.getAttribute('aria-label'),
      ).toBeTruthy();
      expect(await findScreenFaults()).toEqual([]);
    });
  }

  it('are all here', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
      .filter((file) =>
        /<(?:Dialog|SidePanel)\b/.test(readFileSync(path.join(import.meta.dirname, file), 'utf8')),
      )
      .map((file) =>
        file
          .replace(/\.tsx$/, '')
          .split(path.sep)
          .join('/'),
      );
    expect([...cases.map(({ file }) => file), ...elsewhere].sort()).toEqual(files.sort());
  });
});
