import type { Viewport } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { pageNotFound } from '@/app/_shared/page-not-found'
import { type SearchParams, searchParam } from '@/app/_shared/search-params'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { PhonePass } from '@/app/demo/_phone-pass/phone-pass'
import { phonePassTexts } from '@/app/demo/_phone-pass/texts'
import { phoneTyped } from '@/app/handset/phone-typed'
import type { Action } from '@/components/form/form-state'
import { PlainLine } from '@/components/ui/progress-steps'
import { type HandsetMessageView, handsetMessages, handsetPhone } from '@/lib/demo/handset-inbox'
import { type HandsetReply, replyState } from '@/lib/demo/handset-replies'
import { formatPhone } from '@/lib/verification/phone'
import { HandsetScreen } from './handset-screen'
import { handsetTexts } from './handset-texts'
import { replyFrom } from './reply'
import { ReplyForm } from './reply-form'
import './controls.css'
import './handset.css'
import './lock-screen.css'
import './message-bubble.css'
import './messages-app.css'
import '@/app/demo/_phone-pass/phone-pass.css'

// The phone fills the screen of a real one, up to its rounded corners.
export const viewport: Viewport = { viewportFit: 'cover' }

interface Props {
  params: Promise<{ phone: string }>
  searchParams: SearchParams
}

async function HandsetPage({ params, searchParams }: Props) {
  const given = (await params).phone
  const phone = handsetPhone(given)
  if (phone === null) {
    const canonical = phoneTyped(plain(given))
    // Redirects other spellings of a number to its canonical URL.
    return canonical === null ? pageNotFound() : redirect(`/handset/${canonical}`)
  }
  const [t, messages, reply] = await Promise.all([
    getTranslations('handset.reply'),
    handsetMessages(phone),
    replyState(phone),
  ])
  // Next encrypts the captured number, so a client cannot reply for another phone.
  const answer: Action<{ text: HandsetReply }> = async (before, data) => {
    'use server'
    return replyFrom(phone)(before, data)
  }
  const national = formatPhone(phone)
  return (
    <>
      <PlainLine />
      <HandsetScreen
        phone={phone}
        national={national}
        initial={messages}
        start={shownFirst(messages, await searchParams)}
        optedOutAt={reply?.optedOutAt ?? null}
        texts={await handsetTexts(national)}
      >
        {reply && (
          <ReplyForm
            action={answer}
            reply={reply.next}
            texts={{
              state: reply.optedOutAt ? t('optedOut') : undefined,
              submit: t(reply.next),
              pending: t('pending'),
            }}
          />
        )}
      </HandsetScreen>
      <PhonePass phone={phone} texts={await phonePassTexts()} />
    </>
  )
}

/** A phone without messages is locked, so that the first one arrives on its lock screen. */
function shownFirst(messages: HandsetMessageView[], { from, view }: Awaited<SearchParams>) {
  const sender = searchParam(from) ?? messages[0]?.from ?? null
  if (messages.length === 0) return { view: 'lock' as const, sender }
  return { view: view === 'list' ? ('list' as const) : ('thread' as const), sender }
}

/** Decodes the punctuation of phone numbers: space, parentheses and plus. */
const plain = (given: string) => given.replace(/%(20|28|29|2b)/gi, decodeURIComponent)

export default withErrorPage(HandsetPage)
