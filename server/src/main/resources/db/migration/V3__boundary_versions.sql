-- Boundaries that were loaded, kept for good: every event names the version that located it.
CREATE SEQUENCE boundary_version_id;
CREATE TABLE boundary_version (
    version         text PRIMARY KEY,
    serial          bigint NOT NULL DEFAULT nextval('boundary_version_id'),
    title           text NOT NULL,
    loaded_by_role  text NOT NULL,
    loaded_by       text NOT NULL,
    loaded_at       timestamptz NOT NULL,
    file_name       text NOT NULL,
    sha256          text NOT NULL,
    grids           integer NOT NULL,
    errors          bigint NOT NULL,
    warnings        bigint NOT NULL,
    -- Null where the boundaries are not from a file that was checked.
    report_json     text,
    report_page     text,
    report_findings text
);
CREATE INDEX boundary_version_by_serial ON boundary_version (serial);

-- The boundary is well-known binary: Polygon or MultiPolygon, longitude before latitude, WGS 84 degrees.
CREATE TABLE boundary_grid (
    version  text NOT NULL REFERENCES boundary_version,
    ordinal  integer NOT NULL,
    code     text NOT NULL,
    name     text NOT NULL,
    level    text NOT NULL,
    parent   text,
    boundary bytea NOT NULL,
    PRIMARY KEY (version, ordinal)
);

-- Appended to, never changed. The last one is live.
CREATE TABLE boundary_activation (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version    text NOT NULL REFERENCES boundary_version,
    actor_role text NOT NULL,
    actor      text NOT NULL,
    at         timestamptz NOT NULL,
    reason     text
);
