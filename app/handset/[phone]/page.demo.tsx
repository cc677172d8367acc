import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { pageNotFound } from '@/app/_shared/page-not-found'
import { withErrorPage } from '@/app/_shared/with-error-page'
import { phoneTyped } from '@/app/handset/phone-typed'
import type { Action } from '@/components/form/form-state'
import { pageTitle } from '@/components/form/form-texts'
import { PlainLine } from '@/components/ui/progress-steps'
import { handsetMessages, handsetPhone } from '@/lib/demo/handset-inbox'
import { type HandsetReply, nextReply } from '@/lib/demo/handset-replies'
import { asTyped } from '@/lib/verification/phone'
import { HandsetScreen } from './handset-screen'
import { replyFrom } from './reply'
import { ReplyForm } from './reply-form'

async function HandsetPage({ params }: { params: Promise<{ phone: string }> }) {
  const given = (await params).phone
  const phone = handsetPhone(given)
  if (phone === null) {
    const canonical = phoneTyped(plain(given))
    // Redirects other spellings of a number to its canonical URL.
    return canonical === null ? pageNotFound() : redirect(`/handset/${canonical}`)
  }
  const national = asTyped(phone).phone
  const [t, messages, reply] = await Promise.all([getTranslations('handset'), handsetMessages(phone), nextReply(phone)])
  // Next encrypts the captured number, so a client cannot reply for another phone.
  const answer: Action<{ text: HandsetReply }> = async (before, data) => {
    'use server'
    return replyFrom(phone)(before, data)
  }
  return (
    <>
      <PlainLine />
      <HandsetScreen
        phone={phone}
        national={national}
        initial={messages}
        texts={{
          ...(await pageTitle(t('title', { phone: national }))),
          unread: t.raw('unread') as string,
          heading: t('heading'),
          phone: t('phone'),
          note: t('note'),
          empty: t('empty'),
          emptyText: t('emptyText'),
          emptyStatic: t('emptyStatic'),
          reload: t('reload'),
          waiting: t('waiting'),
          lost: t('lost'),
        }}
      >
        {reply && (
          <ReplyForm
            action={answer}
            reply={reply}
            texts={{
              state: t(`reply.before${reply}`),
              submit: t(`reply.${reply}`),
              pending: t('reply.pending'),
            }}
          />
        )}
      </HandsetScreen>
    </>
  )
}

/** Decodes the punctuation of phone numbers: space, parentheses and plus. */
const plain = (given: string) => given.replace(/%(20|28|29|2b)/gi, decodeURIComponent)

export default withErrorPage(HandsetPage)
