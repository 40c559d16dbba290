'use client';

import { classNames } from '@/components/ui/class-names';
import { mayActAs } from '@/lib/platform/roles';
import type { Actor } from '@/lib/platform/session';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { InboxCount } from '../inbox/inbox-count';
import { AccountMenu } from './account-menu';
import { Logo } from './logo';
import { navGroups } from './nav';

export function Sidebar({ actor }: { readonly actor: Actor }) {
  const t = useTranslations('common.nav');
  const path = usePathname();
  return (
    <aside className="sticky top-0 flex h-screen w-[212px] shrink-0 flex-col border-r border-line bg-pane max-md:h-auto max-md:w-full max-md:static max-md:border-r-0 max-md:border-b">
      <div className="flex h-12 items-center px-4">
        <Logo />
      </div>
      <nav
        aria-label={t('label')}
        className="flex-1 overflow-y-auto px-2 pb-2 max-md:flex max-md:flex-wrap"
      >
        {navGroups.map((group) => {
          const items = group.items.filter((item) => mayActAs(actor.role, item.role));
          if (items.length === 0) return null;
          return (
            <div key={group.name} className="mb-3 max-md:mb-0 max-md:flex max-md:flex-wrap">
              <p className="px-2 pt-2 pb-1 text-label font-medium text-faint max-md:hidden">
                {t(group.name)}
              </p>
              {items.map(({ href, name, icon: Icon }) => {
                const isCurrent = href === '/' ? path === '/' : path.startsWith(href);
                return (
                  <Link
                    key={href}
                    href={href}
                    aria-current={isCurrent ? 'page' : undefined}
                    className={classNames(
                      'flex h-8 items-center gap-2 rounded-md px-2 base:text-muted hover:bg-sunken hover:text-text',
                      isCurrent && 'bg-accent-soft font-semibold text-text',
                    )}
                  >
                    <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
                    {t(name)}
                    {name === 'inbox' ? <InboxCount /> : null}
                  </Link>
                );
              })}
            </div>
          );
        })}
      </nav>
      <div className="border-t border-line p-2">
        <AccountMenu actor={actor} />
      </div>
    </aside>
  );
}
