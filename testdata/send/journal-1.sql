PRAGMA journal_mode = WAL;
CREATE TABLE document (
 document INTEGER PRIMARY KEY,
 id TEXT NOT NULL UNIQUE,
 sha256 TEXT NOT NULL,
 run TEXT NOT NULL);
CREATE INDEX document_run ON document (run);
CREATE TABLE delivery (
 delivery INTEGER PRIMARY KEY,
 document INTEGER NOT NULL REFERENCES document,
 purpose TEXT NOT NULL,
 channel TEXT NOT NULL,
 address TEXT NOT NULL,
 series INTEGER NOT NULL,
 outcome INTEGER NOT NULL DEFAULT 0
  CHECK (outcome BETWEEN 0 AND 4),
 owner TEXT,
 expiry INTEGER NOT NULL DEFAULT 0,
 at TEXT, receipt TEXT, sha256 TEXT, text TEXT,
 UNIQUE (document, purpose, channel, address, series));
CREATE UNIQUE INDEX delivery_one ON delivery (document, purpose, series)
 WHERE outcome <> 2;
CREATE INDEX delivery_open ON delivery (outcome)
 WHERE outcome IN (0, 3, 4);
PRAGMA user_version = 1;
