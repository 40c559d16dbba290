'use client';

import { fetchJson } from '@/lib/browser/fetch-json';
import { locale as localeSchema, localeCookie, type Locale } from '@/lib/i18n/locale';
import type { Actor } from '@/lib/platform/session';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { DropdownMenu } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { readTheme, theme as themeSchema, themeCookie, type Theme } from './theme';

const itemLook =
  'flex h-8 items-center justify-between gap-6 rounded px-2 outline-none data-[highlighted]:bg-sunken';

/** Who is signed in, with language, brightness and sign-out. */
export function AccountMenu({ actor }: { readonly actor: Actor }) {
  const t = useTranslations('common');
  const router = useRouter();
  const locale = useLocale();
  const [theme, setTheme] = useState<Theme>('system');

  const chooseLocale = (value: Locale) => {
    setCookie(localeCookie, value);
    router.refresh();
  };
  const chooseTheme = (value: Theme) => {
    applyTheme(value);
    setTheme(value);
  };
  const signOut = async () => {
    await fetchJson('/api/auth/sign-out', { method: 'POST', body: {} });
    router.push('/sign-in');
    router.refresh();
  };

  return (
    <DropdownMenu.Root
      onOpenChange={() => setTheme(readTheme(document.documentElement.dataset.theme))}
    >
      <DropdownMenu.Trigger className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-sunken">
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{actor.name}</span>
          <span className="block truncate text-label text-faint">{t(`role.${actor.role}`)}</span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 text-faint" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side="top"
          align="start"
          sideOffset={6}
          className="z-50 min-w-[196px] rounded-lg border border-line bg-pane p-1 shadow-high"
        >
          <Heading>{t('language.label')}</Heading>
          {localeSchema.options.map((value) => (
            <Choice key={value} isChosen={value === locale} onSelect={() => chooseLocale(value)}>
              <span lang={value}>{t(`language.${value}`)}</span>
            </Choice>
          ))}
          <Heading>{t('theme.label')}</Heading>
          {themeSchema.options.map((value) => (
            <Choice key={value} isChosen={value === theme} onSelect={() => chooseTheme(value)}>
              {t(`theme.${value}`)}
            </Choice>
          ))}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className={itemLook} onSelect={() => void signOut()}>
            {t('nav.sign-out')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Heading({ children }: { readonly children: ReactNode }) {
  return (
    <DropdownMenu.Label className="px-2 pt-2 pb-1 text-label font-medium text-faint">
      {children}
    </DropdownMenu.Label>
  );
}

function Choice(props: {
  readonly isChosen: boolean;
  readonly children: ReactNode;
  onSelect(): void;
}) {
  return (
    <DropdownMenu.CheckboxItem
      checked={props.isChosen}
      className={itemLook}
      onSelect={props.onSelect}
    >
      {props.children}
      <DropdownMenu.ItemIndicator>
        <Check aria-hidden className="size-4 text-accent" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.CheckboxItem>
  );
}

/** At once on this page, and by the cookie on the next. */
function applyTheme(value: Theme): void {
  setCookie(themeCookie, value);
  document.documentElement.dataset.theme = value;
}

function setCookie(name: string, value: string): void {
  const year = 60 * 60 * 24 * 365;
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`;
}
