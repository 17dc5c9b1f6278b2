import type Sqlite from 'better-sqlite3'

const isKnown = (event: string): string => `coalesce(${event}.figures, '') NOT LIKE '%"inferred":%'`

/**
 * An acceptance that came with a spreadsheet, by its log: both recorded at once, and later than the log happened. A sheet
 * has no column for the first contact, so that nobody knows when it was.
 */
const CAME_WITH_A_SHEET = 'a.recorded_at = l.recorded_at AND l.recorded_at > l.occurred_at'

/**
 * What a CSQL is to the reports, found in its row and its history: the one place where it is written down. Events that
 * are taken back count nowhere, and neither does a CSQL that was merged into another or whose log was undone. The first
 * event of a kind is the one that stands, so that a later round moves no cohort. Yearly amounts are twelve monthly ones.
 * A decision has a date where it and the hand-over before it were told, and so has a first contact with the acceptance
 * before it: what an import concludes took no time that is known.
 */
const FACTS = `
  WITH standing AS (
    SELECT e.workspace_id, e.csql_id, e.seq, e.kind, e.to_state
    FROM stale_facts AS s
    -- CROSS: from the few that are stale to their events. Left to itself, SQLite walks all events in the order of the groups.
    CROSS JOIN events AS e ON e.workspace_id = s.workspace_id AND e.csql_id = s.csql_id
    WHERE NOT EXISTS (
      SELECT 1 FROM reversed_events AS r WHERE r.workspace_id = e.workspace_id AND r.event_id = e.id)
  ),
  marks AS (
    SELECT workspace_id, csql_id,
      min(CASE WHEN kind = 'log' THEN seq END) AS logged,
      min(CASE WHEN kind = 'qualify' THEN seq END) AS qualified,
      min(CASE WHEN kind = 'return' THEN seq END) AS returned,
      min(CASE WHEN kind = 'accept' OR (kind = 'qualify' AND to_state = 'accepted') THEN seq END) AS accepted,
      min(CASE WHEN kind IN ('accept', 'reject') THEN seq END) AS decided,
      min(CASE WHEN kind IN ('update', 'convert') THEN seq END) AS contacted,
      min(CASE WHEN kind = 'convert' THEN seq END) AS converted,
      max(CASE WHEN kind IN ('win', 'lose') THEN seq END) AS closed
    FROM standing GROUP BY workspace_id, csql_id
  )
  SELECT c.workspace_id, c.id, c.account_id, c.source, c.product_id, c.kind, c.state, c.self_closed,
    CASE WHEN c.state = 'rejected' AND c.reason = 'already_in_pipeline' THEN 1 ELSE 0 END,
    c.csm_id, c.ae_id, c.ae_acted_at, c.logged_by, c.logged_at, l.csm_id, l.ae_id,
    c.first_qualified_at, q.csm_id, q.ae_id,
    c.first_accepted_at,
    CASE WHEN c.first_accepted_at IS NOT NULL AND (m.returned IS NULL OR m.returned > m.accepted)
      THEN 1 ELSE 0 END,
    d.occurred_at, d.csm_id, d.ae_id,
    f.occurred_at, f.csm_id, f.ae_id,
    o.occurred_at, o.csm_id, o.ae_id,
    CASE c.state WHEN 'won' THEN c.won_on WHEN 'lost' THEN c.lost_on END,
    x.occurred_at, x.csm_id, x.ae_id,
    c.currency,
    c.amount * CASE c.amount_period WHEN 'year' THEN 1 ELSE 12 END,
    CASE WHEN c.state = 'won' AND c.amount IS NOT NULL THEN (
      SELECT json_extract(e.changes, '$.currency')
      FROM events AS e
      WHERE e.workspace_id = c.workspace_id AND e.csql_id = c.id AND e.seq < m.closed
        AND json_extract(e.changes, '$.currency') IS NOT NULL
        AND NOT EXISTS (
          SELECT 1 FROM reversed_events AS r WHERE r.workspace_id = e.workspace_id AND r.event_id = e.id)
      ORDER BY e.seq DESC LIMIT 1) END,
    CASE c.state WHEN 'won' THEN c.won_amount * CASE c.won_amount_period WHEN 'year' THEN 1 ELSE 12 END END,
    CASE c.state WHEN 'won' THEN c.won_one_time END,
    CASE c.state WHEN 'won' THEN substr(c.start_on, 1, 7) END,
    c.close_month, c.progress,
    CASE WHEN ${isKnown('q')} THEN 0 ELSE 1 END
  FROM stale_facts AS s
  JOIN csqls AS c ON c.workspace_id = s.workspace_id AND c.id = s.csql_id
  JOIN marks AS m ON m.workspace_id = c.workspace_id AND m.csql_id = c.id
  JOIN events AS l ON l.workspace_id = c.workspace_id AND l.csql_id = c.id AND l.seq = m.logged
  LEFT JOIN events AS q ON q.workspace_id = c.workspace_id AND q.csql_id = c.id AND q.seq = m.qualified
  LEFT JOIN events AS d ON d.workspace_id = c.workspace_id AND d.csql_id = c.id AND d.seq = m.decided
    AND ${isKnown('d')} AND ${isKnown('q')}
  LEFT JOIN events AS a ON a.workspace_id = c.workspace_id AND a.csql_id = c.id AND a.seq = m.accepted
  LEFT JOIN events AS f ON f.workspace_id = c.workspace_id AND f.csql_id = c.id AND f.seq = m.contacted
    AND ${isKnown('f')} AND ${isKnown('a')} AND NOT coalesce(${CAME_WITH_A_SHEET}, 0)
  LEFT JOIN events AS o ON o.workspace_id = c.workspace_id AND o.csql_id = c.id AND o.seq = m.converted
  LEFT JOIN events AS x ON x.workspace_id = c.workspace_id AND x.csql_id = c.id AND x.seq = m.closed
    AND c.state IN ('won', 'lost')
  WHERE c.state <> 'merged'`

const REFRESH = [
  `DELETE FROM csql_facts WHERE (workspace_id, csql_id) IN (SELECT workspace_id, csql_id FROM stale_facts)`,
  `INSERT INTO csql_facts ${FACTS}`,
  'DELETE FROM stale_facts',
]

/** Brings the facts of all CSQLs up to date whose history changed; to be run in the transaction that changed it. */
export function factsOn(raw: Sqlite.Database): () => void {
  const isStale = raw.prepare('SELECT EXISTS (SELECT 1 FROM stale_facts)').pluck()
  const statements = REFRESH.map((sql) => raw.prepare(sql))
  return () => {
    if (isStale.get() === 1) for (const statement of statements) statement.run()
  }
}
