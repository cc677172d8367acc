import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { orFailure } from '@/app/or-failure'
import { pageTitle } from '@/components/form/form-texts'
import { PlainLine } from '@/components/ui/journey-line'
import { PageTitle } from '@/components/ui/page-title'
import { handsetMessages, handsetPhone } from '@/lib/delivery/handset-inbox'
import { HandsetScreen } from './handset-screen'

async function HandsetPage({ params }: { params: Promise<{ phone: string }> }) {
  const phone = handsetPhone((await params).phone)
  if (phone === null) notFound()
  const [t, messages] = await Promise.all([getTranslations('handset'), handsetMessages(phone)])
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
      />
    </>
  )
}

export default orFailure(HandsetPage)
