import { getTranslations } from 'next-intl/server'
import { orFailure } from '@/app/or-failure'
import { pageNotFound } from '@/app/page-not-found'
import type { Action } from '@/components/form/form-state'
import { pageTitle } from '@/components/form/form-texts'
import { PlainLine } from '@/components/ui/journey-line'
import { PageTitle } from '@/components/ui/page-title'
import { handsetMessages, handsetPhone } from '@/lib/delivery/handset-inbox'
import { type HandsetReply, nextReply } from '@/lib/delivery/handset-replies'
import { HandsetScreen } from './handset-screen'
import { replyFrom } from './reply'
import { ReplyForm } from './reply-form'

async function HandsetPage({ params }: { params: Promise<{ phone: string }> }) {
  const phone = handsetPhone((await params).phone)
  if (phone === null) return pageNotFound()
  const [t, messages, reply] = await Promise.all([getTranslations('handset'), handsetMessages(phone), nextReply(phone)])
  // Made here, so that the number travels sealed: a phone answers for itself alone.
  const answer: Action<{ text: HandsetReply }> = async (before, data) => {
    'use server'
    return replyFrom(phone)(before, data)
  }
  return (
    <>
      <PageTitle texts={await pageTitle(t('title', { phone }))} />
      <PlainLine />
      <HandsetScreen
        phone={phone}
        initial={messages}
        texts={{
          heading: t('heading'),
          phone: t('phone'),
          note: t('note'),
          empty: t('empty'),
          emptyText: t('emptyText'),
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

export default orFailure(HandsetPage)
