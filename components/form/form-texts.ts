import { getTranslations } from 'next-intl/server'
import type { FormTexts } from './form-state'

type FormPage =
  | 'signUp'
  | 'resetPassword'
  | 'verify'
  | 'newAccount'
  | 'account'
  | 'changePassword'
  | 'signIn'
  | 'newPassword'
  | 'demoAccess'
type ErrorGroup = 'phone' | 'country' | 'code' | 'name' | 'password' | 'changePassword'

/** Returns the error messages of the given groups by dotted key. */
async function errorTexts(groups: ErrorGroup[]): Promise<Record<string, string>> {
  const t = await getTranslations('errors')
  const entries = groups.flatMap((group): [string, string][] => {
    const texts: string | Record<string, string> = t.raw(group)
    if (typeof texts === 'string') return [[group, texts]]
    return Object.entries(texts).map(([key, text]) => [`${group}.${key}`, text])
  })
  return Object.fromEntries(entries)
}

/** Returns the texts of a form as plain strings, because the browser loads no message formatter. */
export async function formTexts(page: FormPage, groups: ErrorGroup[]): Promise<FormTexts> {
  const [t, common, errors] = await Promise.all([getTranslations(page), getTranslations('common'), errorTexts(groups)])
  return {
    title: common('title', { page: t('title') }),
    errorTitle: common('errorTitle', { page: t('title') }),
    submit: t('submit'),
    pending: t('pending'),
    stillWorking: common('stillWorking'),
    noConnection: common('noConnection'),
    updated: common('updated'),
    errors,
  }
}

export async function pageTitle(page: string): Promise<{ title: string }> {
  const common = await getTranslations('common')
  return { title: common('title', { page }) }
}

export async function fieldTexts() {
  const t = await getTranslations('fields')
  return {
    country: t('country'),
    phone: t('phone'),
    password: t('password'),
    show: t('show'),
    hide: t('hide'),
    showWhat: t('showWhat'),
  }
}

export async function newPasswordTexts(min: number) {
  const [t, fields] = await Promise.all([getTranslations('password'), fieldTexts()])
  return {
    ...fields,
    rule: t('rule', { min }),
    missing: Array.from({ length: min }, (_, count) => t('missing', { count })),
    enough: t('enough', { min }),
    suggest: t('suggest'),
    suggestHint: t('suggestHint'),
    use: t('use'),
    another: t('another'),
    copy: t('copy'),
    copied: t('copied'),
  }
}
