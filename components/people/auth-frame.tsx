import { Logo } from '@/components/shell/logo';
import type { ReactNode } from 'react';

/** The one card of the pages before sign-in. */
export function AuthFrame(props: {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}) {
  return (
    <main className="grid min-h-screen place-items-center p-4">
      <div className="w-[360px] max-w-full">
        <Logo />
        <h1 className="mt-6 text-title font-[650] tracking-[-0.015em]">{props.title}</h1>
        <p className="mt-1 mb-6 text-muted">{props.lead}</p>
        {props.children}
      </div>
    </main>
  );
}
