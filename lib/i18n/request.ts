import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { chooseLocale, localeCookie } from './locale';
import { messagesOf } from './translate';

export default getRequestConfig(async () => {
  const locale = chooseLocale(
    (await cookies()).get(localeCookie)?.value,
    (await headers()).get('accept-language'),
  );
  // The instant that the server wrote its page at: the browser begins with the same "3 minutes ago".
  return { locale, messages: messagesOf[locale], timeZone: 'Asia/Seoul', now: new Date() };
});
