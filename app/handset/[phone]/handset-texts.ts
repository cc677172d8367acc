import { getTranslations } from 'next-intl/server'
import { pageTitle } from '@/components/form/form-texts'

/** Returns the phone's texts as plain strings, because the browser loads no message formatter. */
export async function handsetTexts(national: string) {
  const t = await getTranslations('handset')
  return {
    ...(await pageTitle(t('title', { phone: national }))),
    unread: t.raw('unread') as string,
    heading: t('heading'),
    note: t('note'),
    allPhones: t('allPhones'),
    empty: t('empty'),
    emptyText: t('emptyText'),
    emptyStatic: t('emptyStatic'),
    reload: t('reload'),
    waiting: t('waiting'),
    lost: t('lost'),
    lock: t('lock'),
    sound: t('sound'),
    open: t('open'),
    openFrom: t.raw('openFrom') as string,
    unreadCount: t.raw('unreadCount') as string,
    copy: t.raw('copy') as string,
    copied: t('copied'),
    copyFailed: t('copyFailed'),
    you: t('you'),
  }
}

export type HandsetTexts = Awaited<ReturnType<typeof handsetTexts>>
