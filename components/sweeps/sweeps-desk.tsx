'use client';

import type { Viewer } from '@/components/curation/commit-dialog';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import type { Sweep, SweepTarget } from '@/lib/sweeps/contract';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { SweepGroupView } from './sweep-group-view';
import { SweepList } from './sweep-list';

export interface SweepsDeskProps {
  readonly viewer: Viewer;
  readonly categories: readonly CategoryNode[];
  /** The group to open with; null for the list. */
  readonly target: SweepTarget | null;
  /** Opened on the desk: leaving the group goes back there. */
  readonly isFromDesk: boolean;
}

/** The groups, or one of them with its sample. */
export default function SweepsDesk(props: SweepsDeskProps) {
  const { viewer, categories, target: first } = props;
  const router = useRouter();
  const [target, setTarget] = useState(first);
  const [left, setLeft] = useState<SweepTarget | null>(null);
  const [categoryKey, setCategoryKey] = useState('');
  const [made, setMade] = useState<Sweep | null>(null);

  const leave = (done: Sweep | null) => {
    if (props.isFromDesk && done === null && target === first) return router.back();
    setLeft(target);
    setTarget(null);
    if (done) setMade(done);
    // A reload must not open again what was left.
    if (window.location.search !== '') window.history.replaceState(null, '', '/sweeps');
  };

  if (target) {
    const key = JSON.stringify(target);
    const isOfDesk = props.isFromDesk && target === first;
    return <SweepGroupView key={key} target={target} isOfDesk={isOfDesk} onLeave={leave} />;
  }
  return (
    <SweepList
      viewer={viewer}
      categories={categories}
      categoryKey={categoryKey}
      onCategory={setCategoryKey}
      made={made}
      left={left}
      onOpen={setTarget}
      onUndone={() => setMade(null)}
    />
  );
}
