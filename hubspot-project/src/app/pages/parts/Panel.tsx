import { Flex, Heading, Tile } from '@hubspot/ui-extensions'
import React, { type ReactNode } from 'react'

/** One figure or list under its own heading. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Tile>
      <Flex direction="column" gap="sm">
        <Heading>{title}</Heading>
        {children}
      </Flex>
    </Tile>
  )
}
