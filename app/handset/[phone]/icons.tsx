import type { ReactNode } from 'react'

const Icon = ({ children }: { children: ReactNode }) => (
  <svg
    viewBox="0 0 20 20"
    aria-hidden="true"
    className="size-5 flex-none fill-none stroke-current"
    strokeWidth="1.6"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    {children}
  </svg>
)

export const BackIcon = () => (
  <Icon>
    <path d="M12.5 4 6.5 10l6 6" />
  </Icon>
)

export const LockIcon = () => (
  <Icon>
    <path d="M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9" />
  </Icon>
)

export const CopyIcon = () => (
  <Icon>
    <path d="M7.5 7.5h8v9h-8zM12.5 7.5v-4h-8v9h3" />
  </Icon>
)

export const DoneIcon = () => (
  <Icon>
    <path d="m4.5 10.5 4 4 7-9" />
  </Icon>
)

export const MessageIcon = () => (
  <Icon>
    <path d="M3 4h14v9.5H9L5.5 17v-3.5H3z" />
  </Icon>
)

export const BellIcon = ({ isOn }: { isOn: boolean }) => (
  <Icon>
    <path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1h-13zM8.5 17.5h3" />
    {!isOn && <path d="m3 2.5 14 15" />}
  </Icon>
)
