PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO meta VALUES('schema','2');
INSERT INTO meta VALUES('last_incident','2');
INSERT INTO meta VALUES('installation','74c19d2995e940c3ae99a8064d7e4e39');
CREATE TABLE writers (
    key TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    version INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO writers VALUES('labels:service=backup',1,5);
INSERT INTO writers VALUES('labels:service=payments',1,5);
CREATE TABLE incidents (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    status TEXT NOT NULL,
    severity INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    labels TEXT NOT NULL,
    head TEXT NOT NULL
);
INSERT INTO incidents VALUES(1,'labels:service=backup','Open',3,1795658356506992,'{"service":"backup"}','{"id":"INC-000001","key":"labels:service=backup","status":"Open","severity":"Critical","title":"Disk a is full","openedAt":"2026-11-26T01:59:16.506992+00:00","startedAt":"2026-01-05T02:10:00+00:00","reopened":0,"firingAlerts":2,"resolvedAlerts":0,"services":["backup"],"commonLabels":{"service":"backup"},"investigatedAt":"2026-11-26T01:59:17.881214+00:00","announcedTo":["console"],"stuckSteps":[],"revision":0}');
INSERT INTO incidents VALUES(2,'labels:service=payments','Open',2,1795658357959455,'{"service":"payments","severity":"error"}','{"id":"INC-000002","key":"labels:service=payments","status":"Open","severity":"Error","title":"Payments are slow","openedAt":"2026-11-26T01:59:17.959455+00:00","startedAt":"2026-01-05T02:20:00+00:00","reopened":0,"firingAlerts":1,"resolvedAlerts":0,"services":["payments"],"commonLabels":{"service":"payments","severity":"error"},"investigatedAt":"2026-11-26T01:59:18.0045967+00:00","announcedTo":["console"],"stuckSteps":[],"revision":0}');
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    body BLOB NOT NULL
);
INSERT INTO deliveries VALUES(1,'events',1795658356433607,X'7b22616c65727473223a5b7b226964223a226469736b2d61222c22737461747573223a22666972696e67222c227365766572697479223a22637269746963616c222c2273657276696365223a226261636b7570222c2273756d6d617279223a224469736b20612069732066756c6c222c227374617274734174223a22323032362d30312d30355430323a31303a30305a227d2c7b226964223a226469736b2d62222c22737461747573223a22666972696e67222c227365766572697479223a227761726e696e67222c2273657276696365223a226261636b7570222c2273756d6d617279223a224469736b2062206973206e6561726c792066756c6c222c227374617274734174223a22323032362d30312d30355430323a31313a30305a227d5d7d');
INSERT INTO deliveries VALUES(2,'events',1795658357957739,X'7b22616c65727473223a5b7b226964223a226c617465222c22737461747573223a22666972696e67222c227365766572697479223a226572726f72222c2273657276696365223a227061796d656e7473222c2273756d6d617279223a225061796d656e74732061726520736c6f77222c227374617274734174223a22323032362d30312d30355430323a32303a30305a227d5d7d');
CREATE TABLE alerts (
    id INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL,
    alert_key BLOB NOT NULL,
    content BLOB NOT NULL,
    starts_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    ends_at INTEGER,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    alert TEXT NOT NULL
);
INSERT INTO alerts VALUES(1,1,X'73453255703d17153582c50cd75aba71',X'3b1adee15bdcaab11bfddbe1763d2eba',1767579000000000,'Firing',NULL,1795658356506992,1795658356506992,'{"source":"events","fingerprint":"disk-a","status":"Firing","startsAt":"2026-01-05T02:10:00+00:00","labels":{"service":"backup","severity":"critical"},"annotations":{"summary":"Disk a is full"},"links":[]}');
INSERT INTO alerts VALUES(2,1,X'acc2a2f8d848b1321c047c69fe2e9b2f',X'd376e24d3216df98ae5cdffc2dd72b67',1767579060000000,'Firing',NULL,1795658356506992,1795658356506992,'{"source":"events","fingerprint":"disk-b","status":"Firing","startsAt":"2026-01-05T02:11:00+00:00","labels":{"service":"backup","severity":"warning"},"annotations":{"summary":"Disk b is nearly full"},"links":[]}');
INSERT INTO alerts VALUES(3,2,X'55b4567296e05a33795ee685926cc8fe',X'042b1620bc187022ade04ac7c0d0a8a7',1767579600000000,'Firing',NULL,1795658357959455,1795658357959455,'{"source":"events","fingerprint":"late","status":"Firing","startsAt":"2026-01-05T02:20:00+00:00","labels":{"service":"payments","severity":"error"},"annotations":{"summary":"Payments are slow"},"links":[]}');
CREATE TABLE timeline (
    id INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    actor TEXT
);
INSERT INTO timeline VALUES(1,1,1795658356506992,'Opened','disk-a, disk-b started firing',NULL);
INSERT INTO timeline VALUES(2,1,1795658357835496,'Announced','Told console: opened',NULL);
INSERT INTO timeline VALUES(3,2,1795658357959455,'Opened','late started firing',NULL);
INSERT INTO timeline VALUES(4,2,1795658358029203,'Announced','Told console: opened',NULL);
CREATE TABLE findings (
    incident INTEGER PRIMARY KEY,
    findings TEXT NOT NULL
);
INSERT INTO findings VALUES(1,'{"startedAt":"2026-11-26T01:59:17.8439378+00:00","endedAt":"2026-11-26T01:59:17.881214+00:00","evidence":[],"missing":[],"asked":["changes"],"analysis":{"certainty":"Inconclusive","because":"No source measured the latency or the availability of backup before and after the alert.","wouldChange":["Measurements of backup: check the queries of Prometheus."],"causes":[],"changes":[]},"actions":[{"id":"compare-instances","title":"Find out whether all instances of backup are affected or only some","causes":[],"risk":"Low","duration":"00:10:00","prerequisites":[],"steps":[{"text":"Compare errors, duration, processor and memory by instance, zone and version"},{"text":"If only some are affected, look for what they share and the others do not"},{"text":"See where its instances run, and which have been restarted"}],"rollback":[],"watch":[]},{"id":"what-changed","title":"Find out what changed since shortly before 2026-01-05T02:10:00Z","causes":[],"risk":"Low","duration":"00:10:00","prerequisites":[],"steps":[{"text":"List deployments, feature flags and configuration changes of backup and of what it calls"},{"text":"Ask the people on call for the platform and the network whether they changed anything"},{"text":"Compare with the last change, if that is close to the beginning"}],"rollback":[],"watch":["Whether the beginning lines up with a change, to the minute"]},{"id":"where-it-begins","title":"Follow the requests of backup to where they begin to fail or to slow down","causes":[],"risk":"Low","duration":"00:15:00","prerequisites":[],"steps":[{"text":"Compare requests, errors and duration of backup with the hour before 2026-01-05T02:10:00Z"},{"text":"Do the same for each service it calls, and stop at the last one that is worse than before"},{"text":"Read one slow and one failed trace from end to end"},{"text":"Read the log since the beginning"}],"rollback":[],"watch":[]},{"id":"ask-for-help","title":"Ask for a second pair of eyes if nothing stands out after 20 minutes","causes":[],"risk":"Low","duration":"00:20:00","prerequisites":[],"steps":[{"text":"Write down what was looked at and what it ruled out"},{"text":"Tell the owners of backup what users see, since when, and the number INC-000001"}],"rollback":[],"watch":[]}],"summary":{"claims":[{"text":"Root cause: INCONCLUSIVE. No source measured the latency or the availability of backup before and after the alert.","evidenceIds":[]},{"text":"No source gave evidence.","evidenceIds":[]}]}}');
INSERT INTO findings VALUES(2,'{"startedAt":"2026-11-26T01:59:17.9954501+00:00","endedAt":"2026-11-26T01:59:18.0045967+00:00","evidence":[],"missing":[],"asked":["changes"],"analysis":{"certainty":"Inconclusive","because":"No source measured the latency or the availability of payments before and after the alert.","wouldChange":["Measurements of payments: check the queries of Prometheus."],"causes":[],"changes":[]},"actions":[{"id":"compare-instances","title":"Find out whether all instances of payments are affected or only some","causes":[],"risk":"Low","duration":"00:10:00","prerequisites":[],"steps":[{"text":"Compare errors, duration, processor and memory by instance, zone and version"},{"text":"If only some are affected, look for what they share and the others do not"},{"text":"See where its instances run, and which have been restarted"}],"rollback":[],"watch":[]},{"id":"what-changed","title":"Find out what changed since shortly before 2026-01-05T02:20:00Z","causes":[],"risk":"Low","duration":"00:10:00","prerequisites":[],"steps":[{"text":"List deployments, feature flags and configuration changes of payments and of what it calls"},{"text":"Ask the people on call for the platform and the network whether they changed anything"},{"text":"Compare with the last change, if that is close to the beginning"}],"rollback":[],"watch":["Whether the beginning lines up with a change, to the minute"]},{"id":"where-it-begins","title":"Follow the requests of payments to where they begin to fail or to slow down","causes":[],"risk":"Low","duration":"00:15:00","prerequisites":[],"steps":[{"text":"Compare requests, errors and duration of payments with the hour before 2026-01-05T02:20:00Z"},{"text":"Do the same for each service it calls, and stop at the last one that is worse than before"},{"text":"Read one slow and one failed trace from end to end"},{"text":"Read the log since the beginning"}],"rollback":[],"watch":[]},{"id":"ask-for-help","title":"Ask for a second pair of eyes if nothing stands out after 20 minutes","causes":[],"risk":"Low","duration":"00:20:00","prerequisites":[],"steps":[{"text":"Write down what was looked at and what it ruled out"},{"text":"Tell the owners of payments what users see, since when, and the number INC-000002"}],"rollback":[],"watch":[]}],"summary":{"claims":[{"text":"Root cause: INCONCLUSIVE. No source measured the latency or the availability of payments before and after the alert.","evidenceIds":[]},{"text":"No source gave evidence.","evidenceIds":[]}]}}');
CREATE TABLE steps (
    incident INTEGER NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    shard INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    stuck INTEGER NOT NULL,
    error TEXT,
    PRIMARY KEY (incident, kind)
) WITHOUT ROWID;
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL,
    key TEXT NOT NULL,
    shard INTEGER NOT NULL,
    destination TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    may_have_arrived INTEGER NOT NULL,
    sent_at INTEGER,
    receipt TEXT,
    reason TEXT
);
INSERT INTO outbox VALUES(1,1,'labels:service=backup',12,'console','Opened','INC-000001 opened: Disk a is full (critical; backup; 2 alerts firing)','Sent',1795658356506992,1795658356506992,1,0,1795658357835496,NULL,NULL);
INSERT INTO outbox VALUES(2,2,'labels:service=payments',9,'console','Opened','INC-000002 opened: Payments are slow (error; payments; 1 alert firing)','Sent',1795658357959455,1795658357959455,1,0,1795658358029203,NULL,NULL);
CREATE TABLE postmortems (
    incident INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    markdown TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    body BLOB NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    times INTEGER NOT NULL
);
INSERT INTO quarantine VALUES(1,X'0cc7837324d7ed4d038b7ea66713ee3722203555dbfce94b5bff481664886271','events','alerts[0].startsAt is missing; without it a second episode cannot be told from a repeat',X'7b226964223a2262726f6b656e222c22737461747573223a22666972696e67227d',1795658358110271,1795658358110271,1);
CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    service TEXT NOT NULL,
    summary TEXT NOT NULL,
    link TEXT,
    UNIQUE (at, kind, service, summary)
);
INSERT INTO changes VALUES(1,1795658358654116,'deployment','payments','v2',NULL);
CREATE INDEX incidents_key ON incidents (key);
CREATE INDEX incidents_status ON incidents (status, id);
CREATE INDEX alerts_incident ON alerts (incident, id);
CREATE INDEX timeline_incident ON timeline (incident, id);
CREATE INDEX steps_due ON steps (shard, due_at) WHERE stuck = 0;
CREATE INDEX outbox_incident ON outbox (incident, id);
CREATE INDEX outbox_due ON outbox (shard, next_at) WHERE state IN ('Pending', 'Sending');
CREATE INDEX outbox_unfinished ON outbox (destination, state) WHERE state IN ('Pending', 'Sending', 'Dead');
COMMIT;
