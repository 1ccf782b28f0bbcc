import { Flex, Heading, Text, Tile } from '@hubspot/ui-extensions'
import React, { type ReactNode } from 'react'

/** A part of the settings under its own heading, with a line that says what it means. */
export function Section({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <Tile>
      <Flex direction="column" gap="sm">
        <Heading>{title}</Heading>
        {help === undefined ? null : <Text variant="microcopy">{help}</Text>}
        {children}
      </Flex>
    </Tile>
  )
}
