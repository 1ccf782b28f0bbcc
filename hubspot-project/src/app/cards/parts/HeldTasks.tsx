import { Accordion, Flex, StatusTag, Text } from '@hubspot/ui-extensions'
import React from 'react'
import type { HeldTaskAnswer } from '../../shared/answers.ts'
import { instantInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'

const TONE = { held: 'warning', 'would-hold': 'info', refused: 'danger' } as const

/** The call tasks kept out of reach; in report mode those that would be. */
export function HeldTasks({ tasks }: { tasks: HeldTaskAnswer[] }) {
  const { texts, language } = usePageContext()
  const { heldTasks, noHeldTasks, taskState, since } = texts.card
  return (
    <Accordion title={`${heldTasks} (${tasks.length})`} size="sm">
      <Flex direction="column" gap="xs">
        {tasks.length === 0 ? <Text>{noHeldTasks}</Text> : null}
        {tasks.map((task) => (
          <Flex key={task.taskId} direction="column" gap="flush">
            <StatusTag testId={`task-${task.taskId}`} variant={TONE[task.state]} hollow>
              {`#${task.taskId} ${taskState[task.state]}`}
            </StatusTag>
            <Text variant="microcopy">
              {[since(instantInWords(task.since, language)), task.reason].filter(Boolean).join(' · ')}
            </Text>
          </Flex>
        ))}
      </Flex>
    </Accordion>
  )
}
