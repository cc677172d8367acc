'use client'
import { Failure } from '@/components/ui/failure'

/** A reload rather than a new render: what failed was on the server, or the line to it. */
export default function ErrorPage() {
  return <Failure retry={() => window.location.reload()} />
}
