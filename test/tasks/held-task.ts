/** A call task as `callTask` makes it. */
export const ORIGINAL = {
  hs_task_type: 'CALL',
  hs_task_status: 'NOT_STARTED',
  hs_task_subject: 'Bellen over het aanbod',
  hs_task_body: '<p>Vraag naar het dak</p>',
}

/** The same while it is held. */
export const HELD = {
  hs_task_type: 'TODO',
  hs_task_status: 'WAITING',
  hs_task_subject: '⛔ Niet bellen – Bellen over het aanbod',
  belrecht_hold: 'held',
}
