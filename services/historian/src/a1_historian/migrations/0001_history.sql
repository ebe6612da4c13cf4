-- History: what was offered, when, and how the games ended. Prices are numeric: no digit is lost.

create table positions (
    topic text not null,
    partition smallint not null,
    next_offset bigint not null,
    primary key (topic, partition)
);
comment on table positions is 'Where each partition of the log was read to, written in one transaction with its effects';

create table events (
    event_id text primary key,
    league text not null,
    sport text not null,
    version bigint not null,
    changed_at timestamptz not null,
    status text not null,
    start_time timestamptz,
    home text not null,
    away text not null,
    home_score integer,
    away_score integer,
    first_status text not null,
    first_seen_at timestamptz not null,
    started_at timestamptz,
    start_observed text,
    start_version bigint,
    sealed_at timestamptz,
    aliases text[] not null default '{}',
    removed text
);
create index events_to_seal on events (started_at) where sealed_at is null and started_at is not null;
create index events_of_league on events (league, start_time);

create table source_spans (
    target text not null,
    from_at timestamptz not null,
    state text not null,
    reason text not null,
    valid_until timestamptz not null,
    version bigint not null,
    primary key (target, from_at)
);
comment on table source_spans is 'How long the source of a target was in a state: until valid_until, or the next span';

create table quotes (
    event_id text not null,
    series text not null,
    league text not null,
    provider text not null,
    feed text not null,
    target text not null,
    bookmaker text not null,
    market text not null,
    period text not null,
    scope text not null,
    selection text not null,
    rung numeric,
    version bigint not null,
    changed_at timestamptz not null,
    observed_at timestamptz,
    line numeric,
    price numeric,
    american integer,
    multiplier numeric,
    suspended boolean not null,
    phase text,
    withdrawn text,
    open_line numeric,
    open_price numeric,
    open_observed_at timestamptz,
    open_changed_at timestamptz not null,
    high numeric,
    low numeric,
    changes integer not null,
    primary key (event_id, series)
) with (fillfactor = 70);
comment on table quotes is 'The newest quote of each series, with its opening, extremes and number of changes';
comment on column quotes.series is 'provider|feed|bookmaker|market|period|scope|selection|rung';
comment on column quotes.rung is 'The line of a series that is one of several lines; null of a main line, which moves';

create table price_changes (
    changed_at timestamptz not null,
    log_partition smallint not null,
    log_offset bigint not null,
    ordinal integer not null,
    event_id text not null,
    series text not null,
    league text not null,
    provider text not null,
    feed text not null,
    target text not null,
    bookmaker text not null,
    market text not null,
    period text not null,
    scope text not null,
    selection text not null,
    rung numeric,
    version bigint not null,
    observed_at timestamptz,
    line numeric,
    price numeric,
    american integer,
    multiplier numeric,
    suspended boolean not null,
    phase text,
    withdrawn text,
    source_state text
) partition by range (changed_at);
comment on column price_changes.changed_at is 'When the body with this change was fetched';
comment on column price_changes.observed_at is 'The provider''s own time';
comment on column price_changes.withdrawn is 'Why the quote ended; its price is null then';
create index price_changes_of_event on price_changes (event_id, changed_at, log_offset, ordinal);
create index price_changes_of_league on price_changes (league, changed_at, log_offset, ordinal);

create table closes (
    event_id text not null,
    series text not null,
    league text not null,
    provider text not null,
    feed text not null,
    bookmaker text not null,
    market text not null,
    period text not null,
    scope text not null,
    selection text not null,
    rung numeric,
    line numeric,
    price numeric,
    american integer,
    reason text,
    evidence jsonb not null,
    sealed_at timestamptz not null default now(),
    primary key (event_id, series)
);
comment on table closes is 'Closing prices, written once. A row without a price says no-close; an empty series is the whole event';

create table steam_moves (
    event_id text not null,
    market text not null,
    period text not null,
    scope text not null,
    selection text not null,
    direction text not null,
    began_at timestamptz not null,
    ended_at timestamptz not null,
    bookmakers text[] not null,
    primary key (event_id, market, period, scope, selection, direction, began_at)
);

create table prop_quotes (
    event_id text not null,
    series text not null,
    league text not null,
    provider text not null,
    feed text not null,
    target text not null,
    bookmaker text not null,
    player_id text not null,
    player text not null,
    stat_type text not null,
    period text not null,
    line_type text not null,
    side text not null,
    rung numeric,
    version bigint not null,
    changed_at timestamptz not null,
    observed_at timestamptz,
    line numeric,
    price numeric,
    american integer,
    multiplier numeric,
    suspended boolean not null,
    phase text,
    withdrawn text,
    open_line numeric,
    open_price numeric,
    open_observed_at timestamptz,
    open_changed_at timestamptz not null,
    high numeric,
    low numeric,
    changes integer not null,
    primary key (event_id, series)
) with (fillfactor = 70);
comment on column prop_quotes.series is 'provider|feed|bookmaker|player_id|stat_type|period|line_type|side|rung';

create table prop_changes (
    changed_at timestamptz not null,
    log_partition smallint not null,
    log_offset bigint not null,
    ordinal integer not null,
    event_id text not null,
    series text not null,
    league text not null,
    provider text not null,
    feed text not null,
    target text not null,
    bookmaker text not null,
    player_id text not null,
    player text not null,
    stat_type text not null,
    period text not null,
    line_type text not null,
    side text not null,
    rung numeric,
    version bigint not null,
    observed_at timestamptz,
    line numeric,
    price numeric,
    american integer,
    multiplier numeric,
    suspended boolean not null,
    phase text,
    withdrawn text,
    source_state text
) partition by range (changed_at);
create index prop_changes_of_event on prop_changes (event_id, changed_at, log_offset, ordinal);
create index prop_changes_of_league on prop_changes (league, changed_at, log_offset, ordinal);

create table results (
    league text not null,
    played_on date not null,
    home text not null,
    away text not null,
    number integer not null default 1,
    season integer,
    event_id text unique,
    home_score integer not null,
    away_score integer not null,
    version bigint not null default 0,
    source text not null,
    prices jsonb not null default '{}',
    primary key (league, played_on, home, away, number)
);
comment on column results.number is 'Counts games of the same sides on the same day';
comment on column results.prices is 'Decimal prices of an imported game by book and moment, in the order of outcomes';
create index results_in_order on results (league, played_on, home, away, number);

create table stat_lines (
    event_id text not null,
    provider text not null,
    feed text not null,
    player_id text not null,
    league text not null,
    player text not null,
    team_id text,
    version bigint not null,
    changed_at timestamptz not null,
    stats jsonb not null,
    removed text,
    primary key (event_id, provider, feed, player_id)
);

create table analytics (
    topic text not null,
    key text not null,
    version bigint not null,
    league_partition smallint not null,
    written_at timestamptz not null,
    value jsonb,
    primary key (topic, key, version)
);
comment on column analytics.value is 'Null where the record was deleted';

create function forget_log() returns void language sql as $$
    delete from positions;
    update events set version = 0;
    update quotes set version = 0;
    update prop_quotes set version = 0;
    update source_spans set version = 0;
    update stat_lines set version = 0;
    update results set version = 0 where event_id is not null;
    update analytics set version = version - 1000000000000000;
$$;
comment on function forget_log is
    'After the topics were recreated: the new log is read from its start, history stays with versions below those';
