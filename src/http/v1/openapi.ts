import { z } from 'zod'
import { OPERATIONS, type Operation } from './operations.ts'
import * as schemas from './schemas.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 description of /v1, made from the schemas that check it. */
export function openApi(publicBaseUrl: string): Json {
  const paths: Record<string, Json> = {}
  for (const operation of OPERATIONS) paths[operation.path] = { [operation.method]: described(operation) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Belrecht decision API',
      version: '1',
      description: 'May this number be called, on which ground, until when? Not legal advice.',
    },
    servers: [{ url: publicBaseUrl }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key made on the settings page of the app in HubSpot.' },
      },
      schemas: componentSchemas(),
    },
  }
}

/** By schema, the name it has in the description. */
const NAMES = new Map<z.ZodType, string>(
  Object.entries(schemas).map(([name, schema]) => [schema, name.charAt(0).toUpperCase() + name.slice(1)]),
)

function refTo(schema: z.ZodType): Json {
  return { $ref: uriOf(NAMES.get(schema) ?? '') }
}

function uriOf(name: string): string {
  return `#/components/schemas/${name}`
}

function componentSchemas(): Record<string, Json> {
  const registry = z.registry<{ id: string }>()
  for (const [schema, id] of NAMES) registry.add(schema, { id })
  const made = z.toJSONSchema(registry, { uri: uriOf, io: 'input' }).schemas as unknown as Record<string, Json>
  return Object.fromEntries(
    Object.entries(made).map(([name, { $id: _id, $schema: _schema, ...schema }]) => [name, schema]),
  )
}

function described({ id, summary, path, query, body, answers, problems }: Operation): Json {
  const problem = { content: { 'application/problem+json': { schema: refTo(schemas.problemAnswer) } } }
  const responses: Record<string, Json> = {}
  for (const [status, schema] of Object.entries(answers))
    responses[status] = { description: 'Answered.', content: { 'application/json': { schema: refTo(schema) } } }
  for (const status of [...problems, 401, 429])
    responses[status] = { description: 'Not done; the problem says why and what to do.', ...problem }
  return {
    operationId: id,
    summary,
    parameters: [...pathParameters(path), ...(query ? queryParameters(query) : [])],
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: refTo(body) } } } } : {}),
    responses,
  }
}

function pathParameters(path: string): Json[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
}

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' })
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}
